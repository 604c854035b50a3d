// What a recovery does to a value that is being read.
extension NodeBuilder {
    /// The open elements from the root on; none outside the root.
    private var openFrames: [Frame] { outer.isEmpty ? [] : Array(outer.dropFirst()) + [top] }

    /// The smallest part of the value that is not kept when something at `offset` is damaged: a whole primitive, a whole entry of
    /// a dictionary, a whole list of type names.
    ///
    /// - Returns: where it begins in the source, and how many open elements stand around it.
    func damagedUnit(at offset: Int) -> (start: Int, openCount: Int) {
        let frames = openFrames
        var start = offset
        var count = frames.count
        while count > 1 {
            switch frames[count - 1].kind {
            case .scalar, .typeName, .typeNames, .progress, .entry, .skipped:
                start = frames[count - 1].start &+ valueStart
                count -= 1
            default: return (start, count)
            }
        }
        return (start, count)
    }

    /// The same for an element around `unit` that cannot be kept because an element in it ends early.
    func unitAfterClosing(_ closedCount: Int, of unit: (start: Int, openCount: Int)) -> (start: Int, openCount: Int) {
        let frames = openFrames
        var result = unit
        var count = unit.openCount
        for _ in 0..<closedCount where count > 1 {
            let frame = frames[count - 1]
            if frame.kind == .entry && frame.childCount < 2 || frame.kind == .progress || frame.kind == .typeNames {
                result = (frame.start &+ valueStart, count - 1)
            }
            count -= 1
        }
        return result
    }

    /// Drops everything from `start` on, and the open elements but the first `openCount`.
    mutating func rollBack(to start: Int, openCount: Int) {
        while outer.count > openCount { pop() }
        let relative = start &- valueStart
        while let last = nodes.last, Int(last.start) >= relative { nodes.removeLast() }
        references.forget(from: nodes.count)
        typeNames.forget(from: relative)
        level = 0
        for frame in openFrames where frame.kind == .object { level += 1 }
        if top.kind == .object { recountParts() }
    }

    /// What the innermost object has after parts of it were dropped.
    private mutating func recountParts() {
        var parts: Parts = top.parts.contains(.needsOrdering) ? .needsOrdering : []
        var child = top.node &+ 1
        while child < nodes.count {
            switch nodes[child].kind {
            case .typeNames: parts.insert(.typeNames)
            case .stringRepresentation: parts.insert(.stringRepresentation)
            case .adapted: parts.insert(.adapted)
            case .extended: parts.insert(.extended)
            default: parts.insert(.base)
            }
            let end = Int(nodes[child].extent)
            child = nodes[child].kind.isBranch && end > child && end <= nodes.count ? end : child &+ 1
        }
        if !parts.contains(.typeNames) { top.typeList = .max }
        top.parts = parts
    }

    /// Ends the innermost element without an end tag. Appends the one that it should have had.
    mutating func closeInnermost(_ source: Span<UInt8>, endTags: inout [UInt8]) {
        endTags += "</".utf8
        endTags.append(source, (valueStart &+ top.nameStart)..<(valueStart &+ top.nameEnd))
        endTags.append(UInt8(ascii: ">"))
        switch top.kind {
        case .adapted, .extended, .memberSet:
            close(top.node)
            if top.parts.contains(.needsOrdering), !isInnerMemberSet { orderMembers(source, of: top.node) }
        case .object:
            close(top.node)
            if top.parts.contains(.needsOrdering) { orderParts(source, of: top.node) }
            level &-= 1
        case .items, .dictionary: close(top.node)
        default: break
        }
        pop()
    }

    /// The open elements, innermost first, as a plan looks at them.
    func openElements(_ openCount: Int) -> [RepairPlan.Open] {
        openFrames.prefix(openCount).reversed().map { frame in
            let tag = frame.kind == .root ? .root : ElementTag(packed: frame.packedName)
            return RepairPlan.Open(tag: tag, kind: frame.kind, parts: frame.parts)
        }
    }

    /// Goes on reading at an offset of the source.
    mutating func resume(at offset: Int) {
        scanner.position = offset
        scanner.pending = MarkupScanner.Pending()
        refusedNode = -1
        // What an element declared that is left out goes with it.
        if namespaces.innermostDepth >= outer.count { namespaces.leave(depth: outer.count) }
    }

    /// Takes what was dropped for never begun.
    mutating func forgetValue() {
        nodes.removeAll(keepingCapacity: true)
        references.forget(from: 0)
        level = 0
    }

    /// Stands in for a root element that is missing or cannot be used.
    mutating func openMissingRoot() {
        hasRoot = true
        rootName = Array("Objs".utf8)
        rootTag = 0..<0
        namespaces = NamespaceScope()
        namespaces.unprefixed = .clixml
        toleratesUnknown = false
        if let writtenRoot { use(writtenRoot) }
        rootNamespaces = namespaces
        familiarRoot.removeAll()
        openRootFrame()
    }

    /// A root's start tag that stands around values of several documents, and what it says of them.
    struct WrittenRoot {
        let tag: [UInt8]
        let namespaces: NamespaceScope
        let toleratesUnknown: Bool
    }

    /// Reads the values that follow as they will be read in that root.
    mutating func use(_ root: WrittenRoot) {
        namespaces = root.namespaces
        toleratesUnknown = root.toleratesUnknown
    }

    /// Makes ready for another document in the same input.
    mutating func beginDocument() {
        while !outer.isEmpty { pop() }
        top = Frame(kind: .prolog, packedName: 0, start: 0, nameStart: 0, nameEnd: 0, node: -1)
        hasRoot = false
        toleratesUnknown = false
        references = ReferenceTable(maximumRangeCount: limits.maximumReferenceRangeCount)
        let ordinal = typeNames.ordinal
        typeNames = TypeNameTable()
        typeNames.ordinal = ordinal
        namespaces = NamespaceScope()
        level = 0
    }
}
