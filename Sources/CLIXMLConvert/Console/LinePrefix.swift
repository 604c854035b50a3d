/// What a log puts in front of each line, recognised again on the next line: all of it but its numbers stays the same.
///
/// `2026-11-21T06:20:01.05Z stderr P ` and `2026-11-21T06:20:01.0571Z stderr F ` are the same prefix.
struct LinePrefix: Sendable {
    /// Longer ones are texts.
    static let maximumByteCount = 512

    enum Step { case more, complete, different }

    private enum Part: Equatable, Sendable {
        case byte(UInt8)
        case digits
        /// Kubernetes marks lines as full or partial.
        case tag
    }

    private var parts: [Part] = []
    private var at = 0

    /// The prefix that begins a line.
    init(_ bytes: [UInt8]) {
        for (index, byte) in bytes.enumerated() {
            if LinePrefix.isDigit(byte) {
                if parts.last != .digits { parts.append(.digits) }
            } else if byte == UInt8(ascii: "F") || byte == UInt8(ascii: "P"), index > 0, index + 1 < bytes.count,
                bytes[index - 1] == UInt8(ascii: " "), bytes[index + 1] == UInt8(ascii: " ")
            {
                parts.append(.tag)
            } else {
                parts.append(.byte(byte))
            }
        }
    }

    var isEmpty: Bool { parts.isEmpty }

    /// Whether a text is this prefix, all of it.
    func matches(_ text: [UInt8]) -> Bool {
        guard !isEmpty else { return false }
        var copy = self
        copy.restart()
        for byte in text where copy.step(byte) == .different { return false }
        return copy.isComplete
    }

    /// Starts over at the beginning of a line.
    mutating func restart() { at = 0 }

    /// Whether the prefix is complete without another byte.
    var isComplete: Bool { at == parts.count }

    /// Judges the next byte of a line. The byte belongs to the prefix unless the answer is `different`.
    mutating func step(_ byte: UInt8) -> Step {
        if at > 0, at <= parts.count, parts[at - 1] == .digits, LinePrefix.isDigit(byte) { return .more }
        guard at < parts.count else { return .different }
        switch parts[at] {
        case .byte(let expected):
            if byte != expected { return .different }
        case .digits:
            if !LinePrefix.isDigit(byte) { return .different }
        case .tag:
            if byte != UInt8(ascii: "F"), byte != UInt8(ascii: "P") { return .different }
        }
        at += 1
        return at == parts.count ? .complete : .more
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// Whether a text opens a string or an element, so that what follows belongs to it.
    static func opensString(_ text: [UInt8]) -> Bool {
        text.last == UInt8(ascii: "\"") || text.last == UInt8(ascii: "'") || text.last == UInt8(ascii: ">")
    }

    /// Whether a text looks like something that stands in front of lines, and not like the end of a line that was cut short: it
    /// ends with a mark and a blank, or begins with a number and ends with a blank.
    static func isPlausible(_ text: [UInt8]) -> Bool {
        guard let last = text.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t"), let first = text.first,
            text.count <= maximumByteCount
        else { return false }
        if isDigit(first) || first == UInt8(ascii: "[") { return true }
        guard let mark = text.last(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
            return true
        }
        return ":]|>)=-}".utf8.contains(mark)
    }
}
