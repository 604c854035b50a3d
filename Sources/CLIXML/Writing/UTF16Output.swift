/// Turns what was written into UTF-16, low byte first.
enum UTF16Output {
    /// Appends UTF-8 text as UTF-16.
    ///
    /// - Complexity: O(*n*).
    static func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
        output.append(addingCapacity: 2 * text.count) { units in
            var index = 0
            while index < text.count {
                let first = UInt32(text[index])
                let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
                guard length <= text.count - index else { return }
                var scalar = length == 1 ? first : first & (0x7F >> UInt32(length))
                for offset in 1..<max(length, 1) where length > 1 {
                    scalar = scalar << 6 | UInt32(text[index + offset] & 0x3F)
                }
                index += length
                if scalar < 0x1_0000 {
                    append(scalar, to: &units)
                } else {
                    append(0xD7C0 + scalar >> 10, to: &units)
                    append(0xDC00 | scalar & 0x3FF, to: &units)
                }
            }
        }
    }

    @inline(__always)
    private static func append(_ unit: UInt32, to units: inout OutputSpan<UInt8>) {
        units.append(UInt8(truncatingIfNeeded: unit))
        units.append(UInt8(truncatingIfNeeded: unit >> 8))
    }
}
