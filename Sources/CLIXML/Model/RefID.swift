/// What identifies an object or a type-name list inside one document: `RefId` on the wire.
///
/// A `RefId` is compared as text (`01` is not `1`), and nearly all are plain decimal numbers, so those are kept as one.
public struct RefID: Sendable, Hashable, CustomStringConvertible {
    /// The number, or `.max` where the text is not a plain decimal number.
    package let number: UInt64
    private let text: String?

    /// A number as writers give it: decimal without padding.
    public init(_ number: UInt32) {
        self.number = UInt64(number)
        text = nil
    }

    /// The same for any number.
    package init(number: UInt64) {
        self.number = number
        text = nil
    }

    /// The identifier of an attribute's text, already unescaped.
    package init(_ bytes: Span<UInt8>) {
        if let number = RefID.plainNumber(bytes) {
            self.number = number
            text = nil
        } else {
            number = .max
            text = TextEscapes.string(fromWTF8: bytes)
        }
    }

    /// Whether the text is a plain decimal number.
    package var isPlainNumber: Bool { text == nil }

    /// The value of a decimal number of at most 18 digits without padding, else `nil`.
    @inline(__always)
    package static func plainNumber(_ bytes: Span<UInt8>) -> UInt64? {
        let count = bytes.count
        guard count > 0, count <= 18, count == 1 || bytes[0] != 0x30 else { return nil }
        var number: UInt64 = 0
        for index in bytes.indices {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            number = number &* 10 &+ UInt64(digit)
        }
        return number
    }

    /// The text of the attribute.
    public var description: String { text ?? String(number) }
}
