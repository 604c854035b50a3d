// What is done where the reader would stop.
extension CLIXMLRecovery {
    private static let maximumProbeByteCount = 256 << 10

    /// Makes it possible to go on. Returns the value that ended by it, if one did.
    mutating func repair(_ fault: Fault) -> RecoveredValue? {
        let error = error(of: fault)
        if builder.outer.isEmpty {
            repairOutsideRoot(fault, error)
            return nil
        }
        if fault.code == .truncated, builder.outer.count == 1, !builder.isInsideValue,
            builder.scanner.position >= source.count
        {
            if lastResumeOffset < source.count { note(.closed, error, source.count..<source.count) }
            isEnded = true
            return nil
        }
        if escapeCharacters(fault, error) { return nil }
        // A primitive that was refused may have been read without its tokens.
        let isRefused = fault.code == .invalidValue || fault.code == .valueOutOfRange
        let tokenStart = isRefused ? fault.offset : builder.scanner.tokenStart
        var start = fault.code == .truncated ? tokenStart : min(fault.offset, tokenStart)
        var from = fault.code == .truncated ? source.count : fault.offset
        if let stray = strayMember() {
            (start, from) = (stray, stray)
        } else {
            let unit = builder.damagedUnit(at: start)
            if isPartOfObject(fault) {
                let plan = plan(around: unit.openCount, from: tokenStart)
                if let tags = lostStartTags(plan, unit) { return reopen(tags, unit, closing: plan.closedCount, error) }
            }
            if let end = endOfSoundUnit(unit.start, fault) { return leaveOut(unit, upTo: end, closing: 0, error) }
            // A sound tag that does not fit is itself where things went on, but not where it has been tried already.
            let isSound =
                fault.code == .mismatchedTag || fault.code == .unexpectedElement || fault.code == .unexpectedText
            if from == tokenStart, !isSound || from == lastResumeOffset { from += 1 }
        }
        let unit = builder.damagedUnit(at: start)
        var plan = plan(around: unit.openCount, from: from)
        // What was tried already is not tried again.
        if plan.closedCount == 0, plan.resumeOffset <= lastResumeOffset {
            plan = self.plan(around: unit.openCount, from: lastResumeOffset + 1)
        }
        if let tags = lostStartTags(plan, unit) { return reopen(tags, unit, closing: plan.closedCount, error) }
        return leaveOut(unit, upTo: max(plan.resumeOffset, unit.start), closing: plan.closedCount, error)
    }

    /// The start tags that were lost in a damage, if they can be written in its place.
    private func lostStartTags(_ plan: RepairPlan, _ damaged: (start: Int, openCount: Int)) -> LostStartTags? {
        let open = builder.openElements(damaged.openCount)
        guard !plan.begun.isEmpty, plan.closedCount < open.count, plan.firstOffset > reopened.last?.upperBound ?? -1,
            !builder.rootName.contains(UInt8(ascii: ":"))
        else { return nil }
        let source = source
        let unit = builder.unitAfterClosing(plan.closedCount, of: damaged)
        let damage = unit.start..<max(plan.firstOffset, unit.start)
        guard let tags = LostStartTags(plan, in: open[plan.closedCount], source.span, damage: damage),
            tags.resumeOffset - startOfBlanks(before: unit.start) > tags.markup.count
        else { return nil }
        return tags
    }

    private mutating func reopen(
        _ tags: LostStartTags,
        _ unit: (start: Int, openCount: Int),
        closing count: Int,
        _ error: CLIXMLError
    ) -> RecoveredValue? {
        let start = tags.resumeOffset - tags.markup.count
        let value = leaveOut(unit, upTo: tags.resumeOffset, closing: count, error, reopening: tags.markup)
        for (index, byte) in tags.markup.enumerated() { source[start + index] = byte }
        builder.resume(at: start)
        if builder.outer.count == 1 { nextValueIsReopened = true }
        reopened.append(start..<tags.resumeOffset)
        return value
    }

    /// Where the blanks before an offset begin, of which nothing has been changed.
    private func startOfBlanks(before offset: Int) -> Int {
        let first = builder.isInsideValue ? builder.valueStart : max(lastValueEnd, builder.rootTag.upperBound)
        let end = max(first, edits.end(before: offset))
        // A token that was passed over without being read may begin before the root's end.
        var start = max(offset, end)
        while start > end, ByteClass.isBlank(source[start - 1]) { start -= 1 }
        return start
    }

    /// How reading goes on behind a damage that ends at `start` or behind it.
    private mutating func plan(around openCount: Int, from start: Int) -> RepairPlan {
        let source = source
        var probe = StructureProbe(limits: limits)
        let budget = min(CLIXMLRecovery.maximumProbeByteCount, max(probeBudget, 4 << 10))
        probe.look(source.span, from: min(start, source.count), budget: budget)
        probeBudget -= probe.byteCount
        return RepairPlan(probe, open: builder.openElements(openCount), end: source.count)
    }

