/// Under which RefIds the objects of a document were written, by the RefIds that they have in it, so that a reference to an
/// earlier value is answered without a look at the object.
///
/// Both numbers ascend in what writers make, so the map is a list of runs, in most documents one. It is right as long as all
/// values of the document come by in their order, each object either defined or undefined; whoever leaves values out
/// empties it.
package struct ReferenceMap {
    private struct Run {
        var firstSource: UInt64
        var firstID: UInt64
        var count: UInt64
    }

    private var runs: [Run] = []
    /// One past the highest number that was defined.
    private var sourceEnd: UInt64 = 0
    /// What holds instead of the runs, for RefIds that did not ascend or are no numbers; `nil` where nothing was written.
    private var exceptions: [RefID: UInt64?] = [:]

    /// Runs and exceptions beyond this many empty the map: references are then looked up in the document.
    private static let maximumCount = 1 << 20

    package init() {}

    /// The RefId under which the object was written, or `nil` if it was not or that is not known.
    package func id(for source: RefID) -> UInt64? {
        if !exceptions.isEmpty, let id = exceptions[source] { return id }
        guard source.number < sourceEnd else { return nil }
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low &+ high) / 2
            if runs[middle].firstSource <= source.number { low = middle &+ 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let run = runs[low &- 1]
        let distance = source.number &- run.firstSource
        guard distance < run.count else { return nil }
        return run.firstID &+ distance
    }

    /// Notes that the object with RefId `source` was written as `id`.
    @inline(__always)
    package mutating func define(_ source: RefID, as id: UInt64) {
        let number = source.number
        if let last = runs.last, number == sourceEnd, number &- last.firstSource == last.count,
            id == last.firstID &+ last.count
        {
            runs[runs.count &- 1].count &+= 1
            sourceEnd &+= 1
        } else {
            add(source, id)
        }
    }

    @inline(never)
    private mutating func add(_ source: RefID, _ id: UInt64) {
        if runs.count &+ exceptions.count >= ReferenceMap.maximumCount { removeAll() }
        if source.number != .max, source.number >= sourceEnd {
            runs.append(Run(firstSource: source.number, firstID: id, count: 1))
            sourceEnd = source.number &+ 1
        } else {
            exceptions[source] = id
        }
    }

    /// Notes that an object with RefId `source` came by and was not written: what was noted before holds no longer.
    package mutating func undefine(_ source: RefID) {
        if source.number == .max ? exceptions[source] != nil : source.number < sourceEnd {
            exceptions[source] = .some(nil)
        }
    }

    package mutating func removeAll() {
        runs.removeAll(keepingCapacity: true)
        exceptions.removeAll(keepingCapacity: false)
        sourceEnd = 0
    }
}
