import CLIXML
import TestSupport
import Testing

/// Spec section 9.1: what stands around the values.
@Suite struct FramingTests {
    private static let namespace = Reading.namespace

    /// A root element with other attributes than usual.
    private static func root(_ attributes: String, _ content: String = "<S>a</S>") -> String {
        "<Objs \(attributes)>\(content)</Objs>"
    }

    static let declarations: [ReadingRow] = {
        let document = String(decoding: Reading.document("<S>a</S>"), as: UTF8.self)
        let ns = namespace
        return [
            ReadingRow("15", document: "<?xml version=\"1.0\"?>\(document)", reads: ["\"a\""]),
            ReadingRow(
                "15 all pseudo-attributes",
                document: "<?xml version='1.0' encoding='utf-16' standalone='yes' ?>\n\(document)",
                reads: ["\"a\""]
            ),
            ReadingRow("16", document: "\n¦<?xml version=\"1.0\"?>\(document)", refused: .invalidDeclaration),
            ReadingRow("16 inside", "¦<?xml version='1.0'?><S>a</S>", refused: .invalidDeclaration),
            ReadingRow("17", document: "<?xml ¦version=\"1.1\"?>\(document)", refused: .unsupportedXMLVersion),
            ReadingRow("no version", document: "¦<?xml encoding='utf-8'?>\(document)", refused: .invalidDeclaration),
            ReadingRow("bare", document: "¦<?xml?>\(document)", refused: .invalidDeclaration),
            ReadingRow(
                "order",
                document: "¦<?xml version='1.0' standalone='no' encoding='utf-8'?>\(document)",
                refused: .invalidDeclaration
            ),
            ReadingRow(
                "standalone",
                document: "¦<?xml version='1.0' standalone='maybe'?>\(document)",
                refused: .invalidDeclaration
            ),
            ReadingRow("cut off", document: "¦<?xml version='1.0'", refused: .truncated),
            ReadingRow(
                "no end",
                document: "¦<?xml version='1.0' \(String(repeating: " ", count: 2000))",
                refused: .invalidDeclaration
            ),
            ReadingRow("not one", document: "<?xml-stylesheet href='a'?>\(document)", reads: ["\"a\""]),
            ReadingRow("18", document: "¦<!DOCTYPE Objs>\(document)", refused: .documentType),
            ReadingRow(
                "18 with entities",
                document: "¦<!DOCTYPE Objs [<!ENTITY a \"b\">]>\(root("xmlns='\(ns)'", "<S>&a;</S>"))",
                refused: .documentType
            ),
            ReadingRow("18 inside", "<S>a</S>¦<!DOCTYPE Objs>", refused: .documentType, after: "\"a\""),
            ReadingRow("18 cut off", document: "¦<!DOCT", refused: .truncated),
        ]
    }()

    @Test(arguments: declarations)
    func declaration(row: ReadingRow) { row.check() }

    /// Eight bytes of a name are compared at once, and zero bytes before a name are not the name alone.
    static let zeroBytes: [ReadingRow] = [
        ReadingRow("in an end tag", "<S>a</¦\0\0\0\0S>", refused: .invalidName),
        ReadingRow("in the root's end tag", document: "\(Reading.rootTag)</¦\0Objs>", refused: .invalidName),
        ReadingRow("in a member", "<Obj><MS><¦\0S N=\"a\">b</\0S></MS></Obj>", refused: .invalidName),
    ]

    @Test(arguments: zeroBytes)
    func zeroByte(row: ReadingRow) { row.check() }

