internal import CLIXML

/// A property of a wrapper as the converters see it.
struct WrapperMember {
    enum Name {
        /// An index into the symbols of the value's store.
        case symbol(UInt32)
        case literal(StaticString)
    }

    enum Value {
        case node(Int)
        /// A text that the wrapper's type computes: the wrapper's own text.
        case text
    }

    let name: Name
    let value: Value

    /// Appends the name as WTF-8.
    func appendName(_ store: NodeStore, to output: inout [UInt8]) {
        switch name {
        case .symbol(let index):
            let symbols = store.symbols
            output.append(symbols.nameBytes.span, symbols.nameRange(index))
        case .literal(let text): output.append(text: text.description)
        }
    }
}

/// The properties of a wrapper in the order in which PowerShell lists them (convert.md section 1).
enum WrapperMembers {
    /// The added properties and those of the type, then the properties of the .NET object as the document has them.
    ///
    /// The properties of a live .NET value are not among them.
    ///
    /// - Complexity: O(*n*) in the number of properties.
    static func all(of value: ShapedValue) -> [WrapperMember] {
        var members = extended(of: value)
        guard value.adapted >= 0 else { return members }
        let symbols = value.store.symbols
        var taken: Set<UInt32> = []
        var literals: [[UInt8]] = []
        for member in members {
            switch member.name {
            case .symbol(let index): taken.insert(symbols.foldedNames[Int(index)])
            case .literal(let text): literals.append(Array(text.description.utf8))
            }
        }
        forEachMember(of: value.adapted, value.store) { node, name in
            guard !taken.contains(symbols.foldedNames[Int(name)]) else { return }
            for literal in literals where equals(symbols, name, literal) { return }
            members.append(WrapperMember(name: .symbol(name), value: .node(node)))
        }
        return members
    }

    /// The added properties and those of the type.
    static func extended(of value: ShapedValue) -> [WrapperMember] {
        var members: [WrapperMember] = []
        let store = value.store
        if value.wrappers.isEmpty {
            if value.extended >= 0 {
                forEachMember(of: value.extended, store) { node, name in
                    guard store.nodes[node].kind != .memberSet else { return }
                    members.append(WrapperMember(name: .symbol(name), value: .node(node)))
                }
            }
        } else {
            // All wrappers of one value share their added members; a later one takes an earlier one's place.
            var places: [UInt32: Int] = [:]
            for wrapper in value.wrappers {
                let part = PSObject(store, wrapper).parts.extended
                guard part >= 0 else { continue }
                forEachMember(of: part, store) { node, name in
                    let folded = store.symbols.foldedNames[Int(name)]
                    let member = WrapperMember(name: .symbol(name), value: .node(node))
                    if let place = places[folded] {
                        members[place] = member
                    } else {
                        places[folded] = members.count
                        members.append(member)
                    }
                }
            }
            members.removeAll { member in
                if case .node(let node) = member.value { return store.nodes[node].kind == .memberSet }
                return false
            }
        }
        appendTypeMember(of: value, to: &members)
        return members
    }

    private static func appendTypeMember(of value: ShapedValue, to members: inout [WrapperMember]) {
        let name: StaticString
        if value.kind == .guid, value.typeNames < 0 {
            name = "Guid"
        } else if value.isEnum {
            name = "Value"
        } else {
            return
        }
        let spelling = Array(name.description.utf8)
        let symbols = value.store.symbols
        // A member set of the name hides it too.
        for wrapper in value.wrappers.isEmpty ? [value.node] : value.wrappers {
            guard value.isWrapped else { break }
            let part = PSObject(value.store, wrapper).parts.extended
            guard part >= 0 else { continue }
            var isTaken = false
            forEachMember(of: part, value.store) { _, name in
                if equals(symbols, name, spelling) { isTaken = true }
            }
            if isTaken { return }
        }
        members.append(WrapperMember(name: .literal(name), value: .text))
    }

    private static func equals(_ symbols: Symbols, _ name: UInt32, _ text: [UInt8]) -> Bool {
        TextEscapes.equalIgnoringCase(symbols.nameBytes.span.extracting(symbols.nameRange(name)), text.span)
    }

    private static func forEachMember(of part: Int, _ store: NodeStore, _ body: (Int, UInt32) -> Void) {
        let end = store.end(of: part)
        var child = part + 1
        while child < end {
            let node = store.nodes[child]
            if !node.isSuperseded, node.hasName { body(child, node.name) }
            child = store.end(of: child)
        }
    }
}
