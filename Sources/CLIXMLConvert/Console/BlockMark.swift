/// The two places at which a block is recognised in a stream of text: the line `#< CLIXML`, and the root tag `<Objs …`, as
/// they are or spelled with escapes.
enum BlockMark {
    /// What some bytes begin.
    enum Verdict: Equatable {
        /// More bytes are needed to tell.
        case undecided
        case text
        case header(Header)
        case root(EscapeLayer)
    }

    struct Header: Equatable {
        /// The mark and the line end behind it, in bytes.
        let byteCount: Int
        /// How many backslashes the line end is spelled with; 0 for a real one.
        let backslashCount: Int
        /// Whether the line ended really: there is another line now.
        let endsLine: Bool
    }

    /// No mark is longer.
    static let maximumByteCount = 200

    /// Judges bytes of which the first may begin a mark.
    ///
    /// - Parameters:
    ///   - findsRoots: Whether a root tag is looked for, which is so once a header was seen.
    ///   - wantsCompact: Whether a root tag must have the form in which a console writes it, with a value right behind it.
    static func judge(
        _ bytes: Span<UInt8>,
        findsRoots: Bool,
        wantsCompact: Bool = false,
        isFinal: Bool
    ) -> Verdict {
        guard bytes.count > 0 else { return .undecided }
        var cursor = Cursor(isFinal: isFinal)
        let verdict: Verdict =
            if bytes[0] == UInt8(ascii: "#") {
                judgeHeader(bytes, &cursor)
            } else if findsRoots {
                judgeRoot(bytes, &cursor, wantsCompact: wantsCompact)
            } else { .text }
        if cursor.isShort, bytes.count < maximumByteCount, !isFinal { return .undecided }
        return cursor.isShort ? .text : verdict
    }

    /// A place in the bytes that remembers whether it wanted to go beyond their end.
    private struct Cursor {
        var at = 0
        var isShort = false
        let isFinal: Bool

        init(isFinal: Bool) { self.isFinal = isFinal }

        mutating func peek(_ bytes: Span<UInt8>) -> UInt8? {
            if at < bytes.count { return bytes[at] }
            isShort = true
            return nil
        }

        mutating func pass(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
            for byte in text.description.utf8 {
                guard peek(bytes) == byte else { return false }
                at += 1
            }
            return true
        }

        mutating func passBackslashes(_ bytes: Span<UInt8>) -> Int {
            let start = at
            while peek(bytes) == UInt8(ascii: "\\") { at += 1 }
            return at - start
        }

        /// `<` in one of its spellings.
        mutating func passLessThan(_ bytes: Span<UInt8>) -> (isThere: Bool, backslashes: Int, isReference: Bool) {
            guard let byte = peek(bytes) else { return (false, 0, false) }
            switch byte {
            case UInt8(ascii: "<"):
                at += 1
                return (true, 0, false)
            case UInt8(ascii: "&"):
                return (pass("&lt;", bytes), 0, true)
            case UInt8(ascii: "\\"):
                let count = passBackslashes(bytes)
                guard let kind = peek(bytes) else { return (false, 0, false) }
                at += 1
                if kind == UInt8(ascii: "u"), !pass("00", bytes) { return (false, 0, false) }
                guard kind == UInt8(ascii: "u") || kind == UInt8(ascii: "x"), pass("3", bytes) else {
                    return (false, 0, false)
                }
                guard let last = peek(bytes), last | 0x20 == UInt8(ascii: "c") else { return (false, 0, false) }
                at += 1
                return (true, count, false)
            default:
                return (false, 0, false)
            }
        }
    }

