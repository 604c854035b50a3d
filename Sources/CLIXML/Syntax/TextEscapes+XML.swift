/// Where in a document a piece of character data stands; line ends and quotes are treated by it.
package enum XMLPlace: Sendable {
    /// Element content: CR LF and CR become LF.
    case text

    /// An attribute value: CR LF, CR, LF and TAB become a blank.
    case attribute

    /// A CDATA section: line ends as in text, `&` means itself.
    case cdata
}

extension TextEscapes {
    // MARK: - Reading

    /// Appends character data as XML means it: line ends normalised, the five entities and numeric references expanded.
    ///
    /// References to any code unit are taken, U+0000 and surrogates included (clixml.md 3.5); two halves of a character
    /// are joined, also with what was appended before from `textStart` on.
    ///
    /// - Returns: the offset of the first `&` that begins no such reference, which is then kept as it stands, or `nil`.
    @discardableResult
    package static func unescapeXML(
        _ text: Span<UInt8>,
        in place: XMLPlace = .text,
        into output: inout [UInt8],
        textStart: Int? = nil
    ) -> Int? {
        let start = textStart ?? output.count
        let count = text.count
        var malformed: Int?
        var index = 0
        var copied = 0
        while index < count {
            switch text[index] {
            case 0x26 where place != .cdata:
                output.append(text, copied..<index)
                if let reference = reference(at: index, in: text) {
                    if reference.value < 0x1_0000 {
                        appendCodeUnit(UInt16(truncatingIfNeeded: reference.value), into: &output, textStart: start)
                    } else {
                        appendCodePoint(reference.value, into: &output)
                    }
                    index += reference.byteCount
                    copied = index
                } else {
                    malformed = malformed ?? index
                    copied = index
                    index += 1
                }
            case 0x0D:
                output.append(text, copied..<index)
                output.append(place == .attribute ? 0x20 : 0x0A)
                index += index + 1 < count && text[index + 1] == 0x0A ? 2 : 1
                copied = index
            case 0x09 where place == .attribute, 0x0A where place == .attribute:
                output.append(text, copied..<index)
                output.append(0x20)
                index += 1
                copied = index
            default:
                index += 1
            }
        }
        output.append(text, copied..<count)
        return malformed
    }

    /// Appends character data as the reader hands it on: XML undone first, then the `_xHHHH_` escapes.
    package static func decodeText(_ text: Span<UInt8>, in place: XMLPlace = .text, into output: inout [UInt8]) {
        let start = output.count
        unescapeXML(text, in: place, into: &output)
        decodeEscapes(in: &output, from: start)
    }

    private struct Reference {
        var byteCount: Int
        var value: UInt32
    }

    /// The entity or character reference whose `&` stands at an index, or `nil` when it is none that XML defines.
    private static func reference(at index: Int, in text: Span<UInt8>) -> Reference? {
        let count = text.count
        guard count - index >= 4 else { return nil }
        switch text[index + 1] {
        case 0x23:
            var position = index + 2
            let isHexadecimal = text[position] == 0x78
            if isHexadecimal { position += 1 }
            let firstDigit = position
            var value: UInt32 = 0
            while position < count, text[position] != 0x3B {
                guard let digit = hexDigitValue(text[position]), isHexadecimal || digit < 10 else { return nil }
                guard isHexadecimal || text[position] < 0x3A else { return nil }
                value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
                guard value <= 0x10_FFFF else { return nil }
                position += 1
            }
            guard position < count, position > firstDigit else { return nil }
            return Reference(byteCount: position + 1 - index, value: value)
        case 0x6C where text[index + 2] == 0x74 && text[index + 3] == 0x3B:
            return Reference(byteCount: 4, value: 0x3C)
        case 0x67 where text[index + 2] == 0x74 && text[index + 3] == 0x3B:
            return Reference(byteCount: 4, value: 0x3E)
        case 0x61:
            if count - index >= 5, text[index + 2] == 0x6D, text[index + 3] == 0x70, text[index + 4] == 0x3B {
                return Reference(byteCount: 5, value: 0x26)
            }
            if count - index >= 6, text[index + 2] == 0x70, text[index + 3] == 0x6F, text[index + 4] == 0x73,
                text[index + 5] == 0x3B
            {
                return Reference(byteCount: 6, value: 0x27)
            }
            return nil
        case 0x71:
            guard count - index >= 6, text[index + 2] == 0x75, text[index + 3] == 0x6F, text[index + 4] == 0x74,
                text[index + 5] == 0x3B
            else { return nil }
            return Reference(byteCount: 6, value: 0x22)
        default:
            return nil
        }
    }

    // MARK: - Writing

    /// Appends text with `&`, `<` and `>` escaped (clixml.md 3.3).
    ///
    /// U+FFFE, U+FFFF and control characters but TAB, LF and CR become references.
    package static func escapeXMLText(_ text: Span<UInt8>, into output: inout [UInt8]) {
        encode(text, escapes: false, place: .text, into: &output)
    }

    /// Appends text with `&`, `<`, `>` and `"` escaped (clixml.md 3.3).
    ///
    /// U+FFFE, U+FFFF and control characters but TAB, LF and CR become references.
    package static func escapeXMLAttribute(_ text: Span<UInt8>, into output: inout [UInt8]) {
        encode(text, escapes: false, place: .attribute, into: &output)
    }

    /// The first U+FFFE or U+FFFF of a text: what a writer that checks characters refuses, as files' does.
    package static func firstNoncharacter(in text: Span<UInt8>) -> UInt16? {
        guard text.count >= 3 else { return nil }
        for index in 0..<text.count - 2 where text[index] == 0xEF {
            if text[index + 1] == 0xBF, text[index + 2] >= 0xBE { return 0xFFC0 | UInt16(text[index + 2] & 0x3F) }
        }
        return nil
    }
}
