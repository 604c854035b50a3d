// What PowerShell makes of a value (spec section 7.2). An object that was read is a wrapper in its words, with the
// deserialized flag if it had `Props`; one that a program built stands for a .NET object in a wrapper.
extension ValueWriter {
    /// Where a value is written: by what name, and how deep.
    struct Place {
        let label: UInt32
        /// The store whose symbols have the name.
        let labelStore: NodeStore
        /// The remaining depth (spec section 5.1).
        var depth: Int
        /// How many values are around it, itself counted (spec section 5.4).
        let level: Int
        /// Whether it stands directly in an object. No reader takes a `Ref` there, though PowerShell writes one (spec section
        /// 4.8), so an object that was written before is written again.
        var isBase = false
    }

    /// An object that is written by PowerShell's rules.
    struct Subject {
        let store: NodeStore
        let node: Int
        let parts: PSObject.Parts
        /// The entry of its type names, or -1 where it has none.
        let names: Int
        let settings: SerializationSettings

        /// Whether a program built it, so that it stands for a .NET object and not for what was made of one.
        var isLive: Bool { !store.isFromDocument }
    }

    /// Writes a value, or its beginning and a frame for the rest.
    mutating func begin(
        _ value: PSObject,
        at place: Place,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        var value = value
        var entry = value.store.nodes[value.node]
        while entry.kind == .attached {
            value = value.store.attachments[Int(entry.extent)]
            entry = value.store.nodes[value.node]
        }
        let store = value.store
        switch entry.kind {
        case .null:
            null(place.label, of: place.labelStore, into: &output)
        case .reference:
            try beginTarget(of: value, at: place, into: &output, resolving: resolving)
        case _ where !isVerbatim && place.level >= ValueWriter.levelLimit:
            tooDeep(place, into: &output)
            let nodes = store.nodes
            objects.omit(nodes.span, value.node..<store.end(of: value.node), in: store)
        case .object:
            if isVerbatim {
                beginVerbatim(value, at: place, into: &output)
            } else {
                try beginObject(value, at: place, into: &output, resolving: resolving)
            }
        case .progress:
            try progress(value, at: place, into: &output, resolving: resolving)
        default:
            leaf(entry, of: store, place.label, of: place.labelStore, into: &output)
        }
    }

    /// Writes what a reference means.
    private mutating func beginTarget(
        of reference: PSObject,
        at place: Place,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let store = reference.store
        let target = store.nodes[reference.node].extent
        if target != Node.elsewhere {
            return try begin(PSObject(store, Int(target)), at: place, into: &output, resolving: resolving)
        }
        guard isVerbatim || place.level < ValueWriter.levelLimit else { return tooDeep(place, into: &output) }
        guard let refID = store.refID(of: reference.node) else { throw ValueWriter.unresolved(nil) }
        if !place.isBase, let id = objects.id(for: refID, in: store) {
            return self.reference(id, place.label, of: place.labelStore, into: &output)
        }
        guard let object = try resolving(PSReference(refID: refID, valueOrdinal: store.valueOrdinal)) else {
            throw ValueWriter.unresolved(refID)
        }
        try begin(object, at: place, into: &output, resolving: resolving)
        objects.resolved(refID, to: object, in: store)
    }

    static func unresolved(_ refID: RefID?) -> CLIXMLError {
        let name = refID.map { " \($0)" } ?? ""
        return CLIXMLError(
            code: .unresolvedReference,
            message: "the object that the reference\(name) means is in an earlier value and was not found"
        )
    }

