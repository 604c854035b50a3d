import CLIXML
import TestSupport
import Testing

/// Spec section 9.3: primitives inside documents. What each text means is tested with the parsers of the texts.
@Suite struct PrimitiveReadingTests {
    static let values: [ReadingRow] = [
        ReadingRow("89", "<C>65</C><C>0</C><C>55296</C>", reads: "C 65", "C 0", "C 55296"),
        ReadingRow("91", "<B>1</B><B> false </B><B>\ntrue</B>", reads: "B true", "B false", "B true"),
        ReadingRow("93", "<I32> +5 </I32><I32>007</I32><I64>-0</I64>", reads: "I32 5", "I32 7", "I64 0"),
        ReadingRow(
            "limits",
            "<By>255</By><SB>-128</SB><I16>-32768</I16><U16>65535</U16><U32>4294967295</U32><U64>18446744073709551615</U64>",
            reads: "By 255",
            "SB -128",
            "I16 -32768",
            "U16 65535",
            "U32 4294967295",
            "U64 18446744073709551615"
        ),
        ReadingRow("98", "<x:I32 xmlns:x=\"urn:q\">7</x:I32>", reads: "I32 7"),
        ReadingRow("98 default", "<Obj><MS><Db xmlns='' N='a'>7</Db></MS></Obj>", reads: "{MS(a: Db 7.0)}"),
        ReadingRow(
            "99",
            "<I32>5<!--c--></I32><I32><![CDATA[5]]></I32><I32><?a?>&#53;</I32><I32>1<![CDATA[2]]>3</I32>",
            reads: "I32 5",
            "I32 5",
            "I32 5",
            "I32 123"
        ),
        ReadingRow(
            "107",
            "<Db>INF</Db><Db> .5 </Db><Db>1e400</Db><Db>-0</Db><Sg>1.</Sg>",
            reads: "Db inf",
            "Db 0.5",
            "Db inf",
            "Db -0.0",
            "Sg 1.0"
        ),
        ReadingRow("109", "<Db>0.33333333333333331</Db>", reads: "Db 0.3333333333333333"),
        ReadingRow("110", "<D>1.10</D><D>-0.0</D>", reads: "D 110e-2", "D 0e-1"),
        ReadingRow(
            "116",
            "<DT>2024-01-02T03:04:05+09:00</DT><DT>2024-01-02T03:04:05.1Z</DT><DT>0001-01-01T00:00:00</DT>",
            reads: "DT 638397614450000000 local 540",
            "DT 638397614451000000 utc",
            "DT 0 unspecified"
        ),
        ReadingRow("121", "<TS>-PT1.25S</TS><TS>P1DT1H</TS>", reads: "TS -12500000", "TS 900000000000"),
        ReadingRow(
            "127",
            "<G>{792E5B37-4505-47EF-B7D2-8711BB7ADB98}</G>",
            reads: "G 792e5b37450547ef-b7d28711bb7adb98"
        ),
        ReadingRow(
            "128",
            "<Version>1.2</Version><Version> 01.2.3.4</Version>",
            reads: "Version 1.2.-1.-1",
            "Version 1.2.3.4"
        ),
        ReadingRow("131", "<URI></URI><URI>http://a/b c</URI>", reads: "URI \"\"", "URI \"http://a/b c\""),
        ReadingRow("131 coded", "<URI>http://a/_x0041_?b&amp;c</URI>", reads: "URI \"http://a/A?b&c\""),
        ReadingRow("133", "<BA/><BA>AQID</BA>", reads: "BA []", "BA [1, 2, 3]"),
        ReadingRow("134", "<BA> AQ\r\nID\t</BA>", reads: "BA [1, 2, 3]"),
        ReadingRow("137", "<XD></XD><XD>&lt;a/&gt;</XD>", reads: "XD \"\"", "XD \"<a/>\""),
        ReadingRow("139", "<SBK> 1 </SBK>", reads: "SBK \" 1 \""),
        ReadingRow("140", "<SS>61006200</SS>", reads: "SS 61006200"),
        ReadingRow("attributes", "<I32 Foo='1' xml:space='preserve' RefId='x'>5</I32>", reads: "I32 5"),
        ReadingRow("nil", "<Nil></Nil><Nil Foo=''/>", reads: "nil", "nil"),
    ]

