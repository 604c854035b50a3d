/// The `N` attributes of member names, ready to be written: each name of a symbol table is escaped once.
struct NameAttributes {
    private var snapshot: SymbolSnapshot?
    private var bytes: [UInt8] = []
    /// For each name where its attribute begins in `bytes`, and its length in the low half; 0 before it is needed.
    private var places: [UInt64] = []
    /// Whether a name with U+FFFE or U+FFFF was written.
    var hasNoncharacter = false

    /// In a table with fewer nodes than this a name is hardly met twice.
    private static let minimumNodeCount = 32

    /// Appends ` N="…"` for a name of a store's symbols.
    @inline(__always)
    mutating func append(_ name: UInt32, of store: NodeStore, into output: inout [UInt8]) {
        if store.snapshot === snapshot, Int(name) < places.count {
            let place = places[Int(name)]
            if place != 0 {
                let start = Int(truncatingIfNeeded: place >> 32)
                output.append(bytes.span.extracting(start..<(start &+ Int(truncatingIfNeeded: place & 0xFFFF_FFFF))))
                return
            }
        }
        prepare(name, of: store, into: &output)
    }

    @inline(never)
    private mutating func prepare(_ name: UInt32, of store: NodeStore, into output: inout [UInt8]) {
        let symbols = store.snapshot.symbols
        if TextEscapes.firstNoncharacter(in: symbols.nameBytes.span.extracting(symbols.nameRange(name))) != nil {
            hasNoncharacter = true
            NameAttributes.encode(name, of: symbols, into: &output)
            return
        }
        let isShared = store.isFromDocument || store.snapshot.isShared
        guard isShared || store.nodes.count >= NameAttributes.minimumNodeCount else {
            NameAttributes.encode(name, of: symbols, into: &output)
            return
        }
        if store.snapshot !== snapshot {
            if snapshot?.symbols.epoch !== symbols.epoch {
                bytes.removeAll(keepingCapacity: true)
                places.removeAll(keepingCapacity: true)
            }
            snapshot = store.snapshot
        }
        while places.count < symbols.nameCount { places.append(0) }
        if places[Int(name)] == 0 {
            let start = bytes.count
            NameAttributes.encode(name, of: symbols, into: &bytes)
            places[Int(name)] =
                UInt64(truncatingIfNeeded: start) << 32 | UInt64(truncatingIfNeeded: bytes.count &- start)
        }
        append(name, of: store, into: &output)
    }

    private static func encode(_ name: UInt32, of symbols: Symbols, into output: inout [UInt8]) {
        output.append(text: " N=\"")
        TextEscapes.encodeAttribute(symbols.nameBytes.span.extracting(symbols.nameRange(name)), into: &output)
        output.append(UInt8(ascii: "\""))
    }
}
