import PSRP

/// Tells compressed streams from plain ones where the message that agreed on it is not in the recording (spec/psrp.md
/// section 8.5).
package enum XpressFraming {
    /// Whether bytes are a whole number of chunks: two numbers, each one less than a size, and as many bytes as the second
    /// says, which are not more than the first says.
    package static func isFramed(_ bytes: Span<UInt8>) -> Bool {
        var cursor = ByteCursor()
        guard bytes.count > 4 else { return false }
        while cursor.offset < bytes.count {
            guard
                let original = cursor.readLittleEndian(UInt16.self, bytes),
                let stored = cursor.readLittleEndian(UInt16.self, bytes),
                stored <= original, cursor.skip(Int(stored) + 1, bytes)
            else { return false }
        }
        return true
    }
}
