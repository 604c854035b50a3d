extension PrimitiveParser {
    /// Reads a URI of text whose escapes are decoded, or returns `nil` when .NET refuses it (clixml.md 2.8).
    package static func uri(_ text: Span<UInt8>) -> PSURI? { PSURI(bytes: text) }
}