    /// The first primitive with a name directly in the open object, which reading takes for what the object wraps: more
    /// likely the end of the object was lost before it.
    private func strayMember() -> Int? {
        guard builder.top.kind == .object, builder.top.node >= 0 else { return nil }
        let source = source
        var child = builder.top.node + 1
        while child < builder.nodes.count {
            let node = builder.nodes[child]
            if node.kind.isScalar || node.kind == .object {
                var start = builder.valueStart + Int(node.start)
                if node.kind.isScalar { start = StartTag.start(source.span, before: start) }
                if StructureProbe.hasName(source.span, at: start, limits: limits) { return start }
            }
            child = node.kind.isBranch ? max(Int(node.extent), child + 1) : child + 1
        }
        return nil
    }

    /// Whether a part of an object stands where a value should: more likely the object's start tag was lost before it.
    private func isPartOfObject(_ fault: Fault) -> Bool {
        guard fault.code == .unknownElement, builder.top.kind == .root || builder.top.kind == .items
        else { return false }
        switch ElementTag(packed: builder.scanner.packedName) {
        case .typeNames, .typeNamesReference, .stringRepresentation, .adapted, .extended, .list, .enumerable, .stack,
            .queue, .dictionary:
            return true
        default: return false
        }
    }

    /// Where a part that is well-formed, but cannot be read, ends.
    private func endOfSoundUnit(_ start: Int, _ fault: Fault) -> Int? {
        switch fault.code {
        case .wrongNamespace, .unknownElement, .missingAttribute, .undefinedReference, .undefinedTypeNames,
            .invalidDictionaryEntry, .nullDictionaryKey, .emptyMemberName, .reservedMemberName, .invalidProgressRecord,
            .invalidValue, .valueOutOfRange, .nestedTooDeeply, .elementsNestedTooDeeply, .textTooLong, .nameTooLong,
            .duplicateAttribute, .invalidNamespace, .tooManyAttributes, .tooManyNodes, .tooManyReferences,
            .tooManyTypeNames, .valueTooLarge:
            let source = source
            return StructureProbe.endOfElement(source.span, at: start, limits: limits)
        default: return nil
        }
    }

    /// Leaves out the unit and what follows it up to `end`, and closes elements around it.
    private mutating func leaveOut(
        _ damaged: (start: Int, openCount: Int),
        upTo end: Int,
        closing count: Int,
        _ error: CLIXMLError,
        reopening tags: [UInt8] = []
    ) -> RecoveredValue? {
        let source = source
        let unit = builder.unitAfterClosing(count, of: damaged)
        let closing = count - (damaged.openCount - unit.openCount)
        // Blanks before an element mean nothing, and would make an empty line.
        let start = startOfBlanks(before: unit.start)
        builder.rollBack(to: unit.start, openCount: unit.openCount)
        var endTags: [UInt8] = []
        for _ in 0..<max(closing, 0) where builder.outer.count > 1 {
            builder.closeInnermost(source.span, endTags: &endTags)
        }
        let tagsStart = end - tags.count
        if !tags.isEmpty, builder.outer.count > 1 {
            // The tags themselves are going to stand in the source.
            edits.replace(start..<tagsStart, with: endTags + source[start..<unit.start])
        } else {
            edits.replace(start..<max(end, unit.start), with: endTags)
        }
        let kind: Repair.Kind = tags.isEmpty ? error.code == .truncated ? .closed : .leftOut : .reopened
        note(kind, error, unit.start..<max(end, unit.start))
        lastResumeOffset = end
        builder.resume(at: end)
        guard builder.outer.count == 1 else { return nil }
        if builder.nodes.isEmpty {
            builder.forgetValue()
            edits.removeAll()
            return nil
        }
        return deliver(end: start)
    }

    // MARK: - Characters

