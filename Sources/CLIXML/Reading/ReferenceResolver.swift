/// Finds the objects that references across top-level values mean, in bounded memory (design section 3).
///
/// Nothing is kept until a document turns out to have such references. From then on recent values stay in a cache; what is
/// not in it is read again from the input, or from a copy where the input cannot be read twice.
struct ReferenceResolver {
    private struct Cached {
        let store: NodeStore
        let ids: [RefID]
        let byteCount: Int
    }

    private struct Definition {
        let store: NodeStore
        let node: Int
    }

    /// What is in the cache, in the order in which it came; what was dropped from the front leaves room that is reclaimed
    /// now and then.
    private var cache: [Cached?] = []
    private var droppedCount = 0
    private var cachedByteCount = 0
    /// The latest definition of each identifier among the values in the cache.
    private var definitions: [RefID: Definition] = [:]
    /// From this value on the cache has every value that defines objects.
    private var firstCompleteOrdinal: UInt64 = 0
    private var nextOrdinal: UInt64 = 0
    private var index = ReferenceIndex()
    private var isCaching = false

    /// What the cache takes at most, the last value in it left out.
    private static let maximumCachedByteCount = 8 << 20
    /// How many windows are read again at most for one reference.
    private static let maximumWindowCount = 256

    /// Notes a value that was just read.
    mutating func add(_ store: NodeStore, _ defined: ReferenceTable.Definitions) {
        nextOrdinal = store.valueOrdinal &+ 1
        guard !defined.isEmpty else { return }
        index.add(
            CLIXMLParser.Location(
                byteOffset: store.byteOffset,
                line: store.line,
                column: store.column,
                ordinal: store.valueOrdinal,
                firstNumber: store.firstNumber
            ),
            defined
        )
        if isCaching { keep(store) }
    }

    private mutating func keep(_ store: NodeStore) {
        var ids: [RefID] = []
        for node in store.nodes.indices where store.nodes[node].kind == .object {
            guard let id = store.refID(of: node) else { continue }
            if let known = definitions[id], known.store.valueOrdinal > store.valueOrdinal { continue }
            definitions[id] = Definition(store: store, node: node)
            ids.append(id)
        }
        guard !ids.isEmpty else { return }
        // What a value takes beside its own bytes, roughly.
        let byteCount = 512 + store.bytes.count + store.nodes.count * 16 + ids.count * 96
        cache.append(Cached(store: store, ids: ids, byteCount: byteCount))
        cachedByteCount += byteCount
        while cachedByteCount > ReferenceResolver.maximumCachedByteCount, cache.count - droppedCount > 1 { dropFirst() }
    }

    private mutating func dropFirst() {
        guard let first = cache[droppedCount] else { return }
        cache[droppedCount] = nil
        droppedCount += 1
        if droppedCount > cache.count / 2 {
            cache.removeFirst(droppedCount)
            droppedCount = 0
        }
        cachedByteCount -= first.byteCount
        for id in first.ids where definitions[id]?.store === first.store { definitions[id] = nil }
        if first.store.valueOrdinal >= firstCompleteOrdinal { firstCompleteOrdinal = first.store.valueOrdinal &+ 1 }
    }

    /// The object that a reference means.
    ///
    /// - Parameter values: reads values from a location on: calls back with one after another until told to stop.
    mutating func object(
        for reference: PSReference,
        reading values: (CLIXMLParser.Location, (NodeStore) -> Bool) throws -> Void
    ) throws -> PSObject? {
        if !isCaching {
            isCaching = true
            firstCompleteOrdinal = nextOrdinal
        }
        if let known = definitions[reference.refID], known.store.valueOrdinal < reference.valueOrdinal,
            // Otherwise there may be a later definition that is not in the cache any more.
            index.isAscending || known.store.valueOrdinal >= firstCompleteOrdinal
        {
            return PSObject(known.store, known.node)
        }
        var position = Int.max
        for _ in 0..<ReferenceResolver.maximumWindowCount {
            guard
                let window = index.previousWindow(
                    mayDefine: reference.refID,
                    before: reference.valueOrdinal,
                    position: &position
                )
            else { return nil }
            var found: PSObject?
            try values(window.location) { store in
                guard store.valueOrdinal < reference.valueOrdinal, store.valueOrdinal <= window.lastOrdinal else {
                    return false
                }
                for node in store.nodes.indices
                where store.nodes[node].kind == .object && store.refID(of: node) == reference.refID {
                    found = PSObject(store, node)
                }
                return store.valueOrdinal < window.lastOrdinal
            }
            if let found {
                keep(found.store)
                return found
            }
        }
        return nil
    }
}
