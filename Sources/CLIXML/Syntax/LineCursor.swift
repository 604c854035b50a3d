/// Counts lines and columns up to a place that only moves forward.
///
/// LF, CR LF and CR end a line; columns count Unicode scalars.
struct LineCursor {
    /// The offset in the source that line and column belong to.
    private(set) var offset = 0
    private(set) var line: Int
    private(set) var column = 1
    /// Whether the byte before `offset` was a CR, so that an LF here ends no further line.
    private var isAfterCarriageReturn = false

    init(line: Int = 1) { self.line = line }

    /// Moves on to `target`.
    ///
    /// - Complexity: O(*n*) in the bytes passed.
    mutating func advance(to target: Int, in source: Span<UInt8>) {
        guard target > offset else { return }
        var lines = 0
        var lineStart = -1
        var previous: UInt8 = isAfterCarriageReturn ? 0x0D : 0
        var at = offset
        while at < target {
            let byte = source[at]
            if byte <= 0x0D {
                if byte == 0x0D || byte == 0x0A && previous != 0x0D { lines &+= 1 }
                if byte == 0x0D || byte == 0x0A { lineStart = at &+ 1 }
            }
            previous = byte
            at &+= 1
        }
        if lineStart >= 0 {
            line &+= lines
            column = 1 &+ scalarCount(source, from: lineStart, to: target)
        } else {
            column &+= scalarCount(source, from: offset, to: target)
        }
        isAfterCarriageReturn = previous == 0x0D
        offset = target
    }

    private func scalarCount(_ source: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var count = 0
        for index in start..<end where source[index] & 0xC0 != 0x80 { count &+= 1 }
        return count
    }

    /// The source lost its first `count` bytes.
    mutating func dropFirst(_ count: Int) { offset &-= count }
}
