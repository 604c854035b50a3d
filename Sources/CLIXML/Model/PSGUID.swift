/// A GUID: 128 bits, kept in the order of its text.
public struct PSGUID: Sendable, Hashable {
    /// The first sixteen hexadecimal digits of the text.
    public let high: UInt64

    /// The last sixteen hexadecimal digits of the text.
    public let low: UInt64

    /// The GUID whose digits are all zero.
    public static let zero = PSGUID(high: 0, low: 0)

    /// Makes a GUID of the two halves of its text.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes a GUID of its sixteen bytes in the order of the text.
    public init(textOrder bytes: [16 of UInt8]) {
        var halves: [2 of UInt64] = [0, 0]
        for index in 0..<16 { halves[index >> 3] = halves[index >> 3] << 8 | UInt64(bytes[index]) }
        self.init(high: halves[0], low: halves[1])
    }

    /// Makes a GUID of its sixteen bytes on the wire: the first three groups are little-endian.
    public init(wireOrder bytes: [16 of UInt8]) {
        self.init(textOrder: Self.exchanged(bytes))
    }

    /// The sixteen bytes in the order of the text.
    public var textOrder: [16 of UInt8] {
        var bytes: [16 of UInt8] = .init(repeating: 0)
        for index in 0..<8 {
            bytes[index] = UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index))
            bytes[index + 8] = UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * index))
        }
        return bytes
    }

    /// The sixteen bytes on the wire: the first three groups are little-endian.
    public var wireOrder: [16 of UInt8] { Self.exchanged(textOrder) }

    /// Exchanges text order and wire order.
    private static func exchanged(_ bytes: [16 of UInt8]) -> [16 of UInt8] {
        [
            bytes[3], bytes[2], bytes[1], bytes[0], bytes[5], bytes[4], bytes[7], bytes[6],
            bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15],
        ]
    }

    /// The 17th digit of the text, .NET's `Variant`.
    public var variant: Int { Int(low >> 60) }

    /// The 13th digit of the text, .NET's `Version`: 4 for random ones.
    public var version: Int { Int(high >> 12 & 15) }
}
