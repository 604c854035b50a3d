extension PrimitiveParser {
    /// Reads a GUID in any form .NET takes, or returns `nil` (clixml.md 2.8).
    package static func guid(_ text: Span<UInt8>) -> PSGUID? {
        if text.count == 36, let value = dashed(text) { return value }
        let text = text.extracting(trimmedUnicodeSpace(text))
        let count = text.count
        guard count >= 32 else { return nil }
        switch (text[0], text[count - 1]) {
        case (0x28, 0x29) where count == 38, (0x7B, 0x7D) where count == 38 && contains(0x2D, text):
            return dashedOrOld(text.extracting(1..<37))
        case (0x7B, _) where !contains(0x2D, text):
            return hexadecimalStruct(text)
        default:
            return count == 36 ? dashedOrOld(text) : count == 32 ? plain(text) : nil
        }
    }

    /// Says whether a valid GUID text is canonical: 36 characters, no upper case, no prefix.
    package static func isCanonicalGUID(_ text: Span<UInt8>) -> Bool {
        guard text.count == 36, dashed(text) != nil else { return false }
        for index in text.indices where text[index] &- 0x41 < 26 { return false }
        return true
    }

    private static func contains(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] == byte { return true }
        return false
    }

    private static func hasDashes(_ text: Span<UInt8>) -> Bool {
        text[8] == 0x2D && text[13] == 0x2D && text[18] == 0x2D && text[23] == 0x2D
    }

    /// `8-4-4-4-12` digits in either case.
    @inline(__always)
    private static func dashed(_ text: Span<UInt8>) -> PSGUID? {
        guard hasDashes(text) else { return nil }
        var wrong: UInt8 = 0
        func digits(_ range: Range<Int>) -> UInt64 {
            var value: UInt64 = 0
            for index in range {
                let digit = HexDigits.values[Int(text[index])]
                wrong |= digit
                value = value << 4 | UInt64(digit)
            }
            return value
        }
        let high = digits(0..<8) << 32 | digits(9..<13) << 16 | digits(14..<18)
        let low = digits(19..<23) << 48 | digits(24..<36)
        return wrong < 16 ? PSGUID(high: high, low: low) : nil
    }

    /// 32 digits.
    private static func plain(_ text: Span<UInt8>) -> PSGUID? {
        var halves: [2 of UInt64] = [0, 0]
        for index in 0..<32 {
            guard let digit = hexDigitValue(text[index]) else { return nil }
            halves[index >> 4] = halves[index >> 4] << 4 | UInt64(digit)
        }
        return PSGUID(high: halves[0], low: halves[1])
    }

    /// The dashed form, whose groups may also begin with `+` and `0x` as long as their length stays the same.
    private static func dashedOrOld(_ text: Span<UInt8>) -> PSGUID? {
        if let value = dashed(text) { return value }
        guard hasDashes(text), let first = number(text.extracting(0..<8)), let second = number(text.extracting(9..<13)),
            let third = number(text.extracting(14..<18)), let fourth = number(text.extracting(19..<23)),
            let fifth = number(text.extracting(24..<28))
        else { return nil }
        var sixth: UInt64 = 0
        for index in 28..<36 {
            guard let digit = hexDigitValue(text[index]) else { return nil }
            sixth = sixth << 4 | UInt64(digit)
        }
        return PSGUID(
            high: UInt64(first) << 32 | UInt64(second & 0xFFFF) << 16 | UInt64(third & 0xFFFF),
            low: UInt64(fourth & 0xFFFF) << 48 | UInt64(fifth & 0xFFFF) << 32 | sixth
        )
    }

    /// A hexadecimal number of at most 32 bits after an optional `+` and an optional `0x`.
    ///
    /// No digits count as 0.
    private static func number(_ text: Span<UInt8>) -> UInt32? {
        var index = 0
        if index < text.count, text[index] == 0x2B { index += 1 }
        if text.count - index > 1, text[index] == 0x30, text[index + 1] | 0x20 == 0x78 { index += 2 }
        while index < text.count, text[index] == 0x30 { index += 1 }
        guard text.count - index <= 8 else { return nil }
        var value: UInt32 = 0
        while index < text.count {
            guard let digit = hexDigitValue(text[index]) else { return nil }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }

    /// `{0xdddddddd,0xdddd,0xdddd,{0xdd,…}}` with blanks anywhere.
    private static func hexadecimalStruct(_ spaced: Span<UInt8>) -> PSGUID? {
        var packed: [UInt8] = []
        var index = 0
        while index < spaced.count {
            let width = unicodeSpaceWidth(spaced, at: index)
            if width == 0 { packed.append(spaced[index]) }
            index += max(width, 1)
        }
        let text = packed.span
        var position = 1
        var parts: [11 of UInt32] = .init(repeating: 0)
        for part in 0..<11 {
            if part == 3 {
                guard position < text.count, text[position] == 0x7B else { return nil }
                position += 1
            }
            guard text.count - position > 2, text[position] == 0x30, text[position + 1] | 0x20 == 0x78
            else { return nil }
            let first = position + 2
            var end = first
            while end < text.count, text[end] != (part == 10 ? 0x7D : 0x2C) { end += 1 }
            guard end < text.count, end > first, let value = number(text.extracting(first..<end)) else { return nil }
            guard part < 3 || value < 256 else { return nil }
            parts[part] = value
            position = end + 1
        }
        guard position == text.count - 1, text[position] == 0x7D else { return nil }
        var low: UInt64 = 0
        for part in 3..<11 { low = low << 8 | UInt64(parts[part]) }
        return PSGUID(
            high: UInt64(parts[0]) << 32 | UInt64(parts[1] & 0xFFFF) << 16 | UInt64(parts[2] & 0xFFFF),
            low: low
        )
    }
}
