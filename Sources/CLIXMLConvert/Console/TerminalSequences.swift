/// Control sequences for terminals: colours, styles, links.
enum TerminalSequences {
    /// Takes them out of a text: `ESC [ … letter` and `ESC ] … BEL` or `ESC ] … ESC \`.
    ///
    /// - Complexity: O(*n*).
    static func removing(from text: [UInt8]) -> [UInt8] {
        guard text.contains(0x1B) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == 0x1B, let end = end(of: text, at: index) {
                index = end
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    /// The offset after the sequence that begins at `start`, or `nil` if none does.
    private static func end(of text: [UInt8], at start: Int) -> Int? {
        guard start + 1 < text.count else { return nil }
        if text[start + 1] == UInt8(ascii: "[") {
            var index = start + 2
            while index < text.count, 0x20...0x3F ~= text[index] { index += 1 }
            return index < text.count && 0x40...0x7E ~= text[index] ? index + 1 : nil
        }
        guard text[start + 1] == UInt8(ascii: "]") else { return nil }
        var index = start + 2
        while index < text.count {
            if text[index] == 0x07 { return index + 1 }
            if text[index] == 0x1B {
                return index + 1 < text.count && text[index + 1] == UInt8(ascii: "\\") ? index + 2 : nil
            }
            if text[index] == UInt8(ascii: "\n") { return nil }
            index += 1
        }
        return nil
    }
}
