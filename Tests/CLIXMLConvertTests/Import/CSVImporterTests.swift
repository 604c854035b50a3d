import CLIXML
import CLIXMLConvert
import TestSupport
import Testing

/// What ConvertFrom-Csv makes of texts, as convert.md section 8 has it.
@Suite struct CSVImporterTests {
    /// A record as typed JSON; `nil` is a cell that is not there.
    private func record(_ cells: KeyValuePairs<String, String?>, typeNames: String = "") -> String {
        let escapes: [Unicode.Scalar: String] = ["\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "\\r", "\t": "\\t"]
        let members = cells.map { name, cell in
            let text = cell?.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
            return "[\"\(name)\",\(text.map { "{\"S\":\"\($0)\"}" } ?? "{\"Nil\":null}")]"
        }
        return "{\"Obj\":{\(typeNames)\"MS\":[\(members.joined(separator: ","))]}}"
    }

    /// The cells of the records after the header `A,B,C`.
    static let cells: [(text: String, records: [[String?]])] = [
        ("1,2,3", [["1", "2", "3"]]),
        ("1,2,3\n", [["1", "2", "3"]]),
        ("1,2,3\r\n4,5,6\r7,8,9", [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]),
        ("  1,\t2, 3", [["1", "2", "3"]]),
        ("1 ,2  ,3 \n", [["1 ", "2 ", "3 "]]),
        ("a b ,a \"b,c\" d", [["a b ", "a \"b", "c\" d"]]),
        ("1\"2,1\"\"2,1\"2 ", [["1\"2", "1\"\"2", "1\"2 "]]),
        ("\"1,2\",\"a\"\"b\",\"x\ny\r\nz\"", [["1,2", "a\"b", "x\ny\r\nz"]]),
        ("\"a\" b,\"a\"x\"y\",\"a\" \t ", [["a b", "ax\"y\"", "a"]]),
        (" \"a\",\"\",\" b \"", [["a", "", " b "]]),
        ("\"a\"\"\"\"b\"", [["a\"\"b", nil, nil]]),
        ("\"a,b\nc", [["a,b\nc", nil, nil]]),
        ("1,\"", [["1", nil, nil]]),
        ("1,", [["1", nil, nil]]),
        ("1,\"\"", [["1", "", nil]]),
        ("1,2,3,4,5", [["1", "2", "3"]]),
        (",,\n1", [["", "", ""], ["1", nil, nil]]),
        (",,", [["", "", nil]]),
        ("\n \n\t\n\"\"\n1\n\n", [["1", nil, nil]]),
        (",", []),
        ("#1,2", [["#1", "2", nil]]),
        ("a\\\"b,c\\n,d", [["a\\\"b", "c\\n", "d"]]),
        ("é,😀,\u{A0}x", [["é", "😀", "\u{A0}x"]]),
    ]

    @Test(arguments: cells)
    func takesRecordsApart(text: String, records: [[String?]]) {
        let whole = "A,B,C\n" + text
        let found = importedCSV(whole)
        #expect(found.values == records.map { record(["A": $0[0], "B": $0[1], "C": $0[2]]) })
        #expect(found.error == nil)
        let difference = EverySplit.firstDifference(of: Array(whole.utf8)) { importedCSV($0) }
        #expect(difference == nil)
    }

    /// Texts of a header and the record `1,2,3`, and the names of the cells.
    static let headers: [(header: String, names: [String], typeName: String?)] = [
        ("A,B,C", ["A", "B", "C"], nil),
        ("\u{FEFF}A,B,C", ["A", "B", "C"], nil),
        (" A ,\"B b\",C ", ["A ", "B b", "C "], nil),
        ("A,B,,", ["A", "B"], nil),
        ("A,,C", ["A", "H1", "C"], nil),
        ("\n", ["H1"], nil),
        ("#TYPE Demo.Host \nA", ["A"], "Demo.Host"),
        ("#typeX\nA", ["A"], "X"),
        ("#TYPE\nA", ["A"], nil),
        ("#whatever\nA", ["A"], nil),
        ("#x\r\n#Fields: A,B,C", ["A", "B", "C"], nil),
        ("#x\n# note,x\nA", ["A"], nil),
        ("H1,,X", ["H1", "X"], nil),
        ("A,a ", ["A", "a "], nil),
    ]

    @Test(arguments: headers)
    func takesNames(header: String, names: [String], typeName: String?) {
        let text = header + (header == "\n" ? "" : "\n") + "1,2,3\n"
        let values = header == "H1,,X" ? ["2", "3"] : ["1", "2", "3"]
        let members = zip(names, values).map { "[\"\($0)\",{\"S\":\"\($1)\"}]" }
        let types = typeName.map { "\"TN\":[\"\($0)\",\"CSV:\($0)\"]," } ?? ""
        let found = importedCSV(text)
        #expect(found.values == ["{\"Obj\":{\(types)\"MS\":[\(members.joined(separator: ","))]}}"])
        let difference = EverySplit.firstDifference(of: Array(text.utf8)) { importedCSV($0) }
        #expect(difference == nil)
    }

    @Test(arguments: ["", "A,B", "A,B\n", "#TYPE X", "#only", "#a\n#b,c\n"])
    func givesNothingWithoutRecords(_ text: String) { #expect(importedCSV(text) == Imported()) }

    @Test func warnsOfColumnsWithoutNameOnce() throws {
        var importer = CSVImporter()
        let text = Array("A,,C\n1\n2\n".utf8)
        try importer.append(text.span)
        #expect(importer.takeWarnings() == [])
        while try importer.nextValue() != nil {}
        #expect(importer.takeWarnings().map(\.code) == [.unnamedColumn])
        #expect(importer.takeWarnings() == [])
    }

    @Test(arguments: [
        (";", "A;B\n1;2,3", ["1", "2,3"]), ("\t", "A\tB\n 1\t 2", ["1", "2"]), ("é", "AéB\n1éè2", ["1", "è2"]),
        ("|", "A|B\n\"1|\"|2", ["1|", "2"]), ("\"", "A\"B\n1\"2", ["1", "2"]), (" ", "A B\n1 2", ["1", "2"]),
    ])
    func separatesByADelimiter(delimiter: String, text: String, cells: [String]) throws {
        var options = CSVImportOptions()
        options.delimiter = try #require(delimiter.unicodeScalars.first)
        let found = importedCSV([Array(text.utf8)[...]], options)
        #expect(found == Imported(values: [record(["A": cells[0], "B": cells[1]])]))
        let difference = EverySplit.firstDifference(of: Array(text.utf8)) { importedCSV($0, options) }
        #expect(difference == nil)
    }

    @Test func takesNamesFromTheCaller() {
        func names(_ header: [String], _ text: String) -> Imported { importedCSV(text) { $0.header = header } }
        #expect(
            names(["X", ""], "A,B\n1")
                == Imported(values: [record(["X": "A", "H1": "B"]), record(["X": "1", "H1": nil])])
        )
        let typeNames = "\"TN\":[\"T\",\"CSV:T\"],"
        #expect(names(["X"], "#TYPE T\n1").values == [record(["X": "1"], typeNames: typeNames)])
        #expect(names(["X", "x"], "1").error == CLIXMLError(code: .duplicateColumn))
    }

    // MARK: - Errors

    static let faults: [(text: String, code: CLIXMLError.Code, position: SourcePosition)] = [
        ("A, \"a\"\n1,2", .duplicateColumn, SourcePosition(byteOffset: 2, line: 1, column: 3)),
        ("A,B,A", .duplicateColumn, SourcePosition(byteOffset: 4, line: 1, column: 5)),
        ("#x\né,É", .duplicateColumn, SourcePosition(byteOffset: 6, line: 2, column: 3)),
        ("A,PSObject\n1,2", .reservedMemberName, SourcePosition(byteOffset: 2, line: 1, column: 3)),
    ]

    @Test(arguments: faults)
    func refusesWhatPowerShellRefuses(text: String, code: CLIXMLError.Code, position: SourcePosition) {
        #expect(importedCSV(text) == Imported(error: CLIXMLError(code: code, position: position)))
        let difference = EverySplit.firstDifference(of: Array(text.utf8)) { importedCSV($0) }
        #expect(difference == nil)
    }

    @Test func readsAReservedNameWithoutRecords() { #expect(importedCSV("A,pstypenames\n") == Imported()) }

    static let limits:
        [(text: String, code: CLIXMLError.Code, line: Int, change: @Sendable (inout CLIXMLLimits) -> Void)] = [
            ("A\n1\n22222222222\n3", .valueTooLarge, 3, { $0.maximumValueByteCount = 10 }),
            ("A\n1\n\"2222\n222222", .valueTooLarge, 3, { $0.maximumValueByteCount = 10 }),
            ("#22222222222\nA\n1", .valueTooLarge, 1, { $0.maximumValueByteCount = 10 }),
            ("A22222222222\n1", .nameTooLong, 1, { $0.maximumNameByteCount = 10 }),
            ("A,B,C,D\n1", .tooManyNodes, 1, { $0.maximumNodeCount = 3 }),
        ]

    @Test(arguments: limits.indices)
    func keepsWithinLimits(_ index: Int) {
        let row = CSVImporterTests.limits[index]
        var options = CSVImportOptions()
        row.change(&options.limits)
        let found = importedCSV([Array(row.text.utf8)[...]], options)
        #expect(found.error?.code == row.code)
        #expect(found.error?.position?.line == row.line)
        #expect(found.error?.position?.column == 1)
        let difference = EverySplit.firstDifference(of: Array(row.text.utf8)) { importedCSV($0, options) }
        #expect(difference == nil)
    }

    @Test func tellsWhereRecordsBegin() throws {
        var importer = CSVImporter()
        let text = Array("A\r\n1\r\n\r\n2\n".utf8)
        try importer.append(text.span)
        importer.finish()
        var places: [Int] = []
        while let value = try importer.nextValue() { places.append(value.byteOffset) }
        #expect(places == [3, 8])
    }

    @Test func decodesUTF16() {
        var bytes: [UInt8] = [0xFE, 0xFF]
        for unit in "A;é\n1;😀".utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
        var options = CSVImportOptions()
        options.delimiter = ";"
        #expect(importedCSV([bytes[...]], options).values == [record(["A": "1", "é": "😀"])])
    }
}
