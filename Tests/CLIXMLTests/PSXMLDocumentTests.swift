import CLIXML
import Testing

@Suite struct PSXMLDocumentTests {
    static func document(_ text: String, limits: PSXMLDocument.Limits = .init()) throws(CLIXMLError) -> PSXMLDocument {
        try PSXMLDocument.parse(Array(text.utf8).span, limits: limits)
    }

    static func outerXML(_ text: String) throws(CLIXMLError) -> String {
        var output: [UInt8] = []
        try document(text).appendOuterXML(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The nodes as PowerShell writes them to JSON: each the array of its children.
    static func shape(_ document: PSXMLDocument, of node: Int? = nil) -> String {
        "[" + document.children(of: node).map { shape(document, of: $0) }.joined(separator: ",") + "]"
    }

    /// Kinds and contents, for example `element a(text x)`.
    static func outline(_ document: PSXMLDocument, of node: Int? = nil) -> String {
        document.children(of: node).map { child in
            let content =
                document.kind(of: child) == .element ? document.name(of: child)[...] : document.value(of: child)
            let inner = document.childCount(of: child) == 0 ? "" : "(\(outline(document, of: child)))"
            return "\(document.kind(of: child)) \(String(decoding: content, as: UTF8.self))\(inner)"
        }.joined(separator: ", ")
    }

    // MARK: - What is read and written again

    static let written: [(text: String, outerXML: String)] = [
        ("", ""), ("\t", "\t"), ("<!--x-->", "<!--x-->"), ("<?p x?> ", "<?p x?> "),
        ("<a/>", "<a />"), ("<a></a>", "<a></a>"), ("<a ></a\n>", "<a></a>"), ("<a>b</a>", "<a>b</a>"),
        ("  <a/>  ", "  <a />  "), ("<a/>&#32;", "<a /> "), ("<a>  <b/>  </a>", "<a>  <b />  </a>"),
        ("<a>\r\n\t</a>", "<a>\n\t</a>"), ("<a>x\r\r\ny\n</a>", "<a>x\n\ny\n</a>"),
        ("<a>&#13;&#10;</a>", "<a>\r\n</a>"),
        ("<!--c--><a x=\"1\"/>", "<!--c--><a x=\"1\" />"), ("<a>&#1;&#0;&#xFFFF;</a>", "<a>&#x1;&#x0;&#xFFFF;</a>"),
        ("<a b='&#1;'/>", "<a b=\"&#x1;\" />"), ("<a>&#xD83D;&#xDE00;😀</a>", "<a>😀😀</a>"),
        ("<a\n b = '1'\r\n\tc=\"2\"/>", "<a b=\"1\" c=\"2\" />"),
        ("<a b='&quot;&apos;&lt;&gt;&amp;>\"'/>", "<a b=\"&quot;'&lt;&gt;&amp;&gt;&quot;\" />"),
        ("<a b='&#9;&#10;&#13;' c='\t\n\r\nx\r'/>", "<a b=\"\t&#xA;&#xD;\" c=\"   x \" />"),
        ("<a>&quot;&apos;&lt;&gt;&amp;</a>", "<a>\"'&lt;&gt;&amp;</a>"),
        ("<a>x<![CDATA[y<]]>z<![CDATA[]]></a>", "<a>x<![CDATA[y<]]>z<![CDATA[]]></a>"),
        ("<?pi?><?pi  x ?><?p\n x??><a/>", "<?pi ?><?pi x ?><?p x??><a />"),
        ("<!--x\r\ny--><?p x\r\ny?><a/>", "<!--x\ny--><?p x\ny?><a />"), ("<!--->--><!-- - -->", "<!--->--><!-- - -->"),
        ("<?xml version=\"1.0\"?><a/>", "<?xml version=\"1.0\"?><a />"),
        ("<?xml\tversion = '1.0'\r\n?>\r\n<a/>", "<?xml version=\"1.0\"?>\n<a />"),
        (
            "<?xml version='1.0' encoding='utf-16' standalone='no' ?><a/>",
            "<?xml version=\"1.0\" encoding=\"utf-16\" standalone=\"no\"?><a />"
        ),
        ("<?xml version='1.0' encoding=''?><a/>", "<?xml version=\"1.0\"?><a />"),
        ("<?xml version='1.0' encoding='foo bar'?> ", "<?xml version=\"1.0\" encoding=\"foo bar\"?> "),
        ("<?xml-foo x?><a/>", "<?xml-foo x?><a />"),
        ("<a xml:space='preserve'>  <b/></a>", "<a xml:space=\"preserve\">  <b /></a>"),
        ("<a b=\"1\" xmlns=\"u\" c=\"2\"/>", "<a b=\"1\" xmlns=\"u\" c=\"2\" />"),
        (
            "<p:a xmlns:p='u' p:b='1' c='2' xmlns='d'><b xmlns=''/></p:a>",
            "<p:a xmlns:p=\"u\" p:b=\"1\" c=\"2\" xmlns=\"d\"><b xmlns=\"\" /></p:a>"
        ),
        ("<a xmlns:p='u' p:b='v' b='w'/>", "<a xmlns:p=\"u\" p:b=\"v\" b=\"w\" />"),
        ("<a xmlns:p='u' xmlns:q='u' p:b='1'/>", "<a xmlns:p=\"u\" xmlns:q=\"u\" q:b=\"1\" />"),
        ("<a xmlns:p='u'><b xmlns:q='u' p:c='1'/></a>", "<a xmlns:p=\"u\"><b xmlns:q=\"u\" p:c=\"1\" /></a>"),
        ("<xml:a><xml:b/></xml:a>", "<xml:a xmlns:xml=\"http://www.w3.org/XML/1998/namespace\"><xml:b /></xml:a>"),
        ("<é_1.x-y>日</é_1.x-y>", "<é_1.x-y>日</é_1.x-y>"),
        ("<a>\u{7F}\u{85}\u{2028}</a>", "<a>\u{7F}\u{85}\u{2028}</a>"),
    ]

    @Test(arguments: written)
    func writesWhatDotNETWrites(text: String, expected: String) throws {
        let written = try Self.outerXML(text)
        #expect(written == expected)
    }

    // A CR in text and a TAB in an attribute are written as they are, and reading them again changes them.
    @Test(arguments: written.map(\.outerXML).filter { !$0.utf8.contains(0x0D) && !$0.contains("\"\t") })
    func writesAgainWhatItWrote(text: String) throws {
        let again = try Self.outerXML(text)
        #expect(again == text)
    }

    static let documentTypes: [(text: String, outerXML: String)] = [
        ("<!DOCTYPE a><a/>", "<!DOCTYPE a[]><a />"), ("<!DOCTYPE  a  >\n<b/>", "<!DOCTYPE a[]>\n<b />"),
        ("<!--c--><!DOCTYPE a><!--d--><a/>", "<!--c--><!DOCTYPE a[]><!--d--><a />"),
        ("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", "<!DOCTYPE a[<!ENTITY e \"x\">]><a>x</a>"),
        ("<!DOCTYPE a SYSTEM 'x.dtd'><a/>", "<!DOCTYPE a SYSTEM \"x.dtd\"[]><a />"),
        (
            "<!DOCTYPE a PUBLIC 'p' 's' [ <!-- ]> -->\r\n ]  ><a/>",
            "<!DOCTYPE a PUBLIC \"p\" \"s\"[ <!-- ]> -->\n ]><a />"
        ),
        ("<!DOCTYPE a [<!ENTITY e '<b>t</b>'>]><a>x&e;y</a>", "<!DOCTYPE a[<!ENTITY e '<b>t</b>'>]><a>x<b>t</b>y</a>"),
        (
            "<!DOCTYPE a [<!ENTITY e 'x'><!ENTITY e 'y'>]><a b='&e;'/>",
            "<!DOCTYPE a[<!ENTITY e 'x'><!ENTITY e 'y'>]><a b=\"x\" />"
        ),
        ("<!DOCTYPE a [<!ENTITY e '&#60;b/>'>]><a>&e;</a>", "<!DOCTYPE a[<!ENTITY e '&#60;b/>'>]><a><b /></a>"),
        (
            "<!DOCTYPE a [<!ENTITY e '&#38;#60;b/>'>]><a>&e;</a>",
            "<!DOCTYPE a[<!ENTITY e '&#38;#60;b/>'>]><a>&lt;b/&gt;</a>"
        ),
        ("<!DOCTYPE a [<!ENTITY e ''>]><a>&e;</a>", "<!DOCTYPE a[<!ENTITY e ''>]><a></a>"),
        ("<!DOCTYPE a [<!ENTITY e ']]'>]><a>&e;></a>", "<!DOCTYPE a[<!ENTITY e ']]'>]><a>]]&gt;</a>"),
        ("<!DOCTYPE a [<!ENTITY amp 'x'>]><a>&amp;</a>", "<!DOCTYPE a[<!ENTITY amp 'x'>]><a>&amp;</a>"),
        (
            "<!DOCTYPE a [<!ENTITY % p '<!ENTITY e \"q\">'>%p;]><a>&e;</a>",
            "<!DOCTYPE a[<!ENTITY % p '<!ENTITY e \"q\">'>%p;]><a>q</a>"
        ),
        (
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>x&e;y</a>",
            "<!DOCTYPE a[<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>xy</a>"
        ),
        (
            "<!DOCTYPE a [<!ATTLIST a b CDATA 'd' c NMTOKEN #IMPLIED>]><a c=' x  y '/>",
            "<!DOCTYPE a[<!ATTLIST a b CDATA 'd' c NMTOKEN #IMPLIED>]><a c=\"x y\" />"
        ),
        (
            "<!DOCTYPE a [<!ATTLIST a xmlns:p CDATA 'u'>]><a><p:b/></a>",
            "<!DOCTYPE a[<!ATTLIST a xmlns:p CDATA 'u'>]><a><p:b xmlns:p=\"u\" /></a>"
        ),
        (
            "<!DOCTYPE a [<!ATTLIST a xmlns CDATA 'u'>]><a><b/></a>",
            "<!DOCTYPE a[<!ATTLIST a xmlns CDATA 'u'>]><a xmlns=\"u\"><b /></a>"
        ),
        ("<!DOCTYPE a [<!ATTLIST a b (x|x) 'x'>]><a/>", "<!DOCTYPE a[<!ATTLIST a b (x|x) 'x'>]><a />"),
    ]

    @Test(arguments: documentTypes)
    func readsInternalSubsets(text: String, expected: String) throws {
        let written = try Self.outerXML(text)
        #expect(written == expected)
    }

    @Test func keepsKindsApart() throws {
        let text =
            "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY e 'z'>]><a b='1'> <b/>x&e;&#32;<![CDATA[c]]><!--d--><?e f?></a>"
        let outline = try Self.outline(Self.document(text))
        let expected = """
            declaration version="1.0", whitespace \n, documentType <!ENTITY e 'z'>, element a(whitespace  , element b, \
            text xz , cdata c, comment d, processingInstruction f)
            """
        #expect(outline == expected)
    }

    @Test func knowsSignificantWhiteSpace() throws {
        let text = "<a xml:space='preserve'> <b xml:space='default'> <c/></b> </a>"
        let outline = try Self.outline(Self.document(text))
        let expected =
            "element a(significantWhitespace  , element b(whitespace  , element c), significantWhitespace  )"
        #expect(outline == expected)
    }

    @Test func writesLoneSurrogatesAsReferences() throws {
        let written = try Self.outerXML("<a b='&#xD800;'>&#xDFFF;</a>")
        #expect(written == "<a b=\"&#xD800;\">&#xDFFF;</a>")
    }

    // MARK: - What is refused

    static let refused: [(text: String, code: CLIXMLError.Code)] = [
        ("<a", .truncated), ("<", .truncated), ("<a>", .truncated), ("<a><b></b>", .truncated), ("<a b='x", .truncated),
        ("<!--x", .truncated), ("<a><![CDATA[x]]", .truncated), ("<?p x", .truncated), ("<!DOCTYPE a [", .truncated),
        ("x", .textOutsideRoot), ("\"<a/>", .textOutsideRoot), ("\u{A0}", .textOutsideRoot),
        ("\u{FEFF}<a/>", .textOutsideRoot),
        ("&amp;", .textOutsideRoot), ("<a/>&amp;", .textOutsideRoot), ("<![CDATA[x]]>", .textOutsideRoot),
        ("<!DOCTYPE a [<!ENTITY e ' '>]>&e;<a/>", .textOutsideRoot), ("<!DOCTYPE a>&#32;<a/>", .textOutsideRoot),
        ("<a/><b/>", .multipleRoots), ("<!DOCTYPE a>", .missingRoot), ("</a>", .mismatchedTag),
        ("<a></b>", .mismatchedTag),
        ("<a></a></a>", .mismatchedTag), ("<a><b></a></b>", .mismatchedTag), ("<a/>\0", .invalidCharacter),
        ("\0", .invalidCharacter), ("<a>\u{1}</a>", .invalidCharacter), ("<a b='\u{1}'/>", .invalidCharacter),
        ("<!--\u{FFFE}--><a/>", .invalidCharacter), ("<?p \u{FFFF}?>", .invalidCharacter),
        ("<?xml version='1.1'?><a/>", .unsupportedXMLVersion), ("<?xml encoding='x'?><a/>", .invalidDeclaration),
        ("<?xml version='1.0' standalone='maybe'?><a/>", .invalidDeclaration),
        (" <?xml version='1.0'?><a/>", .invalidDeclaration),
        ("<?xml version='1.0' standalone='yes' encoding='x'?><a/>", .invalidDeclaration),
        ("<?xml?>", .invalidDeclaration),
        ("<?XML x?><a/>", .invalidDeclaration), ("<a><?xml version='1.0'?></a>", .invalidDeclaration),
        ("<a>]]></a>", .invalidCharacter), ("<a b=1/>", .invalidMarkup), ("<a b='1'c='2'/>", .invalidMarkup),
        ("<a b='<'/>", .invalidCharacter), ("<a b></a>", .invalidMarkup), ("<a></a x>", .invalidMarkup),
        ("<a/ >", .invalidMarkup),
        ("<!-- a -- b --><a/>", .invalidMarkup), ("<!--a---><a/>", .invalidMarkup), ("<a><!x></a>", .invalidMarkup),
        ("<a b='1' b='2'/>", .duplicateAttribute),
        ("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", .duplicateAttribute),
        ("<p:a/>", .invalidNamespace), ("<a p:b='1'/>", .invalidNamespace), ("<a xmlns:p=''/>", .invalidNamespace),
        ("<a xmlns:xml='u'/>", .invalidNamespace), ("<a xmlns:xmlns='u'/>", .invalidNamespace),
        ("<a xmlns='http://www.w3.org/2000/xmlns/'/>", .invalidNamespace),
        ("<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>", .invalidNamespace),
        ("<a:b:c/>", .invalidName), ("<:a/>", .invalidName), ("<a:/>", .invalidName), ("<1a/>", .invalidName),
        ("<\u{220}/>", .invalidName), ("<😀/>", .invalidName), ("<?p:q x?>", .invalidName), ("<? p?>", .invalidName),
        ("<a></ a>", .invalidName), ("<a &amp;/>", .invalidName), ("<a xml:space='x'/>", .invalidValue),
        ("<a>&foo;</a>", .undeclaredEntity), ("<a>& </a>", .invalidReference), ("<a>&lt</a>", .invalidReference),
        ("<a>&#X41;</a>", .invalidReference), ("<a>&#x110000;</a>", .invalidReference),
        ("<a>&#;</a>", .invalidReference),
        ("<!DOCTYPE a><a/><!DOCTYPE a><a/>", .documentType), ("<a/><!DOCTYPE a>", .documentType),
        ("<!DOCTYPEa><a/>", .documentType), ("<!DOCTYPE 1><a/>", .embeddedXMLSyntax),
        ("<!DOCTYPE a [<!FOO>]><a/>", .embeddedXMLSyntax), ("<!DOCTYPE a [<!ELEMENT a (b,>]><a/>", .embeddedXMLSyntax),
        ("<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></a>", .invalidMarkup),
        ("<!DOCTYPE a [<!ENTITY e '</a><a>'>]><a>&e;</a>", .mismatchedTag),
        ("<!DOCTYPE a [<!ENTITY e '<b'>]><a>&e;/></a>", .truncated),
        ("<!DOCTYPE a [<!ENTITY e '<'>]><a b='&e;'/>", .invalidCharacter),
        ("<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]><a b='&e;'/>", .embeddedXMLEntity),
        ("<!DOCTYPE a [<!NOTATION n SYSTEM 'n'><!ENTITY e SYSTEM 's' NDATA n>]><a>&e;</a>", .embeddedXMLEntity),
        ("<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>", .embeddedXMLEntity),
        ("<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a b='&e;'/>", .embeddedXMLEntity),
        ("<!DOCTYPE a SYSTEM 's'><a>&e;</a>", .undeclaredEntity),
    ]

    @Test(arguments: refused)
    func refusesWhatPowerShellRefuses(text: String, code: CLIXMLError.Code) {
        let error = #expect(throws: CLIXMLError.self) { try Self.document(text) }
        #expect(error?.code == code)
        let isValid = PSXMLDocument.isValid(Array(text.utf8).span)
        #expect(!isValid)
    }

    @Test func refusesBytesThatAreNotText() {
        for bad: [UInt8] in [
            [0xE9], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE0, 0x80, 0x80],
        ] {
            for (before, after) in [("<a>", "</a>"), ("<a b='", "'/>"), ("<!--", "-->")] {
                let bytes = Array(before.utf8) + bad + Array(after.utf8)
                let error = #expect(throws: CLIXMLError.self) { try PSXMLDocument.parse(bytes.span) }
                #expect(error?.code == .invalidCharacter)
            }
        }
    }

    @Test func saysWhereTheDefectIs() {
        let inDocument = #expect(throws: CLIXMLError.self) { try Self.document("<a>\r\n é<b></c></a>") }
        #expect(inDocument?.position == SourcePosition(byteOffset: 11, line: 2, column: 6))
        // Inside an entity: right after the reference to it.
        let inEntity = #expect(throws: CLIXMLError.self) {
            try Self.document("<!DOCTYPE a [<!ENTITY e '<b></c>'>]>\n<a>&e;</a>")
        }
        #expect(inEntity?.position == SourcePosition(byteOffset: 43, line: 2, column: 7))
    }

