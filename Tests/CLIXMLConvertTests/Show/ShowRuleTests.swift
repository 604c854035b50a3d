import CLIXML
import CLIXMLConvert
import Testing

/// Which properties are shown, in which shape, and what holds for objects after the first (show.md 1, 3.1, 4.1, 5).
@Suite struct ShowRuleTests {
    private func bag(_ names: String...) -> String {
        let members = names.enumerated().map { "<I32 N=\"\($1)\">\($0 + 1)</I32>" }
        return "<Obj><MS>\(members.joined())</MS></Obj>"
    }

    @Test func nothingIsShownOfNothing() throws {
        let texts = try ["<Nil />", "<Obj><LST /></Obj>", "<Obj><DCT /></Obj>"].map { try shown($0) }
        #expect(texts == ["", "", ""])
    }

    @Test func upToFourPropertiesMakeATable() throws {
        let table = try shown(bag("A", "B", "C", "D"))
        #expect(table == "\nA B C D\n- - - -\n1 2 3 4\n\n")
        let list = try shown(bag("A", "B", "C", "D", "E"))
        #expect(list == "\nA : 1\nB : 2\nC : 3\nD : 4\nE : 5\n\n")
    }

    @Test func aTableShowsTenPropertiesUnlessMoreAreAskedFor() throws {
        let object = bag("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K")
        let ten = try shown(object) { $0.view = .table }
        #expect(ten == "\nA B C D E F G H I  J\n- - - - - - - - -  -\n1 2 3 4 5 6 7 8 9 10\n\n")
        let all = try shown(object) {
            $0.view = .table
            $0.properties = ["*"]
        }
        #expect(all == "\nA B C D E F G H I  J  K\n- - - - - - - - -  -  -\n1 2 3 4 5 6 7 8 9 10 11\n\n")
    }

    @Test func propertiesAreChosenByNameAndPattern() throws {
        let table = try shown(bag("Name", "Id", "Size")) {
            $0.view = .table
            $0.properties = ["s*", "NAME", "Missing"]
        }
        #expect(table == "\nSize Name Missing\n---- ---- -------\n   3    1 \n\n")
        let list = try shown(bag("Name", "Id", "Size")) {
            $0.view = .list
            $0.properties = ["[in]?", "Missing"]
        }
        #expect(list == "\nId      : 2\nMissing : \n\n")
    }

    @Test func textsStandAmongTheObjectsOfATableOrList() throws {
        let values = bag("a") + "<S>mid</S>" + bag("a")
        let table = try shown(values)
        #expect(table == "\na\n-\n1\nmid\n1\n\n")
        let list = try shown(values) { $0.view = .list }
        #expect(list == "\na : 1\n\nmid\na : 1\n\n")
    }

    @Test func laterObjectsFillTheColumnsOfTheFirst() throws {
        let table = try shown(bag("A", "Count") + bag("Other") + "<Obj><MS><S N=\"a\">wide text</S></MS></Obj>")
        #expect(table == "\n        A Count\n        - -----\n        1     2\n              1\nwide text     1\n\n")
    }

    /// A collection among the items of a collection is looked up like a value in a script: its items have the property.
    @Test func aListInAColumnShowsThePropertiesOfItsItems() throws {
        let first = "<Obj><MS><I32 N=\"Day\">1</I32></MS></Obj>"
        func list(_ items: String) -> String { "<Obj><LST>\(first)<Obj><LST>\(items)</LST></Obj></LST></Obj>" }
        let one = try shown(list("<DT>2024-01-02T03:04:05</DT><S>x</S>"))
        #expect(one == "\nDay\n---\n  1\n  2\n\n")
        let several = try shown(list("<DT>2024-01-02T03:04:05</DT>\(first)<Obj><MS /></Obj><S>x</S>"))
        #expect(several == "\n          Day\n          ---\n            1\n{2, 1, $null}\n\n")
        let none = try shown(list("<S>x</S>"))
        #expect(none == "\nDay\n---\n  1\n   \n\n")
    }

    @Test func aMethodOrAKeyIsFoundUnderTheNameOfAColumn() throws {
        let first = "<Obj><MS><S N=\"ToString\">a</S></MS></Obj>"
        let method = try shown(first + "<TS>PT1S</TS>") { $0.width = 30 }
        #expect(method == "\nToString\n--------\na\nstring ToString(), string ToS…\n\n")
        let entries = "<En><S N=\"Key\">a</S><S N=\"Value\">of key</S></En>"
        let ordered = """
            <Obj><LST><Obj><MS><S N="A">x</S></MS></Obj>\
            <Obj><TN><T>System.Collections.Specialized.OrderedDictionary</T></TN><DCT>\(entries)</DCT></Obj></LST></Obj>
            """
        let key = try shown(ordered)
        #expect(key == "\nA\n-\nx\nof key\n\n")
    }

