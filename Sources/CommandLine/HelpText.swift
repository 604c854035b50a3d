/// The answers to `-h` and `--help`, 80 columns wide.
enum HelpText {
    private static let width = 80

    /// The column where short descriptions begin.
    private static let column = 30

    static func short(_ program: Program) -> String {
        var lines = ["\(program.name) \(program.version): \(program.summary)", ""]
        lines += ["Usage: \(usage(of: program))", "", "Verbs:"]
        lines += verbList(program)
        lines += ["", "'\(program.name) VERB -h' lists the options of a verb, '--help' explains everything."]
        return text(lines)
    }

    static func long(_ program: Program) -> String {
        var lines = ["\(program.name) \(program.version): \(program.summary)", ""]
        lines += ["Usage: \(usage(of: program))", ""]
        lines += HelpProse(program.detail).lines(indent: 0, width: width)
        lines += ["", "Verbs:"] + verbList(program)
        for section in program.sections {
            lines += ["", "\(section.title):"] + HelpProse(section.text).lines(indent: 2, width: width)
        }
        lines += ["", "'\(program.name) help VERB' explains a verb."]
        lines += examples(program.examples)
        return text(lines)
    }

    static func short(_ verb: Verb, of program: Program) -> String {
        var lines = ["\(program.name) \(verb.name): \(verb.summary)", ""]
        lines.append("Usage: \(usage(of: verb, in: program))")
        if !verb.positionals.isEmpty {
            lines += ["", "Arguments:"]
            for positional in verb.positionals {
                lines += row("  \(positional.name)", HelpProse.plain(positional.summary))
            }
        }
        for group in verb.groups where !group.flags.isEmpty {
            lines += ["", "\(group.title):"]
            for flag in group.flags { lines += row(spelling(of: flag), HelpProse.plain(flag.summary)) }
        }
        lines += ["", "Help:"] + row("  -h, --help", "Lists the options, or explains them with examples.")
        return text(lines)
    }

    static func long(_ verb: Verb, of program: Program) -> String {
        var lines = ["\(program.name) \(verb.name): \(verb.summary)", ""]
        lines += ["Usage: \(usage(of: verb, in: program))", ""]
        lines += HelpProse(verb.detail).lines(indent: 0, width: width)
        if !verb.positionals.isEmpty {
            lines += ["", "Arguments:"]
            for positional in verb.positionals {
                lines.append("  \(positional.name)")
                lines += HelpProse(positional.summary).lines(indent: 10, width: width)
                let words = positional.value.choices.map(\.word).joined(separator: ", ")
                if !words.isEmpty { lines += HelpProse.wrap("Values: \(words).", indent: 10, width: width) }
            }
        }
        for group in verb.groups where !group.flags.isEmpty {
            lines += ["", "\(group.title):"]
            for (index, flag) in group.flags.enumerated() {
                if index > 0 { lines.append("") }
                lines += entry(flag)
            }
        }
        lines += ["", "Help:", "  -h, --help"]
        lines += HelpProse("Lists the options, or explains them with examples.").lines(indent: 10, width: width)
        lines += examples(verb.examples)
        return text(lines)
    }

    static func usage(of program: Program) -> String { "\(program.name) VERB [OPTIONS] [ARGUMENTS]" }

    static func usage(of verb: Verb, in program: Program) -> String {
        var words = [program.name, verb.name]
        if !verb.flags.isEmpty { words.append("[OPTIONS]") }
        return (words + verb.positionals.map(\.usage)).joined(separator: " ")
    }

    /// `  -o, --output FILE`; long names stand under each other.
    static func spelling(of flag: FlagDeclaration) -> String {
        let short = flag.short.map { "  -\($0), " } ?? "      "
        return short + "--" + flag.name + (flag.value.map { " " + $0.placeholder } ?? "")
    }

    private static func verbList(_ program: Program) -> [String] {
        program.verbs.flatMap { row("  \($0.name)", $0.summary) } + row("  help", "Explain a verb")
    }

    private static func entry(_ flag: FlagDeclaration) -> [String] {
        var lines = [spelling(of: flag)] + HelpProse(flag.summary).lines(indent: 10, width: width)
        if !flag.detail.isEmpty { lines += [""] + HelpProse(flag.detail).lines(indent: 10, width: width) }
        if let shape = flag.value { lines += choices(of: shape) }
        let notes = HelpProse.notes(on: flag)
        if !notes.isEmpty { lines += [""] + HelpProse.wrap(notes, indent: 10, width: width) }
        return lines
    }

    /// The allowed words, one a line, where they are explained.
    private static func choices(of shape: ValueShape) -> [String] {
        guard shape.explainsChoices else { return [] }
        let longest = shape.choices.map(\.word.count).max() ?? 0
        return [""]
            + shape.choices.flatMap { choice in
                let word = choice.word + String(repeating: " ", count: longest - choice.word.count)
                return hang(String(repeating: " ", count: 12) + word + "  ", HelpProse.plain(choice.summary))
            }
    }

    private static func examples(_ examples: [Verb.Example]) -> [String] {
        guard !examples.isEmpty else { return [] }
        return ["", "Examples:"]
            + examples.enumerated().flatMap { index, example in
                (index > 0 ? [""] : []) + ["  \(HelpProse.plain(example.purpose)):", "    \(example.command)"]
            }
    }

    /// A name on the left and its description in the right column, or below where the name is too long.
    private static func row(_ left: String, _ right: String) -> [String] {
        guard left.count + 2 <= column else {
            return [left] + HelpProse.wrap(right, indent: column, width: width)
        }
        return hang(left + String(repeating: " ", count: column - left.count), right)
    }

    private static func hang(_ left: String, _ right: String) -> [String] {
        var lines = HelpProse.wrap(right, indent: left.count, width: width)
        if !lines.isEmpty { lines[0] = left + lines[0].dropFirst(left.count) }
        return lines
    }

    private static func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
}
