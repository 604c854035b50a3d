/// The two layers of text coding: `_xHHHH_` escapes on UTF-16 code units, and XML escaping around them.
///
/// All text here is WTF-8: UTF-8 in which a lone surrogate stands as its three bytes. Two halves that come together,
/// wherever each came from, always become the four bytes of their character. Every function appends to its output.
package enum TextEscapes {
    // MARK: - Decoding

    /// Appends text with its `_xHHHH_` and `_xHHHHHHHH_` escapes decoded (clixml.md 3.4).
    ///
    /// PowerShell repeats the text between a decodable escape and an undecodable eight-digit one that follows it. That
    /// is the one thing not done here: the undecodable escape just stays as it is written.
    package static func decodeEscapes(_ text: Span<UInt8>, into output: inout [UInt8]) {
        let start = output.count
        output.append(text)
        decodeEscapes(in: &output, from: start)
    }

    /// Decodes the escapes of the text that fills a buffer from an index to its end, in place.
    ///
    /// Decoding never lengthens text, so the buffer is only shortened.
    package static func decodeEscapes(in buffer: inout [UInt8], from start: Int) {
        var read = start
        let end = buffer.count
        do {
            // Most text has nothing to decode, and what comes before the first candidate stays where it is.
            let bytes = buffer.span
            while read < end, bytes[read] != 0x5F, bytes[read] != 0xED { read += 1 }
        }
        if read == end { return }
        var write = read
        var bytes = buffer.mutableSpan
        while read < end {
            let byte = bytes[read]
            if byte == 0x5F, let escape = escape(at: read, in: bytes.span) {
                if escape.isDecodable {
                    write = put(escape.value, into: &bytes, at: write, textStart: start)
                } else {
                    for offset in 0..<escape.byteCount { bytes[write + offset] = bytes[read + offset] }
                    write += escape.byteCount
                }
                read += escape.byteCount
            } else if byte == 0xED, let surrogate = surrogate(at: read, in: bytes.span) {
                write = put(UInt32(surrogate), into: &bytes, at: write, textStart: start)
                read += 3
            } else {
                if write != read { bytes[write] = byte }
                write += 1
                read += 1
            }
        }
        buffer.removeLast(end - write)
    }

    /// Says whether the text has an escape to decode.
    ///
    /// Costs one pass.
    package static func containsEscape(_ text: Span<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            if text[index] == 0x5F, let escape = escape(at: index, in: text) {
                if escape.isDecodable { return true }
                index += escape.byteCount
            } else {
                index += 1
            }
        }
        return false
    }

    private struct Escape {
        var byteCount: Int
        var value: UInt32
        var isDecodable: Bool
    }

    /// The escape whose underscore stands at an index, or `nil` when none does.
    private static func escape(at index: Int, in text: Span<UInt8>) -> Escape? {
        guard text.count - index >= 7, text[index + 1] | 0x20 == 0x78 else { return nil }
        var value: UInt32 = 0
        var position = index + 2
        for _ in 0..<4 {
            guard let digit = hexDigitValue(text[position]) else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        if text[position] == 0x5F { return Escape(byteCount: 7, value: value, isDecodable: true) }
        guard text.count - index >= 11, text[index + 10] == 0x5F else { return nil }
        for _ in 0..<4 {
            guard let digit = hexDigitValue(text[position]) else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        switch value {
        case ..<0x11_0000:
            return Escape(byteCount: 11, value: value, isDecodable: true)
        case 0x8000_0000...:
            // PowerShell parses into a signed number, finds it below 0x10000 and keeps the low half.
            return Escape(byteCount: 11, value: value & 0xFFFF, isDecodable: true)
        default:
            return Escape(byteCount: 11, value: value, isDecodable: false)
        }
    }

    /// Writes a code unit or code point into a span and returns the index after it.
    private static func put(
        _ value: UInt32,
        into bytes: inout MutableSpan<UInt8>,
        at index: Int,
        textStart: Int
    ) -> Int {
        if value & 0xFFFF_FC00 == 0xDC00, index - textStart >= 3, bytes[index - 3] == 0xED,
            bytes[index - 2] & 0xF0 == 0xA0
        {
            let high = 0xD000 | UInt32(bytes[index - 2] & 0x3F) << 6 | UInt32(bytes[index - 1] & 0x3F)
            return put(joined(high, value), into: &bytes, at: index - 3, textStart: textStart)
        }
        switch value {
        case ..<0x80:
            bytes[index] = UInt8(truncatingIfNeeded: value)
            return index + 1
        case ..<0x800:
            bytes[index] = UInt8(truncatingIfNeeded: 0xC0 | value >> 6)
            bytes[index + 1] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return index + 2
        case ..<0x1_0000:
            bytes[index] = UInt8(truncatingIfNeeded: 0xE0 | value >> 12)
            bytes[index + 1] = UInt8(truncatingIfNeeded: 0x80 | (value >> 6) & 0x3F)
            bytes[index + 2] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return index + 3
        default:
            bytes[index] = UInt8(truncatingIfNeeded: 0xF0 | value >> 18)
            bytes[index + 1] = UInt8(truncatingIfNeeded: 0x80 | (value >> 12) & 0x3F)
            bytes[index + 2] = UInt8(truncatingIfNeeded: 0x80 | (value >> 6) & 0x3F)
            bytes[index + 3] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return index + 4
        }
    }

    // MARK: - Encoding

    /// Appends text with the `_xHHHH_` escapes the writer puts in (clixml.md 3.1), without XML escaping.
    package static func encodeEscapes(_ text: Span<UInt8>, into output: inout [UInt8]) {
        encode(text, escapes: true, place: nil, into: &output)
    }

    /// Appends text as the writer puts it into an element: `_xHHHH_` escapes, then XML escapes, in one pass.
    package static func encodeText(_ text: Span<UInt8>, into output: inout [UInt8]) {
        encode(text, escapes: true, place: .text, into: &output)
    }

    /// Appends text as the writer puts it into an attribute: `_xHHHH_` escapes, then XML escapes, in one pass.
    package static func encodeAttribute(_ text: Span<UInt8>, into output: inout [UInt8]) {
        encode(text, escapes: true, place: .attribute, into: &output)
    }

    /// The pass behind all writing.
    ///
    /// Inlined into each of its callers, where the two switches are constants.
    @inline(__always)
    static func encode(_ text: Span<UInt8>, escapes: Bool, place: XMLPlace?, into output: inout [UInt8]) {
        let count = text.count
        var index = 0
        var copied = 0
        let mask = (escapes ? 1 : 0) | (place == nil ? 0 : 2) | (place == .attribute ? 4 : 0) as UInt8
        while true {
            while index < count, encodingClasses[Int(text[index])] & mask == 0 { index += 1 }
            if index == count { break }
            let byte = text[index]
            var consumed = 1
            var code: UInt32?
            var reference: String?
            switch byte {
            case 0x5F:
                if escapes, index + 1 < count, text[index + 1] | 0x20 == 0x78 { code = 0x5F }
            case ..<0x20, 0x7F:
                if escapes {
                    code = UInt32(byte)
                } else if place != nil, byte < 0x20 {
                    reference = "&#x\(String(byte, radix: 16, uppercase: true));"
                }
            case 0x26:
                if place != nil { reference = "&amp;" }
            case 0x3C:
                if place != nil { reference = "&lt;" }
            case 0x3E:
                if place != nil { reference = "&gt;" }
            case 0x22:
                if place == .attribute { reference = "&quot;" }
            case 0xC2:
                if escapes, index + 1 < count, text[index + 1] & 0xE0 == 0x80 {
                    code = UInt32(text[index + 1])
                    consumed = 2
                }
            case 0xED:
                if escapes, let surrogate = surrogate(at: index, in: text) {
                    code = UInt32(surrogate)
                    consumed = 3
                }
            case 0xEF:
                if place != nil, count - index >= 3, text[index + 1] == 0xBF, text[index + 2] >= 0xBE {
                    reference = text[index + 2] == 0xBE ? "&#xFFFE;" : "&#xFFFF;"
                    consumed = 3
                }
            default:
                if escapes, count - index >= 4 {
                    code = supplementary(at: index, in: text)
                    consumed = 4
                }
            }
            if let code {
                output.append(text, copied..<index)
                if code >= 0x1_0000 {
                    appendEscape(UInt16(truncatingIfNeeded: 0xD7C0 + code >> 10), into: &output)
                    appendEscape(UInt16(truncatingIfNeeded: 0xDC00 | code & 0x3FF), into: &output)
                } else {
                    appendEscape(UInt16(truncatingIfNeeded: code), into: &output)
                }
            } else if let reference {
                output.append(text, copied..<index)
                output.append(text: reference)
            } else {
                index += 1
                continue
            }
            index += consumed
            copied = index
        }
        output.append(text, copied..<count)
    }

    /// Where an escape can begin: 1 in coded text, 2 in XML, 4 in attribute values.
    private static let encodingClasses: InlineArray<256, UInt8> = [
        3, 3, 3, 3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 1, 3, 3,
        3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
        0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ]

    /// The first byte from an index on at which an escape can begin in element content; the count if there is none.
    @inline(__always)
    static func firstMarked(in text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count, encodingClasses[Int(text[index])] & 3 == 0 { index &+= 1 }
        return index
    }

    private static func appendEscape(_ unit: UInt16, into output: inout [UInt8]) {
        output.append(0x5F)
        output.append(0x78)
        output.append(upperHexDigit(UInt8(truncatingIfNeeded: unit >> 12)))
        output.append(upperHexDigit(UInt8(truncatingIfNeeded: unit >> 8) & 15))
        output.append(upperHexDigit(UInt8(truncatingIfNeeded: unit >> 4) & 15))
        output.append(upperHexDigit(UInt8(truncatingIfNeeded: unit) & 15))
        output.append(0x5F)
    }
}
