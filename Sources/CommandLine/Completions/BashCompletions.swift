/// Completion for bash 3.2 and newer, without the bash-completion package.
enum BashCompletions {
    static func script(_ program: Program) -> String {
        let function = "_" + program.name
        var lines = [
            "# bash completion for \(program.name); load it with: source <(\(program.name) completions bash)",
            "\(function)_words() {",
            "    local prefix=",
            "    if [[ $2 == list ]]; then",
            "        [[ $cur == *,* ]] && prefix=${cur%,*},",
            "        type compopt &>/dev/null && compopt -o nospace",
            "    fi",
            "    COMPREPLY=($(compgen -P \"$prefix\" -W \"$1\" -- \"${cur#\"$prefix\"}\"))",
            "    return 0",
            "}",
            "\(function)() {",
            "    local cur=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD - 1]} verb= i",
            "    COMPREPLY=()",
            // `=` is a word of its own in COMP_WORDS.
            "    if [[ $cur == = ]]; then",
            "        cur=",
            "    elif [[ $flag == = ]]; then",
            "        flag=${COMP_WORDS[COMP_CWORD - 2]}",
            "    fi",
            "    ((COMP_CWORD > 1)) && verb=${COMP_WORDS[1]}",
            "    for ((i = 2; i < COMP_CWORD; i++)); do",
            "        [[ ${COMP_WORDS[i]} == -- ]] && return 0",
            "    done",
            "    case $verb,$flag in",
        ]
        for verb in program.verbs {
            for flag in verb.flags {
                guard let shape = flag.value else { continue }
                let names = ["--\(flag.name)"] + (flag.short.map { ["-\($0)"] } ?? [])
                let pattern = names.map { "\(verb.name),\($0)" }.joined(separator: " | ")
                lines.append("    \(pattern)) \(action(for: shape, function: function)); return 0 ;;")
            }
        }
        lines += ["    esac", "    case $verb in"]
        let verbNames = (program.verbs.map(\.name) + ["help"]).joined(separator: " ")
        lines.append("    '') \(function)_words '\(verbNames) -h --help --version' ;;")
        lines.append("    help) \(function)_words '\(program.verbs.map(\.name).joined(separator: " "))' ;;")
        for verb in program.verbs {
            let flags = (verb.flags.map { "--\($0.name)" } + ["--help"]).joined(separator: " ")
            let choices = verb.positionals.flatMap(\.value.choices).map(\.word).joined(separator: " ")
            let otherwise = choices.isEmpty ? "" : " else \(function)_words '\(choices)';"
            lines.append("    \(verb.name)) if [[ $cur == -* ]]; then \(function)_words '\(flags)';\(otherwise) fi ;;")
        }
        lines += ["    esac", "}", "complete -o bashdefault -o default -F \(function) \(program.name)"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// With no answer of ours bash completes file names, by `-o default`; a free value gets nothing.
    private static func action(for shape: ValueShape, function: String) -> String {
        switch shape.completion {
        case .file: ":"
        case .nothing: "type compopt &>/dev/null && compopt +o default +o bashdefault"
        case .choices(let choices):
            "\(function)_words '\(choices.map(\.word).joined(separator: " "))'\(shape.isList ? " list" : "")"
        }
    }
}
