/// The type-name lists of a document by their `RefId`, which any later `TNRef` may name (spec section 6.5).
///
/// Lists stay for the whole document; their total size is limited.
struct TypeNameTable {
    private struct Entry {
        let list: PSTypeNames
        /// The list's index in the symbols of `epoch`.
        var index: UInt32
        var epoch: Int
    }

    private var entries: [Entry] = []
    /// For plain numbers below the array's count the entry + 1, else 0.
    private var numbered: [UInt32] = []
    private var others: [UInt64: UInt32] = [:]
    private(set) var byteCount = 0
    private var epoch = 0

    /// The lists in the symbols are gone: a new table began.
    mutating func beginEpoch() { epoch += 1 }

    /// Adds a list. One that nothing can refer to has no number.
    mutating func define(_ list: PSTypeNames, id: UInt64?, interner: inout NameInterner) -> UInt32 {
        let index = interner.add(list)
        guard let id else { return index }
        byteCount += list.byteCount
        entries.append(Entry(list: list, index: index, epoch: epoch))
        let entry = UInt32(entries.count)
        if id < 1 << 16 {
            while numbered.count <= Int(id) { numbered.append(0) }
            numbered[Int(id)] = entry
        } else {
            others[id] = entry
        }
        return index
    }

    /// The index in the current symbols of the list with this number, or `nil` if none was defined.
    @inline(__always)
    mutating func index(for id: UInt64, interner: inout NameInterner) -> UInt32? {
        var entry: UInt32 = 0
        if id < UInt64(truncatingIfNeeded: numbered.count) {
            entry = numbered[Int(id)]
        } else if let other = others[id] {
            entry = other
        }
        guard entry != 0 else { return nil }
        let at = Int(entry &- 1)
        if entries[at].epoch == epoch { return entries[at].index }
        entries[at].index = interner.add(entries[at].list)
        entries[at].epoch = epoch
        return entries[at].index
    }
}
