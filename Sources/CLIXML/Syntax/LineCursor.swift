/// Counts lines and columns up to a place that only moves forward.
///
/// LF, CR LF and CR end a line; columns count Unicode scalars.
struct LineCursor {
    /// The offset in the source that line and column belong to.
    private(set) var offset = 0
    private(set) var line: Int
    private(set) var column: Int
    /// Whether the byte before `offset` was a CR, so that an LF here ends no further line.
    private var isAfterCarriageReturn = false

    init(line: Int = 1, column: Int = 1) {
        self.line = line
        self.column = column
    }

    /// Moves on to `target`.
    ///
    /// - Complexity: O(*n*) in the bytes passed, many bytes at a time.
    mutating func advance(to target: Int, in source: Span<UInt8>) {
        guard target > offset else { return }
        let passed = source.extracting(offset..<target)
        let (feeds, hasReturns) = LineCursor.feeds(in: passed)
        let returns = hasReturns ? LineCursor.count(of: 0x0D, in: passed) : 0
        var lines = feeds &+ returns
        if returns > 0 || isAfterCarriageReturn { lines &-= pairCount(passed) }
        if feeds &+ returns > 0 {
            var start = passed.count
            while passed[start &- 1] != 0x0A, passed[start &- 1] != 0x0D { start &-= 1 }
            line &+= lines
            column = 1 &+ LineCursor.scalarCount(passed, from: start)
        } else {
            column &+= LineCursor.scalarCount(passed, from: 0)
        }
        isAfterCarriageReturn = passed[passed.count &- 1] == 0x0D
        offset = target
    }

    /// How many LF follow a CR and so end no line of their own.
    private func pairCount(_ passed: Span<UInt8>) -> Int {
        var count = 0
        var isAfterReturn = isAfterCarriageReturn
        for index in passed.indices {
            if isAfterReturn, passed[index] == 0x0A { count &+= 1 }
            isAfterReturn = passed[index] == 0x0D
        }
        return count
    }

    /// The LF in a stretch, and whether a CR is among them.
    ///
    /// Counts in pieces that a byte can count and with minima instead of branches, of which the compiler does many at a time,
    /// then by words.
    private static func feeds(in bytes: Span<UInt8>) -> (count: Int, hasReturns: Bool) {
        var total = 0
        var nearest = UInt8.max
        var at = 0
        while at &+ 128 <= bytes.count {
            let piece = bytes.extracting(at..<(at &+ 128))
            var others: UInt8 = 0
            for index in piece.indices {
                others &+= min(piece[index] ^ 0x0A, 1)
                nearest = min(nearest, piece[index] ^ 0x0D)
            }
            total &+= 128 &- Int(others)
            at &+= 128
        }
        let rest = shortFeeds(in: bytes.extracting(at..<bytes.count))
        return (total &+ rest.count, nearest == 0 || rest.hasReturns)
    }

    /// The same for fewer than 128 bytes.
    private static func shortFeeds(in bytes: Span<UInt8>) -> (count: Int, hasReturns: Bool) {
        // So few words that a byte can count how often it was no LF.
        var others: UInt64 = 0
        var returns: UInt64 = 0
        var at = 0
        while bytes.count &- at >= 8 {
            let word = ByteWord.load(bytes, at)
            others &+= ByteWord.others(than: 0x0A, in: word)
            returns |= ByteWord.marks(of: 0x0D, in: word)
            at &+= 8
        }
        var total = at &- ByteWord.sum(others)
        while at < bytes.count {
            if bytes[at] == 0x0A { total &+= 1 }
            if bytes[at] == 0x0D { returns = 1 }
            at &+= 1
        }
        return (total, returns != 0)
    }

    private static func count(of byte: UInt8, in bytes: Span<UInt8>) -> Int {
        var total = 0
        var at = 0
        while bytes.count &- at >= 8 {
            total &+= ByteWord.count(of: byte, in: ByteWord.load(bytes, at))
            at &+= 8
        }
        while at < bytes.count {
            if bytes[at] == byte { total &+= 1 }
            at &+= 1
        }
        return total
    }

    private static func scalarCount(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var count = 0
        for index in start..<bytes.count { count &+= bytes[index] & 0xC0 != 0x80 ? 1 : 0 }
        return count
    }

    /// The source lost its first `count` bytes.
    mutating func dropFirst(_ count: Int) { offset &-= count }
}
