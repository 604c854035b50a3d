extension NodeBuilder {
    /// The open elements, and the one whose text was refused, for an error message; `nil` outside the root.
    func path(in source: Span<UInt8>) -> ElementPath? {
        guard !outer.isEmpty else { return nil }
        let frames = Array(outer.dropFirst()) + [top]
        var steps: [ElementPath.Step] = []
        if form == .document { steps.append(ElementPath.Step(element: String(decoding: rootName, as: UTF8.self))) }
        for (parent, frame) in zip(frames, frames.dropFirst()) {
            let start = valueStart &+ frame.nameStart
            let end = min(valueStart &+ frame.nameEnd, start &+ 64, source.count)
            let element = start >= 0 && start < end ? TextEscapes.string(fromWTF8: source.extracting(start..<end)) : ""
            steps.append(step(element, node: frame.node, in: parent))
        }
        if nodes.indices.contains(refusedNode), top.kind != .scalar {
            let element = nodes[refusedNode].kind.elementName.description
            steps.append(step(element, node: refusedNode, in: top))
        }
        return ElementPath(steps)
    }

    private func step(_ element: String, node: Int, in parent: Frame) -> ElementPath.Step {
        var name: String?
        if parent.kind == .entry { name = parent.childCount == 1 ? "Key" : "Value" }
        if node >= 0, nodes[node].hasName { name = interner.symbols.name(nodes[node].name) }
        let isNumbered = parent.kind == .root || parent.kind == .items || parent.kind == .dictionary
        return ElementPath.Step(element: element, name: name, ordinal: isNumbered ? parent.childCount : nil)
    }
}
