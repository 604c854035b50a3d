import CLIXML
import CLIXMLConvert
import Testing

/// Strings and keys (conversion spec, section 3.7).
@Suite struct JSONEscapeTests {
    /// A text as the document has it, then in the three ways of escaping.
    @Test(arguments: [
        ("a_x0008__x0009__x000A__x000C__x000D_\\", #"a\b\t\n\f\r\\"#, #"a\b\t\n\f\r\\"#, #"a\b\t\n\f\r\\"#),
        ("_x0000__x000B__x001F_", #"\u0000\u000b\u001f"#, #"\u0000\u000b\u001f"#, #"\u0000\u000b\u001f"#),
        ("\"", #"\""#, #"\""#, #"\u0022"#),
        ("/", "/", "/", "/"),
        ("'&lt;&gt;&amp;", "'<>&", "'<>&", #"\u0027\u003c\u003e\u0026"#),
        ("_x007F_", "\u{7F}", "\u{7F}", "\u{7F}"),
        ("_x0085__x2028__x2029_", #"\u0085\u2028\u2029"#, #"\u0085\u2028\u2029"#, #"\u0085\u2028\u2029"#),
        ("\u{85}\u{2028}x\u{2029}", #"\u0085\u2028x\u2029"#, #"\u0085\u2028x\u2029"#, #"\u0085\u2028x\u2029"#),
        (
            "\u{A0}\u{AD}\u{200B}\u{FEFF}_xFFFE__xFFFF_", "\u{A0}\u{AD}\u{200B}\u{FEFF}\u{FFFE}\u{FFFF}",
            #"\u00a0\u00ad\u200b\ufeff\ufffe\uffff"#, "\u{A0}\u{AD}\u{200B}\u{FEFF}\u{FFFE}\u{FFFF}"
        ),
        ("é€😀", "é€😀", #"\u00e9\u20ac\ud83d\ude00"#, "é€😀"),
        ("_xD83D__xDE00_", "😀", #"\ud83d\ude00"#, "😀"),
        ("_xD83D_x", "\u{FFFD}x", #"\ud83dx"#, "\u{FFFD}x"),
        ("_xDE00__xD83D_", "\u{FFFD}\u{FFFD}", #"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
        ("plain text", "plain text", "plain text", "plain text"),
        ("<![CDATA[<\"]]>&#65;\r\n", "<\\\"A\\n", "<\\\"A\\n", #"\u003c\u0022A\n"#),
    ])
    func escapesTexts(_ text: String, _ standard: String, _ nonASCII: String, _ html: String) throws {
        for (handling, expected) in [(.standard, standard), (.nonASCII, nonASCII), (.html, html)]
            as [(JSONEscapeHandling, String)]
        {
            let options = JSONOptions.compressed { $0.escapeHandling = handling }
            let string = try JSONText("<S>\(text)</S>", options)
            #expect(string.text == "\"\(expected)\"")
            let key = try JSONText(
                "<Obj><DCT><En><S N='Key'>\(text)</S><I32 N='Value'>1</I32></En></DCT></Obj>",
                options
            )
            #expect(key.text == "{\"\(expected)\":1}")
        }
    }

    @Test(arguments: [
        (JSONEscapeHandling.standard, #"{"a\"é<":1}"#), (.nonASCII, #"{"a\"\u00e9<":1}"#),
        (.html, #"{"a\u0022é\u003c":1}"#),
    ])
    func escapesNames(_ handling: JSONEscapeHandling, _ expected: String) throws {
        let options = JSONOptions.compressed { $0.escapeHandling = handling }
        let found = try JSONText("<Obj><MS><I32 N='a&quot;é&lt;'>1</I32></MS></Obj>", options)
        #expect(found.text == expected)
    }

    /// PowerShell's converter has a way of its own for characters.
    @Test(arguments: JSONEscapeHandling.allCases)
    func escapesCharactersAlwaysAlike(_ handling: JSONEscapeHandling) throws {
        let options = JSONOptions.compressed { $0.escapeHandling = handling }
        let found = try JSONText("<Obj><LST><C>60</C><C>233</C><C>34</C><C>0</C><C>55357</C></LST></Obj>", options)
        #expect(found.text == "[\"<\",\"é\",\"\\\"\",\"\\u0000\",\"\u{FFFD}\"]")
    }
}
