extension NodeBuilder {
    /// The open elements, for an error, or `nil` outside the root.
    func path(in source: Span<UInt8>) -> ElementPath? {
        guard !frames.isEmpty else { return nil }
        var steps: [ElementPath.Step] = []
        for (depth, frame) in frames.enumerated() {
            if depth == 0 {
                if form == .document {
                    steps.append(ElementPath.Step(element: String(decoding: rootName, as: UTF8.self)))
                }
                continue
            }
            let start = valueStart &+ frame.nameStart
            let end = min(valueStart &+ frame.nameEnd, start &+ 64, source.count)
            let element = start >= 0 && start < end ? TextEscapes.string(fromWTF8: source.extracting(start..<end)) : ""
            let outer = frames[depth - 1]
            let isNumbered = outer.kind == .root || outer.kind == .items || outer.kind == .dictionary
            var name: String?
            if outer.kind == .entry { name = outer.childCount == 1 ? "Key" : "Value" }
            if frame.node >= 0, nodes[frame.node].hasName { name = interner.symbols.name(nodes[frame.node].name) }
            steps.append(
                ElementPath.Step(
                    element: element,
                    name: name,
                    ordinal: isNumbered ? (outer.kind == .root ? rootOrdinal : outer.childCount) : nil
                )
            )
        }
        return ElementPath(steps)
    }

    private var rootOrdinal: Int { frames[0].childCount }
}
