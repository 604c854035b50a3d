import TestSupport
import Testing

/// `clixml recover`, as a user runs it.
@Suite struct RecoverTests {
    private let folder: TemporaryFolder

    private static let root = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"

    init() throws { folder = try TemporaryFolder() }

    @Test func writesWhatIsWhole() throws {
        defer { folder.remove() }
        try folder.write(
            Array("\(RecoverTests.root)\n  <S>a</S>\n  <Obj><MS><I32 N=\"b\">x</I32><S N=\"c\">3</S><S N=".utf8),
            to: "bad.xml"
        )
        let run = try ToolRun.clixml(["recover", "-o", "bad.xml", "bad.xml"], in: folder)
        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(
            run.errors == """
                bad.xml:3:12: error: the text is not one of a System.Int32 at Objs/Obj[2]/MS/I32[@N='b']; bytes 103 to 120 \
                left out [invalid-value]
                bad.xml:3:44: error: the input ends inside a start tag at Objs/Obj[2]/MS; bytes 135 to 139 left out, what was \
                open closed [truncated]

                """
        )
        let result = String(decoding: try folder.bytes(of: "bad.xml"), as: UTF8.self)
        #expect(result == "\(RecoverTests.root)\n  <S>a</S>\n  <Obj><MS><S N=\"c\">3</S></MS></Obj>\n</Objs>\n")
        let check = try ToolRun.clixml(["check", "bad.xml"], in: folder)
        #expect(check.output == "")
        #expect(check.status == 0)
    }

    @Test func nothingLostIsNoFailure() throws {
        defer { folder.remove() }
        let input = "log line\n\(RecoverTests.root)<S>a & b</S></Objs>"
        let run = try ToolRun.clixml(["recover", "-"], input: Array(input.utf8), in: folder)
        #expect(run.output == "\(RecoverTests.root)\n  <S>a &amp; b</S>\n</Objs>\n")
        #expect(run.errors.contains("<stdin>:1:1: warning: "))
        #expect(run.errors.contains("; bytes 0 to 8 passed over [text-outside-root]\n"))
        #expect(run.errors.contains("written with an escape [invalid-reference]\n"))
        #expect(run.status == 0)
    }

    @Test(arguments: ["", "no document at all"])
    func nothingToRecoverIsAFailure(input: String) throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["recover", "-"], input: Array(input.utf8), in: folder)
        #expect(run.output == "\(RecoverTests.root)\n</Objs>\n")
        #expect(run.status == 1)
    }

    @Test(arguments: try Fixture.all(in: "documents", suffix: ".clixml"))
    func whatIsWholeStaysAsItIs(fixture: Fixture) throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["recover", fixture.path], in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.outputBytes == (try fixture.bytes) + [0x0A])
    }

    @Test func wantsOneInput() throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["recover"], in: folder)
        #expect(run.status == 64)
    }
}
