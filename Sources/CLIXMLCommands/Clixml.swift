import CLIXML
package import CommandLine

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The root command: its verbs, and how a command line becomes an exit status.
package enum Clixml {
    /// The version that `--version` prints.
    package static let version = "0.1.0"

    package static let program: Program = Program(
        Diagnostics.programName,
        version: version,
        summary: "reads, writes and converts PowerShell's CLIXML",
        detail: """
            CLIXML is the format of PowerShell's Export-Clixml, of remoting, and of what a `pwsh` child process puts on \
            its standard error. This program reads it without PowerShell, as streams: a value is written as soon as it \
            is read, and memory does not grow with the input.
            """,
        verbs: [
            Convert.verb, Members.verb, Messages.verb, Objects.verb, Show.verb, Stats.verb, Tap.verb, Text.verb,
            Check.verb,
            Recover.verb, CompletionScript.verb, Manual.verb,
        ],
        sections: [
            Program.Section(
                "Messages",
                """
                Results go to standard output, everything else to standard error, as `NAME:LINE:COLUMN: error: MESSAGE \
                [code]`. Standard input is called `<stdin>`.
                """
            ),
            Program.Section(
                "Exit status",
                """
                  0   done
                  1   an input is not valid, or a check failed
                  2   something could not be read or written
                  64  wrong usage

                A bad input does not stop the ones after it. When the reader of standard output goes away the program \
                ends without a message.
                """
            ),
            Program.Section("Environment", "`NO_COLOR` turns colours off, if it is set and not empty."),
        ],
        examples: [
            Verb.Example("Show an exported file as JSON", "clixml convert services.xml"),
            Verb.Example("List names with jq", "clixml convert --to ndjson services.xml | jq -r .Name"),
            Verb.Example("Explain a verb", "clixml help convert"),
        ]
    )

    /// Runs the program and ends it.
    package static func main() -> Never {
        StandardOutput.prepare()
        exit(run(Array(Swift.CommandLine.arguments.dropFirst())).rawValue)
    }

    /// Does what a command line asks for.
    ///
    /// - Parameter words: The command line without the program's own name.
    package static func run(_ words: [String]) -> ExitStatus {
        ConsoleOptions.automatic.diagnostics().reporting { _ in
            switch try program.interpret(words) {
            case .text(let text):
                try printResult(text)
                return .success
            case .run(let verb, let arguments):
                return ExitStatus(rawValue: try verb.run(arguments)) ?? .failure
            }
        }
    }

    /// Writes a short text to standard output.
    static func printResult(_ text: String) throws(FileError) {
        var output = try Output()
        output.bytes += text.utf8
        try output.finish()
    }
}