    private mutating func beginObject(
        _ value: PSObject,
        at place: Place,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let store = value.store
        if !place.isBase, let id = objects.id(of: value.node, in: store) {
            return reference(id, place.label, of: place.labelStore, into: &output)
        }
        let nodes = store.nodes
        let parts = PSObject.parts(nodes.span, of: value.node)
        var names = -1
        var settings = SerializationSettings()
        if parts.typeNames >= 0 {
            names = typeNames.entry(nodes[parts.typeNames].extent, of: store)
            settings = typeNames.entries[names].settings
        }
        let subject = Subject(store: store, node: value.node, parts: parts, names: names, settings: settings)
        var place = place
        if settings.depth > 0 {
            place.depth = settings.depth
        } else if place.depth <= 0, parts.adapted >= 0, !subject.isLive {
            place.depth = 1
        }
        let kind = parts.base < 0 ? .object : nodes[parts.base].kind
        if parts.base < 0 {
            if subject.isLive, case .string(let source) = settings.method {
                try string(subject, of: source, at: place, into: &output, resolving: resolving)
            } else if place.depth == 0 {
                try string(subject, at: place, into: &output, resolving: resolving)
            } else {
                complex(subject, at: place, into: &output)
            }
        } else if kind.isContainer {
            container(subject, at: place, into: &output)
        } else if kind == .object || kind == .attached {
            try nested(subject, at: place, into: &output, resolving: resolving)
        } else if subject.isLive, settings.isEnumeration {
            enumeration(subject, at: place, into: &output)
        } else {
            try wrapped(subject, at: place, into: &output, resolving: resolving)
        }
    }

    /// Writes the start tag of an object, its type names and its ToString.
    ///
    /// - Parameters:
    ///   - writesNames: whether the object has type names to be written; without a list of its own they are those of the
    ///     kind.
    ///   - hasContent: whether there will be more than these.
    /// - Returns: whether the element is open.
    @discardableResult
    mutating func open(
        _ subject: Subject,
        at place: Place,
        writesNames: Bool,
        writesText: Bool,
        hasContent: Bool,
        into output: inout [UInt8]
    ) -> Bool {
        let nodes = subject.store.nodes
        let id = objects.register(subject.node, in: subject.store)
        var list: PSTypeNames?
        let kind = subject.parts.base < 0 ? .object : nodes[subject.parts.base].kind
        if writesNames {
            list =
                subject.names < 0
                ? NativeTypeNames.names(of: kind)
                : subject.store.snapshot.symbols.typeLists[Int(nodes[subject.parts.typeNames].extent)]
            if list?.isEmpty ?? true { list = nil }
        }
        let hasText = writesText && subject.parts.stringRepresentation >= 0
        let isOpen = hasContent || list != nil || hasText
        tag(.object, place.label, of: place.labelStore, refID: id, isOpen ? .open : .empty, into: &output)
        guard isOpen else { return false }
        layout.indentation &+= 1
        if let list {
            let entry = subject.names < 0 ? typeNames.entry(of: kind) : subject.names
            typeNames(entry, list, of: subject.store, into: &output)
        }
        if hasText {
            let bytes = subject.store.bytes
            stringRepresentation(nodes[subject.parts.stringRepresentation], bytes.span, into: &output)
        }
        layout.indentation &-= 1
        return true
    }

    /// Pushes a frame for what is left of an object.
    mutating func pushRest(
        of subject: Subject,
        adapted: Int,
        extended: Int,
        depth: Int,
        level: Int,
        addsValue: Bool = false
    ) {
        var frame = Frame(
            kind: .object,
            element: .object,
            depth: depth,
            level: level &+ 1,
            next: adapted,
            end: extended
        )
        if addsValue { frame.addsValueOf = subject.node }
        push(frame, of: subject.store)
    }

    /// Goes on with `Props`, `MS` or the end of an object.
    mutating func continueObject(_ store: NodeStore, _ nodes: Span<Node>, into output: inout [UInt8]) {
        let last = frames.count &- 1
        let frame = frames[last]
        if frame.next >= 0 {
            frames[last].next = -1
            if frame.hasSelection { return beginSelection(frame, store, into: &output) }
            beginMembers(frame.next, nodes, store, depth: frame.depth &- 1, level: frame.level, into: &output)
        } else if frame.end >= 0 || frame.addsValueOf >= 0 {
            frames[last].end = -1
            frames[last].addsValueOf = -1
            beginMembers(
                frame.end,
                nodes,
                store,
                depth: frame.depth,
                level: frame.level,
                addsValueOf: frame.addsValueOf,
                into: &output
            )
        } else {
            pop(ElementName.object, into: &output)
        }
    }

