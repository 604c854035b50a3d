import CLIXML
import CLIXMLConvert
import TestSupport
import Testing

/// What is questionable in documents that can be read.
@Suite struct DocumentCheckTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let values: String
        /// Severity, code, place and path of each finding.
        let findings: [String]

        init(_ name: String, _ values: String, _ findings: String...) {
            self.name = name
            self.values = values
            self.findings = findings
        }

        var testDescription: String { name }
    }

    private static let sealed = "01000000d08c9ddf0115d1118c7a00c04fc297eb01000000"

    static let rows = [
        Row("nothing", "<S>a</S><Obj RefId=\"0\"><MS><S N=\"a\">1</S></MS></Obj><Ref RefId=\"0\" />"),
        Row(
            "RefIds that stand twice",
            "<Obj RefId=\"0\" />\n<Obj RefId=\"1\"><LST><Obj RefId=\"0\" /></LST></Obj>",
            "warning repeated-refid 2:21 Objs/Obj[2]/LST/Obj[1]"
        ),
        Row(
            "type names with one RefId",
            "<Obj><TN RefId=\"0\"><T>A</T></TN></Obj><Obj><TN RefId=\"0\"><T>A</T></TN></Obj>"
                + "<Obj><TN RefId=\"0\"><T>B</T></TN></Obj>",
            "warning repeated-type-names-refid 1:162 Objs/Obj[3]/TN"
        ),
        Row(
            "members that stand twice",
            "<Obj><MS><S N=\"a\">1</S><S N=\"A\">2</S></MS></Obj>",
            "warning repeated-member 1:90 Objs/Obj[1]/MS/S[@N='a']"
        ),
        Row(
            "parts that stand twice",
            "<Obj><ToString>a</ToString><ToString>b</ToString></Obj>",
            "warning repeated-member 1:86 Objs/Obj[1]/ToString"
        ),
        Row(
            "equal keys",
            "<Obj><DCT><En><S N=\"Key\">k</S><S N=\"Value\">1</S></En><En><S N=\"Key\">k</S><S N=\"Value\">2</S></En></DCT></Obj>",
            "warning equal-keys 1:86 Objs/Obj[1]/DCT"
        ),
        Row(
            "keys that differ in case",
            "<Obj><DCT><En><S N=\"Key\">k</S><S N=\"Value\">1</S></En><En><S N=\"Key\">K</S><S N=\"Value\">2</S></En></DCT></Obj>",
            "note keys-differ-in-case 1:86 Objs/Obj[1]/DCT"
        ),
        Row("a secret in clear text", "<SS>61006200</SS>", "warning readable-secret 1:81 Objs/SS[1]"),
        Row("a secret that Windows sealed", "<SS>\(sealed)</SS>", "note bound-secret 1:81 Objs/SS[1]"),
        Row(
            "a credential",
            "<Obj><TN><T>System.Management.Automation.PSCredential</T></TN><Props><S N=\"UserName\">a</S>"
                + "<SS N=\"Password\">6100</SS></Props></Obj>",
            "warning readable-secret 1:171 Objs/Obj[1]/Props/SS[@N='Password']"
        ),
        Row(
            "objects that depth cut off",
            "<Obj><Props><S N=\"A\">System.Collections.Hashtable</S><S N=\"B\">System.Object[]</S>"
                + "<S N=\"TypeName\">System.Int32</S><S N=\"C\">System.dll</S><S N=\"D\">System. Two</S></Props></Obj>",
            "note cut-off-by-depth 1:93 Objs/Obj[1]/Props/S[@N='A']"
        ),
        Row(
            "the text of the level limit",
            "<S>Serialized XML is nested too deeply.</S>",
            "warning depth-placeholder 1:81 Objs/S[1]"
        ),
        Row(
            "the same in another language",
            "<Obj><TN><T>My.Color</T><T>System.Enum</T></TN><ToString>Red</ToString><S>Zu tief geschachtelt.</S></Obj>",
            "warning depth-placeholder 1:152 Objs/Obj[1]/S"
        ),
        Row("bytes that were not valid", "<S>a</S><S>\u{FFFD}</S>", "warning replaced-bytes 1:89 Objs/S[2]"),
    ]

    private func findings(_ values: String) throws -> [Finding] {
        var check = DocumentCheck()
        var findings: [Finding] = []
        for value in try documentValues(Block.root + values + "</Objs>") { findings += check.findings(in: value) }
        return findings + check.finish()
    }

    private static func text(_ finding: Finding) -> String {
        let place = finding.position.map { "\($0)" } ?? "-"
        return "\(finding.severity) \(finding.code.rawValue) \(place) \(finding.path.map { "\($0)" } ?? "-")"
    }

    @Test(arguments: rows)
    func findsWhatIsQuestionable(row: Row) throws {
        let found = try findings(row.values).map(DocumentCheckTests.text)
        #expect(found == row.findings)
    }

    @Test func countsTextsThatDepthCutOff() throws {
        let texts = (1...5).map { "<S N=\"p\($0)\">System.Object</S>" }.joined()
        let found = try findings("<Obj><MS>\(texts)</MS></Obj>")
        #expect(found.count == 1)
        #expect(found.first?.message.hasSuffix("; 4 more like it follow") == true)
    }

    @Test func tellsAHundredOfAKind() throws {
        let found = try findings(String(repeating: "<SS>6100</SS>", count: 130))
        #expect(found.count == 101)
        #expect(found.last?.message == "30 more of this kind were found")
    }

    @Test(.timeLimit(.minutes(1)))
    func manyItemsAreQuick() throws {
        let items = String(repeating: "<S>x</S>", count: 100_000)
        #expect(try findings("<Obj><LST>\(items)</LST></Obj>").isEmpty)
    }

    @Test func errorsSayWhatPowerShellDoes() {
        let error = CLIXMLError(code: .invalidValue, message: "m")
        #expect(Finding(error, isFirst: true, valueCount: 1).consequence == "PowerShell stops here, after 1 value")
        #expect(Finding(error, isFirst: false, valueCount: 1).consequence == "PowerShell does not get here")
        let limit = CLIXMLError(code: .valueTooLarge, message: "m")
        #expect(Finding(limit, isFirst: true, valueCount: 1).consequence == "PowerShell has no such limit")
    }
}
