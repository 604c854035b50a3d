/// Which objects were written under which numbers, by ``PSObject/number``, in about a bit for each node of the input.
///
/// ```
///  block of 512 nodes:  0 0 1 0 0 0 1 1 0 …   a bit for each node: an object that was written
///                           |       | |
///                       first   +1  +2        its RefId: that of the block's first object + the bits before
/// ```
///
/// Objects mostly come in the order of the document and are numbered in the order in which they come, so that their RefIds
/// need not be kept. Those that come in another order are kept one by one.
package struct ObjectTable {
    private struct Block {
        var bits = InlineArray<8, UInt64>(repeating: 0)
        var firstID: UInt64 = 0
        var count: UInt64 = 0
        var last = -1
        /// Objects out of order.
        var others: [UInt16: UInt64] = [:]

        func id(at offset: Int) -> UInt64? {
            if !others.isEmpty, let id = others[UInt16(truncatingIfNeeded: offset)] { return id }
            let word = offset >> 6
            let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: offset & 63)
            guard bits[word] & bit != 0 else { return nil }
            var rank = (bits[word] & (bit &- 1)).nonzeroBitCount
            for index in 0..<word { rank &+= bits[index].nonzeroBitCount }
            return firstID &+ UInt64(truncatingIfNeeded: rank)
        }

        mutating func insert(_ offset: Int, _ id: UInt64) {
            if count == 0 { firstID = id }
            guard offset > last, id == firstID &+ count else {
                others[UInt16(truncatingIfNeeded: offset)] = id
                return
            }
            bits[offset >> 6] |= 1 << UInt64(truncatingIfNeeded: offset & 63)
            last = offset
            count &+= 1
        }
    }

    /// The block used last; it is not among `blocks`.
    private var current = Block()
    private var currentKey = UInt64.max
    private var blocks: [UInt64: Block] = [:]

    private static let shift: UInt64 = 9

    package init() {}

    /// How many blocks there are; each takes about 120 bytes.
    package var blockCount: Int { blocks.count }

    /// The RefId under which an object was written, or `nil`.
    @inline(__always)
    package func id(of number: UInt64) -> UInt64? {
        let offset = Int(truncatingIfNeeded: number & 511)
        if number >> ObjectTable.shift == currentKey { return current.id(at: offset) }
        return blocks.isEmpty ? nil : blocks[number >> ObjectTable.shift]?.id(at: offset)
    }

    /// Notes an object, which is not in the table yet.
    @inline(__always)
    package mutating func insert(_ number: UInt64, id: UInt64) {
        if number >> ObjectTable.shift != currentKey { change(to: number >> ObjectTable.shift) }
        current.insert(Int(truncatingIfNeeded: number & 511), id)
    }

    @inline(never)
    private mutating func change(to key: UInt64) {
        if currentKey != .max { blocks[currentKey] = current }
        current = blocks.removeValue(forKey: key) ?? Block()
        currentKey = key
    }

    package mutating func removeAll() {
        current = Block()
        currentKey = .max
        blocks.removeAll(keepingCapacity: false)
    }
}
