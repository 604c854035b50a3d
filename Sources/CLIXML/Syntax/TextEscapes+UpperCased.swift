extension TextEscapes {
    /// The text in the form in which names equal ignoring case are the same bytes.
    ///
    /// - Complexity: O(*n*).
    package static func upperCased(_ text: Span<UInt8>) -> [UInt8] {
        var upper: [UInt8] = []
        upper.reserveCapacity(text.count)
        var index = 0
        while index < text.count { appendCodePoint(upperScalar(nextScalar(in: text, at: &index)), into: &upper) }
        return upper
    }
}
