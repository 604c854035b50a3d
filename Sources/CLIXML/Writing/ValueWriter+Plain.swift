// What most of a document consists of: primitives that are copied, nulls, references, and objects with nothing unusual about
// them whose type names were written before.
//
// This is why writing is fast: elements go through one sink, in words and blocks, with no call for each and no question to the
// output in between. All state is in the frames, so that the general way goes on wherever something is unusual.
extension ValueWriter {
    /// Room for this many bytes is made at once.
    private static let plainRoom = 4 << 10
    /// The most that an element may need beside its margins and texts.
    private static let elementRoom = 6 * ByteSink.tagRoom

    /// What a stretch of plain elements needs to know.
    private struct Plain: ~Copyable {
        let store: NodeStore
        let nodes: [Node]
        let bytes: [UInt8]
        /// Which of the writer's stores it is.
        let index: Int
        let margin: [UInt8]
        let attributes: [UInt8]
        let isFromDocument: Bool

        init(_ store: NodeStore, _ index: Int, margin: [UInt8], attributes: [UInt8]) {
            self.store = store
            nodes = store.nodes
            bytes = store.bytes
            self.index = index
            self.margin = margin
            self.attributes = attributes
            isFromDocument = store.isFromDocument
        }
    }

    /// A child that is to be written.
    private struct Child {
        let node: Node
        let index: Int
        /// Where the attribute with its name is.
        let name: Range<Int>
        let depth: Int
        let level: Int

        /// Where its `RefId` stands in the source if the tag was written as here: behind `<Obj` or `<Ref` and the name.
        @inline(__always)
        var refIDOffset: Int { Int(node.start) &+ 4 &+ name.count }
    }

    private enum Step {
        case unusual
        /// Goes on with this sibling.
        case written(next: Int)
        /// Frames for what is in the child were pushed.
        case opened
    }

    /// Goes on with the frames of a store up to something unusual.
    mutating func writePlain(
        _ store: NodeStore,
        _ index: Int,
        into output: inout [UInt8]
    ) {
        guard names.isReady(for: store) else { return }
        let plain = Plain(store, index, margin: layout.margin, attributes: names.bytes)
        var hasMore = true
        while hasMore {
            output.appendThroughSink(room: ValueWriter.plainRoom) { sink in
                hasMore = writePlain(plain, &sink) && sink.count > 0
            }
        }
    }

    /// Fills a sink. Returns whether that is why it ended.
    private mutating func writePlain(_ plain: borrowing Plain, _ sink: inout ByteSink) -> Bool {
        while let top = frames.last, top.store == plain.index {
            guard layout.isSteady(below: 3) else { return false }
            guard sink.room > ValueWriter.elementRoom &+ 5 &* layout.marginByteCount else { return true }
            switch top.kind {
            case .members, .items:
                guard isVerbatim || top.level < ValueWriter.levelLimit else { return false }
                switch writeChildren(of: top, plain, &sink) {
                case .end:
                    guard top.addsValueOf < 0 else { return false }
                    close(ElementName(top.element), plain, &sink)
                case .opened: break
                case .unusual: return false
                case .full: return true
                }
            case .object:
                guard !top.hasSelection, top.addsValueOf < 0 else { return false }
                if top.next >= 0 {
                    frames[frames.count &- 1].next = -1
                    open(top.next, depth: top.depth &- 1, level: top.level, plain, &sink)
                } else if top.end >= 0 {
                    frames[frames.count &- 1].end = -1
                    open(top.end, depth: top.depth, level: top.level, plain, &sink)
                } else {
                    close(.object, plain, &sink)
                }
            default:
                return false
            }
        }
        return false
    }

    private enum Pause { case end, opened, unusual, full }

    /// Writes the children of a frame, the topmost one.
    @inline(__always)
    private mutating func writeChildren(of frame: Frame, _ plain: borrowing Plain, _ sink: inout ByteSink) -> Pause {
        let areMembers = frame.kind == .members
        let last = frames.count &- 1
        let margins = 5 &* (layout.marginByteCount &+ 2)
        var next = frame.next
        while next < frame.end {
            let node = plain.nodes[next]
            guard !node.isSuperseded, let name = areMembers ? names.place(node.name) : 0..<0 else {
                frames[last].next = next
                return .unusual
            }
            let room = sink.room &- name.count &- margins &- ValueWriter.elementRoom
            guard room > 0 else {
                frames[last].next = next
                return .full
            }
            let child = Child(node: node, index: next, name: name, depth: frame.depth, level: frame.level)
            switch write(child, room, plain, &sink) {
            case .written(let following):
                next = following
            case .opened:
                frames[last].next = Int(node.extent)
                return .opened
            case .unusual:
                frames[last].next = next
                return .unusual
            }
        }
        return .end
    }

