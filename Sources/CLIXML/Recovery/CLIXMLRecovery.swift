/// Reads what can be read of a damaged document: every value and every member that is whole.
///
/// ```swift
/// var recovery = CLIXMLRecovery(bytes)
/// while let value = recovery.next() {
///     output += value.markup
///     for repair in recovery.takeRepairs() { print(repair) }
/// }
/// ```
///
/// Where ``CLIXMLParser`` would stop, this leaves out the smallest part that cannot be read and goes on: a member, an item, an entry
/// of a dictionary. How many elements ended and began in a damage it tells from the tags behind it. A value that was cut off is
/// closed, characters that XML does not allow are written with their escape, further documents in the same input are joined, text
/// around documents is passed over. Each of these is a ``Repair``: nothing is changed in silence, and nothing that
/// was whole is changed.
///
/// The input is held in memory whole. Bytes that are not valid in its encoding become U+FFFD, as in PowerShell.
///
/// - Complexity: O(*n*) in the input, and up to 256 KiB more for each damage, of which all together look at no more than the
///   input once again.
public struct CLIXMLRecovery: ~Copyable {
    /// The input as UTF-8, with characters that XML does not allow taken out as they are found.
    var source: [UInt8]
    var segments: SourceSegments
    var builder: NodeBuilder
    var preamble = DocumentPreamble(form: .document)
    let limits: CLIXMLLimits
    var repairs: [Repair] = []
    /// What is changed in the value that is being read.
    var edits = MarkupEdits()
    /// Counted up to the beginning of the value that is being read, and up to the last error.
    var valueLines = LineCursor()
    var errorLines = LineCursor()
    /// How many of the replacements and changes of the segments were told.
    private var replacementCount = 0
    private var changeCount = 0
    /// How many bytes probes may still look at.
    var probeBudget: Int
    var isEnded = false
    /// Where the last repair left off, so that none is made twice.
    var lastResumeOffset = -1
    /// Where start tags were written in the place of a damage.
    var reopened: [Range<Int>] = []
    /// Whether the next value begins with such tags.
    var nextValueIsReopened = false
    /// The end of the last value that was given out.
    private(set) var lastValueEnd = 0
    /// A text in which characters were escaped, and how many.
    var escapedText = (start: -1, count: 0)
    /// How many values stand before the document that is being read, left-out ones included.
    private var earlierValueCount: UInt64 = 0
    private var valueCount: UInt64 = 0
    private var nextNumber = ObjectNumbers.nextDocument()

    /// Takes a document.
    public init(_ bytes: [UInt8], limits: CLIXMLLimits = CLIXMLLimits()) {
        self.limits = limits
        builder = NodeBuilder(limits: limits, form: .document, today: .today())
        segments = SourceSegments(bytes)
        source = segments.text
        probeBudget = source.count &+ 1 << 20
    }

    /// The next value that could be read, as far as it could be; `nil` after the last.
    public mutating func next() -> RecoveredValue? {
        while !isEnded {
            do {
                switch try read() {
                case .value: return deliver(end: builder.scanner.position)
                case .end, .incomplete: isEnded = true
                }
            } catch {
                if let value = repair(error) { return value }
            }
        }
        return nil
    }

    /// What was done since the last call, in the order of the input.
    public mutating func takeRepairs() -> [Repair] {
        defer { repairs = [] }
        return repairs.sorted { $0.byteRange.lowerBound < $1.byteRange.lowerBound }
    }

    /// The start tag for a document of the recovered values: the one of the input, where that can be used.
    ///
    /// Ask for it after the first value.
    public var rootStartTag: [UInt8] {
        if let root = builder.writtenRoot { return root.tag }
        let tag = source[builder.rootTag]
        if !tag.isEmpty, tag.dropLast().last != UInt8(ascii: "/") { return Array(tag) }
        return Array(
            #"<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">"#.utf8
        )
    }

    /// The end tag that goes with ``rootStartTag``.
    public var rootEndTag: [UInt8] {
        let name = rootStartTag.dropFirst().prefix { !ByteClass.isBlank($0) && $0 != UInt8(ascii: ">") }
        return Array("</".utf8) + name + Array(">".utf8)
    }

    private mutating func read() throws(Fault) -> NodeBuilder.Outcome {
        let source = source
        guard try preamble.pass(source.span, at: &builder.scanner.position, isFinal: true) else { return .end }
        if !builder.nodes.isEmpty, !builder.isReading { beginValue() }
        if nextValueIsReopened {
            // It is not whole, though nothing of what is left of it changes.
            let start = builder.scanner.position
            edits.replace(start..<start, with: [])
            nextValueIsReopened = false
        }
        return try builder.run(source.span, isFinal: true)
    }

