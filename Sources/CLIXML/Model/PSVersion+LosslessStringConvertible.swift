extension PSVersion: LosslessStringConvertible {
    /// Reads a version of two to four parts, or returns `nil`.
    public init?(_ description: String) {
        let bytes = Array(description.utf8)
        guard let value = try? PrimitiveParser.version(bytes.span) else { return nil }
        self = value
    }

    /// The parts that were given, joined by points.
    public var description: String {
        var output: [UInt8] = []
        PrimitiveFormatter.version(self, into: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
