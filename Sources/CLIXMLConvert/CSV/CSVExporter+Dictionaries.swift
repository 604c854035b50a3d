internal import CLIXML

extension CSVExporter {
    /// The columns that a value gives (conversion spec, section 4.1).
    mutating func columnNames(
        of wrapper: Wrapper,
        _ store: NodeStore,
        _ resolving: Resolver
    ) throws -> [[UInt8]] {
        var names: [[UInt8]] = []
        let isDictionary = wrapper.baseKind.isDictionary
        if isDictionary {
            for entry in DictionaryKeys.entries(of: wrapper.base, store) {
                var name: [UInt8] = []
                try text.append(store, entry.key, resolving: resolving, to: &name)
                names.append(name)
            }
        }
        members.removeAll(keepingCapacity: true)
        let view: MemberView = isDictionary ? .extended : .all
        let live = collector.append(view, of: wrapper, in: store, zone: zone, to: &members)
        for member in members {
            switch member.source {
            case .node(let node):
                var name: [UInt8] = []
                let symbols = store.snapshot.symbols
                name.append(symbols.nameBytes.span, symbols.nameRange(store.nodes[node].name))
                names.append(name)
            case .typeTable(let added): names.append(added.name)
            case .dotNet(let index): names.append(live?.name(index) ?? [])
            }
        }
        return names
    }

    /// Finds the entries of a dictionary that the columns name.
    ///
    /// - Parameter isFirst: whether the columns are the dictionary's own keys.
    /// - Complexity: O(*n*) in the entries and the columns.
    mutating func findEntries(_ wrapper: Wrapper, _ store: NodeStore, isFirst: Bool) {
        cells.entries = Array(repeating: -1, count: columns.names.count)
        let entries = DictionaryKeys.entries(of: wrapper.base, store)
        switch DictionaryKeys.comparison(of: entries, store) {
        case .identity:
            // Equal keys are told apart by being the very same string, which only the columns made of them are.
            guard isFirst else { break }
            for (column, entry) in entries.enumerated() where DictionaryKeys.isString(entry.key, store) {
                cells.entries[column] = entry.value
            }
        case .exact:
            var values: [[UInt8]: Int] = [:]
            for entry in entries where DictionaryKeys.isString(entry.key, store) {
                values[store.text(of: entry.key)] = entry.value
            }
            for (column, name) in columns.names.enumerated() { cells.entries[column] = values[name] ?? -1 }
        case .ignoringCase:
            var values = Array(repeating: -1, count: columns.slotCount)
            for entry in entries where DictionaryKeys.isString(entry.key, store) {
                let name = store.text(of: entry.key)
                if let slot = columns.slot(named: name.span) { values[slot] = entry.value }
            }
            for (column, slot) in columns.slots.enumerated() { cells.entries[column] = values[slot] }
        }
        guard !isFirst else { return }
        for entry in entries where DictionaryKeys.isString(entry.key, store) {
            let name = store.text(of: entry.key)
            if columns.slot(named: name.span) == nil { columns.noteOmitted(name.span) }
        }
    }
}
