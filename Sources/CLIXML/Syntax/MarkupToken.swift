/// What ``MarkupScanner`` found next.
enum MarkupToken: UInt8, Sendable {
    /// The source ends inside a token; more is needed.
    case incomplete
    case startTag
    case emptyTag
    case endTag
    case text
    case cdata
    /// An XML declaration, wherever it stands.
    case declaration
    /// A comment or processing instruction.
    case skipped
    case endOfInput
}
