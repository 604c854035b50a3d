import CLIXML
import CLIXMLConvert
import TestSupport
import Testing

/// Where blocks may stand, and what comes out in their place.
@Suite struct ConsoleFilterTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let stream: String
        let text: String
        var codes: [String] = []

        init(_ name: String, _ stream: String, _ text: String, _ codes: [String] = []) {
            self.name = name
            self.stream = stream
            self.text = text
            self.codes = codes
        }

        var testDescription: String { name }
    }

    private static let shown = "Write-Error: bad\nline2\n"
    private static let cut = Block.errors.prefix(140)

    static let places = [
        Row("plain text", "hello # < x\n#< CLIXML!\nfoo", "hello # < x\n#< CLIXML!\nfoo"),
        Row("an ending number sign", "root@host:/#", "root@host:/#"),
        Row("a document without a header", Block.errors + "\n", Block.errors + "\n"),
        Row("a block alone", Block.header + Block.errors, shown),
        Row("between lines", "a\n" + Block.header + Block.errors + "\nb\n", "a\n" + shown + "b\n"),
        Row("glued to text", "done" + Block.header + Block.errors + "after\n", "done\n" + shown + "after\n"),
        Row("CR LF", "a\r\n#< CLIXML\r\n" + Block.errors + "\r\nb\r\n", "a\r\n" + shown + "b\r\n"),
        Row("a doubled header", Block.header + Block.header + Block.errors, shown),
        Row("two roots run together", Block.header + Block.errors + Block.errors + "x\n", shown + shown + "x\n"),
        Row("two blocks run together", Block.header + Block.errors + Block.header + Block.errors, shown + shown),
        Row("a root on a line of its own", Block.header + Block.errors + "\n" + Block.errors + "\n", shown + shown),
        Row("merged streams", Block.header + "done\n" + Block.errors, "done\n" + shown),
        Row("text before a root in its line", Block.header + "50%" + Block.errors, "50%\n" + shown),
        Row("progress only", "a\n" + Block.header + Block.progress + "\nb\n", "a\nb\n"),
        Row("a header and no block", "a\n" + Block.header + "b\n", "a\nb\n"),
        Row("a header at the end", "a\n#< CLIXML", "a\n"),
        Row(
            "an exported document after a block",
            Block.header + Block.errors + "\n" + Block.root + "\n  <S>a</S>\n</Objs>\n",
            shown + Block.root + "\n  <S>a</S>\n</Objs>\n"
        ),
        Row(
            "a document with line ends",
            Block.header + Block.root + "\n  <S S=\"Error\">a_x000A_</S>\n  <S S=\"warning\">w</S>\n</Objs>\nx\n",
            "a\nWARNING: w\nx\n"
        ),
        Row("a line end in a text", Block.of("<S S=\"Error\">a\nb_x000A_</S>") + "\nx\n", "a\nb\nx\n"),
        Row(
            "text between values",
            Block.of("<S S=\"Error\">a_x000A_</S>plain # <\nmore\n<S S=\"warning\">w</S>") + "\nx\n",
            "a\nplain # <\nmore\nWARNING: w\nx\n"
        ),
        Row(
            "a number sign between values",
            Block.of("<S S=\"debug\">a</S>#<S S=\"debug\">b</S>"),
            "DEBUG: a\n#\nDEBUG: b\n"
        ),
    ]

    static let prefixes = [
        Row(
            "remote:",
            "remote: a\nremote: #< CLIXML\nremote: " + Block.errors + "\nremote: b\n",
            "remote: a\nremote: Write-Error: bad\nremote: line2\nremote: b\n"
        ),
        Row(
            "remote: with progress only",
            "remote: a\nremote: #< CLIXML\nremote: " + Block.progress + "\nremote: b\n",
            "remote: a\nremote: b\n"
        ),
        Row(
            "remote: with merged streams",
            "remote: #< CLIXML\nremote: done\nremote: " + Block.errors + "\nremote: b\n",
            "remote: done\nremote: Write-Error: bad\nremote: line2\nremote: b\n"
        ),
        Row(
            "time stamps",
            "2024-01-01T00:00:00.12Z #< CLIXML\n2024-01-01T00:00:01.1234Z " + Block.errors
                + "\n2024-01-01T00:00:02Z b\n",
            "2024-01-01T00:00:00.12Z Write-Error: bad\n2024-01-01T00:00:01.1234Z line2\n2024-01-01T00:00:02Z b\n"
        ),
        Row(
            "lines that Kubernetes broke",
            "2024-01-01T00:00:00.1Z stderr F #< CLIXML\n2024-01-01T00:00:01.1Z stderr P " + Block.errors.prefix(120)
                + "\n2024-01-01T00:00:01.2Z stderr F " + Block.errors.dropFirst(120)
                + "\n2024-01-01T00:00:02.1Z stdout F b\n",
            "2024-01-01T00:00:00.1Z stderr F Write-Error: bad\n2024-01-01T00:00:01.2Z stderr F line2\n"
                + "2024-01-01T00:00:02.1Z stdout F b\n"
        ),
        Row(
            "a prefix on the first line only",
            "[12:00:01] #< CLIXML\n" + Block.errors + "\nx\n",
            "[12:00:01] Write-Error: bad\nline2\nx\n"
        ),
        Row(
            "a folded line",
            "ERROR: #< CLIXML " + Block.errors + "\nx\n",
            "ERROR: Write-Error: bad\nERROR: line2\nx\n"
        ),
    ]

    private static func json(_ text: String, depth: Int = 1) -> String {
        var text = text
        for _ in 0..<depth {
            text = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                .replacing("\r\n", with: "\\r\\n").replacing("\n", with: "\\n")
        }
        return text
    }

    private static func powerShellJSON(_ text: String) -> String {
        json(text).replacing("<", with: "\\u003c").replacing(">", with: "\\u003e")
    }

    private static let windowsBlock = "#< CLIXML\r\n" + Block.errors

    static let strings = [
        Row(
            "JSON",
            #"{"rc":1,"stderr":""# + json(windowsBlock) + "\",\"x\":1}\n",
            #"{"rc":1,"stderr":"Write-Error: bad\nline2\n","x":1}"# + "\n"
        ),
        Row(
            "JSON with text around",
            #"{"stderr":""# + json("a\n" + windowsBlock + "\r\nb") + "\"}\n",
            #"{"stderr":"a\nWrite-Error: bad\nline2\nb"}"# + "\n"
        ),
        Row(
            "JSON in JSON",
            #"{"a":"{\"b\":\""# + json(windowsBlock, depth: 2) + #"\"}"}"# + "\n",
            #"{"a":"{\"b\":\"Write-Error: bad\\nline2\\n\"}"}"# + "\n"
        ),
        Row(
            "JSON as PowerShell and Go write it",
            #"{"stderr":""# + powerShellJSON(windowsBlock) + "\"}\n",
            #"{"stderr":"Write-Error: bad\nline2\n"}"# + "\n"
        ),
        Row(
            "a line of JSON for each line",
            #"{"log":""# + powerShellJSON("#< CLIXML\r\n") + "\"}\n" + #"{"log":""#
                + powerShellJSON(Block.errors + "\n")
                + "\"}\n",
            #"{"log":""}"# + "\n" + #"{"log":"Write-Error: bad\nline2\n"}"# + "\n"
        ),
        Row(
            "bytes of Python",
            "b'#< CLIXML\\r\\n" + Block.errors + "'\n",
            "b'Write-Error: bad\\nline2\\n'\n"
        ),
        Row(
            "CSV",
            "a,\"" + (Block.header + Block.errors).replacing("\"", with: "\"\"") + "\",b\n",
            "a,\"" + shown + "\",b\n"
        ),
        Row(
            "XML",
            "<out>"
                + ("#< CLIXML&#xD;\n" + Block.errors).replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .replacing("\"", with: "&quot;") + "</out>\n",
            "<out>" + shown + "</out>\n"
        ),
        Row(
            "quotation marks in the text",
            #"{"stderr":""# + json(Block.of(#"<S S="Error">a "b" \c_x000A_</S>"#)) + "\"}\n",
            #"{"stderr":"a \"b\" \\c\n"}"# + "\n"
        ),
    ]

    static let damages = [
        Row("cut off in a text", Block.header + cut, "Write-Error: bad\n", ["cut-off-block"]),
        Row(
            "cut off in an escape",
            Block.header + Block.root + "<S S=\"Error\">abc_x00",
            "abc\n",
            ["cut-off-block"]
        ),
        Row(
            "cut off in a reference",
            Block.header + Block.root + "<S S=\"Error\">a&amp;b&l",
            "a&b\n",
            ["cut-off-block"]
        ),
        Row(
            "cut off between values",
            Block.header + Block.root + "<S S=\"debug\">a</S>",
            "DEBUG: a\n",
            ["cut-off-block"]
        ),
        Row("cut off in the root tag", Block.header + "<Objs Version=\"1.1", "<Objs Version=\"1.1", ["cut-off-block"]),
        Row(
            "cut off in progress",
            Block.header + Block.root + "<Obj S=\"progress\" RefId=\"0\"><MS><I64 N=\"Sou",
            "",
            ["cut-off-block"]
        ),
        Row(
            "cut off in an error record",
            Block.header + Block.root
                + "<Obj S=\"Error\" RefId=\"0\"><TN RefId=\"0\"><T>System.Management.Automation.ErrorRecord</T></TN>"
                + "<ToString>bad</ToString><MS><Obj N=\"Exception\" RefId=\"1\"><Props><S N=\"Message\">bad thing</S><S N=\"So",
            "Error: bad thing\n",
            ["cut-off-block"]
        ),
        Row(
            "cut off in an object of which nothing can be told",
            Block.header + Block.root + "<Obj S=\"Error\" RefId=\"0\"><TN Ref",
            "<Obj S=\"Error\" RefId=\"0\"><TN Ref",
            ["cut-off-block"]
        ),
        Row(
            "cut off in JSON",
            #"{"stderr":""# + json(String(Block.header + cut)) + "\"}\n",
            #"{"stderr":"Write-Error: bad"}"# + "\n",
            ["cut-off-block"]
        ),
        Row(
            "text after the cut",
            Block.header + cut + "\nnext\nmore\n",
            "Write-Error: bad\nnext\nmore\n",
            ["cut-off-block"]
        ),
        Row(
            "a block after the cut",
            Block.header + cut + "\n" + Block.header + Block.errors,
            "Write-Error: bad\n" + shown,
            ["cut-off-block"]
        ),
        Row(
            "a block in the cut",
            Block.header + cut + Block.header + Block.errors,
            "Write-Error: bad\n" + shown,
            ["cut-off-block"]
        ),
        Row(
            "an unknown element",
            Block.of("<S S=\"Error\">a_x000A_</S><Foo>x</Foo><S S=\"Error\">b_x000A_</S>") + "\nafter\n",
            "a\n<Foo>x</Foo>\nb\nafter\n",
            ["unknown-element"]
        ),
        Row(
            "another root version",
            Block.header + Block.errors.replacing("1.1.0.1", with: "2.0") + "\nx\n",
            Block.errors.replacing("1.1.0.1", with: "2.0") + "\nx\n",
            ["unsupported-version"]
        ),
        Row(
            "no XML",
            Block.of("<S S=\"Error\">a < b</S>") + "\nx\n",
            "<S S=\"Error\">a < b</S></Objs>\nx\n",
            ["invalid-markup"]
        ),
    ]

    @Test(arguments: places + prefixes + strings + damages)
    func showsBlocksInPlace(row: Row) {
        let result = ConsoleText(row.stream)
        #expect(result.text == row.text)
        #expect(result.codes == row.codes)
    }

    @Test(arguments: places + prefixes + strings + damages)
    func anyChunkingGivesTheSame(row: Row) {
        let bytes = Array(row.stream.utf8)
        let difference = EverySplit.firstDifference(of: bytes, cutCount: bytes.count) { ConsoleText($0) }
        #expect(difference == nil)
    }

    @Test func namesThePlaceOfABlock() {
        let result = ConsoleText("é\nab" + Block.header + Block.root + "<S S=\"Error\">x")
        #expect(result.notes.first?.position == SourcePosition(byteOffset: 3 + 2 + 10 + 80, line: 3, column: 81))
    }

    @Test func bytesOfOtherEncodingsStay() {
        let beginning = Array((Block.header + Block.root + "<S S=\"Error\">caf").utf8)
        let end = Array(" _x20AC__x000A_</S></Objs>\n".utf8)
        let result = ConsoleText([[0x82, 0x0A] + beginning + [0x82, 0xE9] + end + [0xFF, 0xFE]])
        #expect(result.bytes == [0x82, 0x0A] + Array("caf".utf8) + [0x82, 0xE9] + Array(" €\n".utf8) + [0xFF, 0xFE])
        #expect(result.notes.isEmpty)
    }

    @Test(arguments: [false, true])
    func aMarkedStreamOfUTF16ComesOutAsUTF8(isSwapped: Bool) {
        let stream = "\u{FEFF}é\r\n" + Block.header + Block.errors + "\n😀"
        let bytes = stream.utf16.flatMap { unit in
            isSwapped ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        #expect(ConsoleText([bytes[...]]).text == "é\r\n" + ConsoleFilterTests.shown + "😀")
        let difference = EverySplit.firstDifference(of: bytes, cutCount: 40) { ConsoleText($0) }
        #expect(difference == nil)
        #expect(ConsoleText([bytes.dropLast()]).text == "é\r\n" + ConsoleFilterTests.shown + "\u{FFFD}")
    }

    @Test(arguments: [[0xFF], [0xFF, 0x0A], [0], [0, 0, 0xFE, 0x0A], [0xFE, 0x41, 0xFF]] as [[UInt8]])
    func halfAByteOrderMarkIsText(bytes: [UInt8]) {
        #expect(ConsoleText([bytes[...]]).bytes == bytes)
        #expect(ConsoleText(bytes.indices.map { bytes[$0...$0] }).bytes == bytes)
    }

    @Test func plainTextIsNotHeldBack() {
        var filter = ConsoleFilter()
        var output: [UInt8] = []
        for text in ["Password: ", "a\n#< CL", "IXML\nb", "ar> <O", "bx"] {
            let bytes = Array(text.utf8)
            filter.append(bytes.span, to: &output)
        }
        #expect(String(decoding: output, as: UTF8.self) == "Password: a\nbar> <Obx")
    }

    @Test func aValueComesOutWithItsLastByte() {
        var filter = ConsoleFilter()
        var output: [UInt8] = []
        let bytes = Array((Block.header + Block.root + "<S S=\"warning\">w</S>").utf8)
        filter.append(bytes.span, to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "WARNING: w\n")
    }

    @Test func aValueThatIsTooLargeIsPassedOn() {
        let value = "<S S=\"Error\">" + String(repeating: "x", count: 2000) + "</S>"
        let result = ConsoleText(Block.of(value) + "\nafter\n") { $0.limits.maximumValueByteCount = 1000 }
        #expect(result.text == value + "</Objs>\nafter\n")
        #expect(result.codes == ["value-too-large"])
    }
}