    @Test func aViewShowsOtherObjectsAsLists() throws {
        let text = try shown("<G>d1d0e536-1234-5678-9abc-def012345678</G>" + bag("A") + "<S>text</S>")
        #expect(text == "\nGuid\n----\nd1d0e536-1234-5678-9abc-def012345678\n\nA : 1\n\ntext\n\n")
    }

    @Test func whatRemotingAddsIsShownIfItIsMeantTo() throws {
        func object(_ isShown: Bool) -> String {
            """
            <Obj><MS><I32 N="A">1</I32><S N="PSComputerName">srv</S><B N="PSShowComputerName">\(isShown)</B></MS></Obj>
            """
        }
        let hidden = try shown(object(false))
        #expect(hidden == "\nA\n-\n1\n\n")
        let named = try shown(object(true))
        #expect(named == "\nA PSComputerName\n- --------------\n1 srv\n\n")
    }

    @Test func anObjectWithNothingButWhatRemotingAddsIsAText() throws {
        let text = try shown("<Obj><MS><S N=\"PSComputerName\">srv</S></MS></Obj><Obj><ToString>text</ToString></Obj>")
        #expect(text == "@{PSComputerName=srv}\ntext\n")
    }

    @Test(arguments: [
        ("<Db>0.125</Db>", "0.12"), ("<Db>0.375</Db>", "0.38"), ("<Db>2.675</Db>", "2.67"), ("<Db>0.005</Db>", "0.01"),
        ("<Db>-0.001</Db>", "-0.00"), ("<Db>1E+20</Db>", "100000000000000000000.00"), ("<Db>NaN</Db>", "NaN"),
        ("<Db>0</Db>", "0.00"), ("<Db>999.995</Db>", "1000.00"), ("<Db>4.9406564584124654E-324</Db>", "0.00"),
        ("<Db>-INF</Db>", "-Infinity"), ("<Sg>0.1</Sg>", "0.10"), ("<D>0.125</D>", "0.13"), ("<D>-0.001</D>", "0.00"),
        ("<D>1.1</D>", "1.10"), ("<D>5</D>", "5.00"),
        ("<D>-79228162514264337593543950335</D>", "-79228162514264337593543950335.00"),
        (
            "<Db>1.7976931348623157E+308</Db>",
            "179769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632766878171540458953514382464234321326889464182768467546703537516986049910576551282076245490090389328944075868508455133942304583236903222948165808559332123348274797826204144723168738177180919299881250404026184124858368.00"
        ),
    ])
    func tablesShowTwoDecimals(number: String, expected: String) throws {
        let value = number.replacing(">", with: " N=\"N\">", maxReplacements: 1)
        let text = try shown("<Obj><MS>\(value)</MS></Obj>") { $0.width = 400 }
        #expect(text.split(separator: "\n").last?.drop { $0 == " " } == expected[...])
    }

    @Test func errorsAreShownInTheViewAskedFor() throws {
        let record = """
            <Obj><TN><T>System.Management.Automation.ErrorRecord</T></TN><MS><Obj N="Exception"><Props>\
            <S N="Message">bad</S></Props></Obj><S N="FullyQualifiedErrorId">Id</S>\
            <S N="ErrorCategory_Message">NotSpecified: (:) [], Exception</S></MS></Obj>
            """
        let concise = try shown(bag("A") + record)
        #expect(concise == "\nA\n-\n1\nError: bad\n\n")
        let normal = try shown(record) { $0.errorView = .normal }
        #expect(
            normal == "bad\n+ CategoryInfo          : NotSpecified: (:) [], Exception\n+ FullyQualifiedErrorId : Id\n"
        )
    }

    @Test(arguments: [("LST", "2"), ("QUE", "3")])
    func aSetInAQueueCountsAsTheDocumentSays(container: String, count: String) throws {
        let set = "<Obj><IE><S>a</S><S>b</S></IE><Props><I32 N=\"Count\">3</I32></Props></Obj>"
        let values = "<Obj><\(container)>\(set)</\(container)></Obj>"
        #expect(try shown(values) { $0.view = .list } == "\nCount : \(count)\n\n")
        #expect(try shown(values) { $0.view = .table } == "\nCount\n-----\n    \(count)\n\n")
    }

    @Test func anObjectWithoutPropertiesIsARowWhenItComesAgain() throws {
        let values = bag("Ab") + "<Obj RefId=\"1\"><TN><T>A</T></TN></Obj><Ref RefId=\"1\" />"
        #expect(try shown(values) { $0.view = .table } == "\nAb\n--\n 1\n\n  \n\n")
        // What stood in another object is met for the first time.
        let inside = "<Obj><MS><Obj N=\"Ab\" RefId=\"1\"><TN><T>A</T></TN></Obj></MS></Obj><Ref RefId=\"1\" />"
        #expect(try shown(inside) { $0.view = .table } == "\nAb\n--\n\n\n\n")
    }
}
