import CLIXML
import TestSupport
import Testing

/// Spec section 9.4: objects and what they are made of.
@Suite struct ObjectReadingTests {
    static let parts: [ReadingRow] = [
        ReadingRow("180", "<Obj/>", reads: "{}"),
        ReadingRow("180 with a number", "<Obj RefId=\"0\"></Obj>", reads: "{}"),
        ReadingRow("181", "<Obj><S>a</S></Obj>", reads: "{\"a\"}"),
        ReadingRow("182", "<Obj><LST/></Obj>", reads: "{LST[]}"),
        ReadingRow(
            "183",
            "<Obj><TN RefId='0'><T>System.Int32</T></TN><I32>5</I32></Obj>",
            reads: "{T=[Deserialized.System.Int32] I32 5}"
        ),
        ReadingRow(
            "184",
            "<Obj><TN><T>deserialized.X</T><T>Deserialized.Y</T><T>Z</T></TN></Obj>",
            reads: "{T=[deserialized.X, Deserialized.Y, Deserialized.Z]}"
        ),
        ReadingRow("185", "<Obj><TN><T></T><T>A</T><T/><T><!-- --></T></TN></Obj>", reads: "{T=[Deserialized.A]}"),
        ReadingRow("empty list of names", "<Obj><TN/></Obj><Obj><TN></TN></Obj>", reads: "{T=[]}", "{T=[]}"),
        ReadingRow(
            "coded names",
            "<Obj><TN><T>a_x0041_&lt;</T><T><![CDATA[<]]>b</T></TN></Obj>",
            reads: "{T=[Deserialized.aA<, Deserialized.<b]}"
        ),
        ReadingRow("186", "<Obj><TN>¦<X/></TN></Obj>", refused: .unknownElement),
        ReadingRow("186 text", "<Obj><TN>¦a</TN></Obj>", refused: .unexpectedText),
        ReadingRow("186 element in a name", "<Obj><TN><T>a¦<b/></T></TN></Obj>", refused: .unexpectedElement),
        ReadingRow("187", "<Obj>¦<TNRef RefId='9'/></Obj>", refused: .undefinedTypeNames),
        ReadingRow("187 no number", "<Obj>¦<TNRef/></Obj>", refused: .missingAttribute),
        ReadingRow("187 an object's number", "<Obj RefId='0'>¦<TNRef RefId='0'/></Obj>", refused: .undefinedTypeNames),
        ReadingRow(
            "155",
            "<Obj><TN RefId='0'><T>A</T></TN></Obj><Obj><TNRef RefId='0'>junk<x/></TNRef></Obj>",
            reads: "{T=[Deserialized.A]}",
            "{T=[Deserialized.A]}"
        ),
        ReadingRow(
            "names again",
            "<Obj><TN RefId='x&#49;'><T>A</T></TN><MS><Obj N='a'><TNRef RefId='x1'/></Obj></MS></Obj>",
            reads: "{T=[Deserialized.A] MS(a: {T=[Deserialized.A]})}"
        ),
        ReadingRow(
            "names redefined",
            "<Obj><TN RefId='0'><T>A</T></TN></Obj><Obj><TN RefId='0'><T>B</T></TN></Obj><Obj><TNRef RefId='0'/></Obj>",
            reads: "{T=[Deserialized.A]}",
            "{T=[Deserialized.B]}",
            "{T=[Deserialized.B]}"
        ),
        ReadingRow(
            "two lists of names",
            "<Obj><TN><T>A</T></TN><S>x</S><TN><T>B</T></TN></Obj>",
            reads: "{T=[Deserialized.B] \"x\"}"
        ),
        ReadingRow(
            "196",
            "<Obj><Props><S N='a'>1</S></Props><MS><S N='b'>2</S></MS><S>v</S><ToString>t</ToString>"
                + "<TN><T>A</T></TN></Obj>",
            reads: "{T=[Deserialized.A] ToString=\"t\" \"v\" Props(a: \"1\") MS(b: \"2\")}"
        ),
        ReadingRow("203", "<Obj><Props /></Obj><Obj><Props></Props></Obj>", reads: "{Props()}", "{Props()}"),
        ReadingRow("empty MS", "<Obj><MS /></Obj>", reads: "{}"),
        ReadingRow("200 Props", "<Obj><Props><S N=''>a</S></Props></Obj>", reads: "{Props(: \"a\")}"),
        ReadingRow("200", "<Obj><MS>¦<S N=\"\">a</S></MS></Obj>", refused: .emptyMemberName),
        ReadingRow("200 set", "<Obj><MS>¦<MS N=\"\"/></MS></Obj>", refused: .emptyMemberName),
        ReadingRow("199", "<Obj><MS>¦<S>a</S></MS></Obj>", refused: .missingAttribute),
        ReadingRow("199 Props", "<Obj><Props>¦<Obj RefId='0'/></Props></Obj>", refused: .missingAttribute),
        ReadingRow("199 set", "<Obj><MS>¦<MS/></MS></Obj>", refused: .missingAttribute),
        ReadingRow("unknown without a name", "<Obj><MS>¦<Foo/></MS></Obj>", refused: .missingAttribute),
        ReadingRow("201", "<Obj> ¦text</Obj>", refused: .unexpectedText),
        ReadingRow("201 CDATA", "<Obj>¦<![CDATA[ ]]></Obj>", refused: .unexpectedText),
        ReadingRow("201 Props", "<Obj><Props>¦text</Props></Obj>", refused: .unexpectedText),
        ReadingRow("201 MS", "<Obj><MS><S N='a'/>¦text</MS></Obj>", refused: .unexpectedText),
        ReadingRow("201 LST", "<Obj><LST>¦text</LST></Obj>", refused: .unexpectedText),
        ReadingRow("201 DCT", "<Obj><DCT>¦text</DCT></Obj>", refused: .unexpectedText),
        ReadingRow("201 En", "<Obj><DCT><En>¦text</En></DCT></Obj>", refused: .unexpectedText),
        ReadingRow(
            "comments anywhere",
            "<Obj><!-- a --> <MS><?a?>\n<S N='a'>b</S><!----></MS></Obj>",
            reads: "{MS(a: \"b\")}"
        ),
        ReadingRow("wrapper", "<Obj><Obj><S>a</S></Obj></Obj>", reads: "{{\"a\"}}"),
        ReadingRow("two bases", "<Obj><S>a</S><LST><S>b</S></LST><I32>1</I32></Obj>", reads: "{I32 1}"),
        ReadingRow("list last", "<Obj><Obj><S>a</S></Obj><LST><S>b</S></LST></Obj>", reads: "{LST[\"b\"]}"),
        ReadingRow(
            "two ToStrings",
            "<Obj><ToString>a</ToString><ToString>b</ToString></Obj>",
            reads: "{ToString=\"b\"}"
        ),
        ReadingRow("empty ToString", "<Obj><ToString/></Obj>", reads: "{ToString=\"\"}"),
        ReadingRow("element in ToString", "<Obj><ToString>¦<S/></ToString></Obj>", refused: .unexpectedElement),
    ]

