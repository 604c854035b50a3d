/// Which lines passed by lately, as hashes, in a bounded number.
struct RecentLines: Sendable {
    private static let maximumCount = 1024

    private var counts: [UInt64: Int] = [:]
    private var order: [UInt64] = []
    private var next = 0
    private var hash = RecentLines.seed
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// What a log puts in front of each line, which is no part of it.
    private var prefix: LinePrefix?

    private var isInPrefix = false

    /// Begins a line, before which its prefix was taken off. Those after it bring theirs; `nil` for none.
    mutating func beginLines(after prefix: LinePrefix?) {
        self.prefix = prefix
        isInPrefix = false
        hash = RecentLines.seed
    }

    /// Takes bytes of the stream; a line counts once it ends.
    mutating func pass(_ bytes: Span<UInt8>) {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                add(hash)
                hash = RecentLines.seed
                prefix?.restart()
                isInPrefix = prefix != nil
            } else if byte != UInt8(ascii: "\r") {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
                if isInPrefix { passPrefix(byte) }
            }
        }
    }

    private mutating func passPrefix(_ byte: UInt8) {
        switch prefix?.step(byte) {
        case .more: break
        case .complete:
            hash = RecentLines.seed
            isInPrefix = false
        case .different, nil: isInPrefix = false
        }
    }

    /// Takes a line out if it is among them.
    mutating func remove(_ line: ArraySlice<UInt8>) -> Bool {
        var hash = RecentLines.seed
        for byte in line where byte != UInt8(ascii: "\r") { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        guard let count = counts[hash] else { return false }
        counts[hash] = count > 1 ? count - 1 : nil
        return true
    }

    private mutating func add(_ hash: UInt64) {
        counts[hash, default: 0] += 1
        guard order.count == RecentLines.maximumCount else {
            order.append(hash)
            return
        }
        let oldest = order[next]
        order[next] = hash
        next = (next + 1) % RecentLines.maximumCount
        if let count = counts[oldest] { counts[oldest] = count > 1 ? count - 1 : nil }
    }
}
