import CLIXML
import CLIXMLConvert
import Testing

/// What stands around values, layout, dictionaries (conversion spec, sections 3.1, 3.6, 3.8).
@Suite struct JSONExporterTests {
    @Test(arguments: [
        ("", false, "", ""),
        ("", true, "", ""),
        ("<I32>1</I32>", false, "1", "1\n"),
        ("<I32>1</I32>", true, "[1]", "1\n"),
        ("<I32>1</I32><S>a</S>", false, #"[1,"a"]"#, "1\n\"a\"\n"),
        ("<Nil />", false, "null", "null\n"),
        ("<Nil />", true, "[null]", "null\n"),
        ("<I32>1</I32><Nil /><I32>2</I32>", false, "[1,null,2]", "1\nnull\n2\n"),
        ("<Obj><LST><I32>1</I32><I32>2</I32></LST></Obj>", false, "[1,2]", "[1,2]\n"),
        ("<Obj><LST><I32>1</I32></LST></Obj>", true, "[[1]]", "[1]\n"),
    ])
    func putsValuesTogether(_ markup: String, _ asArray: Bool, _ document: String, _ lines: String) throws {
        let markup = markup.isEmpty ? "<Objs xmlns='http://schemas.microsoft.com/powershell/2004/04' />" : markup
        #expect(try JSONText(markup, .compressed { $0.writesArray = asArray }).text == document)
        #expect(try JSONText(markup, .lines()).text == lines)
    }

    @Test func indents() throws {
        let markup = """
            <Obj><MS><Obj N='el'><LST /></Obj><Obj N='l'><LST><I32>1</I32><Obj><LST><I32>2</I32></LST></Obj>\
            <Obj><MS><I32 N='x'>1</I32></MS></Obj></LST></Obj><BA N='b'>AQI=</BA><XD N='d'>&lt;a&gt;t&lt;/a&gt;</XD>\
            <Obj N='n'><I32>1</I32><MS><Obj N='e' /></MS></Obj><BA N='eb' /><Obj N='h'><DCT /></Obj></MS></Obj>
            """
        let expected = """
            {
              "el": [],
              "l": [
                1,
                [
                  2
                ],
                {
                  "x": 1
                }
              ],
              "b": [
                1,
                2
              ],
              "d": [
                [
                  []
                ]
              ],
              "n": {
                "value": 1,
                "e": {}
              },
              "eb": [],
              "h": {}
            }
            """
        let found = try JSONText(markup, .compressed(depth: 4) { $0.isCompressed = false })
        #expect(found.text == expected)
        let several = try JSONText("<I32>1</I32><Obj><LST><I32>2</I32></LST></Obj>", JSONOptions())
        #expect(several.text == "[\n  1,\n  [\n    2\n  ]\n]")
    }

    @Test func keepsAllEntriesOfDictionaries() throws {
        let entries = { (keys: [String]) in
            keys.map { "<En>\($0)<I32 N='Value'>1</I32></En>" }.joined()
        }
        let cases = try JSONText(
            "<Obj><DCT>\(entries(["<S N='Key'>a</S>", "<S N='Key'>A</S>", "<S N='Key'></S>"]))</DCT></Obj>"
        )
        #expect(cases == JSONText(text: #"{"a":1,"A":1,"":1}"#))
        let repeated = try JSONText("<Obj><DCT>\(entries(["<S N='Key'>a</S>", "<S N='Key'>a</S>"]))</DCT></Obj>")
        #expect(repeated == JSONText(text: #"{"a":1,"a":1}"#, warnings: [.repeatedKey]))
        let others = ["<I32 N='Key'>5</I32>", "<DT N='Key'>2024-01-02T03:04:05Z</DT>", "<Obj N='Key'><S>s</S></Obj>"]
        let other = try JSONText("<Obj><DCT>\(entries(others))</DCT></Obj>")
        #expect(other == JSONText(text: #"{"5":1,"01/02/2024 03:04:05":1,"s":1}"#, warnings: [.nonStringKey]))
    }

    @Test func writesNothingOfAValueWhoseReferenceFails() throws {
        struct Failure: Error {}
        let values = try documentValues(
            "<Obj RefId='0' /><Obj RefId='1'><LST><I32>1</I32><Ref RefId='0' /></LST></Obj>"
        )
        var exporter = JSONExporter(options: .lines())
        var output: [UInt8] = []
        try exporter.write(values[0], into: &output)
        #expect(throws: Failure.self) { try exporter.write(values[1], into: &output) { _ in throw Failure() } }
        try exporter.write(values[0], into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "{}\n{}\n")
    }

    @Test func takesValuesOfPrograms() throws {
        var exporter = JSONExporter(options: .lines())
        var output: [UInt8] = []
        for value in [.string("a\"é"), .int32(-5), .null, .double(1), .bytes([1, 2]), .boolean(true)] as [PSValue] {
            try exporter.write(value, into: &output)
        }
        #expect(String(decoding: output, as: UTF8.self) == "\"a\\\"é\"\n-5\nnull\n1.0\n[1,2]\ntrue\n")
    }
}
