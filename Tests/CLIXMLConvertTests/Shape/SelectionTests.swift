import CLIXML
import CLIXMLConvert
import Testing

@Suite struct SelectionTests {
    private func select(_ markup: String, _ names: [String]) throws -> [DocumentValue] {
        let values = try documentValues(markup)
        var selection = Selection(names)
        return try values.compactMap { try selection.select($0) { CSVText.find($0, in: values) } }
    }

    private func json(_ markup: String, _ names: [String], _ options: JSONOptions = .compressed()) throws -> String {
        JSONText(try select(markup, names), options).text
    }

    private let bag = """
        <Obj RefId='0'><TN RefId='0'><T>My.T</T></TN><ToString>T</ToString>\
        <Props><S N='Name'>web_x0031_</S><I32 N='Id'>7</I32><Nil N='None' /></Props>\
        <MS><Obj N='Tags' RefId='1'><LST><S>x</S><S>y</S></LST></Obj><MS N='Set' /><Ref N='Self' RefId='0' /></MS></Obj>
        """

    @Test(arguments: [
        (["id", "NAME"], #"{"Id":7,"Name":"web1"}"#),
        (["missing", "Id"], #"{"missing":null,"Id":7}"#),
        (["Id", "ID", "id"], #"{"Id":7}"#),
        (["None", "Set"], #"{"None":null,"Set":null}"#),
        (
            ["*"],
            #"{"Tags":["x","y"],"Self":{"Tags":["x","y"],"Self":{"Tags":"x y","Self":"T","Name":"web1","Id":7,"None":null},"#
                + #""Name":"web1","Id":7,"None":null},"Name":"web1","Id":7,"None":null}"#
        ),
        (["n*"], #"{"Name":"web1","None":null}"#),
        (["?d", "*a?s"], #"{"Id":7,"Tags":["x","y"]}"#),
        (["[m-n]*e"], #"{"Name":"web1","None":null}"#),
        (["z*"], "{}"),
        (["ToString"], #"{"ToString":null}"#),
    ])
    func picksProperties(_ names: [String], _ expected: String) throws {
        let found = try json(bag, names)
        #expect(found == expected)
    }

    @Test(arguments: [
        ("<S>abc</S>", ["Length"], #"{"Length":3}"#),
        (
            "<DT>2024-01-02T03:04:05Z</DT>", ["DateTime", "Date", "DayOfWeek", "Kind", "TimeOfDay"],
            #"{"DateTime":"Tuesday, 02 January 2024 03:04:05","Date":"2024-01-02T00:00:00Z","DayOfWeek":2,"Kind":1,"#
                + #""TimeOfDay":{"Ticks":110450000000,"Days":0,"Hours":3,"Milliseconds":0,"Microseconds":0,"Nanoseconds":0,"#
                + #""Minutes":4,"Seconds":5,"TotalDays":0.12783564814814816,"TotalHours":3.0680555555555555,"#
                + #""TotalMilliseconds":11045000.0,"TotalMicroseconds":11045000000.0,"TotalNanoseconds":11045000000000.0,"#
                + #""TotalMinutes":184.08333333333334,"TotalSeconds":11045.0}}"#
        ),
        ("<TS>PT1.5S</TS>", ["Seconds", "TotalSeconds"], #"{"Seconds":1,"TotalSeconds":1.5}"#),
        (
            "<G>792e5b37-4505-47ef-b7d2-8711bb7affa8</G>", ["*"],
            #"{"Guid":"792e5b37-4505-47ef-b7d2-8711bb7affa8","Variant":11,"Version":4}"#
        ),
        (
            "<URI>http://a.b/c/d</URI>", ["Segments", "Port", "HostNameType"],
            #"{"Segments":["/","c/","d"],"Port":80,"HostNameType":2}"#
        ),
        ("<URI>rel</URI>", ["Port", "IsAbsoluteUri"], #"{"Port":null,"IsAbsoluteUri":false}"#),
        ("<Obj><LST><I32>1</I32><S>a</S></LST></Obj>", ["Count", "SyncRoot"], #"{"Count":2,"SyncRoot":[1,"a"]}"#),
        ("<BA>AQI=</BA>", ["SyncRoot", "LongLength"], #"{"SyncRoot":[1,2],"LongLength":2}"#),
        (
            "<XD>&lt;a&gt;t&lt;b/&gt;&lt;/a&gt;</XD>", ["a", "IsReadOnly", "OuterXml"],
            #"{"a":[[],[]],"IsReadOnly":false,"OuterXml":"<a>t<b /></a>"}"#
        ),
        (
            "<Obj><TN><T>X</T><T>System.Enum</T></TN><ToString>A</ToString><I32>5</I32></Obj>", ["Value"],
            #"{"Value":"A"}"#
        ),
        ("<Nil />", ["a"], ""),
    ])
    func picksPropertiesOfLiveValues(_ markup: String, _ names: [String], _ expected: String) throws {
        let found = try json(markup, names)
        #expect(found == expected)
    }

    @Test func picksKeysOfHashtablesOnly() throws {
        let entries =
            "<DCT><En><S N='Key'>k</S><I32 N='Value'>1</I32></En><En><S N='Key'>Count</S><I32 N='Value'>9</I32></En></DCT>"
        let plain = try json("<Obj>\(entries)</Obj>", ["K", "count", "IsFixedSize"])
        #expect(plain == #"{"k":1,"Count":9,"IsFixedSize":false}"#)
        let all = try json("<Obj>\(entries)<MS><I32 N='n'>1</I32></MS></Obj>", ["*"])
        #expect(all == #"{"k":1,"Count":9}"#)
        let ordered = "<Obj><TN><T>System.Collections.Specialized.OrderedDictionary</T></TN>\(entries)</Obj>"
        let found = try json(ordered, ["k", "Count", "Keys"])
        #expect(found == #"{"k":null,"Count":2,"Keys":["k","Count"]}"#)
    }

    @Test func makesTables() throws {
        let other = "<Obj><MS><S N='ID'>8</S><S N='Extra'>x</S></MS></Obj>"
        let values = try select(bag + "<Nil />" + other + "<S>abc</S>", ["id", "tags", "Length"])
        var options = CSVOptions()
        options.writesTypeInformation = true
        let found = CSVText(values, CSVExporter(options: options))
        #expect(
            found.text == """
                #TYPE Selected.System.Management.Automation.PSCustomObject
                "Id","Tags","Length"
                "7","x y",
                "8",,
                ,,"3"
                """
        )
        #expect(found.warnings == [])
        let text = try select("<S>abc</S>", ["Length"])
        #expect(CSVText(text, CSVExporter(options: options)).text == "#TYPE Selected.System.String\n\"Length\"\n\"3\"")
    }

    @Test func showsComputedValuesInCells() throws {
        let date = try select("<DT>2024-01-02T03:04:05Z</DT>", ["DayOfWeek", "Date", "TimeOfDay", "Kind"])
        let found = CSVText(date, CSVExporter())
        #expect(found.text.hasSuffix("\n\"Tuesday\",\"01/02/2024 00:00:00\",\"03:04:05\",\"Utc\""))
        let collection = try select("<Obj><LST><I32>1</I32></LST></Obj>", ["SyncRoot", "Capacity"])
        #expect(CSVText(collection, CSVExporter()).text.hasSuffix("\n\"System.Collections.ArrayList\",\"4\""))
        let uri = try select("<URI>http://a/b</URI>", ["Segments"])
        #expect(CSVText(uri, CSVExporter()).text.hasSuffix("\n\"System.String[]\""))
        let document = try select("<XD>&lt;a b='1'/&gt;</XD>", ["a", "Name"])
        #expect(CSVText(document, CSVExporter()).text.hasSuffix("\n\"System.Xml.XmlElement\",\"#document\""))
    }

    @Test func followsReferences() throws {
        let markup =
            "<Obj RefId='1'><MS><I32 N='a'>1</I32></MS></Obj><Ref RefId='1' /><Obj><MS><Ref N='r' RefId='1' /></MS></Obj>"
        let values = try documentValues(markup)
        var selection = Selection(["a", "r"])
        let selected = try values.compactMap { try selection.select($0) { CSVText.find($0, in: values) } }
        var exporter = JSONExporter(options: .compressed())
        var output: [UInt8] = []
        for value in selected { try exporter.write(value, into: &output) { CSVText.find($0, in: values) } }
        try exporter.finish(into: &output)
        let found = String(decoding: output, as: UTF8.self)
        #expect(found == #"[{"a":1,"r":null},{"a":1,"r":null},{"a":null,"r":{"a":1}}]"#)
    }

    @Test func writesEnumerationsByName() throws {
        let options = JSONOptions.compressed { $0.writesEnumNames = true }
        let found = try json("<DT>2024-01-02T03:04:05Z</DT>", ["DayOfWeek", "Kind"], options)
        #expect(found == #"{"DayOfWeek":"Tuesday","Kind":"Utc"}"#)
    }

    // MARK: - Typed JSON

    private func typed(_ markup: String, _ names: [String]) throws -> String {
        let values = try documentValues(markup)
        var selection = Selection(names)
        var exporter = TypedJSONExporter()
        var output: [UInt8] = []
        for value in values {
            guard let selected = try selection.select(value, resolving: { CSVText.find($0, in: values) }) else {
                continue
            }
            try exporter.write(selected, into: &output) { CSVText.find($0, in: values) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private let types =
        #""TN":["Selected.System.Management.Automation.PSCustomObject","#
        + #""System.Management.Automation.PSCustomObject","System.Object"]"#

    @Test func writesTypedJSON() throws {
        let found = try typed(
            "<Obj><MS><S N='a'>x</S><Nil N='b' /><I64 N='c'>7</I64><Db N='d'>-0</Db></MS></Obj>",
            ["*"]
        )
        let members = #"[["a",{"S":"x"}],["b",{"Nil":null}],["c",{"I64":"7"}],["d",{"Db":-0.0}]]"#
        #expect(found == #"{"Obj":{\#(types),"MS":\#(members)}}"# + "\n")
        let live = try typed("<S>abc</S>", ["Length"])
        #expect(live.hasSuffix(#""MS":[["Length",{"I32":3}]]}}"# + "\n"))
        let day = try typed("<DT>2024-01-02T03:04:05Z</DT>", ["DayOfWeek"])
        let names = #""TN":["System.DayOfWeek","System.Enum","System.ValueType","System.Object"]"#
        #expect(
            day.hasSuffix(
                #"[["DayOfWeek",{"Obj":{"RefId":"1",\#(names),"ToString":"Tuesday","value":{"I32":2}}}]]}}"# + "\n"
            )
        )
    }

    /// What a reference means may be left out, come later, or stand in an earlier value.
    @Test func followsReferencesInTypedJSON() throws {
        let found = try typed(
            """
            <Obj RefId='9'><MS><S N='v'>1</S></MS></Obj>\
            <Obj RefId='0'><MS><Obj N='gone' RefId='5'><MS><I32 N='x'>1</I32></MS></Obj><Ref N='first' RefId='5' />\
            <Ref N='second' RefId='5' /><Ref N='early' RefId='9' /><Ref N='whole' RefId='0' /></MS></Obj>
            """,
            ["second", "first", "early"]
        )
        let nothing = #"["second",{"Nil":null}],["first",{"Nil":null}],["early",{"Nil":null}]"#
        let five = #"{"Obj":{"RefId":"1","MS":[["x",{"I32":1}]]}}"#
        let nine = #"{"Obj":{"RefId":"2","MS":[["v",{"S":"1"}]]}}"#
        #expect(
            found == #"{"Obj":{\#(types),"MS":[\#(nothing)]}}"# + "\n"
                + #"{"Obj":{"RefId":"0",\#(types),"MS":[["second",\#(five)],["first",{"Ref":"1"}],["early",\#(nine)]]}}"#
                + "\n"
        )
        let cycle = try typed("<Obj RefId='0'><MS><S N='v'>1</S><Ref N='self' RefId='0' /></MS></Obj>", ["self"])
        let inner = #"{"Obj":{"RefId":"1","MS":[["v",{"S":"1"}],["self",{"Ref":"1"}]]}}"#
        #expect(cycle == #"{"Obj":{"RefId":"0",\#(types),"MS":[["self",\#(inner)]]}}"# + "\n")
    }

    /// Names of the documents come and go; each value has its own all the same.
    @Test func servesDocumentsWithManyNames() throws {
        var selection = Selection(["*"])
        for round in 0..<40 {
            let members = (0..<200).map { "<I32 N='name-of-some-length-\(round)-\($0)'>\($0)</I32>" }.joined()
            let value = try #require(try documentValues("<Obj><MS>\(members)</MS></Obj>").first)
            let selected = try #require(try selection.select(value))
            guard case .object(let object) = selected.value else { continue }
            let names = object.extendedProperties.map(\.name)
            #expect(names.count == 200)
            #expect(names.last == "name-of-some-length-\(round)-199")
        }
    }

    @Test(arguments: [
        ("*", "", true), ("*", "x", true), ("a*c", "abbbc", true), ("a*c", "abbb", false), ("a*b*c", "aXbYbZc", true),
        ("?", "é", true), ("?", "", false), ("[a-c]x", "BX", true), ("[a-c]x", "dx", false), ("[xyz]", "y", true),
        ("[a", "[A", true), ("a`*", "A*", true), ("a`*", "ab", false), ("Name", "nAME", true), ("É*", "éa", true),
        ("*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ])
    func matchesWildcards(_ pattern: String, _ name: String, _ expected: Bool) throws {
        // A pattern without a wildcard is a name as it is, back-ticks included.
        let escaped = pattern == "a`*" ? "[a]`*" : pattern
        let markup = "<Obj><Props><I32 N='\(name)'>1</I32></Props></Obj>"
        let selected = try #require(try select(markup, [escaped]).first)
        guard case .object(let object) = selected.value else { return }
        let isFound = object.extendedProperties.contains { if case .int32 = $0.value { true } else { false } }
        #expect(isFound == expected)
    }
}
