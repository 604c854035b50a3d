public import CLIXML

/// Turns lines of typed JSON into the CLIXML document they stand for, so that the reader of CLIXML does the rest: every rule
/// about references, names and texts is checked in one place.
///
/// Value *n* stands on line *n* of the document, so an error of the reader names the line of the input. Append bytes in any
/// chunking, finish once.
package struct TypedJSONReader {
    private var line: [UInt8] = []
    private var lineNumber = 0
    private var hasBegun = false
    private var isAtStart = true

    /// The most bytes a line may have.
    private let maximumLineByteCount: Int

    package init(maximumLineByteCount: Int) { self.maximumLineByteCount = maximumLineByteCount }

    /// Takes bytes of the input and appends what they give.
    ///
    /// - Throws: `CLIXMLError` with `invalid-typed-json`, or `value-too-large` for a line beyond the limit.
    package mutating func append(_ bytes: Span<UInt8>, into document: inout [UInt8]) throws(CLIXMLError) {
        begin(&document)
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            line.append(bytes.extracting(start..<end))
            guard line.count <= maximumLineByteCount else {
                throw error(.valueTooLarge, "the line is longer than the limit of \(maximumLineByteCount) bytes", at: 0)
            }
            guard end < bytes.count else { return }
            try endLine(into: &document)
            document.append(UInt8(ascii: "\n"))
            start = end + 1
        }
    }

    /// Appends what ends the document.
    ///
    /// - Throws: as ``append(_:into:)``.
    package mutating func finish(into document: inout [UInt8]) throws(CLIXMLError) {
        begin(&document)
        try endLine(into: &document)
        document.append(text: "</Objs>")
    }

    private mutating func begin(_ document: inout [UInt8]) {
        guard !hasBegun else { return }
        hasBegun = true
        document.append(
            text: "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"
        )
    }

    private mutating func endLine(into document: inout [UInt8]) throws(CLIXMLError) {
        lineNumber += 1
        var content = line
        line.removeAll(keepingCapacity: true)
        if lineNumber == 1, content.starts(with: [0xEF, 0xBB, 0xBF]) { content.removeFirst(3) }
        var translator = TypedJSONTranslator(content)
        do {
            try translator.translate(into: &document)
        } catch let defect as TypedJSONTranslator.Defect {
            throw error(.invalidTypedJSON, defect.message, at: defect.offset)
        } catch {
            throw self.error(.invalidTypedJSON, "\(error)", at: 0)
        }
    }

    private func error(_ code: CLIXMLError.Code, _ message: String, at offset: Int) -> CLIXMLError {
        let position = SourcePosition(byteOffset: offset, line: max(lineNumber, 1), column: offset + 1)
        return CLIXMLError(code: code, position: position, message: message)
    }
}

extension CLIXMLError.Code {
    /// A line is not JSON, or not typed JSON.
    public static let invalidTypedJSON = Self(rawValue: "invalid-typed-json")
}
