internal import CLIXML

/// Which of the values of a document were written, and as the how manyth of all.
struct JSONOrder {
    private struct Run {
        let firstOrdinal: UInt64
        let firstIndex: Int
        var count: Int
    }

    private var runs: [Run] = []
    private var nextIndex = 0

    /// More runs than this are forgotten from the first on: memory must not follow a document of which each other value is
    /// left out.
    private static let maximumRunCount = 1 << 16

    /// Notes that a value is being written.
    mutating func add(_ store: NodeStore, _ node: Int) {
        defer { nextIndex += 1 }
        guard store.line > 0, node == 0 else { return }
        guard let last = runs.indices.last else {
            runs.append(Run(firstOrdinal: store.valueOrdinal, firstIndex: nextIndex, count: 1))
            return
        }
        let run = runs[last]
        let offset = store.valueOrdinal &- run.firstOrdinal
        if store.valueOrdinal >= run.firstOrdinal, offset == UInt64(run.count), nextIndex == run.firstIndex + run.count
        {
            runs[last].count += 1
            return
        }
        // Numbers that do not ascend are those of the next document.
        if store.valueOrdinal < run.firstOrdinal &+ UInt64(run.count) {
            runs.removeAll(keepingCapacity: runs.count < 1 << 10)
        }
        if runs.count == JSONOrder.maximumRunCount { runs.removeFirst(JSONOrder.maximumRunCount / 2) }
        runs.append(Run(firstOrdinal: store.valueOrdinal, firstIndex: nextIndex, count: 1))
    }

    /// The index of a value of the same document that was written before.
    func index(of store: NodeStore) -> Int? {
        guard store.line > 0 else { return nil }
        let ordinal = store.valueOrdinal
        guard let run = runs.last(where: { $0.firstOrdinal <= ordinal }), ordinal - run.firstOrdinal < UInt64(run.count)
        else { return nil }
        return run.firstIndex + Int(ordinal - run.firstOrdinal)
    }
}
