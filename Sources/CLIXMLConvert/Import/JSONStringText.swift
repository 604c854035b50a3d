internal import CLIXML

/// Undoes the escapes of JSON strings.
enum JSONStringText {
    /// Appends the text between the quotation marks of a string, as WTF-8.
    ///
    /// Halves of characters stay in the strict dialect; PowerShell makes U+FFFD of them.
    ///
    /// - Parameter range: where the text stands in the source.
    static func append(
        _ source: Span<UInt8>,
        _ range: Range<Int>,
        _ dialect: JSONTokenizer.Dialect,
        to output: inout [UInt8]
    ) throws(JSONFault) {
        let textStart = output.count
        let end = range.upperBound
        var copied = range.lowerBound
        var index = copied
        while index < end {
            guard source[index] == UInt8(ascii: "\\") else {
                index &+= 1
                continue
            }
            output.append(source, copied..<index)
            let letter = index &+ 1 < end ? source[index &+ 1] : 0
            if letter == UInt8(ascii: "u") {
                let unit = try unit(source, at: index, end)
                index &+= 6
                if dialect == .strict {
                    TextEscapes.appendCodeUnit(unit, into: &output, textStart: textStart)
                } else {
                    try appendPair(unit, source, at: &index, end, to: &output)
                }
            } else {
                guard let character = character(letter, dialect) else {
                    throw JSONFault(.invalidJSONEscape, at: index, "no escape of JSON begins so")
                }
                output.append(character)
                index &+= 2
            }
            copied = index
        }
        output.append(source, copied..<end)
    }

    private static func character(_ letter: UInt8, _ dialect: JSONTokenizer.Dialect) -> UInt8? {
        switch letter {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "'"): dialect == .powerShell ? letter : nil
        default: nil
        }
    }

    /// The code unit of the escape `\uXXXX` at an index.
    private static func unit(_ source: Span<UInt8>, at index: Int, _ end: Int) throws(JSONFault) -> UInt16 {
        var unit: UInt16 = 0
        for offset in 2..<6 {
            guard index &+ offset < end, let digit = digit(source[index &+ offset]) else {
                throw JSONFault(.invalidJSONEscape, at: index, "'\\u' has no four hexadecimal digits after it")
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func digit(_ byte: UInt8) -> UInt16? {
        if byte &- 0x30 < 10 { return UInt16(byte &- 0x30) }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? UInt16(letter) + 10 : nil
    }

    /// Appends a code unit; a half of a character together with the escape after it, if that is the other half, and else U+FFFD.
    private static func appendPair(
        _ unit: UInt16,
        _ source: Span<UInt8>,
        at index: inout Int,
        _ end: Int,
        to output: inout [UInt8]
    ) throws(JSONFault) {
        var unit = UInt32(unit)
        while unit & 0xFC00 == 0xD800 {
            guard index &+ 1 < end, source[index] == UInt8(ascii: "\\"), source[index &+ 1] == UInt8(ascii: "u") else {
                break
            }
            let second = UInt32(try self.unit(source, at: index, end))
            index &+= 6
            if second & 0xFC00 == 0xDC00 {
                unit = 0x1_0000 + (unit & 0x3FF) << 10 + second & 0x3FF
            } else {
                TextEscapes.appendCodePoint(0xFFFD, into: &output)
                unit = second
            }
        }
        TextEscapes.appendCodePoint(unit & 0xF800 == 0xD800 && unit < 0x1_0000 ? 0xFFFD : unit, into: &output)
    }
}
