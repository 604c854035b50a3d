extension TextEscapes {
    /// Whether element content is exactly what the writer would write for the text that it stands for, so that it can be
    /// copied.
    ///
    /// - Complexity: O(*n*).
    package static func isAsWritten(_ source: Span<UInt8>) -> Bool {
        let count = source.count
        var index = 0
        while true {
            index = firstUnusual(in: source, from: index)
            if index == count { return true }
            let byte = source[index]
            switch byte {
            case UInt8(ascii: "_"):
                guard index &+ 1 < count, source[index &+ 1] | 0x20 == UInt8(ascii: "x") else { break }
                guard isWrittenEscape(source, at: index) else { return false }
                index &+= 6
            case UInt8(ascii: "&"):
                let length = writtenReferenceByteCount(source, at: index)
                guard length > 0 else { return false }
                index &+= length &- 1
            case ..<0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), 0x7F, 0xF0...: return false
            case 0xC2:
                guard index &+ 1 < count, source[index &+ 1] >= 0xA0 else { return false }
            case 0xED:
                guard index &+ 1 < count, source[index &+ 1] < 0xA0 else { return false }
            case 0xEF:
                guard index &+ 2 < count, source[index &+ 1] != 0xBF || source[index &+ 2] < 0xBE else { return false }
            default: break
            }
            index &+= 1
        }
    }

    /// The first byte from an index on at which an escape can begin in element content, or which is more than that; the
    /// count if there is none.
    @inline(__always)
    static func firstUnusual(in source: Span<UInt8>, from start: Int) -> Int {
        // Where there is one, there is mostly another soon.
        let near = min(start &+ 16, source.count)
        var index = firstMarked(in: source.extracting(0..<near), from: start)
        if index < near { return index }
        // Without branches inside a stretch the compiler looks at many bytes at a time.
        while source.count &- index >= 32 {
            let stretch = source.extracting(index..<(index &+ 32))
            var found: UInt8 = 0
            for position in 0..<32 {
                let byte = stretch[position]
                found |= byte &- 0x20 >= 0x5F ? 1 : 0
                // `&`, and `<`, `>` together with `=`.
                found |= byte == 0x26 ? 1 : 0
                found |= byte &- 0x3C < 3 ? 1 : 0
                found |= byte == 0x5F ? 1 : 0
            }
            if found != 0 { break }
            index &+= 32
        }
        return firstMarked(in: source, from: index)
    }

    /// Whether the `_x` at an index begins an escape that the writer writes: upper-case digits, of a character it escapes.
    private static func isWrittenEscape(_ source: Span<UInt8>, at index: Int) -> Bool {
        guard source.count &- index >= 7, source[index &+ 1] == UInt8(ascii: "x"),
            source[index &+ 6] == UInt8(ascii: "_")
        else { return false }
        var unit: UInt32 = 0
        for position in (index &+ 2)..<(index &+ 6) {
            let byte = source[position]
            guard byte < UInt8(ascii: "a"), let digit = hexDigitValue(byte) else { return false }
            unit = unit << 4 | UInt32(digit)
        }
        switch unit {
        case ..<0x20, 0x7F...0x9F, 0xD800...0xDFFF: return true
        case 0x5F: return index &+ 7 < source.count && source[index &+ 7] | 0x20 == UInt8(ascii: "x")
        default: return false
        }
    }

    /// The length of `&lt;`, `&gt;` or `&amp;` at an index, or 0 for any other reference.
    private static func writtenReferenceByteCount(_ source: Span<UInt8>, at index: Int) -> Int {
        let rest = source.count &- index
        guard rest >= 4 else { return 0 }
        if source[index &+ 2] == UInt8(ascii: "t"), source[index &+ 3] == UInt8(ascii: ";") {
            return source[index &+ 1] == UInt8(ascii: "l") || source[index &+ 1] == UInt8(ascii: "g") ? 4 : 0
        }
        guard rest >= 5, source[index &+ 1] == UInt8(ascii: "a"), source[index &+ 2] == UInt8(ascii: "m"),
            source[index &+ 3] == UInt8(ascii: "p"), source[index &+ 4] == UInt8(ascii: ";")
        else { return 0 }
        return 5
    }
}
