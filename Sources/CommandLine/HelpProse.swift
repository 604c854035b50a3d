/// The prose of a declaration, split for layout.
///
/// Paragraphs are separated by empty lines and may be broken anywhere in the source; a paragraph whose lines are
/// indented is kept line by line. Words between backquotes are typed literally: bold in the man page, plain in the help.
package struct HelpProse {
    enum Block: Equatable {
        case paragraph(String)
        case verbatim([String])
    }

    let blocks: [Block]

    /// Splits a text.
    package init(_ text: String) {
        var blocks: [Block] = []
        for lines in text.split(separator: "\n", omittingEmptySubsequences: false).split(whereSeparator: \.isEmpty) {
            if lines.allSatisfy({ $0.hasPrefix(" ") }) {
                let indent = lines.map { line in line.prefix { $0 == " " }.count }.min() ?? 0
                blocks.append(.verbatim(lines.map { String($0.dropFirst(indent)) }))
            } else {
                blocks.append(.paragraph(lines.joined(separator: " ")))
            }
        }
        self.blocks = blocks
    }

    /// The text laid out in lines, with an empty one between blocks.
    package func lines(indent: Int, width: Int) -> [String] {
        var result: [String] = []
        for block in blocks {
            if !result.isEmpty { result.append("") }
            switch block {
            case .paragraph(let text): result += HelpProse.wrap(HelpProse.plain(text), indent: indent, width: width)
            case .verbatim(let lines):
                result += lines.map { String(repeating: " ", count: indent + 2) + HelpProse.plain($0) }
            }
        }
        return result
    }

    /// The text without its backquotes.
    static func plain(_ text: String) -> String { text.filter { $0 != "`" } }

    /// What is to be said last about a flag: its values if they need no explanation, whether it repeats, its default.
    static func notes(on flag: FlagDeclaration) -> String {
        var sentences: [String] = []
        if let shape = flag.value, !shape.choices.isEmpty, !shape.explainsChoices {
            sentences.append("Values: \(shape.choices.map(\.word).joined(separator: ", ")).")
        }
        if flag.isRepeatable { sentences.append("May be repeated to add more.") }
        if let text = flag.defaultText {
            // Quotes where the sentence would swallow the value.
            let isPlain = text.first?.isLetter == true || text.first?.isNumber == true
            sentences.append("Default: \(isPlain ? text : "'\(text)'").")
        }
        return sentences.joined(separator: " ")
    }

    /// Breaks a text at blanks into lines of at most `width` columns, `indent` blanks before each.
    static func wrap(_ text: String, indent: Int, width: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if line.isEmpty {
                line = margin + word
            } else if line.count + 1 + word.count <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = margin + word
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
