/// A place in bytes, from which integers are read in either order and never beyond the end.
///
/// The bytes are handed in with every call, since a span cannot be kept.
package struct ByteCursor {
    /// Bytes read so far.
    package private(set) var offset: Int

    /// Starts at `offset`.
    package init(offset: Int = 0) { self.offset = offset }

    /// Reads one byte, or returns `nil` at the end.
    package mutating func readByte(_ bytes: Span<UInt8>) -> UInt8? {
        guard offset >= 0, offset < bytes.count else { return nil }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// Reads an integer with its lowest byte first, or returns `nil` and stays when not all of it is there.
    package mutating func readLittleEndian<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type,
        _ bytes: Span<UInt8>
    ) -> Value? {
        readBigEndian(type, bytes).map(\.byteSwapped)
    }

    /// Reads an integer with its highest byte first, or returns `nil` and stays when not all of it is there.
    package mutating func readBigEndian<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type,
        _ bytes: Span<UInt8>
    ) -> Value? {
        let size = Value.bitWidth / 8
        guard offset >= 0, bytes.count - offset >= size else { return nil }
        var value: Value = 0
        for index in offset..<offset + size { value = value << 8 | Value(truncatingIfNeeded: bytes[index]) }
        offset += size
        return value
    }

    /// Moves on by `count` bytes, or returns `false` and stays when there are fewer.
    package mutating func skip(_ count: Int, _ bytes: Span<UInt8>) -> Bool {
        guard count >= 0, offset >= 0, bytes.count - offset >= count else { return false }
        offset += count
        return true
    }
}

extension [UInt8] {
    /// Appends an integer, its highest byte first.
    mutating func appendBigEndian(_ value: some FixedWidthInteger & UnsignedInteger) {
        var shift = type(of: value).bitWidth
        while shift > 0 {
            shift -= 8
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// Appends an integer, its lowest byte first.
    mutating func appendLittleEndian(_ value: some FixedWidthInteger & UnsignedInteger) {
        appendBigEndian(value.byteSwapped)
    }
}
