internal import CLIXML

/// The columns of a table, found by name ignoring case.
///
/// Columns whose names are equal ignoring case share a slot: all properties but those of dictionaries are found that way.
/// The names of a document are looked up once each.
struct CSVColumns {
    /// The names as the header shows them, as WTF-8.
    let names: [[UInt8]]
    /// The slot of each column.
    let slots: [Int]
    /// How many slots there are.
    let slotCount: Int

    private var slotOfFoldedName: [[UInt8]: Int] = [:]
    private var epoch: Symbols.Epoch?
    /// For each name of the document's table its slot, or one of the two below.
    private(set) var slotOfName: [Int32] = []

    /// A name that is no column and was not seen as that of a property yet.
    static let noSlot: Int32 = -1
    /// A name that is no column and is among the omitted ones.
    private static let notedSlot: Int32 = -2

    /// The names of properties that are no columns, in the order in which they came.
    private(set) var omittedNames: [[UInt8]] = []
    /// How many more there are than ``omittedNames`` has.
    private(set) var furtherOmittedCount = 0
    private var omittedFoldedNames: Set<[UInt8]> = []
    /// A document may have any number of names; this many are kept to be reported.
    private static let maximumOmittedCount = 1_000

    init(names: [[UInt8]]) {
        self.names = names
        var slots: [Int] = []
        for name in names {
            let folded = TextEscapes.upperCased(name.span)
            let slot = slotOfFoldedName[folded] ?? slotOfFoldedName.count
            slotOfFoldedName[folded] = slot
            slots.append(slot)
        }
        self.slots = slots
        slotCount = slotOfFoldedName.count
    }

    /// Makes ready for the names of a value. To be called before ``slotOfName`` is used.
    ///
    /// - Complexity: O(1) but for names that are new.
    @inline(__always)
    mutating func prepare(_ store: NodeStore) {
        let count = store.snapshot.symbols.nameEnds.count
        if slotOfName.count < count || epoch !== store.snapshot.symbols.epoch { prepare(store.snapshot.symbols) }
    }

    @inline(never)
    private mutating func prepare(_ symbols: Symbols) {
        if epoch !== symbols.epoch {
            epoch = symbols.epoch
            slotOfName.removeAll(keepingCapacity: true)
        }
        while slotOfName.count < symbols.nameCount {
            let range = symbols.nameRange(UInt32(slotOfName.count))
            let name = symbols.nameBytes.span.extracting(range)
            slotOfName.append(slot(named: name).map { Int32(truncatingIfNeeded: $0) } ?? CSVColumns.noSlot)
        }
    }

    /// The slot of the columns of a name, ignoring case.
    func slot(named name: Span<UInt8>) -> Int? { slotOfFoldedName[TextEscapes.upperCased(name)] }

    /// Notes that a property is no column, by its name in a document's table.
    @inline(__always)
    mutating func noteOmitted(_ name: UInt32, _ store: NodeStore) {
        guard slotOfName[Int(name)] == CSVColumns.noSlot else { return }
        slotOfName[Int(name)] = CSVColumns.notedSlot
        let symbols = store.snapshot.symbols
        noteOmitted(symbols.nameBytes.span.extracting(symbols.nameRange(name)))
    }

    /// Notes that a property is no column.
    @inline(never)
    mutating func noteOmitted(_ name: Span<UInt8>) {
        let folded = TextEscapes.upperCased(name)
        guard !omittedFoldedNames.contains(folded) else { return }
        guard omittedNames.count < CSVColumns.maximumOmittedCount else {
            furtherOmittedCount += 1
            return
        }
        omittedFoldedNames.insert(folded)
        var copy: [UInt8] = []
        copy.append(name)
        omittedNames.append(copy)
    }
}
