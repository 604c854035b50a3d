extension NodeBuilder {
    /// The open elements, for an error, or `nil` outside the root.
    func path(in source: Span<UInt8>) -> ElementPath? {
        guard !outer.isEmpty else { return nil }
        let frames = outer.dropFirst() + [top]
        var steps: [ElementPath.Step] = []
        for (depth, frame) in zip(0..., frames) {
            if depth == 0 {
                if form == .document {
                    steps.append(ElementPath.Step(element: String(decoding: rootName, as: UTF8.self)))
                }
                continue
            }
            let start = valueStart &+ frame.nameStart
            let end = min(valueStart &+ frame.nameEnd, start &+ 64, source.count)
            let element = start >= 0 && start < end ? TextEscapes.string(fromWTF8: source.extracting(start..<end)) : ""
            let parent = frames[frames.startIndex + depth - 1]
            let isNumbered = parent.kind == .root || parent.kind == .items || parent.kind == .dictionary
            var name: String?
            if parent.kind == .entry { name = parent.childCount == 1 ? "Key" : "Value" }
            if frame.node >= 0, nodes[frame.node].hasName { name = interner.symbols.name(nodes[frame.node].name) }
            steps.append(
                ElementPath.Step(
                    element: element,
                    name: name,
                    ordinal: isNumbered ? parent.childCount : nil
                )
            )
        }
        return ElementPath(steps)
    }
}