    @Test(arguments: values)
    func value(row: ReadingRow) { row.check() }

    /// An element, and what is wrong with it; `¦` is at its beginning.
    static let refusals: [(String, String, CLIXMLError.Code)] = [
        ("90", "<C>A</C>", .invalidValue), ("90", "<C>65536</C>", .invalidValue), ("90", "<C>+65</C>", .invalidValue),
        ("92", "<B>True</B>", .invalidValue), ("92", "<B/>", .invalidValue), ("94", "<I32>5.0</I32>", .invalidValue),
        ("94", "<I32>0x5</I32>", .invalidValue), ("94", "<I32>1,000</I32>", .invalidValue),
        ("94", "<I32/>", .invalidValue),
        ("94", "<I32> </I32>", .invalidValue), ("94", "<I32><!-- 5 --></I32>", .invalidValue),
        ("95", "<I32>2147483648</I32>", .invalidValue), ("96", "<By>+1</By>", .invalidValue),
        ("96", "<U64>-0</U64>", .invalidValue), ("97", "<By>256</By>", .invalidValue),
        ("97", "<SB>-129</SB>", .invalidValue),
        ("108", "<Db>+INF</Db>", .invalidValue), ("108", "<Db/>", .invalidValue),
        ("108", "<Sg>1,5</Sg>", .invalidValue),
        ("111", "<D>1e5</D>", .invalidValue), ("111", "<D>79228162514264337593543950336</D>", .invalidValue),
        ("119", "<DT>2024-01-02 03:04:05</DT>", .invalidValue), ("119", "<DT>2024-01-02T24:00:00</DT>", .invalidValue),
        ("119 range", "<DT>9999-12-31T23:59:59.99999999</DT>", .valueOutOfRange),
        ("124", "<TS>P1W</TS>", .invalidValue), ("125", "<TS>P10675199DT2H48M5.4775808S</TS>", .valueOutOfRange),
        ("129", "<Version>1</Version>", .invalidValue), ("129", "<Version>1.-2</Version>", .invalidValue),
        ("132", "<URI>http://</URI>", .invalidValue), ("132", "<URI>http://a:99999/</URI>", .invalidValue),
        ("135", "<BA>AQI</BA>", .invalidValue), ("135", "<BA>AQID!</BA>", .invalidValue),
        ("138", "<XD>&lt;a</XD>", .invalidValue), ("138", "<XD>a</XD>", .invalidValue),
        ("141", "<SS></SS>", .invalidValue), ("141", "<SS>6</SS>", .invalidValue),
        ("141", "<SS>61</SS>", .invalidValue),
        ("141", "<SS>zz00</SS>", .invalidValue), ("147", "<SemanticVersion>1.0.0</SemanticVersion>", .unknownElement),
        ("no _x coding", "<I32>_x0035_</I32>", .invalidValue), ("guid", "<G>1</G>", .invalidValue),
    ]

    @Test(arguments: refusals)
    func refusal(name: String, element: String, code: CLIXMLError.Code) {
        ReadingRow(name, "<S>a</S>¦\(element)", refused: code, after: "\"a\"").check()
        let named = element.replacing(/^<(\w+)/) { "<\($0.1) N='n'" }
        ReadingRow(name, "<Obj><Props>\n ¦\(named)</Props></Obj>", refused: code).check()
        if code != .unknownElement {
            ReadingRow(name, "<Obj><MS/>¦\(element)</Obj>", refused: code).check()
        }
    }

    @Test func refusesElementsInNumbers() {
        ReadingRow("100", "<I32>5¦<b/></I32>", refused: .unexpectedElement).check()
        ReadingRow("100 first", "<I32>¦<Nil/>5</I32>", refused: .unexpectedElement).check()
    }

    // MARK: - Progress records

    /// A record with one child replaced, or left out.
    private static func record(_ changes: [String: String?] = [:]) -> String {
        let children = [
            ("AV", "<AV>a</AV>"), ("AI", "<AI>1</AI>"), ("CO", "<Nil />"), ("PI", "<PI>-1</PI>"), ("PC", "<PC>50</PC>"),
            ("T", "<T>Processing</T>"), ("SR", "<SR>-1</SR>"), ("SD", "<SD>s</SD>"),
        ]
        return "<PR>" + children.map { changes[$0.0, default: $0.1] ?? "" }.joined() + "</PR>"
    }

