/// Completion for zsh, by `_arguments`; works from `fpath` and when sourced.
enum ZshCompletions {
    static func script(_ program: Program) -> String {
        let function = "_" + program.name
        var lines = [
            "#compdef \(program.name)",
            "# zsh completion for \(program.name); load it with: source <(\(program.name) completions zsh)",
            "\(function)() {",
            "    local context state state_descr line curcontext=$curcontext ret=1",
            "    typeset -A opt_args",
            "    local -a verbs=(",
        ]
        for verb in program.verbs { lines.append("        \(quoted("\(verb.name):\(verb.summary)"))") }
        lines += [
            "        'help:Explain a verb'",
            "    )",
            "    _arguments -C -S \\",
            "        '(- *)'{-h,--help}'[list the verbs]' \\",
            "        '(- *)'{-V,--version}'[print the version]' \\",
            "        '1:verb:->verb' '*::argument:->arguments' && ret=0",
            "    case $state in",
            "    verb) _describe -t verbs verb verbs && ret=0 ;;",
            "    arguments)",
            "        curcontext=${curcontext%:*}-$words[1]:",
            "        case $words[1] in",
            "        help) _arguments '1:verb:(\(program.verbs.map(\.name).joined(separator: " ")))' && ret=0 ;;",
        ]
        for verb in program.verbs {
            lines.append("        \(verb.name))")
            lines.append("            _arguments -s -S \\")
            for flag in verb.flags { lines.append("                \(specification(of: flag)) \\") }
            for positional in verb.positionals {
                lines.append("                \(specification(of: positional)) \\")
            }
            lines.append("                '(- *)'{-h,--help}'[explain the options]' && ret=0 ;;")
        }
        lines += [
            "        esac ;;",
            "    esac",
            "    return ret",
            "}",
            "if [[ $funcstack[1] == \(function) ]]; then",
            "    \(function) \"$@\"",
            "else",
            "    compdef \(function) \(program.name)",
            "fi",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// `'*'{-o+,--output=}'[summary]:FILE:_files'`.
    private static func specification(of flag: FlagDeclaration) -> String {
        let mark = flag.value == nil ? "" : "="
        let long = "--\(flag.name)\(mark)"
        let description = bracketed(HelpProse.plain(flag.summary))
        let value = flag.value.map { ":\($0.placeholder):\(action(for: $0))" } ?? ""
        let exclusion: String
        if flag.isRepeatable {
            exclusion = "*"
        } else {
            exclusion = flag.short.map { "(-\($0) --\(flag.name))" } ?? ""
        }
        guard let short = flag.short else { return quoted("\(exclusion)\(long)[\(description)]\(value)") }
        let names = "{-\(short)\(flag.value == nil ? "" : "+"),\(long)}"
        return quoted(exclusion) + names + quoted("[\(description)]\(value)")
    }

    private static func specification(of positional: PositionalDeclaration) -> String {
        let place: String
        switch positional.arity {
        case .one: place = ":"
        case .optional: place = "::"
        case .any, .someOrMore: place = "*:"
        }
        return quoted("\(place)\(positional.name):\(action(for: positional.value))")
    }

    private static func action(for shape: ValueShape) -> String {
        switch shape.completion {
        case .nothing: return " "
        case .file: return "_files"
        case .choices(let choices):
            if shape.isList { return "_values -s , \(shape.placeholder) \(choices.map(\.word).joined(separator: " "))" }
            guard choices.contains(where: { !$0.summary.isEmpty }) else {
                return "(\(choices.map(\.word).joined(separator: " ")))"
            }
            let items = choices.map { choice in
                "\(choice.word)\\:\"\(HelpProse.plain(choice.summary).filter { !"\"\\:$`()".contains($0) })\""
            }
            return "((\(items.joined(separator: " "))))"
        }
    }

    private static func bracketed(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "[]:\\".contains(character) { result.append("\\") }
            result.append(character)
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
