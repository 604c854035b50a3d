import CLIXML
import TestSupport
import Testing

/// Spec section 9.2: texts and names, and how XML and `_xHHHH_` hide characters in them.
@Suite struct TextReadingTests {
    /// The content of one `S`, and its text as `Outline.quoted` shows it.
    static let texts: [(String, String, String)] = [
        ("49", "   ", "   "), ("50", "", ""), ("50 comment", "<!-- a -->", ""), ("50 CDATA", "<![CDATA[]]>", ""),
        ("60", "_x0041_", "A"), ("60", "_X0041_", "A"), ("60", "_x004a_", "J"), ("60", "_x004A_", "J"),
        ("61", "_x41_", "_x41_"), ("61", "_x0041", "_x0041"), ("61", "x0041_", "x0041_"), ("61", "_x 041_", "_x 041_"),
        ("62", "_x0041_x0042_", "Ax0042_"), ("63", "__x0041_", "_A"), ("64", "_x005F__x0041_", "_A"),
        ("59", "_x005F_x0041_", "_x0041_"), ("65", "_x0001F600_", "{1F600}"), ("66", "_x00000041_", "A"),
        ("67", "_x00110000_", "_x00110000_"), ("68", "_xD83DDE00_", "{FFFD}"),
        // PowerShell doubles the "a" here; that is not imitated.
        ("69", "_x0041_a_x00110000_b", "Aa_x00110000_b"),
        ("pair", "_xD83D__xDE00_", "{1F600}"), ("nul", "_x0000_", "{0}"), ("line ends", "_x000D__x000A_", "{D}{A}"),
        ("78", "&#xFFFF;&#x1;&#0;", "{FFFF}{1}{0}"), ("78", "&#xFFFE;", "{FFFE}"),
        ("80", "&#xD83D;&#xDE00;", "{1F600}"), ("80 cut", "&#xD83D;<!-- -->&#xDE00;", "{1F600}"),
        ("lone", "&#xD83D;", "{FFFD}"), ("lone and other", "&#xD83D;a", "{FFFD}a"),
        ("81", "<![CDATA[a<b&amp;c]]>", "a<b&amp;c"), ("81", "x<![CDATA[<]]>y<![CDATA[>]]>", "x<y>"),
        ("81 escapes", "<![CDATA[_x00]]>41_", "A"), ("81 brackets", "<![CDATA[]]]]><![CDATA[>]]>", "]]>"),
        ("81 almost", "a]b]]c", "a]b]]c"), ("81 almost", "]]", "]]"),
        ("82", "a<!-- c -->b", "ab"), ("82 instruction", "a<?x y?>b", "ab"),
        ("82 mixed", "<!---->a<?x?><!--&foo;-->", "a"),
        ("82 escape", "_x00<!-- _x0041_ -->41_", "A"),
        ("84", "a\r\nb", "a{A}b"), ("84", "a\rb\r\r\nc\n", "a{A}b{A}{A}c{A}"), ("84 tab", "\t", "{9}"),
        ("84 parted", "a\r<!-- -->\nb", "a{A}{A}b"), ("84 CDATA", "<![CDATA[a\r\nb\r]]>", "a{A}b{A}"),
        ("84 escaped", "a&#13;&#10;b", "a{D}{A}b"),
        ("raw", "\u{7F}\u{85}\u{2028}", "{7F}{85}{2028}"), ("raw", "é€😀\u{FFFD}", "{E9}{20AC}{1F600}{FFFD}"),
        ("entities", "a&amp;b&lt;c&gt;d&quot;e&apos;f>", "a&b<c>d\"e'f>"),
        ("references", "&#65;&#128512;&#x41;&#x1F600;&#x1f600;&#0000000065;", "A{1F600}A{1F600}{1F600}A"),
        ("underscores", "_ __ _y a_ _x", "_ __ _y a_ _x"), ("escaped by reference", "&#95;x0041_", "A"),
    ]

    @Test(arguments: texts)
    func text(name: String, content: String, expected: String) {
        let outline = "\"\(expected)\""
        ReadingRow(name, "<S>\(content)</S>", reads: outline).check()
        ReadingRow(name, "<Obj><MS><S N=\"a\">\(content)</S></MS></Obj>", reads: "{MS(a: \(outline))}").check()
        ReadingRow(name, "<SBK>\(content)</SBK>", reads: "SBK \(outline)").check()
        ReadingRow(name, "<Obj><ToString>\(content)</ToString></Obj>", reads: "{ToString=\(outline)}").check()
        let names = expected.isEmpty ? "" : "Deserialized.\(content.isEmpty ? "" : expected)"
        let shown = Outline.unquoted(names)
        ReadingRow(name, "<Obj><TN><T>\(content)</T></TN></Obj>", reads: "{T=[\(shown)]}").check()
    }

