import TestSupport
import Testing

/// `clixml convert`, as a user runs it: inputs, choosing, output and errors.
@Suite struct ConvertTests {
    private static let root =
        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"

    private static let inputs = [
        "text.xml": "<S>x</S>",
        "streams.xml": "<S S=\"Output\">a</S><S S=\"Error\">b</S><I32>5</I32>",
        "bags.xml": """
        <Obj RefId="0"><MS><S N="Name">n</S><Obj N="In" RefId="1"><MS><I32 N="X">1</I32></MS></Obj>\
        <Obj N="L" RefId="2"><LST><I32>1</I32><I32>2</I32></LST></Obj></MS></Obj>\
        <Obj RefId="3"><MS><S N="Other">o</S></MS></Obj>
        """,
        "bad.xml": "<S>ok</S><I32>bad</I32><S>after</S>",
    ]

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for (name, content) in ConvertTests.inputs {
            try folder.write(Array("\(ConvertTests.root)\(content)</Objs>".utf8), to: name)
        }
    }

    private func convert(_ words: String...) throws -> ToolRun { try ToolRun.clixml(["convert"] + words, in: folder) }

    struct Row: Sendable, CustomTestStringConvertible {
        let words: [String]
        let output: String
        let errors: String

        init(_ words: String, _ output: String, errors: String = "") {
            self.words = words.split(separator: " ").map(String.init)
            self.output = output
            self.errors = errors
        }

        var testDescription: String { words.joined(separator: " ") }
    }

    private static let omitted =
        "clixml: warning: the columns are those of the first value; left out of others: 'Other' [omitted-columns]\n"

    static let rows = [
        Row("text.xml", "\"x\"\n"),
        Row("--as-array --compress text.xml", "[\"x\"]\n"),
        Row("--compress text.xml text.xml", "[\"x\",\"x\"]\n"),
        Row("--to ndjson text.xml streams.xml", "\"x\"\n\"a\"\n\"b\"\n5\n"),
        Row("--stream error streams.xml", "\"b\"\n"),
        Row("--stream error,output --compress streams.xml", "[\"a\",\"b\",5]\n"),
        Row("--stream verbose streams.xml", ""),
        Row("--select n*,In --to ndjson bags.xml", "{\"Name\":\"n\",\"In\":{\"X\":1}}\n{\"In\":null}\n"),
        Row("--to csv bags.xml", "\"Name\",\"In\",\"L\"\n\"n\",\"@{X=1}\",\"1 2\"\n,,\n", errors: omitted),
        Row(
            "--to csv --columns all bags.xml",
            "\"Name\",\"In\",\"L\",\"Other\"\n\"n\",\"@{X=1}\",\"1 2\",\n,,,\"o\"\n"
        ),
        Row(
            "--to csv --columns all text.xml bags.xml",
            "\"Length\",\"Name\",\"In\",\"L\",\"Other\"\n\"1\",,,,\n,\"n\",\"@{X=1}\",\"1 2\",\n,,,,\"o\"\n"
        ),
        Row(
            "--to csv --flatten --columns all --list-separator | --use-quotes as-needed bags.xml",
            "Name,In.X,L,Other\nn,1,1|2,\n,,,o\n"
        ),
        Row("--to csv --select Other,Name --no-header bags.xml", ",\"n\"\n\"o\",\n"),
        Row(
            "--to typed-json bags.xml text.xml",
            """
            {"Obj":{"RefId":"0","MS":[["Name",{"S":"n"}],["In",{"Obj":{"RefId":"1","MS":[["X",{"I32":1}]]}}],\
            ["L",{"Obj":{"RefId":"2","LST":[{"I32":1},{"I32":2}]}}]]}}
            {"Obj":{"RefId":"3","MS":[["Other",{"S":"o"}]]}}
            {"S":"x"}

            """
        ),
    ]

    @Test(arguments: rows)
    func converts(row: Row) throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["convert"] + row.words, in: folder)
        #expect(run.output == row.output)
        #expect(run.errors == row.errors)
        #expect(run.status == 0)
    }

    @Test(arguments: rows.filter { $0.words.filter { $0.hasSuffix(".xml") }.count == 1 }, [0, 1])
    func standardInputGivesTheSame(row: Row, piped: Int) throws {
        defer { folder.remove() }
        let name = try #require(row.words.last)
        let words = row.words.dropLast().map { "'\($0)'" }.joined(separator: " ")
        let script =
            piped == 1 ? "cat \(name) | \"$clixml\" convert \(words)" : "\"$clixml\" convert \(words) - < \(name)"
        let run = try ToolRun.bash(script, in: folder)
        #expect(run.output == row.output)
        #expect(run.errors == row.errors)
        #expect(run.status == 0)
    }

    @Test func typedJSONReadsBack() throws {
        defer { folder.remove() }
        let run = try ToolRun.bash(
            "\"$clixml\" convert --to typed-json bags.xml | \"$clixml\" convert --from typed-json --to ndjson",
            in: folder
        )
        #expect(run.output == "{\"Name\":\"n\",\"In\":{\"X\":1},\"L\":[1,2]}\n{\"Other\":\"o\"}\n")
        #expect(run.errors == "")
    }

    // MARK: - Bad inputs

    private static let badNumber =
        "bad.xml:1:90: error: the text is not one of a System.Int32 at Objs/I32[2] [invalid-value]\n"
    private static let missing = "missing: error: cannot read: there is no such file [no-such-file]\n"

    @Test func aBadInputDoesNotStopTheOthers() throws {
        defer { folder.remove() }
        let run = try convert("--compress", "text.xml", "bad.xml", "missing", "streams.xml")
        #expect(run.output == "[\"x\",\"ok\",\"a\",\"b\",5]\n")
        #expect(run.errors == Self.badNumber + Self.missing)
        #expect(run.status == 2)
        #expect(try convert("bad.xml").status == 1)
    }

    struct BadInput: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let message: String

        init(_ name: String, _ content: some Sequence<UInt8>, _ message: String) {
            self.name = name
            bytes = Array(content)
            self.message = message
        }

        var testDescription: String { name }
    }

    static let badInputs = [
        BadInput("empty", [], "1:1: error: the input has no root element; 'Objs' is expected [missing-root]"),
        BadInput(
            "text",
            "hello".utf8,
            "1:1: error: 'h' stands before the root element; '<' is expected [text-outside-root]"
        ),
        BadInput(
            "jpeg",
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46],
            "1:1: error: a malformed character stands before the root element; '<' is expected [text-outside-root]"
        ),
        BadInput(
            "html",
            "<html></html>".utf8,
            "1:1: error: the root element is 'html'; 'Objs' of the CLIXML namespace is expected [wrong-root]"
        ),
        BadInput(
            "plain",
            "<Objs/>".utf8,
            "1:1: error: the root element is 'Objs' without the CLIXML namespace; 'Objs' of"
        ),
        BadInput(
            "bomb",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><Objs>&b;</Objs>".utf8,
            "1:1: error: document type declarations are refused [document-type]"
        ),
        BadInput(
            "deep",
            (root + String(repeating: "<Obj><LST>", count: 100_000)).utf8,
            "1:571: error: objects are nested too deeply; the limit is 50 levels at Objs/Obj[1]/LST/Obj[1]"
        ),
        BadInput(
            "elements",
            (root + String(repeating: "<a>", count: 100_000)).utf8,
            "1:81: error: the element 'a' is not known here at Objs [unknown-element]"
        ),
        BadInput(
            "cut",
            (root + "<Obj><MS><S N=\"a\">tex").utf8,
            "1:90: error: the input ends inside an element that begins here at Objs/Obj[1]/MS/S[@N='a'] [truncated]"
        ),
        BadInput(
            "zstd",
            [0x28, 0xB5, 0x2F, 0xFD, 0, 0x58],
            "zstd: error: the compressed data is cut off [zstd-truncated]"
        ),
    ]

    @Test(arguments: badInputs)
    func aBadInputIsExplainedInOneLine(input: BadInput) throws {
        defer { folder.remove() }
        try folder.write(input.bytes, to: input.name)
        let run = try convert("--compress", input.name)
        #expect(run.output == "")
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.hasPrefix("\(input.name):"))
        #expect(run.errors.contains(input.message))
        #expect(run.status == 1)
    }

    @Test func aFolderIsNoInput() throws {
        defer { folder.remove() }
        let run = try convert(".")
        #expect(run.errors == ".: error: cannot read: it is a folder [is-folder]\n")
        #expect(run.status == 2)
    }

    /// Each object refers ten times to the one before: 10^59 texts, if they were all written.
    @Test func sharedObjectsAreNotRepeatedWithoutEnd() throws {
        defer { folder.remove() }
        var content = "<Obj RefId='0'><LST><S>x</S></LST></Obj>"
        for number in 1..<60 {
            let references = String(repeating: "<Ref RefId='\(number - 1)'/>", count: 10)
            content += "<Obj RefId='\(number)'><LST>\(references)</LST></Obj>"
        }
        try folder.write(Array("\(Self.root)\(content)</Objs>".utf8), to: "bomb.xml")
        for target in ["json", "ndjson", "csv", "typed-json", "clixml"] {
            let run = try convert("--to", target, "-o", "out", "bomb.xml")
            #expect(run.status == 0)
            #expect(try folder.bytes(of: "out").count < 20_000_000)
        }
    }

    // MARK: - Output

    @Test func aFileIsWrittenWholeOrNotAtAll() throws {
        defer { folder.remove() }
        try folder.write(Array("before".utf8), to: "out")
        #expect(try convert("-o", "out", "bad.xml").status == 1)
        #expect(try folder.bytes(of: "out") == Array("before".utf8))
        #expect(try convert("-o", "out", "--keep-going", "bad.xml").status == 1)
        #expect(try folder.bytes(of: "out") == Array("\"ok\"\n".utf8))
        #expect(try convert("-o", "text.xml", "text.xml").status == 0)
        #expect(try folder.bytes(of: "text.xml") == Array("\"x\"\n".utf8))
        #expect(try folder.names == ["bad.xml", "bags.xml", "out", "streams.xml", "text.xml"])
    }

    @Test func compressedInputsAreOpened() throws {
        defer { folder.remove() }
        guard ToolRun.path(of: "zstd") != nil else { return }
        let run = try ToolRun.bash(
            "zstd -q bags.xml text.xml && \"$clixml\" convert --to csv --columns all bags.xml.zst && \"$clixml\" convert < text.xml.zst",
            in: folder
        )
        #expect(run.output == "\"Name\",\"In\",\"L\",\"Other\"\n\"n\",\"@{X=1}\",\"1 2\",\n,,,\"o\"\n\"x\"\n")
        #expect(run.errors == "")
    }
}
