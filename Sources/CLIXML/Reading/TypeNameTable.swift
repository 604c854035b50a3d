/// The type-name lists of a document by their `RefId`, which any later `TNRef` may name (spec section 6.5).
///
/// Lists stay for the whole document; their total size is limited. One that another took the place of is kept for reading
/// values again, as long as those are not many.
struct TypeNameTable {
    private struct Entry {
        let list: PSTypeNames
        let id: UInt64
        /// Which value defines it, of which document.
        var ordinal: UInt64
        var document: Int
        /// Where in the value.
        var offset: Int
        /// The list's index in the symbols of `epoch`.
        var index: UInt32
        var epoch: Int
    }

    private var entries: [Entry] = []
    /// For plain numbers below the array's count the entry + 1, else 0.
    private var numbered: [UInt32] = []
    private var others: [UInt64: UInt32] = [:]
    private var epoch = 0
    private var document = 0

    /// The size of the lists that can be referred to.
    private(set) var byteCount = 0
    private var replacedByteCount = 0
    private static let maximumReplacedByteCount = 4 << 20
    private static let maximumKeptByteCount = 64 << 10

    /// The ordinal of the value being read.
    var ordinal: UInt64 = 0

    /// The lists in the symbols are gone: a new table began.
    mutating func beginEpoch() { epoch += 1 }

    /// A new document begins, in which nothing is defined. The lists stay at hand, because documents that follow one another
    /// often have the same.
    mutating func beginDocument() {
        if byteCount + replacedByteCount > TypeNameTable.maximumKeptByteCount || !others.isEmpty {
            (entries, numbered, others) = ([], [], [:])
            replacedByteCount = 0
        }
        document += 1
        byteCount = 0
        ordinal = 0
    }

    /// The lists as they were before value `ordinal`, for reading from there on again.
    func rereading(from ordinal: UInt64) -> TypeNameTable {
        var table = self
        table.beginEpoch()
        table.ordinal = ordinal
        guard replacedByteCount > 0 else { return table }
        table.numbered = []
        table.others = [:]
        for (index, entry) in entries.enumerated() where entry.document == document {
            guard entry.ordinal < ordinal || table.entry(of: entry.id) == 0 else { continue }
            table.setEntry(of: entry.id, to: UInt32(index + 1))
        }
        return table
    }

    /// Adds a list that is defined at `offset` of the value. One that nothing can refer to has no number.
    mutating func define(
        _ names: [UInt8],
        ends: [UInt32],
        id: UInt64?,
        at offset: Int,
        interner: inout NameInterner
    ) -> UInt32 {
        guard let id else { return interner.add(PSTypeNames(written: names, ends: ends)) }
        let known = Int(entry(of: id)) - 1
        // Documents in which each value defines its names anew define the same ones.
        if known >= 0, entries[known].list.isWritten(names, ends: ends) {
            return repeatEntry(known, at: offset, interner: &interner)
        }
        let list = PSTypeNames(written: names, ends: ends)
        return add(list, interner.add(list), id: id, at: offset, replacing: known)
    }

    /// Adds a list that is in the current symbols already.
    mutating func define(
        _ list: PSTypeNames,
        index: UInt32,
        id: UInt64,
        at offset: Int,
        interner: inout NameInterner
    ) -> UInt32 {
        let known = Int(entry(of: id)) - 1
        if known >= 0, entries[known].list.isIdentical(to: list) {
            return repeatEntry(known, at: offset, interner: &interner)
        }
        return add(list, index, id: id, at: offset, replacing: known)
    }

    private mutating func repeatEntry(_ known: Int, at offset: Int, interner: inout NameInterner) -> UInt32 {
        if entries[known].document != document {
            byteCount += entries[known].list.byteCount
            entries[known].document = document
            entries[known].ordinal = ordinal
            entries[known].offset = offset
        }
        return index(of: known, interner: &interner)
    }

    private mutating func add(
        _ list: PSTypeNames,
        _ index: UInt32,
        id: UInt64,
        at offset: Int,
        replacing known: Int
    ) -> UInt32 {
        if known >= 0 {
            if entries[known].document == document { byteCount -= entries[known].list.byteCount }
            replacedByteCount += entries[known].list.byteCount
        }
        byteCount += list.byteCount
        entries.append(
            Entry(
                list: list,
                id: id,
                ordinal: ordinal,
                document: document,
                offset: offset,
                index: index,
                epoch: epoch
            )
        )
        setEntry(of: id, to: UInt32(entries.count))
        if replacedByteCount > TypeNameTable.maximumReplacedByteCount { forgetReplaced() }
        return index
    }

    /// Forgets what the value being read defined from `offset` on.
    ///
    /// - Complexity: O(*n*) in all definitions for each that is forgotten.
    mutating func forget(from offset: Int) {
        while let last = entries.last, last.document == document, last.ordinal == ordinal, last.offset >= offset {
            entries.removeLast()
            guard entry(of: last.id) > entries.count else { continue }
            // What it took the place of is what its number means again.
            let earlier = entries.lastIndex { $0.id == last.id && $0.document == document }
            setEntry(of: last.id, to: earlier.map { UInt32($0 + 1) } ?? 0)
            byteCount -= last.list.byteCount
            if let earlier {
                byteCount += entries[earlier].list.byteCount
                replacedByteCount -= entries[earlier].list.byteCount
            }
        }
    }

    /// The index in the current symbols of the list with this number, or `nil` if none was defined.
    @inline(__always)
    mutating func index(for id: UInt64, interner: inout NameInterner) -> UInt32? {
        let entry = entry(of: id)
        guard entry != 0, entries[Int(entry &- 1)].document == document else { return nil }
        return index(of: Int(entry &- 1), interner: &interner)
    }

    @inline(__always)
    private mutating func index(of at: Int, interner: inout NameInterner) -> UInt32 {
        if entries[at].epoch == epoch { return entries[at].index }
        entries[at].index = interner.add(entries[at].list)
        entries[at].epoch = epoch
        return entries[at].index
    }

    @inline(__always)
    private func entry(of id: UInt64) -> UInt32 {
        if id < UInt64(truncatingIfNeeded: numbered.count) { return numbered[Int(id)] }
        return others.isEmpty ? 0 : others[id] ?? 0
    }

    private mutating func setEntry(of id: UInt64, to entry: UInt32) {
        if id < 1 << 16 {
            while numbered.count <= Int(id) { numbered.append(0) }
            numbered[Int(id)] = entry
        } else {
            others[id] = entry
        }
    }

    private mutating func forgetReplaced() {
        let all = entries
        let isCurrent = all.indices.map { Int(entry(of: all[$0].id)) == $0 + 1 }
        entries = []
        for index in all.indices where isCurrent[index] {
            entries.append(all[index])
            setEntry(of: all[index].id, to: UInt32(entries.count))
        }
        replacedByteCount = 0
    }
}
