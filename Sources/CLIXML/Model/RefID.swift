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
        guard let (number, end) = plainNumber(bytes, from: 0), end == bytes.count else { return nil }
        return number
    }

    /// The same for the digits from an index of a source on, and where they end.
    @inline(__always)
    static func plainNumber(_ source: Span<UInt8>, from start: Int) -> (number: UInt64, end: Int)? {
        // One more than a number may have.
        let bound = min(source.count, start &+ 19)
        var number: UInt64 = 0
        var end = start
        while end < bound {
            let digit = source[end] &- 0x30
            guard digit < 10 else { break }
            number = number &* 10 &+ UInt64(digit)
            end &+= 1
        }
        let count = end &- start
        guard count > 0, count <= 18, count == 1 || source[start] != 0x30 else { return nil }
        return (number, end)
    }

    /// The text of the attribute.
    public var description: String { text ?? String(number) }
}
