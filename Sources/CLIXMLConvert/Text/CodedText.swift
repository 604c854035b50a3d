internal import CLIXML

/// The characters of a text as a document has it, for converters that undo its coding while they copy it.
///
/// It knows what is common: the five entities, `_xHHHH_`, and two of them that are the halves of one character. All
/// else is for ``NodeText``, which needs a buffer and passes over the text twice.
enum CodedText {
    /// A character, and how many bytes stand for it; 0 where it is not known here.
    struct Character: BitwiseCopyable {
        let scalar: UInt32
        let length: Int

        static let unknown = Character(scalar: 0, length: 0)
    }

    // Raw values: an option set of another module is compared in a generic way.
    /// The flags of texts that may be made of what is known here.
    static let manageable: UInt8 = 1 | 2 | 16 | 32 | 64 | 128
    /// The flag of texts in which nothing is coded.
    static let literal: UInt8 = 64

    /// The character that begins with the `&` or `_` at an index.
    @inline(__always)
    static func character(_ source: Span<UInt8>, at index: Int, upTo end: Int) -> Character {
        if source[index] == UInt8(ascii: "&") { return entity(source, at: index, upTo: end) }
        guard index &+ 1 < end else { return Character(scalar: 0x5F, length: 1) }
        let next = source[index &+ 1]
        // The letter may be written as a reference.
        if next == UInt8(ascii: "&") { return .unknown }
        guard next | 0x20 == UInt8(ascii: "x") else { return Character(scalar: 0x5F, length: 1) }
        return escape(source, at: index, upTo: end)
    }

    /// Puts the characters of a text into a sink, which needs room for as many bytes and 8 more; where quotation marks are
    /// doubled, for twice as many.
    ///
    /// - Returns: false if more is in the text than is known here; the sink is then as it was.
    /// - Complexity: O(*n*) in the bytes.
    static func put(
        _ source: Span<UInt8>,
        from first: Int,
        count: Int,
        doublesQuotes: Bool = false,
        into sink: inout ByteSink
    ) -> Bool {
        let mark = sink.count
        let end = first &+ count
        let quote = UInt8(ascii: "\"")
        let last = doublesQuotes ? quote : 0xED
        var index = first
        while true {
            index = sink.put(source, upTo: (UInt8(ascii: "&"), UInt8(ascii: "_"), 0xED, last), from: index, to: end)
            guard index < end else { return true }
            if source[index] == quote {
                sink.put(UInt32(quote) << 8 | UInt32(quote), count: 2)
                index &+= 1
                continue
            }
            if source[index] == 0xED {
                // It may begin half a character.
                guard index &+ 1 < end, source[index &+ 1] < 0xA0 else { break }
                sink.put(0xED)
                index &+= 1
                continue
            }
            let decoded = character(source, at: index, upTo: end)
            guard decoded.length > 0 else { break }
            if decoded.scalar < 0x80 {
                let character = UInt8(truncatingIfNeeded: decoded.scalar)
                sink.put(character)
                if doublesQuotes, character == quote { sink.put(quote) }
            } else {
                sink.put(scalar: decoded.scalar)
            }
            index &+= decoded.length
        }
        sink.rewind(to: mark)
        return false
    }

    /// The character that one of the five entities stands for.
    @inline(__always)
    private static func entity(_ source: Span<UInt8>, at index: Int, upTo end: Int) -> Character {
        guard end &- index >= 4 else { return .unknown }
        var word: UInt64 = 0
        if source.count &- index >= 8 {
            word = ByteSink.word(source, at: index)
        } else {
            for offset in 0..<min(6, end &- index) { word |= UInt64(source[index &+ offset]) << UInt64(8 &* offset) }
        }
        // `&lt;` and its like, the first letter lowest.
        switch word & 0xFFFF_FFFF {
        case 0x3B74_6C26: return Character(scalar: 0x3C, length: 4)
        case 0x3B74_6726: return Character(scalar: 0x3E, length: 4)
        case 0x706D_6126:
            return (word >> 32) & 0xFF == 0x3B && end &- index >= 5 ? Character(scalar: 0x26, length: 5) : .unknown
        case 0x6F75_7126:
            return (word >> 32) & 0xFFFF == 0x3B74 && end &- index >= 6 ? Character(scalar: 0x22, length: 6) : .unknown
        case 0x6F70_6126:
            return (word >> 32) & 0xFFFF == 0x3B73 && end &- index >= 6 ? Character(scalar: 0x27, length: 6) : .unknown
        default: return .unknown
        }
    }

    /// The character of the escape at an index, or the underscore if no escape begins with it.
    @inline(__always)
    private static func escape(_ source: Span<UInt8>, at index: Int, upTo end: Int) -> Character {
        guard end &- index >= 7, source.count &- index >= 8 else { return .unknown }
        let word = ByteSink.word(source, at: index)
        // `_x00HH_`, in practice the controls of line ends.
        if word & 0x00FF_0000_FFFF_DFFF == 0x005F_0000_3030_585F {
            let high = UInt8(truncatingIfNeeded: word >> 32)
            let low = UInt8(truncatingIfNeeded: word >> 40)
            let lowLetter = (low | 0x20) &- 0x61
            if high &- 0x30 < 8, low &- 0x30 < 10 || lowLetter < 6 {
                let value = (high &- 0x30) << 4 | (lowLetter < 6 ? lowLetter &+ 10 : low &- 0x30)
                return Character(scalar: UInt32(value), length: 7)
            }
        }
        return longEscape(source, at: index, upTo: end)
    }

    @inline(never)
    private static func longEscape(_ source: Span<UInt8>, at index: Int, upTo end: Int) -> Character {
        guard let unit = unit(source, at: index, upTo: end) else {
            // An underscore alone, unless a part of an escape is written as a reference or the escape has eight digits.
            for offset in 2..<7 {
                let byte = source[index &+ offset]
                if byte == UInt8(ascii: "&") { return .unknown }
                if hexDigitValue(byte) == nil { return Character(scalar: 0x5F, length: 1) }
            }
            return .unknown
        }
        guard unit & 0xF800 == 0xD800 else { return Character(scalar: unit, length: 7) }
        guard unit < 0xDC00, end &- index >= 14, let low = self.unit(source, at: index &+ 7, upTo: end),
            low & 0xFC00 == 0xDC00
        else { return .unknown }
        return Character(scalar: 0x1_0000 &+ (unit & 0x3FF) << 10 &+ (low & 0x3FF), length: 14)
    }

    /// The code unit of `_xHHHH_` at an index.
    private static func unit(_ source: Span<UInt8>, at index: Int, upTo end: Int) -> UInt32? {
        guard end &- index >= 7, source[index] == UInt8(ascii: "_"), source[index &+ 1] | 0x20 == UInt8(ascii: "x"),
            source[index &+ 6] == UInt8(ascii: "_")
        else { return nil }
        var value: UInt32 = 0
        for offset in 2..<6 {
            guard let digit = hexDigitValue(source[index &+ offset]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func hexDigitValue(_ byte: UInt8) -> UInt8? {
        if byte &- 0x30 < 10 { return byte &- 0x30 }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }
}

extension ByteSink {
    /// Puts in a character outside ASCII as UTF-8. It must be no surrogate.
    mutating func put(scalar: UInt32) {
        if scalar < 0x800 {
            put(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
        } else {
            if scalar < 0x1_0000 {
                put(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            } else {
                put(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
                put(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
            }
            put(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
        }
        put(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
}
