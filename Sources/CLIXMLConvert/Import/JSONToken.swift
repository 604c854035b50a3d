internal import CLIXML

/// One token of a JSON text: what it is and where it stands, nothing copied.
struct JSONToken: Equatable {
    enum Kind: UInt8 {
        case beginObject, endObject, beginArray, endArray
        case comma, colon
        /// A text in quotes; `start` and `end` are those of what stands between them.
        case string
        /// A member's name without quotes.
        case name
        case number
        case `true`, `false`, null, undefined
        case notANumber, infinity, negativeInfinity
        /// `new Name(`; `start` and `end` are those of the name.
        case beginConstructor
        /// `)`
        case endConstructor
        /// Something stands where the text has ended; it is not taken.
        case additionalText
        /// The input has ended.
        case end
    }

    let kind: Kind
    let start: Int
    let end: Int
    /// Whether a string has escapes in it.
    var hasEscapes = false

    /// Where the token begins, its quotation mark counted.
    var outset: Int { kind == .string ? start &- 1 : start }
}

/// Why a JSON text was refused, before its offset is turned into a position.
struct JSONFault: Error, Equatable {
    let code: CLIXMLError.Code
    /// Where the construct begins in the source.
    let offset: Int
    let message: String

    @inline(never)
    init(_ code: CLIXMLError.Code, at offset: Int, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }

    static func == (left: JSONFault, right: JSONFault) -> Bool {
        left.code == right.code && left.offset == right.offset
    }
}
