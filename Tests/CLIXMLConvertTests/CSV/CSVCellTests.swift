import CLIXML
import CLIXMLConvert
import Foundation
import TestSupport
import Testing

@Suite struct CSVCellTests {
    /// A live value and what PowerShell's CSV shows of it.
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let clixml: String
        /// The cell when it is a property; `nil` for none.
        let cell: String?
        /// The table of the value itself.
        let csv: String

        var testDescription: String { name }

        static let all: [Row] = {
            let file = URL(filePath: Fixture("convert/dotnet-values.jsonl").path)
            return (try? Golden.decode(Row.self, from: file)) ?? []
        }()
    }

    @Test func hasRecordings() {
        #expect(Row.all.count == 188)
    }

    @Test(arguments: Row.all)
    func showsThePropertiesOfLiveValues(_ row: Row) throws {
        let found = try CSVText(row.clixml)
        #expect(found.text == row.csv)
    }

    @Test(arguments: Row.all)
    func showsLiveValuesInCells(_ row: Row) throws {
        let named = row.clixml.replacing(/^<\w+/, maxReplacements: 1) { $0.output + " N='p'" }
        let found = try CSVText("<Obj><MS>\(named)<S N='q'>end</S></MS></Obj>") { $0.writesHeader = false }
        let cell = row.cell.map { "\"\($0.replacing("\"", with: "\"\""))\"" } ?? ""
        #expect(found.text == "\(cell),\"end\"")
    }

    /// Cells of the property `p` (conversion spec, section 4.3); `nil` for an absent one.
    @Test(arguments: [
        ("<Obj N='p'><Db>1E16</Db><MS><S N='n'>x</S></MS></Obj>", "1E+16"),
        ("<Db N='p'>1E16</Db>", "10000000000000000"),
        (
            "<Obj N='p'><LST><Obj><LST><I32>1</I32></LST></Obj><I32>9</I32></LST></Obj>",
            "System.Collections.ArrayList 9"
        ),
        ("<Obj N='p'><LST><I32>1</I32><S>a</S><Nil /></LST></Obj>", "1 a "),
        ("<Obj N='p'><LST /></Obj>", ""),
        ("<Obj N='p' />", ""),
        ("<Obj N='p'><MS><I32 N='a'>1</I32><S N='b'>x</S></MS></Obj>", "@{a=1; b=x}"),
        ("<Obj N='p'><MS><Obj N='y'><MS><I32 N='z'>1</I32></MS></Obj></MS></Obj>", "@{y=}"),
        ("<Obj N='p'><DCT /></Obj>", "System.Collections.Hashtable"),
        ("<Obj N='p'><ToString>T</ToString><DCT /></Obj>", "T"),
        ("<Obj N='p'><S>str</S><ToString>other</ToString></Obj>", "other"),
        ("<SBK N='p'>Get-Date</SBK>", "Get-Date"),
        ("<Nil N='p' />", nil),
        ("<S N='p'></S>", ""),
        ("<S N='p'>a_x0022_b</S>", "a\"\"b"),
        ("<S N='p'>a&quot;b\\c</S>", "a\"\"b\\c"),
        ("<S N='p'>a\"b</S>", "a\"\"b"),
        ("<S N='p'>Win32_Service _x</S>", "Win32_Service _x"),
        ("<S N='p'>_xD83D__xDE00_</S>", "\u{1F600}"),
        ("<S N='p'>_xD83D_</S>", "\u{FFFD}"),
        ("<S N='p'><![CDATA[<a>]]>b</S>", "<a>b"),
        ("<S N='p'>a&#13;&#10;b</S>", "a\r\nb"),
        ("<I32 N='p'> +07 </I32>", "7"),
        ("<B N='p'>1</B>", "True"),
        ("<B N='p'>false</B>", "False"),
        ("<G N='p'>{792E5B37-4505-47EF-B7D2-8711BB7AFFA8}</G>", "792e5b37-4505-47ef-b7d2-8711bb7affa8"),
        ("<D N='p'>+1.50</D>", "1.50"),
        ("<Version N='p'>01.02</Version>", "1.2"),
    ])
    func showsCells(_ property: String, _ expected: String?) throws {
        let found = try CSVText("<Obj><MS>\(property)<S N='q'>end</S></MS></Obj>") { $0.writesHeader = false }
        #expect(found.text == (expected.map { "\"\($0)\"" } ?? "") + ",\"end\"")
    }

    @Test(arguments: [
        ("", "Tuesday, 02 January 2024 03:04:05"), ("<S N='DisplayHint'>date</S>", "Tuesday, 02 January 2024"),
        ("<S N='displayhint'>Time</S>", "03:04:05"), ("<S N='DisplayHint'>x</S>", "Tuesday, 02 January 2024 03:04:05"),
        ("<I32 N='DisplayHint'>1</I32>", "Tuesday, 02 January 2024 03:04:05"),
    ])
    func showsTheHintedPartOfADate(_ note: String, _ expected: String) throws {
        let date = "<Obj><DT>2024-01-02T03:04:05</DT><MS>\(note)</MS></Obj>"
        let found = CSVText(try documentValues(date), CSVExporter(columns: ["DateTime"]))
        #expect(found.text == "\"DateTime\"\n\"\(expected)\"")
    }

    @Test func showsLocalTimesInTheZone() throws {
        let zone = try #require(LocalZone(identifier: "America/New_York"))
        let markup = "<Obj><MS><DT N='a'>2024-07-02T03:04:05+02:00</DT><DT N='b'>2024-07-02T03:04:05Z</DT></MS></Obj>"
        let found = try CSVText(markup, { $0.writesHeader = false }, zone: zone)
        #expect(found.text == "\"07/01/2024 21:04:05\",\"07/02/2024 03:04:05\"")
    }

    /// Numbers whose text is copied or rounded as it stands, and others.
    @Test(arguments: [
        ("0.6163343033699475", "0.6163343033699475"), ("1.50", "1.5"), ("-0", "-0"), ("1E-05", "1E-05"),
        ("0.30000000000000003", "0.30000000000000004"), ("INF", "Infinity"),
        ("12345678901234567890", "1.2345678901234567E+19"),
    ])
    func writesDoubles(_ text: String, expected: String) throws {
        let found = try CSVText("<Obj><MS><Db N='a'>\(text)</Db></MS></Obj>", { $0.quoting = .never })
        #expect(found.text == "a\n\(expected)")
    }

    @Test func roundsDoublesInLists() throws {
        let items = [
            "-0.6163343033699475", "7", "0.1", "0.99999999999999989", "1E-05", "0.5000000000000005",
            "-2.074621919217542",
        ]
        let markup =
            "<Obj><MS><Obj N='a'><LST>\(items.map { "<Db>\($0)</Db>" }.joined())<I32>-7</I32></LST></Obj></MS></Obj>"
        let found = try CSVText(markup, { $0.quoting = .never })
        #expect(found.text == "a\n-0.616334303369948 7 0.1 1 1E-05 0.500000000000001 -2.07462191921754 -7")
    }
}
