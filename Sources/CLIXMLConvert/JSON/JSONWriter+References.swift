internal import CLIXML

/// References to objects that stand elsewhere: repeated as PowerShell repeats them, unless that would never end.
extension JSONWriter {
    /// Writes a reference to an object that is not to be opened here, and says whether it did.
    mutating func writeReference(to object: PSObject, depth: Int, into output: inout [UInt8]) -> Bool {
        // At a given depth cycles end where that ends, as PowerShell's do, but for scalars, which have no depth.
        var mayBeOpen = settings.marksCycles
        if !mayBeOpen, depth > settings.depth {
            let nodes = object.store.nodes
            mayBeOpen = isScalar(Wrapper(nodes.span, of: object.node).baseKind)
        }
        if mayBeOpen, let frame = frameIndex(of: object) {
            var pointer = takePointer()
            pointer.append(contentsOf: pointerPrefix)
            appendPath(toFrame: frame, into: &pointer)
            writePointer(pointer.span, into: &output)
            scratch = pointer
            return true
        }
        let count = object.store.end(of: object.node) - object.node
        guard count > settings.maximumExpandedNodeCount - expandedNodeCount else {
            expandedNodeCount += count
            return false
        }
        if !hasReferred { noteReferred() }
        var pointer = takePointer()
        if appendPlace(of: object, to: &pointer) {
            writePointer(pointer.span, into: &output)
        } else {
            output.append(text: settings.isCompressed ? "{\"$ref\":null}" : "{\"$ref\": null}")
        }
        scratch = pointer
        return true
    }

    /// Makes the pointer that a reference to an object of the only store is written as, in ``scratch``.
    ///
    /// - Parameter top: the node of the frame that the reference stands in; those around it are on the stack.
    /// - Returns: false, with nothing else changed, where the object may have to be repeated or is nowhere; that is for
    ///   ``writeReference(to:depth:into:)`` to find out.
    mutating func makePointer(to node: Int, _ nodes: Span<Node>, below top: Int) -> Bool {
        var pointer = takePointer()
        defer { scratch = pointer }
        if let index = top == node ? stack.count : stack.lastIndex(where: { $0.node == node }) {
            pointer.append(pointerPrefix.span)
            appendPath(toFrame: isForm(index) ? index - 1 : index, into: &pointer)
            return true
        }
        let count = nodes[node].kind.isBranch ? Int(nodes[node].extent) - node : 1
        guard hasReferred, count > settings.maximumExpandedNodeCount - expandedNodeCount else { return false }
        return appendPlace(of: node, nodes, to: &pointer)
    }

    /// A buffer for a pointer, empty; it is given back as ``scratch``.
    private mutating func takePointer() -> [UInt8] {
        var pointer: [UInt8] = []
        swap(&pointer, &scratch)
        pointer.removeAll(keepingCapacity: true)
        return pointer
    }

    @inline(never)
    private mutating func noteReferred() {
        hasReferred = true
        warn(
            .sharedObjectsReferred,
            "objects that stand in several places are repeated no further than \(settings.maximumExpandedNodeCount) nodes; "
                + "beyond that {\"$ref\":…} says where they are"
        )
    }

    /// Puts a pointer into a sink, which needs room for 32 bytes more. If there is something to escape in it, false is returned
    /// and what was put in is of no use.
    @inline(always)
    func putPointer(_ pointer: Span<UInt8>, into sink: inout ByteSink) -> Bool {
        sink.put(referenceStart.span, from: 0, count: referenceStart.count)
        guard sink.putPlain(pointer, from: 0, to: pointer.count) == pointer.count else { return false }
        sink.put(0x7D22, count: 2)
        return true
    }

    private mutating func writePointer(_ pointer: Span<UInt8>, into output: inout [UInt8]) {
        var isPlain = false
        if escapes.canCopyPlain, pointer.count < JSONWriter.sinkRoom {
            output.appendThroughSink(room: pointer.count &+ 32) { sink in
                isPlain = putPointer(pointer, into: &sink)
                if !isPlain { sink.rewind(to: 0) }
            }
        }
        guard !isPlain else { return }
        output.append(contentsOf: referenceStart)
        escapes.append(pointer, to: &output)
        output.append(text: "\"}")
    }

    // MARK: - Objects that are open

