internal import CLIXML

extension JSONWriter {
    /// Writes the key of a dictionary's entry and what follows it. PowerShell gives up at keys that are no strings; here they
    /// are written as PowerShell's text of them.
    mutating func writeKey(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        _ key: Int,
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        if nodes[key].kind == .string || nodes[key].kind == .scriptBlock {
            writeString(nodes[key], bytes, into: &output)
        } else {
            if !warnings.contains(where: { $0.code == .nonStringKey }) {
                warn(.nonStringKey, "a dictionary has keys that are not strings; they are written as text")
            }
            var text: [UInt8] = []
            try texts.append(store, key, resolving: resolving, to: &text)
            writeText(text.span, into: &output)
        }
        output.append(text: settings.isCompressed ? ":" : ": ")
    }

    /// The keys of a dictionary as they are written.
    func keyTexts(of dictionary: Int, _ store: NodeStore, resolving: Resolver) throws -> Set<[UInt8]> {
        var keys: Set<[UInt8]> = []
        for entry in DictionaryKeys.entries(of: dictionary, store) {
            var text: [UInt8] = []
            try texts.append(store, entry.key, resolving: resolving, to: &text)
            keys.insert(text)
        }
        return keys
    }

    /// Warns of keys that are written alike: PowerShell gives up there, and readers of JSON keep one of the two.
    mutating func noteRepeatedKeys(of dictionary: Int, _ store: NodeStore) {
        guard !warnings.contains(where: { $0.code == .repeatedKey }), !hasKeysApart(dictionary, store) else {
            return
        }
        var seen: Set<[UInt8]> = []
        for entry in DictionaryKeys.entries(of: dictionary, store) where DictionaryKeys.isString(entry.key, store) {
            if !seen.insert(store.text(of: entry.key)).inserted {
                warn(.repeatedKey, "a dictionary has a key more than once; all its entries are written")
                return
            }
        }
    }

    /// Whether a dictionary has few keys that are all strings without anything to undo and differ in their first bytes or
    /// lengths, as most have: then none is there twice.
    // Mutating, so that it is called without a copy of the writer.
    private mutating func hasKeysApart(_ dictionary: Int, _ store: NodeStore) -> Bool {
        let nodes = store.nodes
        let bytes = store.bytes
        var seen: [8 of UInt64] = .init(repeating: 0)
        var count = 0
        var key = dictionary &+ 1
        let end = Int(nodes[dictionary].extent)
        while key < end {
            let entry = nodes[key]
            guard count < 8, case .string = entry.kind, escapes.canCopy(entry.flags), entry.extent > 0 else {
                return false
            }
            var mark = UInt64(entry.extent) << 32 | 1
            for offset in 0..<min(Int(entry.extent), 3) {
                mark |= UInt64(bytes[Int(entry.start) &+ offset]) << UInt64(8 &* offset &+ 8)
            }
            for index in 0..<count where seen[index] == mark { return false }
            seen[count] = mark
            count &+= 1
            let value = key &+ 1
            guard value < end else { break }
            key = nodes[value].kind.isBranch ? Int(nodes[value].extent) : value &+ 1
        }
        return true
    }
}
