import CLIXML
import CLIXMLConvert
import CommandLine

/// `clixml members`.
enum Members {
    static let verb: Verb = Verb(
        "members",
        summary: "List the members of values, as Get-Member does",
        detail: """
            Lists for each type what a script can use of its values. An object that came out of a document is a \
            property bag: its properties are there, and of its methods only GetType and ToString; its type name begins \
            with `Deserialized.`. Numbers, dates, lists and the like come back as themselves and have all their members.

            Each type is listed once, with the members of its first value.
            """,
        positionals: InputOptions.inputs,
        groups: [MemberListOptions.group, OutputOptions.group, LimitOptions.group, ConsoleOptions.group],
        examples: [
            Verb.Example("See what is in an exported file", "clixml members services.xml"),
            Verb.Example("List only the properties", "clixml members --member-type properties services.xml"),
            Verb.Example(
                "Find the types of a large export",
                "clixml members --to tsv events.xml.zst | cut -f 1 | sort -u"
            ),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { diagnostics in
            let display = try Display(arguments, diagnostics: diagnostics)
            let options = MemberListOptions.options(
                arguments,
                columnCount: display.columnCount,
                isTerminal: display.isTerminal
            )
            var target = MemberTarget(exporter: MemberExporter(options: options, zone: display.zone))
            try display.run(InputOptions(arguments).names, &target, showsProgress: console.showsProgress)
            if !target.exporter.hasValues, diagnostics.exitStatus == .success {
                diagnostics.report(.error, "there is no value whose members could be listed", code: "no-value")
                return .invalidInput
            }
            return .success
        }
        .rawValue
    }
}

/// The members of values as a target.
private struct MemberTarget: ConversionTarget {
    var exporter: MemberExporter
    let resolvesReferences = true

    mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws { try exporter.write(value, into: &output, resolving: object) }

    mutating func finish(into output: inout [UInt8]) throws { exporter.finish(into: &output) }
    mutating func takeWarnings() -> [ConversionWarning] { [] }
}
