/// A GUID: sixteen bytes, in the order of its text.
public struct PSGUID: Sendable, Hashable, CustomStringConvertible {
    /// The first eight bytes in text order, as a big-endian number.
    package let high: UInt64
    /// The last eight bytes in text order, as a big-endian number.
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The GUID of zeros.
    public static let zero = PSGUID(high: 0, low: 0)

    /// Lower case with hyphens.
    public var description: String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { text.append("-") }
            let half = index < 16 ? high : low
            text.append(digits[Int(half >> UInt64(60 - 4 * (index % 16)) & 15)])
        }
        return text
    }
}
