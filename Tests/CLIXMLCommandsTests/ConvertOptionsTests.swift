import CLIXML
import CLIXMLCommands
import CommandLine
import Testing

@Suite struct ConvertOptionsTests {
    private static func arguments(_ words: [String]) throws -> Arguments {
        guard case .run(_, let arguments) = try Clixml.program.interpret(["convert"] + words) else {
            throw UsageError(.missingVerb, "not a verb to run")
        }
        return arguments
    }

    @Test func hasPowerShellsDefaults() throws {
        let options = try ConvertOptions(ConvertOptionsTests.arguments([]))
        #expect(options.source == .auto)
        #expect(options.target == .json)
        #expect(options.depth == nil)
        #expect(options.selectedNames == [])
        #expect(options.streams == [])
        #expect(!options.isCompressed && !options.isAlwaysArray && !options.writesEnumsAsStrings)
        #expect(options.escapeHandling == .default)
        #expect(options.columns == .first)
        #expect(options.useQuotes == .always)
        #expect(options.quotedFields == [])
        #expect(options.delimiter == ",")
        #expect(options.hasHeader && !options.hasTypeInformation && !options.isFlattened)
        #expect(options.listSeparator == "; ")
        #expect(options.encoding == .utf8)
        #expect(options.newline == .lf)
        #expect(!options.isVerbatim && !options.readsHashtables && options.enumeratesArrays)
        #expect(options.dateKind == .default)
        #expect(options.header == [])
    }

    @Test func takesEveryOption() throws {
        let json = try ConvertOptions(
            ConvertOptionsTests.arguments([
                "--to", "json", "--from", "json", "--depth", "4", "--compress", "--as-array", "--enums-as-strings",
                "--escape-handling", "non-ascii", "--select", "Name,Id", "--stream", "output,error", "--as-hashtable",
                "--no-enumerate",
            ])
        )
        #expect(json.source == .json)
        #expect(json.depth == 4)
        #expect(json.isCompressed && json.isAlwaysArray && json.writesEnumsAsStrings)
        #expect(json.escapeHandling == .nonASCII)
        #expect(json.selectedNames == ["Name", "Id"])
        #expect(json.streams == [.output, .error])
        #expect(json.readsHashtables && !json.enumeratesArrays)
        let csv = try ConvertOptions(
            ConvertOptionsTests.arguments([
                "--to", "csv", "--use-quotes", "as-needed", "--delimiter", ";", "--no-header", "--type-information",
                "--flatten", "--list-separator", "", "--columns", "all",
            ])
        )
        #expect(csv.target == .csv)
        #expect(csv.useQuotes == .asNeeded)
        #expect(csv.delimiter == ";")
        #expect(!csv.hasHeader && csv.hasTypeInformation && csv.isFlattened)
        #expect(csv.listSeparator == "")
        #expect(csv.columns == .all)
        let clixml = try ConvertOptions(
            ConvertOptionsTests.arguments(["--to", "clixml", "--encoding", "utf-16", "--newline", "crlf", "--verbatim"])
        )
        #expect(clixml.encoding == .utf16)
        #expect(clixml.newline == .crlf)
        #expect(clixml.isVerbatim)
    }

    @Test(arguments: [
        (
            ["--to", "csv", "--use-quotes", "never", "--quote-fields", "a"],
            "options '--use-quotes' and '--quote-fields' exclude each other"
        ),
        (["--no-header"], "option '--no-header' is for '--to csv'"),
        (["--to", "csv", "--compress"], "option '--compress' is for '--to json' and '--to ndjson'"),
        (["--to", "ndjson", "--as-array"], "option '--as-array' is for '--to json'"),
        (["--to", "csv", "--list-separator", "|"], "option '--list-separator' is for '--flatten'"),
        (["--to", "csv", "--depth", "2"], "option '--depth' is for '--to json', '--to ndjson' and '--to clixml'"),
        (["--verbatim"], "option '--verbatim' is for '--to clixml'"),
        (["--from", "clixml", "--delimiter", ";"], "option '--delimiter' is for '--to csv' and '--from csv'"),
        (["--from", "csv", "--as-hashtable"], "option '--as-hashtable' is for '--from json'"),
        (["--from", "clixml", "--date-kind", "utc"], "option '--date-kind' is for '--from json'"),
        (["--from", "json", "--header", "A"], "option '--header' is for '--from csv'"),
    ])
    func refusesOptionsWithoutEffect(words: [String], message: String) throws {
        let arguments = try ConvertOptionsTests.arguments(words)
        #expect(throws: UsageError(.conflictingOptions, message)) { try ConvertOptions(arguments) }
    }

    @Test(arguments: [("json", 100, 101), ("ndjson", 100, 101), ("clixml", 1_000_000, nil)] as [(String, Int, Int?)])
    func limitsTheDepthAsPowerShellDoes(target: String, deepest: Int, tooDeep: Int?) throws {
        let options = try ConvertOptions(ConvertOptionsTests.arguments(["--to", target, "--depth", "\(deepest)"]))
        #expect(options.depth == deepest)
        guard let tooDeep else { return }
        let arguments = try ConvertOptionsTests.arguments(["--to", target, "--depth", "\(tooDeep)"])
        let message =
            "wrong value '\(tooDeep)' for '--depth'; expected a whole number from 0 to 100 with --to \(target)"
        #expect(throws: UsageError(.wrongValue, message)) { try ConvertOptions(arguments) }
    }

    @Test func takesTheOptionsOfOtherSources() throws {
        let json = try ConvertOptions(ConvertOptionsTests.arguments(["--date-kind", "offset"]))
        #expect(json.dateKind == .offset)
        let csv = try ConvertOptions(
            ConvertOptionsTests.arguments(["--from", "csv", "--header", "A,B", "--delimiter", ";"])
        )
        #expect(csv.header == ["A", "B"])
        #expect(csv.delimiter == ";")
    }

    @Test func takesTheSharedOptions() throws {
        let arguments = try ConvertOptionsTests.arguments([
            "a.xml", "-", "-o", "out", "--keep-going", "--time-zone", "Europe/Berlin", "--max-depth", "60",
            "--max-value-bytes", "1GiB", "--max-text-bytes", "1M", "--max-name-bytes", "4k", "--max-nodes", "1000",
        ])
        #expect(InputOptions(arguments).names == ["a.xml", "-"])
        let output = OutputOptions(arguments)
        #expect(output.path == "out")
        #expect(output.keepsGoing)
        #expect(output.timeZoneName == "Europe/Berlin")
        let limits = LimitOptions(arguments).limits
        #expect(limits.maximumDepth == 60)
        #expect(LimitOptions(arguments).maximumJSONDepth == 60)
        #expect(try LimitOptions(ConvertOptionsTests.arguments([])).maximumJSONDepth == 1024)
        #expect(limits.maximumValueByteCount == 1_073_741_824)
        #expect(limits.maximumTextByteCount == 1_048_576)
        #expect(limits.maximumNameByteCount == 4096)
        #expect(limits.maximumNodeCount == 1000)
        #expect(try InputOptions(ConvertOptionsTests.arguments([])).names == ["-"])
    }
}
