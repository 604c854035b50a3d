/// Passes over a document without reading it: whether it is well-formed markup, and how many elements it has.
///
/// Append bytes as they come, in any chunking, then ``finish()``. What it refuses no reader of CLIXML reads; what it passes may
/// still not be CLIXML, because it looks at no element's meaning, nor at namespaces. It is the scanner of ``CLIXMLParser`` with
/// nothing behind it, so it also says what reading costs at least.
///
/// - Complexity: O(1) amortised for each byte; memory for the longest token and the names of the open elements.
public struct MarkupCounter: ~Copyable {
    /// The elements so far.
    public private(set) var elementCount = 0

    private var decoder = InputDecoder()
    private var source: [UInt8] = []
    private var scanner: MarkupScanner
    private var preamble = DocumentPreamble(form: .document)
    /// The open elements' names, packed; 0 for one that is in `longNames`.
    private var openNames: [UInt64] = []
    private var longNames: [[UInt8]] = []
    private var hasRoot = false
    private let limits: CLIXMLLimits
    private var failure: CLIXMLError?

    /// Makes a counter.
    ///
    /// - Parameter limits: of these, the lengths of names and texts and the nesting of elements.
    public init(limits: CLIXMLLimits = CLIXMLLimits()) {
        self.limits = limits
        scanner = MarkupScanner(limits: limits)
    }

    /// Appends bytes of the document and passes over what is complete of it.
    ///
    /// - Throws: `CLIXMLError`: syntax codes and limits, without a position.
    public mutating func append(_ bytes: Span<UInt8>) throws(CLIXMLError) {
        if let failure { throw failure }
        let position = scanner.position
        if position >= source.count / 2 {
            source.removeFirst(position)
            scanner.dropFirst(position)
        }
        decoder.append(bytes, base: 0, to: &source)
        decoder.dropReplacements(before: .max)
        try count(isFinal: false)
    }

    /// Says that the document is complete.
    ///
    /// - Throws: `CLIXMLError`: `truncated`, `missing-root`, and what else is wrong with the rest.
    public mutating func finish() throws(CLIXMLError) {
        if let failure { throw failure }
        decoder.finish(base: 0, to: &source)
        try count(isFinal: true)
    }

    private mutating func count(isFinal: Bool) throws(CLIXMLError) {
        let shared = source
        do throws(Fault) {
            guard try preamble.pass(shared.span, at: &scanner.position, isFinal: isFinal) else { return }
            try count(shared.span, isFinal: isFinal)
        } catch {
            let located = CLIXMLError(code: error.code, position: nil, path: nil, message: error.message)
            failure = located
            throw located
        }
    }

    private mutating func count(_ source: Span<UInt8>, isFinal: Bool) throws(Fault) {
        while true {
            passPlainMarkup(source)
            scanner.passBlanks(source)
            switch try scanner.next(source, isFinal: isFinal, expecting: openNames.last ?? 0) {
            case .startTag:
                try begin()
                // Most elements with nothing but text in them do not begin with white space, and all others do.
                let position = scanner.position
                if position < source.count, !ByteClass.isBlank(source[position]), scanner.passLeaf(source) { continue }
                try open(source)
            case .emptyTag:
                try begin()
            case .endTag:
                try close(source)
            case .text:
                if openNames.isEmpty { try refuseText(source) }
            case .cdata:
                // Even an empty one is text.
                if openNames.isEmpty { throw MarkupCounter.textOutsideRoot(at: scanner.tokenStart) }
            case .skipped:
                break
            case .declaration:
                throw Fault(
                    .invalidDeclaration,
                    at: scanner.tokenStart,
                    "an XML declaration can only stand at the very start"
                )
            case .incomplete:
                return
            case .endOfInput:
                return try checkEnd()
            }
        }
    }

    /// Passes over markup as writers give it, up to something that wants a close look or the end of the root.
    ///
    /// This is the path nearly every byte takes. The place is a variable of its own here, so that no token waits until the
    /// one before it has been stored.
    private mutating func passPlainMarkup(_ source: Span<UInt8>) {
        guard scanner.pending.kind == .nothing, !openNames.isEmpty else { return }
        var elements = 0
        var at = scanner.position
        while openNames.count > 0 {
            at = MarkupScanner.endOfBlanks(source, from: at)
            guard source.count &- at >= 2, source[at] == UInt8(ascii: "<") else { break }
            if source[at &+ 1] == UInt8(ascii: "/") {
                let end = MarkupScanner.endOfEndTag(source, at: at, openNames[openNames.count &- 1])
                guard end > 0 else { break }
                openNames.removeLast()
                at = end
                continue
            }
            guard let tag = MarkupScanner.shortTag(source, at: at, limits.maximumNameByteCount) else { break }
            if !tag.isEmpty {
                if tag.end < source.count, !ByteClass.isBlank(source[tag.end]) {
                    let text = MarkupScanner.passText(source, from: tag.end, limits.maximumTextByteCount)
                    if text.end >= 0, MarkupScanner.isEndTag(source, at: text.end, of: at &+ 1, tag.nameCount) {
                        elements &+= 1
                        at = text.end &+ tag.nameCount &+ 3
                        continue
                    }
                }
                guard openNames.count < limits.maximumElementDepth else { break }
                openNames.append(tag.packedName)
            }
            elements &+= 1
            at = tag.end
        }
        scanner.position = at
        elementCount &+= elements
    }

    @inline(__always)
    private mutating func begin() throws(Fault) {
        elementCount &+= 1
        if openNames.isEmpty {
            if hasRoot {
                throw Fault(.multipleRoots, at: scanner.tokenStart, "a second root element follows the first")
            }
            hasRoot = true
        }
    }

    private mutating func open(_ source: Span<UInt8>) throws(Fault) {
        guard openNames.count < limits.maximumElementDepth else {
            throw Fault(
                .elementsNestedTooDeeply,
                at: scanner.tokenStart,
                "elements are nested deeper than the limit of \(limits.maximumElementDepth)"
            )
        }
        let isPacked = scanner.prefixCount == 0 && scanner.packedName != 0
        openNames.append(isPacked ? scanner.packedName : 0)
        if !isPacked { longNames.append(name(source)) }
    }

    private mutating func close(_ source: Span<UInt8>) throws(Fault) {
        let isPacked = scanner.prefixCount == 0 && scanner.packedName != 0
        guard let packed = openNames.popLast(), packed == (isPacked ? scanner.packedName : 0),
            isPacked || longNames.popLast() == name(source)
        else {
            throw Fault(
                .mismatchedTag,
                at: scanner.tokenStart,
                "the end tag does not match the start tag of its element"
            )
        }
    }

    private func name(_ source: Span<UInt8>) -> [UInt8] {
        var name: [UInt8] = []
        name.append(source.extracting(scanner.nameStart..<scanner.nameEnd))
        return name
    }

    private func refuseText(_ source: Span<UInt8>) throws(Fault) {
        for offset in scanner.textStart..<scanner.textEnd where !ByteClass.isBlank(source[offset]) {
            throw MarkupCounter.textOutsideRoot(at: scanner.tokenStart)
        }
    }

    private static func textOutsideRoot(at offset: Int) -> Fault {
        Fault(.textOutsideRoot, at: offset, "text stands outside the root element")
    }

    private func checkEnd() throws(Fault) {
        if !hasRoot { throw Fault(.missingRoot, at: scanner.tokenStart, "the input has no root element") }
        if !openNames.isEmpty {
            throw Fault(.truncated, at: scanner.tokenStart, "the input ends before the root element does")
        }
    }
}
