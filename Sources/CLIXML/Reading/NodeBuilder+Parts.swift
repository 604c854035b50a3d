extension NodeBuilder {
    /// A child of `Obj` (spec section 6.4).
    mutating func part(_ source: Span<UInt8>, _ element: Element) throws(Fault) {
        if let kind = element.tag.scalarKind {
            if kind.isText, !element.isOurString { throw wrongElement(kind.elementName.description) }
            begin(.base)
            try scalar(source, element, kind, name: Node.noName)
            return
        }
        guard element.isOurs else { return try unknownPart(source, element) }
        switch element.tag {
        case .typeNames:
            begin(.typeNames)
            try beginTypeNames(source, element)
        case .typeNamesReference:
            begin(.typeNames)
            guard scanner.attributeRefID.isPresent else { throw missing("RefId") }
            let number = try references.number(of: source, scanner.attributeRefID)
            guard let list = typeNames.index(for: number, interner: &interner) else {
                throw Fault(
                    .undefinedTypeNames,
                    at: scanner.tokenStart,
                    "no type names with this RefId were defined before"
                )
            }
            try addTypeNames(list, start: scanner.tokenStart)
            if element.isEmpty { note(.typeNames, .typeNames, number: number) }
            try skipContent(element)
        case .stringRepresentation:
            guard element.isOurString else { throw wrongElement("ToString") }
            begin(.stringRepresentation)
            try scalar(source, element, .stringRepresentation, name: Node.noName)
        case .adapted:
            begin(.adapted)
            try branch(.adapted, .adapted, element)
        case .extended:
            begin(.extended)
            try branch(.extended, .extended, element)
        case .list, .enumerable, .stack, .queue:
            begin(.base)
            try branch(element.tag.containerKind ?? .list, .items, element)
        case .dictionary:
            begin(.base)
            try branch(dictionaryKind, .dictionary, element)
        case .progress:
            guard element.isOurString else { throw wrongElement("PR") }
            begin(.base)
            try progress(element, name: Node.noName)
        case .object:
            begin(.base)
            try value(source, element, name: Node.noName)
        default:
            try unknownPart(source, element)
        }
    }

    private mutating func unknownPart(_ source: Span<UInt8>, _ element: Element) throws(Fault) {
        guard toleratesUnknown else { throw unknown(source) }
        try skipContent(element)
    }

    /// What a dictionary in the open object is.
    var dictionaryKind: NodeKind {
        let list = top.typeList
        guard list != .max else { return .dictionary }
        let names = interner.symbols.typeLists[Int(list)]
        return names.firstIs("System.Collections.Specialized.OrderedDictionary") ? .orderedDictionary : .dictionary
    }

    private mutating func branch(_ kind: NodeKind, _ frame: FrameKind, _ element: Element) throws(Fault) {
        let node = try add(kind, name: Node.noName)
        note(element.isEmpty ? .emptyBranch : .branch, kind)
        if !element.isEmpty { try push(frame, node: node) }
    }

    /// A part begins of which an object has one: the last counts, and `MS` are joined.
    mutating func begin(_ part: Parts) {
        if top.parts.contains(part) { top.parts.insert(.needsOrdering) }
        top.parts.insert(part)
    }

    // MARK: - Type names

    private mutating func beginTypeNames(_ source: Span<UInt8>, _ element: Element) throws(Fault) {
        var number: UInt64?
        if scanner.attributeRefID.isPresent { number = try references.number(of: source, scanner.attributeRefID) }
        pendingNames.removeAll(keepingCapacity: true)
        pendingEnds.removeAll(keepingCapacity: true)
        if element.isEmpty {
            try endTypeNames(number, start: scanner.tokenStart)
        } else {
            try push(.typeNames, node: -1)
            top.refID = number
            if number != nil { familiar.keepLearning() }
        }
    }

    /// Adds a name to the `TN` being read; empty ones are dropped.
    mutating func addTypeName(_ text: Span<UInt8>, _ flags: TextFlags) {
        let before = pendingNames.count
        NodeText.append(text, flags, isCoded: true, to: &pendingNames)
        if pendingNames.count > before { pendingEnds.append(UInt32(pendingNames.count)) }
    }

    mutating func endTypeNames(_ number: UInt64?, start: Int) throws(Fault) {
        let index = typeNames.define(
            pendingNames,
            ends: pendingEnds,
            id: number,
            at: start &- valueStart,
            interner: &interner
        )
        if typeNames.byteCount > limits.maximumTypeNameByteCount {
            throw Fault(
                .tooManyTypeNames,
                at: start,
                "the type names take more than \(limits.maximumTypeNameByteCount) bytes"
            )
        }
        try addTypeNames(index, start: start)
        if let number { noteTypeNames(index, number, start: start) }
    }

    mutating func addTypeNames(_ list: UInt32, start: Int) throws(Fault) {
        let node = try add(.typeNames, name: Node.noName)
        nodes[node].start = UInt32(truncatingIfNeeded: start &- valueStart)
        nodes[node].extent = list
        if top.typeList == .max { top.typeList = list }
    }

    // MARK: - Dictionaries

    /// A child of `En` (spec section 6.6).
    mutating func entryPart(_ source: Span<UInt8>, _ element: Element) throws(Fault) {
        guard top.childCount <= 2 else {
            throw Fault(
                .unexpectedElement,
                at: scanner.tokenStart,
                "a dictionary entry has a third element; '</En>' is expected"
            )
        }
        guard scanner.attributeN.isPresent else { throw missing("N") }
        let isKey = top.childCount == 1
        guard isNamed(isKey ? DictionaryPart.key : DictionaryPart.value, source) else {
            throw entryFault("the N attribute of a dictionary \(isKey ? "key is 'Key'" : "value is 'Value'")")
        }
        if isKey, element.tag == .null, element.isOurs {
            throw Fault(.nullDictionaryKey, at: scanner.tokenStart, "a dictionary key is null")
        }
        try value(source, element, name: Node.noName)
    }

    /// Whether the `N` attribute is a word: as writers spell it, or any other way to.
    private func isNamed(_ word: [UInt8], _ source: Span<UInt8>) -> Bool {
        let spelling = source.extracting(scanner.attributeN.start..<scanner.attributeN.end)
        if TextEscapes.equalIgnoringCase(spelling, word.span) { return true }
        return TextEscapes.equalIgnoringCase(NodeText.name(spelling).span, word.span)
    }

    private enum DictionaryPart {
        static let key = Array("Key".utf8)
        static let value = Array("Value".utf8)
    }

    // MARK: - Progress records

    /// A `PR`, whose children come in a fixed order (spec section 2.11).
    mutating func progress(_ element: Element, name: UInt32) throws(Fault) {
        guard !element.isEmpty else {
            throw Fault(
                .invalidProgressRecord,
                at: scanner.tokenStart,
                "the progress record is empty; 'AV' is expected"
            )
        }
        let isCounted = top.kind != .object
        let node = try add(.progress, name: name)
        try push(.progress, node: node)
        if isCounted { top.parts.insert(.base) }
    }

    mutating func progressPart(_ source: Span<UInt8>, _ element: Element) throws(Fault) {
        let number = top.childCount
        if number == 3 { return try value(source, element, name: Node.noName) }
        let order: [ElementTag] = [
            .activity, .activityID, .unknown, .parentActivityID, .percentComplete, .typeName, .secondsRemaining,
            .statusDescription,
        ]
        guard number <= order.count, element.tag == order[number - 1], element.isOurString else {
            throw Fault(
                .invalidProgressRecord,
                at: scanner.tokenStart,
                "the children of a progress record are AV, AI, an object, PI, PC, T, SR and SD in this order"
            )
        }
        let isNumber = element.tag != .activity && element.tag != .typeName && element.tag != .statusDescription
        try scalar(source, element, isNumber ? .int32 : .string, name: Node.noName)
    }

    func checkProgress(_ source: Span<UInt8>, _ frame: Frame) throws(Fault) {
        let start = frame.start &+ valueStart
        guard frame.childCount == 8 else {
            throw Fault(.invalidProgressRecord, at: start, "the progress record lacks children; it has eight")
        }
        let record = ProgressFields(nodes.span, node: frame.node) { node in
            NodeText.bytes(
                source.extracting(
                    (valueStart &+ Int(node.start))..<(valueStart &+ Int(node.start) &+ Int(node.extent))
                ),
                node.flags,
                isCoded: true
            )
        }
        if let defect = record.defect { throw Fault(.invalidValue, at: start, defect) }
    }
}
