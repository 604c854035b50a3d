public import CLIXML

/// Reads JSON from bytes that arrive in any chunking, as ConvertFrom-Json does (convert.md 7).
///
/// ```swift
/// var importer = JSONImporter()
/// for chunk in chunks {
///     try importer.append(chunk.span)
///     while let value = try importer.nextValue() { use(value) }
/// }
/// importer.finish()
/// while let value = try importer.nextValue() { use(value) }
/// ```
///
/// Values come as soon as they are read, the elements of an array at the top one by one, so memory depends on the largest
/// value. The same bytes give the same values and the same error, however they are cut. Values before an error are delivered,
/// unlike those of PowerShell, which reads all first; after an error the importer throws it again at every call.
///
/// Where it differs from PowerShell otherwise: a text that ends inside an array gives a warning, and one that ends inside an
/// object in an array is an error.
///
/// - Complexity: O(1) amortised for each byte.
public struct JSONImporter: ~Copyable {
    private var input = DecodedInput()
    private var tokenizer = JSONTokenizer(.powerShell)
    private var assembler: JSONAssembler
    private let options: JSONImportOptions
    /// Whether each line is a text.
    private var isLines: Bool
    /// Where the line that is being read ends, or -1.
    private var lineEnd = -1
    /// How far an end of the line was looked for.
    private var searched = 0
    /// Whether the first text was read, and stood on one line.
    private var isOneLine = false
    private var valueCount: UInt64 = 0
    private var isEnded = false
    private var failure: CLIXMLError?
    private var warnings: [ConversionWarning] = []

    /// Makes an importer.
    public init(options: JSONImportOptions = JSONImportOptions()) {
        self.options = options
        assembler = JSONAssembler(options)
        isLines = options.form == .lines
    }

    /// Appends bytes of the input: UTF-8, or what a byte order mark says.
    ///
    /// - Throws: the error of an earlier call.
    public mutating func append(_ bytes: Span<UInt8>) throws(CLIXMLError) {
        if let failure { throw failure }
        precondition(!input.isFinal, "nothing can be appended after finish()")
        let isBetween = assembler.valueStart < 0
        let dropped = input.drop(before: isBetween ? tokenizer.position : assembler.valueStart)
        if dropped > 0 {
            tokenizer.dropFirst(dropped)
            assembler.dropFirst(dropped)
            if lineEnd >= 0 { lineEnd -= dropped }
            searched = max(searched - dropped, 0)
        }
        input.append(bytes)
    }

    /// Says that the input is complete. Values that were not taken can still be taken.
    public mutating func finish() { input.finish() }

    /// The next value, or `nil` when more bytes are needed to tell, or after ``finish()`` when there is none.
    ///
    /// - Throws: `CLIXMLError`: `invalid-json`, `invalid-json-number`, `invalid-json-escape`, `additional-text`, `truncated`,
    ///   `names-differ-in-case`, `empty-member-name`, `reserved-member-name` and `value-out-of-range` for what
    ///   ConvertFrom-Json refuses; `nested-too-deeply`, `value-too-large`, `text-too-long`, `name-too-long` and
    ///   `too-many-nodes` for limits.
    public mutating func nextValue() throws(CLIXMLError) -> DocumentValue? {
        if let failure { throw failure }
        guard !isEnded else { return nil }
        let source = input.source
        do throws(JSONFault) {
            return try readValue(source.span) ? deliver() : nil
        } catch {
            let position = input.position(of: error.offset)
            let located = CLIXMLError(code: error.code, position: position, message: error.message)
            failure = located
            throw located
        }
    }

    /// The warnings since the last call.
    public mutating func takeWarnings() -> [ConversionWarning] {
        defer { warnings = [] }
        return warnings
    }

    private mutating func deliver() -> DocumentValue {
        let offset = input.nextInputOffset(of: assembler.valueStart)
        let store = assembler.takeValue(byteOffset: offset, ordinal: valueCount)
        valueCount += 1
        return DocumentValue(store: store, stream: nil)
    }

    // MARK: - Texts

    /// Goes on until a value is complete; false if more bytes are needed or there are none.
    private mutating func readValue(_ source: Span<UInt8>) throws(JSONFault) -> Bool {
        while !isEnded {
            guard try findLineEnd(source) else { return false }
            let isFinal = input.isFinal || lineEnd >= 0
            let textEnd = lineEnd >= 0 ? lineEnd : source.count
            // No more than a value may take is looked at, so that a limit is met at the same byte whatever is there.
            let start = assembler.valueStart < 0 ? tokenizer.position : assembler.valueStart
            let bound = options.limits.maximumValueByteCount
            let isBounded = textEnd &- start > bound
            let token = try tokenizer.next(
                source,
                upTo: isBounded ? start &+ bound : textEnd,
                isFinal: isFinal && !isBounded,
                expecting: assembler.expectation
            )
            guard let token else {
                // Blanks between values may be any number.
                if isBounded, assembler.valueStart < 0, tokenizer.position > start { continue }
                if isBounded { throw tooLarge(start) }
                return false
            }
            switch token.kind {
            case .end:
                if try endText(at: token.start) { return true }
            case .additionalText:
                guard options.form == .automatic, isOneLine, tokenizer.hasPassedLineFeed else {
                    throw JSONFault(
                        .additionalText,
                        at: token.start,
                        "something follows the JSON text, which is complete"
                    )
                }
                isLines = true
                assembler.beginText()
            default:
                if assembler.isAtStart { tokenizer.hasPassedLineFeed = false }
                let isComplete = try assembler.take(token, source)
                // A value left out ends before the comma, which is read again.
                if assembler.hasSkipped { tokenizer.position = token.start }
                if assembler.isAtEnd { endOfFirstText() }
                if isComplete { return true }
            }
        }
        return false
    }

    private mutating func endOfFirstText() {
        guard !isLines else { return }
        isOneLine = !tokenizer.hasPassedLineFeed
        tokenizer.hasPassedLineFeed = false
    }

    /// Finds the end of the line that a text begins on; false if more bytes are needed.
    private mutating func findLineEnd(_ source: Span<UInt8>) throws(JSONFault) -> Bool {
        guard isLines, lineEnd < 0 else { return true }
        var index = max(searched, tokenizer.position)
        while index < source.count, source[index] != 0x0A { index &+= 1 }
        searched = index
        if index < source.count {
            lineEnd = index
            return true
        }
        if !input.isFinal, index &- tokenizer.position > options.limits.maximumValueByteCount {
            throw tooLarge(tokenizer.position)
        }
        return input.isFinal
    }

    private func tooLarge(_ start: Int) -> JSONFault {
        let limit = options.limits.maximumValueByteCount
        return JSONFault(.valueTooLarge, at: start, "the value is larger than the limit of \(limit) bytes")
    }

    /// The text ends; true if that completes a value.
    private mutating func endText(at end: Int) throws(JSONFault) -> Bool {
        if !assembler.isAtEnd {
            // PowerShell makes null of a text without a value; between lines it is no text.
            if assembler.isAtStart, !isLines { return try assembler.takeNull(at: end) }
            if !assembler.isAtStart {
                let hasValue = try assembler.endInsideArrays(at: end)
                let line = input.position(of: end).line
                warnings.append(
                    ConversionWarning(
                        code: .unfinishedArray,
                        message: "the JSON text ends in line \(line) inside an array, which is taken as closed"
                    )
                )
                if hasValue { return true }
            }
        }
        if lineEnd >= 0 {
            tokenizer.position = lineEnd &+ 1
            lineEnd = -1
            assembler.beginText()
        } else {
            isEnded = true
        }
        return false
    }
}