    // What follows changes nothing, but is called without a copy of the writer where it is mutating.

    /// The frame in which an object is being written, as an index into the stack.
    private mutating func frameIndex(of object: PSObject) -> Int? {
        if stores.count == 1, !isOfValue(stores[0], object) { return nil }
        var store = stores.count - 1
        for index in stack.indices.reversed() {
            let frame = stack[index]
            if frame.node >= 0, isSame(stores[store], frame.node, object) {
                // A collection with members has two frames: the object, and its member `value`.
                return isForm(index) ? index - 1 : index
            }
            if frame.beginsStore { store -= 1 }
        }
        return nil
    }

    /// Whether the object may be one of a store's, be it read twice.
    @inline(always)
    private func isOfValue(_ store: NodeStore, _ object: PSObject) -> Bool {
        store === object.store || object.number &- store.firstNumber < UInt64(store.nodes.count)
    }

    /// Whether a frame is the member `value` of the frame before it.
    private mutating func isForm(_ index: Int) -> Bool {
        guard index > 0, stack[index - 1].kind == .plan, case .form = plan[stack[index - 1].current] else {
            return false
        }
        return true
    }

    /// Whether both are one object of the document, be it read twice.
    private func isSame(_ store: NodeStore, _ node: Int, _ object: PSObject) -> Bool {
        if store === object.store { return node == object.node }
        return store.line > 0 && object.store.line > 0 && store.firstNumber &+ UInt64(node) == object.number
    }

    /// Appends the path from the value being written to the object of a frame, as JSON Pointer (RFC 6901).
    private mutating func appendPath(toFrame last: Int, into pointer: inout [UInt8]) {
        var store = 0
        for index in 0..<last {
            let frame = stack[index]
            if frame.beginsStore { store += 1 }
            switch frame.kind {
            case .single: continue
            case .items:
                pointer.append(UInt8(ascii: "/"))
                PrimitiveFormatter.integer(frame.current, into: &pointer)
            case .extended, .adapted:
                let name = stores[store].nodes[frame.current].name
                let range = stores[store].snapshot.symbols.nameRange(name)
                let names = stores[store].snapshot.symbols.nameBytes
                JSONPlaces.append(segment: names.span.extracting(range), to: &pointer)
            case .entries:
                let key = stores[store].text(of: frame.current)
                JSONPlaces.append(segment: key.span, to: &pointer)
            case .plan:
                guard case .member(let member) = plan[frame.current] else {
                    pointer.append(text: "/value")
                    continue
                }
                let name = JSONWriter.nameBytes(of: member, stores[store])
                JSONPlaces.append(segment: name.span, to: &pointer)
            }
        }
    }

    // MARK: - Objects that are somewhere

    /// Appends where the definition of an object is written: a JSON Pointer from the root, after `N#` if that is line N and
    /// not this one.
    ///
    /// - Parameter pointer: empty.
    /// - Returns: false if it is written nowhere; what was appended is then of no use.
    private mutating func appendPlace(of object: PSObject, to pointer: inout [UInt8]) -> Bool {
        if stores.first === object.store {
            let nodes = object.store.nodes
            return appendPlace(of: object.node, nodes.span, to: &pointer)
        }
        guard let index = order.index(of: object.store) else { return false }
        if settings.isLines {
            PrimitiveFormatter.integer(index + 1, into: &pointer)
            pointer.append(UInt8(ascii: "#"))
        } else {
            pointer.append(UInt8(ascii: "/"))
            PrimitiveFormatter.integer(index, into: &pointer)
        }
        return earlierPlaces.appendPath(to: object, into: &pointer, using: &collector)
    }

    /// The same for an object of the first store, by its node.
    private mutating func appendPlace(of node: Int, _ nodes: Span<Node>, to pointer: inout [UInt8]) -> Bool {
        if node == lastPlace {
            pointer.append(lastPointer.span)
            return true
        }
        pointer.append(pointerPrefix.span)
        if places == nil { places = JSONPlaces(stores[0], root: root) }
        guard places?.appendPath(to: node, nodes, into: &pointer, using: &collector) == true else { return false }
        lastPlace = node
        lastPointer.removeAll(keepingCapacity: true)
        lastPointer.append(pointer.span)
        return true
    }
}
