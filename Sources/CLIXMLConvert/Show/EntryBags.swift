internal import CLIXML

/// Makes objects of the entries of dictionaries, as PowerShell's formatters see them: with the key under two names.
struct EntryBags {
    private var builder: BagBuilder
    private var typeNames: UInt32?

    init(text: PowerShellText) { builder = BagBuilder(text: text) }

    /// The object of an entry.
    mutating func bag(_ entry: DictionaryKeys.Entry, of store: NodeStore) -> DocumentValue {
        let list = typeNames ?? builder.names.add(PSTypeNames(["System.Collections.DictionaryEntry", "System.Object"]))
        typeNames = list
        builder.begin(typeNames: list)
        for (name, node) in [("Name", entry.key), ("Key", entry.key), ("Value", entry.value)] {
            let index = builder.names.index(of: Array(name.utf8))
            _ = builder.claim(index)
            builder.add(index, node, of: store, source: store)
        }
        return builder.finish(source: store, stream: nil)
    }
}