    static let roots: [ReadingRow] = [
        ReadingRow("19 empty", document: "¦", refused: .missingRoot),
        ReadingRow("19 blanks", document: " \r\n\t ¦", refused: .missingRoot),
        ReadingRow("19 comment", document: "<!-- a --><?b?>¦", refused: .missingRoot),
        ReadingRow("20 other", document: "¦<Foo/>", refused: .wrongRoot),
        ReadingRow("20 no namespace", document: "¦<Objs><S>a</S></Objs>", refused: .wrongRoot),
        ReadingRow("20 other namespace", document: "¦<Objs xmlns='urn:x'/>", refused: .wrongRoot),
        ReadingRow("20 lower case", document: "¦<objs xmlns='\(namespace)'/>", refused: .wrongRoot),
        ReadingRow(
            "21",
            document: "<p:Objs xmlns:p='\(namespace)'><p:S>a</p:S></p:Objs>",
            reads: ["\"a\""]
        ),
        ReadingRow("22", document: root("xmlns='\(namespace)'"), reads: ["\"a\""]),
        ReadingRow(
            "namespace with references",
            document: root("xmlns='http&#58;//schemas.microsoft.com/powershell/2004/04'"),
            reads: ["\"a\""]
        ),
        ReadingRow("28 self-closed", document: "<Objs xmlns='\(namespace)'/>", reads: []),
        ReadingRow("28 empty", document: root("xmlns='\(namespace)'", ""), reads: []),
        ReadingRow("28 blanks", document: root("xmlns='\(namespace)'", " \n "), reads: []),
        ReadingRow("29 two", "<S>a</S><I32>1</I32>", reads: "\"a\"", "I32 1"),
        ReadingRow("30", "<S>a</S>¦text", refused: .unexpectedText, after: "\"a\""),
        ReadingRow("30 before", "  ¦text<S>a</S>", refused: .unexpectedText),
        ReadingRow("30 CDATA", "<S>a</S>¦<![CDATA[ ]]>", refused: .unexpectedText, after: "\"a\""),
        ReadingRow("30 reference", "<S>a</S>¦&#32;", refused: .unexpectedText, after: "\"a\""),
        ReadingRow(
            "31 text",
            document: "\(Reading.rootTag)<S>a</S></Objs> \n¦text",
            refused: .textOutsideRoot,
            after: ["\"a\""]
        ),
        ReadingRow(
            "31 CDATA",
            document: "\(Reading.rootTag)<S>a</S></Objs>¦<![CDATA[]]>",
            refused: .textOutsideRoot,
            after: ["\"a\""]
        ),
        ReadingRow(
            "31 blanks and comments",
            document: "\(Reading.rootTag)<S>a</S></Objs> <!-- a --> <?b c?> \n",
            reads: ["\"a\""]
        ),
        ReadingRow(
            "31 end tag",
            document: "\(Reading.rootTag)<S>a</S></Objs>¦</Objs>",
            refused: .mismatchedTag,
            after: ["\"a\""]
        ),
        ReadingRow(
            "32",
            document: "\(Reading.rootTag)<S>a</S></Objs>¦<Objs/>",
            refused: .multipleRoots,
            after: ["\"a\""]
        ),
        ReadingRow("text first", document: "¦a\(Reading.rootTag)</Objs>", refused: .textOutsideRoot),
        ReadingRow("text after blanks", document: " \r\n\r ¦a", refused: .textOutsideRoot),
        ReadingRow("end tag first", document: "¦</Objs>", refused: .mismatchedTag),
        ReadingRow("CDATA first", document: "¦<![CDATA[a]]>", refused: .textOutsideRoot),
        ReadingRow("34", "<!-- a --><S>a</S><?b c?><S>b</S><!-- -->", reads: "\"a\"", "\"b\""),
    ]

    @Test(arguments: roots)
    func root(row: ReadingRow) { row.check() }

