/// The `N` attributes of member names, ready to be written: each name of a symbol table is escaped once.
struct NameAttributes {
    private var snapshot: SymbolSnapshot?
    /// Blanks stand behind the last attribute, so that each can be copied in blocks.
    private(set) var bytes: [UInt8] = []
    /// For each name where its attribute begins in `bytes`, and its length in the low half; 0 before it is needed.
    private var places: [UInt64] = []
    /// Whether a name with U+FFFE or U+FFFF was written.
    var hasNoncharacter = false

    /// The table of a small value, and which one that was.
    private var last: (epoch: Symbols.Epoch, firstNumber: UInt64)?

    /// Whether a value before this one was small and had the same table.
    private mutating func isKnown(_ store: NodeStore) -> Bool {
        let epoch = store.snapshot.symbols.epoch
        if last?.epoch !== epoch {
            last = (epoch, store.firstNumber)
            return false
        }
        return last?.firstNumber != store.firstNumber
    }

    /// In a value with fewer nodes than this a name is hardly met twice.
    private static let minimumNodeCount = 32
    private static let blankCount = 32

    /// Where in ``bytes`` the attribute of a name is, or `nil` if it is not ready; nothing for no name.
    @inline(__always)
    func place(of name: UInt32, in store: NodeStore) -> Range<Int>? {
        if name == Node.noName { return 0..<0 }
        return isReady(for: store) ? place(name) : nil
    }

    /// Whether the table is that of a store's names.
    @inline(__always)
    func isReady(for store: NodeStore) -> Bool { store.snapshot === snapshot }

    /// Where in ``bytes`` the attribute of a name of the table is, or `nil` if it is not ready.
    @inline(__always)
    func place(_ name: UInt32) -> Range<Int>? {
        guard Int(name) < places.count, places[Int(name)] != 0 else { return nil }
        let start = Int(truncatingIfNeeded: places[Int(name)] >> 32)
        return start..<(start &+ Int(truncatingIfNeeded: places[Int(name)] & 0xFFFF_FFFF))
    }

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
        guard store.snapshot.isShared || store.nodes.count >= NameAttributes.minimumNodeCount || isKnown(store) else {
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
            let start = max(bytes.count - NameAttributes.blankCount, 0)
            bytes.removeLast(bytes.count - start)
            NameAttributes.encode(name, of: symbols, into: &bytes)
            places[Int(name)] =
                UInt64(truncatingIfNeeded: start) << 32 | UInt64(truncatingIfNeeded: bytes.count &- start)
            bytes.append(contentsOf: repeatElement(0x20, count: NameAttributes.blankCount))
        }
        append(name, of: store, into: &output)
    }

    private static func encode(_ name: UInt32, of symbols: Symbols, into output: inout [UInt8]) {
        output.append(text: " N=\"")
        TextEscapes.encodeAttribute(symbols.nameBytes.span.extracting(symbols.nameRange(name)), into: &output)
        output.append(UInt8(ascii: "\""))
    }
}