    @Test(arguments: parts)
    func part(row: ReadingRow) { row.check() }

    static let members: [ReadingRow] = [
        ReadingRow(
            "197",
            "<Obj><MS><S N='a'>1</S><S N='b'>2</S></MS><MS><S N='A'>3</S><S N='c'>4</S></MS></Obj>",
            reads: "{MS(A: \"3\", b: \"2\", c: \"4\")}"
        ),
        ReadingRow(
            "197 in one",
            "<Obj><MS><S N='a'>1</S><S N='b'>2</S><S N='A'>3</S></MS></Obj>",
            reads: "{MS(A: \"3\", b: \"2\")}"
        ),
        ReadingRow(
            "197 repeated before joining",
            "<Obj><MS><S N='a'>1</S><S N='A'>2</S></MS><MS><S N='b'>3</S></MS></Obj>",
            reads: "{MS(A: \"2\", b: \"3\")}"
        ),
        ReadingRow(
            "197 thrice",
            "<Obj><MS><S N='a'>1</S><S N='b'/></MS><MS><S N='a'>2</S></MS><S>x</S><MS/><MS><S N='a'>3</S></MS></Obj>",
            reads: "{\"x\" MS(a: \"3\", b: \"\")}"
        ),
        ReadingRow(
            "197 objects",
            "<Obj><MS><Obj N='a'><LST><S>1</S></LST></Obj><Obj N='b'><MS><S N='x'/></MS></Obj><Obj N='a'><DCT/></Obj></MS></Obj>",
            reads: "{MS(a: {DCT[]}, b: {MS(x: \"\")})}"
        ),
        ReadingRow(
            "198",
            "<Obj><Props><S N='a'>1</S></Props><Props><S N='b'>2</S></Props></Obj>",
            reads: "{Props(b: \"2\")}"
        ),
        ReadingRow("198 empty", "<Obj><Props><S N='a'>1</S></Props><Props/></Obj>", reads: "{Props()}"),
        ReadingRow(
            "repeated in Props",
            "<Obj><Props><S N='a'>1</S><S N='A'>2</S></Props></Obj>",
            reads: "{Props(A: \"2\")}"
        ),
        ReadingRow(
            "ignoring case beyond ASCII",
            "<Obj><Props><S N='é'>1</S><S N='É'>2</S><S N='ß'>3</S><S N='SS'>4</S></Props></Obj>",
            reads: "{Props(É: \"2\", ß: \"3\", SS: \"4\")}"
        ),
        ReadingRow(
            "spelled differently",
            "<Obj><MS><S N='a'>1</S><S N='_x0061_'>2</S><S N='&#97;'>3</S></MS></Obj>",
            reads: "{MS(a: \"3\")}"
        ),
        ReadingRow(
            "note and property",
            "<Obj><Props><S N='a'>1</S></Props><MS><S N='a'>2</S></MS></Obj>",
            reads: "{Props(a: \"1\") MS(a: \"2\")}"
        ),
        ReadingRow("176", "<Obj><MS><MS N='PSStandardMembers'/></MS></Obj>", reads: "{MS(PSStandardMembers: set())}"),
        ReadingRow(
            "sets",
            "<Obj><MS><MS N='a'><S N='b'>1</S><S N='c'>2</S><S N='B'>3</S></MS><S N='d'/></MS></Obj>",
            reads: "{MS(a: set(B: \"3\", c: \"2\"), d: \"\")}"
        ),
        ReadingRow(
            "set repeated",
            "<Obj><MS><MS N='a'><S N='b'/></MS><S N='A'>x</S></MS></Obj>",
            reads: "{MS(A: \"x\")}"
        ),
        ReadingRow("set in Props", "<Obj><Props>¦<MS N='a'/></Props></Obj>", refused: .unknownElement),
        ReadingRow("reserved", "<Obj><MS><MS N='a'>¦<S N='PSBase'/></MS></MS></Obj>", refused: .reservedMemberName),
        ReadingRow(
            "reserved",
            "<Obj><MS><MS N='a'>¦<Nil N='pstypenames'/></MS></MS></Obj>",
            refused: .reservedMemberName
        ),
        ReadingRow(
            "reserved elsewhere",
            "<Obj><Props><S N='psobject'/></Props><MS><S N='psbase'/><MS N='psadapted'><MS N='psextended'/></MS></MS></Obj>",
            reads: "{Props(psobject: \"\") MS(psbase: \"\", psadapted: set(psextended: set()))}"
        ),
    ]