    /// A document that is cut off delivers its values up to the cut. (PowerShell loses the last of them.)
    static let cuts: [ReadingRow] = {
        let root = Reading.rootTag
        return [
            ReadingRow("33", document: "\(root)<S>a</S>¦", refused: .truncated, after: ["\"a\""]),
            ReadingRow("33 blanks", document: "\(root)<S>a</S>\n¦", refused: .truncated, after: ["\"a\""]),
            ReadingRow("33 only the root", document: "\(root)¦", refused: .truncated),
            ReadingRow("in the root's tag", document: "¦<Objs Version='1.1'", refused: .truncated),
            ReadingRow("in a text", document: "\(root)<Nil/>¦<S>abc", refused: .truncated, after: ["nil"]),
            ReadingRow("in a tag", document: "\(root)¦<S", refused: .truncated),
            ReadingRow("after <", document: "\(root)<S>abc¦<", refused: .truncated),
            ReadingRow("in an end tag", document: "\(root)<S>abc¦</", refused: .truncated),
            ReadingRow("in an attribute", document: "\(root)¦<S N=\"a", refused: .truncated),
            ReadingRow("in a reference", document: "\(root)<S>a¦&am", refused: .truncated),
            ReadingRow("in a character reference", document: "\(root)<S>a¦&#x4", refused: .truncated),
            ReadingRow("in a comment", document: "\(root)¦<!-- a --", refused: .truncated),
            ReadingRow("in a comment's start", document: "\(root)¦<!-", refused: .truncated),
            ReadingRow("in CDATA", document: "\(root)<S>¦<![CDATA[a]]", refused: .truncated),
            ReadingRow("in an instruction", document: "\(root)¦<?a b?", refused: .truncated),
            ReadingRow(
                "in an object",
                document: "\(root)<S>a</S><Obj RefId=\"0\">¦<MS><S N=\"x\">1</S>",
                refused: .truncated,
                after: ["\"a\""]
            ),
        ]
    }()

    @Test(arguments: cuts)
    func cutOff(row: ReadingRow) { row.check() }

    @Test(arguments: ["1.0", "1.1", "1.1.0.1", " 1.1 ", "01.01", "+1.1", "1 .1", "1.9.9.9", "1&#46;0", "1.2147483647"])
    func readsVersion(version: String) {
        ReadingRow(
            "23",
            document: Self.root("Version='\(version)' xmlns='\(Self.namespace)'"),
            reads: ["\"a\""]
        ).check()
    }

    @Test(arguments: [
        ("2.0", CLIXMLError.Code.unsupportedVersion), ("0.9", .unsupportedVersion), ("1", .invalidVersion),
        ("abc", .invalidVersion), ("", .invalidVersion), ("1.2.3.4.5", .invalidVersion), ("1.1.", .invalidVersion),
        ("-1.0", .invalidVersion), ("1.-1", .invalidVersion), ("1.1.0.1 x", .invalidVersion),
        ("1.99999999999", .invalidVersion), ("2147483648.0", .invalidVersion),
    ])
    func refusesVersion(version: String, code: CLIXMLError.Code) {
        let attributes = "¦Version='\(version)' xmlns='\(Self.namespace)'"
        ReadingRow("24–26", document: Self.root(attributes), refused: code).check()
        ReadingRow("27", document: "<Objs \(attributes) />", refused: code).check()
    }

    static let headers: [ReadingRow] = {
        let document = String(decoding: Reading.document("<S>a</S>"), as: UTF8.self)
        return [
            ReadingRow("35 CR LF", document: "#< CLIXML\r\n\(document)", reads: ["\"a\""]),
            ReadingRow("35 LF", document: "#< CLIXML\n\(document)", reads: ["\"a\""]),
            ReadingRow("35 CR", document: "#< CLIXML\r\(document)", reads: ["\"a\""]),
            ReadingRow(
                "with a declaration",
                document: "#< CLIXML\r\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\(document)",
                reads: ["\"a\""]
            ),
            ReadingRow("alone", document: "#< CLIXML\n¦", refused: .missingRoot),
            ReadingRow("alone without line end", document: "¦#< CLIXML", refused: .missingRoot),
            ReadingRow("cut off", document: "¦#< CLIX", refused: .textOutsideRoot),
            ReadingRow("37 lower case", document: "¦#< clixml\n\(document)", refused: .textOutsideRoot),
            ReadingRow("37 trailing blank", document: "¦#< CLIXML \n\(document)", refused: .textOutsideRoot),
            ReadingRow("37 two", document: "#< CLIXML\n¦#< CLIXML\n\(document)", refused: .textOutsideRoot),
            ReadingRow("37 line break before", document: "\n¦#< CLIXML\n\(document)", refused: .textOutsideRoot),
            ReadingRow("other", document: "¦# other\n\(document)", refused: .textOutsideRoot),
        ]
    }()

