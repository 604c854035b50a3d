// Objects that are written as their text: at depth 0, or because their type is (spec section 5.2).
extension ValueWriter {
    /// Writes an object without a base as its text, with what its wrapper adds.
    mutating func string(
        _ subject: Subject,
        at place: Place,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let nodes = subject.store.nodes
        let parts = subject.parts
        let extended = ValueWriter.hasMembers(nodes.span, parts.extended) ? parts.extended : -1
        let form = TextForm(zone: zone, today: today)
        // Asking a property bag for its text leaves reserved members in it, so that it counts as one with members.
        let isBag = !subject.isLive || parts.adapted < 0 && parts.stringRepresentation < 0
        var text: [UInt8] = []
        if isBag {
            try form.appendBag(PSObject(subject.store, subject.node), resolving: resolving, to: &text)
        } else if parts.stringRepresentation >= 0 {
            text = subject.store.text(of: parts.stringRepresentation)
        } else if subject.names >= 0 {
            let list = subject.store.snapshot.symbols.typeLists[Int(nodes[parts.typeNames].extent)]
            // An object of .NET that has no text of its own shows its class.
            if !list.isEmpty { list.appendWritten(0, to: &text) }
        }
        guard isBag || extended >= 0 else {
            return string(text.span, place.label, of: place.labelStore, into: &output)
        }
        open(
            subject,
            at: place,
            writesNames: isBag && subject.names >= 0,
            writesText: !subject.isLive,
            hasContent: true,
            into: &output
        )
        pushRest(of: subject, adapted: -1, extended: extended, depth: place.depth, level: place.level)
        string(text.span, Label.none, of: subject.store, into: &output)
    }

    /// Writes an object as the text of one of its properties.
    mutating func string(
        _ subject: Subject,
        of source: String,
        at place: Place,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let object = PSObject(subject.store, subject.node)
        let nodes = subject.store.nodes
        let extended = ValueWriter.hasMembers(nodes.span, subject.parts.extended) ? subject.parts.extended : -1
        guard
            let property = object.extendedProperties.property(named: source)
                ?? object.adaptedProperties.property(named: source), nodes[property.node].kind != .null
        else { return null(place.label, of: place.labelStore, into: &output) }
        var text: [UInt8] = []
        let form = TextForm(zone: zone, today: today)
        try form.append(PSObject(subject.store, property.node), resolving: resolving, to: &text)
        guard extended >= 0 else { return string(text.span, place.label, of: place.labelStore, into: &output) }
        open(subject, at: place, writesNames: false, writesText: false, hasContent: true, into: &output)
        pushRest(of: subject, adapted: -1, extended: extended, depth: place.depth, level: place.level)
        string(text.span, Label.none, of: subject.store, into: &output)
    }

    // MARK: - The property that the type table adds

    /// Whether the type table adds a property Value: for enumerations that were read, unless a member has that name.
    func addsValue(to subject: Subject) -> Bool {
        guard subject.settings.addsValue else { return false }
        return PSObject(subject.store, subject.node).extendedProperties.property(named: "Value") == nil
    }

    /// Writes the property Value of an object: its text.
    mutating func addedValue(
        of object: Int,
        _ store: NodeStore,
        level: Int,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        layout.beginLine(into: &output)
        var text: [UInt8] = []
        if level >= ValueWriter.levelLimit {
            text = Array(ValueWriter.placeholder.utf8)
        } else {
            let form = TextForm(zone: zone, today: today)
            try form.append(PSObject(store, object), resolving: resolving, to: &text)
        }
        output.append(text: "<S N=\"Value\">")
        encoded(text.span, isCoded: true, into: &output)
        ElementName.string.appendEndTag(to: &output)
    }

    // MARK: - Types with chosen properties

    /// Pushes frames for the properties that the type table chooses: adapted ones in its order, then all added ones.
    mutating func pushSelection(_ subject: Subject, _ names: [String], adapted: Int, extended: Int, at place: Place) {
        let properties = PSObject(subject.store, subject.node).adaptedProperties
        let chosen = names.compactMap { properties.property(named: $0)?.node }
        var frame = Frame(
            kind: .object,
            element: .object,
            depth: place.depth,
            level: place.level &+ 1,
            next: chosen.isEmpty ? -1 : adapted,
            end: extended
        )
        if !chosen.isEmpty {
            frame.hasSelection = true
            selections.append(chosen)
        }
        push(frame, of: subject.store)
    }

    /// Writes the start tag of `Props` and pushes a frame for the chosen properties.
    mutating func beginSelection(_ object: Frame, _ store: NodeStore, into output: inout [UInt8]) {
        layout.beginLine(into: &output)
        ElementName(.adapted).appendStartTag(to: &output)
        let frame = Frame(
            kind: .selection,
            element: .adapted,
            depth: object.depth &- 1,
            level: object.level,
            next: 0,
            end: 0
        )
        push(frame, of: store)
    }
}
