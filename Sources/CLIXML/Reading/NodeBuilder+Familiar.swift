// Reading markup that was read before: the steps that FamiliarMarkup learned are taken without looking at the tags again. Each
// does what its tag does in NodeBuilder+Tags.swift, or nothing, and then the scanner has the tag.
extension NodeBuilder {
    /// Reads on as long as the markup is familiar. The position is then that of a tag or of the blanks before one.
    ///
    /// - Returns: whether the value is complete.
    mutating func follow(_ source: Span<UInt8>) throws(Fault) -> Bool {
        guard namespaces.unprefixed == expectedNamespace, scanner.pending.kind == .nothing else {
            familiar.cancel()
            return false
        }
        while true {
            let start = scanner.position
            let index = familiar.next(source, at: start)
            guard index != FamiliarMarkup.none else {
                familiar.learn(from: start, after: 0, of: index)
                return false
            }
            let passage = familiar.passages[Int(index)]
            var at = passage.firstStep
            while at < passage.endStep {
                let step = familiar.steps[at]
                let tag = start &+ Int(step.offset)
                guard step.frame == top.kind, try take(at, step, at: tag, source, end: start &+ passage.count) else {
                    scanner.position = tag
                    familiar.learn(from: start, after: at &- passage.firstStep, of: index)
                    return false
                }
                at &+= 1
                if outer.count <= 1 { break }
            }
            if at == passage.endStep {
                familiar.didFollow(index, to: scanner.position)
            } else {
                familiar.cancel()
            }
            if outer.count <= 1 { return true }
        }
    }

    /// Takes a step, if what it depends on is as it must be.
    ///
    /// - Parameters:
    ///   - index: which of the steps that were learned it is.
    ///   - tag: where the tag begins.
    ///   - end: where the passage ends.
    /// - Returns: whether it was taken; if not, nothing has changed.
    @inline(always)
    private mutating func take(
        _ index: Int,
        _ step: FamiliarMarkup.Step,
        at tag: Int,
        _ source: Span<UInt8>,
        end: Int
    ) throws(Fault) -> Bool {
        guard nodes.count < limits.maximumNodeCount else { return false }
        switch step.action {
        case .text, .bytes:
            guard mayBe(step) else { return false }
            let count = Int(step.nameByteCount)
            let text =
                step.action == .text
                ? MarkupScanner.passText(source, from: end, limits.maximumTextByteCount) : passBase64(source, from: end)
            guard text.end >= 0,
                MarkupScanner.isEndTag(source, at: text.end, packed: step.number, of: tag &+ 1, count)
            else { return false }
            if step.frame == .root, !beginsValue() { return false }
            enter(step)
            nodes.append(
                Node(
                    kind: step.kind,
                    flags: text.flags,
                    name: step.name,
                    start: UInt32(truncatingIfNeeded: end &- valueStart),
                    extent: UInt32(truncatingIfNeeded: text.end &- end)
                )
            )
            scanner.position = text.end &+ count &+ 3
            if step.kind != .string, !text.flags.contains(.canonical) {
                try finishScalar(source, nodes.count &- 1, elementStart: tag)
            }
            return true
        case .end:
            // Where namespaces end with the element, it takes a closer look.
            guard top.packedName == step.number, namespaces.innermostDepth < outer.count &- 1,
                top.kind != .entry || top.childCount == 2
            else { return false }
            scanner.tokenStart = tag
            scanner.position = tag &+ Int(step.tagByteCount)
            try closeTop(source)
            return true
        default:
            return try takeOther(index, at: tag, source, end: end)
        }
    }

    /// Whether a primitive may stand where the step has it.
    @inline(always)
    private func mayBe(_ step: FamiliarMarkup.Step) -> Bool {
        (step.frame == .object || level &+ 1 < limits.maximumDepth) && hasPlace(step)
    }

    /// Passes over base64 to the `<` after it, looking at it once, where the text of other kinds is passed over first and
    /// checked then. What is not as a writer would write it is passed over as they are.
    @inline(never)
    private func passBase64(_ source: Span<UInt8>, from start: Int) -> (end: Int, flags: TextFlags) {
        let end = PrimitiveParser.canonicalBase64End(source, from: start)
        if end >= 0, end &- start <= limits.maximumTextByteCount { return (end, .canonical) }
        return MarkupScanner.passText(source, from: start, limits.maximumTextByteCount)
    }

