extension PSDecimal: LosslessStringConvertible {
    /// Reads a decimal number as the text of an element, or returns `nil`.
    public init?(_ description: String) {
        let bytes = Array(description.utf8)
        guard let value = PrimitiveParser.decimal(bytes.span) else { return nil }
        self = value
    }

    /// All digits, without exponent.
    public var description: String {
        var output: [UInt8] = []
        PrimitiveFormatter.decimal(self, into: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
