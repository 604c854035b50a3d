/// Something that a ``CLIXMLRecovery`` did to a document to go on, and why.
public struct Repair: Sendable, Hashable {
    /// What was done.
    public enum Kind: Sendable, Hashable {
        /// Bytes were left out, and elements that stood open there were closed.
        case leftOut
        /// The start tags of elements were lost: the elements were opened again, with the attributes that could still be read.
        case reopened
        /// The document ends too early: open elements were closed.
        case closed
        /// Characters that cannot stand in XML were written with an escape.
        case escaped
        /// What does not belong to the document was passed over: text around it, a root that cannot be used as it is.
        case passedOver
        /// Bytes that are not valid in the encoding became U+FFFD.
        case replaced
        /// The text goes on in another encoding: it was read in that one.
        case transcoded
        /// Another document begins: its values were joined to those before.
        case joined
    }

    /// What was done.
    public let kind: Kind

    /// What is wrong, and where the reader noticed it.
    public let error: CLIXMLError

    /// The bytes of the input that are concerned.
    public let byteRange: Range<Int>

    /// Makes a repair.
    public init(kind: Kind, error: CLIXMLError, byteRange: Range<Int>) {
        self.kind = kind
        self.error = error
        self.byteRange = byteRange
    }

    /// Whether something of the input is not in the result.
    public var losesContent: Bool {
        switch kind {
        case .leftOut: !byteRange.isEmpty
        case .reopened, .closed, .replaced: true
        case .escaped, .passedOver, .transcoded, .joined: false
        }
    }
}