    private static func judgeHeader(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> Verdict {
        cursor.at = 1
        guard cursor.passLessThan(bytes).isThere, cursor.pass(" CLIXML", bytes) else { return .text }
        let nameEnd = cursor.at
        while cursor.at - nameEnd < 8, cursor.peek(bytes) == UInt8(ascii: " ") { cursor.at += 1 }
        guard let byte = cursor.peek(bytes) else {
            // The stream may end without the line's end.
            guard cursor.isFinal else { return .undecided }
            cursor.isShort = false
            return .header(Header(byteCount: cursor.at, backslashCount: 0, endsLine: false))
        }
        switch byte {
        case UInt8(ascii: "\n"):
            return .header(Header(byteCount: cursor.at + 1, backslashCount: 0, endsLine: true))
        case UInt8(ascii: "\r"):
            cursor.at += 1
            let next = cursor.peek(bytes)
            if next == nil, cursor.isFinal { cursor.isShort = false }
            let count = next == UInt8(ascii: "\n") ? cursor.at + 1 : cursor.at
            return .header(Header(byteCount: count, backslashCount: 0, endsLine: true))
        case UInt8(ascii: "\\"):
            return judgeSpelledLineEnd(bytes, &cursor)
        case UInt8(ascii: "&"):
            for spelling in BlockMark.referencedLineEnds {
                var attempt = Cursor(isFinal: cursor.isFinal)
                attempt.at = cursor.at
                if attempt.pass(spelling, bytes) {
                    let endsLine = bytes[attempt.at - 1] == UInt8(ascii: "\n")
                    return .header(Header(byteCount: attempt.at, backslashCount: 0, endsLine: endsLine))
                }
                if attempt.isShort {
                    cursor.isShort = true
                    return .undecided
                }
            }
            return rootFollows(bytes, cursor)
        default:
            return rootFollows(bytes, cursor)
        }
    }

    /// Line ends as XML has them, longer ones before those that begin like them.
    private static let referencedLineEnds: [StaticString] = [
        "&#xD;&#xA;", "&#13;&#10;", "&#xd;&#xa;", "&#xD;\n", "&#13;\n", "&#xd;\n", "&#xA;", "&#10;", "&#xa;",
    ]

    /// `\n`, `\r\n`, or these with more backslashes.
    private static func judgeSpelledLineEnd(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> Verdict {
        let start = cursor.at
        let count = cursor.passBackslashes(bytes)
        guard let letter = cursor.peek(bytes) else { return .undecided }
        if letter == UInt8(ascii: "n") {
            return .header(Header(byteCount: cursor.at + 1, backslashCount: count, endsLine: false))
        }
        guard letter == UInt8(ascii: "r") else {
            cursor.at = start
            return rootFollows(bytes, cursor)
        }
        cursor.at += 1
        let end = cursor.at
        let second = cursor.passBackslashes(bytes)
        if second == count, cursor.peek(bytes) == UInt8(ascii: "n") {
            return .header(Header(byteCount: cursor.at + 1, backslashCount: count, endsLine: false))
        }
        if cursor.isShort, !cursor.isFinal { return .undecided }
        cursor.isShort = false
        return .header(Header(byteCount: end, backslashCount: count, endsLine: false))
    }

    /// The line end got lost, as where somebody folded lines: then the root must follow at once.
    private static func rootFollows(_ bytes: Span<UInt8>, _ cursor: Cursor) -> Verdict {
        let rest = bytes.extracting(cursor.at..<bytes.count)
        switch judge(rest, findsRoots: true, isFinal: cursor.isFinal) {
        case .root: return .header(Header(byteCount: cursor.at, backslashCount: 0, endsLine: false))
        case .undecided: return .undecided
        default: return .text
        }
    }

    private static func judgeRoot(_ bytes: Span<UInt8>, _ cursor: inout Cursor, wantsCompact: Bool) -> Verdict {
        let lessThan = cursor.passLessThan(bytes)
        guard lessThan.isThere, cursor.pass("Objs", bytes) else { return .text }
        let nameEnd = cursor.at
        while let byte = cursor.peek(bytes), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") {
            cursor.at += 1
        }
        guard cursor.at > nameEnd else { return .text }
        let attributeStart = cursor.at
        while let byte = cursor.peek(bytes), byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") {
            cursor.at += 1
        }
        guard cursor.at > attributeStart, cursor.pass("=", bytes) else { return .text }
        if lessThan.isReference || cursor.peek(bytes) == UInt8(ascii: "&") { return .root(.references) }
        let count = cursor.passBackslashes(bytes)
        guard let quote = cursor.peek(bytes), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return .text
        }
        if count == 0 {
            cursor.at += 1
            let next = cursor.peek(bytes)
            if next == quote { return .root(.doubled(quote: quote)) }
            let depth = depth(ofSpellings: lessThan.backslashes)
            if depth > 0 { return .root(.backslash(depth: depth, quote: other(quote))) }
            if wantsCompact, !isCompact(bytes, &cursor) { return .text }
            return .root(.none)
        }
        // A quotation mark has one backslash more for each that the mark itself has in the string around.
        let depth = count % 2 == 1 ? depth(ofSpellings: (count + 1) / 2) : 0
        return depth == 0 ? .text : .root(.backslash(depth: depth, quote: quote))
    }

    /// Whether an element follows the root tag at once, as PowerShell's console writes it.
    private static func isCompact(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> Bool {
        while let byte = cursor.peek(bytes), byte != UInt8(ascii: ">") { cursor.at += 1 }
        cursor.at += 1
        return cursor.peek(bytes) == UInt8(ascii: "<")
    }

    /// How many strings stand in one another where a character is spelled with so many backslashes: 1, 2, 4.
    static func depth(ofSpellings count: Int) -> Int {
        for depth in 1...EscapeLayer.maximumDepth where 1 << (depth - 1) == count { return depth }
        return 0
    }

    static func other(_ quote: UInt8) -> UInt8 { quote == UInt8(ascii: "\"") ? UInt8(ascii: "'") : UInt8(ascii: "\"") }
}
