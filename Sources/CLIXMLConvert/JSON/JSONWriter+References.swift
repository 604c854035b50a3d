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
    /// - Returns: false, with nothing else changed, where the object may have to be repeated or is nowhere; that is for
    ///   ``writeReference(to:depth:into:)`` to find out.
    mutating func makePointer(to node: Int) -> Bool {
        var pointer = takePointer()
        defer { scratch = pointer }
        if let index = stack.lastIndex(where: { $0.node == node }) {
            pointer.append(contentsOf: pointerPrefix)
            appendPath(toFrame: isForm(index) ? index - 1 : index, into: &pointer)
            return true
        }
        let store = stores[0]
        let count = store.end(of: node) - node
        guard hasReferred, count > settings.maximumExpandedNodeCount - expandedNodeCount else { return false }
        return appendPlace(of: PSObject(store, node), to: &pointer)
    }

    /// A buffer for a pointer, empty; it is given back as ``scratch``.
    private mutating func takePointer() -> [UInt8] {
        var pointer = scratch
        scratch = []
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

    private func writePointer(_ pointer: Span<UInt8>, into output: inout [UInt8]) {
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

    /// The frame in which an object is being written, as an index into the stack.
    private func frameIndex(of object: PSObject) -> Int? {
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

    /// Whether a frame is the member `value` of the frame before it.
    private func isForm(_ index: Int) -> Bool {
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
    private func appendPath(toFrame last: Int, into pointer: inout [UInt8]) {
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
            if object.node == lastPlace {
                pointer.append(lastPointer.span)
                return true
            }
            pointer.append(contentsOf: pointerPrefix)
            if places == nil { places = JSONPlaces(object.store, root: root) }
            guard places?.appendPath(to: object.node, into: &pointer, using: &collector) == true else { return false }
            lastPlace = object.node
            lastPointer.removeAll(keepingCapacity: true)
            lastPointer.append(pointer.span)
            return true
        }
        guard let index = order.index(of: object.store) else { return false }
        if settings.isLines {
            PrimitiveFormatter.integer(index + 1, into: &pointer)
            pointer.append(UInt8(ascii: "#"))
        } else {
            pointer.append(UInt8(ascii: "/"))
            PrimitiveFormatter.integer(index, into: &pointer)
        }
        if otherPlaces?.areOf(object.store) != true { otherPlaces = JSONPlaces(object.store, root: 0) }
        return otherPlaces?.appendPath(to: object.node, into: &pointer, using: &collector) == true
    }
}

/// Which of the values of a document were written, and as the how manyth of all.
struct JSONOrder {
    private struct Run {
        let firstOrdinal: UInt64
        let firstIndex: Int
        var count: Int
    }

    private var runs: [Run] = []
    private var nextIndex = 0

    /// More runs than this are forgotten from the first on: memory must not follow a document of which each other value is
    /// left out.
    private static let maximumRunCount = 1 << 16

    /// Notes that a value is being written.
    mutating func add(_ store: NodeStore, _ node: Int) {
        defer { nextIndex += 1 }
        guard store.line > 0, node == 0 else { return }
        guard let last = runs.indices.last else {
            runs.append(Run(firstOrdinal: store.valueOrdinal, firstIndex: nextIndex, count: 1))
            return
        }
        let run = runs[last]
        let offset = store.valueOrdinal &- run.firstOrdinal
        if store.valueOrdinal >= run.firstOrdinal, offset == UInt64(run.count), nextIndex == run.firstIndex + run.count
        {
            runs[last].count += 1
            return
        }
        // Numbers that do not ascend are those of the next document.
        if store.valueOrdinal < run.firstOrdinal &+ UInt64(run.count) {
            runs.removeAll(keepingCapacity: runs.count < 1 << 10)
        }
        if runs.count == JSONOrder.maximumRunCount { runs.removeFirst(JSONOrder.maximumRunCount / 2) }
        runs.append(Run(firstOrdinal: store.valueOrdinal, firstIndex: nextIndex, count: 1))
    }

    /// The index of a value of the same document that was written before.
    func index(of store: NodeStore) -> Int? {
        guard store.line > 0 else { return nil }
        let ordinal = store.valueOrdinal
        guard let run = runs.last(where: { $0.firstOrdinal <= ordinal }), ordinal - run.firstOrdinal < UInt64(run.count)
        else { return nil }
        return run.firstIndex + Int(ordinal - run.firstOrdinal)
    }
}