    /// The value of an `N` attribute, and the name.
    static let names: [(String, String, String)] = [
        ("75", "_x0041_", "A"), ("quotation", "a&quot;b&lt;c", "a\"b<c"), ("apostrophe", "a'b", "a'b"),
        ("blanks", "a\tb\nc\r\nd\re", "a b c d e"), ("escaped blanks", "a&#9;b&#10;c&#13;d", "a\tb\nc\rd"),
        ("coded blanks", "a_x000A_b", "a\nb"), ("greater", "a>b", "a>b"), ("brackets", "a]]>b", "a]]>b"),
        ("pair", "&#xD83D;&#xDE00;", "😀"), ("lone", "_xD800_", "\u{FFFD}"), ("nul", "&#0;", "\0"),
        ("raw", "é€😀", "é€😀"),
        ("blank", " ", " "), ("padded", " a ", " a "),
    ]

    @Test(arguments: names)
    func name(name: String, spelling: String, expected: String) throws {
        for quote in ["\"", "'"] where !spelling.contains(quote) {
            let content = "<Obj><MS><S N=\(quote)\(spelling)\(quote)>v</S></MS></Obj>"
            let object = try #require(try Reading.object(content))
            #expect(object.extendedProperties.map(\.name) == [expected])
            #expect(Reading.firstDifference(of: Reading.document(content)) == nil)
        }
    }

    @Test func keepsLoneSurrogates() throws {
        let content = "<Obj><MS><S N='a'>x_xD800_y&#xDC00;</S><S N='b'>_xD83D_&#xDE00;</S></MS></Obj>"
        let object = try #require(try Reading.object(content))
        let texts = object.extendedProperties.map(\.textBytes)
        #expect(texts == [[0x78, 0xED, 0xA0, 0x80, 0x79, 0xED, 0xB0, 0x80], Array("😀".utf8)])
    }

    static let refusals: [ReadingRow] = [
        ReadingRow("72", "<S>a¦]]>b</S>", refused: .invalidCharacter),
        ReadingRow("79 control", "<S>a¦\u{1}b</S>", refused: .invalidCharacter),
        ReadingRow("79 U+FFFF", "<S>aé¦\u{FFFF}b</S>", refused: .invalidCharacter),
        ReadingRow("79 U+FFFE", "<S>¦\u{FFFE}</S>", refused: .invalidCharacter),
        ReadingRow("79 nul", "<S>¦\0</S>", refused: .invalidCharacter),
        ReadingRow("79 CDATA", "<S><![CDATA[a¦\u{1}]]></S>", refused: .invalidCharacter),
        ReadingRow("79 comment", "<S><!--a¦\u{1}--></S>", refused: .invalidCharacter),
        ReadingRow("79 instruction", "<S><?a ¦\u{FFFF}?></S>", refused: .invalidCharacter),
        ReadingRow("79 attribute", "<S N='a¦\u{1}'/>", refused: .invalidCharacter),
        ReadingRow("83 after text", "<S>a¦<b/></S>", refused: .unexpectedElement),
        ReadingRow("83 first", "<S>¦<b/></S>", refused: .unexpectedElement),
        ReadingRow("83 same", "<S>¦<S>a</S></S>", refused: .unexpectedElement),
        ReadingRow("85", "<S>a¦&foo;</S>", refused: .undeclaredEntity),
        ReadingRow("85 case", "<S>a¦&AMP;</S>", refused: .undeclaredEntity),
        ReadingRow("85 attribute", "<S N='a¦&foo;'/>", refused: .undeclaredEntity),
        ReadingRow("85 long", "<S>¦&\(String(repeating: "a", count: 100));</S>", refused: .undeclaredEntity),
        ReadingRow("no semicolon", "<S>a¦&amp</S>", refused: .invalidReference),
        ReadingRow("bare", "<S>a ¦& b</S>", refused: .invalidReference),
        ReadingRow("no digits", "<S>¦&#;</S>", refused: .invalidReference),
        ReadingRow("no hexadecimal digits", "<S>¦&#x;</S>", refused: .invalidReference),
        ReadingRow("large X", "<S>¦&#X41;</S>", refused: .invalidReference),
        ReadingRow("letter", "<S>¦&#4a;</S>", refused: .invalidReference),
        ReadingRow("too large", "<S>¦&#x110000;</S>", refused: .invalidReference),
        ReadingRow("huge", "<S>¦&#99999999999999999999;</S>", refused: .invalidReference),
        ReadingRow("in an attribute", "<S N='¦&#;'/>", refused: .invalidReference),
        ReadingRow("86", "¦<S xmlns=\"urn:x\">a</S>", refused: .wrongNamespace),
        ReadingRow("86 SBK", "¦<p:SBK xmlns:p=\"urn:x\">a</p:SBK>", refused: .wrongNamespace),
        ReadingRow("< in an attribute", "<S N='a¦<b'>a</S>", refused: .invalidCharacter),
        ReadingRow("wrong end tag", "<S>a¦</I32>", refused: .mismatchedTag),
        ReadingRow("wrong case", "<S>a¦</s>", refused: .mismatchedTag),
        ReadingRow("wrong prefix", "<S>a¦</p:S>", refused: .mismatchedTag),
        ReadingRow("blank before a name", "<S>a<¦ b/></S>", refused: .invalidName),
        ReadingRow("digit in front", "<S>a<¦1/></S>", refused: .invalidName),
    ]

    @Test(arguments: refusals)
    func refusal(row: ReadingRow) { row.check() }
}
