import CLIXML
import CLIXMLConvert
import Testing

/// Columns, lines and quotes (conversion spec, sections 4.1, 4.2 and 4.4).
@Suite struct CSVTableTests {
    private let ab = "<Obj><MS><I32 N='a'>1</I32><I32 N='b'>2</I32></MS></Obj>"

    @Test func takesColumnsFromTheFirstValue() throws {
        let found = try CSVText(
            """
            \(ab)<Obj><MS><I32 N='B'>22</I32></MS></Obj><S>str</S><I32>5</I32>
            <Obj><DCT><En><S N='Key'>b</S><I32 N='Value'>1</I32></En></DCT></Obj><Obj><LST /></Obj>
            <Obj><MS><Nil N='a' /></MS></Obj>
            """
        )
        #expect(found.text == "\"a\",\"b\"\n\"1\",\"2\"\n,\"22\"\n,\n,\n,\"1\"\n,\n,")
    }

    @Test func findsPropertiesOfLaterLiveValues() throws {
        let found = try CSVText(
            "<S>abc</S><I32>5</I32><Obj><LST /></Obj><Obj><MS><S N='length'>L</S></MS></Obj><BA>AQI=</BA>"
        )
        #expect(found.text == "\"Length\"\n\"3\"\n\"L\"\n\"2\"")
    }

    @Test func writesNothingWithoutColumns() throws {
        let found = try CSVText("<I32>5</I32>\(ab)")
        #expect(found.text == "")
        let typed = try CSVText("<I32>5</I32>\(ab)") { $0.writesTypeInformation = true }
        #expect(typed.text == "#TYPE System.Int32")
    }

    @Test(arguments: [
        ("<S>x</S>", "System.String"), ("<SBK>x</SBK>", "System.String"), ("<BA></BA>", "System.Byte[]"),
        ("<Obj><TN><T>My.T</T></TN></Obj>", "Deserialized.My.T"),
        ("<Obj><TN><T>deserialized.My.T</T></TN></Obj>", "deserialized.My.T"),
        ("<Obj><TN><T>Csv:My.T</T></TN></Obj>", "Deserialized.Csv:My.T"),
        ("<Obj><LST /></Obj>", "System.Collections.ArrayList"),
        ("<Obj><DCT /></Obj>", "System.Collections.Hashtable"), ("<Obj><I32>1</I32></Obj>", "System.Int32"),
        ("<Obj><Props /></Obj>", "System.Management.Automation.PSCustomObject"),
        ("<Obj><Obj><TN><T>In</T></TN><S>x</S></Obj></Obj>", "Deserialized.In"),
    ])
    func namesTheTypeOfTheFirstValue(_ markup: String, _ type: String) throws {
        let found = try CSVText(markup) { $0.writesTypeInformation = true }
        #expect(found.text.split(separator: "\n").first == "#TYPE \(type)")
        let bare = try CSVText("<Obj><TN></TN><S>x</S></Obj>") { $0.writesTypeInformation = true }
        #expect(bare.text == "#TYPE\n\"Length\"\n\"1\"")
        let without = try CSVText(markup) { options in
            options.writesTypeInformation = true
            options.writesHeader = false
        }
        #expect(!without.text.contains("#TYPE"))
    }

    @Test func leavesOutEmptyLines() throws {
        let markup = "<Obj><MS><S N='a'>1</S></MS></Obj><Obj /><Obj><MS><S N='a'></S></MS></Obj>"
        let always = try CSVText(markup)
        #expect(always.text == "\"a\"\n\"1\"\n\"\"")
        let never = try CSVText(markup + ab) { $0.quoting = .never }
        #expect(never.text == "a\n1\n1")
    }

    // MARK: - Nulls

    @Test func makesEmptyRecordsOfNulls() throws {
        let found = try CSVText("<Nil /><Nil />\(ab)<Nil />")
        #expect(found.text == "\"a\",\"b\"\n,\n,\n\"1\",\"2\"\n,")
        let nothing = try CSVText("<Nil />")
        #expect(nothing.text == "")
    }

