import CommandLine
import TestSupport
import Testing

@Suite struct ManPageTests {
    @Test(.enabled(if: ToolRun.path(of: "groff") != nil))
    func formatsWithoutWarnings() throws {
        let page = ManPage.text(Sample.program)
        let result = try ToolRun.run("groff", ["-man", "-Tutf8", "-ww", "-P-cbou"], input: page)
        #expect(result.status == 0)
        #expect(result.errors == "")
        #expect(result.output.contains("sample - reads and writes values"))
        #expect(result.output.contains("-t, --to FORMAT\n"))
        #expect(result.output.contains("a table; it's flat"))
        #expect(result.output.contains("cat a.xml | sample convert | jq '.[]'"))
    }

    @Test func writesRoff() {
        let page = ManPage.text(Sample.program)
        #expect(page.hasPrefix(".TH \"SAMPLE\" 1 \"\" \"sample 1.2.3\" \"User Commands\"\n.SH NAME\nsample \\- reads"))
        #expect(page.contains("\n.SS \"sample convert [OPTIONS] [INPUT...]\"\nReads values and writes text.\n"))
        #expect(page.contains("\n.TP\n\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFILE\\fR\nWrites to FILE.\n"))
        #expect(page.contains("\nWith \\fB\\-\\-to csv\\fR nested values are cut.\n"))
        #expect(page.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func explainsSharedGroupsOnce() {
        let page = ManPage.text(Sample.program)
        #expect(page.split(separator: "\\-\\-max\\-bytes").count == 2)
        #expect(page.contains("\n.SH \"FILES\"\n"))
        #expect(page.split(separator: "Takes also the options under FILES.").count == 3)
    }

    @Test func guardsLinesThatLookLikeRequests() {
        let program = Program(
            "dots",
            version: "1",
            summary: "é \\ ^",
            detail: ".hidden\n\n'quoted",
            verbs: [],
            examples: [Verb.Example("Go", ".start `x`")]
        )
        let page = ManPage.text(program)
        #expect(page.contains("dots \\- \\[u00E9] \\(rs \\(ha\n"))
        #expect(page.contains("\n\\&.hidden\n.PP\n\\&\\(aqquoted\n"))
        #expect(page.contains("\n\\&.start \\(gax\\(ga\n"))
    }
}
