internal import CLIXML

extension JSONWriter {
    /// Writes an XML document: every node is the array of its child nodes (convert.md 3.5). Each level counts as depth, and
    /// a node beyond the limit is the name of its class.
    func writeXML(_ document: PSXMLDocument, depth: Int, level: Int, warning: () -> Void, into output: inout [UInt8]) {
        /// The nodes after which the open arrays end.
        var ends: [Int] = []
        var node = 0
        var isEmpty = true
        output.append(UInt8(ascii: "["))
        while true {
            while node >= ends.last ?? document.nodeCount {
                if !isEmpty, !settings.isCompressed { newLine(level + ends.count, into: &output) }
                output.append(UInt8(ascii: "]"))
                isEmpty = false
                if ends.popLast() == nil { return }
            }
            if !isEmpty { output.append(UInt8(ascii: ",")) }
            if !settings.isCompressed { newLine(level + ends.count + 1, into: &output) }
            if depth + ends.count + 1 > settings.depth {
                warning()
                writeText(Array(document.className(of: node).utf8).span, into: &output)
                isEmpty = false
                node = document.end(of: node)
            } else {
                output.append(UInt8(ascii: "["))
                isEmpty = true
                ends.append(document.end(of: node))
                node += 1
            }
        }
    }
}
