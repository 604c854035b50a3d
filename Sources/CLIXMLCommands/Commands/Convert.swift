import CommandLine

/// `clixml convert`.
enum Convert {
    static let verb: Verb = Verb(
        "convert",
        summary: "Convert CLIXML to JSON, CSV and back",
        detail: """
            Reads values and writes them in another format. JSON and CSV are byte for byte what PowerShell makes of the \
            same file with Import-Clixml and ConvertTo-Json or ConvertTo-Csv at the same switches; the options have the \
            names of PowerShell's parameters. JSON and CSV are read as ConvertFrom-Json and ConvertFrom-Csv read them, so that \
            other programs can hand data to PowerShell as CLIXML.

            Values are written as soon as they are read. What was read before an error is written, and arrays are closed \
            properly.
            """,
        positionals: InputOptions.inputs,
        groups: ConvertOptions.groups + [OutputOptions.group, LimitOptions.group, ConsoleOptions.group],
        examples: [
            Verb.Example(
                "Show an exported file as JSON, as ConvertTo-Json does",
                "clixml convert --depth 2 services.xml"
            ),
            Verb.Example(
                "Count the values of a compressed export by type",
                "clixml convert --to ndjson events.xml.zst | jq -r .LevelDisplayName | sort | uniq -c"
            ),
            Verb.Example(
                "Make a table for a spreadsheet, nested properties in columns of their own",
                "clixml convert --to csv --flatten --columns all --delimiter ';' -o users.csv users.xml"
            ),
            Verb.Example(
                "Pick out two properties of what a remote command printed",
                "ssh web01 pwsh -OutputFormat XML -Command Get-Process | clixml convert --to csv --select Name,Id"
            ),
            Verb.Example(
                "Hand a table to PowerShell, which reads it with Import-Clixml",
                "clixml convert --to clixml inventory.csv -o inventory.xml"
            ),
            Verb.Example(
                "Keep everything, to read back later",
                "clixml convert --to typed-json state.xml -o state.jsonl"
            ),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { diagnostics in
            let conversion = try Conversion(arguments, diagnostics: diagnostics)
            try conversion.run(InputOptions(arguments).names, showsProgress: console.showsProgress)
            return .success
        }
        .rawValue
    }
}