    /// Escapes characters of a text that XML does not allow, if they are few. Returns false where they are a damage.
    private mutating func escapeCharacters(_ fault: Fault, _ error: CLIXMLError) -> Bool {
        guard
            fault.code == .invalidCharacter || fault.code == .undeclaredEntity || fault.code == .invalidReference
                || fault.code == .invalidName,
            builder.top.kind == .scalar, builder.top.node >= 0, builder.nodes[builder.top.node].kind.isText,
            fault.offset < source.count
        else { return false }
        // An XML document inside cannot have such characters either.
        guard builder.nodes[builder.top.node].kind != .xml else { return false }
        // Of what stands in an address only '&' says nothing about whether it is one.
        let isAddress = builder.nodes[builder.top.node].kind == .uri
        guard !isAddress || source[fault.offset] == UInt8(ascii: "&") else { return false }
        let start = builder.scanner.tokenStart
        if fault.code == .invalidName { return escapeLessThan(start, error) }
        if escapedText.start != start { escapedText = (start, 0) }
        escapedText.count += 1
        guard escapedText.count <= 64 else { return false }
        var forbiddenCount = 0
        for byte in source[fault.offset..<min(fault.offset + 16, source.count)]
        where byte < 0x20 && !ByteClass.isBlank(byte) { forbiddenCount += 1 }
        guard forbiddenCount < 4 else { return false }
        let byte = source[fault.offset]
        let length: Int
        let replacement: String
        switch byte {
        case UInt8(ascii: "&"): (length, replacement) = (1, "&amp;")
        case UInt8(ascii: "]"): (length, replacement) = (1, "&#93;")
        case 0xEF:
            let isLast = fault.offset + 2 < source.count && source[fault.offset + 2] == 0xBF
            (length, replacement) = (3, isLast ? "_xFFFF_" : "_xFFFE_")
        case 0..<0x20:
            let digits = String(byte, radix: 16, uppercase: true)
            (length, replacement) = (1, "_x00" + (byte < 0x10 ? "0" : "") + digits + "_")
        default: return false
        }
        guard fault.offset + length <= source.count else { return false }
        // The reader goes on over a character that means nothing, or no more than '&' does; the result has the escape.
        let stand = isAddress ? UInt8(ascii: "!") : UInt8(ascii: ".")
        for index in fault.offset..<(fault.offset + length) { source[index] = stand }
        edits.replace(fault.offset..<(fault.offset + length), with: Array(replacement.utf8))
        note(.escaped, error, fault.offset..<(fault.offset + length))
        builder.resume(at: start)
        return true
    }

    /// A `<` before a blank or a digit begins no tag.
    private mutating func escapeLessThan(_ offset: Int, _ error: CLIXMLError) -> Bool {
        guard offset + 1 < source.count, source[offset] == UInt8(ascii: "<"),
            ByteClass.isBlank(source[offset + 1]) || source[offset + 1] &- UInt8(ascii: "0") < 10
        else { return false }
        source[offset] = UInt8(ascii: ".")
        edits.replace(offset..<(offset + 1), with: Array("&lt;".utf8))
        note(.escaped, error, offset..<(offset + 1))
        builder.resume(at: offset)
        return true
    }

    // MARK: - Outside the root

    /// Finds the root, or begins without one.
    private mutating func repairOutsideRoot(_ fault: Fault, _ error: CLIXMLError) {
        let source = source
        let isFirst = !builder.hasRoot
        preamble.skip()
        if isRootTag(fault) {
            // The tag was read; only what it says cannot be used.
            let isEmpty = source[builder.scanner.position - 2] == UInt8(ascii: "/")
            note(.passedOver, error, builder.scanner.tokenStart..<builder.scanner.position)
            builder.resume(at: builder.scanner.position)
            if !isEmpty { builder.openMissingRoot() }
            return
        }
        var probe = StructureProbe(limits: limits)
        var from = fault.offset
        if from <= lastResumeOffset, fault.code != .multipleRoots { from = lastResumeOffset + 1 }
        probe.look(source.span, from: min(max(from, 0), source.count), budget: 0)
        guard let first = probe.first else {
            note(.passedOver, error, min(max(fault.offset, 0), source.count)..<source.count)
            isEnded = true
            return
        }
        lastResumeOffset = first.offset
        builder.resume(at: first.offset)
        if first.tag == .root, !first.isEnd {
            if !isFirst { beginDocument() }
            note(isFirst ? .passedOver : .joined, error, min(fault.offset, first.offset)..<first.offset)
            return
        }
        builder.openMissingRoot()
        note(.passedOver, error, min(fault.offset, first.offset)..<first.offset)
        guard !isValue(first) else { return }
        // The beginning of a value is lost: what follows up to its end belongs to nothing.
        var behind = StructureProbe(limits: limits)
        behind.look(source.span, from: first.offset, budget: max(probeBudget, 4 << 10))
        probeBudget -= behind.byteCount
        let plan = RepairPlan(behind, open: builder.openElements(1), end: source.count)
        note(.leftOut, error, first.offset..<max(plan.resumeOffset, first.offset))
        builder.resume(at: max(plan.resumeOffset, first.offset + 1))
    }

    /// Whether the fault is about a root's start tag that was read whole.
    private func isRootTag(_ fault: Fault) -> Bool {
        switch fault.code {
        case .wrongRoot, .invalidVersion, .unsupportedVersion, .invalidNamespace:
            return ElementTag(packed: builder.scanner.packedName) == .root
                && builder.scanner.position > builder.scanner.tokenStart + 2
        default: return false
        }
    }

    private func isValue(_ tag: StructureProbe.Tag) -> Bool {
        !tag.isEnd && !tag.hasName
            && (tag.tag == .object || tag.tag.scalarKind != nil || tag.tag == .null || tag.tag == .progress)
    }
}
