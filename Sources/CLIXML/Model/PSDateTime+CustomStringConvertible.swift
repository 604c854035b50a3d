extension PSDateTime: CustomStringConvertible {
    /// The date as it was written, offset included, for example `2024-01-02T03:04:05.6-04:00`.
    public var description: String {
        var output: [UInt8] = []
        PrimitiveFormatter.dateTimeAsWritten(self, into: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
