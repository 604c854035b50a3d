import TestSupport
import Testing

/// What holds for every verb: version, help, wrong usage, and the ways standard output can fail.
@Suite struct ToolTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func bash(_ script: String) throws -> ToolRun { try ToolRun.bash(script, in: folder) }

    @Test func printsItsVersion() throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["--version"], in: folder)
        #expect(run.status == 0)
        #expect(run.output == "clixml 0.1.0\n")
        #expect(run.errors == "")
    }

    @Test(arguments: [(["--help"], "clixml"), (["help", "convert"], "convert"), (["convert", "-h"], "convert.short")])
    func printsHelp(words: [String], fixture: String) throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(words, in: folder)
        #expect(run.status == 0)
        #expect(run.output == (try Fixture("help/\(fixture).txt").text))
        #expect(run.errors == "")
    }

    @Test(arguments: [
        (
            ["covnert", "a.xml"],
            """
            clixml: error: there is no verb 'covnert'; did you mean 'convert'? [unknown-verb]
            Try 'clixml --help'.

            """
        ),
        (
            ["convert", "--to", "xml"],
            """
            clixml: error: wrong value 'xml' for '--to'; expected json, ndjson, csv, clixml or typed-json [wrong-value]
            Try 'clixml convert --help'.

            """
        ),
        (
            ["convert", "--no-header"],
            """
            clixml: error: option '--no-header' is for '--to csv' [conflicting-options]
            Try 'clixml convert --help'.

            """
        ),
        (
            [],
            """
            clixml: error: no verb given; expected convert, members, messages, objects, show, stats, tap, text, check, recover, \
            completions or man [missing-verb]
            Try 'clixml --help'.

            """
        ),
    ])
    func explainsWrongUsage(words: [String], expected: String) throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(words, in: folder)
        #expect(run.status == 64)
        #expect(run.output == "")
        #expect(run.errors == expected)
    }

    @Test func aClosedPipeIsQuiet() throws {
        defer { folder.remove() }
        let run = try bash(
            """
            mkfifo pipe
            sleep 0 < pipe &
            exec 3> pipe
            wait
            "$clixml" man >&3
            """
        )
        #expect(run.status == 0)
        #expect(run.errors == "")
    }

    @Test(.enabled(if: ToolRun.path(of: "head") != nil))
    func aReaderThatLeavesIsQuiet() throws {
        defer { folder.remove() }
        let run = try bash("set -o pipefail; \"$clixml\" man | head -n 1")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix(".TH \"CLIXML\" 1"))
        #expect(run.errors == "")
    }

    @Test(arguments: [
        (">/dev/full", "<stdout>: error: cannot write: no space left on the device [no-space]\n"),
        (">&-", "<stdout>: error: cannot write: it is not open [cannot-write]\n"),
    ])
    func tellsWhenStandardOutputFails(redirection: String, expected: String) throws {
        defer { folder.remove() }
        let run = try bash("\"$clixml\" man \(redirection)")
        #expect(run.status == 2)
        #expect(run.errors == expected)
    }

    @Test func survivesClosedDescriptors() throws {
        defer { folder.remove() }
        let run = try bash("\"$clixml\" convert --bad <&- >&- 2>&-")
        #expect(run.status == 64)
        #expect(!run.wasKilled)
    }

    @Test(.enabled(if: ToolRun.path(of: "groff") != nil))
    func printsAManPageThatFormats() throws {
        defer { folder.remove() }
        let run = try bash("\"$clixml\" man | groff -man -Tutf8 -ww -P-cbou")
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.contains("clixml convert [OPTIONS] [INPUT...]\n"))
        #expect(run.output.contains("EXIT STATUS\n"))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func printsCompletionsThatTheShellTakes(shell: String) throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["completions", shell], in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.contains("clixml"))
        guard ToolRun.path(of: shell) != nil else { return }
        let check = try ToolRun.run(shell, ["-n"], input: run.output)
        #expect(check.status == 0)
        #expect(check.errors == "")
    }
}