    // MARK: - Limits

    @Test(arguments: [(1024, nil), (1025, CLIXMLError.Code.embeddedXMLEntityLimit)])
    func limitsWhatEntitiesExpandTo(length: Int, code: CLIXMLError.Code?) {
        let half = String(repeating: "é", count: length / 2)
        let rest = String(repeating: "x", count: length - length / 2)
        let text = "<!DOCTYPE a [<!ENTITY e '\(half)'><!ENTITY f '\(rest)'>]><a b='&e;'>&f;</a>"
        let refusal = Self.refusal(text)
        #expect(refusal == code)
    }

    static func refusal(_ text: String, limits: PSXMLDocument.Limits = .init()) -> CLIXMLError.Code? {
        do throws(CLIXMLError) {
            _ = try document(text, limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func countsNestedEntities() {
        func text(_ length: Int) -> String {
            "<!DOCTYPE a [<!ENTITY f '&e;&e;'><!ENTITY e '\(String(repeating: "x", count: length))'>]><a>&f;</a>"
        }
        // Six characters for "&e;&e;" and twice the text.
        #expect(Self.refusal(text(509)) == nil)
        #expect(Self.refusal(text(510)) == .embeddedXMLEntityLimit)
    }

    @Test func refusesAnEntityBombAtOnce() {
        var text = "<!DOCTYPE a [<!ENTITY e0 'x'>"
        for level in 1...30 { text += "<!ENTITY e\(level) '&e\(level - 1);&e\(level - 1);'>" }
        #expect(Self.refusal(text + "]><a>&e30;</a>") == .embeddedXMLEntityLimit)
        #expect(Self.refusal(text + "]><a b='&e30;'/>") == .embeddedXMLEntityLimit)
    }

    @Test func doesNotCountPredefinedEntities() throws {
        let text = "<a>" + String(repeating: "&amp;&#65;", count: 3_000) + "</a>"
        let document = try Self.document(text)
        #expect(document.value(of: 1).count == 6_000)
    }

    @Test func readsDeepDocumentsWithoutATrap() throws {
        func text(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        let deep = try Self.document(text(100_000))
        #expect(deep.nodeCount == 100_000)
        var output: [UInt8] = []
        deep.appendOuterXML(into: &output)
        #expect(output.count == 700_000)
        #expect(Self.refusal(text(100_001)) == .embeddedXMLDepthLimit)
        #expect(Self.refusal(String(repeating: "<a>", count: 1_000_000)) == .embeddedXMLDepthLimit)
    }

    @Test func limitsNodesAndBytes() {
        var limits = PSXMLDocument.Limits()
        limits.maximumNodeCount = 10
        limits.maximumByteCount = 100
        func elements(_ count: Int) -> String { "<a>" + String(repeating: "<b/>", count: count - 1) + "</a>" }
        #expect(Self.refusal(elements(10), limits: limits) == nil)
        #expect(Self.refusal(elements(11), limits: limits) == .embeddedXMLNodeLimit)
        #expect(Self.refusal("<a b='' c='' d='' e='' f='' g='' h='' i='' j=''/>", limits: limits) == nil)
        #expect(
            Self.refusal("<a b='' c='' d='' e='' f='' g='' h='' i='' j='' k=''/>", limits: limits)
                == .embeddedXMLNodeLimit
        )
        #expect(Self.refusal("<a>" + String(repeating: "x", count: 93) + "</a>", limits: limits) == nil)
        #expect(
            Self.refusal("<a>" + String(repeating: "x", count: 94) + "</a>", limits: limits) == .embeddedXMLTextLimit
        )
    }

    @Test func limitsDeclaredDefaults() {
        var limits = PSXMLDocument.Limits()
        limits.maximumNodeCount = 1_000
        let declared = (0..<100).map { "a\($0) CDATA ''" }.joined(separator: " ")
        let text = "<!DOCTYPE r [<!ATTLIST a \(declared)>]><r>" + String(repeating: "<a/>", count: 10) + "</r>"
        #expect(Self.refusal(text, limits: limits) == .embeddedXMLNodeLimit)
    }

    // MARK: - How PowerShell shows nodes

    static let shapes: [(text: String, shape: String)] = [
        ("", "[]"), ("<item id=\"1\"><name>x</name></item>", "[[[[]]]]"),
        ("<?xml version=\"1.0\" encoding=\"utf-8\"?><root><a>1</a><a>2</a></root>", "[[],[[[]],[[]]]]"),
        ("<r>text</r>", "[[[]]]"), ("<!--c--><r/>", "[[],[]]"), ("<a b=\"1\" c=\"2\">t</a>", "[[[]]]"),
        ("<a><b/><b/>t</a>", "[[[],[],[]]]"), ("<?pi d?><a>  <b>1</b></a>", "[[],[[],[[]]]]"),
        ("<p:a xmlns:p=\"urn:x\"><p:b/></p:a>", "[[[]]]"),
    ]

    @Test(arguments: shapes)
    func hasTheShapeOfItsJSON(text: String, expected: String) throws {
        let shape = try Self.shape(Self.document(text))
        #expect(shape == expected)
    }

    static let properties: [(text: String, properties: [String])] = [
        ("", []), ("<r>text</r>", ["r=text"]), ("<a b=\"1\" c=\"2\">t</a>", ["a=System.Xml.XmlElement"]),
        (
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><root><a>1</a></root>",
            ["xml=version=\"1.0\" encoding=\"utf-8\"", "root=System.Xml.XmlElement"]
        ),
        ("<!--c--><r/>", ["#comment=c", "r="]), ("<?pi d?>\n<a><b/></a>", ["pi=d", "a=System.Xml.XmlElement"]),
        ("<p:a xmlns:p=\"urn:x\"/>", ["a=System.Xml.XmlElement"]),
        ("<a><![CDATA[x]]></a>", ["a=System.Xml.XmlElement"]),
        ("<a>x<!--c--></a>", ["a=System.Xml.XmlElement"]), ("<a> </a>", ["a=System.Xml.XmlElement"]),
        ("<!DOCTYPE A><a>x</a>", ["A=,x"]), ("<!--c--><!--d--><r/>", ["#comment=c,d", "r="]),
    ]

    @Test(arguments: properties)
    func hasThePropertiesOfItsChildren(text: String, expected: [String]) throws {
        let document = try Self.document(text)
        let properties = document.properties.map { property in
            let values = property.nodes.map { node in
                document.simpleText(of: node).map { String(decoding: $0, as: UTF8.self) }
                    ?? document.className(of: node)
            }
            return String(decoding: property.name, as: UTF8.self) + "=" + values.joined(separator: ",")
        }
        #expect(properties == expected)
    }

    @Test func namesTheClasses() throws {
        let text = "<?xml version='1.0'?>\n<!DOCTYPE a><a xml:space='preserve'> <b/>x<![CDATA[c]]><!--d--><?e f?></a>"
        let document = try Self.document(text)
        let classes = (0..<document.nodeCount).map { document.className(of: $0) }
        let expected = [
            "Declaration", "Whitespace", "DocumentType", "Element", "SignificantWhitespace", "Element", "Text",
            "CDataSection", "Comment", "ProcessingInstruction",
        ].map { "System.Xml.Xml\($0)" }
        #expect(classes == expected)
        let names = (0..<document.nodeCount).map { String(decoding: document.name(of: $0), as: UTF8.self) }
        let expectedNames = [
            "xml", "#whitespace", "a", "a", "#significant-whitespace", "b", "#text", "#cdata-section", "#comment", "e",
        ]
        #expect(names == expectedNames)
    }

    @Test func givesNamesAndAttributes() throws {
        let document = try Self.document("<p:a xmlns:p='u' b='1'><c/></p:a>")
        #expect(document.name(of: 0) == Array("p:a".utf8))
        #expect(document.localName(of: 0) == Array("a".utf8))
        #expect(document.namespaceURI(of: 0) == Array("u".utf8)[...])
        #expect(document.namespaceURI(of: 1).isEmpty)
        let attributes = document.attributes(of: 0).map { String(decoding: $0.name + [0x3D] + $0.value, as: UTF8.self) }
        #expect(attributes == ["xmlns:p=u", "b=1"])
        #expect(document.attributes(of: 1).isEmpty)
    }
}
