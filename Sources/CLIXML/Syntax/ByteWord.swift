/// Eight bytes looked at together: the lowest byte of the word is the first.
///
/// ``load(_:_:)`` checks once that all eight are there, so this is nearly as fast as reading memory directly and as safe as
/// indexing. A question about all eight bytes takes a few operations and no branch; that is what makes the
/// scanner fast, because names and texts are short and a loop over their bytes ends in a wrongly predicted branch each time.
enum ByteWord {
    static let count = 8

    /// The bytes from `offset` on, of which eight must be there.
    @inline(__always)
    static func load(_ source: Span<UInt8>, _ offset: Int) -> UInt64 { ByteSink.word(source, at: offset) }

    /// Four bytes from `offset` on, which must be there.
    @inline(__always)
    static func loadHalf(_ source: Span<UInt8>, _ offset: Int) -> UInt32 {
        let bytes = source.extracting(offset..<(offset &+ 4))
        return UInt32(bytes[0]) | UInt32(bytes[1]) << 8 | UInt32(bytes[2]) << 16 | UInt32(bytes[3]) << 24
    }

    /// Whether two stretches begin with the same bytes. Both have a word more than `count`, whose bytes do not count.
    @inline(__always)
    static func areEqual(_ one: Span<UInt8>, _ other: Span<UInt8>, count: Int) -> Bool {
        guard count >= 16 else {
            let difference = load(one, 0) ^ load(other, 0)
            guard count > 8 else { return difference &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count) == 0 }
            return difference | (load(one, count &- 8) ^ load(other, count &- 8)) == 0
        }
        // The end first: where markup differs from what was expected, it mostly does so in a name.
        guard difference(one, other, at: count &- 16) == 0 else { return false }
        var index = 0
        while index < count &- 16 {
            if difference(one, other, at: index) != 0 { return false }
            index &+= 16
        }
        return true
    }

    /// The bits in which two words of each stretch differ.
    @inline(__always)
    private static func difference(_ one: Span<UInt8>, _ other: Span<UInt8>, at index: Int) -> UInt64 {
        (load(one, index &+ 8) ^ load(other, index &+ 8)) | (load(one, index) ^ load(other, index))
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

    /// How many of the eight bytes are equal to `byte`.
    @inline(__always)
    static func count(of byte: UInt8, in word: UInt64) -> Int { 8 &- sum(others(than: byte, in: word)) }

    /// One in each byte that is not `byte`, else zero.
    @inline(__always)
    static func others(than byte: UInt8, in word: UInt64) -> UInt64 {
        let difference = word ^ repeating(byte)
        // Without a borrow from byte to byte, so that each mark is right: the high bit of a byte is set unless it is zero.
        let others = ((difference & repeating(0x7F)) &+ repeating(0x7F)) | difference
        return (others &>> 7) & repeating(0x01)
    }

    /// The sum of the eight bytes, which is less than 256.
    @inline(__always)
    static func sum(_ word: UInt64) -> Int { Int(truncatingIfNeeded: (word &* repeating(0x01)) &>> 56) }

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

    /// Passes over words without a mark, and in the next one over the bytes before its lowest.
    @inline(__always)
    private static func passWords(_ source: Span<UInt8>, from start: Int, _ marks: (UInt64) -> UInt64) -> Int {
        var offset = start
        while source.count &- offset >= 8 {
            let found = marks(load(source, offset))
            if found != 0 { return offset &+ index(of: found) }
            offset &+= 8
        }
        return offset
    }

    /// Passes over bytes that are nothing special in a text or attribute value, as long as eight are there.
    @inline(__always)
    static func passPlain(_ source: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while source.count &- offset >= 8 {
            let marks = specialMarks(in: load(source, offset))
            if marks != 0 { return offset &+ index(of: marks) }
            offset &+= 8
            // Names and most texts have ended by here.
            if offset &- start == 64 { return passLongPlain(source, from: offset) }
        }
        return offset
    }

    @inline(never)
    private static func passLongPlain(_ source: Span<UInt8>, from start: Int) -> Int {
        passWords(source, from: ByteBlock.passPlain(source, from: start)) { specialMarks(in: $0) }
    }

    /// Passes over blanks, as long as eight bytes are there.
    @inline(__always)
    static func passSpaces(_ source: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while source.count &- offset >= 8 {
            let difference = load(source, offset) ^ repeating(0x20)
            if difference != 0 { return offset &+ index(of: difference) }
            offset &+= 8
            if offset &- start == 40 { return passLongSpaces(source, from: offset) }
        }
        return offset
    }

    @inline(never)
    private static func passLongSpaces(_ source: Span<UInt8>, from start: Int) -> Int {
        passWords(source, from: ByteBlock.passSpaces(source, from: start)) { $0 ^ repeating(0x20) }
    }

    /// Passes over bytes of ASCII.
    static func passASCII(_ source: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        // In text outside ASCII the next character is near; where the first word has none, the run is likely long.
        if source.count &- offset >= 8 {
            let marks = load(source, offset) & repeating(0x80)
            if marks != 0 { return offset &+ index(of: marks) }
            offset &+= 8
        }
        offset = passWords(source, from: ByteBlock.passASCII(source, from: offset)) { $0 & repeating(0x80) }
        while offset < source.count, source[offset] < 0x80 { offset &+= 1 }
        return offset
    }
}
