/// A decimal number as .NET has it: a 96-bit whole number, a sign, and how many of its digits come after the point.
///
/// Two values are equal when they are written alike: `1.0` and `1.00` differ. Zero has no sign.
public struct PSDecimal: Sendable, Hashable {
    /// Bits 0 to 63 of the whole number.
    public let low: UInt64

    /// Bits 64 to 95 of the whole number.
    public let high: UInt32

    private let storedScale: UInt8

    /// True for numbers below zero.
    public let isNegative: Bool

    /// Digits after the point, from 0 to 28.
    public var scale: Int { Int(storedScale) }

    /// The whole number without point and sign, below 2^96.
    public var magnitude: UInt128 { UInt128(high) << 64 | UInt128(low) }

    /// Makes a number, or returns `nil` when the magnitude has more than 96 bits or the scale is not from 0 to 28.
    public init?(magnitude: UInt128, scale: Int, isNegative: Bool = false) {
        guard magnitude >> 96 == 0, (0...28).contains(scale) else { return nil }
        low = UInt64(truncatingIfNeeded: magnitude)
        high = UInt32(truncatingIfNeeded: magnitude >> 64)
        storedScale = UInt8(truncatingIfNeeded: scale)
        self.isNegative = isNegative && magnitude != 0
    }
}
