import TestSupport
import Testing

/// `clixml text`, as a user runs it.
@Suite struct TextTests {
    private let folder: TemporaryFolder

    private static let root = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"
    private static let block =
        "#< CLIXML\r\n\(root)<S S=\"Error\">_x001B_[31;1mbad_x001B_[0m_x000A_</S><S S=\"warning\">w</S></Objs>"

    init() throws { folder = try TemporaryFolder() }

    private func text(_ words: [String] = [], input: String) throws -> ToolRun {
        try ToolRun.clixml(["text"] + words, input: Array(input.utf8), in: folder)
    }

    @Test func showsBlocksAsText() throws {
        defer { folder.remove() }
        let run = try text(input: "before\n\(TextTests.block)\nafter\n")
        #expect(run.output == "before\nbad\nWARNING: w\nafter\n")
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    @Test func showsOnlyTheStreamsAskedFor() throws {
        defer { folder.remove() }
        let run = try text(["--streams", "warning,debug"], input: TextTests.block)
        #expect(run.output == "WARNING: w\n")
    }

    @Test func passesOnWhatCannotBeRead() throws {
        defer { folder.remove() }
        let broken = "\(TextTests.root)<Foo/></Objs>\n"
        let run = try text(input: "#< CLIXML\n" + broken)
        #expect(run.output == "<Foo/>\n")
        #expect(
            run.errors
                == "<stdin>:2:81: note: a value cannot be read and is passed on as it is: the element 'Foo' is not known here "
                + "[unknown-element]\n"
        )
        #expect(run.status == 0)
    }

    @Test func tellsOfABlockThatIsCutOff() throws {
        defer { folder.remove() }
        let run = try text(input: "#< CLIXML\n\(TextTests.root)<S S=\"Error\">half")
        #expect(run.output == "half\n")
        #expect(
            run.errors == "<stdin>:2:81: note: the block is cut off; what is whole of it is shown [cut-off-block]\n"
        )
        #expect(run.status == 0)
    }

    @Test func readsFilesAndWritesOne() throws {
        defer { folder.remove() }
        try folder.write(Array(TextTests.block.utf8), to: "a.log")
        let run = try ToolRun.clixml(["text", "-o", "out.txt", "a.log", "none.log", "a.log"], in: folder)
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("none.log: error: "))
        #expect(try !folder.names.contains("out.txt"))
        let kept = try ToolRun.clixml(["text", "-o", "out.txt", "a.log", "a.log"], in: folder)
        #expect(kept.status == 0)
        #expect(
            String(decoding: try folder.bytes(of: "out.txt"), as: UTF8.self) == "bad\nWARNING: w\nbad\nWARNING: w\n"
        )
    }

    /// What a recorded session put on the console, as its client showed it.
    @Test func showsRecordings() throws {
        defer { folder.remove() }
        let session = Fixture("sessions/02-streams/web01").path
        let tap = try ToolRun.bash(
            "\"$clixml\" tap stdio -o capture -- cat \(session)/s2c.txt < \(session)/c2s.txt > /dev/null",
            in: folder
        )
        #expect(tap.status == 0)
        let all = try ToolRun.clixml(["text", "capture"], in: folder)
        #expect(
            all.output == """
                out
                WARNING: careful
                VERBOSE: chatty
                DEBUG: buggy
                info
                to host
                Write-Error: bad thing
                  Recommendation: fix it
                Get-Item: Cannot find path '/does/not/exist' because it does not exist.

                """
        )
        #expect(all.status == 0)
        let some = try ToolRun.clixml(["text", "--streams", "warning,information", "capture"], in: folder)
        #expect(some.output == "WARNING: careful\ninfo\nto host\n")
        let piped = try ToolRun.clixml(["text"], input: try folder.bytes(of: "capture"), in: folder)
        #expect(piped.output == all.output)
    }

    @Test func showsWhatIsWrittenToTheHost() throws {
        defer { folder.remove() }
        let session = Fixture("sessions/08-host-calls/web01").path
        let run = try ToolRun.bash(
            """
            "$clixml" tap stdio -o capture -- cat \(session)/s2c.txt < \(session)/c2s.txt > /dev/null
            "$clixml" text capture
            """,
            in: folder
        )
        #expect(run.output.hasPrefix("line\ncolourederr\nWARNING: warn\nVERBOSE: verb\nDEBUG: deb\nServerRemoteHost\n"))
    }

    @Test func showsObjectsOfRecordings() throws {
        defer { folder.remove() }
        let capture = try ToolRun.clixml(["text", Fixture("capture/session.clixcap").path], in: folder)
        #expect(
            capture.output.hasPrefix(
                """
                1
                2
                3
                text

                Monday, 06 May 2024 07:08:09

                PSComputerName  : web01
                RunspaceId      : 89396d29-64bb-400a-8682-f2038cc34fe6
                Major           : 7
                Minor           : 6
                """
            )
        )
        let packets = try ToolRun.clixml(["text", Fixture("wsman/chunked.pcap").path], in: folder)
        #expect(packets.output.hasPrefix("2\nhello\nTrue\nA\n3.5\n"))
        #expect(packets.errors == "")
    }

    /// Text is out before more of it is waited for.
    @Test func holdsNothingBack() throws {
        defer { folder.remove() }
        let script = """
            (printf 'Password: '; sleep 1; printf '\\n') | "$clixml" text | (read -r -t 30 -n 10 a; printf '%s|' "$a"; cat)
            """
        let run = try ToolRun.run("bash", ["-c", script], environment: ["clixml": ToolRun.builtTool])
        #expect(run.output == "Password: |\n" || run.output == "Password:|\n")
    }
}