    @Test(arguments: members)
    func member(row: ReadingRow) { row.check() }

    /// A `ToString` element makes a method of that name and `Props` one called GetType: a note of the same name takes the
    /// method's place if it comes after, before all notes, and is lost if it comes before.
    static let methodNotes: [ReadingRow] = [
        ReadingRow(
            "after",
            "<Obj><ToString>t</ToString><MS><S N='a'>1</S><S N='tostring'>2</S></MS></Obj>",
            reads: "{ToString=\"t\" MS(tostring: \"2\", a: \"1\")}"
        ),
        ReadingRow(
            "before",
            "<Obj><MS><S N='a'>1</S><S N='ToString'>2</S></MS><ToString>t</ToString></Obj>",
            reads: "{ToString=\"t\" MS(a: \"1\")}"
        ),
        ReadingRow(
            "GetType",
            "<Obj><Props/><MS><S N='a'>1</S><S N='GetType'>2</S></MS></Obj>",
            reads: "{Props() MS(GetType: \"2\", a: \"1\")}"
        ),
        ReadingRow("GetType before", "<Obj><MS><S N='GetType'>2</S></MS><Props/></Obj>", reads: "{Props()}"),
        ReadingRow(
            "no method",
            "<Obj><MS><S N='a'/><S N='GetType'/><S N='ToString'/></MS></Obj>",
            reads: "{MS(a: \"\", GetType: \"\", ToString: \"\")}"
        ),
        ReadingRow(
            "both",
            "<Obj><Props/><ToString>t</ToString><MS><S N='a'/><S N='ToString'/><S N='GetType'/></MS></Obj>",
            reads: "{ToString=\"t\" Props() MS(GetType: \"\", ToString: \"\", a: \"\")}"
        ),
        ReadingRow(
            "objects move whole",
            "<Obj RefId='0'><ToString>t</ToString><MS><Obj N='a' RefId='1'><LST><S>x</S></LST></Obj>"
                + "<Obj N='ToString' RefId='2'><MS><Ref N='r' RefId='1'/></MS></Obj></MS></Obj><Ref RefId='2'/>",
            reads: "{ToString=\"t\" MS(ToString: {MS(r: {LST[\"x\"]})}, a: {LST[\"x\"]})}",
            "Ref 2"
        ),
    ]

