internal import CLIXML

/// PowerShell's ConciseView of an error record: the command and the message, and for an error in a script its line.
///
/// Lengths are those of PowerShell's script, in UTF-16 code units.
struct ConciseErrorView {
    private let parts: ErrorRecordParts
    private let lineWidth: Int

    init(_ parts: ErrorRecordParts, lineWidth: Int) {
        self.parts = parts
        self.lineWidth = lineWidth
    }

    private var isNativeCommand: Bool {
        let id = parts.fullyQualifiedErrorID.span
        return TextEscapes.equalIgnoringCase(id, Array("NativeCommandErrorMessage".utf8).span)
            || TextEscapes.equalIgnoringCase(id, Array("NativeCommandError".utf8).span)
    }

    private var isInModule: Bool {
        let suffix = Array(".psm1".utf8)
        guard parts.position.script.count >= suffix.count else { return false }
        let end = Array(parts.position.script.suffix(suffix.count))
        return TextEscapes.equalIgnoringCase(end.span, suffix.span)
    }

    /// Appends the view without the line feed that ends it.
    func append(to output: inout [UInt8]) {
        if isNativeCommand {
            output.append(contentsOf: parts.message)
            return
        }
        var text: [UInt8] = []
        if let details = parts.messageDetails {
            text.append(text: " : ")
            text.append(contentsOf: details)
        }
        text.append(contentsOf: reason)
        text.append(text: ": ")
        let isScript = !parts.position.script.isEmpty
        let hasDetail = (isScript || parts.position.line > 1 || parts.isParserError && hasSource) && !isInModule
        var prefix: [UInt8] = []
        if hasDetail {
            // PowerShell's own script fails where there is no line to show.
            guard parts.target != nil || hasSource else { return }
            prefix = appendDetail(to: &text)
        }
        if isScript || parts.isParserError {
            text.append(contentsOf: reflowed(prefix))
            text.append(UInt8(ascii: "\n"))
        } else {
            text.append(contentsOf: prefix)
            text.append(contentsOf: parts.message)
        }
        if !parts.recommendedAction.isEmpty {
            text.append(text: "\n  Recommendation: ")
            text.append(contentsOf: parts.recommendedAction)
        }
        output.append(contentsOf: text)
    }

    /// What stands before the first colon.
    private var reason: [UInt8] {
        if parts.wasThrown { return Array("Exception".utf8) }
        if parts.isLive {
            if !parts.commandName.isEmpty, !parts.command.isEmpty { return parts.command }
            if !parts.activity.isEmpty { return parts.activity }
        }
        if !parts.command.isEmpty { return parts.command }
        if !parts.invocationName.isEmpty { return parts.invocationName }
        return parts.isLive && !parts.category.isEmpty ? parts.category : Array("Error".utf8)
    }

    private var hasSource: Bool { parts.position.message.contains(UInt8(ascii: "\n")) }

    /// Appends the place, the line of the script and the tildes below it.
    ///
    /// - Returns: what stands before the message.
    private func appendDetail(to text: inout [UInt8]) -> [UInt8] {
        if let target = parts.target {
            text.append(contentsOf: target.file)
        } else if !parts.position.script.isEmpty {
            text.append(contentsOf: parts.position.script)
            text.append(UInt8(ascii: ":"))
            PrimitiveFormatter.integer(parts.position.line, into: &text)
        }
        text.append(UInt8(ascii: "\n"))
        let number = parts.target?.line ?? Array(String(parts.position.line).utf8)
        let indentation = max(0, number.count - 4)
        text.appendBlanks(indentation)
        text.append(text: "Line |\n")
        text.appendBlanks(4 - number.count)
        text.append(contentsOf: number)
        text.append(text: " | ")
        var prefix: [UInt8] = []
        prefix.appendBlanks(indentation + 5)
        prefix.append(text: "| ")
        if let target = parts.target {
            text.append(contentsOf: ConciseErrorView.trimmed(target.text))
            text.append(UInt8(ascii: "\n"))
            return prefix
        }
        let lines = parts.position.message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        text.append(contentsOf: lines[1].dropFirst())
        text.append(UInt8(ascii: "\n"))
        let tildes = lines[lines.count - 1].dropFirst()
        if !tildes.isEmpty {
            text.append(contentsOf: prefix)
            text.append(contentsOf: tildes)
            text.append(UInt8(ascii: "\n"))
        }
        return prefix
    }

    // MARK: - Breaking the message

    /// The message behind a prefix, broken at white space where it is longer than a line.
    private func reflowed(_ prefixBytes: [UInt8]) -> [UInt8] {
        let prefix = TextEscapes.utf16(of: prefixBytes.span)
        let message = TextEscapes.utf16(of: parts.message.span).map { $0 == 0x0A || $0 == 0x09 ? 0x20 : $0 }
        let whole = prefix + message
        var result = whole
        if lineWidth > 0, whole.count > lineWidth {
            let first = ConciseErrorView.truncated(whole, lineWidth)
            result = first + [0x0A]
            var rest = ConciseErrorView.trimmed(whole[first.count...])
            while rest.count + prefix.count > lineWidth {
                let line = ConciseErrorView.truncated(prefix + rest, lineWidth)
                guard line.count > prefix.count else { break }
                result += line + [0x0A]
                rest = ConciseErrorView.trimmed(rest[(line.count - prefix.count)...])
            }
            result += prefix + rest
        }
        var bytes: [UInt8] = []
        TextEscapes.appendUTF16(result, into: &bytes)
        return bytes
    }

    /// The beginning of a text, up to the last white space in it; all of it where there is none.
    private static func truncated(_ text: [UInt16], _ count: Int) -> [UInt16] {
        guard text.count > count else { return text }
        let beginning = text[..<count]
        guard let space = beginning.lastIndex(where: isWhiteSpace) else { return Array(beginning) }
        return Array(beginning[..<space])
    }

    private static func trimmed(_ text: ArraySlice<UInt16>) -> [UInt16] {
        let start = text.firstIndex { !isWhiteSpace($0) } ?? text.endIndex
        let end = text.lastIndex { !isWhiteSpace($0) } ?? start
        return start == text.endIndex ? [] : Array(text[start...end])
    }

    private static func trimmed(_ text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        TextEscapes.appendUTF16(trimmed(TextEscapes.utf16(of: text.span)[...]), into: &bytes)
        return bytes
    }

    /// White space as .NET has it.
    private static func isWhiteSpace(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