    @Test func makesNoCellOfANullEntry() throws {
        let found = try CSVText(
            "<Obj><DCT><En><S N='Key'>a</S><Nil N='Value' /></En><En><S N='Key'>b</S><I32 N='Value'>1</I32></En></DCT></Obj>"
        )
        #expect(found.text == "\"a\",\"b\"\n,\"1\"")
    }

    // MARK: - Dictionaries

    private func dictionary(_ entries: String..., notes: String = "") -> String {
        let all = entries.enumerated().map { "<En>\($1)<I32 N='Value'>\($0)</I32></En>" }.joined()
        return "<Obj><DCT>\(all)</DCT><MS>\(notes)</MS></Obj>"
    }

    @Test func takesKeysForColumns() throws {
        let found = try CSVText(
            dictionary(
                "<S N='Key'>k</S>",
                "<I32 N='Key'>5</I32>",
                "<DT N='Key'>2024-01-02T03:04:05Z</DT>",
                "<Obj N='Key'><LST><I32>1</I32></LST></Obj>",
                notes: "<S N='n'>note</S><S N='K'>other</S>"
            )
        )
        // A note equal to a key is a column of its own; both show the entry. Only strings find their entries.
        #expect(found.text == "\"k\",\"5\",\"01/02/2024 03:04:05\",\"1\",\"n\",\"K\"\n\"0\",,,,\"note\",\"0\"")
    }

    @Test func findsEntriesBeforeProperties() throws {
        let bag = "<Obj><MS><S N='Count'>c</S><S N='Keys'>k</S><S N='x'>y</S></MS></Obj>"
        let found = try CSVText(bag + dictionary("<S N='Key'>COUNT</S>") + dictionary("<S N='Key'>X</S>"))
        let keys = "\"System.Collections.Hashtable+KeyCollection\""
        #expect(found.text == "\"Count\",\"Keys\",\"x\"\n\"c\",\"k\",\"y\"\n\"0\",\(keys),\n\"1\",\(keys),\"0\"")
    }

    @Test func tellsKeysApartAsTheReaderDoes() throws {
        let bag = "<Obj><MS><S N='a'>1</S></MS></Obj>"
        let byCase = dictionary("<S N='Key'>A</S>", "<S N='Key'>a</S>")
        let found = try CSVText(bag + byCase)
        #expect(found.text == "\"a\"\n\"1\"\n\"1\"")
        let own = try CSVText(byCase + dictionary("<S N='Key'>A</S>"))
        #expect(own.text == "\"A\",\"a\"\n\"0\",\"1\"\n\"0\",\"0\"")
        let twice = dictionary("<S N='Key'>a</S>", "<S N='Key'>a</S>")
        let equal = try CSVText(twice + twice)
        // The second table has other strings for keys, so that nothing is found in it and the line is empty but for the comma.
        #expect(equal.text == "\"a\",\"a\"\n\"0\",\"1\"\n,")
    }

    // MARK: - Quotes

    @Test(arguments: [
        (CSVOptions.Quoting.always, "\"n,1\",\"b\"\n\"a\"\"b\",\"x\ny\"\n\"1,5\",\n\"\",\"r\r\""),
        (.asNeeded, "\"n,1\",b\n\"a\"\"b\",\"x\ny\"\n\"1,5\",\n,r\r"),
        (.never, "n,1,b\na\"b,x\ny\n1,5,\n,r\r"),
        (.columns(["B"]), "n,1,\"b\"\na\"b,\"x\ny\"\n1,5,\n,\"r\r\""),
    ])
    func quotes(_ quoting: CSVOptions.Quoting, _ expected: String) throws {
        let found = try CSVText(
            """
            <Obj><MS><S N='n,1'>a"b</S><S N='b'>x
            y</S></MS></Obj><Obj><MS><S N='n,1'>1,5</S></MS></Obj>\
            <Obj><MS><S N='n,1'></S><S N='b'>r_x000D_</S></MS></Obj>
            """
        ) { $0.quoting = quoting }
        #expect(found.text == expected)
    }

