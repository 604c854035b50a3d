import CLIXML
import CLIXMLConvert
import Testing

/// The text forms of the conversion spec, sections 2.1 to 2.3.
@Suite struct PowerShellTextTests {
    private func text(
        _ markup: String,
        _ body: (PowerShellText, NodeStore, inout [UInt8]) throws -> Void
    ) throws -> String {
        let value = try #require(try documentValues(markup).first)
        var output: [UInt8] = []
        try body(PowerShellText(plain: PlainText(zone: .utc)), value.store, &output)
        return TextEscapes.string(fromWTF8: output.span)
    }

    @Test(arguments: [
        ("<S>a_x0041_b</S>", "aAb"), ("<C>65</C>", "A"), ("<C>55357</C>", "\u{FFFD}"), ("<B>true</B>", "True"),
        ("<B>0</B>", "False"), ("<I32> 5 </I32>", "5"), ("<U64>18446744073709551615</U64>", "18446744073709551615"),
        ("<Db>1E16</Db>", "10000000000000000"), ("<Db>1E17</Db>", "1E+17"), ("<Db>-0</Db>", "-0"),
        ("<Db>0.00001</Db>", "1E-05"), ("<Db>INF</Db>", "Infinity"), ("<Sg>123456789</Sg>", "123456790"),
        ("<Sg>1E9</Sg>", "1E+09"), ("<D>1.50</D>", "1.50"), ("<D>-0.0</D>", "0.0"),
        ("<DT>2024-01-02T03:04:05.678Z</DT>", "01/02/2024 03:04:05"),
        ("<DT>2024-01-02T03:04:05+02:00</DT>", "01/02/2024 01:04:05"),
        ("<TS>P1DT2H3M4.5678901S</TS>", "1.02:03:04.5678901"), ("<TS>-PT1S</TS>", "-00:00:01"),
        ("<G>{792E5B37-4505-47EF-B7D2-8711BB7AFFA8}</G>", "792e5b37-4505-47ef-b7d2-8711bb7affa8"),
        ("<Version>01.2</Version>", "1.2"), ("<BA>AQI=</BA>", "System.Byte[]"),
        ("<XD>&lt;a/&gt;</XD>", "System.Xml.XmlDocument"), ("<SS>7000</SS>", "System.Security.SecureString"),
        (
            "<PR><AV>Act</AV><AI>1</AI><Nil /><PI>-1</PI><PC>50</PC><T>Processing</T><SR>10</SR><SD>Stat</SD></PR>",
            "parent = -1 id = 1 act = Act stat = Stat cur =  pct = 50 sec = 10 type = Processing"
        ),
        (
            "<PR><AV>Act</AV><AI>1</AI><Obj><ToString>T</ToString></Obj><PI>-1</PI><PC>50</PC><T>1</T><SR>10</SR><SD>Stat</SD></PR>",
            "parent = -1 id = 1 act = Act stat = Stat cur = T pct = 50 sec = 10 type = Completed"
        ),
    ])
    func givesDotNetText(_ markup: String, _ expected: String) throws {
        let found = try text(markup) { $0.plain.append($1, 0, to: &$2) }
        #expect(found == expected)
    }

    @Test(arguments: [
        ("<Obj><ToString>T</ToString><I32>5</I32></Obj>", "T"),
        ("<Obj><ToString></ToString><I32>5</I32></Obj>", ""),
        ("<Obj><MS><I32 N='a'>1</I32><S N='b'>x; y}</S></MS></Obj>", "@{a=1; b=x; y}}"),
        ("<Obj><MS><I32 N='A'>1</I32></MS><Props><I32 N='a'>2</I32><Nil N='c' /></Props></Obj>", "@{A=1; c=}"),
        ("<Obj />", ""),
        ("<Obj><LST><I32>1</I32><S>a</S><Nil /></LST></Obj>", "1 a "),
        ("<Obj><STK><I32>1</I32><I32>2</I32></STK></Obj>", "1 2"),
        ("<Obj><BA>AQL/</BA></Obj>", "1 2 255"),
        ("<Obj><DCT /></Obj>", "System.Collections.Hashtable"),
        (
            "<Obj><TN><T>System.Collections.Specialized.OrderedDictionary</T></TN><DCT /></Obj>",
            "System.Collections.Specialized.OrderedDictionary"
        ),
        ("<Obj><Db>0.30000000000000004</Db></Obj>", "0.3"), ("<Obj><Db>1E15</Db></Obj>", "1E+15"),
        ("<Obj><Db>3.141592653589793</Db></Obj>", "3.14159265358979"), ("<Obj><Sg>16777216</Sg></Obj>", "1.677722E+07"),
        ("<Obj><XD>&lt;a/&gt;</XD></Obj>", "#document"),
        ("<Obj><S>t</S><MS><I32 N='n'>1</I32></MS></Obj>", "t"),
    ])
    func givesPowerShellText(_ markup: String, _ expected: String) throws {
        let found = try text(markup) { try $0.append($1, 0, resolving: { _ in nil }, to: &$2) }
        #expect(found == expected)
    }

    /// An inner value, its text in a bag and in a list.
    @Test(arguments: [
        ("<Nil />", "", ""),
        ("<Obj><ToString>T</ToString><MS><I32 N='x'>1</I32></MS></Obj>", "T", "T"),
        ("<Obj><MS><I32 N='x'>1</I32></MS></Obj>", "", ""),
        ("<Obj><LST><I32>1</I32></LST></Obj>", "System.Collections.ArrayList", "System.Collections.ArrayList"),
        ("<Obj><STK /></Obj>", "System.Collections.Stack", "System.Collections.Stack"),
        ("<Obj><QUE /></Obj>", "System.Collections.Queue", "System.Collections.Queue"),
        ("<Obj><DCT /></Obj>", "System.Collections.Hashtable", "System.Collections.Hashtable"),
        ("<BA>AQI=</BA>", "System.Byte[]", "System.Byte[]"),
        ("<Obj><BA>AQI=</BA></Obj>", "System.Byte[]", "System.Byte[]"),
        ("<Db>0.30000000000000004</Db>", "0.3", "0.3"),
        ("<Sg>16777216</Sg>", "1.677722E+07", "1.677722E+07"),
        ("<XD>&lt;a/&gt;</XD>", "System.Xml.XmlDocument", "#document"),
        ("<Obj><XD>&lt;a/&gt;</XD></Obj>", "#document", "#document"),
        ("<DT>2024-01-02T03:04:05Z</DT>", "01/02/2024 03:04:05", "01/02/2024 03:04:05"),
    ])
    func opensNothingTwice(_ markup: String, _ inBag: String, _ inList: String) throws {
        let end = markup.firstIndex { $0 == ">" || $0 == " " } ?? markup.endIndex
        let member = markup[..<end] + " N='m'" + markup[end...]
        let bag = try text("<Obj><MS>\(member)</MS></Obj>") { try $0.append($1, 0, resolving: { _ in nil }, to: &$2) }
        #expect(bag == "@{m=\(inBag)}")
        let list = try text("<Obj><LST>\(markup)</LST></Obj>") {
            try $0.append($1, 0, resolving: { _ in nil }, to: &$2)
        }
        #expect(list == inList)
    }

    @Test func showsTheClassOfTheValueOfAnEnumeration() throws {
        let bag = "<Obj><TN><T>X</T><T>System.Enum</T></TN><MS><I32 N='a'>1</I32></MS></Obj>"
        let found = try text(bag) { try $0.append($1, 0, resolving: { _ in nil }, to: &$2) }
        #expect(found == "@{a=1; Value=System.Management.Automation.PSScriptProperty}")
    }
}
