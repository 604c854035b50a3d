/// What the text of an `XD` element holds: the document that .NET's `XmlDocument` makes of it, white space kept.
///
/// The nodes lie in document order in one array, a node's subtree right behind it, so that reading, walking and freeing
/// need no recursion however deep the document is. Names and values point into one text.
///
///     node  |  kind, name, value, attributes, end
///     text  |  a b 1 t …                              <a b="1">t</a>
///
///     0  element a    attributes 0..<1   end 2
///     1  text    t                       end 2
///
/// Entities of an internal DTD subset are expanded, nothing external is fetched. `parse` says what is refused.
package struct PSXMLDocument: Sendable, Hashable {
    /// What a node is. The names are those of .NET's node types.
    package enum NodeKind: UInt8, Sendable, Hashable {
        case element, text, cdata, comment, processingInstruction, declaration, documentType, whitespace
        /// White space where `xml:space` is `preserve`.
        case significantWhitespace
    }

    /// A part of ``text``.
    struct TextRange: Sendable, Hashable {
        var start: Int32 = 0
        var count: Int32 = 0

        var bounds: Range<Int> { Int(start)..<Int(start) + Int(count) }
        var isEmpty: Bool { count == 0 }
    }

    /// One node; 40 bytes.
    struct Node: Sendable, Hashable {
        var kind: NodeKind
        /// Whether an element was written as an empty tag, which .NET remembers.
        var isSelfClosed = false
        /// The bytes of an element's prefix, without the colon.
        var prefixCount: Int32 = 0
        /// Element: name as written; instruction: target; document type: name.
        var name = TextRange()
        /// Element: namespace; document type: internal subset; otherwise the content.
        var value = TextRange()
        var firstAttribute: Int32 = 0
        var attributeCount: Int32 = 0
        /// The node after this one's subtree.
        var end: Int32 = 0
    }

    /// One attribute, namespace declarations included; 32 bytes.
    struct Attribute: Sendable, Hashable {
        var prefixCount: Int32 = 0
        var name = TextRange()
        var value = TextRange()
        /// The namespace of a name with a prefix.
        var namespace = TextRange()
        /// Whether it comes from an attribute-list declaration and not from the tag.
        var isDefault = false
    }

    var nodes: [Node] = []
    var attributes: [Attribute] = []
    /// Names and values, in WTF-8.
    var text: [UInt8] = []
    /// The identifiers of the document type declaration.
    var publicID: TextRange?
    var systemID: TextRange?

    /// An empty document, which is what an empty `XD` holds.
    init() {}

    /// Reads the decoded text of an `XD` element.
    ///
    /// - Parameters:
    ///   - text: The document in WTF-8, without the escapes of CLIXML.
    ///   - limits: Bounds on what it may hold.
    /// - Returns: The document; without nodes for an empty text.
    /// - Throws: Where the text is not a document, or beyond a limit: codes of the syntax family and `embedded-xml-…`.
    ///   Positions count from the start of `text`.
    /// - Complexity: O(*n*) in the bytes.
    package static func parse(_ text: Span<UInt8>, limits: Limits = Limits()) throws(CLIXMLError) -> PSXMLDocument {
        var parser = XMLDocumentParser(text, limits: limits)
        do {
            try parser.parse()
            return parser.document
        } catch {
            var cursor = LineCursor()
            cursor.advance(to: min(error.offset, text.count), in: text)
            let position = SourcePosition(byteOffset: cursor.offset, line: cursor.line, column: cursor.column)
            throw CLIXMLError(code: error.code, position: position, message: error.message)
        }
    }

    /// Whether PowerShell takes the decoded text of an `XD` element for a document.
    package static func isValid(_ text: Span<UInt8>) -> Bool {
        // What nearly all writers produce for nothing.
        if text.isEmpty { return true }
        return (try? parse(text)) != nil
    }
}