    @Test(arguments: methodNotes)
    func methodNote(row: ReadingRow) { row.check() }

    /// References lead to the same objects after members were put in order.
    static let orderedReferences: [ReadingRow] = [
        ReadingRow(
            "in the list itself",
            "<Obj><MS><Obj N='a' RefId='1'><S>1</S></Obj><Obj N='b' RefId='2'><S>2</S></Obj><Ref N='c' RefId='2'/>"
                + "<Ref N='a' RefId='1'/></MS></Obj>",
            reads: "{MS(a: {\"1\"}, b: {\"2\"}, c: {\"2\"})}"
        ),
        ReadingRow(
            "from a part after it",
            "<Obj><ToString>t</ToString><MS><Obj N='a' RefId='1'><S>x</S></Obj><S N='b'>y</S><S N='ToString'>z</S></MS>"
                + "<Props><Ref N='r' RefId='1'/></Props></Obj>",
            reads: "{ToString=\"t\" Props(r: {\"x\"}) MS(ToString: \"z\", a: {\"x\"}, b: \"y\")}"
        ),
        ReadingRow(
            "from between joined lists",
            "<Obj><MS><Obj N='a' RefId='1'><S>x</S></Obj><S N='b'>y</S></MS><Props><Ref N='r' RefId='1'/></Props>"
                + "<MS><S N='A'>z</S><Ref N='c' RefId='1'/></MS></Obj>",
            reads: "{Props(r: {\"x\"}) MS(A: \"z\", b: \"y\", c: {\"x\"})}"
        ),
        ReadingRow(
            "to a part after it",
            "<Obj><MS><S N='a'/></MS><LST><Obj RefId='1'><S>x</S></Obj></LST><MS><Ref N='b' RefId='1'/></MS></Obj>",
            reads: "{LST[{\"x\"}] MS(a: \"\", b: {\"x\"})}"
        ),
        ReadingRow(
            "to the object itself",
            "<Obj RefId='7'><MS><Ref N='a' RefId='7'/><S N='b'/><S N='a'/></MS><MS><Ref N='c' RefId='7'/></MS></Obj>",
            reads: "{MS(a: \"\", b: \"\", c: ^7)}"
        ),
        ReadingRow(
            "from a later object",
            "<Obj><LST><Obj><MS><S N='a'/><Obj N='b' RefId='1'><S>x</S></Obj><S N='A'/></MS></Obj><Ref RefId='1'/></LST></Obj>",
            reads: "{LST[{MS(A: \"\", b: {\"x\"})}, {\"x\"}]}"
        ),
        ReadingRow(
            "to what was replaced",
            "<Obj><MS><Obj N='a' RefId='1'><S>x</S></Obj><S N='A'/><Ref N='b' RefId='1'/></MS></Obj>",
            reads: "{MS(A: \"\", b: {\"x\"})}"
        ),
    ]

