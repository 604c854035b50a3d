package import CLIXML

extension DotNetProperty<PSXMLDocument> {
    /// The properties of System.Xml.XmlDocument itself.
    ///
    /// PowerShell lists the child nodes of a document instead of them, but finds them by name where no child has it.
    package static let xmlDocument: [DotNetProperty<PSXMLDocument>] = [
        className("NodeType", "Document"),
        DotNetProperty("ParentNode") { _ in .null },
        DotNetProperty("DocumentType") { first(.documentType, of: $0) },
        className("Implementation", "System.Xml.XmlImplementation"),
        className("Name", "#document"),
        className("LocalName", "#document"),
        DotNetProperty("DocumentElement") { first(.element, of: $0) },
        DotNetProperty("OwnerDocument") { _ in .null },
        className("Schemas", "System.Xml.Schema.XmlSchemaSet"),
        DotNetProperty("XmlResolver") { _ in .null },
        className("NameTable", "System.Xml.NameTable"),
        DotNetProperty("PreserveWhitespace") { _ in .boolean(true) },
        DotNetProperty("IsReadOnly") { _ in .boolean(false) },
        DotNetProperty("InnerText") { .text(innerText(of: $0)) },
        DotNetProperty("InnerXml") { .text(outerXML(of: $0)) },
        className("SchemaInfo", "System.Xml.Schema.XmlSchemaInfo"),
        className("BaseURI", ""),
        DotNetProperty("Value") { _ in .null },
        className("ChildNodes", "System.Xml.XmlChildNodes"),
        DotNetProperty("PreviousSibling") { _ in .null },
        DotNetProperty("NextSibling") { _ in .null },
        DotNetProperty("Attributes") { _ in .null },
        DotNetProperty("FirstChild") { document in
            document.children().first { _ in true }.map { .xml(document, [$0]) } ?? .null
        },
        DotNetProperty("LastChild") { document in
            document.children().reduce(nil) { _, child in child }.map { .xml(document, [$0]) } ?? .null
        },
        DotNetProperty("HasChildNodes") { .boolean($0.childCount() > 0) },
        className("NamespaceURI", ""),
        className("Prefix", ""),
        DotNetProperty("OuterXml") { .text(outerXML(of: $0)) },
        DotNetProperty("PreviousText") { _ in .null },
    ]

    /// A property that is the same for all documents; of an object its class stands for it.
    private static func className(_ name: String, _ text: String) -> DotNetProperty<PSXMLDocument> {
        DotNetProperty(name) { _ in .text(Array(text.utf8)) }
    }

    private static func first(_ kind: PSXMLDocument.NodeKind, of document: PSXMLDocument) -> DotNetValue {
        document.children().first { document.kind(of: $0) == kind }.map { .xml(document, [$0]) } ?? .null
    }

    private static func outerXML(of document: PSXMLDocument) -> [UInt8] {
        var text: [UInt8] = []
        document.appendOuterXML(into: &text)
        return text
    }

    /// The text in all elements, one after another.
    private static func innerText(of document: PSXMLDocument) -> [UInt8] {
        var text: [UInt8] = []
        for node in 0..<document.nodeCount {
            switch document.kind(of: node) {
            case .text, .cdata, .whitespace, .significantWhitespace: text.append(contentsOf: document.value(of: node))
            default: break
            }
        }
        return text
    }
}
