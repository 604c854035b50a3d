/// Which namespace each prefix stands for while an XML document is read.
struct XMLNamespaces {
    private var bindings: [[UInt8]: [PSXMLDocument.TextRange]] = [:]
    /// The prefixes that open elements declare, each with the number of elements around the one that does.
    private var declared: [(prefix: [UInt8], depth: Int)] = []

    private static let xml = Array("http://www.w3.org/XML/1998/namespace".utf8)
    private static let xmlns = Array("http://www.w3.org/2000/xmlns/".utf8)

    /// Takes the declarations of a start tag, judges its prefixes and gives the namespace of its name.
    ///
    /// - Throws: `invalidNamespace`, `duplicateAttribute`.
    mutating func enter(
        _ document: inout PSXMLDocument,
        _ node: PSXMLDocument.Node,
        attributes: Range<Int>,
        depth: Int
    ) throws(Fault) -> PSXMLDocument.TextRange {
        for index in attributes where document.isNamespaceDeclaration(document.attributes[index]) {
            try declare(document, document.attributes[index], depth: depth)
        }
        var names: Set<[UInt8]> = []
        for index in attributes {
            let attribute = document.attributes[index]
            guard attribute.prefixCount > 0, !document.isNamespaceDeclaration(attribute) else { continue }
            let name = document.text[attribute.name.bounds]
            let prefix = Array(name.prefix(Int(attribute.prefixCount)))
            let namespace = try namespace(of: prefix, &document)
            document.attributes[index].namespace = namespace
            // Two prefixes can stand for one namespace. No namespace has the byte 0xFF.
            let key = document.text[namespace.bounds] + [0xFF] + name.dropFirst(prefix.count)
            guard names.insert(Array(key)).inserted else {
                throw Fault(.duplicateAttribute, at: 0, "an attribute stands twice in the tag")
            }
        }
        let prefix = document.text[node.name.bounds].prefix(Int(node.prefixCount))
        return try namespace(of: Array(prefix), &document)
    }

    /// Forgets what the element declared that ends with `depth` elements around it.
    mutating func leave(depth: Int) {
        while let last = declared.last, last.depth == depth {
            bindings[last.prefix]?.removeLast()
            declared.removeLast()
        }
    }

    private mutating func declare(
        _ document: PSXMLDocument,
        _ attribute: PSXMLDocument.Attribute,
        depth: Int
    ) throws(Fault) {
        let prefix = attribute.prefixCount == 0 ? [] : Array(document.text[attribute.name.bounds].dropFirst(6))
        let uri = document.text[attribute.value.bounds]
        if uri.isEmpty, !prefix.isEmpty {
            throw Fault(.invalidNamespace, at: 0, "a prefix cannot be bound to no namespace")
        }
        let isXML = prefix.elementsEqual("xml".utf8)
        guard uri.elementsEqual(Self.xml) == isXML, !uri.elementsEqual(Self.xmlns), !prefix.elementsEqual("xmlns".utf8)
        else { throw Fault(.invalidNamespace, at: 0, "this prefix or namespace cannot be declared") }
        bindings[prefix, default: []].append(attribute.value)
        declared.append((prefix, depth))
    }

    private mutating func namespace(
        of prefix: [UInt8],
        _ document: inout PSXMLDocument
    ) throws(Fault) -> PSXMLDocument.TextRange {
        if let bound = bindings[prefix]?.last { return bound }
        if prefix.isEmpty { return PSXMLDocument.TextRange() }
        // Bound without a declaration; the text of the namespace is added once.
        guard prefix.elementsEqual("xml".utf8) || prefix.elementsEqual("xmlns".utf8) else {
            throw Fault(.invalidNamespace, at: 0, "the prefix is not declared")
        }
        let uri = prefix.count == 3 ? Self.xml : Self.xmlns
        guard let start = Int32(exactly: document.text.count) else { return PSXMLDocument.TextRange() }
        let range = PSXMLDocument.TextRange(start: start, count: Int32(truncatingIfNeeded: uri.count))
        document.text += uri
        bindings[prefix] = [range]
        return range
    }
}
