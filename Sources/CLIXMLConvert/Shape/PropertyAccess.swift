internal import CLIXML

/// Finds properties by name and gives their texts, the way a script of PowerShell does it with `$value.Name`.
struct PropertyAccess {
    typealias Resolver = LocatedValue.Resolver

    let text: PowerShellText

    /// The value of a property in the document, added ones before those of the .NET object; `nil` for null and where there
    /// is none. The keys of a dictionary come first.
    ///
    /// - Complexity: O(*n*) in the number of properties.
    func value(_ name: String, of value: LocatedValue?, resolving: Resolver) throws -> LocatedValue? {
        guard let value, let node = PropertyAccess.node(name, of: value) else { return nil }
        return try LocatedValue(value.store, node, resolving: resolving)
    }

    /// The text of a property; empty for null and where there is none.
    func text(_ name: String, of value: LocatedValue?, resolving: Resolver) throws -> [UInt8] {
        try text(of: self.value(name, of: value, resolving: resolving), resolving: resolving)
    }

    /// The text that PowerShell gives a value in a string.
    func text(of value: LocatedValue?, resolving: Resolver) throws -> [UInt8] {
        var output: [UInt8] = []
        if let value { try text.append(value.store, value.node, resolving: resolving, to: &output) }
        return output
    }

    /// Whether a value counts as true: null, empty texts, `False` and zero do not.
    func isTrue(_ value: LocatedValue?) -> Bool {
        guard let value else { return false }
        let wrapper = value.wrapper
        switch wrapper.baseKind {
        case .string, .scriptBlock: return !value.store.text(of: wrapper.base).isEmpty
        case .boolean: return PSValue(value.store, wrapper.base) == .boolean(true)
        case .uint8, .int8, .int16, .uint16, .int32, .uint32, .int64, .uint64:
            return value.store.text(of: wrapper.base).contains { UInt8(ascii: "1")...UInt8(ascii: "9") ~= $0 }
        default: return true
        }
    }

    /// The integer that a value is.
    func integer(_ value: LocatedValue?) -> Int64? {
        guard let value else { return nil }
        let wrapper = value.wrapper
        guard wrapper.base >= 0 else { return nil }
        switch PSValue(value.store, wrapper.base) {
        case .int32(let number): return Int64(number)
        case .int64(let number): return number
        case .uint8(let number): return Int64(number)
        case .int16(let number): return Int64(number)
        case .uint32(let number): return Int64(number)
        default: return nil
        }
    }

    private static func node(_ name: String, of value: LocatedValue) -> Int? {
        let (store, wrapper) = (value.store, value.wrapper)
        let wanted = Array(name.utf8)
        if wrapper.baseKind.isDictionary {
            let entry = DictionaryKeys.entries(of: wrapper.base, store).first { entry in
                guard DictionaryKeys.isString(entry.key, store) else { return false }
                let key = store.text(of: entry.key)
                return TextEscapes.equalIgnoringCase(key.span, wanted.span)
            }
            if let entry { return entry.value }
        }
        let nodes = store.nodes
        for part in wrapper.extendedParts(nodes.span).reversed() {
            if let node = child(wanted, of: part, store) { return node }
        }
        return wrapper.adapted < 0 ? nil : child(wanted, of: wrapper.adapted, store)
    }

    private static func child(_ name: [UInt8], of parent: Int, _ store: NodeStore) -> Int? {
        let nodes = store.nodes
        let symbols = store.snapshot.symbols
        let names = symbols.nameBytes
        var child = parent + 1
        while child < Int(nodes[parent].extent) {
            let node = nodes[child]
            if !node.isSuperseded, node.kind != .memberSet {
                let range = symbols.nameRange(node.name)
                if TextEscapes.equalIgnoringCase(names.span.extracting(range), name.span) { return child }
            }
            child = store.end(of: child)
        }
        return nil
    }
}
