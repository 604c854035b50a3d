internal import CLIXML

/// The names and type-name lists of values that a conversion makes out of those of a document.
///
/// Values share one table as those of a document do; once it is large the next value begins a new one.
struct NameTable: Sendable {
    private var symbols = Symbols()
    private var indices: [[UInt8]: UInt32] = [:]
    private var folded: [[UInt8]: UInt32] = [:]
    private var snapshot: SymbolSnapshot?

    /// Above this many bytes of names the next value begins a new table.
    private static let maximumByteCount = 256 << 10

    /// A table without names for values that have none.
    static let empty = SymbolSnapshot(Symbols())

    init() {
        for name in ["ToString", "GetType"] {
            indices[Array(name.utf8)] = UInt32(indices.count)
            folded[TextEscapes.upperCased(Array(name.utf8).span)] = UInt32(folded.count)
        }
    }

    /// The index of a name, which is added if it is new.
    mutating func index(of name: [UInt8]) -> UInt32 {
        if let index = indices[name] { return index }
        let index = UInt32(symbols.nameCount)
        let upper = TextEscapes.upperCased(name.span)
        let first = folded[upper] ?? index
        if first == index { folded[upper] = index }
        indices[name] = index
        symbols.append(name: name, folded: first)
        snapshot = nil
        return index
    }

    /// For a name the index of the first one equal to it ignoring case.
    func foldedIndex(_ index: UInt32) -> UInt32 { symbols.foldedNames[Int(index)] }

    /// The bytes of a name.
    func name(_ index: UInt32) -> [UInt8] { Array(symbols.nameBytes[symbols.nameRange(index)]) }

    /// Adds a list of type names and gives its index.
    mutating func add(_ names: PSTypeNames) -> UInt32 {
        snapshot = nil
        return symbols.append(names)
    }

    /// The table as a value that is complete needs it.
    mutating func takeSnapshot() -> SymbolSnapshot {
        if let snapshot { return snapshot }
        let taken = SymbolSnapshot(symbols)
        snapshot = taken
        return taken
    }

    /// Bytes that the table takes, roughly.
    var byteCount: Int { symbols.byteCount }

    /// Begins a new table if this one is large.
    ///
    /// - Returns: whether the indices handed out before are void.
    mutating func beginEpochIfNeeded() -> Bool {
        guard symbols.byteCount > NameTable.maximumByteCount else { return false }
        self = NameTable()
        return true
    }
}
