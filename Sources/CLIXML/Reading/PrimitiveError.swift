/// Why the text of a primitive element was refused.
///
/// PowerShell turns most of these into one XML error that names the type; those that it lets through as they are have a
/// case of their own (clixml.md 6.11).
package enum PrimitiveError: Error, Sendable, Hashable {
    /// The text is not of the type's form, or its value does not fit in the type.
    case malformed

    /// The form is right and the value too large: a time span, a date that rounds past the last one, a part of a
    /// version. Only the document's own version and the first two keep their exception in PowerShell.
    case outOfRange

    /// A SecureString without text.
    case emptySecureString

    /// A SecureString with an odd number of characters.
    case oddSecureStringLength

    /// A SecureString with something else than hexadecimal digits.
    case malformedSecureString

    /// A SecureString with an odd number of bytes, so that it cannot be UTF-16.
    case oddSecureStringByteCount
}
