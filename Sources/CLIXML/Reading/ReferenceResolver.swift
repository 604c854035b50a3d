/// Finds the objects that references across top-level values mean, in bounded memory (design section 3).
///
/// Nothing is kept until a document turns out to have such references. From then on windows of it stay in a cache, those it
/// was asked for and those read last; what is not there is read again from the input, or from a copy where the input cannot
/// be read twice.
struct ReferenceResolver {
    /// Windows of which every value that defines objects is here.
    private var cache: [Int: ReferenceWindow] = [:]
    private var useCount = 0
    private var index = ReferenceIndex()
    private var isCaching = false
    /// The objects that were found last, each in the place that its number gives it. Most references mean a few objects again
    /// and again, and while numbers ascend no later value can define one of them anew.
    private var recent: [(number: UInt64, object: PSObject)?] = []

    /// As a power of two.
    private static let recentCountBits = 4
    /// Objects of larger values are not remembered, since they would keep the values.
    private static let maximumRecentByteCount = 16 << 10
    /// What the cache takes at most, in bytes, the window used last left out.
    private static let maximumByteCount = 4 << 20
    /// How many windows are looked at at most for one reference.
    private static let maximumWindowCount = 256

    /// Notes a value that was just read.
    mutating func add(_ store: NodeStore, _ defined: ReferenceTable.Definitions) {
        guard !defined.isEmpty else { return }
        let location = CLIXMLParser.Location(
            byteOffset: store.byteOffset,
            line: store.line,
            column: store.column,
            ordinal: store.valueOrdinal,
            firstNumber: store.firstNumber
        )
        let (window, isNew) = index.add(location, defined)
        guard isCaching else { return }
        if isNew { keep(ReferenceWindow(), as: window) }
        cache[window]?.add(store, defined)
    }

    private mutating func keep(_ window: ReferenceWindow, as number: Int) {
        cache[number] = window
        use(window)
        var byteCount = 0
        for window in cache.values { byteCount += window.byteCount }
        while byteCount > ReferenceResolver.maximumByteCount {
            guard let oldest = cache.min(by: { $0.value.lastUse < $1.value.lastUse }), oldest.key != number else {
                return
            }
            byteCount -= oldest.value.byteCount
            cache[oldest.key] = nil
        }
    }

    private mutating func use(_ window: ReferenceWindow) {
        useCount += 1
        window.lastUse = useCount
    }

    /// The object that a reference means.
    ///
    /// - Parameter values: reads values from a location on: calls back with one after another until told to stop.
    mutating func object(
        for reference: PSReference,
        reading values: (
            CLIXMLParser.Location, (NodeStore, ReferenceTable.Definitions) -> Bool
        ) throws -> Void
    ) throws -> PSObject? {
        isCaching = true
        var position = Int.max
        for _ in 0..<ReferenceResolver.maximumWindowCount {
            guard let number = index.window(mayDefine: reference.refID, before: reference.valueOrdinal, from: position)
            else { return nil }
            position = number
            let window = try cache[number] ?? readAgain(number, reading: values)
            use(window)
            if let object = window.object(reference.refID, before: reference.valueOrdinal) {
                remember(object, reference.refID)
                return object
            }
        }
        return nil
    }

    /// The object that a reference means, if it was found a short time before.
    func recentObject(for reference: PSReference) -> PSObject? {
        let number = reference.refID.number
        guard index.isAscending, !recent.isEmpty, let entry = recent[ReferenceResolver.place(of: number)],
            entry.number == number, entry.object.store.valueOrdinal < reference.valueOrdinal
        else { return nil }
        return entry.object
    }

    private mutating func remember(_ object: PSObject, _ id: RefID) {
        guard index.isAscending, id.isPlainNumber,
            object.store.bytes.count <= ReferenceResolver.maximumRecentByteCount
        else { return }
        if recent.isEmpty { recent = Array(repeating: nil, count: 1 << ReferenceResolver.recentCountBits) }
        recent[ReferenceResolver.place(of: id.number)] = (id.number, object)
    }

    /// Numbers near each other, and those a fixed step apart, mostly have different places.
    private static func place(of number: UInt64) -> Int {
        Int(truncatingIfNeeded: (number &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - recentCountBits))
    }

    private mutating func readAgain(
        _ number: Int,
        reading values: (
            CLIXMLParser.Location, (NodeStore, ReferenceTable.Definitions) -> Bool
        ) throws -> Void
    ) throws -> ReferenceWindow {
        let window = ReferenceWindow()
        let lastOrdinal = index[number].lastOrdinal
        try values(index[number].location) { store, defined in
            if !defined.isEmpty { window.add(store, defined) }
            return store.valueOrdinal < lastOrdinal
        }
        keep(window, as: number)
        return window
    }
}
