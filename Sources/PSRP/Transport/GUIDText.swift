extension PSGUID {
    /// Reads a GUID in any of the five forms that .NET reads: bare digits, hyphens, braces, parentheses, and the
    /// nested list of hexadecimal numbers.
    init?(anyFormat text: Span<UInt8>) {
        var start = 0
        var end = text.count
        while start < end, Self.isSpace(text[start]) { start += 1 }
        while end > start, Self.isSpace(text[end - 1]) { end -= 1 }
        if end - start >= 2, text[start] == UInt8(ascii: "{"), text[end - 1] == UInt8(ascii: "}"), end - start != 38 {
            self.init(listFormat: text.extracting(start..<end))
            return
        }
        if end - start == 38 {
            let pair = (text[start], text[end - 1])
            guard pair == (UInt8(ascii: "{"), UInt8(ascii: "}")) || pair == (UInt8(ascii: "("), UInt8(ascii: ")"))
            else {
                return nil
            }
            start += 1
            end -= 1
        }
        let hasHyphens = end - start == 36
        guard hasHyphens || (end - start == 32 && text.count == end - start) else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for offset in 0..<end - start {
            let byte = text[start + offset]
            if hasHyphens, offset == 8 || offset == 13 || offset == 18 || offset == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.hexadecimalDigit(byte) else { return nil }
            if digits < 16 { halves.0 = halves.0 << 4 | digit } else { halves.1 = halves.1 << 4 | digit }
            digits += 1
        }
        self.init(high: halves.0, low: halves.1)
    }

    /// `{0x00000000,0x0000,0x0000,{0x00,0x00,0x00,0x00,0x00,0x00,0x00,0x00}}`, white space anywhere.
    private init?(listFormat text: Span<UInt8>) {
        var numbers: [UInt64] = []
        var shape: [UInt8] = []
        var digits = 0
        var number: UInt64 = 0
        var isInNumber = false
        for index in text.indices {
            let byte = text[index]
            if Self.isSpace(byte) { continue }
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") {
                if isInNumber {
                    guard digits > 0 else { return nil }
                    numbers.append(number)
                    shape.append(UInt8(ascii: "n"))
                    isInNumber = false
                }
                shape.append(byte)
            } else if !isInNumber {
                guard byte == UInt8(ascii: "0"), index + 1 < text.count, text[index + 1] | 0x20 == UInt8(ascii: "x")
                else {
                    return nil
                }
                isInNumber = true
                number = 0
                digits = -1
            } else if digits < 0 {
                digits = 0
            } else {
                guard let digit = Self.hexadecimalDigit(byte), digits < 8 else { return nil }
                number = number << 4 | digit
                digits += 1
            }
        }
        guard shape == Array("{n,n,n,{n,n,n,n,n,n,n,n}}".utf8), numbers.count == 11 else { return nil }
        guard numbers[1] <= 0xFFFF, numbers[2] <= 0xFFFF, !numbers[3...].contains(where: { $0 > 0xFF }) else {
            return nil
        }
        let low = numbers[3...].reduce(0) { $0 << 8 | $1 }
        self.init(high: numbers[0] << 32 | numbers[1] << 16 | numbers[2], low: low)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
