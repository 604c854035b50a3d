/// Reads CLIXML from bytes that arrive in any chunking, without any input or output of its own.
///
/// Append bytes as they come, take values until ``nextValue()`` returns `nil`, and when no more bytes come call ``finish()``:
///
/// ```swift
/// var parser = CLIXMLParser()
/// for chunk in chunks {
///     try parser.append(chunk.span)
///     while let value = try parser.nextValue() { use(value) }
/// }
/// try parser.finish()
/// ```
///
/// The same bytes give the same values and the same error, however they are cut. Values before an error are delivered; after
/// an error the parser throws it again at every call. A parser belongs to one task. For a file use ``CLIXMLReader``.
///
/// It holds the bytes of one value at a time, so memory depends on the largest value and not on the document.
///
/// - Complexity: O(1) amortised for each byte.
public struct CLIXMLParser: ~Copyable {
    private var decoder = InputDecoder()
    /// Decoded bytes that are still needed.
    private var source: [UInt8] = []
    /// How many decoded bytes were dropped before `source`.
    private var droppedByteCount = 0
    /// The input offset of the byte of `source` at `inputMark`.
    private var inputOffset = 0
    /// A place in `source` that only moves forward, so that nothing before it is counted again.
    private var inputMark = 0
    private var lines = LineCursor()
    private var builder: NodeBuilder
    private var preamble: DocumentPreamble
    private var isFinal = false
    private var isEnded = false
    private var failure: CLIXMLError?
    private var nextNumber = ObjectNumbers.nextDocument()
    private var valueCount: UInt64 = 0

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - limits: what a document may ask of the parser.
    ///   - form: whether the input is a document or the payload of a remoting message.
    public init(limits: CLIXMLLimits = CLIXMLLimits(), form: DocumentForm = .document) {
        builder = NodeBuilder(limits: limits, form: form, today: .today())
        preamble = DocumentPreamble(form: form)
        if form == .payload { builder.openPayload() }
    }

    /// Begins a new document, as a new parser does.
    ///
    /// For many small documents after one another: the names and the markup that they share are not looked at again.
    public mutating func reset() {
        decoder = InputDecoder()
        source.removeAll(keepingCapacity: source.capacity <= 1 << 20)
        droppedByteCount = 0
        inputOffset = 0
        inputMark = 0
        lines = LineCursor()
        builder.reset(today: .today())
        preamble = DocumentPreamble(form: builder.form)
        isFinal = false
        isEnded = false
        failure = nil
        nextNumber = ObjectNumbers.nextDocument()
        valueCount = 0
        lastDefinitions = ReferenceTable.Definitions()
    }

    /// Appends bytes of the document.
    ///
    /// - Throws: the error of an earlier call.
    public mutating func append(_ bytes: Span<UInt8>) throws(CLIXMLError) {
        if let failure { throw failure }
        precondition(!isFinal, "nothing can be appended after finish()")
        dropConsumed()
        decoder.append(bytes, base: droppedByteCount, to: &source)
        if inputOffset == 0, droppedByteCount == 0 { inputOffset = decoder.markByteCount }
    }

    /// The next top-level value, or `nil` when more bytes are needed to tell, or the document has ended.
    ///
    /// - Throws: `CLIXMLError`, with any code but `truncated` and `missing-root`.
    public mutating func nextValue() throws(CLIXMLError) -> DocumentValue? {
        if let failure { throw failure }
        guard !isEnded else { return nil }
        // Taken out for the call, which lets the fields beside it change and is faster than sharing it.
        var source: [UInt8] = []
        swap(&source, &self.source)
        defer { swap(&source, &self.source) }
        do {
            guard try preamble.pass(source.span, at: &builder.scanner.position, isFinal: isFinal) else { return nil }
            if !builder.nodes.isEmpty, !builder.isReading { builder.beginValue() }
            switch try builder.run(source.span, isFinal: isFinal) {
            case .value:
                lastDefinitions = try builder.references.endValue(at: builder.valueStart)
                builder.isReading = false
                return deliver(source.span)
            case .incomplete: return nil
            case .end:
                isEnded = true
                return nil
            }
        } catch {
            let located = locate(error, in: source.span)
            failure = located
            throw located
        }
    }

    /// Says that the document is complete.
    ///
    /// Take all values first; those that were not taken are read over.
    ///
    /// - Throws: `CLIXMLError`: `truncated` if the document is not complete, `missing-root` if it has no root element, and what
    ///   else is wrong with the rest.
    public mutating func finish() throws(CLIXMLError) {
        if let failure { throw failure }
        guard !isEnded else { return }
        if !isFinal {
            isFinal = true
            decoder.finish(base: droppedByteCount, to: &source)
            if inputOffset == 0, droppedByteCount == 0 { inputOffset = decoder.markByteCount }
        }
        while !isEnded {
            guard try nextValue() != nil else { break }
        }
        isEnded = true
    }

