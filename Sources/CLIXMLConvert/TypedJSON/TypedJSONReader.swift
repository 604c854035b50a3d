public import CLIXML

/// Turns lines of typed JSON into the CLIXML document they stand for, so that the reader of CLIXML does the rest: every rule
/// about references, names and texts is checked in one place.
///
/// Value *n* stands on line *n* of the document, so an error of the reader names the line of the input. Append bytes in any
/// chunking, finish once. What comes before an error is in the document.
package struct TypedJSONReader {
    private var input = DecodedInput()
    private var lineStart = 0
    /// How far an end of the line was looked for.
    private var searched = 0
    private var hasBegun = false

    /// The most bytes a line may have.
    private let maximumLineByteCount: Int

    package init(maximumLineByteCount: Int) { self.maximumLineByteCount = maximumLineByteCount }

    /// Takes bytes of the input and appends what they give.
    ///
    /// - Throws: `CLIXMLError` with `invalid-typed-json`, or `value-too-large` for a line beyond the limit.
    package mutating func append(_ bytes: Span<UInt8>, into document: inout [UInt8]) throws(CLIXMLError) {
        begin(&document)
        let dropped = input.drop(before: lineStart)
        lineStart -= dropped
        searched -= dropped
        input.append(bytes)
        try translateLines(into: &document)
    }

    /// Appends what ends the document.
    ///
    /// - Throws: as ``append(_:into:)``.
    package mutating func finish(into document: inout [UInt8]) throws(CLIXMLError) {
        begin(&document)
        input.finish()
        try translateLines(into: &document)
        try translate(upTo: input.source.count, into: &document)
        document.append(text: "</Objs>")
    }

    private mutating func begin(_ document: inout [UInt8]) {
        guard !hasBegun else { return }
        hasBegun = true
        document.append(
            text: "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"
        )
    }

    private mutating func translateLines(into document: inout [UInt8]) throws(CLIXMLError) {
        let source = input.source
        while true {
            var index = searched
            while index < source.count, source[index] != UInt8(ascii: "\n") { index &+= 1 }
            searched = index
            guard index &- lineStart <= maximumLineByteCount else {
                let message = "the line is longer than the limit of \(maximumLineByteCount) bytes"
                throw CLIXMLError(code: .valueTooLarge, position: input.position(of: lineStart), message: message)
            }
            guard index < source.count else { return }
            try translate(upTo: index, into: &document)
            document.append(UInt8(ascii: "\n"))
            lineStart = index &+ 1
            searched = lineStart
        }
    }

    private func translate(upTo end: Int, into document: inout [UInt8]) throws(CLIXMLError) {
        var translator = TypedJSONTranslator(Array(input.source[lineStart..<end]))
        let start = document.count
        do throws(JSONFault) {
            try translator.translate(into: &document)
        } catch {
            document.removeLast(document.count - start)
            let position = input.position(of: lineStart + error.offset)
            throw CLIXMLError(code: .invalidTypedJSON, position: position, message: error.message)
        }
    }
}

extension CLIXMLError.Code {
    /// A line is not JSON, or not typed JSON.
    public static let invalidTypedJSON = Self(rawValue: "invalid-typed-json")
}
