import CLIXML
import CLIXMLConvert
import CommandLine

/// `clixml check`.
enum Check {
    static let verb: Verb = Verb(
        "check",
        summary: "Tell what is wrong or questionable in a document, and what PowerShell does with it",
        detail: """
            Prints nothing and exits with 0 when all is well. Otherwise each finding is a line with its place, the elements \
            around it, what PowerShell does, and a code. All errors of a document are told in one pass, as far as it is \
            clear how the document goes on behind each; PowerShell itself stops at the first.

            Besides errors it tells what is questionable: RefIds and members that stand twice, dictionaries with equal keys, \
            SecureStrings that anyone can read, texts that stand for objects which the depth of the export cut off, and \
            bytes that were not valid. The exit status is 1 if there is an error.
            """,
        positionals: InputOptions.inputs,
        groups: [CheckOptions.group, OutputOptions.group, LimitOptions.group, ConsoleOptions.group],
        examples: [
            Verb.Example("Find out why a file cannot be imported", "clixml check services.xml"),
            Verb.Example(
                "Fail a build for bad or questionable fixtures",
                "clixml check --strict --severity warning tests/*.xml"
            ),
            Verb.Example(
                "List the codes of all findings",
                "clixml check --to json *.xml | jq -r .code | sort | uniq -c"
            ),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { diagnostics in
            let outputOptions = OutputOptions(arguments)
            let output = try Output(outputOptions.path)
            var checking = Checking(
                options: CheckOptions(arguments),
                limits: LimitOptions(arguments).limits,
                output: output,
                diagnostics: diagnostics
            )
            for name in InputOptions(arguments).names { try checking.check(name) }
            return try checking.finish()
        }
        .rawValue
    }
}
