extension NodeBuilder {
    /// An element as the grammar sees it.
    struct Element {
        let tag: ElementTag
        /// Whether its namespace is the one that all elements of the form are in.
        let isOurs: Bool
        /// The same for elements read as strings, about which payloads are stricter.
        let isOurString: Bool
        let isEmpty: Bool
    }

    /// A start tag or empty-element tag was scanned.
    @inline(__always)
    mutating func startTag(_ source: Span<UInt8>, isEmpty: Bool) throws(Fault) {
        let element: Element
        if scanner.prefixCount == 0, scanner.otherAttributes.isEmpty {
            let isExpected = namespaces.unprefixed == expectedNamespace
            element = Element(
                tag: ElementTag(packed: scanner.packedName),
                isOurs: isExpected || form == .payload,
                isOurString: isExpected,
                isEmpty: isEmpty
            )
        } else {
            element = try unusualElement(source, isEmpty: isEmpty)
        }
        guard !outer.isEmpty else { return try openRoot(source, element) }
        top.childCount &+= 1
        let declares = !scanner.otherAttributes.isEmpty
        let depth = outer.count
        try child(source, element)
        if declares, outer.count == depth { namespaces.leave(depth: depth) }
    }

    /// Reads the primitives that come next among the members of an object, each with its text and end tag in sight: what most
    /// of a document is.
    ///
    /// - Returns: whether what follows may be familiar.
    @inline(__always)
    mutating func plainMembers(_ source: Span<UInt8>) throws(Fault) -> Bool {
        guard namespaces.unprefixed == expectedNamespace, level &+ 1 < limits.maximumDepth else { return false }
        while nodes.count < limits.maximumNodeCount, let member = scanner.passMember(source) {
            top.childCount &+= 1
            let name = memberName(source, from: member.nameStart, to: member.nameEnd)
            nodes.append(
                Node(
                    kind: member.kind,
                    flags: member.flags,
                    name: name,
                    start: UInt32(truncatingIfNeeded: member.textStart &- valueStart),
                    extent: UInt32(truncatingIfNeeded: member.textEnd &- member.textStart)
                )
            )
            if member.kind != .string { try finishScalar(source, nodes.count &- 1, elementStart: member.start) }
            if familiar.isLearning {
                scanner.tokenStart = member.start
                scanner.packedName = 0
                scanner.nameStart = member.start &+ 1
                scanner.nameEnd = scanner.position &- 1 &- member.textEnd &- 2 &+ scanner.nameStart
                noteStep(.text, member.kind, name: name)
            }
            familiar.endPassage(source, at: member.textStart, next: scanner.position)
            if familiar.mayFollow { return true }
        }
        return false
    }

    /// An element with a prefix, namespace declarations or attributes the format does not know.
    @inline(never)
    private mutating func unusualElement(_ source: Span<UInt8>, isEmpty: Bool) throws(Fault) -> Element {
        if !scanner.otherAttributes.isEmpty {
            try namespaces.enter(scanner.otherAttributes, source, depth: outer.count)
        }
        var namespace = namespaces.unprefixed
        if scanner.prefixCount > 0 {
            let prefix = source.extracting(scanner.nameStart..<(scanner.nameStart &+ scanner.prefixCount))
            namespace = try namespaces.namespace(ofPrefix: prefix, at: scanner.nameStart)
        }
        return Element(
            tag: ElementTag(packed: scanner.packedName),
            isOurs: form == .document ? namespace == .clixml : scanner.prefixCount == 0,
            isOurString: namespace == expectedNamespace,
            isEmpty: isEmpty
        )
    }

    @inline(__always)
    private mutating func child(_ source: Span<UInt8>, _ element: Element) throws(Fault) {
        switch top.kind {
        case .adapted:
            guard scanner.attributeN.isPresent else { throw missing("N") }
            try value(source, element, name: memberName(source))
        case .extended, .memberSet:
            guard scanner.attributeN.isPresent else { throw missing("N") }
            try member(source, element)
        case .object:
            try part(source, element)
        case .items:
            try value(source, element, name: Node.noName)
        case .root:
            if form == .payload, top.childCount > 1 {
                throw Fault(.multipleRoots, at: scanner.tokenStart, "a payload is one value, and a second follows it")
            }
            stream = nil
            if scanner.attributeS.isPresent { stream = NodeText.attributeText(source, scanner.attributeS) }
            try value(source, element, name: Node.noName)
        case .entry:
            try entryPart(source, element)
        case .dictionary:
            guard element.tag == .entry, element.isOurs else { throw wrongElement("En") }
            if element.isEmpty { throw entryFault("the entry has no key") }
            note(.entry)
            try push(.entry, node: -1)
        case .progress:
            try progressPart(source, element)
        case .typeNames:
            guard element.tag == .typeName, element.isOurs else { throw unknown(source) }
            guard element.isOurString else { throw wrongElement("T") }
            guard !element.isEmpty else { return }
            if scanner.otherAttributes.isEmpty, scanner.passLeaf(source) {
                addTypeName(source.extracting(scanner.textStart..<scanner.textEnd), scanner.textFlags)
                familiar.keepLearning()
            } else {
                try push(.typeName, node: -1)
            }
        case .scalar, .typeName:
            throw Fault(
                .unexpectedElement,
                at: scanner.tokenStart,
                "an element stands inside a primitive; text is expected"
            )
        case .prolog:
            break
        case .skipped:
            if !element.isEmpty {
                try push(.skipped, node: -1)
            }
        }
    }

