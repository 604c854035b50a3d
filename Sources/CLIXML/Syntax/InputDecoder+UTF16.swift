// UTF-16 and UTF-32, both byte orders.
extension InputDecoder {
    /// Bytes of UTF-16 that are decoded together: few enough that the room they can need at most is small.
    private static let sliceByteCount = 4096

    mutating func appendUTF16(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        var start = 0
        while start < bytes.count {
            let end = min(start &+ InputDecoder.sliceByteCount, bytes.count)
            appendSlice(bytes.extracting(start..<end), to: &output)
            start = end
        }
    }

    /// Appends a slice of whole units, but for the byte that may be left over at the end of the input so far.
    private mutating func appendSlice(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        let low = encoding == .utf16Swapped ? 1 : 0
        var offset = 0
        while offset &+ 1 < bytes.count {
            if highSurrogate == 0 {
                let end = InputDecoder.passASCIIUnits(bytes, from: offset, low: low)
                if end > offset {
                    let units = bytes.extracting(offset..<end)
                    output.appendThroughSink(room: units.count / 2) { $0.put(packing: units) }
                    offset = end
                    continue
                }
            }
            appendUnit(UInt32(bytes[offset &+ low]) | UInt32(bytes[offset &+ 1 &- low]) << 8, to: &output)
            offset &+= 2
        }
        if offset < bytes.count { carried.append(bytes[offset]) }
    }

    /// Where the run of ASCII units from `start` on ends.
    @inline(__always)
    private static func passASCIIUnits(_ bytes: Span<UInt8>, from start: Int, low: Int) -> Int {
        // Of the byte order of the input: all bits but the seven of an ASCII character.
        let others: UInt64 = low == 0 ? 0xFF80_FF80_FF80_FF80 : 0x80FF_80FF_80FF_80FF
        var offset = start
        while bytes.count &- offset >= 32 {
            let block = bytes.extracting(offset..<(offset &+ 32))
            let first = ByteWord.load(block, 0) | ByteWord.load(block, 8)
            let second = ByteWord.load(block, 16) | ByteWord.load(block, 24)
            if (first | second) & others != 0 { break }
            offset &+= 32
        }
        while bytes.count &- offset >= 8 {
            let found = ByteWord.load(bytes, offset) & others
            if found != 0 { return offset &+ (ByteWord.index(of: found) & ~1) }
            offset &+= 8
        }
        while bytes.count &- offset >= 2, bytes[offset &+ low] < 0x80, bytes[offset &+ 1 &- low] == 0 { offset &+= 2 }
        return offset
    }

    /// How many units the text has in UTF-16.
    static func unitCount(_ text: Span<UInt8>) -> Int {
        var count = 0
        var index = 0
        while index < text.count {
            let end = ByteWord.passASCII(text, from: index)
            count += end - index
            index = end
            while index < text.count, text[index] >= 0x80 {
                if text[index] & 0xC0 != 0x80 { count += text[index] >= 0xF0 ? 2 : 1 }
                index += 1
            }
        }
        return count
    }

    private mutating func appendUnit(_ unit: UInt32, to output: inout [UInt8]) {
        if highSurrogate != 0 {
            if unit & 0xFC00 == 0xDC00 {
                let value = 0x10000 + (highSurrogate & 0x3FF) << 10 + unit & 0x3FF
                highSurrogate = 0
                TextEscapes.appendCodePoint(value, into: &output)
                return
            }
            highSurrogate = 0
            appendReplacement(to: &output)
        }
        switch unit & 0xFC00 {
        case 0xD800: highSurrogate = unit
        case 0xDC00: appendReplacement(to: &output)
        default: TextEscapes.appendCodePoint(unit, into: &output)
        }
    }

    mutating func appendUTF32(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        let isSwapped = encoding == .utf32Swapped
        var offset = 0
        while offset &+ 3 < bytes.count {
            var value: UInt32 = 0
            for index in 0..<4 { value = value << 8 | UInt32(bytes[offset &+ (isSwapped ? index : 3 &- index)]) }
            offset &+= 4
            if Unicode.Scalar(value) != nil {
                TextEscapes.appendCodePoint(value, into: &output)
            } else {
                appendReplacement(to: &output)
            }
        }
        carried.append(bytes.extracting(offset..<bytes.count))
    }
}
