import CLIXML
import CLIXMLConvert
import Testing

/// Where depth ends (conversion spec, sections 3.2 and 3.4).
@Suite struct JSONDepthTests {
    static let nestedBags = """
        <Obj><MS><Obj N='a'><MS><Obj N='b'><MS><Obj N='c'><MS><I32 N='d'>1</I32></MS></Obj></MS></Obj></MS></Obj></MS></Obj>
        """
    static let nestedLists = """
        <Obj><LST><I32>1</I32><Obj><LST><I32>1</I32><Obj><LST><I32>1</I32><Obj><LST><I32>1</I32><Obj><LST /></Obj></LST></Obj>\
        </LST></Obj></LST></Obj></LST></Obj>
        """
    static let notesOfNumbers = """
        <Obj><I32>5</I32><MS><Obj N='n'><I32>6</I32><MS><Obj N='n'><I32>7</I32><MS><Obj N='n'><I32>8</I32>\
        <MS><Obj N='b'><MS><I32 N='x'>1</I32></MS></Obj></MS></Obj></MS></Obj></MS></Obj></MS></Obj>
        """

    @Test(arguments: [
        (nestedBags, 2, #"{"a":{"b":{"c":"@{d=1}"}}}"#, true),
        (nestedBags, 3, #"{"a":{"b":{"c":{"d":1}}}}"#, false),
        (nestedBags, 0, #"{"a":"@{b=}"}"#, true),
        (nestedLists, 2, #"[1,[1,[1,"1 System.Collections.ArrayList"]]]"#, true),
        ("<Obj><LST><I32>1</I32></LST></Obj><Obj><LST><I32>1</I32></LST></Obj>", 0, #"["1","1"]"#, true),
        ("<Obj><LST><I32>1</I32></LST></Obj>", 0, "[1]", false),
        (
            notesOfNumbers, 1,
            #"{"value":5,"n":{"value":6,"n":{"value":7,"n":{"value":8,"b":"@{x=1}"}}}}"#, true
        ),
        ("<Obj><LST><TS>P1DT2H3M4.5678901S</TS></LST></Obj>", 0, #"["1.02:03:04.5678901"]"#, true),
        ("<Obj><LST><Version>1.2.3</Version></LST></Obj>", 0, #"["1.2.3"]"#, true),
        ("<Obj><LST><Obj><LST /></Obj></LST></Obj>", 0, #"[""]"#, true),
        ("<Obj><LST><Obj /></LST></Obj>", 0, #"[""]"#, true),
        ("<Obj><LST><BA>AQI=</BA><BA></BA></LST></Obj>", 0, #"["1 2",""]"#, true),
        (
            "<Obj><LST><DT>2024-01-02T03:04:05Z</DT><Nil /><Db>1</Db></LST></Obj>", 0,
            #"["2024-01-02T03:04:05Z",null,1.0]"#, false
        ),
        (
            "<Obj><LST><Obj><ToString>T</ToString><MS><I32 N='a'>1</I32></MS></Obj></LST></Obj>", 0, #"["T"]"#,
            true
        ),
        (
            "<Obj><LST><Obj><ToString>T</ToString><MS><S N='ToString'>n</S><I32 N='a'>1</I32></MS></Obj></LST></Obj>",
            0,
            #"["@{ToString=n; a=1}"]"#, true
        ),
        (
            "<Obj><LST><Obj><ToString>T</ToString><LST><I32>1</I32></LST></Obj></LST></Obj>", 0, #"["1"]"#,
            true
        ),
    ])
    func cutsOffBelowTheDepth(_ markup: String, _ depth: Int, _ expected: String, _ warns: Bool) throws {
        let found = try JSONText(markup, .compressed(depth: depth))
        #expect(found.text == expected)
        #expect(found.warnings == (warns ? [.truncatedAtDepth] : []))
    }

    @Test func warnsOnceForALine() throws {
        let cut = "<Obj><LST><Obj /><Obj /></LST></Obj>"
        let lines = try JSONText(cut + "<Obj><LST /></Obj>" + cut, .lines(depth: 0))
        #expect(lines.text == "[\"\",\"\"]\n[]\n[\"\",\"\"]\n")
        #expect(lines.warnings == [.truncatedAtDepth, .truncatedAtDepth])
        let array = try JSONText(cut + cut, .compressed(depth: 0))
        #expect(array.text == #"[" "," "]"#)
        #expect(array.warnings == [.truncatedAtDepth])
    }

    @Test(arguments: [
        (0, #"["# + #""System.Xml.XmlDocument"]"#),
        (1, #"[["System.Xml.XmlDeclaration","System.Xml.XmlComment","System.Xml.XmlElement"]]"#),
        (
            2,
            #"[[[],[],["System.Xml.XmlText","System.Xml.XmlElement","System.Xml.XmlCDataSection","System.Xml.XmlWhitespace","System.Xml.XmlProcessingInstruction"]]]"#
        ),
        (3, "[[[],[],[[],[],[],[],[]]]]"),
    ])
    func countsEveryLevelOfXML(_ depth: Int, _ expected: String) throws {
        let document =
            "&lt;?xml version='1.0'?&gt;&lt;!--c--&gt;&lt;a x='1'&gt;t&lt;b/&gt;&lt;![CDATA[d]]&gt; &lt;?p d?&gt;&lt;/a&gt;"
        let found = try JSONText("<Obj><LST><XD>\(document)</XD></LST></Obj>", .compressed(depth: depth))
        #expect(found.text == expected)
        #expect(found.warnings == (depth < 3 ? [.truncatedAtDepth] : []))
    }
}
