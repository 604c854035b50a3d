// Where a node stands in the document. Nodes keep an offset only; the rest is found by going through the value's bytes,
// which happens for errors.
extension NodeStore {
    /// Where the element of a node begins, or `nil` for a value that a program built.
    ///
    /// The byte offset counts UTF-8 after the value's own beginning.
    ///
    /// - Complexity: O(*n*) in the bytes of the value before the node.
    package func position(of node: Int) -> SourcePosition? {
        guard isFromDocument, nodes.indices.contains(node) else { return nil }
        let bytes = bytes
        var start = min(Int(nodes[node].start), bytes.count)
        // A text begins after the start tag, in which no other `<` can stand.
        if !nodes[node].kind.isBranch {
            start = min(start, bytes.count - 1)
            if nodes[node].extent == 0 || start < 0 || bytes[start] != 0x3C { start -= 1 }
            while start > 0, bytes[start] != 0x3C { start -= 1 }
        }
        var cursor = LineCursor(line: line, column: column)
        cursor.advance(to: start, in: bytes.span)
        return SourcePosition(byteOffset: byteOffset + max(start, 0), line: cursor.line, column: cursor.column)
    }

    /// The elements from the top-level value down to a node, or `nil` for a value that a program built.
    ///
    /// - Complexity: O(*n*) in the number of nodes before the node.
    package func path(of node: Int) -> ElementPath? {
        guard isFromDocument, nodes.indices.contains(node) else { return nil }
        var steps: [ElementPath.Step] = []
        // The first value of a payload stands at its very beginning, that of a document behind the root's tag.
        if byteOffset > 3 { steps.append(ElementPath.Step(element: "Objs")) }
        steps.append(step(0, ordinal: Int(truncatingIfNeeded: valueOrdinal) + 1))
        var parent = 0
        while parent != node {
            let kind = nodes[parent].kind
            var child = parent + 1
            var ordinal = 1
            while end(of: child) <= node {
                child = end(of: child)
                ordinal += 1
            }
            guard child <= node, child < nodes.count else { break }
            if kind.isDictionary {
                steps.append(ElementPath.Step(element: "En", ordinal: (ordinal + 1) / 2))
                let name = ordinal % 2 == 1 ? "Key" : "Value"
                steps.append(ElementPath.Step(element: nodes[child].kind.elementName.description, name: name))
            } else {
                steps.append(step(child, ordinal: kind.isContainer ? ordinal : nil))
            }
            parent = child
        }
        return ElementPath(steps)
    }

    private func step(_ node: Int, ordinal: Int?) -> ElementPath.Step {
        let entry = nodes[node]
        return ElementPath.Step(
            element: entry.kind.elementName.description,
            name: entry.hasName ? symbols.name(entry.name) : nil,
            ordinal: ordinal
        )
    }
}
