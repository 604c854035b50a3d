internal import CLIXML

// What stands without quotes where a value is expected: numbers, words, constructors.
extension JSONTokenizer {
    mutating func number(_ source: Span<UInt8>, upTo end: Int, isFinal: Bool) throws(JSONFault) -> JSONToken? {
        let start = position
        var index = max(start, examined)
        while index < end {
            let byte = source[index]
            if byte &- 0x30 < 10 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            {
                index &+= 1
                continue
            }
            let letter = byte | 0x20
            guard letter &- 0x61 < 6 || letter == UInt8(ascii: "x"), byte >= 0x41 else { break }
            index &+= 1
        }
        examined = index
        guard index < end || isFinal else { return nil }
        if index < end, !isNumberEnd(source, index) {
            throw JSONFault(.invalidJSONNumber, at: start, "\(shown(source, index)) stands in a number")
        }
        if dialect == .strict, !JSONNumber.isStrict(source.extracting(start..<index)) {
            throw JSONFault(.invalidJSONNumber, at: start, "the number is not one of JSON")
        }
        position = index
        return JSONToken(kind: .number, start: start, end: index)
    }

    private func isNumberEnd(_ source: Span<UInt8>, _ index: Int) -> Bool {
        switch source[index] {
        case 0x2C, 0x7D, 0x5D, 0x20, 0x09, 0x0A, 0x0D: true
        case 0x29, 0x2F, 0: dialect == .powerShell
        default: dialect == .powerShell && PrimitiveParser.unicodeSpaceWidth(source, at: index) > 0
        }
    }

    mutating func word(
        _ word: StaticString,
        _ kind: JSONToken.Kind,
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(JSONFault) -> JSONToken? {
        let start = position
        let letters = word.description.utf8
        var index = start
        for letter in letters {
            guard index < end else {
                guard isFinal else { return nil }
                throw JSONFault(.truncated, at: start, "the text ends inside a word, where '\(word)' is expected")
            }
            guard source[index] == letter else {
                throw JSONFault(
                    .invalidJSON,
                    at: start,
                    "\(shown(source, start)) begins no value; '\(word)' is expected"
                )
            }
            index &+= 1
        }
        guard index < end || isFinal else { return nil }
        if index < end {
            // A comment is two characters.
            if source[index] == UInt8(ascii: "/"), index &+ 1 == end, !isFinal { return nil }
            guard isWordEnd(source, index, end) else {
                throw JSONFault(.invalidJSON, at: start, "\(shown(source, index)) stands in a word, after '\(word)'")
            }
        }
        position = index
        return JSONToken(kind: kind, start: start, end: index)
    }

    private func isWordEnd(_ source: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
        guard source[index] == UInt8(ascii: "/"), dialect == .powerShell else { return isNumberEnd(source, index) }
        guard index &+ 1 < end else { return false }
        return source[index &+ 1] == UInt8(ascii: "/") || source[index &+ 1] == UInt8(ascii: "*")
    }

    /// `new Date(`, with blanks between its parts.
    mutating func constructor(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(JSONFault) -> JSONToken? {
        let outset = position
        guard try word("new", .beginConstructor, source, upTo: end, isFinal: isFinal) != nil else { return nil }
        // Until the parenthesis is there the token has not been taken.
        let afterWord = position
        position = outset
        var index = blanksEnd(source, from: afterWord, upTo: end)
        let start = index
        while index < end, identifierWidth(source, index) == 1, source[index] != 0x5F, source[index] != 0x24 {
            index &+= 1
        }
        let nameEnd = index
        index = blanksEnd(source, from: index, upTo: end)
        guard index < end else {
            guard isFinal else { return nil }
            throw JSONFault(.truncated, at: outset, "the text ends inside a constructor")
        }
        guard source[index] == UInt8(ascii: "("), nameEnd > start else {
            throw JSONFault(
                .invalidJSON,
                at: outset,
                "\(shown(source, index)) stands in a constructor, where '(' is expected"
            )
        }
        position = index &+ 1
        return JSONToken(kind: .beginConstructor, start: outset, end: nameEnd)
    }
}