    private mutating func beginValue() {
        builder.beginValue()
        edits.removeAll()
    }

    /// The value that was read up to `end`.
    mutating func deliver(end: Int) -> RecoveredValue? {
        let source = source
        let start = builder.valueStart
        lastValueEnd = end
        noteEncoding(before: end, from: start)
        do { try builder.references.endValue(at: start) } catch {
            // Beyond the limit references cannot be told to be right; those that are defined still are.
        }
        builder.isReading = false
        if builder.writtenRoot == nil {
            builder.writtenRoot = NodeBuilder.WrittenRoot(
                tag: rootStartTag,
                namespaces: builder.rootNamespaces,
                toleratesUnknown: builder.toleratesUnknown
            )
        }
        valueCount = max(valueCount, earlierValueCount + UInt64(max(builder.top.childCount - 1, 0)))
        defer { valueCount &+= 1 }
        valueLines.advance(to: start, in: source.span)
        let store = NodeStore(
            nodes: builder.nodes,
            bytes: Array(source[start..<end]),
            snapshot: builder.interner.takeSnapshot(),
            firstNumber: nextNumber,
            byteOffset: originalOffset(of: start),
            line: valueLines.line,
            column: valueLines.column,
            valueOrdinal: valueCount
        )
        nextNumber &+= UInt64(builder.nodes.count)
        let stream = builder.stream.map { PSStream(name: TextEscapes.string(fromWTF8: $0.span)) }
        return RecoveredValue(
            documentValue: DocumentValue(store: store, stream: stream),
            markup: edits.apply(to: source.span, start..<end),
            isWhole: edits.isEmpty
        )
    }

    /// Another document begins.
    mutating func beginDocument() {
        builder.beginDocument()
        earlierValueCount = valueCount
    }

    // MARK: - Places

    /// Where the character at an offset of the source stands in the input.
    mutating func originalOffset(of offset: Int) -> Int { segments.originalOffset(of: offset) }

    mutating func error(of fault: Fault) -> CLIXMLError {
        let source = source
        let offset = min(max(fault.offset, 0), source.count)
        if errorLines.offset > offset || errorLines.offset < valueLines.offset { errorLines = valueLines }
        if errorLines.offset > offset { errorLines = LineCursor() }
        errorLines.advance(to: offset, in: source.span)
        let position = SourcePosition(
            byteOffset: originalOffset(of: offset),
            line: errorLines.line,
            column: errorLines.column
        )
        let path = builder.path(in: source.span)
        builder.refusedNode = -1
        return CLIXMLError(code: fault.code, position: position, path: path, message: fault.message)
    }

    /// Tells where the encoding changed, and which bytes of a value were not valid in it.
    private mutating func noteEncoding(before end: Int, from start: Int) {
        while changeCount < segments.changes.count, segments.changes[changeCount] <= end {
            let offset = segments.changes[changeCount]
            changeCount += 1
            let fault = Fault(.mixedEncodings, at: offset, "the encoding changes here")
            note(.transcoded, error(of: fault), offset..<offset)
        }
        while replacementCount < segments.replacements.count, segments.replacements[replacementCount] < end {
            let offset = segments.replacements[replacementCount]
            replacementCount += 1
            guard offset >= start, !edits.contains(offset), !isReopened(offset) else { continue }
            // Those that follow one another are one damage.
            var last = offset + 3
            while replacementCount < segments.replacements.count, segments.replacements[replacementCount] <= last {
                last = segments.replacements[replacementCount] + 3
                replacementCount += 1
            }
            let fault = Fault(.malformedBytes, at: offset, "bytes are not valid in the encoding of the document")
            note(.replaced, error(of: fault), offset..<last)
        }
    }

    private func isReopened(_ offset: Int) -> Bool {
        reopened.last { $0.lowerBound <= offset }?.contains(offset) ?? false
    }

    mutating func note(_ kind: Repair.Kind, _ error: CLIXMLError, _ range: Range<Int>) {
        let start = originalOffset(of: range.lowerBound)
        let end = originalOffset(of: range.upperBound)
        repairs.append(Repair(kind: kind, error: error, byteRange: start..<max(start, end)))
    }
}

extension CLIXMLError.Code {
    /// The encoding of a document changes on the way.
    public static let mixedEncodings = Self(rawValue: "mixed-encodings")
    /// Bytes are not valid in the encoding of the document.
    public static let malformedBytes = Self(rawValue: "malformed-bytes")
}
