internal import CLIXML

/// Whether a field of a column stands in quotes, and how (conversion spec, section 4.4).
struct CSVField: Sendable {
    enum Quoting: UInt8, Sendable, BitwiseCopyable { case always, asNeeded, never }

    /// What stands between fields, as UTF-8.
    let delimiter: [UInt8]

    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")

    /// Whether a text has to stand in quotes if only those do that need them.
    ///
    /// - Complexity: O(*n*) in its bytes.
    func needsQuotes(_ text: Span<UInt8>) -> Bool {
        guard delimiter.count == 1 else {
            return CSVField.contains(CSVField.quote, CSVField.lineFeed, CSVField.quote, in: text)
                || containsDelimiter(text)
        }
        return CSVField.contains(CSVField.quote, CSVField.lineFeed, delimiter[0], in: text)
    }

    private func containsDelimiter(_ text: Span<UInt8>) -> Bool {
        var start = 0
        while start &+ delimiter.count <= text.count {
            var length = 0
            while length < delimiter.count, text[start &+ length] == delimiter[length] { length &+= 1 }
            if length == delimiter.count { return true }
            start &+= 1
        }
        return false
    }

    /// Whether one of three bytes is in a text. Looks at all of it, which is faster than to stop at one.
    @inline(__always)
    static func contains(_ first: UInt8, _ second: UInt8, _ third: UInt8, in text: Span<UInt8>) -> Bool {
        var found: UInt8 = 0
        for index in text.indices {
            let byte = text[index]
            found |= (byte == first ? 1 : 0) | (byte == second ? 1 : 0) | (byte == third ? 1 : 0)
        }
        return found != 0
    }

    /// Whether a byte is in a text.
    @inline(__always)
    static func contains(_ wanted: UInt8, in text: Span<UInt8>) -> Bool {
        var found: UInt8 = 0
        for index in text.indices { found |= text[index] == wanted ? 1 : 0 }
        return found != 0
    }

    /// At least as many as there are quotation marks in a text, and 0 where there are none. To count them is worth the while
    /// for long texts only, which would take much room.
    @inline(__always)
    static func roomForQuotes(in text: Span<UInt8>) -> Int {
        guard contains(quote, in: text) else { return 0 }
        return text.count <= 1 << 14 ? text.count : count(quote, in: text)
    }

    /// How often a byte is in a text.
    @inline(__always)
    private static func count(_ wanted: UInt8, in text: Span<UInt8>) -> Int {
        var count = 0
        for index in text.indices { count &+= text[index] == wanted ? 1 : 0 }
        return count
    }

    /// Whether an escape `_xHHHH_` may be in a text.
    @inline(__always)
    static func mayHaveEscape(_ text: Span<UInt8>) -> Bool {
        var found: UInt8 = 0
        var index = 1
        while index < text.count {
            found |= text[index &- 1] == 0x5F && text[index] | 0x20 == 0x78 ? 1 : 0
            index &+= 1
        }
        return found != 0
    }

    /// Makes U+FFFD of the lone surrogates of what fills a buffer from an index to its end: UTF-8 has no form for them.
    static func replaceLoneSurrogates(in buffer: inout [UInt8], from start: Int) {
        guard contains(0xED, in: buffer.span.extracting(start..<buffer.count)) else { return }
        var index = start
        while index &+ 2 < buffer.count {
            if buffer[index] == 0xED, buffer[index &+ 1] >= 0xA0 {
                buffer[index] = 0xEF
                buffer[index &+ 1] = 0xBF
                buffer[index &+ 2] = 0xBD
            }
            index &+= 1
        }
    }
}
