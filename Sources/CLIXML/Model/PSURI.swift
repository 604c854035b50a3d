/// stub
public struct PSURI: Sendable, Hashable {
    public let originalString: String;
    package init?(_ text: Span<UInt8>) { originalString = TextEscapes.string(fromWTF8: text) }
}
