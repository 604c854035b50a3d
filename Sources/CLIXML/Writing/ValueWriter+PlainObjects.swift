// Objects among plain elements: primitives in wrappers, such as the values of enumerations, collections, and objects with
// properties.
extension ValueWriter {
    /// Writes an object with type names and one part beside them and its ToString, or `Props` and `MS`: whole if it is a
    /// primitive in a wrapper, otherwise its beginning and frames for the rest.
    mutating func writeObject(
        _ child: PlainChild,
        _ room: Int,
        _ plain: borrowing Plain,
        _ sink: inout ByteSink
    ) -> PlainStep {
        guard plain.isFromDocument, !isVerbatim, child.node.detail == 0 else { return .unusual }
        let nodes = plain.nodes
        let end = Int(child.node.extent)
        var at = child.index &+ 1
        guard at < end else { return .unusual }
        let names = nodes[at]
        guard names.kind == .typeNames, names.detail == 0 else { return .unusual }
        at &+= 1
        var text: Range<Int>?
        if at < end, nodes[at].kind == .stringRepresentation {
            let node = nodes[at]
            guard node.detail == 0, node.extent > 0, Int(node.extent) < room,
                node.flags.isDisjoint(with: ValueWriter.unusual)
            else { return .unusual }
            text = node.textRange
            at &+= 1
        }
        let base = at < end ? nodes[at] : names
        guard base.detail == 0 else { return .unusual }
        let list = typeNames.entry(names.extent, of: plain.store)
        guard let number = typeNames.entries[list].number, objects.id(of: child.index, in: plain.store) == nil
        else { return .unusual }
        if base.kind.isScalar {
            guard at &+ 1 == end, Int(base.extent) < room &- (text?.count ?? 0), isCopied(base, plain.bytes.span)
            else { return .unusual }
            putStart(child, UInt64(number), text, plain, &sink)
            let margin = layout.innerMarginByteCount
            let name = ElementName(elementKind(of: base))
            sink.putElement(
                plain.margin.span,
                margin,
                name,
                plain.attributes.span,
                0..<0,
                plain.bytes.span,
                base.textRange
            )
            sink.putEndTag(plain.margin.span, layout.marginByteCount, .object)
            return .written(next: end)
        }
        if base.kind.isContainer {
            guard Int(base.extent) == end, !base.kind.isDictionary, typeNames.entries[list].isPlain
            else { return .unusual }
            putStart(child, UInt64(number), nil, plain, &sink)
            pushObject(child, adapted: -1, extended: -1, plain)
            openItems(at, base, child, plain, &sink)
            return .opened
        }
        // At depth 0 an object becomes a string, or has another depth.
        guard child.depth > 0, typeNames.entries[list].isPlain else { return .unusual }
        var adapted = -1
        var extended = -1
        if at < end, nodes[at].kind == .adapted {
            adapted = at
            at = Int(nodes[at].extent)
        }
        if at < end, nodes[at].kind == .extended, nodes[at].detail == 0 {
            extended = at
            at = Int(nodes[at].extent)
        }
        guard at == end else { return .unusual }
        if !ValueWriter.hasMembers(nodes.span, adapted) { adapted = -1 }
        if !ValueWriter.hasMembers(nodes.span, extended) { extended = -1 }
        putStart(child, UInt64(number), text, plain, &sink)
        pushObject(child, adapted: adapted, extended: extended, plain)
        return .opened
    }

    /// Writes the start tag of an object, its type names, and its ToString if it is written with one.
    @inline(__always)
    private mutating func putStart(
        _ child: PlainChild,
        _ typeNumber: UInt64,
        _ text: Range<Int>?,
        _ plain: borrowing Plain,
        _ sink: inout ByteSink
    ) {
        let (outer, inner) = (layout.marginByteCount, layout.innerMarginByteCount)
        let id = objects.register(child.index, in: plain.store, plain.bytes.span, refIDAt: child.refIDOffset)
        let (margin, attributes) = (plain.margin.span, plain.attributes.span)
        sink.putTag(margin, outer, .object, attributes, child.name, refID: id, .open)
        sink.putTag(margin, inner, .typeNamesReference, attributes, 0..<0, refID: typeNumber, .empty)
        guard let text else { return }
        sink.putElement(margin, inner, .stringRepresentation, attributes, 0..<0, plain.bytes.span, text)
    }

    /// Pushes a frame for the rest of an object.
    @inline(__always)
    private mutating func pushObject(
        _ child: PlainChild,
        adapted: Int,
        extended: Int,
        _ plain: borrowing Plain
    ) {
        frames.append(
            Frame(
                kind: .object,
                element: .object,
                depth: child.depth,
                level: child.level &+ 1,
                next: adapted,
                end: extended,
                store: plain.index
            )
        )
        layout.indentation &+= 1
    }

    /// Writes a collection without items, or its start tag and a frame for them.
    @inline(__always)
    private mutating func openItems(
        _ index: Int,
        _ base: Node,
        _ child: PlainChild,
        _ plain: borrowing Plain,
        _ sink: inout ByteSink
    ) {
        // What was enumerable has become a list by reading.
        let kind = base.kind == .enumerable ? .list : base.kind
        let isEmpty = Int(base.extent) <= index &+ 1
        let (margin, attributes) = (plain.margin.span, plain.attributes.span)
        let ending = isEmpty ? TagEnding.empty : .open
        sink.putTag(margin, layout.marginByteCount, ElementName(kind), attributes, 0..<0, refID: nil, ending)
        guard !isEmpty else { return }
        frames.append(
            Frame(
                kind: .items,
                element: kind,
                depth: child.depth,
                level: child.level &+ 1,
                next: index &+ 1,
                end: Int(base.extent),
                store: plain.index
            )
        )
        layout.indentation &+= 1
    }
}
