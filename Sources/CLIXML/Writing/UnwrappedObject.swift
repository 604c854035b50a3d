/// An object together with those directly inside it, which PowerShell shows as one (spec section 6.4): an outer object
/// takes from an inner one what it lacks.
struct UnwrappedObject {
    /// Where the base is.
    let store: NodeStore
    /// The primitive or collection inside all, or -1 for a property bag. A value that is no object is its own base.
    let base: Int
    /// The remembered ToString in the outermost store, or -1.
    let stringRepresentation: Int
    /// The type names, or -1.
    let typeNames: Int
    /// The `Props`, or -1.
    let adapted: Int
    /// The properties in the outermost store in the order in which they are shown: added ones, then adapted ones.
    let members: [Int]
    /// Whether the type table adds a property Value.
    let addsValue: Bool

    init(_ value: PSObject) {
        store = value.store
        guard store.nodes[value.node].kind == .object else {
            base = value.node
            (stringRepresentation, typeNames, adapted, members, addsValue) = (-1, -1, -1, [], false)
            return
        }
        var lists: [PSPropertyList] = []
        var parts = value.parts
        var object = value
        var text = parts.stringRepresentation
        var names = parts.typeNames
        var adapted = parts.adapted
        while true {
            lists.insert(object.extendedProperties, at: 0)
            guard parts.base >= 0, store.nodes[parts.base].kind == .object else { break }
            object = PSObject(store, parts.base)
            parts = object.parts
            if text < 0 { text = parts.stringRepresentation }
            if names < 0 { names = parts.typeNames }
            if adapted < 0 { adapted = parts.adapted }
        }
        base = parts.base
        stringRepresentation = text
        typeNames = names
        self.adapted = adapted
        var nodes: [Int] = []
        var places: [UInt32: Int] = [:]
        let folded = store.symbols.foldedNames
        for list in lists {
            for property in list where !property.isMemberSet {
                let name = folded[Int(store.nodes[property.node].name)]
                if let place = places[name] {
                    nodes[place] = property.node
                } else {
                    places[name] = nodes.count
                    nodes.append(property.node)
                }
            }
        }
        var adds = false
        if names >= 0 {
            let list = store.snapshot.symbols.typeLists[Int(store.nodes[names].extent)]
            let valueName = Array("Value".utf8)
            adds =
                list.contains(ignoringCase: "Deserialized.System.Enum")
                && !nodes.contains { node in
                    let symbols = value.store.symbols
                    let name = symbols.nameBytes.span.extracting(symbols.nameRange(value.store.nodes[node].name))
                    return TextEscapes.equalIgnoringCase(name, valueName.span)
                }
        }
        addsValue = adds
        for property in PSPropertyList(store, adapted) {
            let name = folded[Int(store.nodes[property.node].name)]
            if places[name] == nil { nodes.append(property.node) }
        }
        members = nodes
    }
}
