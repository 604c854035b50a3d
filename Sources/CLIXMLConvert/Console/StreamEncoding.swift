internal import CLIXML

/// Turns a stream that begins with the byte order mark of UTF-16 or UTF-32 into UTF-8; every other stays as it is.
///
/// Windows PowerShell redirects into files of UTF-16.
struct StreamEncoding {
    private enum State {
        /// Only bytes that may be a mark were there.
        case beginning([UInt8])
        case asItIs
        case marked(DecodedInput)
    }

    private var state = State.beginning([])

    private static let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF], [0, 0, 0xFE, 0xFF]]

    /// Whether bytes are to be taken as they are from here on.
    var isTransparent: Bool { if case .asItIs = state { true } else { false } }

    /// What the next bytes say.
    mutating func decode(_ bytes: Span<UInt8>) -> [UInt8] {
        switch state {
        case .beginning(var first):
            first.append(bytes)
            if StreamEncoding.marks.contains(where: { first.starts(with: $0) }) {
                state = .marked(DecodedInput())
                return decode(first.span)
            }
            if StreamEncoding.marks.contains(where: { $0.starts(with: first) }) {
                state = .beginning(first)
                return []
            }
            state = .asItIs
            return first
        case .asItIs:
            var copy: [UInt8] = []
            copy.append(bytes)
            return copy
        case .marked(var input):
            // Taken out of the state while it changes, so that it is not copied.
            state = .asItIs
            input.append(bytes)
            return taken(&input)
        }
    }

    /// What was held back at the end of the stream.
    mutating func finish() -> [UInt8] {
        switch state {
        case .beginning(let first):
            state = .asItIs
            return first
        case .asItIs: return []
        case .marked(var input):
            input.finish()
            return taken(&input)
        }
    }

    private mutating func taken(_ input: inout DecodedInput) -> [UInt8] {
        let text = input.source
        _ = input.drop(before: text.count)
        state = .marked(input)
        return text
    }
}
