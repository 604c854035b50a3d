import CLIXML
import CLIXMLConvert
import CommandLine

/// `clixml show`.
enum Show {
    static let verb: Verb = Verb(
        "show",
        summary: "Show values as PowerShell does, as lists and tables",
        detail: """
            Prints what PowerShell prints of the same values with Format-List or Format-Table, or of itself. The first \
            object decides how all are shown: later ones fill the columns of the first. Strings and numbers are printed \
            as they are, errors as the console prints them.

            On a terminal, control characters in values are replaced by symbols; into a file or a pipe they go as they \
            are.
            """,
        positionals: InputOptions.inputs,
        groups: [ShowFlags.group, OutputOptions.group, LimitOptions.group, ConsoleOptions.group],
        examples: [
            Verb.Example("Look at an exported file", "clixml show services.xml"),
            Verb.Example("See all properties of all objects", "clixml show --view list --property '*' services.xml"),
            Verb.Example(
                "Make a table of some properties",
                "clixml show --view table --property Name,Status,*Type services.xml"
            ),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { diagnostics in
            let display = try Display(arguments, diagnostics: diagnostics)
            let options = ShowFlags.options(
                arguments,
                columnCount: display.columnCount,
                isTerminal: display.isTerminal
            )
            var target = ShowTarget(exporter: ShowExporter(options: options, zone: display.zone))
            try display.run(InputOptions(arguments).names, &target, showsProgress: console.showsProgress)
            return .success
        }
        .rawValue
    }
}

/// Lists and tables as a target.
private struct ShowTarget: ConversionTarget {
    var exporter: ShowExporter
    let resolvesReferences = true

    mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws { try exporter.write(value, into: &output, resolving: object) }

    mutating func finish(into output: inout [UInt8]) throws { exporter.finish(into: &output) }
    mutating func takeWarnings() -> [ConversionWarning] { [] }
}
