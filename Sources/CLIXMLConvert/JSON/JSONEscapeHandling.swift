/// Which characters are escaped in JSON strings, as ConvertTo-Json's `-EscapeHandling`.
public enum JSONEscapeHandling: Sendable, Hashable, CaseIterable {
    /// Only what JSON demands, and U+0085, U+2028 and U+2029.
    case standard
    /// Everything outside ASCII too.
    case nonASCII
    /// The characters that mean something in HTML too: `'`, `"`, `<`, `>`, `&`.
    case html
}