    // By its index, since a step handed over is taken apart and put together again.
    private mutating func takeOther(
        _ index: Int,
        at tag: Int,
        _ source: Span<UInt8>,
        end: Int
    ) throws(Fault) -> Bool {
        let step = familiar.steps[index]
        scanner.tokenStart = tag
        switch step.action {
        case .object:
            guard level &+ 1 < limits.maximumDepth, hasPlace(step), canOpen,
                let number = NodeBuilder.number(source, from: end), source[number.end &+ 1] == UInt8(ascii: ">")
            else { return false }
            if top.kind == .root, !beginsValue() { return false }
            enter(step)
            level &+= 1
            let node = try add(.object, name: step.name)
            references.define(number.value, node: node)
            try open(.object, node, step, at: tag)
            top.refID = number.value
            scanner.position = number.end &+ 2
        case .reference:
            guard level &+ 1 < limits.maximumDepth, hasPlace(step),
                let number = NodeBuilder.number(source, from: end), source[number.end &+ 1] == UInt8(ascii: " "),
                source[number.end &+ 2] == UInt8(ascii: "/"), source[number.end &+ 3] == UInt8(ascii: ">")
            else { return false }
            let target = references.node(for: number.value)
            guard target != nil || references.isDefinedEarlier(number.value) else { return false }
            enter(step)
            let node = try add(.reference, name: step.name)
            nodes[node].extent = target ?? Node.elsewhere
            scanner.position = number.end &+ 4
        case .typeNames:
            guard let list = typeNames.index(for: step.number, interner: &interner) else { return false }
            enter(step)
            try addTypeNames(list, start: tag)
        case .newTypeNames:
            let list = interner.symbols.typeLists[Int(step.name)]
            guard typeNames.byteCount &+ list.byteCount <= limits.maximumTypeNameByteCount else { return false }
            enter(step)
            let index = typeNames.define(
                list,
                index: step.name,
                id: step.number,
                at: tag &- valueStart,
                interner: &interner
            )
            try addTypeNames(index, start: tag)
        case .null, .emptyScalar:
            guard mayBe(step) else { return false }
            enter(step)
            let node = try add(step.kind, name: step.name)
            guard step.action == .emptyScalar else { return true }
            nodes[node].start = UInt32(truncatingIfNeeded: tag &+ Int(step.tagByteCount) &- valueStart)
            nodes[node].extent = 0
            try finishScalar(source, node, elementStart: tag)
        case .branch, .emptyBranch:
            guard step.action == .emptyBranch || canOpen else { return false }
            enter(step)
            let isDictionary = step.kind.isDictionary
            let node = try add(isDictionary ? dictionaryKind : step.kind, name: Node.noName)
            guard step.action == .branch else { return true }
            switch step.kind {
            case .adapted: try open(.adapted, node, step, at: tag)
            case .extended: try open(.extended, node, step, at: tag)
            default: try open(isDictionary ? .dictionary : .items, node, step, at: tag)
            }
        case .entry:
            guard canOpen else { return false }
            enter(step)
            try open(.entry, -1, step, at: tag)
        case .text, .bytes, .end:
            return false
        }
        return true
    }

    /// A number without padding and the quotation mark after it, three more bytes at least behind.
    @inline(always)
    private static func number(_ source: Span<UInt8>, from start: Int) -> (value: UInt64, end: Int)? {
        guard let (value, end) = RefID.plainNumber(source, from: start), end < source.count &- 3,
            source[end] == UInt8(ascii: "\"")
        else { return nil }
        return (value, end)
    }

    /// Whether the elements around leave room for one more.
    private var canOpen: Bool { outer.count <= limits.maximumElementDepth }

    /// An entry has a key first and then a value.
    @inline(always)
    private func hasPlace(_ step: FamiliarMarkup.Step) -> Bool {
        step.frame != .entry || top.childCount &+ 1 == Int(step.childCount)
    }

