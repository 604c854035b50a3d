extension PSDuration: LosslessStringConvertible {
    /// Reads a duration of XML Schema, for example `P1DT2H`, or returns `nil`.
    public init?(_ description: String) {
        let bytes = Array(description.utf8)
        guard let value = try? PrimitiveParser.duration(bytes.span) else { return nil }
        self = value
    }

    /// A duration of XML Schema in days, hours, minutes and seconds.
    public var description: String {
        var output: [UInt8] = []
        PrimitiveFormatter.duration(self, into: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
