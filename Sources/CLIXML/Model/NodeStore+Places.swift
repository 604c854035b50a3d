// Where nodes stand, for messages: found when it is asked for, because it rarely is.
extension NodeStore {
    /// The offset among ``bytes`` of the `<` of a node's element.
    package func elementStart(of node: Int) -> Int {
        let entry = nodes[node]
        guard entry.kind.isScalar || entry.kind == .stringRepresentation else { return Int(entry.start) }
        let bytes = bytes
        let start = Int(entry.start)
        // An empty-element tag has its text behind it.
        let before = start > 0 && entry.extent == 0 && bytes[start - 1] == UInt8(ascii: ">") ? start - 1 : start
        return StartTag.start(bytes.span, before: before)
    }

    /// Where a node's element begins in the input.
    ///
    /// - Complexity: O(*n*) in the bytes of the value before it.
    package func position(of node: Int) -> SourcePosition {
        let bytes = bytes
        let offset = elementStart(of: node)
        var cursor = LineCursor(line: line, column: column)
        cursor.advance(to: offset, in: bytes.span)
        return SourcePosition(byteOffset: byteOffset + offset, line: cursor.line, column: cursor.column)
    }

    /// The elements around a node and its own, from the root of a document on; a payload has no root.
    ///
    /// - Complexity: O(*n*) in the nodes before it in the elements around it.
    package func path(to node: Int) -> ElementPath {
        // The first value of a payload stands at its very beginning, that of a document behind the root's tag.
        var steps = byteOffset > 3 ? [ElementPath.Step(element: "Objs")] : []
        var current = 0
        var ordinal: Int? = Int(truncatingIfNeeded: valueOrdinal) + 1
        var isEntry = false
        while true {
            let entry = nodes[current]
            if isEntry, let number = ordinal {
                steps.append(ElementPath.Step(element: "En", ordinal: (number - 1) / 2 + 1))
                ordinal = nil
            }
            var name = entry.hasName ? symbols.name(entry.name) : nil
            if isEntry { name = isKey(current) ? "Key" : "Value" }
            let element = entry.kind.elementName.description
            steps.append(ElementPath.Step(element: element, name: name, ordinal: name == nil ? ordinal : nil))
            guard current != node, let next = child(of: current, around: node) else { return ElementPath(steps) }
            isEntry = entry.kind.isDictionary
            ordinal = entry.kind.isContainer ? next.ordinal : nil
            current = next.node
        }
    }

    private func child(of parent: Int, around node: Int) -> (node: Int, ordinal: Int)? {
        var child = parent + 1
        var ordinal = 1
        while child < end(of: parent) {
            let next = end(of: child)
            if node >= child, node < next { return (child, ordinal) }
            child = next
            ordinal += 1
        }
        return nil
    }

    /// Whether a child of a dictionary is a key, which its `N` attribute says.
    private func isKey(_ node: Int) -> Bool {
        let bytes = bytes
        let tag = bytes[elementStart(of: node)...].prefix { $0 != UInt8(ascii: ">") }
        return String(decoding: tag, as: UTF8.self).lowercased().contains("\"key\"")
    }
}
