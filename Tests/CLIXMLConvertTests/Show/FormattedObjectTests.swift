import CLIXML
import CLIXMLConvert
import Testing

/// What Format-Table and Format-List put out, exported instead of the objects.
@Suite struct FormattedObjectTests {
    private func object(_ type: String, _ properties: String, name: String = "") -> String {
        """
        <Obj\(name)><TN><T>Microsoft.PowerShell.Commands.Internal.Format.\(type)</T></TN><ToString>\(type)</ToString>\
        <Props>\(properties)</Props></Obj>
        """
    }

    private func named(_ name: String, _ items: String) -> String { "<Obj N=\"\(name)\"><LST>\(items)</LST></Obj>" }

    private func column(_ name: String, width: Int, alignment: Int) -> String {
        object(
            "TableColumnInfo",
            "<I32 N=\"width\">\(width)</I32><I32 N=\"alignment\">\(alignment)</I32><Nil N=\"label\" /><S N=\"propertyName\">\(name)</S>"
        )
    }

    private func row(_ cells: String...) -> String {
        let fields = cells.map { object("FormatPropertyField", "<S N=\"propertyValue\">\($0)</S>") }.joined()
        let entry = object("TableRowEntry", named("formatPropertyFieldList", fields), name: " N=\"formatEntryInfo\"")
        return object("FormatEntryData", entry)
    }

    private func table(_ columns: String, _ rows: String) -> String {
        let header = object("TableHeaderInfo", named("tableColumnInfoList", columns), name: " N=\"shapeInfo\"")
        return object("FormatStartData", header) + object("GroupStartData", "") + rows + object("GroupEndData", "")
            + object("FormatEndData", "")
    }

    @Test func tablesAreLaidOutAgain() throws {
        let columns = column("Name", width: 0, alignment: 1) + column("Id", width: 0, alignment: 3)
        let text = try shown(table(columns, row("web01", "7") + "<S>between</S>" + row("a longer name", "12")))
        #expect(text == "\nName          Id\n----          --\nweb01          7\nbetween\na longer name 12\n\n")
    }

    @Test func fixedWidthsStay() throws {
        let columns = column("Name", width: 6, alignment: 1) + column("Note", width: 0, alignment: 0)
        let text = try shown(table(columns, row("a longer name", "x") + row("b"))) { $0.width = 20 }
        #expect(text == "\nName   Note\n----   ----\na lon… x\nb      \n\n")
    }

    @Test func listsAreLaidOutAgain() throws {
        let field = object(
            "ListViewField",
            "<Nil N=\"label\" /><S N=\"propertyName\">Name</S>"
                + object("FormatPropertyField", "<S N=\"propertyValue\">web01</S>", name: " N=\"formatPropertyField\"")
        )
        let entry = object("ListViewEntry", named("listViewFieldList", field), name: " N=\"formatEntryInfo\"")
        let text = try shown(
            object("FormatStartData", object("ListViewHeaderInfo", "", name: " N=\"shapeInfo\""))
                + object("GroupStartData", "") + object("FormatEntryData", entry) + object("FormatEntryData", entry)
                + object("GroupEndData", "") + object("FormatEndData", "")
        ) { $0.view = .table }
        #expect(text == "\nName : web01\n\nName : web01\n\n")
    }

    @Test func piecesInAnyOrderAreHarmless() throws {
        let pieces = [row("x"), object("GroupStartData", ""), object("FormatEndData", ""), row("y"), "<S>text</S>"]
        let text = try shown(pieces.joined())
        #expect(text == "\ntext\n")
    }
}
