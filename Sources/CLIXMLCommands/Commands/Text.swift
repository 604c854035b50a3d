import CLIXML
import CLIXMLConvert
import CommandLine

/// `clixml text`.
enum Text {
    static let verb: Verb = Verb(
        "text",
        summary: "Turn #< CLIXML blocks in console output into plain text",
        detail: """
            Reads console output in which `#< CLIXML` blocks may stand anywhere, as `ssh`, WinRM and build tools bring it, \
            and passes on plain text: errors, warnings and the other streams as PowerShell's console prints them, progress \
            left out, and everything outside the blocks as it is.

            It works as the input arrives and holds back no plain text. Blocks are found in lines that a log gives a prefix, \
            and in strings of JSON or of a programming language; they are replaced in place. A block that cannot be read is \
            passed on as it is, with a note on standard error; the exit status stays 0.

            Of a capture file of `clixml tap` or a packet capture it shows what the sessions in it put on the console.

            Input that begins with a byte order mark of UTF-16 or UTF-32, as Windows PowerShell redirects into files, comes \
            out as UTF-8.
            """,
        positionals: InputOptions.inputs,
        groups: [TextOptions.group, OutputOptions.group, LimitOptions.group, ConsoleOptions.group],
        examples: [
            Verb.Example(
                "See what a remote command had to say",
                "ssh web01 pwsh -EncodedCommand VwByAGkAdABlAC0ARQByAHIAbwByACAAeAA= 2>&1 | clixml text"
            ),
            Verb.Example("Clean the log of a build", "clixml text -o build.txt build.log"),
            Verb.Example(
                "Only errors and warnings of what is in blocks",
                "clixml text --streams error,warning build.log"
            ),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { diagnostics in
            let outputOptions = OutputOptions(arguments)
            let zone = try outputOptions.zone()
            var output = try Output(outputOptions.path)
            let options = TextOptions(arguments).filterOptions(
                isTerminal: output.isTerminal,
                columnCount: output.columnCount,
                zone: zone
            )
            for name in InputOptions(arguments).names {
                do {
                    try pass(name, options, to: &output, diagnostics)
                } catch let error as FileError where error.name == output.name {
                    throw error
                } catch {
                    diagnostics.report(error, in: name == "-" ? InputSource.standardInputName : name)
                }
            }
            try output.finish(keepingFile: diagnostics.exitStatus == .success || outputOptions.keepsGoing)
            return .success
        }
        .rawValue
    }

    /// Passes one input on, a chunk as soon as it is there.
    private static func pass(
        _ argument: String,
        _ options: ConsoleFilterOptions,
        to output: inout Output,
        _ diagnostics: Diagnostics
    ) throws {
        var source = try InputSource(argument)
        var chunk: [UInt8] = []
        let isEmpty = try !source.nextChunk(into: &chunk)
        let input = OpenedInput(source, beginning: chunk)
        if let recording = Recording(input) { return try show(recording, options, to: &output, diagnostics) }
        guard var source = input.takeSource() else { return }
        var filter = ConsoleFilter(options: options)
        let first = chunk
        filter.append(first.span, to: &output.bytes)
        report(filter.takeNotes(), in: source.name, diagnostics)
        if isEmpty { return filter.finish(to: &output.bytes) }
        while true {
            if source.isLive { try output.flush() }
            let hasBytes: Bool
            do {
                hasBytes = try source.nextChunk(into: &chunk)
            } catch {
                filter.finish(to: &output.bytes)
                throw error
            }
            let bytes = chunk
            if hasBytes { filter.append(bytes.span, to: &output.bytes) } else { filter.finish(to: &output.bytes) }
            report(filter.takeNotes(), in: source.name, diagnostics)
            guard hasBytes else { return }
            try output.drain()
        }
    }

    private static func report(_ notes: [CLIXMLError], in name: String, _ diagnostics: Diagnostics) {
        for note in notes {
            diagnostics.report(.note, note.message, code: note.code.rawValue, in: name, at: note.position)
        }
    }

    /// Shows what the sessions of a recording put on the console.
    private static func show(
        _ recording: Recording,
        _ options: ConsoleFilterOptions,
        to output: inout Output,
        _ diagnostics: Diagnostics
    ) throws {
        var text = RecordingText(options)
        try RecordingReader(recording, keys: [], diagnostics: diagnostics).read { record, _ in
            text.append(record, to: &output.bytes)
            try output.drain()
        }
        text.finish(to: &output.bytes)
    }
}
