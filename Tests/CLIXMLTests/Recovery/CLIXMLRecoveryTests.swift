import CLIXML
import TestSupport
import Testing

/// What comes back of documents that are damaged in one way each.
@Suite struct CLIXMLRecoveryTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let document: [UInt8]
        /// The values that come back.
        let values: [String]
        /// What was done, and why.
        let repairs: [String]

        init(_ name: String, _ document: String, _ values: [String], _ repairs: [String]) {
            self.init(name, Array(document.utf8), values, repairs)
        }

        init(_ name: String, _ document: [UInt8], _ values: [String], _ repairs: [String]) {
            self.name = name
            self.document = document
            self.values = values
            self.repairs = repairs
        }

        var testDescription: String { name }
    }

    private static let root = Written.root
    private static let bag = "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><Props><S N=\"x\">1</S></Props></Obj>"
    private static let whole = root + bag + "</Objs>"

    private static func utf16(_ text: String, mark: Bool = true) -> [UInt8] {
        (mark ? [0xFF, 0xFE] : [])
            + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    static let rows = [
        Row("nothing wrong", whole, [bag], []),
        Row(
            "cut off in a tag",
            root + bag + "<Obj RefId=\"7\"><Props><S N=\"a\">1</S><Obj N=\"b\"><MS><I32 N=\"c\">5</I32><S N",
            [
                bag,
                "<Obj RefId=\"7\"><Props><S N=\"a\">1</S><Obj N=\"b\"><MS><I32 N=\"c\">5</I32></MS></Obj></Props></Obj>",
            ],
            ["closed truncated"]
        ),
        Row("cut off between values", root + bag, [bag], ["closed truncated"]),
        Row(
            "cut off in a text",
            root + "<Obj><LST><S>a</S><S>b",
            ["<Obj><LST><S>a</S></LST></Obj>"],
            ["closed truncated"]
        ),
        Row(
            "cut off in an entry",
            root + "<Obj><DCT><En><S N=\"Key\">a</S><S N=\"Value\">1</S></En><En><S N=\"Key\">b</S>",
            ["<Obj><DCT><En><S N=\"Key\">a</S><S N=\"Value\">1</S></En></DCT></Obj>"],
            ["closed truncated"]
        ),
        Row(
            "cut off in an entry's value",
            root + "<Obj><DCT><En><S N=\"Key\">a</S><Obj N=\"Value\"><LST><S>1</S><S>2",
            ["<Obj><DCT><En><S N=\"Key\">a</S><Obj N=\"Value\"><LST><S>1</S></LST></Obj></En></DCT></Obj>"],
            ["closed truncated"]
        ),
        Row(
            "type names that were defined in what is left out",
            root + "<Obj><DCT><En><Obj N=\"Key\"><TN RefId=\"0\"><T>X</T></TN></Obj></En></DCT></Obj>"
                + "<Obj><TNRef RefId=\"0\" /><S>b</S></Obj></Objs>",
            ["<Obj><DCT></DCT></Obj>", "<Obj><S>b</S></Obj>"],
            ["leftOut invalid-dictionary-entry", "leftOut undefined-type-names"]
        ),
        Row(
            "type names that were defined twice in what is left out",
            root + "<Obj><DCT><En><Obj N=\"Key\"><TN RefId=\"0\"><T>X</T></TN></Obj></En>"
                + "<En><Obj N=\"Key\"><TN RefId=\"0\"><T>X</T></TN></Obj></En></DCT></Obj>"
                + "<Obj><TNRef RefId=\"0\" /><S>b</S></Obj></Objs>",
            ["<Obj><DCT></DCT></Obj>", "<Obj><S>b</S></Obj>"],
            ["leftOut invalid-dictionary-entry", "leftOut invalid-dictionary-entry", "leftOut undefined-type-names"]
        ),
        Row(
            "type names whose later meaning is left out",
            root + "<Obj><TN RefId=\"0\"><T>A</T></TN><DCT><En><Obj N=\"Key\"><TN RefId=\"0\"><T>X</T></TN></Obj>"
                + "</En></DCT></Obj><Obj><TNRef RefId=\"0\" /><S>b</S></Obj></Objs>",
            [
                "<Obj><TN RefId=\"0\"><T>A</T></TN><DCT></DCT></Obj>", "<Obj><TNRef RefId=\"0\" /><S>b</S></Obj>",
            ],
            ["leftOut invalid-dictionary-entry"]
        ),
        Row(
            "a damaged start tag",
            root + "<Obj><Props><S N=\"a\">1</S><S N=@@b>2</S><S N=\"c\">3</S></Props></Obj></Objs>",
            ["<Obj><Props><S N=\"a\">1</S><S N=\"c\">3</S></Props></Obj>"],
            ["leftOut invalid-markup"]
        ),
        Row(
            "a damaged end tag",
            root + "<Obj><Props><S N=\"a\">1<@S><S N=\"c\">3</S></Props></Obj></Objs>",
            ["<Obj><Props><S N=\"c\">3</S></Props></Obj>"],
            ["leftOut invalid-name"]
        ),
        Row(
            "a lost end of an object",
            root + "<Obj RefId=\"1\"><Props><S N=\"a\">1</S></Obj><S>z</S></Objs>",
            ["<Obj RefId=\"1\"><Props><S N=\"a\">1</S></Props></Obj>", "<S>z</S>"],
            ["leftOut mismatched-tag"]
        ),
        Row(
            "an end tag too many",
            root + "<Obj><Props><S N=\"a\">1</S></Props></Props><MS><S N=\"b\">2</S></MS></Obj><S>z</S></Objs>",
            ["<Obj><Props><S N=\"a\">1</S></Props><MS><S N=\"b\">2</S></MS></Obj>", "<S>z</S>"],
            ["leftOut mismatched-tag"]
        ),
        Row(
            "a lost start of an object",
            root + "<Obj><Props><S N=\"a\">1</S>....RefId=\"2\"><TN><T>B</T></TN><Props><S N=\"b\">2</S></Props></Obj>"
                + "<S N=\"c\">3</S></Props></Obj></Objs>",
            ["<Obj><Props><S N=\"a\">1</S><S N=\"c\">3</S></Props></Obj>"],
            ["leftOut unexpected-text"]
        ),
        Row(
            "a lost start of a value",
            root + "<S>a</S>\n....j RefId=\"2\"><TN><T>B</T></TN><Props><S N=\"b\">2</S></Props></Obj><S>z</S></Objs>",
            ["<S>a</S>", "<Obj RefId=\"2\"><TN><T>B</T></TN><Props><S N=\"b\">2</S></Props></Obj>", "<S>z</S>"],
            ["reopened unexpected-text"]
        ),
        Row(
            "a value whose start is gone",
            root + "\n      <TN><T>B</T></TN><Props><S N=\"b\">2</S></Props></Obj><S>z</S></Objs>",
            ["<Obj><TN><T>B</T></TN><Props><S N=\"b\">2</S></Props></Obj>", "<S>z</S>"],
            ["reopened unknown-element"]
        ),
        Row(
            "a value whose start is gone where there is no room for another",
            root + "<TN><T>B</T></TN><Props><S N=\"b\">2</S></Props></Obj><S>z</S></Objs>",
            ["<S>z</S>"],
            ["leftOut unknown-element", "leftOut unknown-element", "leftOut mismatched-tag"]
        ),
        Row(
            "a start tag of a member that is damaged behind its name",
            root
                + "<Obj><Props><Obj N=\"é &amp; b\" Re@@@@2\"><MS><I32 N=\"c\">5</I32></MS></Obj></Props></Obj></Objs>",
            ["<Obj><Props><Obj N=\"é &amp; b\"><MS><I32 N=\"c\">5</I32></MS></Obj></Props></Obj>"],
            ["reopened invalid-markup"]
        ),
        Row(
            "a start tag of a member that is damaged before its name",
            root
                + "<Obj><Props><S N=\"a\">1@@@@@@@@@@@ N=\"b\" RefId=\"2\"><MS><I32 N=\"c\">5</I32></MS></Obj></Props></Obj></Objs>",
            ["<Obj><Props><Obj N=\"b\" RefId=\"2\"><MS><I32 N=\"c\">5</I32></MS></Obj></Props></Obj>"],
            ["reopened unexpected-element"]
        ),
        Row(
            "a lost start of properties",
            root
                + "<Obj RefId=\"1\">@@@@@@@@@@@@@@@@</S><S N=\"b\">2</S></Props><MS><S N=\"c\">3</S></MS></Obj></Objs>",
            ["<Obj RefId=\"1\"><Props><S N=\"b\">2</S></Props><MS><S N=\"c\">3</S></MS></Obj>"],
            ["reopened unexpected-text"]
        ),
        Row(
            "lost starts of an object and its list",
            root + "<Obj><LST><S>a</S>@@@@@@@@@@@@@@@@@@<S>b</S></LST></Obj><S>c</S></LST></Obj></Objs>",
            ["<Obj><LST><S>a</S><Obj><LST><S>b</S></LST></Obj><S>c</S></LST></Obj>"],
            ["reopened unexpected-text"]
        ),
        Row(
            "a lost start of an entry",
            root + "<Obj><DCT>@@@@@<S N=\"Key\">a</S><S N=\"Value\">1</S></En>"
                + "<En><S N=\"Key\">c</S><S N=\"Value\">3</S></En></DCT></Obj></Objs>",
            [
                "<Obj><DCT><En><S N=\"Key\">a</S><S N=\"Value\">1</S></En><En><S N=\"Key\">c</S><S N=\"Value\">3</S></En>"
                    + "</DCT></Obj>"
            ],
            ["reopened unexpected-text"]
        ),
        Row(
            "a lost start of a dictionary, with a key",
            root + "<Obj>@@@@@@@@@@@@@@<S N=\"Value\">1</S></En>"
                + "<En><S N=\"Key\">b</S><S N=\"Value\">2</S></En></DCT></Obj></Objs>",
            ["<Obj><DCT><En><S N=\"Key\">b</S><S N=\"Value\">2</S></En></DCT></Obj>"],
            ["reopened unexpected-text", "leftOut invalid-dictionary-entry"]
        ),
        Row(
            "a lost end of a property",
            root
                + "<Obj><Props><Obj N=\"a\"><ToString>t</ToString><S N=\"b\">2</S><Nil N=\"c\" /></Props></Obj></Objs>",
            ["<Obj><Props><Obj N=\"a\"><ToString>t</ToString></Obj><S N=\"b\">2</S><Nil N=\"c\" /></Props></Obj>"],
            ["leftOut unknown-element"]
        ),
        Row(
            "a wrong value in a list",
            root + "<Obj><LST><S>1</S><I32>x</I32><S>3</S></LST></Obj></Objs>",
            ["<Obj><LST><S>1</S><S>3</S></LST></Obj>"],
            ["leftOut invalid-value"]
        ),
        Row(
            "a wrong value in an entry",
            root + "<Obj><DCT><En><S N=\"Key\">a</S><I32 N=\"Value\">x</I32></En>"
                + "<En><S N=\"Key\">b</S><I32 N=\"Value\">1</I32></En></DCT></Obj></Objs>",
            ["<Obj><DCT><En><S N=\"Key\">b</S><I32 N=\"Value\">1</I32></En></DCT></Obj>"],
            ["leftOut invalid-value"]
        ),
        Row(
            "a reference to what was lost",
            root
                + "<Obj RefId=\"1\"><LST><I32>x</I32></LST><Foo /></Obj><Obj><Props><Obj N=\"a\" RefId=\"2\"><I32>y</I32></Obj>"
                + "<Ref N=\"b\" RefId=\"3\" /><Ref N=\"c\" RefId=\"1\" /></Props></Obj></Objs>",
            [
                "<Obj RefId=\"1\"><LST></LST></Obj>",
                "<Obj><Props><Obj N=\"a\" RefId=\"2\"></Obj><Ref N=\"c\" RefId=\"1\" /></Props></Obj>",
            ],
            [
                "leftOut invalid-value", "leftOut unknown-element", "leftOut invalid-value",
                "leftOut undefined-reference",
            ]
        ),
        Row(
            "type names that were lost",
            root + "<Obj><TN RefId=\"0\"><T>A</T><T@</TN><MS><S N=\"a\">1</S></MS></Obj><Obj><TNRef RefId=\"0\" />"
                + "<MS><S N=\"b\">2</S></MS></Obj></Objs>",
            ["<Obj><MS><S N=\"a\">1</S></MS></Obj>", "<Obj><MS><S N=\"b\">2</S></MS></Obj>"],
            ["leftOut invalid-markup", "leftOut undefined-type-names"]
        ),
        Row(
            "forbidden characters",
            root + "<S>a\u{1}b & c &nbsp; x < y ]]> z</S><I32>\u{4}5</I32></Objs>",
            ["<S>a_x0001_b &amp; c &amp;nbsp; x &lt; y &#93;]> z</S>"],
            [
                "escaped invalid-character", "escaped invalid-reference", "escaped undeclared-entity",
                "escaped invalid-name", "escaped invalid-character", "leftOut invalid-character",
            ]
        ),
        Row(
            "forbidden characters in addresses",
            root + "<URI>http://a/?b&c</URI><URI>http://\u{1F}.</URI><S>d</S></Objs>",
            ["<URI>http://a/?b&amp;c</URI>", "<S>d</S>"],
            ["escaped invalid-reference", "leftOut invalid-character"]
        ),
        Row(
            "zeros over a text",
            root + "<S>a" + String(repeating: "\0", count: 16) + "b</S><S>c</S></Objs>",
            ["<S>c</S>"],
            ["leftOut invalid-character"]
        ),
        Row(
            "two documents",
            whole + "\n" + root + "<Obj RefId=\"0\"><TNRef RefId=\"0\" /></Obj><S>b</S></Objs>",
            [bag, "<Obj RefId=\"0\"></Obj>", "<S>b</S>"],
            ["joined multiple-roots", "leftOut undefined-type-names"]
        ),
        Row(
            "a prefix of a root that is lost",
            "<s xmlns:q=\"\(Reading.namespace)\"><q:S>a</q:S><S>b</S></s>",
            ["<S>b</S>"],
            ["passedOver wrong-root", "leftOut invalid-namespace", "leftOut mismatched-tag"]
        ),
        Row(
            "a prefix of an element that is left out",
            root + "<s xmlns:q=\"\(Reading.namespace)\"><q:S>a</q:S><S>b</S></Objs>",
            ["<S>b</S>"],
            ["leftOut unknown-element", "leftOut invalid-namespace"]
        ),
        Row(
            "a document that has prefixes behind one that has none",
            whole + "<p:Objs xmlns:p=\"\(Reading.namespace)\"><p:S>a</p:S><S>b</S></p:Objs>",
            [bag, "<S>b</S>"],
            ["joined multiple-roots", "leftOut invalid-namespace"]
        ),
        Row(
            "a document that has no prefixes behind one that has",
            "<p:Objs xmlns:p=\"\(Reading.namespace)\"><p:S>a</p:S></p:Objs>" + root + "<S>b</S></Objs>",
            ["<p:S>a</p:S>"],
            ["joined multiple-roots", "leftOut wrong-namespace"]
        ),
        Row(
            "a document of a newer version behind an older one",
            whole + root.replacing("1.1.0.1", with: "1.2") + "<Obj><New /><S>b</S></Obj></Objs>",
            [bag, "<Obj><S>b</S></Obj>"],
            ["joined multiple-roots", "leftOut unknown-element"]
        ),
        Row(
            "two documents with headers",
            "#< CLIXML\r\n" + whole + "#< CLIXML\r\n" + root + "<S>b</S></Objs>",
            [bag, "<S>b</S>"],
            ["joined text-outside-root"]
        ),
        Row(
            "a declaration inside",
            "<?xml version=\"1.0\"?>" + whole + "<?xml version=\"1.0\"?>" + root + "<S>b</S></Objs>",
            [bag, "<S>b</S>"],
            ["joined invalid-declaration"]
        ),
        Row(
            "text around",
            "started\n" + whole + "\nended\n",
            [bag],
            ["passedOver text-outside-root", "passedOver text-outside-root"]
        ),
        Row("no root", bag + "<S>q</S>", [bag, "<S>q</S>"], ["passedOver wrong-root", "closed truncated"]),
        Row(
            "the beginning lost",
            "N=\"x\">1</S></Props></Obj><S>q</S></Objs>",
            ["<S>q</S>"],
            ["passedOver text-outside-root", "leftOut text-outside-root"]
        ),
        Row(
            "no namespace",
            "<Objs Version=\"1.1.0.1\">" + bag + "</Objs>",
            [bag],
            ["passedOver wrong-root"]
        ),
        Row(
            "another version",
            whole.replacing("1.1.0.1", with: "2.0"),
            [bag],
            ["passedOver unsupported-version"]
        ),
        Row("a document type", "<!DOCTYPE x>" + whole, [bag], ["passedOver document-type"]),
        Row("empty", "", [], ["passedOver missing-root"]),
        Row("no document", "\u{0}\u{1}hello", [], ["passedOver text-outside-root"]),
        Row("UTF-16 without a mark", utf16(whole, mark: false), [bag], ["transcoded mixed-encodings"]),
        Row(
            "UTF-8, then UTF-16",
            Array((root + bag).utf8) + utf16("<S>é</S></Objs>", mark: false),
            [bag, "<S>é</S>"],
            ["transcoded mixed-encodings"]
        ),
        Row(
            "UTF-16, then UTF-8",
            utf16(root + bag) + Array("<S>é</S></Objs>".utf8),
            [bag, "<S>é</S>"],
            ["transcoded mixed-encodings"]
        ),
        Row(
            "bytes of a code page",
            Array((root + "<S>caf").utf8) + [0xE9] + Array("</S></Objs>".utf8),
            ["<S>caf\u{FFFD}</S>"],
            ["replaced malformed-bytes"]
        ),
    ]

    private static func recover(_ document: [UInt8]) -> (values: [String], repairs: [Repair], result: [UInt8]) {
        var recovery = CLIXMLRecovery(document)
        var values: [String] = []
        var repairs: [Repair] = []
        var result: [UInt8] = []
        while let value = recovery.next() {
            values.append(String(decoding: value.markup, as: UTF8.self))
            result += value.markup
            repairs += recovery.takeRepairs()
        }
        repairs += recovery.takeRepairs()
        return (values, repairs, recovery.rootStartTag + result + recovery.rootEndTag)
    }

    @Test(arguments: rows)
    func keepsWhatIsWhole(row: Row) {
        let (values, repairs, result) = CLIXMLRecoveryTests.recover(row.document)
        #expect(values == row.values)
        #expect(repairs.map { "\($0.kind) \($0.error.code)" } == row.repairs)
        #expect(RecoveryMeasurement.isReadable(result) == nil)
    }

    @Test func namesRangesOfTheInput() {
        let document = CLIXMLRecoveryTests.root + "<Obj><LST>\n<S>é</S>\n<I32>x</I32></LST></Obj></Objs>"
        let repair = CLIXMLRecoveryTests.recover(Array(document.utf8)).repairs.first
        #expect(repair?.byteRange == 101..<113)
        #expect(repair?.error.position == SourcePosition(byteOffset: 101, line: 3, column: 1))
        #expect(repair?.error.path?.description == "Objs/Obj[1]/LST/I32[2]")
        let wide = CLIXMLRecoveryTests.recover(CLIXMLRecoveryTests.utf16(document)).repairs.first
        #expect(wide?.byteRange == 202..<226)
    }

    @Test func valuesAreThoseOfTheMarkup() throws {
        let document =
            CLIXMLRecoveryTests.root + "<Obj><MS><S N=\"a\">1</S><I32 N=\"b\">x</I32><S N=\"c\">3</S></MS></Obj></Objs>"
        var recovery = CLIXMLRecovery(Array(document.utf8))
        let next = recovery.next()
        let value = try #require(next)
        #expect(!value.isWhole)
        guard case .object(let object) = value.documentValue.value else {
            Issue.record("no object")
            return
        }
        #expect(object.extendedProperties.map(\.name) == ["a", "c"])
        #expect(object["c"] == "3")
    }

    /// Whatever the bytes, what comes out is a document, and it ends.
    @Test func anyBytesGiveADocument() throws {
        var random = SplitMix(seed: 7)
        let pieces = [
            "<Obj RefId=\"1\">", "</Obj>", "<Props>", "</Props>", "<MS>", "</MS>", "<LST>", "</LST>", "<DCT>", "</DCT>",
            "<En>", "</En>", "<S N=\"Key\">k</S>", "<S N=\"Value\">v</S>", "<S>", "</S>", "<I32>5</I32>",
            "<TN RefId=\"0\">",
            "<T>x</T>", "</TN>", "<TNRef RefId=\"0\" />", "<Ref RefId=\"1\" />", "<PR>", "</PR>", "<AV>a</AV>", "<",
            ">", "&",
            "\u{1}", "\n", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "</Objs>", CLIXMLRecoveryTests.root,
            "#< CLIXML\n",
            "<Nil N=\"n\" />", "<ToString>t</ToString>", "text", "\"", "N=", "\u{FEFF}", "<x:Obj>", "<Obj N=\"a\">",
            "\0\0",
        ]
        for _ in 0..<3000 {
            var document: [UInt8] = random.next() % 3 == 0 ? [] : Array(CLIXMLRecoveryTests.root.utf8)
            for _ in 0..<(random.next() % 24) {
                document += Array((pieces.randomElement(using: &random) ?? "").utf8)
            }
            let result = CLIXMLRecoveryTests.recover(document).result
            let error = RecoveryMeasurement.isReadable(result)
            #expect(
                error == nil,
                "\(String(decoding: document, as: UTF8.self)) gave \(String(decoding: result, as: UTF8.self))"
            )
        }
    }

    /// Many damages in one value take no more than time linear in the input.
    @Test(.timeLimit(.minutes(1)))
    func manyDamagesAreQuick() {
        let members = (0..<20_000).map { "<S N=\"m\($0)\">1</S><I32 N=\"b\($0)\">x</I32><Foo/>" }.joined()
        let document = CLIXMLRecoveryTests.root + "<Obj><MS>" + members + "</MS></Obj></Objs>"
        let (values, repairs, _) = CLIXMLRecoveryTests.recover(Array(document.utf8))
        #expect(values.count == 1)
        #expect(repairs.count == 40_000)
    }
}
