extension PrimitiveParser {
    /// Decodes base64 with blanks anywhere, or returns `nil` when it is malformed (clixml.md 2.9).
    ///
    /// Bits left over in the last character are ignored.
    package static func base64(_ text: Span<UInt8>) -> [UInt8]? {
        guard let byteCount = base64ByteCount(text) else { return nil }
        return [UInt8](capacity: byteCount) { output in
            var bits: UInt32 = 0
            var digits = 0
            var index = 0
            let count = text.count
            while index < count {
                while digits == 0, index + 4 <= count {
                    let first = base64Values[Int(text[index])]
                    let second = base64Values[Int(text[index + 1])]
                    let third = base64Values[Int(text[index + 2])]
                    let fourth = base64Values[Int(text[index + 3])]
                    guard first | second | third | fourth < 64 else { break }
                    output.append(first << 2 | second >> 4)
                    output.append(second << 4 | third >> 2)
                    output.append(third << 6 | fourth)
                    index += 4
                }
                if index == count { break }
                let value = base64Values[Int(text[index])]
                index += 1
                if value < 64 {
                    bits = bits << 6 | UInt32(value)
                    digits += 1
                    if digits == 4 {
                        output.append(UInt8(truncatingIfNeeded: bits >> 16))
                        output.append(UInt8(truncatingIfNeeded: bits >> 8))
                        output.append(UInt8(truncatingIfNeeded: bits))
                        digits = 0
                    }
                }
            }
            if digits == 3 {
                output.append(UInt8(truncatingIfNeeded: bits >> 10))
                output.append(UInt8(truncatingIfNeeded: bits >> 2))
            } else if digits == 2 {
                output.append(UInt8(truncatingIfNeeded: bits >> 4))
            }
        }
    }

    /// What base64 text is, without decoding it.
    package struct Base64Form: Sendable, Hashable {
        /// How many bytes it stands for.
        package let byteCount: Int

        /// Whether it is what a writer would write: no blanks, nothing left over in the last character.
        package let isCanonical: Bool

        package init(byteCount: Int, isCanonical: Bool) {
            self.byteCount = byteCount
            self.isCanonical = isCanonical
        }
    }

    /// Counts the bytes that base64 text stands for without decoding it, or returns `nil` when it is malformed.
    package static func base64ByteCount(_ text: Span<UInt8>) -> Int? { base64Form(text)?.byteCount }

    /// Judges base64 text without decoding it, or returns `nil` when it is malformed.
    ///
    /// Digits are passed over in whole stretches, by arithmetic that the compiler does on many bytes at a time.
    package static func base64Form(_ text: Span<UInt8>) -> Base64Form? {
        var digits = 0
        var padding = 0
        var last: UInt8 = 0
        var at = 0
        while at < text.count {
            if padding == 0, text.count &- at >= 64, areDigits(text.extracting(at..<(at &+ 64))) {
                digits &+= 64
                at &+= 64
                last = 0
                continue
            }
            let end = min(at &+ 64, text.count)
            while at < end {
                let value = base64Values[Int(text[at])]
                if value < 64 {
                    guard padding == 0 else { return nil }
                    digits &+= 1
                    last = value
                } else if value == paddingValue {
                    padding &+= 1
                } else if value != blankValue {
                    return nil
                }
                at &+= 1
            }
        }
        guard padding <= 2, (digits &+ padding) & 3 == 0 else { return nil }
        return Base64Form(
            byteCount: digits / 4 * 3 + (digits & 3 == 0 ? 0 : digits & 3 - 1),
            isCanonical: digits &+ padding == text.count && last & unusedBits(padding: padding) == 0
        )
    }

    /// The end of base64 as a writer would write it, before anything else that follows; -1 if there is none at `start`.
    ///
    /// - Complexity: O(*n*) in the text, many bytes at a time.
    static func canonicalBase64End(_ source: Span<UInt8>, from start: Int) -> Int {
        var at = start
        while source.count &- at >= 64, areDigits(source.extracting(at..<(at &+ 64))) { at &+= 64 }
        while source.count &- at >= 16, areDigits(source.extracting(at..<(at &+ 16))) { at &+= 16 }
        var last: UInt8 = 0
        while at < source.count, base64Values[Int(source[at])] < 64 {
            last = base64Values[Int(source[at])]
            at &+= 1
        }
        // A group that padding fills up began in less than 16 bytes before its end, so `last` is of it.
        let padding = (4 &- (at &- start) & 3) & 3
        guard padding < 3, source.count &- at > padding else { return -1 }
        for index in at..<(at &+ padding) where source[index] != UInt8(ascii: "=") { return -1 }
        guard last & unusedBits(padding: padding) == 0 else { return -1 }
        return at &+ padding
    }

    /// The bits that stand for nothing in the last digit of a group that padding fills up.
    private static func unusedBits(padding: Int) -> UInt8 { padding == 0 ? 0 : padding == 1 ? 3 : 15 }

    /// Whether all bytes are digits.
    ///
    /// Each comparison is one of signed numbers, for which ranges are moved to their upper end.
    @inline(__always)
    private static func areDigits(_ stretch: Span<UInt8>) -> Bool {
        var others: UInt8 = 0
        for index in stretch.indices {
            let byte = stretch[index]
            let isLetter: UInt8 = Int8(bitPattern: (byte | 0x20) &+ 5) > 101 ? 1 : 0
            let isNumberOrSlash: UInt8 = Int8(bitPattern: byte &+ 70) > 116 ? 1 : 0
            let isPlus: UInt8 = byte == 0x2B ? 1 : 0
            others |= (isLetter | isNumberOrSlash | isPlus) ^ 1
        }
        return others == 0
    }

    private static let blankValue: UInt8 = 64
    private static let paddingValue: UInt8 = 65

    /// What each byte means in base64: 0 to 63 a digit, 64 a blank, 65 the padding, 255 nothing.
    private static let base64Values: InlineArray<256, UInt8> = [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 64, 64, 255, 255, 64, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        64, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 62, 255, 255, 255, 63,
        52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 255, 255, 255, 65, 255, 255,
        255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
        15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 255, 255, 255, 255, 255,
        255, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
        41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ]

    /// Decodes the hexadecimal digits of a SecureString in a file (clixml.md 2.10).
    ///
    /// On Windows these bytes are sealed; elsewhere they are the UTF-16LE characters themselves.
    ///
    /// - Throws: one of the four refusals, tested in PowerShell's order.
    package static func secureStringHex(_ text: Span<UInt8>) throws(PrimitiveError) -> [UInt8] {
        let byteCount = try secureStringByteCount(text)
        return [UInt8](capacity: byteCount) { output in
            for index in 0..<byteCount {
                let high = hexDigitValue(text[2 * index]) ?? 0
                let low = hexDigitValue(text[2 * index + 1]) ?? 0
                output.append(high << 4 | low)
            }
        }
    }

    /// Checks a SecureString as ``secureStringHex(_:)`` does and returns the number of its bytes.
    package static func secureStringByteCount(_ text: Span<UInt8>) throws(PrimitiveError) -> Int {
        guard text.count > 0 else { throw .emptySecureString }
        guard TextEscapes.utf16Length(of: text) & 1 == 0 else { throw .oddSecureStringLength }
        for index in text.indices where hexDigitValue(text[index]) == nil { throw .malformedSecureString }
        guard text.count & 3 == 0 else { throw .oddSecureStringByteCount }
        return text.count / 2
    }
}
