package import CLIXML

/// One token of a JSON text: what it is and where it stands, nothing copied.
package struct JSONToken: Equatable {
    package enum Kind: UInt8 {
        case beginObject, endObject, beginArray, endArray
        case comma, colon
        /// A text in quotes; `start` and `end` are those of what stands between them.
        case string
        /// A member's name without quotes.
        case name
        case number
        case `true`, `false`, null, undefined
        case notANumber, infinity, negativeInfinity
        /// `new Name(`; `end` is that of the name.
        case beginConstructor
        /// `)`
        case endConstructor
        /// Something stands where the text has ended; it is not taken.
        case additionalText
        /// The input has ended.
        case end
    }

    package let kind: Kind
    package let start: Int
    package let end: Int
    /// Whether a string has escapes in it.
    package let hasEscapes: Bool

    package init(kind: Kind, start: Int, end: Int, hasEscapes: Bool = false) {
        self.kind = kind
        self.start = start
        self.end = end
        self.hasEscapes = hasEscapes
    }

    /// Where the token begins, its quotation mark counted.
    package var outset: Int { kind == .string ? start &- 1 : start }
}

/// Why a JSON text was refused, before its offset is turned into a position.
package struct JSONFault: Error, Equatable {
    package let code: CLIXMLError.Code
    /// Where the construct begins in the source.
    package let offset: Int
    package let message: String

    @inline(never)
    package init(_ code: CLIXMLError.Code, at offset: Int, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }

    package static func == (left: JSONFault, right: JSONFault) -> Bool {
        left.code == right.code && left.offset == right.offset
    }
}
