/// Reads the text of an `XD` element as PowerShell does: .NET's `XmlReader` in its automatic conformance, loaded into an
/// `XmlDocument` that keeps white space.
///
/// Why not libxml2: this reader takes what libxml2 refuses (`&#1;`, a document without a root), keeps what libxml2 does
/// not report (the order of attributes and namespace declarations, white space outside the root, the text of an internal
/// subset) and ignores a declared encoding. Only the internal subset is handed to libxml2, see ``parseDocumentType()``.
///
/// Texts of entities interrupt the input they are referred to from: the interrupted inputs are a stack, and text goes on
/// from one input into the next, while tags and other markup must begin and end in the same one.
struct XMLDocumentParser {
    /// The document, or the text of an entity, with the place reading has reached.
    struct Input {
        var bytes: [UInt8]
        var position = 0
        /// The entity whose text this is; `nil` for the document.
        var entity: [UInt8]?
        /// How many elements were open where this input began; it may not close them.
        var openCount = 0
    }

    /// An element that has begun and not ended.
    struct OpenElement {
        let node: Int
        let preservesSpace: Bool
    }

    /// A run of text that has begun: where in the document, where in its text, and whether it is white space so far.
    struct Run {
        var offset: Int
        var start: Int
        var isBlank = true
    }

    var document = PSXMLDocument()
    var input: Input
    var interrupted: [Input] = []
    var open: [OpenElement] = []
    var run: Run?
    var namespaces = XMLNamespaces()
    var declarations = XMLDeclarations()
    var entityLength = 0
    var hasRoot = false
    let limits: PSXMLDocument.Limits

    init(_ text: Span<UInt8>, limits: PSXMLDocument.Limits) {
        var bytes: [UInt8] = []
        bytes.append(text)
        input = Input(bytes: bytes)
        self.limits = limits
    }

    /// Reads the whole document.
    mutating func parse() throws(Fault) {
        guard input.bytes.count <= limits.maximumByteCount else {
            throw Fault(.embeddedXMLTextLimit, at: 0, Fault.longText(limits.maximumByteCount))
        }
        document.text.reserveCapacity(input.bytes.count)
        try parseDeclaration()
        while try ensureInput() {
            switch input.bytes[input.position] {
            case UInt8(ascii: "<"):
                try endRun()
                try parseMarkup()
            case UInt8(ascii: "&"): try parseReference()
            default: try parseText()
            }
        }
        try endRun()
        if let last = open.last {
            let name = TextEscapes.string(fromWTF8: document.name(of: last.node).span)
            throw fault(.truncated, "the document ends before the element '\(name)' does")
        }
        guard hasRoot || declarations.name == nil else {
            throw fault(.missingRoot, "a document type declaration needs a root element")
        }
    }

    /// Says whether there is more to read, going back to interrupted inputs where one has ended.
    private mutating func ensureInput() throws(Fault) -> Bool {
        while input.position == input.bytes.count {
            guard let outer = interrupted.popLast() else { return false }
            guard open.count == input.openCount else {
                throw fault(.invalidMarkup, "the text of an entity does not end the elements it begins")
            }
            input = outer
        }
        return true
    }

    // MARK: - Nodes

    mutating func add(_ node: PSXMLDocument.Node) throws(Fault) -> Int {
        try checkNodeCount()
        var node = node
        node.end = Int32(truncatingIfNeeded: document.nodes.count + 1)
        document.nodes.append(node)
        return document.nodes.count - 1
    }

    /// Judges whether one more node or attribute is allowed.
    func checkNodeCount() throws(Fault) {
        let limit = limits.maximumNodeCount
        guard document.nodes.count + document.attributes.count < limit else {
            throw fault(.embeddedXMLNodeLimit, "the document has more than \(limit) nodes and attributes")
        }
    }

    /// The range from `start` to the end of the document's text.
    func textRange(from start: Int) throws(Fault) -> PSXMLDocument.TextRange {
        guard let first = Int32(exactly: start), let end = Int32(exactly: document.text.count) else {
            throw fault(.embeddedXMLTextLimit, "the document's names and values are longer than 2 GiB")
        }
        return PSXMLDocument.TextRange(start: first, count: end - first)
    }

    // MARK: - Text

