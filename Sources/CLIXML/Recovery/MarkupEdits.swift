/// What is to be changed in a stretch of markup: ranges that give way to other bytes, in ascending order.
struct MarkupEdits {
    private var edits: [(range: Range<Int>, replacement: [UInt8])] = []

    var isEmpty: Bool { edits.isEmpty }

    /// Replaces a range behind all earlier ones; those that begin in it are forgotten, but for what was put in right before it.
    mutating func replace(_ range: Range<Int>, with bytes: [UInt8]) {
        var bytes = bytes
        while let last = edits.last, last.range.lowerBound >= range.lowerBound {
            // End tags of elements that began before.
            if last.range.isEmpty, last.range.lowerBound == range.lowerBound { bytes = last.replacement + bytes }
            edits.removeLast()
        }
        edits.append((range, bytes))
    }

    /// Whether the byte at an offset is replaced.
    func contains(_ offset: Int) -> Bool { edits.contains { $0.range.contains(offset) } }

    /// The end of the last range that ends at an offset or before it; 0 where none does.
    func end(before offset: Int) -> Int { edits.last { $0.range.upperBound <= offset }?.range.upperBound ?? 0 }

    mutating func removeAll() { edits.removeAll(keepingCapacity: true) }

    /// The bytes of a stretch with the changes made.
    ///
    /// - Complexity: O(*n*) in the stretch and the changes.
    func apply(to source: Span<UInt8>, _ stretch: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(stretch.count)
        var at = stretch.lowerBound
        for edit in edits {
            if edit.range.lowerBound > at { result.append(source.extracting(at..<edit.range.lowerBound)) }
            result += edit.replacement
            at = max(at, edit.range.upperBound)
        }
        if at < stretch.upperBound { result.append(source.extracting(at..<stretch.upperBound)) }
        return result
    }
}
