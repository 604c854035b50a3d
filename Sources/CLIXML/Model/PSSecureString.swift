/// A SecureString as it stands in a document: sealed, or on Unix plain text in disguise (spec section 2.10).
///
/// Nothing is decrypted here. In a file of Windows the text is the hexadecimal form of a DPAPI blob that only the user on
/// that machine can open; in one of Linux or macOS it is the hexadecimal form of the characters themselves. In a remoting
/// message it is Base64, of the characters or of what the session key made of them.
public struct PSSecureString: Sendable, Hashable {
    /// The text of the element.
    public let text: String

    /// Wraps the text of an `SS` element.
    public init(text: String) { self.text = text }
}
