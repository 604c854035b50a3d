/// Finds the values in the bytes of a document without reading them: where one ends, where the root does, and what stands
/// between values and is no part of the document.
struct BlockScanner: Sendable {
    enum Event {
        /// Nothing to do yet.
        case none
        /// The root's start tag is complete.
        case rootStart
        /// A value between the root's tags is complete.
        case valueEnd
        /// The root's end tag is complete.
        case rootEnd
        /// White space between values.
        case blank
        /// Text between values, this byte and perhaps a `<` before it.
        case foreign
        /// No XML.
        case invalid
    }

    private enum State {
        case text, open, startTag, endTag, declaration, comment, cdata, instruction
    }

    private var state = State.text
    private(set) var depth = 0
    private var quote: UInt8 = 0
    private var last: UInt8 = 0
    private var beforeLast: UInt8 = 0
    private var declarationCount = 0

    /// Whether a `<` was the last byte.
    var isAfterLessThan: Bool { state == .open }

    /// Whether the place is between values.
    var isBetweenValues: Bool { state == .text && depth == 1 }

    /// Judges the next byte.
    mutating func scan(_ byte: UInt8) -> Event {
        let event = judge(byte)
        beforeLast = last
        last = byte
        return event
    }

    private mutating func judge(_ byte: UInt8) -> Event {
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") {
                state = .open
                return .none
            }
            guard depth == 1 else { return .none }
            return byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 ? .blank : .foreign
        case .open: return open(byte)
        case .startTag:
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return startTagEnd(isEmpty: last == UInt8(ascii: "/"))
            } else if byte == UInt8(ascii: "<") {
                return .invalid
            }
            return .none
        case .endTag:
            guard byte == UInt8(ascii: ">") else { return byte == UInt8(ascii: "<") ? .invalid : .none }
            state = .text
            depth -= 1
            return depth == 1 ? .valueEnd : depth == 0 ? .rootEnd : depth < 0 ? .invalid : .none
        case .declaration:
            declarationCount += 1
            if declarationCount == 2, last == UInt8(ascii: "-"), byte == UInt8(ascii: "-") {
                state = .comment
                declarationCount = 0
            } else if declarationCount == 7, last == UInt8(ascii: "A"), byte == UInt8(ascii: "[") {
                state = .cdata
            } else if declarationCount > 7 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") {
                return .invalid
            }
            return .none
        case .comment, .cdata:
            let mark = state == .comment ? UInt8(ascii: "-") : UInt8(ascii: "]")
            if byte == UInt8(ascii: ">"), last == mark, beforeLast == mark { state = .text }
            return .none
        case .instruction:
            if byte == UInt8(ascii: ">"), last == UInt8(ascii: "?") { state = .text }
            return .none
        }
    }

    private mutating func open(_ byte: UInt8) -> Event {
        switch byte {
        case UInt8(ascii: "/"): state = .endTag
        case UInt8(ascii: "!"):
            state = .declaration
            declarationCount = 0
        case UInt8(ascii: "?"): state = .instruction
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...:
            state = .startTag
            quote = 0
        default:
            guard depth == 1 else { return .invalid }
            state = byte == UInt8(ascii: "<") ? .open : .text
            return .foreign
        }
        return .none
    }

    private mutating func startTagEnd(isEmpty: Bool) -> Event {
        state = .text
        if isEmpty { return depth == 0 ? .rootEnd : depth == 1 ? .valueEnd : .none }
        depth += 1
        return depth == 1 ? .rootStart : .none
    }
}