    @Test(arguments: [
        (";" as Unicode.Scalar, "a;b\n1;2"), ("\t", "a\tb\n1\t2"), ("\"", "a\"b\n1\"2"), ("é", "aéb\n1é2"),
        ("1", "a1b\n\"1\"12"),
        ("\u{1F600}", "a\u{1F600}b\n1\u{1F600}2"),
    ])
    func separatesByTheDelimiter(_ delimiter: Unicode.Scalar, _ expected: String) throws {
        let found = try CSVText(ab) { options in
            options.delimiter = delimiter
            options.quoting = .asNeeded
        }
        #expect(found.text == expected)
    }

    @Test func quotesWhatHasTheDelimiter() throws {
        let found = try CSVText("<Obj><MS><S N='a'>xéy</S><B N='b'>true</B></MS></Obj>") { options in
            options.delimiter = "é"
            options.quoting = .asNeeded
        }
        #expect(found.text == "aéb\n\"xéy\"éTrue")
        let letter = try CSVText("<Obj><MS><S N='a'>x</S><B N='b'>true</B></MS></Obj>") { options in
            options.delimiter = "r"
            options.quoting = .asNeeded
        }
        #expect(letter.text == "arb\nxr\"True\"")
    }

    // MARK: - What is left out

    @Test func warnsOnceOfPropertiesBeyondTheColumns() throws {
        let found = try CSVText(
            "\(ab)<Obj><MS><I32 N='c'>1</I32><I32 N='A'>1</I32></MS></Obj><Obj><MS><I32 N='C'>1</I32><I32 N='d'>1</I32></MS></Obj>"
                + dictionary("<S N='Key'>e</S>", "<S N='Key'>b</S>")
        )
        #expect(
            found.warnings == [
                "the columns are those of the first value; left out of others: 'c', 'd', 'Count', 'IsFixedSize', "
                    + "'IsReadOnly', 'IsSynchronized', 'SyncRoot', 'Keys', 'Values', 'e'"
            ]
        )
        let same = try CSVText(ab + ab)
        #expect(same.warnings == [])
    }

    @Test func namesAFewOfManyThatAreLeftOut() throws {
        let many = (0..<1_500).map { "<I32 N='n\($0)'>1</I32>" }.joined()
        let found = try CSVText("\(ab)<Obj><MS>\(many)</MS></Obj>")
        #expect(found.warnings.count == 1)
        #expect(found.warnings.first?.hasSuffix("'n18', 'n19' and 1480 more") == true)
    }

    // MARK: - References, given columns, other values

    @Test func followsReferencesToEarlierValues() throws {
        let markup =
            "<Obj RefId='1'><MS><I32 N='a'>1</I32></MS></Obj><Ref RefId='1' /><Obj RefId='2'><MS><Ref N='a' RefId='1' /></MS></Obj>"
        let found = try CSVText(markup)
        #expect(found.text == "\"a\"\n\"1\"\n\"1\"\n\"@{a=1}\"")
        var exporter = CSVExporter()
        var output: [UInt8] = []
        for value in try documentValues(markup) { try exporter.write(value, into: &output) }
        exporter.finish(into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "\"a\"\n\"1\"\n")
        #expect(exporter.takeWarnings().map(\.code) == [.unresolvedReference])
    }

    @Test func forgetsAValueThatFails() throws {
        struct Failure: Error {}
        let markup = "<Obj RefId='1' /><Obj><MS><Ref N='x' RefId='1' /></MS></Obj>\(ab)"
        let values = try documentValues(markup)
        var exporter = CSVExporter()
        var output: [UInt8] = []
        #expect(throws: Failure.self) { try exporter.write(values[1], into: &output) { _ in throw Failure() } }
        #expect(output.isEmpty)
        try exporter.write(values[2], into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "\"a\",\"b\"\n\"1\",\"2\"\n")
    }

    /// A long text that is referred to often would make a cell of any length.
    @Test func refusesTextsThatReferencesMakeTooLong() throws {
        let text = String(repeating: "x", count: 4 << 20)
        let references = String(repeating: "<Ref RefId='0' />", count: 100)
        let markup =
            "<Obj><MS><Obj N='a' RefId='0'><ToString>\(text)</ToString></Obj><Obj N='b'><LST>\(references)</LST></Obj></MS></Obj>"
        let value = try #require(try documentValues(markup).first)
        var exporter = CSVExporter()
        var output: [UInt8] = []
        #expect(throws: CLIXMLError(code: .textTooLong)) { try exporter.write(value, into: &output) }
        #expect(output.isEmpty)
    }

    @Test func writesGivenColumns() throws {
        let values = try documentValues("<Nil />\(ab)<S>abc</S>")
        let found = CSVText(values, CSVExporter(columns: ["B", "Length", "x"]))
        #expect(found.text == "\"B\",\"Length\",\"x\"\n,,\n\"2\",,\n,\"3\",")
        let empty = CSVText([], CSVExporter(columns: ["B"]))
        #expect(empty.text == "\"B\"")
    }

    @Test func takesValuesWithoutDocument() throws {
        var exporter = CSVExporter()
        var output: [UInt8] = []
        let values: [PSValue] = [
            .null, .string("a\"b"), .dateTime(try #require(PSDateTime(year: 2024, month: 1, day: 2))), .bytes([1, 2]),
            .object(PSObject(try documentValues("<Obj><MS><S N='length'>9</S></MS></Obj>")[0].store, 0)),
        ]
        for value in values { try exporter.write(value, into: &output) }
        exporter.finish(into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "\"Length\"\n\"3\"\n\"2\"\n\"9\"\n")
        var decimals = CSVExporter()
        output = []
        try decimals.write(PSValue.decimal(try #require(PSDecimal(magnitude: 150, scale: 2))), into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "\"Scale\"\n\"2\"\n")
    }

    @Test func collectsTheColumnsOfAllValues() throws {
        let values = try documentValues(
            """
            \(ab)<Nil /><Obj><MS><I32 N='c'>1</I32><I32 N='A'>3</I32></MS></Obj><S>x</S>\
            <Obj><DCT><En><S N='Key'>d</S><I32 N='Value'>1</I32></En></DCT></Obj><Ref RefId='7' />
            """.replacing("<Ref RefId='7' />", with: "")
        )
        var columns = ColumnInference()
        for value in values { try columns.add(value) }
        #expect(columns.columns == ["a", "b", "c", "Length", "d"])
        let found = CSVText(values, CSVExporter(columns: columns))
        #expect(
            found.text
                == "\"a\",\"b\",\"c\",\"Length\",\"d\"\n\"1\",\"2\",,,\n,,,,\n\"3\",,\"1\",,\n,,,\"1\",\n,,,,\"1\""
        )
    }

    /// Values without any of the columns are alike, but only those of their kind.
    @Test func writesRecordsWithoutCells() throws {
        let others =
            "<S>abc</S><I32>1</I32><G>12345678-1234-1234-1234-1234567890ab</G><TS>PT1S</TS><Obj><MS><S N='c'>1</S></MS></Obj>"
        let found = try CSVText("\(ab)\(others)\(ab)\(others)\(others)")
        let none = ",\n,\n,\n,\n,\n"
        #expect(found.text + "\n" == "\"a\",\"b\"\n\"1\",\"2\"\n" + none + "\"1\",\"2\"\n" + none + none)
        #expect(found.warnings == (try CSVText("\(ab)\(others)")).warnings)
        let values = try documentValues("\(others)\(others)<Obj><MS><S N='Seconds'>x</S></MS><TS>PT2S</TS></Obj>")
        let columns = CSVText(values, CSVExporter(columns: ["Guid", "Seconds"]))
        let cells = ",\n,\n\"12345678-1234-1234-1234-1234567890ab\",\n,\"1\"\n,\n"
        #expect(columns.text + "\n" == "\"Guid\",\"Seconds\"\n" + cells + cells + ",\"x\"\n")
    }
}