    private mutating func parseText() throws(Fault) {
        let start = input.position
        let bytes = input.bytes
        beginRun()
        var end = start
        scan: while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "<"), UInt8(ascii: "&"): break scan
            case UInt8(ascii: "]") where bytes[end...].starts(with: "]]>".utf8):
                throw fault(.invalidCharacter, at: end, "']]>' is not allowed in text")
            case 0x20, 0x09, 0x0A, 0x0D: break
            default: run?.isBlank = false
            }
            end += 1
        }
        try appendCharacters(from: start, to: end)
        input.position = end
    }

    private mutating func beginRun() {
        guard run == nil else { return }
        run = Run(offset: documentOffset(of: input.position), start: document.text.count)
    }

    /// Makes a node of the text since the last markup.
    private mutating func endRun() throws(Fault) {
        guard let ended = run else { return }
        run = nil
        let value = try textRange(from: ended.start)
        guard !value.isEmpty else { return }
        guard ended.isBlank || !open.isEmpty else {
            throw Fault(.textOutsideRoot, at: ended.offset, "text stands outside the root element")
        }
        let blank = open.last?.preservesSpace == true ? PSXMLDocument.NodeKind.significantWhitespace : .whitespace
        _ = try add(PSXMLDocument.Node(kind: ended.isBlank ? blank : .text, value: value))
    }

    /// Appends characters of the input to the text, with line ends normalised where they are the document's own.
    mutating func appendCharacters(from start: Int, to end: Int) throws(Fault) {
        let bytes = input.bytes
        var copied = start
        var index = start
        while index < end {
            let byte = bytes[index]
            if byte == 0x0D, interrupted.isEmpty {
                document.text.append(contentsOf: bytes[copied..<index])
                document.text.append(0x0A)
                index += index + 1 < end && bytes[index + 1] == 0x0A ? 2 : 1
                copied = index
            } else {
                index += try characterLength(at: index, before: end)
            }
        }
        document.text.append(contentsOf: bytes[copied..<end])
    }

    /// The bytes of the character at an index.
    ///
    /// - Throws: `invalidCharacter` where XML does not allow it, or it is half of one.
    func characterLength(at index: Int, before end: Int) throws(Fault) -> Int {
        let byte = input.bytes[index]
        if byte >= 0x20, byte < 0x80 { return 1 }
        if byte == 0x09 || byte == 0x0A || byte == 0x0D { return 1 }
        let length = byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0
        guard length > 0, end - index >= length,
            input.bytes[(index + 1)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
        else { throw forbiddenCharacter(at: index) }
        let second = input.bytes[index + 1]
        let isAllowed =
            switch byte {
            case 0xE0: second >= 0xA0
            case 0xED: second < 0xA0
            case 0xEF: second < 0xBF || input.bytes[index + 2] < 0xBE
            case 0xF0: second >= 0x90
            case 0xF4: second < 0x90
            default: true
            }
        guard isAllowed else { throw forbiddenCharacter(at: index) }
        return length
    }

    private func forbiddenCharacter(at index: Int) -> Fault {
        .invalidCharacter(input.bytes[index], at: documentOffset(of: index))
    }

    // MARK: - References

    private mutating func parseReference() throws(Fault) {
        let start = input.position
        if let name = try entityName(at: start) {
            guard !open.isEmpty else {
                throw fault(.textOutsideRoot, at: start, "a reference stands outside the root element")
            }
            input.position = start + name.count + 2
            guard let replacement = try expand(name, at: start) else { return }
            beginRun()
            interrupted.append(input)
            input = Input(bytes: replacement, entity: name, openCount: open.count)
        } else {
            guard !open.isEmpty || declarations.name == nil else {
                throw fault(.textOutsideRoot, at: start, "a reference stands outside the root element")
            }
            beginRun()
            let added = document.text.count
            input.position = start + (try appendReference(at: start, textStart: run?.start ?? added))
            let isBlank = document.text.count == added + 1 && ByteClass.isBlank(document.text[added])
            if !isBlank { run?.isBlank = false }
        }
    }

    /// The name of the declared entity that the `&` at an index refers to; `nil` for the five of XML and for characters.
    func entityName(at start: Int) throws(Fault) -> [UInt8]? {
        let bytes = input.bytes
        var end = start + 1
        while end < bytes.count, ByteClass.isName(bytes[end]) { end += 1 }
        guard end > start + 1 else { return nil }
        guard ReferenceSyntax.character(bytes.span, from: start + 1, to: end) == nil else { return nil }
        try checkName(from: start + 1, to: end, allowsPrefix: false)
        guard end < bytes.count, bytes[end] == UInt8(ascii: ";") else {
            throw fault(.invalidReference, at: start, "a reference ends with ';'")
        }
        return Array(bytes[(start + 1)..<end])
    }

    /// Appends what a character reference or one of the five entities stands for and gives the reference's length.
    mutating func appendReference(at start: Int, textStart: Int) throws(Fault) -> Int {
        let bytes = input.bytes
        let length: Int
        do {
            length = try ReferenceSyntax.length(bytes.span, at: start, isFinal: true)
        } catch {
            throw fault(error.code, at: start, error.message)
        }
        let reference = bytes.span.extracting(start..<(start + length))
        TextEscapes.unescapeXML(reference, into: &document.text, textStart: textStart)
        return length
    }

    /// The text of a declared entity, counted against the limit; `nil` for an external one, which stands for nothing here.
    mutating func expand(
        _ name: [UInt8],
        at start: Int,
        inAttribute isAttribute: Bool = false
    ) throws(Fault) -> [UInt8]? {
        let shown = TextEscapes.string(fromWTF8: name.span)
        switch declarations.entities[name] {
        case nil: throw fault(.undeclaredEntity, at: start, "the entity '\(shown)' is not declared")
        case .unparsed: throw fault(.embeddedXMLEntity, at: start, "the entity '\(shown)' is not XML")
        case .external:
            guard isAttribute else { return nil }
            throw fault(.embeddedXMLEntity, at: start, "the external entity '\(shown)' stands in an attribute")
        case .text(let replacement):
            guard input.entity != name, !interrupted.contains(where: { $0.entity == name }) else {
                throw fault(.embeddedXMLEntity, at: start, "the entity '\(shown)' holds itself")
            }
            entityLength += TextEscapes.utf16Length(of: replacement.span)
            guard entityLength <= limits.maximumEntityLength else {
                let limit = limits.maximumEntityLength
                throw fault(.embeddedXMLEntityLimit, at: start, "entities expand to more than \(limit) characters")
            }
            return replacement
        }
    }

    // MARK: - Faults

    /// The place in the document of a place in the input: of the outermost reference, inside an entity.
    func documentOffset(of position: Int) -> Int { interrupted.first?.position ?? position }

    @inline(never)
    func fault(_ code: CLIXMLError.Code, at position: Int? = nil, _ message: String) -> Fault {
        Fault(code, at: documentOffset(of: position ?? input.position), message)
    }
}
