extension NodeBuilder {
    /// An end tag was scanned.
    @inline(__always)
    mutating func endTag(_ source: Span<UInt8>) throws(Fault) {
        guard !outer.isEmpty else {
            throw Fault(.mismatchedTag, at: scanner.tokenStart, "an end tag stands outside the root element")
        }
        if scanner.packedName == 0 || scanner.packedName != top.packedName || scanner.prefixCount > 0 {
            try matchNames(source)
        }
        note(.end)
        try closeTop(source)
    }

    /// The innermost element ends.
    @inline(__always)
    mutating func closeTop(_ source: Span<UInt8>) throws(Fault) {
        switch top.kind {
        case .adapted, .extended, .memberSet:
            close(top.node)
            if top.parts.contains(.needsOrdering), !isInnerMemberSet { orderMembers(source, of: top.node) }
            if top.kind == .extended, top.names & 3 != 0 {
                // A note may have the name of a method that the object's ToString or Props makes.
                outer[outer.count &- 1].parts.insert(.needsOrdering)
            }
            pop()
        case .object:
            close(top.node)
            if top.parts.contains(.needsOrdering) { orderParts(source, of: top.node) }
            level &-= 1
            pop()
        default:
            try endOther(source)
        }
    }

    /// A member set inside a member set: PowerShell never shows what is in it, so it stays as it was written. Putting sets in
    /// order at any depth would let their nesting multiply the work.
    var isInnerMemberSet: Bool { top.kind == .memberSet && outer.last?.kind == .memberSet }

    private mutating func endOther(_ source: Span<UInt8>) throws(Fault) {
        let frame = top
        switch frame.kind {
        case .scalar:
            nodes[frame.node].start = UInt32(
                truncatingIfNeeded: frame.textStart < 0 ? scanner.tokenStart &- valueStart : frame.textStart
            )
            nodes[frame.node].extent = UInt32(
                truncatingIfNeeded: frame.textStart < 0 ? 0 : frame.textEnd &- frame.textStart
            )
            nodes[frame.node].flags = frame.flags
            pop()
            try finishScalar(source, frame.node, elementStart: frame.start &+ valueStart)
            return
        case .typeName:
            if frame.textStart >= 0 {
                let text = source.extracting((valueStart &+ frame.textStart)..<(valueStart &+ frame.textEnd))
                addTypeName(text, frame.flags)
            }
        case .typeNames:
            pop()
            try endTypeNames(frame.refID, start: frame.start &+ valueStart)
            return
        case .items, .dictionary:
            close(frame.node)
        case .progress:
            close(frame.node)
            try checkProgress(source, frame)
            if frame.parts.contains(.base) { level &-= 1 }
        case .entry:
            guard frame.childCount == 2 else {
                throw entryFault(frame.childCount == 0 ? "the entry has no key" : "the entry has no value")
            }
        case .root:
            pop()
            return
        case .prolog, .skipped, .adapted, .extended, .memberSet, .object:
            break
        }
        pop()
    }

    mutating func pop() {
        if let enclosing = outer.popLast() { top = enclosing }
        if namespaces.innermostDepth >= outer.count { namespaces.leave(depth: outer.count) }
    }

    /// The subtree of a branch ends here.
    mutating func close(_ node: Int) { nodes[node].extent = UInt32(truncatingIfNeeded: nodes.count) }

    /// Compares the names of an end tag and its start tag byte by byte.
    @inline(never)
    private func matchNames(_ source: Span<UInt8>) throws(Fault) {
        let frame = top
        let count = scanner.nameEnd &- scanner.nameStart
        var isEqual = false
        if outer.count == 1 {
            isEqual = form == .document && rootName.count == count
            if isEqual {
                for index in 0..<count where rootName[index] != source[scanner.nameStart &+ index] { isEqual = false }
            }
        } else {
            isEqual = frame.nameEnd &- frame.nameStart == count
            if isEqual {
                for index in 0..<count
                where source[valueStart &+ frame.nameStart &+ index] != source[scanner.nameStart &+ index] {
                    isEqual = false
                }
            }
        }
        guard isEqual else {
            throw Fault(
                .mismatchedTag,
                at: scanner.tokenStart,
                "the end tag does not match the start tag of its element"
            )
        }
    }

    // MARK: - The root

    /// The first element: `Objs`, or in a payload the value itself.
    mutating func openRoot(_ source: Span<UInt8>, _ element: Element) throws(Fault) {
        if hasRoot {
            throw Fault(.multipleRoots, at: scanner.tokenStart, "a second root element follows the end of the first")
        }
        guard element.tag == .root, element.isOurs else {
            let found =
                element.tag == .root ? "'Objs' without the CLIXML namespace" : "'\(shownName(source))'"
            throw Fault(
                .wrongRoot,
                at: scanner.tokenStart,
                "the root element is \(found); 'Objs' of the CLIXML namespace is expected"
            )
        }
        hasRoot = true
        try checkVersion(source)
        rootTag = scanner.tokenStart..<scanner.position
        rootName.removeAll(keepingCapacity: true)
        rootName.append(source.extracting(scanner.nameStart..<scanner.nameEnd))
        familiarRoot.removeAll()
        if let writtenRoot {
            use(writtenRoot)
        } else if !element.isEmpty, scanner.prefixCount == 0 {
            familiarRoot.keep(
                source.extracting(rootTag),
                nameByteCount: rootName.count,
                packedName: scanner.packedName,
                namespaces,
                toleratesUnknown: toleratesUnknown
            )
        }
        rootNamespaces = namespaces
        if element.isEmpty {
            namespaces.leave(depth: 0)
        } else {
            valueStart = scanner.tokenStart
            try push(.root, node: -1)
        }
    }

    /// Opens the root whose start tag is the same as that of the document before, if one begins at the position. What that had
    /// for `rootNamespaces` is then right.
    mutating func openFamiliarRoot(_ source: Span<UInt8>) throws(Fault) -> Bool {
        guard !hasRoot, writtenRoot == nil, scanner.pending.kind == .nothing,
            familiarRoot.stands(in: source, at: scanner.position)
        else { return false }
        let start = scanner.position
        hasRoot = true
        rootTag = start..<(start &+ familiarRoot.tagByteCount)
        rootName.removeAll(keepingCapacity: true)
        rootName.append(source.extracting((start &+ 1)..<(start &+ 1 &+ familiarRoot.nameByteCount)))
        toleratesUnknown = familiarRoot.toleratesUnknown
        namespaces.beginDefault(familiarRoot.namespace, depth: 0)
        valueStart = start
        scanner.tokenStart = start
        scanner.position = rootTag.upperBound
        scanner.nameStart = start &+ 1
        scanner.nameEnd = start &+ 1 &+ familiarRoot.nameByteCount
        scanner.prefixCount = 0
        scanner.packedName = familiarRoot.packedName
        try push(.root, node: -1)
        return true
    }

    private mutating func checkVersion(_ source: Span<UInt8>) throws(Fault) {
        guard scanner.attributeVersion.isPresent else { return }
        let text = NodeText.attributeText(source, scanner.attributeVersion)
        let at = scanner.attributeVersion.nameStart
        guard let version = try? PrimitiveParser.version(text.span) else {
            throw Fault(.invalidVersion, at: at, "the Version attribute is two to four numbers joined by dots")
        }
        guard version.major == 1 else {
            throw Fault(.unsupportedVersion, at: at, "the document's version is \(version.major); 1 is expected")
        }
        toleratesUnknown = version.minor > 1
    }
}