    @Test(arguments: orderedReferences)
    func orderedReference(row: ReadingRow) { row.check() }

    @Test func findsMembersIgnoringCase() throws {
        let content = "<Obj><Props><S N='Name'>p</S><S N='Größe'>g</S></Props><MS><S N='name'>n</S></MS></Obj>"
        let object = try #require(try Reading.object(content))
        let found = ["NAME", "größe", "GRÖSSE", "x"].map { name in object[name].map { Outline.of($0) } }
        #expect(found == ["\"n\"", "\"g\"", nil, nil])
        #expect(object.adaptedProperties["nAme"].map { Outline.of($0) } == "\"p\"")
        #expect(object.adaptedProperties.count == 2)
        #expect(object.adaptedProperties.property(named: "gRöße")?.name == "Größe")
    }

    @Test func manyMembersKeepTheirOrder() throws {
        let names = (0..<1000).map { "n\($0 % 700)" }
        let content = names.enumerated().map { "<I32 N='\($1)'>\($0)</I32>" }.joined()
        let object = try #require(try Reading.object("<Obj><MS>\(content)</MS></Obj>"))
        let expected = (0..<700).map { "n\($0): I32 \($0 < 300 ? $0 + 700 : $0)" }.joined(separator: ", ")
        #expect(Outline.of(.object(object)) == "{MS(\(expected))}")
    }

    // MARK: - Unknown elements and namespaces

    private static func root(_ version: String, _ content: String) -> String {
        "<Objs Version='\(version)' xmlns='\(Reading.namespace)'>\(content)</Objs>"
    }

    static let unknown: [ReadingRow] = [
        ReadingRow("193", "<Obj RefId='0'>¦<Ref RefId='0'/></Obj>", refused: .unknownElement),
        ReadingRow("193 Nil", "<Obj>¦<Nil/></Obj>", refused: .unknownElement),
        ReadingRow("194", "<Obj>¦<Foo/></Obj>", refused: .unknownElement),
        ReadingRow("194", document: root("1.1.9.9", "<Obj>¦<Foo/></Obj>"), refused: .unknownElement),
        ReadingRow(
            "194 tolerant",
            document: root("1.2", "<Obj><Foo a='1'>x<Bar><Obj/></Bar></Foo><MS><S N='a'>1</S></MS><Foo/></Obj>"),
            reads: ["{MS(a: \"1\")}"]
        ),
        ReadingRow("194 known", document: root("1.9", "<Obj><Nil/><Ref/><En/><T>x</T></Obj>"), reads: ["{}"]),
        ReadingRow(
            "194 malformed",
            document: root("1.2", "<Obj><Foo><a></b></Foo></Obj>".replacing("</b>", with: "¦</b>")),
            refused: .mismatchedTag
        ),
        ReadingRow("194 prefix", document: root("1.2", "<Obj><Foo><¦p:a/></Foo></Obj>"), refused: .invalidNamespace),
        ReadingRow("195", document: root("1.2", "<S>a</S>¦<Foo/>"), refused: .unknownElement, after: ["\"a\""]),
        ReadingRow("195 LST", document: root("1.2", "<Obj><LST>¦<Foo/></LST></Obj>"), refused: .unknownElement),
        ReadingRow("195 MS", document: root("1.2", "<Obj><MS>¦<Foo N='a'/></MS></Obj>"), refused: .unknownElement),
        ReadingRow(
            "195 En",
            document: root("1.2", "<Obj><DCT><En>¦<Foo N='Key'/></En></DCT></Obj>"),
            refused: .unknownElement
        ),
        ReadingRow("195 TN", document: root("1.2", "<Obj><TN>¦<Foo/></TN></Obj>"), refused: .unknownElement),
        ReadingRow("case", "¦<obj/>", refused: .unknownElement),
        ReadingRow("case", "¦<i32>1</i32>", refused: .unknownElement),
        ReadingRow("long name", "¦<AVeryLongElementName/>", refused: .unknownElement),
        ReadingRow("parts at the top", "¦<LST/>", refused: .unknownElement),
        ReadingRow("root inside", "¦<Objs/>", refused: .unknownElement),
    ]

