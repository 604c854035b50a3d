internal import CLIXML

/// Makes an object of a node of an XML document: PowerShell's converters see the list of its child nodes.
enum XMLNodeStore {
    /// The list of a node's child nodes, each the list of its own, with the class of the node for its text.
    ///
    /// - Complexity: O(*n*) in the node's subtree.
    static func object(_ document: PSXMLDocument, _ root: Int) -> PSObject {
        var nodes: [Node] = []
        var bytes: [UInt8] = []
        // For each open element: where its subtree ends in the document, and its object among the nodes.
        var open: [(end: Int, object: Int)] = []
        for node in root..<document.end(of: root) {
            while let last = open.last, last.end <= node {
                close(last.object, &nodes)
                open.removeLast()
            }
            open.append((document.end(of: node), nodes.count))
            nodes.append(Node(kind: .object, name: Node.noName, start: .max, extent: 0))
            let start = UInt32(truncatingIfNeeded: bytes.count)
            bytes.append(contentsOf: document.className(of: node).utf8)
            let count = UInt32(truncatingIfNeeded: bytes.count) - start
            nodes.append(
                Node(kind: .stringRepresentation, flags: .literal, name: Node.noName, start: start, extent: count)
            )
            nodes.append(Node(kind: .list, name: Node.noName, start: .max, extent: 0))
        }
        for last in open.reversed() { close(last.object, &nodes) }
        return PSObject(NodeStore(nodes: nodes, bytes: bytes, snapshot: NameTable.empty), 0)
    }

    private static func close(_ object: Int, _ nodes: inout [Node]) {
        let end = UInt32(truncatingIfNeeded: nodes.count)
        nodes[object].extent = end
        nodes[object + 2].extent = end
    }
}