    /// Writes the start tag of `Props` or `MS` and pushes a frame for the members, which there are.
    private mutating func beginMembers(
        _ parent: Int,
        _ nodes: Span<Node>,
        _ store: NodeStore,
        depth: Int,
        level: Int,
        addsValueOf object: Int = -1,
        into output: inout [UInt8]
    ) {
        let kind = parent < 0 ? .extended : nodes[parent].kind
        tag(ElementName(kind), Label.none, of: store, .open, into: &output)
        var frame = Frame(
            kind: .members,
            element: kind,
            depth: depth,
            level: level,
            next: parent &+ 1,
            end: parent < 0 ? 0 : Int(nodes[parent].extent)
        )
        frame.addsValueOf = object
        push(frame, of: store)
    }

    // MARK: - The kinds of objects

    /// An object without a base: a property bag, or what a .NET object was turned into (spec section 4.8).
    private mutating func complex(_ subject: Subject, at place: Place, into output: inout [UInt8]) {
        let nodes = subject.store.nodes
        let parts = subject.parts
        let adapted = ValueWriter.hasMembers(nodes.span, parts.adapted) ? parts.adapted : -1
        let extended = ValueWriter.hasMembers(nodes.span, parts.extended) ? parts.extended : -1
        let addsValue = addsValue(to: subject)
        let hasRest = adapted >= 0 || extended >= 0 || addsValue
        let isOpen = open(
            subject,
            at: place,
            writesNames: true,
            writesText: true,
            hasContent: hasRest,
            into: &output
        )
        guard isOpen else { return }
        if subject.isLive, case .properties(let names) = subject.settings.method {
            pushSelection(subject, names, adapted: adapted, extended: extended, at: place)
        } else {
            pushRest(
                of: subject,
                adapted: adapted,
                extended: extended,
                depth: place.depth,
                level: place.level,
                addsValue: addsValue
            )
        }
    }

    /// A collection (spec section 4.6).
    private mutating func container(_ subject: Subject, at place: Place, into output: inout [UInt8]) {
        let nodes = subject.store.nodes
        let parts = subject.parts
        open(subject, at: place, writesNames: true, writesText: false, hasContent: true, into: &output)
        let base = nodes[parts.base]
        // What was enumerable has become a list by reading.
        let kind = base.kind == .enumerable && !subject.isLive ? .list : base.kind
        let hasProperties = subject.isLive ? kind == .enumerable : parts.adapted >= 0
        var adapted = ValueWriter.hasMembers(nodes.span, parts.adapted) ? parts.adapted : -1
        var extended = ValueWriter.hasMembers(nodes.span, parts.extended) ? parts.extended : -1
        if place.depth == 0 { extended = omit(extended, of: subject) }
        if place.depth == 0 || !hasProperties { adapted = omit(adapted, of: subject) }
        pushRest(
            of: subject,
            adapted: adapted,
            extended: extended,
            depth: place.depth,
            level: place.level,
            addsValue: hasProperties && place.depth != 0 && addsValue(to: subject)
        )
        items(subject, kind, depth: place.depth, level: place.level, into: &output)
    }

    /// Writes the element of a collection, or its start tag and a frame for the items.
    mutating func items(_ subject: Subject, _ kind: NodeKind, depth: Int, level: Int, into output: inout [UInt8]) {
        let base = subject.store.nodes[subject.parts.base]
        let isEmpty = Int(base.extent) <= subject.parts.base &+ 1
        tag(ElementName(kind), Label.none, of: subject.store, isEmpty ? .empty : .open, into: &output)
        if isEmpty { return }
        let frame = Frame(
            kind: kind.isDictionary ? .dictionary : .items,
            element: kind,
            depth: depth,
            level: level &+ 1,
            next: subject.parts.base &+ 1,
            end: Int(base.extent)
        )
        push(frame, of: subject.store)
    }

