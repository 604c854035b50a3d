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
    struct Plain: ~Copyable {
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
    struct PlainChild {
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

    enum PlainStep {
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
                guard isVerbatim || top.level < ValueWriter.levelLimit, top.addsValueOf < 0 else { return false }
                switch writeChildren(of: top, plain, &sink) {
                case .end: close(ElementName(top.element), plain, &sink)
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
            let child = PlainChild(node: node, index: next, name: name, depth: frame.depth, level: frame.level)
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
    private mutating func write(
        _ child: PlainChild,
        _ room: Int,
        _ plain: borrowing Plain,
        _ sink: inout ByteSink
    ) -> PlainStep {
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
                node.textRange
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
    private func writtenID(_ child: PlainChild, _ plain: borrowing Plain) -> UInt64? {
        let target = child.node.extent
        if target != Node.elsewhere { return objects.id(of: Int(target), in: plain.store) }
        guard plain.isFromDocument, let source = StartTag.plainRefID(plain.bytes.span, at: child.refIDOffset) else {
            return nil
        }
        return objects.id(for: RefID(number: source), in: plain.store)
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
        let (margin, attributes) = (plain.margin.span, plain.attributes.span)
        sink.putTag(margin, layout.marginByteCount, ElementName(node.kind), attributes, 0..<0, refID: nil, .open)
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
        sink.putEndTag(plain.margin.span, layout.marginByteCount, name)
    }
}

extension Node {
    /// Where the text of a leaf is.
    @inline(__always)
    var textRange: Range<Int> { Int(start)..<(Int(start) &+ Int(extent)) }
}
