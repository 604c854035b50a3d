extension PSURI: CustomStringConvertible {
    /// The text as given.
    public var description: String { originalString }
}