    // MARK: - Values

    /// Any element where a value may stand (spec section 6.3).
    @inline(__always)
    mutating func value(_ source: Span<UInt8>, _ element: Element, name: UInt32) throws(Fault) {
        if level &+ 1 >= limits.maximumDepth { throw nestedTooDeeply() }
        if let kind = element.tag.scalarKind {
            try scalar(source, element, kind, name: name)
        } else {
            try otherValue(source, element, name: name)
        }
    }

    private mutating func otherValue(_ source: Span<UInt8>, _ element: Element, name: UInt32) throws(Fault) {
        switch element.tag {
        case .object where element.isOurs:
            level &+= 1
            let node = try add(.object, name: name)
            var refID: UInt64?
            if scanner.attributeRefID.isPresent {
                let number = try references.number(of: source, scanner.attributeRefID)
                references.define(number, node: node)
                refID = number
            }
            if element.isEmpty {
                level &-= 1
            } else {
                let isNoted = endsWithNumber(source, "\">")
                if isNoted { note(.object, .object, name: name) }
                try push(.object, node: node)
                top.refID = refID
                if isNoted {
                    familiar.endPassage(source, at: scanner.attributeRefID.start, next: scanner.position)
                }
            }
        case .null where element.isOurs:
            try add(.null, name: name)
            if element.isEmpty { note(.null, .null, name: name) }
            try skipContent(element)
        case .reference where element.isOurs:
            try reference(source, name: name)
            if element.isEmpty, endsWithNumber(source, "\" />") {
                note(.reference, .reference, name: name)
                familiar.endPassage(source, at: scanner.attributeRefID.start, next: scanner.position)
            }
            try skipContent(element)
        case .progress:
            guard element.isOurString else { throw wrongElement("PR") }
            level &+= 1
            try progress(element, name: name)
        default:
            throw unknown(source)
        }
    }

    private mutating func reference(_ source: Span<UInt8>, name: UInt32) throws(Fault) {
        guard scanner.attributeRefID.isPresent else { throw missing("RefId") }
        let number = try references.number(of: source, scanner.attributeRefID)
        let node = try add(.reference, name: name)
        if let target = references.node(for: number) {
            nodes[node].extent = target
        } else if references.isDefinedEarlier(number) {
            nodes[node].extent = Node.elsewhere
        } else {
            let id = RefID(NodeText.attributeText(source, scanner.attributeRefID).span)
            throw Fault(
                .undefinedReference,
                at: scanner.tokenStart,
                "no object with RefId \(id) was defined before this reference"
            )
        }
    }

    mutating func skipContent(_ element: Element) throws(Fault) {
        if !element.isEmpty {
            try push(.skipped, node: -1)
        }
    }

    /// A primitive. With its text and end tag in sight it is done in one go, else a frame waits for them.
    @inline(__always)
    mutating func scalar(
        _ source: Span<UInt8>,
        _ element: Element,
        _ kind: NodeKind,
        name: UInt32
    ) throws(Fault) {
        if kind.isText, !element.isOurString { throw wrongElement(kind.elementName.description) }
        let elementStart = scanner.tokenStart
        if element.isEmpty {
            let node = try add(kind, name: name)
            nodes[node].start = UInt32(truncatingIfNeeded: scanner.position &- valueStart)
            nodes[node].extent = 0
            try finishScalar(source, node, elementStart: elementStart)
            note(.emptyScalar, kind, name: name)
        } else if scanner.otherAttributes.isEmpty, scanner.passLeaf(source) {
            guard nodes.count < limits.maximumNodeCount else { throw tooManyNodes() }
            nodes.append(
                Node(
                    kind: kind,
                    flags: scanner.textFlags,
                    name: name,
                    start: UInt32(truncatingIfNeeded: scanner.textStart &- valueStart),
                    extent: UInt32(truncatingIfNeeded: scanner.textEnd &- scanner.textStart)
                )
            )
            if kind != .string { try finishScalar(source, nodes.count &- 1, elementStart: elementStart) }
            note(.text, kind, name: name)
            familiar.endPassage(source, at: scanner.textStart, next: scanner.position)
        } else {
            let node = try add(kind, name: name)
            try push(.scalar, node: node)
        }
    }

    // MARK: - Members

    @inline(__always)
    private mutating func memberName(_ source: Span<UInt8>) -> UInt32 {
        memberName(source, from: scanner.attributeN.start, to: scanner.attributeN.end)
    }

