extension PSGUID: LosslessStringConvertible {
    /// Reads a GUID in any form .NET takes, or returns `nil`.
    public init?(_ description: String) {
        let bytes = Array(description.utf8)
        guard let value = PrimitiveParser.guid(bytes.span) else { return nil }
        self = value
    }

    /// Lower case with dashes.
    public var description: String {
        var output: [UInt8] = []
        PrimitiveFormatter.guid(self, into: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