    /// Notes that a part is left out.
    private mutating func omit(_ part: Int, of subject: Subject) -> Int {
        if part >= 0 {
            let nodes = subject.store.nodes
            objects.omit(nodes.span, part..<subject.store.end(of: part), in: subject.store)
        }
        return -1
    }

    /// A primitive in a wrapper: as it is, unless the wrapper adds something (spec section 4.7).
    private mutating func wrapped(
        _ subject: Subject,
        at place: Place,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let nodes = subject.store.nodes
        let parts = subject.parts
        let kind = nodes[parts.base].kind
        let extended = ValueWriter.hasMembers(nodes.span, parts.extended) ? parts.extended : -1
        let writesNames = subject.names >= 0 && (!subject.isLive || changesNames(subject, of: kind))
        // A ToString and a `Props` make methods, which count as members though they are not written.
        let hasMethods = parts.stringRepresentation >= 0 || parts.adapted >= 0 && !subject.isLive
        guard extended >= 0 || writesNames || hasMethods else {
            objects.omit(nodes.span, subject.node..<(subject.node &+ 1), in: subject.store)
            return try primitive(subject, at: place, into: &output, resolving: resolving)
        }
        open(subject, at: place, writesNames: writesNames, writesText: true, hasContent: true, into: &output)
        if ValueWriter.hasMembers(nodes.span, parts.adapted) { _ = omit(parts.adapted, of: subject) }
        pushRest(of: subject, adapted: -1, extended: extended, depth: place.depth, level: place.level)
        // The base is no value of its own: it has the level of the wrapper.
        let inner = Place(label: Label.none, labelStore: subject.store, depth: place.depth, level: place.level)
        try primitive(subject, at: inner, into: &output, resolving: resolving)
    }

    private mutating func primitive(
        _ subject: Subject,
        at place: Place,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let base = subject.store.nodes[subject.parts.base]
        if base.kind == .progress {
            let value = PSObject(subject.store, subject.parts.base)
            try progress(value, at: place, into: &output, resolving: resolving)
        } else {
            leaf(base, of: subject.store, place.label, of: place.labelStore, into: &output)
        }
    }

    /// Whether the names of a primitive that a program built are not those of its type.
    private func changesNames(_ subject: Subject, of kind: NodeKind) -> Bool {
        let native = NativeTypeNames.names(of: kind)
        let list = subject.store.snapshot.symbols.typeLists[Int(subject.store.nodes[subject.parts.typeNames].extent)]
        return native.count != list.count || !zip(native, list).allSatisfy { $0.lowercased() == $1.lowercased() }
    }

    /// The value of an enumeration that a program built: its text and its number, or at depth 0 its text.
    private mutating func enumeration(_ subject: Subject, at place: Place, into output: inout [UInt8]) {
        let nodes = subject.store.nodes
        let parts = subject.parts
        let extended = ValueWriter.hasMembers(nodes.span, parts.extended) ? parts.extended : -1
        if place.depth == 0, extended < 0, parts.stringRepresentation >= 0 {
            let text = subject.store.text(of: parts.stringRepresentation)
            return string(text.span, place.label, of: place.labelStore, into: &output)
        }
        let isText = place.depth == 0 && parts.stringRepresentation >= 0
        open(subject, at: place, writesNames: !isText, writesText: !isText, hasContent: true, into: &output)
        pushRest(of: subject, adapted: -1, extended: extended, depth: place.depth, level: place.level)
        if isText {
            let text = subject.store.text(of: parts.stringRepresentation)
            string(text.span, Label.none, of: subject.store, into: &output)
        } else if place.level &+ 1 >= ValueWriter.levelLimit {
            let inner = Place(label: Label.none, labelStore: subject.store, depth: place.depth, level: place.level)
            tooDeep(inner, into: &output)
        } else {
            leaf(nodes[parts.base], of: subject.store, Label.none, of: subject.store, into: &output)
        }
    }
}
