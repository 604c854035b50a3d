/// Numbers the type-name lists of a document, and knows which were written already (spec section 4.3).
///
/// Two lists are one when their names joined by `@@@` are the same bytes. The table holds each different list once; when
/// it has grown large it is emptied between two values, and lists are then written again in full.
struct TypeNameNumbers {
    /// What is known about a list.
    struct Entry {
        /// The number under which the list was written, or `nil`.
        var number: UInt32?
        /// How PowerShell's type table says that objects with these names are written.
        let settings: SerializationSettings
        fileprivate let list: PSTypeNames
        /// The names as they are written, unless one is empty or needs escapes.
        let plainNames: PlainNames?

        /// Whether objects with these names are written like most.
        var isPlain: Bool { settings.depth == 0 && !settings.addsValue }
    }

    /// Names that are copied into the document, joined by ``separator``.
    struct PlainNames {
        let bytes: [UInt8]
        /// Where each name ends.
        let ends: [Int]
    }

    /// What PowerShell joins names with to compare lists.
    static let separator = "@@@".utf8

    private(set) var entries: [Entry] = []
    private var indices: [[UInt8]: Int] = [:]
    private var nextNumber: UInt32 = 0
    private var byteCount = 0

    /// For the lists of one symbol table their entries + 1, or 0.
    private var known: [UInt32] = []
    private var epoch: Symbols.Epoch?
    private let isVerbatim: Bool
    private var key: [UInt8] = []

    /// The entries + 1 of the names that values without a list have, by their kind, or 0.
    private var native: [Int] = []

    /// So many lists are compared with a new one before it is looked up.
    private static let shortCount = 8
    /// A built value with fewer nodes has hardly a list that is met twice.
    private static let minimumNodeCount = 32
    /// What a table takes that survives a new document, in bytes of names.
    private static let keptByteCount = 64 << 10

    /// Above this many bytes of names the table is emptied with the next value.
    private static let maximumByteCount = 16 << 20

    init(isVerbatim: Bool) { self.isVerbatim = isVerbatim }

    /// The entry of list `list` of a store.
    @inline(__always)
    mutating func entry(_ list: UInt32, of store: NodeStore) -> Int {
        if store.snapshot.symbols.epoch === epoch, Int(list) < known.count, known[Int(list)] != 0 {
            return Int(known[Int(list)] &- 1)
        }
        return newEntry(list, of: store)
    }

    @inline(never)
    private mutating func newEntry(_ list: UInt32, of store: NodeStore) -> Int {
        let symbols = store.snapshot.symbols
        let index = entry(symbols.typeLists[Int(list)])
        // A value that was built has symbols of its own, in most cases hardly worth a table.
        guard store.snapshot.isShared || store.nodes.count >= TypeNameNumbers.minimumNodeCount else { return index }
        if symbols.epoch !== epoch {
            epoch = symbols.epoch
            known.removeAll(keepingCapacity: true)
        }
        while known.count < symbols.typeLists.count { known.append(0) }
        known[Int(list)] = UInt32(truncatingIfNeeded: index &+ 1)
        return index
    }

    /// The entry of a list.
    mutating func entry(_ list: PSTypeNames) -> Int {
        // Values of many documents have the same few types.
        for index in 0..<min(entries.count, TypeNameNumbers.shortCount) where entries[index].list.isSameText(as: list) {
            return index
        }
        key.removeAll(keepingCapacity: true)
        var ends: [Int] = []
        var isPlain = !list.isEmpty
        for position in list.indices {
            if position > 0 { key.append(contentsOf: TypeNameNumbers.separator) }
            let start = key.count
            appendName(position, of: list, to: &key)
            if key.count == start || TextEscapes.firstUnusual(in: key.span, from: start) < key.count { isPlain = false }
            ends.append(key.count)
        }
        if let index = indices[key] { return index }
        let index = entries.count
        indices[key] = index
        byteCount += key.count &+ 64
        let settings = isVerbatim ? SerializationSettings() : SerializationSettings(list)
        let plainNames = isPlain ? PlainNames(bytes: key, ends: ends) : nil
        entries.append(Entry(number: nil, settings: settings, list: list, plainNames: plainNames))
        return index
    }

    /// The entry of the names that a value of a kind has of itself.
    @inline(__always)
    mutating func entry(of kind: NodeKind) -> Int {
        let row = Int(kind.rawValue)
        if row < native.count, native[row] != 0 { return native[row] &- 1 }
        let entry = entry(NativeTypeNames.names(of: kind))
        while native.count <= row { native.append(0) }
        native[row] = entry &+ 1
        return entry
    }

    /// Gives the list the next number; it is about to be written in full.
    mutating func assignNumber(_ entry: Int) -> UInt32 {
        let number = nextNumber
        nextNumber &+= 1
        entries[entry].number = number
        return number
    }

    /// Appends a name as it is written, without escapes.
    func appendName(_ position: Int, of list: PSTypeNames, to output: inout [UInt8]) {
        if !isVerbatim, list.isPrefixed(position) { output.append(text: "Deserialized.") }
        list.appendWritten(position, to: &output)
    }

    /// Empties the table if it is large. Called between values.
    mutating func shrinkIfLarge() {
        if byteCount > TypeNameNumbers.maximumByteCount { forget() }
    }

    /// Forgets what was written; numbers go on.
    mutating func forget() {
        entries.removeAll(keepingCapacity: true)
        indices.removeAll(keepingCapacity: true)
        native.removeAll(keepingCapacity: true)
        known.removeAll(keepingCapacity: true)
        epoch = nil
        byteCount = 0
    }

    /// Begins a new document.
    mutating func reset() {
        nextNumber = 0
        guard byteCount <= TypeNameNumbers.keptByteCount else { return forget() }
        for entry in entries.indices { entries[entry].number = nil }
    }
}