extension PSXMLDocument {
    /// Bounds on what a document may hold. .NET has the first only.
    package struct Limits: Sendable, Hashable {
        /// The size of the text in bytes. The default is the 512 Mi that PowerShell allows, there counted in UTF-16 units.
        package var maximumByteCount = 512 << 20

        /// How many nodes and attributes there may be; the default 16 Mi take 40 and 32 bytes each.
        package var maximumNodeCount = 16 << 20

        /// How deep elements may be nested. Nothing here is recursive; the default of 100,000 bounds the memory for open
        /// elements.
        package var maximumDepth = 100_000

        /// How many UTF-16 units all references to declared entities may expand to. The default 1,024 is PowerShell's.
        package var maximumEntityLength = 1_024

        /// The defaults.
        package init() {}
    }
}

// MARK: - Nodes

extension PSXMLDocument {
    /// The number of nodes, attributes not counted.
    package var nodeCount: Int { nodes.count }

    /// What the node is.
    package func kind(of node: Int) -> NodeKind { nodes[node].kind }

    /// The node after this one's subtree: the next sibling, if there is one.
    package func end(of node: Int) -> Int { Int(nodes[node].end) }

    /// The nodes right below this one, or below the document for `nil`.
    package func children(of node: Int? = nil) -> Children {
        guard let node else { return Children(document: self, upcoming: 0, end: nodes.count) }
        return Children(document: self, upcoming: node + 1, end: end(of: node))
    }

    /// How many nodes are right below this one, or below the document for `nil`.
    ///
    /// - Complexity: O(*n*) in the children.
    package func childCount(of node: Int? = nil) -> Int { children(of: node).reduce(0) { count, _ in count + 1 } }

    /// The name as .NET gives it, prefix included: `p:a`, `#text`, the target of an instruction, `xml` for the declaration.
    package func name(of node: Int) -> [UInt8] {
        switch nodes[node].kind {
        case .element, .processingInstruction, .documentType: Array(text[nodes[node].name.bounds])
        case .text: Array("#text".utf8)
        case .cdata: Array("#cdata-section".utf8)
        case .comment: Array("#comment".utf8)
        case .declaration: Array("xml".utf8)
        case .whitespace: Array("#whitespace".utf8)
        case .significantWhitespace: Array("#significant-whitespace".utf8)
        }
    }

    /// The name without the prefix of an element.
    package func localName(of node: Int) -> [UInt8] {
        let prefixCount = Int(nodes[node].prefixCount)
        return prefixCount == 0 ? name(of: node) : Array(name(of: node).dropFirst(prefixCount + 1))
    }

    /// The namespace of an element; empty where it is in none, and for other nodes.
    package func namespaceURI(of node: Int) -> ArraySlice<UInt8> {
        nodes[node].kind == .element ? text[nodes[node].value.bounds] : []
    }

    /// The content of a node that is not an element: text, data of an instruction, internal subset of a document type,
    /// `version="1.0" …` of the declaration. Empty for an element.
    package func value(of node: Int) -> ArraySlice<UInt8> {
        nodes[node].kind == .element ? [] : text[nodes[node].value.bounds]
    }

    /// The name (prefix included) and value of each attribute of an element, namespace declarations and declared defaults
    /// included, in order.
    package func attributes(of node: Int) -> [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] {
        attributeRange(of: node).map { (text[attributes[$0].name.bounds], text[attributes[$0].value.bounds]) }
    }

    func attributeRange(of node: Int) -> Range<Int> {
        let first = Int(nodes[node].firstAttribute)
        return first..<first + Int(nodes[node].attributeCount)
    }

    /// Nodes with the same parent, in order.
    package struct Children: Sequence, IteratorProtocol {
        let document: PSXMLDocument
        var upcoming: Int
        let end: Int

        /// The next of them.
        package mutating func next() -> Int? {
            guard upcoming < end else { return nil }
            defer { upcoming = document.end(of: upcoming) }
            return upcoming
        }
    }
}
