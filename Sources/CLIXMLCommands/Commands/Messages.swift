import CLIXML
import CommandLine
import PSRP
import PSRPCapture

/// `clixml messages`.
enum Messages {
    private enum Target: String, CaseIterable, Sendable {
        case text
        case ndjson
    }

    private static let to = Flag(
        "to",
        .choice("FORMAT") { (target: Target) in
            switch target {
            case .text: "a timeline to read"
            case .ndjson: "everything, one JSON object a message"
            }
        },
        default: .text,
        summary: "Says in which form messages are written."
    )

    static let verb: Verb = Verb(
        "messages",
        summary: "Show what was said in a recorded PowerShell session",
        detail: """
            Reads recordings of PowerShell remoting, puts the messages together again, and shows who ran what, with which \
            arguments, and what came out.

            Recordings that are cut, damaged or mixed up give what is whole; what is missing is named on standard error. So \
            is what stays sealed in a packet capture, with the layer that seals it and how much it is. A capture is read \
            with libpcap, which takes no pcapng file whose interfaces differ in link type or snapshot length.
            """,
        positionals: RecordingOptions.inputs,
        groups: [FlagGroup("Format", to), RecordingOptions.group, OutputOptions.group, ConsoleOptions.group],
        examples: [
            Verb.Example("Read a session that was recorded on both sides", "clixml messages session/web01"),
            Verb.Example("Read the WSMan sessions in a packet capture", "clixml messages traffic.pcapng"),
            Verb.Example(
                "List the commands that were run",
                "clixml messages --to ndjson c2s.txt | jq -r 'select(.messageType == \"CREATE_PIPELINE\") | .payload'"
            ),
            Verb.Example(
                "Open the secrets of an older session",
                "clixml messages --client c2s.txt --server s2c.txt --secret-key client.pem"
            ),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { diagnostics in
            let options = RecordingOptions(arguments)
            let outputOptions = OutputOptions(arguments)
            let keys = try options.exchangeKeys()
            var output = try Output(outputOptions.path)
            var number = 0
            for recording in options.recordings() {
                do {
                    let reader = RecordingReader(recording, keys: keys, diagnostics: diagnostics)
                    let columnCount = output.columnCount
                    var timelines = SessionTable { session, number in
                        TextTimeline.of(session, number, else: recording.host, columnCount: columnCount)
                    }
                    try reader.read { record, secrets in
                        switch arguments[to] {
                        case .ndjson:
                            guard case .message(let message, var key) = record.content else { return }
                            number += 1
                            key.connection = record.session?.host ?? recording.host ?? ""
                            MessageJSON().append(
                                number,
                                message,
                                key,
                                session: record.session?.id,
                                milliseconds: record.milliseconds,
                                scheme: secrets.scheme(of: message.runspacePoolID),
                                to: &output.bytes
                            )
                        case .text:
                            if case .capture = record.content { return }
                            timelines.update(record.session) { $0.append(record, secrets, to: &output.bytes) }
                        }
                        try output.drain()
                    }
                    if arguments[to] == .text {
                        timelines.forEach { $0.finish(to: &output.bytes) }
                    }
                } catch let error as FileError where error.name == output.name {
                    throw error
                } catch {
                    diagnostics.report(error, in: recording.name)
                }
            }
            try output.finish(keepingFile: diagnostics.exitStatus == .success || outputOptions.keepsGoing)
            return .success
        }
        .rawValue
    }
}
