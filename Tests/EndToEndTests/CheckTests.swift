import TestSupport
import Testing

/// `clixml check`, as a user runs it.
@Suite struct CheckTests {
    private let folder: TemporaryFolder

    private static let root = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"

    init() throws {
        folder = try TemporaryFolder()
        for (name, values) in [
            ("good.xml", "<S>a</S>"), ("bad.xml", "\n<S>a</S>\n<I32>x</I32>\n<DT>y</DT><S>b</S>"),
            ("secret.xml", "<SS>6100</SS>"),
        ] { try folder.write(Array("\(CheckTests.root)\(values)</Objs>".utf8), to: name) }
    }

    private func check(_ words: String...) throws -> ToolRun { try ToolRun.clixml(["check"] + words, in: folder) }

    private static let badLines = """
        bad.xml:3:1: error: the text is not one of a System.Int32 at Objs/I32[2]; PowerShell stops here, after 1 value \
        [invalid-value]
        bad.xml:4:1: error: the text is not one of a System.DateTime at Objs/DT[3]; PowerShell does not get here \
        [invalid-value]

        """

    private static let secretLine = """
        secret.xml:1:81: warning: the SecureString is not encrypted: anyone can read it here at Objs/SS[1]; \
        PowerShell reads it without a key [readable-secret]

        """

    @Test func isSilentWhenAllIsWell() throws {
        defer { folder.remove() }
        let run = try check("good.xml")
        #expect(run.output == "")
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    @Test func tellsAllErrors() throws {
        defer { folder.remove() }
        let run = try check("bad.xml", "good.xml")
        #expect(run.output == CheckTests.badLines)
        #expect(run.errors == "")
        #expect(run.status == 1)
    }

    @Test func tellsThemOfStandardInputToo() throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["check"], input: try folder.bytes(of: "bad.xml"), in: folder)
        #expect(run.output == CheckTests.badLines.replacing("bad.xml", with: "<stdin>"))
        #expect(run.status == 1)
    }

    @Test func aWarningIsNoError() throws {
        defer { folder.remove() }
        let run = try check("secret.xml")
        #expect(run.output == CheckTests.secretLine)
        #expect(run.status == 0)
        let strict = try check("--strict", "secret.xml")
        #expect(strict.output == CheckTests.secretLine)
        #expect(strict.status == 1)
        let severe = try check("--severity", "error", "secret.xml")
        #expect(severe.output == "")
        #expect(severe.status == 0)
    }

    @Test func writesJSON() throws {
        defer { folder.remove() }
        let run = try check("--to", "json", "--severity", "error", "bad.xml")
        let expected =
            #"{"input":"bad.xml","severity":"error","code":"invalid-value","line":3,"column":1,"byteOffset":90,"#
            + #""path":"Objs/I32[2]","message":"the text is not one of a System.Int32","#
            + #""powershell":"PowerShell stops here, after 1 value"}"# + "\n"
        #expect(run.output.hasPrefix(expected))
        #expect(run.output.split(separator: "\n").count == 2)
    }

    @Test func tellsWhatCannotBeOpened() throws {
        defer { folder.remove() }
        let run = try check("none.xml", "secret.xml")
        #expect(run.output == CheckTests.secretLine)
        #expect(run.errors.hasPrefix("none.xml: error: "))
        #expect(run.status == 2)
    }

    /// What PowerShell wrote is nothing to complain about, secrets and cut-off objects aside.
    @Test(arguments: try Fixture.all(in: "documents", suffix: ".clixml"))
    func realDocumentsAreValid(fixture: Fixture) throws {
        defer { folder.remove() }
        let run = try check("--severity", "warning", fixture.path)
        let isCredential = fixture.name.contains("credential")
        #expect(run.output.isEmpty != isCredential, "\(run.output)")
        #expect(run.status == 0)
    }
}
