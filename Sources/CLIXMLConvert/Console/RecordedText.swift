package import CLIXML

/// The text that a console shows of a session, made of the values of its streams and of what the session writes to the host.
///
/// Append in the order of the session, then finish. For `#< CLIXML` blocks in a log use ``ConsoleFilter``.
package struct RecordedText {
    private var streams: StreamText
    private let kinds: Set<PSStream.Kind>
    private var isInLine = false
    private var lastText: [UInt8] = []

    /// Makes the text of a session.
    package init(options: ConsoleFilterOptions) {
        streams = StreamText(options: options, errorOrigin: .remote)
        kinds = options.streams
    }

    /// Appends the text of a value of a stream.
    ///
    /// - Complexity: O(n)
    package mutating func append(_ value: DocumentValue, _ stream: PSStream.Kind, to output: inout [UInt8]) {
        guard let piece = streams.piece(of: value, stream) else { return }
        append(piece, to: &output)
    }

    /// Appends what the session writes to the host, unless it is what a record has just said.
    ///
    /// - Parameter stream: The stream that it would be in as a record.
    package mutating func append(
        host text: String,
        endsLine: Bool,
        _ stream: PSStream.Kind,
        to output: inout [UInt8]
    ) {
        guard kinds.contains(stream) else { return }
        let line = Array(text.utf8) + (endsLine ? [0x0A] : [])
        guard !line.isEmpty, line.count < 2 || !lastText.suffix(line.count).elementsEqual(line) else { return }
        let label =
            switch stream {
            case .warning: "WARNING: "
            case .verbose: "VERBOSE: "
            case .debug: "DEBUG: "
            default: ""
            }
        append(StreamText.Piece(text: Array(label.utf8) + line, startsLine: !label.isEmpty), to: &output)
    }

    /// Appends what is still to be shown, and ends the last line.
    package mutating func finish(to output: inout [UInt8]) {
        if let piece = streams.finish() { append(piece, to: &output) }
        if isInLine { output.append(0x0A) }
        isInLine = false
    }

    private mutating func append(_ piece: StreamText.Piece, to output: inout [UInt8]) {
        guard let last = piece.text.last else { return }
        if isInLine, piece.startsLine { output.append(0x0A) }
        output += piece.text
        isInLine = last != 0x0A
        lastText = piece.text
    }
}
