/// The values of one window of a document that define objects, with the places of these objects.
final class ReferenceWindow {
    private struct Value {
        let store: NodeStore
        let defined: ReferenceTable.Definitions
        /// Objects in the order of their numbers, those of one number in the order of the document; made when asked for the
        /// second time, or the first if that takes it.
        var objects: [Place]?
        var wasAsked = false
        /// Objects whose identifiers are not plain numbers.
        var named: [RefID: Int] = [:]
    }

    private struct Place {
        let number: UInt64
        let node: UInt32
    }

    private var values: [Value] = []
    /// When it was last used, counted in uses.
    var lastUse = 0
    /// What it takes, in bytes, roughly.
    private(set) var byteCount = 0

    func add(_ store: NodeStore, _ defined: ReferenceTable.Definitions) {
        values.append(Value(store: store, defined: defined))
        byteCount += 512 + store.bytes.capacity + store.nodes.capacity * MemoryLayout<Node>.stride
    }

    /// The latest object with an identifier in the values before value `ordinal`.
    ///
    /// - Complexity: O(*n*) in the values after the one that defines it; the first time for a value, O(*n* log *n*) in its
    ///   objects besides.
    func object(_ id: RefID, before ordinal: UInt64) -> PSObject? {
        var index = values.count
        while index > 0 {
            index -= 1
            guard values[index].store.valueOrdinal < ordinal, values[index].defined.mayContain(id) else { continue }
            if let node = node(of: id, in: index) { return PSObject(values[index].store, node) }
        }
        return nil
    }

    private func node(of id: RefID, in index: Int) -> Int? {
        if values[index].objects == nil {
            if !values[index].wasAsked, id.isPlainNumber, let node = nodeOfRun(id.number, in: index) { return node }
            list(index)
        }
        guard id.isPlainNumber else { return values[index].named[id] }
        guard let objects = values[index].objects else { return nil }
        // The first place beyond the number: what stands before it is the latest definition.
        var low = 0
        var high = objects.count
        while low < high {
            let middle = (low + high) / 2
            if objects[middle].number <= id.number { low = middle + 1 } else { high = middle }
        }
        guard low > 0, objects[low - 1].number == id.number else { return nil }
        return Int(objects[low - 1].node)
    }

    /// The node of an object of a value whose numbers follow one another; `nil` for other values and where there is none.
    private func nodeOfRun(_ number: UInt64, in index: Int) -> Int? {
        values[index].wasAsked = true
        let nodes = values[index].store.nodes
        var found: Int?
        let isRun = ReferenceWindow.forEachOfRun(values[index].defined, nodes.span) { if $0 == number { found = $1 } }
        return isRun ? found : nil
    }

    private func list(_ index: Int) {
        let store = values[index].store
        let nodes = store.nodes
        if let objects = ReferenceWindow.run(values[index].defined, nodes.span) {
            values[index].objects = objects
            byteCount += objects.capacity * MemoryLayout<Place>.stride
            return
        }
        var objects: [Place] = []
        var isSorted = true
        for node in nodes.indices where nodes[node].kind == .object {
            guard let id = store.refID(of: node) else { continue }
            guard id.isPlainNumber else {
                values[index].named[id] = node
                continue
            }
            if let last = objects.last, last.number > id.number { isSorted = false }
            objects.append(Place(number: id.number, node: UInt32(truncatingIfNeeded: node)))
        }
        if !isSorted { objects.sort { ($0.number, $0.node) < ($1.number, $1.node) } }
        values[index].objects = objects
        byteCount += objects.capacity * MemoryLayout<Place>.stride + values[index].named.count * 64
    }

    /// The objects of a value whose numbers follow one another, which need not be looked for in their tags; else `nil`.
    private static func run(_ defined: ReferenceTable.Definitions, _ nodes: Span<Node>) -> [Place]? {
        // Before memory is taken for them.
        guard defined.isRun, let numbers = defined.numbers else { return nil }
        var objects: [Place] = []
        objects.reserveCapacity(min(numbers.count, nodes.count))
        let isRun = forEachOfRun(defined, nodes) {
            objects.append(Place(number: $0, node: UInt32(truncatingIfNeeded: $1)))
        }
        return isRun ? objects : nil
    }

    /// Hands over the numbers and nodes of the objects of a value whose numbers follow one another.
    ///
    /// - Returns: false for other values, and where some objects have no number; what was handed over is then of no use.
    @inline(always)
    private static func forEachOfRun(
        _ defined: ReferenceTable.Definitions,
        _ nodes: Span<Node>,
        _ body: (UInt64, Int) -> Void
    ) -> Bool {
        guard defined.isRun, let numbers = defined.numbers, numbers.count <= nodes.count else { return false }
        var number = numbers.lowerBound
        for node in nodes.indices where nodes[node].kind == .object {
            body(number, node)
            number &+= 1
        }
        // Else some have none.
        return number &- 1 == numbers.upperBound
    }
}
