/// A top-level value of a damaged document.
public struct RecoveredValue: Sendable {
    /// The value as far as it could be read.
    public let documentValue: DocumentValue

    /// Its element as UTF-8: the bytes of the input, without those that had to be left out. References in it mean what they meant in
    /// the input.
    public let markup: [UInt8]

    /// Whether nothing had to be done to it.
    public let isWhole: Bool
}
