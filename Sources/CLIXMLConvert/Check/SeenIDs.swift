import CLIXML

/// Which RefIds were seen, in memory that does not grow with the number of those that ascend, as writers give them.
struct SeenIDs {
    private var ranges: [ClosedRange<UInt64>] = []
    private var scattered: Set<UInt64> = []
    private var texts: Set<[UInt8]> = []

    /// Adds an identifier as written. Returns whether it is new.
    ///
    /// - Complexity: O(log *n*) in the gaps between identifiers.
    mutating func insert(_ id: [UInt8]) -> Bool {
        guard let number = RefID.plainNumber(id.span) else { return texts.insert(id).inserted }
        guard let last = ranges.last, number <= last.upperBound else {
            if let last = ranges.last, number == last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
            return true
        }
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        if low < ranges.count, ranges[low].contains(number) { return false }
        return scattered.insert(number).inserted
    }
}
