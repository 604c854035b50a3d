// What blocks give.
extension ConsoleFilter {
    /// Writes text of a block where the block stood: each line with the prefix that the log gives lines, in a string with the
    /// string's escapes.
    mutating func print(_ text: [UInt8], startsLine: Bool, to output: inout [UInt8]) {
        let bytes = RawBytes.restoring(text)
        if lineState == .inText, startsLine || !hasPrinted { writeLineEnd(to: &output) }
        guard !bytes.isEmpty else { return }
        hasPrinted = true
        if layer != .none {
            layer.append(bytes, to: &output)
            lineState = bytes.last == 0x0A ? .start : .inText
            return
        }
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            if lineState == .start { output += outputPrefix }
            output += bytes[start..<end]
            lineState = bytes[end - 1] == 0x0A ? .start : .inText
            start = end
        }
    }

    /// Ends the line that text of a block has begun.
    mutating func endPrintedLine(to output: inout [UInt8]) {
        if layer == .none, hasPrinted, lineState == .inText { writeLineEnd(to: &output) }
    }

    private mutating func writeLineEnd(to output: inout [UInt8]) {
        layer.append([0x0A], to: &output)
        lineState = .start
    }
}