    static let records: [ReadingRow] = [
        ReadingRow("142", record(), reads: "PR(\"a\" 1 nil -1 50 Processing -1 \"s\")"),
        ReadingRow(
            "142 empty operation",
            record(["CO": "<S></S>"]),
            reads: "PR(\"a\" 1 \"\" -1 50 Processing -1 \"s\")"
        ),
        ReadingRow(
            "operation",
            record(["CO": "<Obj><TN><T>X</T></TN><ToString>y</ToString></Obj>"]),
            reads: "PR(\"a\" 1 {T=[Deserialized.X] ToString=\"y\"} -1 50 Processing -1 \"s\")"
        ),
        ReadingRow(
            "blanks and codes",
            "<PR>\n<AV>_x0041_&amp;</AV> <AI> 2 </AI><!-- --><S>o</S><PI>-5</PI><PC>-7</PC><T> completed</T>"
                + "<SR>9</SR><SD> </SD></PR>",
            reads: "PR(\"A&\" 2 \"o\" -5 -7 Completed 9 \" \")"
        ),
        ReadingRow("144", record(["T": "<T>completed</T>"]), reads: "PR(\"a\" 1 nil -1 50 Completed -1 \"s\")"),
        ReadingRow("144", record(["T": "<T>1</T>"]), reads: "PR(\"a\" 1 nil -1 50 Completed -1 \"s\")"),
        ReadingRow("144", record(["T": "<T> Processing </T>"]), reads: "PR(\"a\" 1 nil -1 50 Processing -1 \"s\")"),
        ReadingRow(
            "in an object",
            "<Obj><MS><PR N='Record'>\(record().dropFirst(4))</MS></Obj>",
            reads: "{MS(Record: PR(\"a\" 1 nil -1 50 Processing -1 \"s\"))}"
        ),
        ReadingRow("base", "<Obj>\(record())</Obj>", reads: "{PR(\"a\" 1 nil -1 50 Processing -1 \"s\")}"),
        ReadingRow("144 other", "¦\(record(["T": "<T>5</T>"]))", refused: .invalidValue),
        ReadingRow("145 activity", "¦\(record(["AV": "<AV></AV>"]))", refused: .invalidValue),
        ReadingRow("145 status", "¦\(record(["SD": "<SD/>"]))", refused: .invalidValue),
        ReadingRow("145 percent", "¦\(record(["PC": "<PC>101</PC>"]))", refused: .invalidValue),
        ReadingRow("145 number", "¦\(record(["AI": "<AI>-1</AI>"]))", refused: .invalidValue),
        ReadingRow("145 parent", "¦\(record(["PI": "<PI>1</PI>"]))", refused: .invalidValue),
        ReadingRow("146", record(["AI": "¦<AI>x</AI>"]), refused: .invalidValue),
        ReadingRow("143 missing", record(["AV": nil, "AI": "¦<AI>1</AI>"]), refused: .invalidProgressRecord),
        ReadingRow("143 last missing", "¦\(record(["SD": nil]))", refused: .invalidProgressRecord),
        ReadingRow("143 order", record(["SR": "¦<SD>s</SD>", "SD": "<SR>1</SR>"]), refused: .invalidProgressRecord),
        ReadingRow("143 ninth", record(["SD": "<SD>s</SD>¦<SD>s</SD>"]), refused: .invalidProgressRecord),
        ReadingRow("143 empty", "¦<PR/>", refused: .invalidProgressRecord),
        ReadingRow("143 empty", "¦<PR></PR>", refused: .invalidProgressRecord),
        ReadingRow("text", "<PR>¦a<AV/></PR>", refused: .unexpectedText),
        ReadingRow("operation of no kind", record(["CO": "¦<Foo/>"]), refused: .unknownElement),
        ReadingRow("namespace", "¦<PR xmlns='urn:x'/>", refused: .wrongNamespace),
        ReadingRow(
            "namespace of a child",
            record(["AV": "¦<AV xmlns='urn:x'>a</AV>"]),
            refused: .invalidProgressRecord
        ),
    ]

    @Test(arguments: records)
    func progressRecord(row: ReadingRow) { row.check() }
}
