extension PrimitiveParser {
    /// Reads an integer, or returns `nil` when the text is not one of that type (clixml.md 2.3).
    ///
    /// Blanks may surround it. A signed type takes a sign, an unsigned type refuses any.
    @inline(__always)
    package static func integer<T: FixedWidthInteger>(_ text: Span<UInt8>, as type: T.Type) -> T? {
        // The common text: up to 18 digits after at most one minus, nothing else. It cannot overflow 64 bits.
        let count = text.count
        var index = 0
        let isNegative = T.isSigned && count > 0 && text[0] == 0x2D
        if isNegative { index = 1 }
        if count > index, count <= 18 {
            var value: Int64 = 0
            while index < count {
                let digit = text[index] &- 0x30
                if digit > 9 { return try? integerAmongBlanks(text, as: type) }
                value = value &* 10 &+ Int64(digit)
                index += 1
            }
            return T(exactly: isNegative ? 0 &- value : value)
        }
        return try? integerAmongBlanks(text, as: type)
    }

    /// Reads an integer and tells a malformed one from one that does not fit.
    static func integerAmongBlanks<T: FixedWidthInteger>(
        _ text: Span<UInt8>,
        as type: T.Type
    ) throws(PrimitiveError) -> T {
        var index = 0
        while index < text.count, isNumberSpace(text[index]) { index += 1 }
        var isNegative = false
        if T.isSigned, index < text.count, text[index] == 0x2D || text[index] == 0x2B {
            isNegative = text[index] == 0x2D
            index += 1
        }
        let firstDigit = index
        var magnitude: UInt64 = 0
        var overflowed = false
        while index < text.count, isDigit(text[index]) {
            let (product, tooLarge) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(UInt64(text[index] &- 0x30))
            overflowed = overflowed || tooLarge || carried
            magnitude = sum
            index += 1
        }
        guard index > firstDigit, endsNumber(text, from: index) else { throw .malformed }
        guard !overflowed else { throw .outOfRange }
        if isNegative {
            guard let value = T(exactly: Int128(0) - Int128(magnitude)) else { throw .outOfRange }
            return value
        }
        guard let value = T(exactly: magnitude) else { throw .outOfRange }
        return value
    }

    /// Says whether a valid integer text is canonical: no blanks, no plus, no needless zeros, no minus zero.
    package static func isCanonicalInteger(_ text: Span<UInt8>) -> Bool {
        let count = text.count
        guard count > 0 else { return false }
        let first = text[0] == 0x2D ? 1 : 0
        guard count > first, isDigit(text[first]), isDigit(text[count - 1]) else { return false }
        return text[first] != 0x30 || count == 1
    }

    /// Reads a character: the number of a UTF-16 code unit, lone surrogates included.
    package static func char(_ text: Span<UInt8>) -> UInt16? { integer(text, as: UInt16.self) }

    /// Reads a Boolean: `true`, `false`, `1` or `0` among blanks.
    package static func boolean(_ text: Span<UInt8>) -> Bool? {
        let range = trimmedXMLSpace(text)
        let start = range.lowerBound
        switch range.count {
        case 1:
            return text[start] == 0x31 ? true : text[start] == 0x30 ? false : nil
        case 4:
            return text[start] == 0x74 && text[start + 1] == 0x72 && text[start + 2] == 0x75 && text[start + 3] == 0x65
                ? true : nil
        case 5:
            return text[start] == 0x66 && text[start + 1] == 0x61 && text[start + 2] == 0x6C && text[start + 3] == 0x73
                && text[start + 4] == 0x65 ? false : nil
        default:
            return nil
        }
    }

    /// Says whether a valid Boolean text is canonical: a word without blanks.
    package static func isCanonicalBoolean(_ text: Span<UInt8>) -> Bool {
        (text.count == 4 && text[0] == 0x74) || (text.count == 5 && text[0] == 0x66)
    }
}
