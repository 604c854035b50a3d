import CommandLine

/// `clixml completions SHELL`.
enum CompletionScript {
    static let shell = Positional(ValueKind<Shell>.choice("SHELL"), summary: "The shell that is to run the script.")

    static let verb: Verb = Verb(
        "completions",
        summary: "Print a completion script for a shell",
        detail: """
            Prints a script that makes a shell complete verbs, options and their values. Load it in the shell's start-up \
            file, or write it to where the shell looks for completions.
            """,
        positionals: shell,
        groups: [],
        examples: [
            Verb.Example("Load it in bash, in ~/.bashrc", "source <(clixml completions bash)"),
            Verb.Example("Install it for zsh", "clixml completions zsh > \"${fpath[1]}/_clixml\""),
            Verb.Example(
                "Install it for fish",
                "clixml completions fish > ~/.config/fish/completions/clixml.fish"
            ),
        ],
        run: { arguments in
            try Clixml.printResult(arguments[shell].completions(for: Clixml.program))
            return ExitStatus.success.rawValue
        }
    )
}
