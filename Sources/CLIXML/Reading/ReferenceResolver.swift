/// Finds the objects that references across top-level values mean, in bounded memory (design section 3).
///
/// Nothing is kept until a document turns out to have such references. From then on recent values stay in a cache; what is
/// not in it is read again from the input, or from a copy where the input cannot be read twice.
struct ReferenceResolver {
    private struct Cached {
        let store: NodeStore
        let objects: [UInt64: UInt32]
    }

    private var cache: [Cached] = []
    private var cachedByteCount = 0
    private var index: ReferenceIndex
    private var isCaching = false

    /// Bytes of markup that the cache holds at most, nodes about twice as much.
    private static let maximumCachedByteCount = 4 << 20

    init(limits: CLIXMLLimits) { index = ReferenceIndex(maximumExceptionCount: limits.maximumReferenceRangeCount) }

    /// Notes a value that was just read.
    mutating func add(_ store: NodeStore, range: ClosedRange<UInt64>?, hasOthers: Bool) {
        index.add(
            CLIXMLParser.Location(
                byteOffset: store.byteOffset,
                line: store.line,
                ordinal: store.valueOrdinal,
                firstNumber: store.firstNumber
            ),
            range: range,
            hasOthers: hasOthers
        )
        if isCaching { keep(store) }
    }

    private mutating func keep(_ store: NodeStore) {
        var objects: [UInt64: UInt32] = [:]
        for node in store.nodes.indices where store.nodes[node].kind == .object {
            guard let refID = store.refID(of: node), refID.number != .max else { continue }
            objects[refID.number] = UInt32(node)
        }
        guard !objects.isEmpty else { return }
        cache.append(Cached(store: store, objects: objects))
        cachedByteCount += store.bytes.count
        while cachedByteCount > ReferenceResolver.maximumCachedByteCount, cache.count > 1 {
            cachedByteCount -= cache.removeFirst().store.bytes.count
        }
    }

    /// The object that a reference means.
    ///
    /// - Parameter values: reads values from a location on: calls back with one after another until told to stop.
    mutating func object(
        for reference: PSReference,
        reading values: (CLIXMLParser.Location, (NodeStore) -> Bool) throws -> Void
    ) throws -> PSObject? {
        isCaching = true
        let places = index.places(for: reference.refID.number, before: reference.valueOrdinal)
        for (position, cached) in cache.enumerated().reversed()
        where cached.store.valueOrdinal < reference.valueOrdinal {
            guard let node = cached.objects[reference.refID.number] else { continue }
            // A later definition that is not in the cache would count instead.
            if let newest = places.first, newest.isSingle, newest.location.ordinal > cached.store.valueOrdinal { break }
            let used = cache.remove(at: position)
            cache.append(used)
            return PSObject(used.store, Int(node))
        }
        for place in places {
            var found: PSObject?
            try values(place.location) { store in
                guard store.valueOrdinal < reference.valueOrdinal else { return false }
                var isPast = false
                for node in store.nodes.indices where store.nodes[node].kind == .object {
                    guard let refID = store.refID(of: node) else { continue }
                    if refID == reference.refID { found = PSObject(store, node) }
                    isPast = !place.isSingle && refID.number > reference.refID.number
                }
                return found == nil && !isPast && !place.isSingle
            }
            if let found {
                keep(found.store)
                return found
            }
        }
        return nil
    }
}
