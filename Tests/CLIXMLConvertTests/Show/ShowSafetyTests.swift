import CLIXML
import CLIXMLConvert
import Testing

/// Input that is made to do harm, and input without end.
@Suite struct ShowSafetyTests {
    private let hostile = "a_x001B_]0;title_x0007_b_x001B_[2Jc_x009B_d\u{202E}e_x007F_f_x0008_g_x0000_h"

    @Test func controlCharactersDoNotReachATerminal() throws {
        let visible = "a␛]0;title␇b␛[2Jc\u{FFFD}d\u{FFFD}e␡f␈g␀h"
        let text = try shown("<S>\(hostile)</S>") { $0.showsControls = true }
        #expect(text == visible + "\n")
        let object = "<Obj><MS><S N=\"\(hostile)\">\(hostile)</S></MS></Obj>"
        let list = try shown(object) {
            $0.view = .list
            $0.showsControls = true
        }
        #expect(list == "\n\(visible) : \(visible)\n\n")
        let table = try shown(object) { $0.showsControls = true }
        #expect(table == "\n\(visible)\n\(String(repeating: "-", count: 27))\n\(visible)\n\n")
        let members = try members(of: documentValues(object)) {
            $0.memberTypes = [.noteProperty]
            $0.showsControls = true
            $0.form = .tsv
        }
        #expect(members.contains("\t\(visible)\tstring \(visible)=\(visible)\n"))
        for text in [text, list, table, members] {
            let isClean = text.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t"
            }
            #expect(isClean)
        }
    }

    @Test func aPipeGetsThemAsPowerShellWritesThem() throws {
        let text = try shown("<S>x_x001B_[31mred_x0007_</S>")
        #expect(text == "x\u{1B}[31mred\u{7}\n")
        let list = try shown("<Obj><MS><S N=\"A\">x_x001B_[31mred_x001B_]8;;u_x001B_\\link_x0007_</S></MS></Obj>") {
            $0.view = .list
        }
        #expect(list == "\nA : xredlink\u{7}\n\n")
    }

    @Test func loneSurrogatesBecomeReplacementCharacters() throws {
        let text = try shown("<S>_xD83D_</S><Obj><MS><S N=\"A\">_xDE00__xD83D_</S></MS></Obj>")
        #expect(text == "\u{FFFD}\n\nA\n-\n\u{FFFD}\u{FFFD}\n\n")
    }

    @Test func cyclesEnd() throws {
        let bag = "<Obj RefId=\"0\"><MS><S N=\"Name\">loop</S><Ref N=\"Self\" RefId=\"0\" /></MS></Obj>"
        let list = try shown(bag) { $0.view = .list }
        #expect(list == "\nName : loop\nSelf : @{Name=loop; Self=}\n\n")
        let items = "<Obj RefId=\"0\"><LST><Ref RefId=\"0\" /><I32>1</I32></LST></Obj>"
        let inside = try shown(items) {
            $0.view = .list
            $0.properties = ["Count", "SyncRoot"]
        }
        #expect(inside == "\nCount    : 2\nSyncRoot : {System.Collections.ArrayList 1, 1}\n\n1\n")
        let dictionary =
            "<Obj RefId=\"0\"><DCT><En><S N=\"Key\">self</S><Ref N=\"Value\" RefId=\"0\" /></En></DCT></Obj>"
        let entry = try shown(dictionary)
        #expect(entry.hasSuffix("self                           {[self, System.Collections.Hashtable]}\n\n"))
    }

    @Test func deepNestingIsNotFollowed() throws {
        let depth = 45
        let open = String(repeating: "<Obj><MS><S N=\"A\">x</S><Obj N=\"B\"><LST>", count: depth)
        let close = String(repeating: "</LST></Obj></MS></Obj>", count: depth)
        let value = try #require(
            try? documentValues(
                open.replacing("<Obj><MS><S N=\"A\">x</S>", with: "") + close.replacing("</MS></Obj>", with: "")
            ).first
        )
        let text = try shown([value])
        #expect(text.contains("SyncRoot"))
    }

    @Test func longTextsAreCutOrBroken() throws {
        let long = String(repeating: "x", count: 1 << 20)
        let object = "<Obj><MS><S N=\"A\">\(long)</S><S N=\"B\">b</S></MS></Obj>"
        let table = try shown(object)
        #expect(table.utf8.count < 1000)
        let list = try shown(object) { $0.view = .list }
        let lines = list.split(separator: "\n")
        #expect(lines.count == (1 << 20) / 116 + 2)
        #expect(lines.allSatisfy { $0.utf8.count <= 120 })
    }

    @Test func aNameForEachObjectCostsNoColumns() throws {
        let first = (0..<2000).map { "<I32 N=\"Column\($0)\">1</I32>" }.joined()
        let rest = (0..<200).map { "<Obj><MS><S N=\"Other\($0)\">x</S></MS></Obj>" }.joined()
        let text = try shown("<Obj><MS>\(first)</MS></Obj>" + rest) {
            $0.view = .table
            $0.properties = ["*"]
        }
        let lines = text.split(separator: "\n")
        #expect(lines.count == 204)
        #expect(lines.allSatisfy { $0.utf8.count <= 120 })
    }

    /// A table is measured, but not for ever; lists and tables of fixed widths are not held back at all.
    @Test func rowsAreWrittenAfterSoMany() throws {
        let row = try #require(try documentValues("<Obj><MS><I32 N=\"A\">1</I32></MS></Obj>").first)
        let wide = try #require(try documentValues("<Obj><MS><I32 N=\"A\">1234</I32></MS></Obj>").first)
        var exporter = ShowExporter()
        var output: [UInt8] = []
        for _ in 0..<49_999 { try exporter.write(row, into: &output) }
        #expect(output == Array("\n".utf8))
        try exporter.write(row, into: &output)
        #expect(output.count == 5 + 50_000 * 2)
        output = []
        try exporter.write(wide, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "4\n")
        exporter.finish(into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "4\n\n")
    }

    @Test func listsAreWrittenAsValuesCome() throws {
        var options = ShowOptions()
        options.view = .list
        var exporter = ShowExporter(options: options)
        var output: [UInt8] = []
        let row = try #require(try documentValues("<Obj><MS><I32 N=\"A\">1</I32></MS></Obj>").first)
        try exporter.write(row, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "\nA : 1\n\n")
    }
}