    @inline(__always)
    private mutating func memberName(_ source: Span<UInt8>, from start: Int, to end: Int) -> UInt32 {
        let name = interner.index(of: source, from: start, to: end)
        let bit: UInt64 = 1 << UInt64(interner.symbols.foldedNames[Int(name)] & 63)
        if top.names & bit != 0 { top.parts.insert(.needsOrdering) }
        top.names |= bit
        return name
    }

    /// A child of `MS` (spec section 6.8).
    private mutating func member(_ source: Span<UInt8>, _ element: Element) throws(Fault) {
        let name = memberName(source)
        if scanner.attributeN.start == scanner.attributeN.end {
            throw Fault(.emptyMemberName, at: scanner.tokenStart, "a member of MS has an empty name")
        }
        if element.tag == .extended, element.isOurs {
            let node = try add(.memberSet, name: name)
            if element.isEmpty {
                nodes[node].extent = UInt32(truncatingIfNeeded: nodes.count)
            } else {
                try push(.memberSet, node: node)
            }
            return
        }
        if top.kind == .memberSet { try refuseReserved(name) }
        try value(source, element, name: name)
    }

    private func refuseReserved(_ name: UInt32) throws(Fault) {
        let range = interner.symbols.nameRange(name)
        guard range.count >= 6, range.count <= 11 else { return }
        let text = interner.symbols.name(name).lowercased()
        if ["psbase", "psadapted", "psextended", "psobject", "pstypenames"].contains(text) {
            throw Fault(
                .reservedMemberName,
                at: scanner.tokenStart,
                "the member name '\(text)' is reserved in a member set"
            )
        }
    }

    // MARK: - Frames and nodes

    /// Adds a node for the tag that was just scanned.
    @discardableResult
    mutating func add(_ kind: NodeKind, name: UInt32) throws(Fault) -> Int {
        guard nodes.count < limits.maximumNodeCount else { throw tooManyNodes() }
        let node = nodes.count
        nodes.append(
            Node(
                kind: kind,
                name: name,
                start: UInt32(truncatingIfNeeded: scanner.tokenStart &- valueStart),
                extent: UInt32(truncatingIfNeeded: node &+ 1)
            )
        )
        return node
    }

    /// Opens a frame for the start tag that was just scanned.
    ///
    /// - Throws: `elements-nested-too-deeply`.
    mutating func push(_ kind: FrameKind, node: Int) throws(Fault) {
        // Texts are left out: whether they get a frame depends on how the input was cut.
        if outer.count > limits.maximumElementDepth, kind != .scalar, kind != .typeName {
            throw elementsNestedTooDeeply()
        }
        outer.append(top)
        top = Frame(
            kind: kind,
            packedName: scanner.prefixCount == 0 ? scanner.packedName : 0,
            start: scanner.tokenStart &- valueStart,
            nameStart: scanner.nameStart &- valueStart,
            nameEnd: scanner.nameEnd &- valueStart,
            node: node
        )
    }

    // MARK: - Faults

    @inline(never)
    func missing(_ attribute: String) -> Fault {
        Fault(
            .missingAttribute,
            at: scanner.tokenStart,
            "the element has no \(attribute) attribute, which it needs here"
        )
    }

    @inline(never)
    func unknown(_ source: Span<UInt8>) -> Fault {
        Fault(.unknownElement, at: scanner.tokenStart, "the element '\(shownName(source))' is not known here")
    }

    /// The tag's name for a message, cut where it is long.
    func shownName(_ source: Span<UInt8>) -> String {
        TextEscapes.string(
            fromWTF8: source.extracting(scanner.nameStart..<min(scanner.nameEnd, scanner.nameStart &+ 64))
        )
    }

    @inline(never)
    func wrongElement(_ expected: String) -> Fault {
        Fault(
            .wrongNamespace,
            at: scanner.tokenStart,
            "the element '\(expected)' of the CLIXML namespace is expected here"
        )
    }

    @inline(never)
    func entryFault(_ message: String) -> Fault {
        Fault(.invalidDictionaryEntry, at: scanner.tokenStart, message)
    }

    @inline(never)
    func nestedTooDeeply() -> Fault {
        Fault(
            .nestedTooDeeply,
            at: scanner.tokenStart,
            "objects are nested too deeply; the limit is \(limits.maximumDepth) levels"
        )
    }

    @inline(never)
    private func elementsNestedTooDeeply() -> Fault {
        Fault(
            .elementsNestedTooDeeply,
            at: scanner.tokenStart,
            "elements are nested deeper than the limit of \(limits.maximumElementDepth)"
        )
    }

    @inline(never)
    func tooManyNodes() -> Fault {
        Fault(
            .tooManyNodes,
            at: scanner.tokenStart,
            "the value has more than the limit of \(limits.maximumNodeCount) elements"
        )
    }
}