    @Test(arguments: unknown)
    func unknownElement(row: ReadingRow) { row.check() }

    static let namespaces: [ReadingRow] = {
        let ns = Reading.namespace
        return [
            ReadingRow("prefix", "<q:S xmlns:q='\(ns)'>a</q:S><S>b</S>", reads: "\"a\"", "\"b\""),
            ReadingRow(
                "prefix inside",
                "<q:Obj xmlns:q='\(ns)'><q:MS><S N='a'>1</S><q:S N='b'>2</q:S></q:MS></q:Obj>",
                reads: "{MS(a: \"1\", b: \"2\")}"
            ),
            ReadingRow("default again", "<Obj xmlns='\(ns)'><MS xmlns='\(ns)'/></Obj>", reads: "{}"),
            ReadingRow(
                "hidden",
                "<q:S xmlns:q='\(ns)'>a</q:S>¦<p:Nil xmlns:p='urn:x'/>",
                refused: .unknownElement,
                after: "\"a\""
            ),
            ReadingRow("over", "<q:S xmlns:q='\(ns)'>a</q:S><¦q:S>b</q:S>", refused: .invalidNamespace, after: "\"a\""),
            ReadingRow("over after empty", "<q:S xmlns:q='\(ns)'/><¦q:S/>", refused: .invalidNamespace, after: "\"\""),
            ReadingRow(
                "rebound",
                "<p:Obj xmlns:p='\(ns)'><p:MS><p:I32 N='a' xmlns:p='urn:x'>1</p:I32><p:S N='b'/></p:MS></p:Obj>",
                reads: "{MS(a: I32 1, b: \"\")}"
            ),
            ReadingRow("other Obj", "¦<Obj xmlns='urn:x'/>", refused: .unknownElement),
            ReadingRow("other Nil", "¦<p:Nil xmlns:p='urn:x'/>", refused: .unknownElement),
            ReadingRow("none", "¦<Ref RefId='0' xmlns=''/>", refused: .unknownElement),
            ReadingRow("other LST", "<Obj>¦<LST xmlns='urn:x'/></Obj>", refused: .unknownElement),
            ReadingRow("other ToString", "<Obj>¦<ToString xmlns='urn:x'/></Obj>", refused: .unknownElement),
            ReadingRow("other MS in MS", "<Obj><MS>¦<MS N='a' xmlns='urn:x'/></MS></Obj>", refused: .unknownElement),
            ReadingRow("other En", "<Obj><DCT>¦<En xmlns='urn:x'/></DCT></Obj>", refused: .wrongNamespace),
            ReadingRow("other T", "<Obj><TN>¦<T xmlns='urn:x'/></TN></Obj>", refused: .unknownElement),
            ReadingRow("undeclared", "<¦p:S>a</p:S>", refused: .invalidNamespace),
            ReadingRow("undeclared attribute", "<S ¦p:a=''>a</S>", refused: .invalidNamespace),
            ReadingRow("no URI", "<S ¦xmlns:p=''/>", refused: .invalidNamespace),
            ReadingRow("xmlns as a prefix", "<S ¦xmlns:xmlns='urn:x'/>", refused: .invalidNamespace),
            ReadingRow("xml elsewhere", "<S ¦xmlns:xml='urn:x'/>", refused: .invalidNamespace),
            ReadingRow("xml's URI", "<S ¦xmlns:p='http://www.w3.org/XML/1998/namespace'/>", refused: .invalidNamespace),
            ReadingRow(
                "xml's URI as default",
                "<S ¦xmlns='http://www.w3.org/XML/1998/namespace'/>",
                refused: .invalidNamespace
            ),
            ReadingRow("xmlns's URI", "<S ¦xmlns='http://www.w3.org/2000/xmlns/'/>", refused: .invalidNamespace),
            ReadingRow(
                "xml itself",
                "<S xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='x'>a</S>",
                reads: "\"a\""
            ),
            ReadingRow(
                "attributes with prefix",
                "<Obj xmlns:p='urn:x' p:RefId='0' p:N='a'><MS><S N='x' p:N='y'/></MS></Obj>",
                reads: "{MS(x: \"\")}"
            ),
            ReadingRow(
                "only with a prefix",
                "<Obj xmlns:p='\(ns)'><MS>¦<S p:N='y'/></MS></Obj>",
                refused: .missingAttribute
            ),
            ReadingRow(
                "duplicate by namespace",
                "<S xmlns:p='urn:x' xmlns:q='urn:x' p:a='' ¦q:a=''/>",
                refused: .duplicateAttribute
            ),
            ReadingRow("no duplicates", "<S xmlns:p='urn:x' xmlns:q='urn:y' p:a='' q:a='' a=''/>", reads: "\"\""),
        ]
    }()

