import CLIXML
import CLIXMLConvert
import CommandLine

/// `clixml stats`.
enum Stats {
    static let verb: Verb = Verb(
        "stats",
        summary: "Show what takes the space in a document",
        detail: """
            Counts values, objects and bytes by type name, by property and by element, and shows the largest value, the most \
            deeply nested one, and what the document counts towards the memory quota of a remoting session. Bytes are those of \
            the markup as UTF-8.

            By type and by element each byte counts once: for the innermost object or element that it is part of. By property \
            it counts for each property that it is part of. All inputs are counted together.
            """,
        positionals: InputOptions.inputs,
        groups: [StatsOptions.group, OutputOptions.group, LimitOptions.group, ConsoleOptions.group],
        examples: [
            Verb.Example("See what makes a file large", "clixml stats services.xml"),
            Verb.Example("The five properties that take the most space", "clixml stats --top 5 services.xml"),
            Verb.Example("List all types of some files", "clixml stats --to json *.xml | jq -r '.types[].name'"),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { diagnostics in
            let options = StatsOptions(arguments)
            let outputOptions = OutputOptions(arguments)
            let limits = LimitOptions(arguments).limits
            let names = InputOptions(arguments).names
            var output = try Output(outputOptions.path)
            if console.showsProgress {
                diagnostics.progress = ProgressLine(totalByteCount: InputSource.byteCount(of: names))
            }
            var statistics = DocumentStatistics()
            var earlierByteCount = 0
            for name in names {
                do {
                    let input = try ReaderInput(name)
                    let valueCount = statistics.valueCount
                    input.didRead = { count in
                        diagnostics.progress?.update(byteCount: earlierByteCount + count, valueCount: valueCount)
                    }
                    var reader = try CLIXMLReader(source: input.byteSource, limits: limits, resolvesReferences: false)
                    while let value = try reader.nextDocumentValue() { statistics.add(value) }
                    earlierByteCount += input.byteCount ?? 0
                } catch {
                    diagnostics.report(error, in: name == "-" ? InputSource.standardInputName : name)
                }
            }
            diagnostics.progress?.finish()
            switch options.format {
            case .text:
                StatisticsText(maximumCount: options.maximumCount, columnCount: output.columnCount)
                    .append(statistics, to: &output.bytes)
            case .json: StatisticsJSON(maximumCount: options.maximumCount).append(statistics, to: &output.bytes)
            }
            try output.finish(keepingFile: diagnostics.exitStatus == .success || outputOptions.keepsGoing)
            return .success
        }
        .rawValue
    }
}
