extension TextEscapes {
    /// Compares two texts as .NET's OrdinalIgnoreCase does: scalar by scalar, each mapped to its simple upper case.
    package static func equalIgnoringCase(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        let common = min(left.count, right.count)
        var index = 0
        while index < common {
            let first = left[index]
            let second = right[index]
            if (first | second) & 0x80 != 0 {
                return equalIgnoringCaseBeyondASCII(left, right, from: index)
            }
            if first != second, upperASCII(first) != upperASCII(second) { return false }
            index += 1
        }
        return left.count == right.count
    }

    /// Whether two texts are the same, case included.
    @inline(__always)
    static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }

    /// Hashes a text so that texts equal under ``equalIgnoringCase(_:_:)`` hash alike.
    ///
    /// - Parameter seed: makes the hash unpredictable where names come from strangers.
    package static func foldedHash(_ text: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var state = seed ^ 0xCBF2_9CE4_8422_2325
        var index = 0
        while index < text.count {
            let byte = text[index]
            let value: UInt32
            if byte < 0x80 {
                value = UInt32(upperASCII(byte))
                index += 1
            } else {
                value = upperScalar(nextScalar(in: text, at: &index))
            }
            state = (state ^ UInt64(value)) &* 0x9E37_79B9_7F4A_7C15
            state ^= state >> 32
        }
        return state
    }

    private static func equalIgnoringCaseBeyondASCII(
        _ left: Span<UInt8>,
        _ right: Span<UInt8>,
        from start: Int
    ) -> Bool {
        var leftIndex = start
        var rightIndex = start
        while leftIndex < left.count, rightIndex < right.count {
            let first = nextScalar(in: left, at: &leftIndex)
            let second = nextScalar(in: right, at: &rightIndex)
            if first != second, upperScalar(first) != upperScalar(second) { return false }
        }
        return leftIndex == left.count && rightIndex == right.count
    }

    @inline(__always)
    private static func upperASCII(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte &- 0x20 : byte }

    /// Decodes one code point of WTF-8.
    ///
    /// A byte that begins none counts as itself, beyond all code points.
    static func nextScalar(in text: Span<UInt8>, at index: inout Int) -> UInt32 {
        let lead = text[index]
        let length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0
        if length == 1 {
            index += 1
            return UInt32(lead)
        }
        guard length > 0, text.count - index >= length else {
            index += 1
            return 0x8000_0000 | UInt32(lead)
        }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
        index += length
        return value
    }

    /// The simple upper case of a code point as .NET's ordinal comparison has it.
    ///
    /// The standard library knows only full mappings. Where a full mapping has several scalars the simple one is the
    /// scalar itself, but for the small Greek letters with iota subscript, whose simple upper case is a title case letter.
    static func upperScalar(_ value: UInt32) -> UInt32 {
        switch value {
        case ..<0x80:
            return UInt32(upperASCII(UInt8(truncatingIfNeeded: value)))
        case 0x131, 0x17F:
            // .NET keeps these two so that no comparison depends on Turkish.
            return value
        case 0x1F80...0x1F87, 0x1F90...0x1F97, 0x1FA0...0x1FA7:
            return value + 8
        case 0x1FB3, 0x1FC3, 0x1FF3:
            return value + 9
        default:
            guard let scalar = Unicode.Scalar(value) else { return value }
            var mapped = scalar.properties.uppercaseMapping.unicodeScalars.makeIterator()
            guard let first = mapped.next(), mapped.next() == nil else { return value }
            return first.value
        }
    }
}
