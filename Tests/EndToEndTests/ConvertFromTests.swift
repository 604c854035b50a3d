import TestSupport
import Testing

/// `clixml convert --from json`, `ndjson`, `csv`, `typed-json` and `auto`.
@Suite struct ConvertFromTests {
    private static let root =
        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func convert(_ options: [String], _ input: String) throws -> ToolRun {
        try ToolRun.clixml(["convert"] + options, input: Array(input.utf8), in: folder)
    }

    @Test func writesJSONAsCLIXML() throws {
        defer { folder.remove() }
        let run = try convert(
            ["--from", "json", "--to", "clixml"],
            #"[{"Name":"web01","Up":true},{"Name":"web02","Since":"2024-01-02T03:04:05+01:00"}]"#
        )
        let expected = """
            \(ConvertFromTests.root)
              <Obj RefId="0">
                <TN RefId="0">
                  <T>System.Management.Automation.PSCustomObject</T>
                  <T>System.Object</T>
                </TN>
                <MS>
                  <S N="Name">web01</S>
                  <B N="Up">true</B>
                </MS>
              </Obj>
              <Obj RefId="1">
                <TNRef RefId="0" />
                <MS>
                  <S N="Name">web02</S>
                  <DT N="Since">2024-01-02T02:04:05+00:00</DT>
                </MS>
              </Obj>
            </Objs>
            """
        #expect(run.output == expected)
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    /// Options, an input, and what comes out.
    static let conversions: [(options: [String], input: String, output: String)] = [
        (["--from", "json", "--to", "ndjson"], "[{\"a\":1},{\"a\":[2]}]", "{\"a\":1}\n{\"a\":[2]}\n"),
        (
            ["--from", "json", "--to", "csv"], "[{\"a\":1,\"b\":\"x\"},{\"b\":\"y\"}]",
            "\"a\",\"b\"\n\"1\",\"x\"\n,\"y\"\n"
        ),
        (["--from", "json", "--to", "typed-json"], "[1,null]", "{\"I64\":\"1\"}\n{\"Nil\":null}\n"),
        (
            ["--from", "json", "--to", "ndjson", "--select", "b"], "[{\"a\":1,\"b\":2},{\"a\":3}]",
            "{\"b\":2}\n{\"b\":null}\n"
        ),
        (["--from", "json", "--no-enumerate", "--compress"], "[1,2]", "[1,2]\n"),
        (
            ["--from", "json", "--to", "ndjson", "--depth", "0"],
            "[18446744073709551616,{\"a\":-99999999999999999999}]",
            "18446744073709551616\n{\"a\":-99999999999999999999}\n"
        ),
        (["--from", "json", "--as-hashtable", "--compress"], "{\"a\":1,\"A\":2}", "{\"a\":1,\"A\":2}\n"),
        (
            ["--from", "json", "--date-kind", "utc", "--compress"], "\"2024-01-02T03:04:05+01:00\"",
            "\"2024-01-02T02:04:05Z\"\n"
        ),
        (["--from", "json", "--compress"], "", "null\n"),
        (["--from", "json", "--to", "clixml"], "[]", "\(root.dropLast()) />"),
        (["--from", "ndjson", "--to", "ndjson"], "{\"a\":1}\n\n[2,3]\n", "{\"a\":1}\n2\n3\n"),
        (
            ["--from", "csv", "--to", "ndjson"], "A,B\n1,\"x y\"\n2\n",
            "{\"A\":\"1\",\"B\":\"x y\"}\n{\"A\":\"2\",\"B\":null}\n"
        ),
        (["--from", "csv", "--to", "csv"], "A,B\n1,2\n", "\"A\",\"B\"\n\"1\",\"2\"\n"),
        (["--from", "csv", "--delimiter", ";", "--to", "ndjson"], "A;B\n1;2", "{\"A\":\"1\",\"B\":\"2\"}\n"),
        (["--from", "csv", "--header", "X,Y", "--to", "ndjson"], "1,2", "{\"X\":\"1\",\"Y\":\"2\"}\n"),
        (
            ["--from", "csv", "--to", "csv", "--columns", "all", "--flatten"], "A,B\n1,2\n",
            "\"A\",\"B\"\n\"1\",\"2\"\n"
        ),
        (["--from", "typed-json", "--to", "ndjson"], "{\"S\":\"a\"}\n{\"I32\":5}\n", "\"a\"\n5\n"),
    ]

    @Test(arguments: conversions)
    func converts(options: [String], input: String, output: String) throws {
        defer { folder.remove() }
        let run = try convert(options, input)
        #expect(run.output == output)
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    /// Inputs of every format, named by nothing but themselves.
    static let recognised: [(input: String, output: String)] = [
        ("\(root)<S>a</S></Objs>", "\"a\"\n"),
        ("#< CLIXML\r\n\(root)<S>a</S></Objs>", "\"a\"\n"),
        ("{\"S\":\"a\"}\n{\"I32\":5}", "\"a\"\n5\n"),
        ("[{\"a\":1},\n{\"a\":2}]", "{\"a\":1}\n{\"a\":2}\n"),
        ("{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\n{\"a\":2}\n"),
        ("A,B\n1,2\n", "{\"A\":\"1\",\"B\":\"2\"}\n"),
        ("#TYPE Demo\nA\n1\n", "{\"A\":\"1\"}\n"),
        ("5\n", "5\n"),
    ]

    @Test(arguments: recognised)
    func recognisesTheFormat(input: String, output: String) throws {
        defer { folder.remove() }
        let run = try convert(["--to", "ndjson"], input)
        #expect(run.output == output)
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    @Test func recognisesTheFormatOfEachFile() throws {
        defer { folder.remove() }
        try folder.write(Array("Name\nweb01\n".utf8), to: "a.csv")
        try folder.write(Array("'web02'".utf8), to: "b.json")
        try folder.write(Array("\(ConvertFromTests.root)<S>web03</S></Objs>".utf8), to: "c")
        let run = try ToolRun.clixml(["convert", "--to", "ndjson", "a.csv", "b.json", "c"], in: folder)
        #expect(run.output == "{\"Name\":\"web01\"}\n\"web02\"\n\"web03\"\n")
        #expect(run.errors == "")
    }

    /// Inputs that are refused, and what is written before the message.
    static let faults: [(format: String, input: String, output: String, errors: String)] = [
        (
            "json", "[{\"a\":1},\n {\"a\":x}]", "{\"a\":1}\n",
            "<stdin>:2:7: error: 'x' stands where a value is expected [invalid-json]\n"
        ),
        (
            "ndjson", "1\n{\"a\":1", "1\n",
            "<stdin>:2:7: error: the text ends inside an object, where ',' or '}' is expected [truncated]\n"
        ),
        ("csv", "A,a\n1,2", "", "<stdin>:1:3: error: there is a column 'a' already [duplicate-column]\n"),
        (
            "typed-json", "{\"S\":\"a\"}\n{\"X\":1}", "\"a\"\n",
            "<stdin>:2:2: error: 'X' is no kind of value [invalid-typed-json]\n"
        ),
    ]

    @Test(arguments: faults)
    func saysWhatIsWrong(format: String, input: String, output: String, errors: String) throws {
        defer { folder.remove() }
        let run = try convert(["--from", format, "--to", "ndjson"], input)
        #expect(run.output == output)
        #expect(run.errors == errors)
        #expect(run.status == 1)
    }

    @Test func warnsAndGoesOn() throws {
        defer { folder.remove() }
        let array = try convert(["--from", "json", "--to", "ndjson"], "[1,[2")
        #expect(array.output == "1\n[2]\n")
        let text = "the JSON text ends in line 1 inside an array, which is taken as closed [unfinished-array]"
        #expect(array.errors == "<stdin>: warning: \(text)\n")
        #expect(array.status == 0)
        let table = try convert(["--from", "csv", "--to", "ndjson"], "A,,C\n1,2,3")
        #expect(table.output == "{\"A\":\"1\",\"H1\":\"2\",\"C\":\"3\"}\n")
        #expect(
            table.errors
                == "<stdin>: warning: columns without a name are called H1, H2 and so on [unnamed-column]\n"
        )
        #expect(table.status == 0)
    }

    @Test func limitsTheDepthOfJSON() throws {
        defer { folder.remove() }
        let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        #expect(try convert(["--from", "json", "--to", "typed-json"], deep).status == 0)
        let run = try convert(["--from", "json", "--max-depth", "59"], deep)
        #expect(run.errors.contains("<stdin>:1:60: error: objects and arrays are nested deeper than the limit of 59"))
        #expect(run.status == 1)
    }

    @Test func writesLinesAsTheyCome() throws {
        defer { folder.remove() }
        // The second line is written only after the first was converted: else this would wait for ever.
        let script = """
            mkfifo in out
            "$clixml" convert --to ndjson --no-progress in > out &
            exec 4< out 3> in
            printf '{"a":1}\\n' >&3
            IFS= read -r -t 20 first <&4
            printf '{"a":2}\\n' >&3
            exec 3>&-
            IFS= read -r second <&4
            wait
            printf '%s %s' "$first" "$second"
            """
        let run = try ToolRun.run(
            "bash",
            ["-c", "cd '\(folder.path)'\n" + script],
            environment: ["clixml": ToolRun.builtTool]
        )
        #expect(run.output == "{\"a\":1} {\"a\":2}")
    }
}
