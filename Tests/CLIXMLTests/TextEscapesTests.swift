import CLIXML
import Testing

@Suite struct TextEscapesTests {
    /// Text with lone surrogates written as `<D83D>`, to WTF-8.
    static func wtf8(_ units: [UInt16]) -> [UInt8] {
        var bytes: [UInt8] = []
        for unit in units { TextEscapes.appendCodeUnit(unit, into: &bytes) }
        return bytes
    }

    @Test(arguments: [
        ("_x0041_", "A"), ("_X0041_", "A"), ("_x004a_", "J"), ("_x004A_", "J"), ("_x41_", "_x41_"),
        ("_x0041", "_x0041"), ("x0041_", "x0041_"), ("_x 041_", "_x 041_"), ("_x0041_x0042_", "Ax0042_"),
        ("__x0041_", "_A"), ("_x005F__x0041_", "_A"), ("_x005F_x0041_", "_x0041_"), ("_x0001F600_", "😀"),
        ("_x00000041_", "A"), ("_x00110000_", "_x00110000_"), ("_xD83D__xDE00_", "😀"), ("_x0000_", "\0"),
        ("_xFFFF_", "\u{FFFF}"), ("_xFFFE_", "\u{FFFE}"), ("_x0041__x0042_", "AB"), ("_x_x0041_", "_xA"),
        ("_x004_x0041_", "_x004A"), ("_x0041_0042_", "A0042_"), ("_x00G1_", "_x00G1_"), ("_x", "_x"), ("_", "_"),
        ("__", "__"), ("", ""), ("_x00 41_", "_x00 41_"), ("a_x000D__x000A_b", "a\r\nb"), ("_x005f_", "_"),
        ("_x0020_", " "), ("_x20AC_", "€"), ("_x000041_", "_x000041_"), ("_x0000041_", "_x0000041_"),
        ("_x000000041_", "_x000000041_"), ("_xFFFFFFFF_", "\u{FFFF}"), ("_x0041__x0041__x0041_", "AAA"),
        ("_x00110000_x0041_", "_x00110000_x0041_"), ("é_x00E9_é", "ééé"),
        // PowerShell answers "Aaa_x00110000_b" here; see the comment of decodeEscapes.
        ("_x0041_a_x00110000_b", "Aa_x00110000_b"),
    ])
    func decodesEscapes(_ text: String, _ expected: String) {
        var output = Array("before".utf8)
        TextEscapes.decodeEscapes(Array(text.utf8).span, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "before" + expected)
        let contains = TextEscapes.containsEscape(Array(text.utf8).span)
        #expect(contains == (text != expected))
    }

    @Test(
        arguments: [
            ("_xD83D_", [0xD83D]), ("_xDE00__xD83D_", [0xDE00, 0xD83D]), ("_xD83DDE00_", [0xDE00]),
            ("_x8000D83D__xDE00_", [0xD83D, 0xDE00]), ("_x0000D83D_a", [0xD83D, 0x61]),
        ] as [(String, [UInt16])]
    )
    func decodesToCodeUnits(_ text: String, _ expected: [UInt16]) {
        var output: [UInt8] = []
        TextEscapes.decodeEscapes(Array(text.utf8).span, into: &output)
        #expect(output == Self.wtf8(expected))
    }

    @Test func joinsHalvesOfDifferentOrigin() {
        for text in ["_xD83D_&#xDE00;", "&#xD83D;_xDE00_", "&#xD83D;&#xDE00;", "_xD83D__xDE00_", "&#55357;_xDE00_"] {
            var output: [UInt8] = []
            TextEscapes.decodeText(Array(text.utf8).span, into: &output)
            #expect(String(decoding: output, as: UTF8.self) == "😀", "\(text)")
        }
        var pieces: [UInt8] = Self.wtf8([0xD83D])
        TextEscapes.unescapeXML(Array("&#xDE00;".utf8).span, into: &pieces, textStart: 0)
        #expect(String(decoding: pieces, as: UTF8.self) == "😀")
        // Another text before it in the buffer stays apart.
        var values: [UInt8] = Self.wtf8([0xD83D])
        TextEscapes.decodeEscapes(Array("_xDE00_".utf8).span, into: &values)
        #expect(values == [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80])
    }

