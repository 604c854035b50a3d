/// Bytes of a document that are not UTF-8, as consoles with a code page write them, carried through the reader.
///
/// The reader would replace them. In the form `_xDCNN_`, the escape of a low surrogate without a high one, they pass as text, and
/// come out as the bytes they were.
enum RawBytes {
    /// The bytes with those that are not UTF-8 in that form.
    ///
    /// - Complexity: O(*n*).
    static func escaping(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        let digits = Array("0123456789ABCDEF".utf8)
        var index = 0
        while index < bytes.count {
            let count = sequenceLength(bytes, at: index)
            if count > 0 {
                result += bytes[index..<(index + count)]
                index += count
            } else {
                result += "_xDC".utf8
                result += [digits[Int(bytes[index] >> 4)], digits[Int(bytes[index] & 15)], UInt8(ascii: "_")]
                index += 1
            }
        }
        return result
    }

    /// The bytes of a text for the stream: what ``escaping(_:)`` carried through as it was, other lone surrogates as U+FFFD.
    ///
    /// - Parameter text: WTF-8.
    static func restoring(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0xED) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            guard text[index] == 0xED, index + 2 < text.count, text[index + 1] >= 0xA0 else {
                result.append(text[index])
                index += 1
                continue
            }
            let unit = 0xD000 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
            if 0xDC80...0xDCFF ~= unit {
                result.append(UInt8(truncatingIfNeeded: unit))
            } else {
                result += [0xEF, 0xBF, 0xBD]
            }
            index += 3
        }
        return result
    }

    /// How many bytes the character at `index` has, or 0 if there is none.
    private static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
        let lead = bytes[index]
        let count: Int
        var range: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0..<0x80: return 1
        case 0xC2...0xDF: count = 2
        case 0xE0...0xEF:
            count = 3
            if lead == 0xE0 { range = 0xA0...0xBF }
            if lead == 0xED { range = 0x80...0x9F }
        case 0xF0...0xF4:
            count = 4
            if lead == 0xF0 { range = 0x90...0xBF }
            if lead == 0xF4 { range = 0x80...0x8F }
        default: return 0
        }
        guard index + count <= bytes.count else { return 0 }
        for next in bytes[(index + 1)..<(index + count)] {
            guard range ~= next else { return 0 }
            range = 0x80...0xBF
        }
        return count
    }
}
