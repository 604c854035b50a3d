internal import CLIXML

/// Walks over one line of typed JSON, token by token.
struct TypedJSONCursor {
    private let line: [UInt8]
    private var tokenizer = JSONTokenizer(.strict)
    /// The token that was looked at and not taken.
    private var ahead: JSONToken?
    /// Where the token taken last begins.
    private(set) var lastOutset = 0

    init(_ line: [UInt8]) { self.line = line }

    /// The next token, which stays the next.
    mutating func peek() throws(JSONFault) -> JSONToken {
        if let ahead { return ahead }
        let bytes = line
        let end = JSONToken(kind: .end, start: bytes.count, end: bytes.count)
        let token = try tokenizer.next(bytes.span, upTo: bytes.count, isFinal: true, expecting: .any) ?? end
        ahead = token
        return token
    }

    private mutating func takeAhead(_ token: JSONToken) {
        ahead = nil
        lastOutset = token.outset
    }

    /// Takes a token of this kind.
    mutating func take(_ kind: JSONToken.Kind) throws(JSONFault) {
        guard try takeIfPresent(kind) else { throw try defect("\(TypedJSONCursor.name(kind)) is expected") }
    }

    /// Takes a token if it is of this kind.
    mutating func takeIfPresent(_ kind: JSONToken.Kind) throws(JSONFault) -> Bool {
        let token = try peek()
        guard token.kind == kind else { return false }
        takeAhead(token)
        return true
    }

    /// Takes a string; gives its text as WTF-8.
    mutating func string() throws(JSONFault) -> [UInt8] {
        let token = try peek()
        guard token.kind == .string else { throw try defect("a string is expected") }
        takeAhead(token)
        return try text(token)
    }

    /// Takes a string, number or truth value as text.
    mutating func scalar() throws(JSONFault) -> [UInt8] {
        let token = try peek()
        switch token.kind {
        case .string, .number, .true, .false:
            takeAhead(token)
            return try text(token)
        default: throw try defect("a string, a number or a truth value is expected")
        }
    }

    private func text(_ token: JSONToken) throws(JSONFault) -> [UInt8] {
        guard token.hasEscapes else { return Array(line[token.start..<token.end]) }
        var text: [UInt8] = []
        let bytes = line
        try JSONStringText.append(bytes.span, token.start..<token.end, .strict, to: &text)
        return text
    }

    /// The fault that something else is expected where the next token stands.
    mutating func defect(_ message: String) throws(JSONFault) -> JSONFault {
        JSONFault(.invalidTypedJSON, at: try peek().outset, message)
    }

    /// The fault that the token taken last should be another.
    func refusal(_ message: String) -> JSONFault { JSONFault(.invalidTypedJSON, at: lastOutset, message) }

    private static func name(_ kind: JSONToken.Kind) -> String {
        switch kind {
        case .beginObject: "'{'"
        case .endObject: "'}'"
        case .beginArray: "'['"
        case .endArray: "']'"
        case .comma: "','"
        case .colon: "':'"
        case .null: "'null'"
        default: "the end of the line"
        }
    }
}