    @Test(arguments: [
        ("", ""), ("   ", "   "), ("\t\r\n", "_x0009__x000D__x000A_"), ("\0", "_x0000_"),
        ("\u{1F}\u{7F}\u{80}\u{9F}\u{85}", "_x001F__x007F__x0080__x009F__x0085_"),
        (" ~\u{A0}\u{AD}\u{2028}\u{FEFF}", " ~\u{A0}\u{AD}\u{2028}\u{FEFF}"), ("😀", "_xD83D__xDE00_"),
        ("\u{10FFFF}\u{10000}", "_xDBFF__xDFFF__xD800__xDC00_"), ("_", "_"), ("__", "__"), ("_y", "_y"), ("a_", "a_"),
        ("_x", "_x005F_x"), ("_X", "_x005F_X"), ("__x", "__x005F_x"), ("_x0041_", "_x005F_x0041_"),
        ("_xyz", "_x005F_xyz"),
        ("a&b<c>d\"e'f", "a&b<c>d\"e'f"), ("\u{FFFF}é中", "\u{FFFF}é中"), ("퟿", "퟿"),
    ])
    func encodesEscapes(_ text: String, _ expected: String) {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        TextEscapes.encodeEscapes(bytes.span, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }

    @Test func encodesLoneSurrogates() {
        let bytes = Self.wtf8([0x61, 0xD800, 0xDFFF + 0, 0xDFFF, 0x62])
        var output: [UInt8] = []
        TextEscapes.encodeText(bytes.span, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "a_xD800__xDFFF__xDFFF_b")
    }

    @Test(arguments: [
        ("a&b<c>d\"e'f", "a&amp;b&lt;c&gt;d\"e'f", "a&amp;b&lt;c&gt;d&quot;e'f"), ("]]>", "]]&gt;", "]]&gt;"),
        ("<>c__A", "&lt;&gt;c__A", "&lt;&gt;c__A"), ("_x\n", "_x\n", "_x\n"),
        ("\u{FFFE}\u{FFFF}", "&#xFFFE;&#xFFFF;", "&#xFFFE;&#xFFFF;"),
        ("\u{1}\u{B}7\u{1F}\u{7F}", "&#x1;&#xB;7&#x1F;\u{7F}", "&#x1;&#xB;7&#x1F;\u{7F}"),
        ("\t\r\n", "\t\r\n", "\t\r\n"),
    ])
    func escapesXML(_ text: String, _ inText: String, _ inAttribute: String) {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        TextEscapes.escapeXMLText(bytes.span, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == inText)
        output = []
        TextEscapes.escapeXMLAttribute(bytes.span, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == inAttribute)
    }

    @Test func encodesBothLayersInOnePass() {
        let bytes = Array("a\"b<c\n_x&\u{FFFF}".utf8)
        var output: [UInt8] = []
        TextEscapes.encodeAttribute(bytes.span, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "a&quot;b&lt;c_x000A__x005F_x&amp;&#xFFFF;")
        output = []
        TextEscapes.encodeText(bytes.span, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "a\"b&lt;c_x000A__x005F_x&amp;&#xFFFF;")
    }

    @Test(arguments: [
        ("a&amp;b&lt;c&gt;d&quot;e&apos;f", "a&b<c>d\"e'f"), ("&#65;&#128512;", "A😀"), ("&#x41;&#x1F600;", "A😀"),
        ("&#xFFFF;&#xFFFE;&#1;&#0;", "\u{FFFF}\u{FFFE}\u{1}\0"), ("a\r\nb\rc\nd\t", "a\nb\nc\nd\t"),
        ("&#13;&#xa;", "\r\n"),
        ("&amp;lt;", "&lt;"), ("\r", "\n"), ("\r\r\n\n", "\n\n\n"),
    ])
    func unescapesXML(_ text: String, _ expected: String) {
        var output: [UInt8] = []
        let malformed = TextEscapes.unescapeXML(Array(text.utf8).span, into: &output)
        #expect(malformed == nil)
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("a&#X41;", 1), ("&#x110000;", 0), ("&#99999999999;", 0), ("&#;", 0), ("&foo;", 0), ("a & b", 2), ("ab&amp", 2),
        ("&", 0), ("&#x;", 0), ("&#4a;", 0), ("&#x41", 0), ("&lt", 0), ("&LT;", 0), ("&ampx;", 0),
    ])
    func findsMalformedReferences(_ text: String, _ offset: Int) {
        var output: [UInt8] = []
        let malformed = TextEscapes.unescapeXML(Array(text.utf8).span, into: &output)
        #expect(malformed == offset)
        #expect(String(decoding: output, as: UTF8.self) == text)
    }

