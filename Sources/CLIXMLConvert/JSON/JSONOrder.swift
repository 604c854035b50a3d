internal import CLIXML

/// Which of the values of a document were written, and as the how manyth of all.
struct JSONOrder {
    private struct Run {
        let firstOrdinal: UInt64
        let firstIndex: Int
        var count: Int
    }

    /// The run that goes on, and those of the same document before it.
    private var last = Run(firstOrdinal: 0, firstIndex: 0, count: 0)
    private var earlier: [Run] = []
    private var nextIndex = 0

    /// More runs than this are forgotten from the first on: memory must not follow a document of which each other value is
    /// left out.
    private static let maximumRunCount = 1 << 16

    /// Notes that a value is being written.
    mutating func add(_ store: NodeStore, _ node: Int) {
        let index = nextIndex
        nextIndex += 1
        guard store.line > 0, node == 0 else { return }
        if store.valueOrdinal &- last.firstOrdinal == UInt64(last.count), index == last.firstIndex + last.count {
            last.count += 1
            return
        }
        if store.valueOrdinal < last.firstOrdinal &+ UInt64(last.count) {
            // Numbers that do not ascend are those of the next document.
            if !earlier.isEmpty { earlier.removeAll(keepingCapacity: earlier.count < 1 << 10) }
        } else if last.count > 0 {
            if earlier.count == JSONOrder.maximumRunCount { earlier.removeFirst(JSONOrder.maximumRunCount / 2) }
            earlier.append(last)
        }
        last = Run(firstOrdinal: store.valueOrdinal, firstIndex: index, count: 1)
    }

    /// The index of a value of the same document that was written before.
    func index(of store: NodeStore) -> Int? {
        guard store.line > 0 else { return nil }
        let ordinal = store.valueOrdinal
        let run = last.firstOrdinal <= ordinal ? last : earlier.last { $0.firstOrdinal <= ordinal }
        guard let run, ordinal - run.firstOrdinal < UInt64(run.count) else { return nil }
        return run.firstIndex + Int(ordinal - run.firstOrdinal)
    }
}
