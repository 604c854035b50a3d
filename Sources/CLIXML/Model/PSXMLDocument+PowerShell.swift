// How PowerShell shows XML nodes (convert.md 6.6): as objects whose properties are their child nodes.
extension PSXMLDocument {
    /// A property that PowerShell gives an XML node: the child nodes of one name.
    package struct Property: Sendable, Hashable {
        /// The local name of the first of them.
        package let name: [UInt8]

        /// The nodes, in order; at least one. Several make the property an array.
        package var nodes: [Int]
    }

    /// The properties of the document: one a local name of its child nodes, in order of first appearance, white space left
    /// out. Names that differ in case only are one.
    ///
    /// - Complexity: O(*n*) in the child nodes.
    package var properties: [Property] {
        var properties: [Property] = []
        var indices: [[UInt8]: Int] = [:]
        for node in children() where nodes[node].kind != .whitespace {
            let name = localName(of: node)
            let key = TextEscapes.upperCased(name.span)
            if let index = indices[key] {
                properties[index].nodes.append(node)
            } else {
                indices[key] = properties.count
                properties.append(Property(name: name, nodes: [node]))
            }
        }
        return properties
    }

    /// The text that PowerShell gives instead of a node, or `nil` where it gives the node.
    ///
    /// An element without attributes that is empty or has exactly one child, a text, is that text; other elements are nodes.
    /// Nodes without children are their content, a document type is empty.
    package func simpleText(of node: Int) -> ArraySlice<UInt8>? {
        guard nodes[node].kind == .element else {
            return nodes[node].kind == .documentType ? [] : value(of: node)
        }
        guard nodes[node].attributeCount == 0 else { return nil }
        let child = node + 1
        guard child < end(of: node) else { return [] }
        return nodes[child].kind == .text && end(of: child) == end(of: node) ? value(of: child) : nil
    }

    /// The .NET class of a node, which is what PowerShell shows of one below its depth.
    package func className(of node: Int) -> String {
        switch nodes[node].kind {
        case .element: "System.Xml.XmlElement"
        case .text: "System.Xml.XmlText"
        case .cdata: "System.Xml.XmlCDataSection"
        case .comment: "System.Xml.XmlComment"
        case .processingInstruction: "System.Xml.XmlProcessingInstruction"
        case .declaration: "System.Xml.XmlDeclaration"
        case .documentType: "System.Xml.XmlDocumentType"
        case .whitespace: "System.Xml.XmlWhitespace"
        case .significantWhitespace: "System.Xml.XmlSignificantWhitespace"
        }
    }
}
