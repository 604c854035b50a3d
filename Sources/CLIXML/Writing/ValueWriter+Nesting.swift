// A wrapper around a wrapper: an `Obj` directly inside an `Obj` (spec section 4.8).
extension ValueWriter {
    /// Writes an object whose base is an object.
    mutating func nested(
        _ subject: Subject,
        at place: Place,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let store = subject.store
        let nodes = store.nodes
        let parts = subject.parts
        let value = PSObject(store, subject.node)
        let whole = UnwrappedObject(value)
        let extended = ValueWriter.hasMembers(nodes.span, parts.extended) ? parts.extended : -1
        var place = place
        if place.depth <= 0, whole.adapted >= 0, !subject.isLive { place.depth = 1 }
        var text: [UInt8] = []
        try TextForm(zone: zone, today: today).append(value, resolving: resolving, to: &text)
        let isCollection = whole.base >= 0 && nodes[whole.base].kind.isContainer && !nodes[whole.base].kind.isDictionary
        if place.depth == 0, !isCollection {
            return shortened(subject, text, extended, at: place, into: &output)
        }
        let id = objects.register(subject.node, in: store)
        tag(.object, place.label, of: place.labelStore, refID: id, .open, into: &output)
        layout.indentation &+= 1
        let list =
            whole.typeNames < 0
            ? NativeTypeNames.names(of: whole.base < 0 ? .object : nodes[whole.base].kind)
            : store.snapshot.symbols.typeLists[Int(nodes[whole.typeNames].extent)]
        if !list.isEmpty { typeNames(typeNames.entry(list), list, of: store, into: &output) }
        if isCollection {
            layout.indentation &-= 1
            // Seen through two wrappers a collection is only something that can be enumerated.
            let adapted = ValueWriter.hasMembers(nodes.span, whole.adapted) ? whole.adapted : -1
            pushRest(
                of: subject,
                adapted: place.depth == 0 ? -1 : adapted,
                extended: place.depth == 0 ? -1 : extended,
                depth: place.depth,
                level: place.level
            )
            var inner = parts
            inner.base = whole.base
            let collection = Subject(
                store: store,
                node: subject.node,
                parts: inner,
                names: subject.names,
                settings: subject.settings
            )
            return items(collection, .enumerable, depth: place.depth, level: place.level, into: &output)
        }
        layout.beginLine(into: &output)
        element(.stringRepresentation, text.span, into: &output)
        layout.indentation &-= 1
        pushRest(of: subject, adapted: -1, extended: extended, depth: place.depth, level: place.level)
        var inner = Place(label: Label.none, labelStore: store, depth: place.depth, level: place.level &+ 1)
        inner.isBase = true
        try begin(PSObject(store, parts.base), at: inner, into: &output, resolving: resolving)
    }

    /// Writes a wrapper around a wrapper at depth 0.
    private mutating func shortened(
        _ subject: Subject,
        _ text: [UInt8],
        _ extended: Int,
        at place: Place,
        into output: inout [UInt8]
    ) {
        let hasMethods = subject.parts.stringRepresentation >= 0 || subject.parts.adapted >= 0
        guard extended >= 0 || subject.names >= 0 || hasMethods else {
            return string(text.span, place.label, of: place.labelStore, into: &output)
        }
        open(
            subject,
            at: place,
            writesNames: subject.names >= 0,
            writesText: true,
            hasContent: true,
            into: &output
        )
        pushRest(of: subject, adapted: -1, extended: extended, depth: place.depth, level: place.level)
        string(text.span, Label.none, of: subject.store, into: &output)
    }
}
