/// Turns the text of primitive elements into values, as PowerShell 7 does (clixml.md 2.3 to 2.10).
///
/// The text is what XML left of it: references expanded, pieces joined. The type families are in files beside this one.
/// A function named `is…` only checks; it exists where checking is cheaper than parsing. `isCanonical…` says that the
/// text, already known to be valid, is what the writer would write for its value.
package enum PrimitiveParser {
    /// True for the blanks of XML.
    @inline(__always)
    static func isXMLSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    /// True for the blanks .NET skips around numbers: those of XML, line tabulation and form feed.
    @inline(__always)
    static func isNumberSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The range of the text without the blanks of XML at both ends.
    static func trimmedXMLSpace(_ text: Span<UInt8>) -> Range<Int> {
        var lower = 0
        var upper = text.count
        while lower < upper, isXMLSpace(text[lower]) { lower += 1 }
        while upper > lower, isXMLSpace(text[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// The range of the text without what .NET's `Trim` takes away: every Unicode blank.
    package static func trimmedUnicodeSpace(_ text: Span<UInt8>) -> Range<Int> {
        var lower = 0
        var upper = text.count
        while lower < upper {
            let width = unicodeSpaceWidth(text, at: lower)
            if width == 0 { break }
            lower += width
        }
        while upper > lower {
            var start = upper - 1
            while start > lower, text[start] & 0xC0 == 0x80 { start -= 1 }
            if unicodeSpaceWidth(text, at: start) != upper - start { break }
            upper = start
        }
        return lower..<upper
    }

    /// The byte count of the Unicode blank at an index, 0 when there is none.
    package static func unicodeSpaceWidth(_ text: Span<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        if byte < 0x80 { return isNumberSpace(byte) ? 1 : 0 }
        let left = text.count - index
        switch byte {
        case 0xC2:
            return left >= 2 && (text[index + 1] == 0x85 || text[index + 1] == 0xA0) ? 2 : 0
        case 0xE1:
            return left >= 3 && text[index + 1] == 0x9A && text[index + 2] == 0x80 ? 3 : 0
        case 0xE2:
            guard left >= 3 else { return 0 }
            switch (text[index + 1], text[index + 2]) {
            case (0x80, 0x80...0x8A), (0x80, 0xA8), (0x80, 0xA9), (0x80, 0xAF), (0x81, 0x9F): return 3
            default: return 0
            }
        case 0xE3:
            return left >= 3 && text[index + 1] == 0x80 && text[index + 2] == 0x80 ? 3 : 0
        default:
            return 0
        }
    }

    /// Says whether the text from an index on is what .NET lets stand after a number: blanks, then NULs.
    static func endsNumber(_ text: Span<UInt8>, from start: Int) -> Bool {
        var index = start
        while index < text.count, isNumberSpace(text[index]) { index += 1 }
        while index < text.count, text[index] == 0 { index += 1 }
        return index == text.count
    }
}