    @Test func treatsLineEndsByPlace() {
        var output: [UInt8] = []
        TextEscapes.unescapeXML(Array("a\r\nb\tc\nd\re&#10;&#9;".utf8).span, in: .attribute, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "a b c d e\n\t")
        output = []
        TextEscapes.unescapeXML(Array("a\r\n&amp;\t".utf8).span, in: .cdata, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "a\n&amp;\t")
    }

    @Test func findsNoncharacters() {
        let clean = Array("a\u{FFFD}\u{FEFF}".utf8)
        #expect(TextEscapes.firstNoncharacter(in: clean.span) == nil)
        let first = Array("a\u{FFFF}\u{FFFE}".utf8)
        #expect(TextEscapes.firstNoncharacter(in: first.span) == 0xFFFF)
        let other = Array("\u{FFFE}".utf8)
        #expect(TextEscapes.firstNoncharacter(in: other.span) == 0xFFFE)
    }

    @Test func showsLoneSurrogatesAsReplacementCharacters() {
        let bytes = Self.wtf8([0x61, 0xD83D, 0xD83D, 0xDE00, 0xDE00, 0xE9])
        let text = TextEscapes.string(fromWTF8: bytes.span)
        #expect(text == "a\u{FFFD}😀\u{FFFD}é")
        #expect(TextEscapes.utf16Length(of: bytes.span) == 6)
        #expect(TextEscapes.containsLoneSurrogate(bytes.span) == true)
        let plain = Array("a😀é".utf8)
        #expect(TextEscapes.string(fromWTF8: plain.span) == "a😀é")
        #expect(TextEscapes.utf16Length(of: plain.span) == 4)
        #expect(TextEscapes.containsLoneSurrogate(plain.span) == false)
    }

    @Test func encodingAndDecodingUndoEachOther() {
        var generator = SplitMix(seed: 20_240_102)
        let alphabet: [UInt16] = [
            0x5F, 0x78, 0x58, 0x30, 0x41, 0x34, 0x31, 0, 9, 10, 13, 0x1F, 0x20, 0x26, 0x3C, 0x3E, 0x22, 0x7F, 0x80,
            0x9F, 0xA0,
            0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x20AC,
        ]
        for _ in 0..<5000 {
            let length = Int(generator.next() % 12)
            let bytes = Self.wtf8((0..<length).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] })
            for place in [XMLPlace.text, .attribute] {
                var encoded: [UInt8] = []
                if place == .text {
                    TextEscapes.encodeText(bytes.span, into: &encoded)
                } else {
                    TextEscapes.encodeAttribute(bytes.span, into: &encoded)
                }
                var decoded: [UInt8] = []
                TextEscapes.decodeText(encoded.span, in: place, into: &decoded)
                #expect(decoded == bytes)
            }
        }
    }

    /// Any bytes at all, so that nothing in a damaged file can stop the program.
    @Test func survivesAnyBytes() {
        var generator = SplitMix(seed: 7)
        let alphabet: [UInt8] = [
            0x5F, 0x78, 0x30, 0xD8, 0xED, 0xA0, 0xB0, 0x80, 0xF0, 0xF4, 0xC2, 0xEF, 0xBF, 0xBE, 0x26, 0x23, 0x3B, 0x31,
            0xFF,
        ]
        for _ in 0..<20_000 {
            let length = Int(generator.next() % 16)
            let bytes = (0..<length).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] }
            var output: [UInt8] = []
            TextEscapes.decodeText(bytes.span, into: &output)
            #expect(output.count <= bytes.count)
            output = []
            TextEscapes.encodeAttribute(bytes.span, into: &output)
            let text = TextEscapes.string(fromWTF8: bytes.span)
            #expect(text.isEmpty == bytes.isEmpty)
            #expect(TextEscapes.equalIgnoringCase(bytes.span, bytes.span) == true)
        }
    }
}