    @Test(arguments: headers)
    func header(row: ReadingRow) { row.check() }

    @Test(arguments: [
        ("<S S=\"Error\">a</S>", "Error", PSStream.Kind.error), ("<S S='ERROR'>a</S>", "ERROR", .error),
        ("<Obj S=\"progress\" RefId=\"0\"/>", "progress", .progress), ("<Nil S='Output' />", "Output", .output),
        ("<Obj RefId='0' S='information'/>", "information", .information), ("<S S='foo'>a</S>", "foo", nil),
        ("<S S='a&amp;_x0041_'>a</S>", "a&_x0041_", nil), ("<S S=''>a</S>", "", nil),
    ])
    func keepsStream(content: String, name: String, kind: PSStream.Kind?) throws {
        let stream = try Reading.values(Reading.document(content)).first?.stream
        #expect(stream?.name == name)
        #expect(stream?.kind == kind)
    }

    @Test func streamsBelongToOneValue() throws {
        let content = "<S S='Error'>a</S><S>b</S><Obj><LST><S S='Error'>c</S></LST></Obj><S S='debug'>d</S>"
        let streams = try Reading.values(Reading.document(content)).map { $0.stream?.name }
        #expect(streams == ["Error", nil, nil, "debug"])
    }
}

/// Spec section 6.2, "Remoting mode": one value without a root.
@Suite struct PayloadTests {
    private static func row(_ name: String, _ payload: String, reads value: String) -> ReadingRow {
        var row = ReadingRow(name, document: payload, reads: [value])
        row.form = .payload
        return row
    }

    private static func row(
        _ name: String,
        _ payload: String,
        refused code: CLIXMLError.Code,
        after values: [String] = []
    ) -> ReadingRow {
        var row = ReadingRow(name, document: payload, refused: code, after: values)
        row.form = .payload
        return row
    }

    static let rows = [
        row("8", "<I32>5</I32>", reads: "I32 5"),
        row("8 with mark", "\u{FEFF}<I32>5</I32>", reads: "I32 5"),
        row("object", "<Obj RefId=\"0\"><MS><I32 N=\"Id\">1</I32></MS></Obj>", reads: "{MS(Id: I32 1)}"),
        row("comment first", "<!-- a --><S>a</S>\n<!-- b -->", reads: "\"a\""),
        row("numbers in any namespace", "<I32 xmlns='urn:x'>5</I32>", reads: "I32 5"),
        row("prefixed number", "<p:I32 xmlns:p='urn:x'>5</p:I32>", reads: "I32 5"),
        row(
            "structure in any namespace",
            "<Obj xmlns='urn:x'><MS><I32 N='a'>1</I32></MS></Obj>",
            reads: "{MS(a: I32 1)}"
        ),
        row("45 blank", "¦ <S>a</S>", refused: .unexpectedText),
        row("45 declaration", "¦<?xml version='1.0'?><S>a</S>", refused: .invalidDeclaration),
        row(
            "46",
            "<Obj xmlns=\"\(Reading.namespace)\"><MS>¦<S N=\"a\">x</S></MS></Obj>",
            refused: .wrongNamespace
        ),
        row("prefixed structure", "¦<p:Obj xmlns:p='urn:x'/>", refused: .unknownElement),
        row("second", "<S>a</S>¦<S>b</S>", refused: .multipleRoots, after: ["\"a\""]),
        row("text after", "<S>a</S>¦b", refused: .unexpectedText, after: ["\"a\""]),
        row("empty", "¦", refused: .missingRoot),
        row("only a mark", "\u{FEFF}¦", refused: .missingRoot),
        row("root", "¦<Objs/>", refused: .unknownElement),
        row("header", "¦#< CLIXML\n<S>a</S>", refused: .unexpectedText),
        row("cut off", "¦<Obj><MS/>", refused: .truncated),
    ]

    @Test(arguments: rows)
    func payload(row: ReadingRow) { row.check() }
}