    /// Whether a value may begin, which has no stream then.
    private mutating func beginsValue() -> Bool {
        guard form == .document || top.childCount == 0 else { return false }
        stream = nil
        return true
    }

    /// What every child does to the element that it stands in.
    @inline(always)
    private mutating func enter(_ step: FamiliarMarkup.Step) {
        top.childCount &+= 1
        if step.frame == .object {
            begin(step.part)
        } else {
            if top.names & step.nameBit != 0 { top.parts.insert(.needsOrdering) }
            top.names |= step.nameBit
        }
    }

    private mutating func open(_ kind: FrameKind, _ node: Int, _ step: FamiliarMarkup.Step, at tag: Int) throws(Fault) {
        scanner.prefixCount = 0
        scanner.packedName = step.number
        scanner.nameStart = tag &+ 1
        scanner.nameEnd = tag &+ 1 &+ Int(step.nameByteCount)
        try push(kind, node: node)
    }

    // MARK: - Learning

    /// Notes what the tag that was just scanned does, before it opens a frame.
    @inline(always)
    mutating func note(
        _ action: FamiliarMarkup.Step.Action,
        _ kind: NodeKind = .null,
        name: UInt32 = Node.noName,
        number: UInt64? = nil
    ) {
        guard familiar.isLearning else { return }
        let isUsual =
            scanner.prefixCount == 0 && scanner.otherAttributes.isEmpty && !scanner.attributeS.isPresent
            && !scanner.attributeVersion.isPresent
        if isUsual { noteStep(action, kind, name: name, number: number) } else { familiar.cancel() }
    }

    @inline(never)
    mutating func noteStep(
        _ action: FamiliarMarkup.Step.Action,
        _ kind: NodeKind,
        name: UInt32,
        number: UInt64? = nil
    ) {
        var step = FamiliarMarkup.Step(action: action, frame: top.kind)
        step.kind = kind
        step.name = name
        step.nameByteCount = UInt8(truncatingIfNeeded: scanner.nameEnd &- scanner.nameStart)
        if action == .text {
            step.number = MarkupScanner.packedEndTag(of: kind)
            if kind == .bytes { step.action = .bytes }
        } else {
            step.number = number ?? scanner.packedName
        }
        switch top.kind {
        case .adapted, .extended:
            if action != .end { step.nameBit = 1 << UInt64(interner.symbols.foldedNames[Int(name)] & 63) }
        case .object:
            step.part = NodeBuilder.part(of: kind)
        case .entry:
            step.childCount = UInt8(truncatingIfNeeded: top.childCount)
        case .root:
            guard action == .object || action == .text else { return familiar.cancel() }
        case .items, .dictionary: break
        case .typeNames where action == .end: return familiar.keepLearning()
        default: return familiar.cancel()
        }
        // A tag that does not fit is longer than any passage that is kept.
        step.tagByteCount = UInt16(truncatingIfNeeded: scanner.position &- scanner.tokenStart)
        familiar.note(step, at: scanner.tokenStart)
    }

    /// Notes what the `TN` does that began at `start`.
    mutating func noteTypeNames(_ list: UInt32, _ number: UInt64, start: Int) {
        guard familiar.isLearning, top.kind == .object else { return }
        familiar.note(
            FamiliarMarkup.Step(action: .newTypeNames, frame: .object, part: .typeNames, name: list, number: number),
            at: start
        )
    }

    /// Whether the tag is one of the usual form, whose number is the last of its attributes and `ending` follows.
    func endsWithNumber(_ source: Span<UInt8>, _ ending: StaticString) -> Bool {
        guard familiar.isLearning else { return false }
        let number = scanner.attributeRefID
        return scanner.position &- number.end == ending.utf8CodeUnitCount
            && RefID.plainNumber(source.extracting(number.start..<number.end)) != nil
    }

    private static func part(of kind: NodeKind) -> Parts {
        switch kind {
        case .typeNames: .typeNames
        case .stringRepresentation: .stringRepresentation
        case .adapted: .adapted
        case .extended: .extended
        default: .base
        }
    }
}
