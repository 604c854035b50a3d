extension TextEscapes {
    /// Appends one UTF-16 code unit; a low surrogate joins a high one that ends the text begun at `textStart`.
    package static func appendCodeUnit(_ unit: UInt16, into output: inout [UInt8], textStart: Int = 0) {
        if unit & 0xFC00 == 0xDC00, output.count - textStart >= 3, output[output.count - 3] == 0xED,
            output[output.count - 2] & 0xF0 == 0xA0
        {
            let high =
                0xD000 | UInt32(output[output.count - 2] & 0x3F) << 6 | UInt32(output[output.count - 1] & 0x3F)
            output.removeLast(3)
            appendCodePoint(joined(high, UInt32(unit)), into: &output)
        } else {
            appendCodePoint(UInt32(unit), into: &output)
        }
    }

    /// Appends the generalized UTF-8 form of a code point up to 0x10FFFF, surrogates included.
    package static func appendCodePoint(_ value: UInt32, into output: inout [UInt8]) {
        switch value {
        case ..<0x80:
            output.append(UInt8(truncatingIfNeeded: value))
        case ..<0x800:
            output.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
            output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
        case ..<0x1_0000:
            output.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
            output.append(UInt8(truncatingIfNeeded: 0x80 | (value >> 6) & 0x3F))
            output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
        default:
            output.append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
            output.append(UInt8(truncatingIfNeeded: 0x80 | (value >> 12) & 0x3F))
            output.append(UInt8(truncatingIfNeeded: 0x80 | (value >> 6) & 0x3F))
            output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
        }
    }

    /// Makes a string of WTF-8 text, with one U+FFFD for each lone surrogate.
    package static func string(fromWTF8 text: Span<UInt8>) -> String {
        if let valid = try? UTF8Span(validating: text) { return String(copying: valid) }
        var repaired: [UInt8] = []
        repaired.append(text)
        var index = 0
        while index < repaired.count {
            if repaired[index] == 0xED, surrogate(at: index, in: repaired.span) != nil {
                repaired[index] = 0xEF
                repaired[index + 1] = 0xBF
                repaired[index + 2] = 0xBD
                index += 3
            } else {
                index += 1
            }
        }
        return String(decoding: repaired, as: UTF8.self)
    }

    /// Counts the UTF-16 code units of WTF-8 text: what .NET calls the length of a string.
    package static func utf16Length(of text: Span<UInt8>) -> Int {
        var length = 0
        for index in text.indices {
            let byte = text[index]
            if byte & 0xC0 != 0x80 { length += 1 }
            if byte >= 0xF0 { length += 1 }
        }
        return length
    }

    /// Says whether the text has a lone surrogate, which a `String` cannot hold.
    package static func containsLoneSurrogate(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] == 0xED {
            if surrogate(at: index, in: text) != nil { return true }
        }
        return false
    }

    /// The surrogate whose three bytes begin at an index, or `nil`.
    @inline(__always)
    static func surrogate(at index: Int, in text: Span<UInt8>) -> UInt16? {
        guard text.count - index >= 3, text[index] == 0xED, text[index + 1] & 0xE0 == 0xA0,
            text[index + 2] & 0xC0 == 0x80
        else { return nil }
        return 0xD000 | UInt16(text[index + 1] & 0x3F) << 6 | UInt16(text[index + 2] & 0x3F)
    }

    /// The code point of the four bytes at an index, which begin with a lead byte of 0xF0 or above.
    static func supplementary(at index: Int, in text: Span<UInt8>) -> UInt32 {
        UInt32(text[index] & 7) << 18 | UInt32(text[index + 1] & 0x3F) << 12 | UInt32(text[index + 2] & 0x3F) << 6
            | UInt32(text[index + 3] & 0x3F)
    }

    /// The code point of a high and a low surrogate.
    @inline(__always)
    static func joined(_ high: UInt32, _ low: UInt32) -> UInt32 {
        0x1_0000 + (high & 0x3FF) << 10 + low & 0x3FF
    }
}

extension TextEscapes {
    /// The UTF-16 code units of WTF-8 text.
    package static func utf16(of text: Span<UInt8>) -> [UInt16] {
        var units: [UInt16] = []
        units.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let value = nextScalar(in: text, at: &index)
            switch value {
            case ..<0x1_0000:
                units.append(UInt16(truncatingIfNeeded: value))
            case ...0x10_FFFF:
                units.append(UInt16(truncatingIfNeeded: 0xD7C0 + value >> 10))
                units.append(UInt16(truncatingIfNeeded: 0xDC00 | value & 0x3FF))
            default:
                units.append(0xFFFD)
            }
        }
        return units
    }

    /// Appends UTF-16 code units as WTF-8; halves of a character that meet become one.
    package static func appendUTF16(_ units: [UInt16], into output: inout [UInt8]) {
        let start = output.count
        for unit in units { appendCodeUnit(unit, into: &output, textStart: start) }
    }
}