    /// Writes a child if it is plain and its texts take no more than `room`.
    @inline(__always)
    private mutating func write(_ child: Child, _ room: Int, _ plain: borrowing Plain, _ sink: inout ByteSink) -> Step {
        let node = child.node
        if node.kind.isScalar {
            guard Int(node.extent) < room, isCopied(node, plain.bytes.span) else { return .unusual }
            let name = ElementName(elementKind(of: node))
            sink.putElement(
                plain.margin.span,
                layout.marginByteCount,
                name,
                plain.attributes.span,
                child.name,
                plain.bytes.span,
                node.text
            )
            return .written(next: child.index &+ 1)
        }
        if node.kind == .object { return writeObject(child, room, plain, &sink) }
        var refID: UInt64?
        var tag = ElementName.null
        if node.kind == .reference {
            tag = .reference
            refID = writtenID(child, plain)
            if refID == nil { return .unusual }
        } else if node.kind != .null {
            return .unusual
        }
        sink.putTag(
            plain.margin.span,
            layout.marginByteCount,
            tag,
            plain.attributes.span,
            child.name,
            refID: refID,
            .empty
        )
        return .written(next: child.index &+ 1)
    }

    /// The RefId under which the target of a reference was written, or `nil` if it was not or is not easily known.
    @inline(__always)
    private func writtenID(_ child: Child, _ plain: borrowing Plain) -> UInt64? {
        let target = child.node.extent
        if target != Node.elsewhere { return objects.id(of: Int(target), in: plain.store) }
        guard plain.isFromDocument, let source = StartTag.plainRefID(plain.bytes.span, at: child.refIDOffset) else {
            return nil
        }
        return objects.id(for: RefID(number: source), in: plain.store)
    }

    // MARK: - Objects

    /// Writes an object with type names and one part beside them and its ToString, or `Props` and `MS`: whole if it is a
    /// primitive in a wrapper, otherwise its beginning and frames for the rest.
    private mutating func writeObject(
        _ child: Child,
        _ room: Int,
        _ plain: borrowing Plain,
        _ sink: inout ByteSink
    ) -> Step {
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
            text = node.text
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
                base.text
            )
            sink.put(plain.margin.span, from: 0, count: layout.marginByteCount)
            sink.putEndTag(.object)
            return .written(next: end)
        }
        if base.kind.isContainer {
            guard Int(base.extent) == end, !base.kind.isDictionary, typeNames.entries[list].isPlain
            else { return .unusual }
            putStart(child, UInt64(number), nil, plain, &sink)
            pushObject(child, depth: child.depth, adapted: -1, extended: -1, plain)
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
        pushObject(child, depth: child.depth, adapted: adapted, extended: extended, plain)
        return .opened
    }

    /// Writes the start tag of an object, its type names, and its ToString if it is written with one.
    @inline(__always)
    private mutating func putStart(
        _ child: Child,
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
        _ child: Child,
        depth: Int,
        adapted: Int,
        extended: Int,
        _ plain: borrowing Plain
    ) {
        frames.append(
            Frame(
                kind: .object,
                element: .object,
                depth: depth,
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
        _ child: Child,
        _ plain: borrowing Plain,
        _ sink: inout ByteSink
    ) {
        // What was enumerable has become a list by reading.
        let kind = base.kind == .enumerable ? .list : base.kind
        let isEmpty = Int(base.extent) <= index &+ 1
        sink.put(plain.margin.span, from: 0, count: layout.marginByteCount)
        sink.putStart(ElementName(kind))
        sink.put(isEmpty ? .empty : .open)
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

    /// Writes the start tag of `Props` or `MS` and pushes a frame for the members, which there are.
    @inline(__always)
    private mutating func open(
        _ parent: Int,
        depth: Int,
        level: Int,
        _ plain: borrowing Plain,
        _ sink: inout ByteSink
    ) {
        let node = plain.nodes[parent]
        sink.put(plain.margin.span, from: 0, count: layout.marginByteCount)
        sink.putStart(ElementName(node.kind))
        sink.put(TagEnding.open)
        frames.append(
            Frame(
                kind: .members,
                element: node.kind,
                depth: depth,
                level: level,
                next: parent &+ 1,
                end: Int(node.extent),
                store: plain.index
            )
        )
        layout.indentation &+= 1
    }

    /// Ends the element of the topmost frame.
    @inline(__always)
    private mutating func close(_ name: ElementName, _ plain: borrowing Plain, _ sink: inout ByteSink) {
        frames.removeLast()
        layout.indentation &-= 1
        sink.put(plain.margin.span, from: 0, count: layout.marginByteCount)
        sink.putEndTag(name)
    }
}

extension Node {
    /// Where the text of a leaf is.
    @inline(__always)
    fileprivate var text: Range<Int> { Int(start)..<(Int(start) &+ Int(extent)) }
}
