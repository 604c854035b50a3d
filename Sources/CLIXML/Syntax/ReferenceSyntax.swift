/// The form of entity and character references (spec section 3.5).
enum ReferenceSyntax {
    /// The length of the reference that begins with the `&` at `offset`, or 0 when more is needed to tell.
    ///
    /// - Throws: `undeclaredEntity`, `invalidReference`.
    static func length(_ source: Span<UInt8>, at offset: Int, isFinal: Bool) throws(Fault) -> Int {
        var at = offset &+ 1
        guard at < source.count else { return try cutOff(offset, isFinal) }
        if source[at] == UInt8(ascii: "#") { return try numeric(source, at: offset, isFinal: isFinal) }
        guard ByteClass.isNameStart(source[at]) else {
            throw Fault(
                .invalidReference,
                at: offset,
                "'&' is followed by a name or '#'; a plain '&' is written '&amp;'"
            )
        }
        while at < source.count, ByteClass.isName(source[at]), at &- offset < 64 { at &+= 1 }
        guard at < source.count else { return try cutOff(offset, isFinal) }
        guard source[at] == UInt8(ascii: ";") else {
            if at &- offset >= 64 { throw Fault(.undeclaredEntity, at: offset, "the entity is not declared") }
            throw Fault(.invalidReference, at: offset, "a reference ends with ';'")
        }
        guard character(source, from: offset &+ 1, to: at) != nil else {
            throw Fault(.undeclaredEntity, at: offset, "the entity is not one of the five of XML")
        }
        return at &+ 1 &- offset
    }

    /// The length of one of the five entities at `offset`, or 0 for any other reference and near the end of the source.
    @inline(__always)
    static func entityLength(_ source: Span<UInt8>, at offset: Int) -> Int {
        guard source.count &- offset >= 8 else { return 0 }
        let rest = ByteWord.loadHalf(source, offset &+ 4)
        switch ByteWord.loadHalf(source, offset) {
        case 0x3B74_6C26, 0x3B74_6726: return 4  // &lt; &gt;
        case 0x706D_6126 where UInt8(truncatingIfNeeded: rest) == UInt8(ascii: ";"): return 5  // &amp
        case 0x6F75_7126 where UInt16(truncatingIfNeeded: rest) == 0x3B74: return 6  // &quo
        case 0x6F70_6126 where UInt16(truncatingIfNeeded: rest) == 0x3B73: return 6  // &apo
        default: return 0
        }
    }

    private static func numeric(
        _ source: Span<UInt8>,
        at offset: Int,
        isFinal: Bool
    ) throws(Fault) -> Int {
        var at = offset &+ 2
        guard at < source.count else { return try cutOff(offset, isFinal) }
        let isHexadecimal = source[at] == UInt8(ascii: "x")
        if isHexadecimal { at &+= 1 }
        let first = at
        var number: UInt32 = 0
        while at < source.count, let digit = digit(source[at], isHexadecimal) {
            number = number &* (isHexadecimal ? 16 : 10) &+ digit
            guard number <= 0x10FFFF else {
                throw Fault(.invalidReference, at: offset, "a character reference ends at U+10FFFF")
            }
            at &+= 1
        }
        guard at < source.count else { return try cutOff(offset, isFinal) }
        guard at > first, source[at] == UInt8(ascii: ";") else {
            throw Fault(.invalidReference, at: offset, "a character reference is digits and ';'")
        }
        return at &+ 1 &- offset
    }

    private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
        if byte &- 0x30 < 10 { return UInt32(byte &- 0x30) }
        guard isHexadecimal, byte | 0x20 >= 0x61, byte | 0x20 <= 0x66 else { return nil }
        return UInt32((byte | 0x20) &- 0x61 &+ 10)
    }

    /// The character of the entity named `source[start..<end]`, or `nil` if it is none of the five.
    static func character(_ source: Span<UInt8>, from start: Int, to end: Int) -> UInt8? {
        var packed: UInt64 = 0
        guard end &- start <= 4 else { return nil }
        for index in start..<end { packed = packed << 8 | UInt64(source[index]) }
        switch packed {
        case 0x6C74: return UInt8(ascii: "<")
        case 0x6774: return UInt8(ascii: ">")
        case 0x61_6D70: return UInt8(ascii: "&")
        case 0x7175_6F74: return UInt8(ascii: "\"")
        case 0x6170_6F73: return UInt8(ascii: "'")
        default: return nil
        }
    }

    private static func cutOff(_ offset: Int, _ isFinal: Bool) throws(Fault) -> Int {
        if isFinal { throw Fault(.truncated, at: offset, "the input ends inside a reference") }
        return 0
    }
}
