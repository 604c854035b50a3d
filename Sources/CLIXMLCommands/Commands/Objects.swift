import CLIXML
import CLIXMLConvert
import CommandLine
import PSRP
import PSRPCapture

/// `clixml objects`.
enum Objects {
    private static let pipeline = Flag(
        "pipeline",
        .text("ID", expectation: "the id of a pipeline, or its beginning"),
        summary: "Takes only the output of the pipeline whose id begins with ID.",
        detail: "`clixml messages --to ndjson` tells the ids."
    )

    static let verb: Verb = Verb(
        "objects",
        summary: "Convert what the pipelines of a recorded session put out",
        detail: """
            Reads recordings of PowerShell remoting and writes the objects that the pipelines put out, in any format of \
            `convert`. As Invoke-Command does, each object gets the properties PSComputerName, RunspaceId and \
            PSShowComputerName.
            """,
        positionals: RecordingOptions.inputs,
        groups: [FlagGroup("Selection", pipeline), RecordingOptions.group] + ConvertOptions.groups
            + [OutputOptions.group, ConsoleOptions.group],
        examples: [
            Verb.Example("See what came out of a session", "clixml objects session/web01"),
            Verb.Example(
                "Merge the output of several hosts into one table",
                "clixml objects --to csv --columns all session/web01 session/web02 session/web03"
            ),
            Verb.Example("Take the output of one pipeline", "clixml objects --to ndjson --pipeline 98917301 s2c.txt"),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { diagnostics in
            let options = RecordingOptions(arguments)
            let outputOptions = OutputOptions(arguments)
            let keys = try options.exchangeKeys()
            var target = try ConvertOptions(arguments).conversionTarget(zone: try outputOptions.zone())
            var output = try Output(outputOptions.path)
            let wanted = arguments[pipeline]?.lowercased() ?? ""
            for recording in options.recordings() {
                do {
                    let reader = RecordingReader(recording, keys: keys, diagnostics: diagnostics)
                    try reader.read { record, _ in
                        guard case .message(let message, _) = record.content, message.type == .pipelineOutput,
                            message.pipelineID.hyphenated.hasPrefix(wanted)
                        else { return }
                        guard
                            let value = try message.output(
                                computerName: record.session?.host ?? recording.host ?? "localhost"
                            )
                        else {
                            return
                        }
                        try target.write(value, into: &output.bytes) { _ in nil }
                        try output.drain()
                    }
                } catch let error as FileError where error.name == output.name {
                    throw error
                } catch {
                    diagnostics.report(error, in: recording.name)
                }
            }
            try target.finish(into: &output.bytes)
            for warning in target.takeWarnings() {
                diagnostics.report(.warning, warning.message, code: warning.code.rawValue)
            }
            try output.finish(keepingFile: diagnostics.exitStatus == .success || outputOptions.keepsGoing)
            return .success
        }
        .rawValue
    }
}
