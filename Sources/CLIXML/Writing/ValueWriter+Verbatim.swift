// Writing what the document says (design section 5): every part of an object where it stands, whatever its depth.
extension ValueWriter {
    mutating func beginVerbatim(_ value: PSObject, at place: Place, into output: inout [UInt8]) {
        let store = value.store
        if !place.isBase, let id = objects.id(of: value.node, in: store) {
            return reference(id, place.label, of: place.labelStore, into: &output)
        }
        let nodes = store.nodes
        let id = objects.register(value.node, in: store)
        let hasParts = ValueWriter.hasMembers(nodes.span, value.node)
        tag(.object, place.label, of: place.labelStore, refID: id, hasParts ? .open : .empty, into: &output)
        guard hasParts else { return }
        let frame = Frame(
            kind: .parts,
            element: .object,
            depth: place.depth,
            level: place.level &+ 1,
            next: value.node &+ 1,
            end: store.end(of: value.node)
        )
        push(frame, of: store)
    }

    /// Goes on with the parts of an object.
    mutating func continueParts(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let last = frames.count &- 1
        while frames.count == last &+ 1 {
            let frame = frames[last]
            guard frame.next < frame.end else { return pop(ElementName.object, into: &output) }
            let part = frame.next
            let node = nodes[part]
            frames[last].next = node.kind.isBranch ? Int(node.extent) : part &+ 1
            if node.isSuperseded {
                objects.omit(nodes, part..<frames[last].next, in: store)
                continue
            }
            switch node.kind {
            case .typeNames:
                let list = store.snapshot.symbols.typeLists[Int(node.extent)]
                typeNames(typeNames.entry(node.extent, of: store), list, of: store, into: &output)
            case .stringRepresentation:
                stringRepresentation(node, bytes, into: &output)
            case .adapted, .extended:
                branch(part, node, .members, nodes, store, frame, into: &output)
            case _ where node.kind.isContainer:
                branch(part, node, node.kind.isDictionary ? .dictionary : .items, nodes, store, frame, into: &output)
            default:
                var place = Place(label: Label.none, labelStore: store, depth: frame.depth, level: frame.level)
                place.isBase = true
                try begin(PSObject(store, part), at: place, into: &output, resolving: resolving)
            }
        }
    }

    /// Writes an element that has others in it, or its start tag and a frame for them.
    private mutating func branch(
        _ part: Int,
        _ node: Node,
        _ kind: FrameKind,
        _ nodes: Span<Node>,
        _ store: NodeStore,
        _ frame: Frame,
        into output: inout [UInt8]
    ) {
        layout.beginLine(into: &output)
        ElementName(node.kind).appendStart(to: &output)
        guard kind != .members ? Int(node.extent) > part &+ 1 : ValueWriter.hasMembers(nodes, part) else {
            output.appendEmptyEnd()
            return
        }
        output.append(UInt8(ascii: ">"))
        let inner = Frame(
            kind: kind,
            element: node.kind,
            depth: frame.depth,
            level: frame.level,
            next: part &+ 1,
            end: Int(node.extent)
        )
        push(inner, of: store)
    }
}
