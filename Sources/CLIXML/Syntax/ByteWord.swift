/// Eight bytes looked at together: the lowest byte of the word is the first.
///
/// The compiler makes one load of the eight that ``load(_:_:)`` spells out, so this is as fast as reading memory directly and
/// as safe as indexing. A question about all eight bytes takes a few operations and no branch; that is what makes the
/// scanner fast, because names and texts are short and a loop over their bytes ends in a wrongly predicted branch each time.
enum ByteWord {
    static let count = 8

    /// The bytes from `offset` on, of which eight must be there.
    @inline(__always)
    static func load(_ source: Span<UInt8>, _ offset: Int) -> UInt64 {
        let bytes = source.extracting(offset..<(offset &+ 8))
        return UInt64(bytes[0]) | UInt64(bytes[1]) << 8 | UInt64(bytes[2]) << 16 | UInt64(bytes[3]) << 24
            | UInt64(bytes[4]) << 32 | UInt64(bytes[5]) << 40 | UInt64(bytes[6]) << 48 | UInt64(bytes[7]) << 56
    }

    /// A word of eight times the same byte.
    @inline(__always)
    static func repeating(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// Marks the bytes that are equal to `byte` with their highest bit. The lowest mark is right; bytes above it may be
    /// marked wrongly, where a subtraction borrowed.
    @inline(__always)
    static func marks(of byte: UInt8, in word: UInt64) -> UInt64 {
        let difference = word ^ repeating(byte)
        return (difference &- repeating(0x01)) & ~difference & repeating(0x80)
    }

    /// Marks the bytes that a text or attribute value cannot just contain: control characters, `"`, `&`, `<`, `>`, `\`, `]`,
    /// `^`, `_` and everything outside ASCII. The lowest mark is right.
    @inline(__always)
    static func specialMarks(in word: UInt64) -> UInt64 {
        // Pairs and a group of four that differ in low bits only are compared at once.
        let angles = (word & repeating(0xFD)) ^ repeating(0x3C)
        let quotes = (word & repeating(0xFB)) ^ repeating(0x22)
        let brackets = (word & repeating(0xFC)) ^ repeating(0x5C)
        let one = repeating(0x01)
        let marks = (angles &- one) | (quotes &- one) | (brackets &- one) | (word &- repeating(0x20)) | word
        return marks & repeating(0x80)
    }

    /// The index of the lowest mark, of which there is one.
    @inline(__always)
    static func index(of marks: UInt64) -> Int { marks.trailingZeroBitCount &>> 3 }

    /// Passes over bytes that are nothing special in a text or attribute value, as long as eight are there.
    @inline(__always)
    static func passPlain(_ source: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while source.count &- offset >= 8 {
            let marks = specialMarks(in: load(source, offset))
            if marks != 0 { return offset &+ index(of: marks) }
            offset &+= 8
        }
        return offset
    }
}
