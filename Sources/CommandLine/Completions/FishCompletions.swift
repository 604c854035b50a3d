/// Completion for fish: one `complete` line for each verb, option and value.
enum FishCompletions {
    static func script(_ program: Program) -> String {
        let command = "complete -c \(program.name)"
        let noVerb = "\(command) -n __fish_use_subcommand"
        var lines = [
            "# fish completion for \(program.name); load it with: \(program.name) completions fish | source",
            "\(noVerb) -f -s h -l help -d 'List the verbs'",
            "\(noVerb) -f -s V -l version -d 'Print the version'",
        ]
        for verb in program.verbs { lines.append("\(noVerb) -f -a \(verb.name) -d \(quoted(verb.summary))") }
        lines.append("\(noVerb) -f -a help -d 'Explain a verb'")
        let verbNames = program.verbs.map(\.name).joined(separator: " ")
        lines.append("\(command) -n '__fish_seen_subcommand_from help' -f -a '\(verbNames)'")
        for verb in program.verbs {
            let afterVerb = "\(command) -n '__fish_seen_subcommand_from \(verb.name)'"
            for flag in verb.flags {
                let short = flag.short.map { " -s \($0)" } ?? ""
                let summary = quoted(HelpProse.plain(flag.summary))
                lines.append("\(afterVerb)\(short) -l \(flag.name)\(action(for: flag.value)) -d \(summary)")
            }
            lines.append("\(afterVerb) -s h -l help -d 'Explain the options'")
            let takesFiles = verb.positionals.contains { if case .file = $0.value.completion { true } else { false } }
            if !takesFiles { lines.append("\(afterVerb) -f") }
            for positional in verb.positionals where !positional.value.choices.isEmpty {
                lines.append("\(afterVerb) -f -a \(candidates(positional.value))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func action(for shape: ValueShape?) -> String {
        guard let shape else { return "" }
        switch shape.completion {
        case .nothing: return " -x"
        case .file: return " -r -F"
        case .choices: return " -x -a \(candidates(shape))"
        }
    }

    private static func candidates(_ shape: ValueShape) -> String {
        let words = shape.choices.map(\.word).joined(separator: " ")
        if shape.isList { return "'(__fish_append , \(words))'" }
        guard shape.choices.contains(where: { !$0.summary.isEmpty }) else { return "'\(words)'" }
        // A tab parts word and description, a line end parts the pairs.
        let pairs = shape.choices.map { "\($0.word)\\t\(quoted(HelpProse.plain($0.summary)))" }
        return quoted(pairs.joined(separator: "\\n"))
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.reduce(into: "") { result, character in
            if "'\\".contains(character) { result.append("\\") }
            result.append(character)
        }
        return "'\(escaped)'"
    }
}