    // MARK: - Values

    /// Where a value stands and how its objects are numbered, so that it can be read again.
    package struct Location: Sendable {
        package let byteOffset: Int
        package let line: Int
        package let column: Int
        package let ordinal: UInt64
        package let firstNumber: UInt64
    }

    /// What the value delivered last defined.
    private(set) var lastDefinitions = ReferenceTable.Definitions()

    /// A parser that reads values of the same document again, from the beginning of one of them on.
    package borrowing func rereading(from location: Location) -> CLIXMLParser {
        CLIXMLParser(rereading: self, from: location)
    }

    private init(rereading parser: borrowing CLIXMLParser, from location: Location) {
        decoder = InputDecoder(continuing: parser.decoder)
        inputOffset = location.byteOffset
        lines = LineCursor(line: location.line, column: location.column)
        builder = NodeBuilder(rereading: parser.builder, from: location.ordinal)
        preamble = DocumentPreamble(form: .payload)
        nextNumber = location.firstNumber
        valueCount = location.ordinal
    }

    private mutating func deliver(_ source: Span<UInt8>) -> DocumentValue {
        let start = builder.valueStart
        let nodes = builder.nodes
        let snapshot = builder.interner.takeSnapshot()
        var bytes: [UInt8] = []
        bytes.append(source.extracting(start..<builder.scanner.position))
        lines.advance(to: start, in: source)
        inputOffset = originalOffset(of: start, in: source)
        inputMark = start
        let store = NodeStore(
            nodes: nodes,
            bytes: bytes,
            snapshot: snapshot,
            firstNumber: nextNumber,
            byteOffset: inputOffset,
            line: lines.line,
            column: lines.column,
            valueOrdinal: valueCount
        )
        nextNumber &+= UInt64(nodes.count)
        valueCount &+= 1
        guard let name = builder.stream else { return DocumentValue(store: store, stream: nil) }
        return DocumentValue(store: store, stream: PSStream(name: TextEscapes.string(fromWTF8: name.span)))
    }

    // MARK: - Bytes

    /// Drops decoded bytes that nothing needs any more, once they are the larger part.
    private mutating func dropConsumed() {
        let count = builder.isReading || builder.nodes.isEmpty ? builder.keptStart : builder.scanner.position
        guard count > 0, count >= source.count / 2 else { return }
        // Taken out, so that the array is not shared and keeps its memory.
        var bytes = source
        source = []
        inputOffset = originalOffset(of: count, in: bytes.span)
        inputMark = 0
        decoder.dropReplacements(before: droppedByteCount + count)
        lines.advance(to: count, in: bytes.span)
        bytes.removeFirst(count)
        source = bytes
        droppedByteCount += count
        lines.dropFirst(count)
        builder.dropFirst(count)
    }

    /// Where the character at an offset of `source` stands in the input.
    ///
    /// Changes nothing, but is called without a copy of the parser this way.
    ///
    /// - Complexity: O(*n*) in the bytes between the offset and `inputMark`.
    private mutating func originalOffset(of offset: Int, in source: Span<UInt8>) -> Int {
        if decoder.isUnchanged { return inputOffset &+ offset &- inputMark }
        let passed = min(offset, inputMark)..<max(offset, inputMark)
        let count: Int
        switch decoder.encoding {
        case .utf8, .undetermined:
            let first = decoder.shrinkage(before: droppedByteCount + passed.lowerBound)
            count = passed.count - (decoder.shrinkage(before: droppedByteCount + passed.upperBound) - first)
        case .utf16, .utf16Swapped:
            count = 2 * InputDecoder.unitCount(source.extracting(passed))
        case .utf32, .utf32Swapped:
            var scalars = 0
            for index in passed where source[index] & 0xC0 != 0x80 { scalars += 1 }
            count = 4 * scalars
        }
        return offset < inputMark ? inputOffset - count : inputOffset + count
    }

    // MARK: - Errors

    private mutating func locate(_ fault: Fault, in source: Span<UInt8>) -> CLIXMLError {
        var cursor = lines
        let offset = min(max(fault.offset, 0), source.count)
        cursor.advance(to: offset, in: source)
        let position = SourcePosition(
            byteOffset: originalOffset(of: offset, in: source),
            line: cursor.line,
            column: cursor.column
        )
        return CLIXMLError(
            code: fault.code,
            position: position,
            path: builder.path(in: source),
            message: fault.message
        )
    }
}
