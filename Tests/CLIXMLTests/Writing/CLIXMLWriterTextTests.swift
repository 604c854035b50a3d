import CLIXML
import Testing

/// The rows of spec section 9.2 that are about writing.
@Suite struct CLIXMLWriterTextTests {
    @Test(
        arguments: [
            ("", ""),
            ("   ", "   "),
            ("\t\r\n", "_x0009__x000D__x000A_"),
            ("\0", "_x0000_"),
            ("\u{1F}\u{7F}\u{80}\u{9F}", "_x001F__x007F__x0080__x009F_"),
            (" ~\u{A0}\u{AD}\u{2028}\u{FEFF}", " ~\u{A0}\u{AD}\u{2028}\u{FEFF}"),
            ("\u{1F600}", "_xD83D__xDE00_"),
            ("_ __ _y a_", "_ __ _y a_"),
            ("_x _X __x", "_x005F_x _x005F_X __x005F_x"),
            ("_x0041_", "_x005F_x0041_"),
            ("a&b<c>d\"e'f", "a&amp;b&lt;c&gt;d\"e'f"),
            ("]]>", "]]&gt;"),
        ]
    )
    func codesTexts(_ text: String, _ written: String) throws {
        #expect(try Written.compact(.string(text)) == "<S>\(written)</S>")
        // What was written reads back, and is written again as it stands.
        let element = "<S>\(written)</S>"
        #expect(try Written.read(element).map(\.value) == [.string(text)])
        #expect(try Written.rewritten(element) == element)
    }

    @Test(
        arguments: [
            ("&#x41;&quot;&apos;&lt;", "A\"'&lt;"),
            ("_x0041__X000a_", "A_x000A_"),
            ("a>b", "a&gt;b"),
            ("a\r\nb\rc\td", "a_x000A_b_x000A_c_x0009_d"),
            ("a<!-- c -->b<![CDATA[<&>]]>", "ab&lt;&amp;&gt;"),
            ("\u{1F600}", "_xD83D__xDE00_"),
            ("_x0001F600_", "_xD83D__xDE00_"),
            ("_xyz", "_x005F_xyz"),
            ("_x005F_a", "_a"),
            ("_x005F_x", "_x005F_x"),
            ("_xD800_", "_xD800_"),
            ("_xDE00__xD83D_", "_xDE00__xD83D_"),
            ("&#xD83D;&#xDE00;", "_xD83D__xDE00_"),
            ("_x00110000_", "_x005F_x00110000_"),
            ("\u{85}\u{7F}", "_x0085__x007F_"),
            ("_x000a_", "_x000A_"),
            ("_x0020_", " "),
            ("日本語 _ \"é\"", "日本語 _ \"é\""),
        ]
    )
    func writesReadTextsInTheWritersForm(_ source: String, _ written: String) throws {
        #expect(try Written.rewritten("<S>\(source)</S>") == "<S>\(written)</S>")
        #expect(try Written.rewritten("<S>\(source)</S>", isVerbatim: true) == "<S>\(written)</S>")
    }

    @Test func refusesNoncharactersInFiles() {
        #expect(throws: CLIXMLError(code: .noncharacter)) { try Written.document(["\u{FFFE}"]) }
        #expect(throws: CLIXMLError(code: .noncharacter)) { try Written.document(["é\u{FFFF}"]) }
        #expect(throws: CLIXMLError(code: .noncharacter)) { try Written.document([["a\u{FFFF}": 1]]) }
        let named = PSValue.object(PSObject(typeNames: ["\u{FFFF}"]))
        #expect(throws: CLIXMLError(code: .noncharacter)) { try Written.document([named]) }
    }

    @Test func writesNoncharactersAsReferencesElsewhere() throws {
        var options = CLIXMLWriterOptions.payload
        options.hasByteOrderMark = false
        let bytes = try Written.bytes(["\u{FFFF}\u{FFFE}"], options)
        #expect(String(decoding: bytes, as: UTF8.self) == "<S>&#xFFFF;&#xFFFE;</S>")
    }

    @Test func codesNames() throws {
        let bag = PSValue.object(PSObject(typeNames: [], extendedProperties: ["a\"b<c": 1, "d\n": 2, "'": 3]))
        let expected =
            "<Obj RefId=\"0\"><MS><I32 N=\"a&quot;b&lt;c\">1</I32><I32 N=\"d_x000A_\">2</I32><I32 N=\"'\">3</I32></MS></Obj>"
        #expect(try Written.compact(bag) == expected)
        #expect(try Written.rewritten(expected, isVerbatim: true) == expected)
    }

    @Test func codesTypeNamesAndToString() throws {
        let object = PSObject(typeNames: ["<>c__A"], stringRepresentation: "a\n")
        let expected = "<Obj RefId=\"0\"><TN RefId=\"0\"><T>&lt;&gt;c__A</T></TN><ToString>a_x000A_</ToString></Obj>"
        #expect(try Written.compact(.object(object)) == expected)
        let empty = PSObject(typeNames: [], stringRepresentation: "")
        #expect(try Written.compact(.object(empty)) == "<Obj RefId=\"0\"><ToString /></Obj>")
    }

    @Test func escapesTheStreamWithoutCoding() throws {
        var options = CLIXMLWriterOptions.payload
        options.hasByteOrderMark = false
        var writer = CLIXMLWriter(options: options)
        var output: [UInt8] = []
        try writer.write(1, stream: PSStream(name: "a\"_x0041_"), into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "<I32 S=\"a&quot;_x0041_\">1</I32>")
    }
}
