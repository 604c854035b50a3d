import CLIXML
import CLIXMLConvert
import Testing

/// Properties of wrappers (conversion spec, section 3.3).
@Suite struct JSONWrapperTests {
    private static let enumNames =
        "<TN><T>System.DayOfWeek</T><T>System.Enum</T><T>System.ValueType</T><T>System.Object</T></TN>"
    private static let guid = "792e5b37-4505-47ef-b7d2-8711bb7affa8"

    @Test(arguments: [
        ("<Obj><I32>5</I32><MS><S N='n'>note</S></MS></Obj>", #"{"value":5,"n":"note"}"#),
        ("<Obj><I32>5</I32><MS><S N='value'>note</S></MS></Obj>", "5"),
        ("<Obj><I32>5</I32><MS><S N='value'>note</S><S N='Value2'>x</S></MS></Obj>", #"{"value":5,"Value2":"x"}"#),
        ("<Obj><I32>5</I32><MS><S N='Value'>note</S></MS></Obj>", #"{"value":5,"Value":"note"}"#),
        ("<Obj><TN><T>X</T></TN><ToString>five</ToString><I32>5</I32></Obj>", "5"),
        ("<Obj>\(enumNames)<ToString>Friday</ToString><I32>5</I32></Obj>", #"{"value":5,"Value":"Friday"}"#),
        ("<Obj>\(enumNames)<I32>5</I32></Obj>", #"{"value":5,"Value":"5"}"#),
        ("<Obj>\(enumNames)<I32>5</I32><MS><I32 N='value'>1</I32></MS></Obj>", "5"),
        ("<Obj>\(enumNames)<I32>5</I32><MS><I32 N='vALUE'>1</I32></MS></Obj>", #"{"value":5,"vALUE":1}"#),
        (
            "<Obj>\(enumNames)<ToString>A</ToString><MS><I32 N='x'>1</I32></MS></Obj>",
            #"{"x":1,"Value":"A"}"#
        ),
        (
            "<G>\(guid)</G>",
            #"{"value":"792e5b37-4505-47ef-b7d2-8711bb7affa8","Guid":"792e5b37-4505-47ef-b7d2-8711bb7affa8"}"#
        ),
        ("<Obj><MS><G N='g'>\(guid)</G></MS></Obj>", #"{"g":"792e5b37-4505-47ef-b7d2-8711bb7affa8"}"#),
        ("<Obj><TN><T>My.Guid</T></TN><G>\(guid)</G></Obj>", #""792e5b37-4505-47ef-b7d2-8711bb7affa8""#),
        (
            "<Obj><LST><Obj><G>00000000-0000-0000-0000-000000000001</G></Obj></LST></Obj>",
            #"[{"value":"00000000-0000-0000-0000-000000000001","Guid":"00000000-0000-0000-0000-000000000001"}]"#
        ),
        ("<Obj><S>str</S><MS><S N='n'>note</S></MS></Obj>", #""str""#),
        ("<Obj><DT>2024-01-02T03:04:05Z</DT><MS><S N='n'>note</S></MS></Obj>", #""2024-01-02T03:04:05Z""#),
        (
            "<Obj><LST><I32>1</I32></LST><Props><S N='p'>x</S></Props><MS><S N='n'>note</S><I32 N='Count'>99</I32></MS></Obj>",
            #"{"value":[1],"n":"note","Count":99}"#
        ),
        ("<Obj><BA>AQI=</BA><MS><S N='n'>note</S></MS></Obj>", #"{"value":[1,2],"n":"note"}"#),
        ("<Obj><XD>&lt;r&gt;t&lt;/r&gt;</XD><MS><S N='n'>note</S></MS></Obj>", #"{"value":[[[]]],"n":"note"}"#),
        (
            "<Obj><DCT><En><S N='Key'>k</S><I32 N='Value'>1</I32></En></DCT><Props><S N='p'>x</S></Props><MS><S N='n'>note</S><S N='k'>a</S></MS></Obj>",
            #"{"k":1,"n":"note"}"#
        ),
        (
            "<Obj><DCT><En><S N='Key'>k</S><I32 N='Value'>1</I32></En></DCT><MS><S N='K'>other</S></MS></Obj>",
            #"{"k":1,"K":"other"}"#
        ),
        (
            "<Obj><MS><I32 N='c'>3</I32><S N='A'>ext</S></MS><Props><I32 N='a'>1</I32><S N='b'>x</S></Props></Obj>",
            #"{"c":3,"A":"ext","b":"x"}"#
        ),
        ("<Obj><MS><MS N='Set'><I32 N='x'>1</I32></MS><I32 N='y'>2</I32></MS></Obj>", #"{"y":2}"#),
        ("<Obj><TN><T>X</T></TN><ToString>TS</ToString></Obj>", "{}"),
        ("<Obj />", "{}"),
        ("<Obj><MS /><Props /></Obj>", "{}"),
        ("<Obj><Props><Obj N='x'><MS><I32 N='y'>1</I32></MS></Obj></Props></Obj>", #"{"x":{"y":1}}"#),
        (
            "<Obj><Obj><I32>5</I32><MS><I32 N='a'>1</I32><I32 N='b'>2</I32></MS></Obj><MS><I32 N='B'>3</I32><I32 N='c'>4</I32></MS></Obj>",
            #"{"value":5,"a":1,"B":3,"c":4}"#
        ),
    ])
    func addsTheMembersOfWrappers(_ markup: String, _ expected: String) throws {
        let found = try JSONText(markup)
        #expect(found == JSONText(text: expected))
    }

    @Test(arguments: [
        (
            "<Obj><TS>PT1S</TS><MS><S N='n'>x</S><S N='Ticks'>t</S></MS></Obj>",
            #"{"value":"00:00:01","n":"x","Ticks":"t"}"#
        ),
        ("<Obj><LST><I32>1</I32><I32>2</I32></LST><MS><I32 N='n'>1</I32></MS></Obj>", #"{"value":"1 2","n":1}"#),
        ("<Obj><DCT /><MS><I32 N='n'>1</I32></MS></Obj>", #"{"value":"System.Collections.Hashtable","n":1}"#),
        ("<Obj><MS><I32 N='n'>1</I32></MS></Obj>", #""@{n=1}""#),
        ("<Obj><XD>&lt;r/&gt;</XD><MS><S N='n'>x</S></MS></Obj>", #"{"value":"System.Xml.XmlDocument","n":"x"}"#),
        ("<Obj><I32>5</I32><MS><S N='n'>x</S></MS></Obj>", #"{"value":5,"n":"x"}"#),
    ])
    func addsNotesToWhatIsCutOff(_ markup: String, _ expected: String) throws {
        let found = try JSONText("<Obj><LST>\(markup)</LST></Obj>", .compressed(depth: 0))
        #expect(found.text == "[\(expected)]")
    }

    @Test func putsOwnPropertiesBeforeNotes() throws {
        let version = try JSONText(
            "<Obj><Version>1.2.3</Version><Props><S N='p'>q</S></Props><MS><S N='n'>note</S><S N='Major'>M</S><S N='major'>m</S></MS></Obj>"
        )
        let expected =
            #"{"Major":1,"Minor":2,"Build":3,"Revision":-1,"MajorRevision":-1,"MinorRevision":-1,"n":"note","major":"m","p":"q"}"#
        #expect(version.text == expected)
        let span = try JSONText("<Obj><TS>PT1S</TS><MS><S N='n'>x</S><S N='Ticks'>t</S><S N='ticks2'>t</S></MS></Obj>")
        #expect(span.text.hasSuffix(#""TotalSeconds":1.0,"n":"x","ticks2":"t"}"#))
        #expect(span.text.hasPrefix(#"{"Ticks":10000000,"Days":0,"#))
    }

    /// Where the added members are many the names are compared another way.
    @Test func hidesPropsOfTheSameNameAmongMany() throws {
        let notes = (0..<600).map { "<I32 N='n\($0)'>\($0)</I32>" }.joined()
        let props = (590..<610).map { "<I32 N='N\($0)'>-1</I32>" }.joined()
        let found = try JSONText("<Obj><MS>\(notes)</MS><Props>\(props)</Props></Obj>")
        let members = (0..<600).map { "\"n\($0)\":\($0)" } + (600..<610).map { "\"N\($0)\":-1" }
        #expect(found.text == "{" + members.joined(separator: ",") + "}")
    }

    @Test func writesEnumerationsOfLiveValuesByNameIfAsked() throws {
        let record =
            "<PR><AV>A</AV><AI>1</AI><S>op</S><PI>-1</PI><PC>50</PC><T>Completed</T><SR>10</SR><SD>S</SD></PR>"
        let number = try JSONText(record)
        let expected =
            #"{"ActivityId":1,"ParentActivityId":-1,"Activity":"A","StatusDescription":"S","CurrentOperation":"op","PercentComplete":50,"SecondsRemaining":10,"RecordType":1}"#
        #expect(number.text == expected)
        let name = try JSONText(record, .compressed { $0.writesEnumNames = true })
        #expect(name.text == expected.replacing("\"RecordType\":1", with: "\"RecordType\":\"Completed\""))
        let friday = "<Obj>\(Self.enumNames)<ToString>Friday</ToString><I32>5</I32></Obj>"
        #expect(
            try JSONText(friday, .compressed { $0.writesEnumNames = true }).text == #"{"value":5,"Value":"Friday"}"#
        )
    }
}

extension JSONText {
    init(text: String, warnings: [ConversionWarning.Code] = []) {
        self.text = text
        self.warnings = warnings
    }
}