    @Test(arguments: namespaces)
    func namespace(row: ReadingRow) { row.check() }

    static let tags: [ReadingRow] = [
        ReadingRow("blanks", "<S \n N = \"q\"\tS\r='x' >a</S \n>", reads: "\"a\""),
        ReadingRow("single quotes", "<Obj RefId='0' ><MS ><S N='a\"b' /></MS></Obj>", reads: "{MS(a\"b: \"\")}"),
        ReadingRow("unknown attributes", "<Obj Foo='1' a.b-c='2'><MS x='y'/></Obj>", reads: "{}"),
        ReadingRow("non-ASCII names", "<Obj é='1' 名前='2'/>", reads: "{}"),
        ReadingRow("duplicate", "<S N='a' ¦N='b'>a</S>", refused: .duplicateAttribute),
        ReadingRow("duplicate RefId", "<Obj RefId='0' ¦RefId='0'/>", refused: .duplicateAttribute),
        ReadingRow("duplicate other", "<Obj a='0' b='' ¦a='0'/>", refused: .duplicateAttribute),
        ReadingRow("duplicate xmlns", "<Obj xmlns='\(Reading.namespace)' ¦xmlns=''/>", refused: .duplicateAttribute),
        ReadingRow("no value", "<S N¦>a</S>", refused: .invalidMarkup),
        ReadingRow("no quotes", "<S N=¦a>a</S>", refused: .invalidMarkup),
        ReadingRow("no blank", "<S N='a'¦S='b'>a</S>", refused: .invalidMarkup),
        ReadingRow("slash", "<S ¦/ >a</S>", refused: .invalidMarkup),
        ReadingRow("attribute's name", "<S ¦1='a'/>", refused: .invalidName),
        ReadingRow("colon first", "<¦:S/>", refused: .invalidName),
        ReadingRow("colon last", "<¦S:/>", refused: .invalidName),
        ReadingRow("two colons", "<¦a:b:c/>", refused: .invalidName),
        ReadingRow("end tag's blank", "<S>a</¦ S>", refused: .invalidName),
        ReadingRow("end tag's attribute", "<S>a</S ¦a=''>", refused: .invalidMarkup),
        ReadingRow("comment's dashes", "<!-- a ¦-- b -->", refused: .invalidMarkup),
        ReadingRow("comment's end", "<!-- a¦--->", refused: .invalidMarkup),
        ReadingRow("declaration", "¦<!ELEMENT a>", refused: .invalidMarkup),
        ReadingRow("lower-case CDATA", "<S>¦<![cdata[]]></S>", refused: .invalidMarkup),
        ReadingRow("instruction without a target", "<?¦ a?>", refused: .invalidName),
        ReadingRow("instruction with a prefix", "<?¦a:b?>", refused: .invalidName),
        ReadingRow("instruction called XML", "¦<?XML a?>", refused: .invalidDeclaration),
    ]

    @Test(arguments: tags)
    func tag(row: ReadingRow) { row.check() }
}
