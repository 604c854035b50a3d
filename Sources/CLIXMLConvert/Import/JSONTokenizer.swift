internal import CLIXML

/// Takes JSON apart token by token, in any chunking.
///
/// The tokens are places in the source, which the caller holds, valid UTF-8 that is never cut inside a character; nothing is
/// copied. When a token is not complete `next` returns `nil` and remembers how far it has looked, so that no byte is looked at
/// twice however small the pieces are.
///
/// What may come next is the caller's to know, and some tokens depend on it (convert.md 7.3):
///
/// | expected | taken |
/// | --- | --- |
/// | `any` | every token of strict JSON |
/// | `value` | a value, and `,` `]` `)`, which PowerShell reads as a value left out or an end |
/// | `name` | a name in quotes or without, `}` |
/// | `colon` | `:` alone, no comment before it |
/// | `separator` | `,` and what ends an object, array or constructor |
/// | `nothing` | blanks and comments |
package struct JSONTokenizer {
    package enum Dialect {
        /// RFC 8259.
        case strict
        /// What ConvertFrom-Json reads besides: `'text'`, comments, names without quotes, `NaN`, `0x1F`, `new Date(1)` …
        case powerShell
    }

    package enum Expectation { case any, value, name, colon, separator, nothing }

    package let dialect: Dialect
    /// Where the next token is looked for.
    package var position = 0
    /// Whether a line feed was passed between tokens since this was last set to `false`.
    package var hasPassedLineFeed = false
    /// How far the token at `position` was looked at.
    var examined = 0
    private var hasSeenEscape = false

    package init(_ dialect: Dialect) { self.dialect = dialect }

    /// The source lost its first `count` bytes.
    package mutating func dropFirst(_ count: Int) {
        position &-= count
        examined = max(examined &- count, 0)
    }

    /// The next token, or `nil` if more bytes are needed to tell.
    ///
    /// - Parameters:
    ///   - end: where the source ends for now.
    ///   - isFinal: whether nothing comes after `end`.
    package mutating func next(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool,
        expecting: Expectation
    ) throws(JSONFault) -> JSONToken? {
        guard try passBlanks(source, upTo: end, isFinal: isFinal, withComments: expecting != .colon) else { return nil }
        let start = position
        guard start < end else { return isFinal ? JSONToken(kind: .end, start: end, end: end) : nil }
        let byte = source[start]
        switch expecting {
        case .any, .value: break
        case .name:
            if byte == UInt8(ascii: "}") { return take(.endObject) }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                return try string(source, upTo: end, isFinal: isFinal, quote: byte)
            }
            return try unquotedName(source, upTo: end, isFinal: isFinal)
        case .colon:
            if byte == UInt8(ascii: ":") { return take(.colon) }
            throw JSONFault(.invalidJSON, at: start, "\(shown(source, start)) stands where ':' is expected")
        case .separator:
            switch byte {
            case UInt8(ascii: ","): return take(.comma)
            case UInt8(ascii: "}"): return take(.endObject)
            case UInt8(ascii: "]"): return take(.endArray)
            case UInt8(ascii: ")"): return take(.endConstructor)
            default:
                let found = shown(source, start)
                throw JSONFault(
                    .invalidJSON,
                    at: start,
                    "\(found) stands after a value, where ',' or an end is expected"
                )
            }
        case .nothing: return JSONToken(kind: .additionalText, start: start, end: end)
        }
        switch byte {
        case UInt8(ascii: "\""): return try string(source, upTo: end, isFinal: isFinal, quote: byte)
        case UInt8(ascii: "{"): return take(.beginObject)
        case UInt8(ascii: "["): return take(.beginArray)
        case UInt8(ascii: ","): return take(.comma)
        case UInt8(ascii: "]"): return take(.endArray)
        case UInt8(ascii: "}") where expecting == .any: return take(.endObject)
        case UInt8(ascii: ":") where expecting == .any: return take(.colon)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(source, upTo: end, isFinal: isFinal)
        case UInt8(ascii: "t"): return try word("true", .true, source, upTo: end, isFinal: isFinal)
        case UInt8(ascii: "f"): return try word("false", .false, source, upTo: end, isFinal: isFinal)
        case UInt8(ascii: "n"), UInt8(ascii: "-"):
            guard dialect == .powerShell else {
                return byte == UInt8(ascii: "n")
                    ? try word("null", .null, source, upTo: end, isFinal: isFinal)
                    : try number(source, upTo: end, isFinal: isFinal)
            }
            guard start &+ 1 < end || isFinal else { return nil }
            let second = start &+ 1 < end ? source[start &+ 1] : 0
            if byte == UInt8(ascii: "n") {
                return second == UInt8(ascii: "e")
                    ? try constructor(source, upTo: end, isFinal: isFinal)
                    : try word("null", .null, source, upTo: end, isFinal: isFinal)
            }
            return second == UInt8(ascii: "I")
                ? try word("-Infinity", .negativeInfinity, source, upTo: end, isFinal: isFinal)
                : try number(source, upTo: end, isFinal: isFinal)
        case _ where dialect == .strict: break
        case UInt8(ascii: "'"): return try string(source, upTo: end, isFinal: isFinal, quote: byte)
        case UInt8(ascii: "."): return try number(source, upTo: end, isFinal: isFinal)
        case UInt8(ascii: "u"): return try word("undefined", .undefined, source, upTo: end, isFinal: isFinal)
        case UInt8(ascii: "N"): return try word("NaN", .notANumber, source, upTo: end, isFinal: isFinal)
        case UInt8(ascii: "I"): return try word("Infinity", .infinity, source, upTo: end, isFinal: isFinal)
        case UInt8(ascii: ")"): return take(.endConstructor)
        default: break
        }
        throw JSONFault(.invalidJSON, at: start, "\(shown(source, start)) stands where a value is expected")
    }

    private mutating func take(_ kind: JSONToken.Kind) -> JSONToken {
        let start = position
        position = start &+ 1
        return JSONToken(kind: kind, start: start, end: position)
    }

    // MARK: - Strings and names

    private mutating func string(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool,
        quote: UInt8
    ) throws(JSONFault) -> JSONToken? {
        let start = position &+ 1
        var index = max(start, examined)
        if index == start { hasSeenEscape = false }
        let lowest: UInt8 = dialect == .strict ? 0x20 : 0
        while index < end {
            let byte = source[index]
            if byte == quote {
                position = index &+ 1
                return JSONToken(kind: .string, start: start, end: index, hasEscapes: hasSeenEscape)
            }
            if byte < lowest {
                throw JSONFault(
                    .invalidJSON,
                    at: index,
                    "a control character stands in a string, where its escape is expected"
                )
            }
            if byte == UInt8(ascii: "\\") {
                hasSeenEscape = true
                // The character after it could be a quotation mark.
                guard index &+ 1 < end else { break }
                index &+= 1
            }
            index &+= 1
        }
        examined = index
        guard isFinal else { return nil }
        let mark = Character(Unicode.Scalar(quote))
        throw JSONFault(.truncated, at: position, "the text ends inside a string, where \(mark) is expected")
    }

    /// A name of letters, digits, `_` and `$`.
    private mutating func unquotedName(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(JSONFault) -> JSONToken? {
        let start = position
        var index = max(start, examined)
        while index < end {
            let width = identifierWidth(source, index)
            guard width > 0 else { break }
            index &+= width
        }
        examined = index
        guard index < end else {
            guard isFinal else { return nil }
            throw JSONFault(.truncated, at: start, "the text ends inside the name of a member")
        }
        guard index > start else {
            throw JSONFault(
                .invalidJSON,
                at: start,
                "\(shown(source, start)) stands where the name of a member is expected"
            )
        }
        let isEnd = source[index] == UInt8(ascii: ":") || PrimitiveParser.unicodeSpaceWidth(source, at: index) > 0
        guard isEnd else {
            throw JSONFault(.invalidJSON, at: index, "\(shown(source, index)) stands in a name without quotes")
        }
        position = index
        return JSONToken(kind: .name, start: start, end: index)
    }

    /// The bytes of the letter or digit at an index, 0 when there is none.
    func identifierWidth(_ source: Span<UInt8>, _ index: Int) -> Int {
        let byte = source[index]
        if byte < 0x80 {
            let isLetter = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
            return isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") ? 1 : 0
        }
        let (scalar, width) = JSONTokenizer.scalar(source, index)
        // .NET looks at UTF-16 code units, and halves of a character are no letters.
        guard width < 4 else { return 0 }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
            return width
        default: return 0
        }
    }

    // MARK: - Blanks

    func blanksEnd(_ source: Span<UInt8>, from start: Int, upTo end: Int) -> Int {
        var index = start
        while index < end {
            let width = PrimitiveParser.unicodeSpaceWidth(source, at: index)
            guard width > 0 else { break }
            index &+= width
        }
        return index
    }

    /// Passes over blanks and comments.
    ///
    /// - Returns: false if more bytes are needed.
    @inline(__always)
    private mutating func passBlanks(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool,
        withComments: Bool
    ) throws(JSONFault) -> Bool {
        while position < end {
            let byte = source[position]
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                if byte == 0x0A { hasPassedLineFeed = true }
                position &+= 1
                continue
            }
            // Beyond JSON: other blanks, NUL and comments.
            if byte > 0x20, byte < 0x80, byte != UInt8(ascii: "/") { return true }
            guard dialect == .powerShell else { return true }
            if byte == UInt8(ascii: "/") {
                guard withComments else { return true }
                guard try passComment(source, upTo: end, isFinal: isFinal) else { return false }
                continue
            }
            let width = byte == 0 ? 1 : PrimitiveParser.unicodeSpaceWidth(source, at: position)
            guard width > 0 else { return true }
            position &+= width
        }
        return true
    }

    @inline(never)
    private mutating func passComment(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(JSONFault) -> Bool {
        let start = position
        guard start &+ 1 < end else {
            guard isFinal else { return false }
            throw JSONFault(.truncated, at: start, "the text ends inside a comment")
        }
        let isLine = source[start &+ 1] == UInt8(ascii: "/")
        guard isLine || source[start &+ 1] == UInt8(ascii: "*") else {
            throw JSONFault(
                .invalidJSON,
                at: start,
                "\(shown(source, start &+ 1)) stands after '/', where '*' or '/' is expected"
            )
        }
        var index = max(start &+ 2, examined)
        while index < end {
            let byte = source[index]
            if isLine {
                if byte == 0x0A || byte == 0x0D { break }
            } else if byte == UInt8(ascii: "*") {
                guard index &+ 1 < end else { break }
                if source[index &+ 1] == UInt8(ascii: "/") {
                    position = index &+ 2
                    return true
                }
            }
            index &+= 1
        }
        examined = index
        if isLine, index < end || isFinal {
            position = index
            return true
        }
        guard isFinal else { return false }
        throw JSONFault(.truncated, at: start, "the text ends inside a comment, where '*/' is expected")
    }

    // MARK: - Characters

    /// The character at an index of valid UTF-8, and its bytes.
    private static func scalar(_ source: Span<UInt8>, _ index: Int) -> (Unicode.Scalar, Int) {
        let lead = source[index]
        let width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard width > 1, index &+ width <= source.count else { return (Unicode.Scalar(lead), 1) }
        var value = UInt32(lead) & (0x7F >> UInt32(width))
        for offset in 1..<width { value = value << 6 | UInt32(source[index &+ offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
    }

    /// The character at an index as messages show it.
    func shown(_ source: Span<UInt8>, _ index: Int) -> String {
        let (scalar, _) = JSONTokenizer.scalar(source, index)
        return "'\(Character(scalar))'"
    }
}
