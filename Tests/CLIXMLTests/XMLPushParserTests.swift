import CLIXML
import TestSupport
import Testing

@Suite struct XMLPushParserTests {
    typealias Outcome = EverySplit.Outcome<MarkupEvent, CLIXMLError>

    static func outcome(
        of pieces: [ArraySlice<UInt8>],
        options: XMLPushParser.Options = XMLPushParser.Options()
    ) -> Outcome {
        var parser = XMLPushParser(options: options)
        var outcome = Outcome()
        do throws(CLIXMLError) {
            for piece in pieces {
                defer { while let event = parser.nextEvent() { outcome.values.append(event) } }
                try parser.append(piece.span)
            }
            defer { while let event = parser.nextEvent() { outcome.values.append(event) } }
            try parser.finish()
        } catch {
            outcome.error = error
        }
        return outcome
    }

    static func outcome(of text: String, options: XMLPushParser.Options = XMLPushParser.Options()) -> Outcome {
        outcome(of: [Array(text.utf8)[...]], options: options)
    }

    static var readingDeclarations: XMLPushParser.Options {
        var options = XMLPushParser.Options()
        options.documentTypes = .declarations(maximumEntityLength: 1024)
        return options
    }

    // MARK: - Events

    static func start(_ name: String, _ attributes: [(String, String)] = []) -> MarkupEvent {
        .start(
            .init(
                name: MarkupName(localName: name),
                attributes: attributes.map { .init(name: MarkupName(localName: $0.0), value: $0.1) }
            )
        )
    }

    static func end(_ name: String) -> MarkupEvent { .end(MarkupName(localName: name)) }

    @Test func resolvesNamespaces() {
        let envelope = MarkupName(prefix: "s", localName: "Envelope", namespaceURI: "urn:s?a&b")
        let body = MarkupName(localName: "Body", namespaceURI: "urn:d")
        let outcome = Self.outcome(
            of: "<s:Envelope a='1' xmlns:s='urn:s?a&amp;b' xmlns='urn:d' s:b='2' xml:lang='en'><Body/></s:Envelope>"
        )
        let expected: [MarkupEvent] = [
            .start(
                .init(
                    name: envelope,
                    namespaces: [.init(prefix: "s", uri: "urn:s?a&b"), .init(prefix: nil, uri: "urn:d")],
                    attributes: [
                        .init(name: MarkupName(localName: "a"), value: "1"),
                        .init(name: MarkupName(prefix: "s", localName: "b", namespaceURI: "urn:s?a&b"), value: "2"),
                        .init(
                            name: MarkupName(
                                prefix: "xml",
                                localName: "lang",
                                namespaceURI: "http://www.w3.org/XML/1998/namespace"
                            ),
                            value: "en"
                        ),
                    ]
                )
            ),
            .start(.init(name: body)), .end(body), .end(envelope),
        ]
        #expect(outcome == Outcome(values: expected))
    }

    @Test func undoesReferencesInAttributeValues() {
        let outcome = Self.outcome(
            of: "<a b='&amp;&lt;&gt;&quot;&apos;&#65;&#x42;' c='&amp;#38;' d='1&#38;2&amp;amp;'/>"
        )
        let expected = [
            Self.start("a", [("b", "&<>\"'AB"), ("c", "&#38;"), ("d", "1&2&amp;")]), Self.end("a"),
        ]
        #expect(outcome == Outcome(values: expected))
    }

    @Test func joinsTextAndKeepsOtherNodesApart() {
        let outcome = Self.outcome(of: "<a>x&amp;y&#10;z \r\n<!-- c --><![CDATA[]]><![CDATA[<&]]>t<?p  d ?><?q?></a>")
        let expected = [
            Self.start("a"), .text("x&y\nz \n"), .comment(" c "), .cdata("<&"), .text("t"),
            .processingInstruction(target: "p", data: "d "), .processingInstruction(target: "q", data: ""),
            Self.end("a"),
        ]
        #expect(outcome == Outcome(values: expected))
    }

    @Test func reportsTheDeclaration() {
        let full = Self.outcome(of: "<?xml version='1.0' encoding='utf-8' standalone='no'?>\n<!-- c --><a/>").values
            .first
        #expect(full == .declaration(version: "1.0", encoding: "utf-8", standalone: false))
        let short = Self.outcome(of: "<?xml version='1.0'?><a/>").values.first
        #expect(short == .declaration(version: "1.0", encoding: nil, standalone: nil))
        let none = Self.outcome(of: "<a/>").values
        #expect(none == [Self.start("a"), Self.end("a")])
    }

    @Test(arguments: [
        "<a/>", "<?xml version='1.0'?><a>x</a>", "<a>x&amp;y&#10;z&lt;<b/> \r\n </a>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a>x</a>\n",
        "<a><![CDATA[x]]y]]><!-- c --><?p d?><?q?></a>", "<a b='é日😀'>é日😀<c d='x\ny\tz'/></a>",
        "<s:a xmlns:s='urn:s' xmlns='urn:d' a='1' s:b='&amp;&quot;&#38;#38;'><b/></s:a>",
        "<a>" + String(repeating: "text ", count: 200) + "</a>",
        "<a><![CDATA[" + String(repeating: "] ]] ", count: 200) + "]]></a>",
        "<Data Stream='Default' PSGuid='00000000-0000-0000-0000-000000000000'>AAAA</Data>",
    ])
    func givesTheSameEventsForEverySplit(document: String) {
        let whole = Self.outcome(of: document)
        #expect(whole.error == nil)
        #expect(!whole.values.isEmpty)
        let difference = EverySplit.firstDifference(of: Array(document.utf8)) { Self.outcome(of: $0) }
        #expect(difference == nil)
    }

    @Test func readsOtherEncodingsForEverySplit() {
        let text = "<a b='é'>日😀</a>"
        let expected = Outcome(values: [Self.start("a", [("b", "é")]), .text("日😀"), Self.end("a")])
        var littleEndian: [UInt8] = [0xFF, 0xFE]
        var bigEndian: [UInt8] = [0xFE, 0xFF]
        for unit in text.utf16 {
            littleEndian += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            bigEndian += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
        for bytes in [littleEndian, bigEndian, [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
            let whole = Self.outcome(of: [bytes[...]])
            #expect(whole == expected)
            let difference = EverySplit.firstDifference(of: bytes) { Self.outcome(of: $0) }
            #expect(difference == nil)
        }
        let latin1 = Array("<?xml version='1.0' encoding='iso-8859-1'?><a>".utf8) + [0xE9] + Array("</a>".utf8)
        let whole = Self.outcome(of: [latin1[...]])
        #expect(whole.values.dropFirst() == [Self.start("a"), .text("é"), Self.end("a")])
        let difference = EverySplit.firstDifference(of: latin1) { Self.outcome(of: $0) }
        #expect(difference == nil)
    }

    // MARK: - Errors

    struct Refusal: Sendable, CustomTestStringConvertible {
        let document: String
        let code: CLIXMLError.Code
        let position: SourcePosition

        init(_ document: String, _ code: CLIXMLError.Code, _ byteOffset: Int, _ line: Int, _ column: Int) {
            self.document = document
            self.code = code
            position = SourcePosition(byteOffset: byteOffset, line: line, column: column)
        }

        var testDescription: String { document.debugDescription }
    }

    static let refusals = [
        Refusal("", .embeddedXMLTruncated, 0, 1, 1),
        Refusal(" ", .embeddedXMLTruncated, 0, 1, 1),
        Refusal("x", .embeddedXMLSyntax, 0, 1, 1),
        Refusal("<", .embeddedXMLTruncated, 0, 1, 1),
        Refusal("<a", .embeddedXMLTruncated, 0, 1, 1),
        Refusal("<a><b>", .embeddedXMLTruncated, 6, 1, 7),
        Refusal("<a b", .embeddedXMLTruncated, 4, 1, 5),
        Refusal("<a b='x", .embeddedXMLTruncated, 7, 1, 8),
        Refusal("<a>&am", .embeddedXMLTruncated, 6, 1, 7),
        Refusal("<a>&", .embeddedXMLTruncated, 3, 1, 4),
        Refusal("<a><!-- x", .embeddedXMLTruncated, 9, 1, 10),
        Refusal("<a><![CDATA[ x", .embeddedXMLTruncated, 12, 1, 13),
        Refusal("<a></b>", .embeddedXMLSyntax, 7, 1, 8),
        Refusal("<a/>x", .embeddedXMLSyntax, 4, 1, 5),
        Refusal("<a/><b/>", .embeddedXMLSyntax, 4, 1, 5),
        Refusal("<a>&#xFFFF;</a>", .embeddedXMLSyntax, 11, 1, 12),
        Refusal("<a>& </a>", .embeddedXMLSyntax, 4, 1, 5),
        Refusal("<a b='<'/>", .embeddedXMLSyntax, 6, 1, 7),
        Refusal("<a b='1' b='2'/>", .embeddedXMLSyntax, 14, 1, 15),
        Refusal("<a><!-- -- --></a>", .embeddedXMLSyntax, 8, 1, 9),
        Refusal("<a>]]></a>", .embeddedXMLSyntax, 3, 1, 4),
        Refusal("<a>\u{1}</a>", .embeddedXMLSyntax, 3, 1, 4),
        Refusal(" <?xml version='1.0'?><a/>", .embeddedXMLSyntax, 6, 1, 7),
        Refusal("<a><b>text</b>more\nlines\n  <c d='e' f></a>", .embeddedXMLSyntax, 37, 3, 13),
        Refusal("<a>é日😀\n</b>", .embeddedXMLSyntax, 17, 2, 5),
        Refusal("<p:a/>", .embeddedXMLNamespace, 4, 1, 5),
        Refusal("<a p:b='1'/>", .embeddedXMLNamespace, 10, 1, 11),
        Refusal("<a xmlns:p=''/>", .embeddedXMLNamespace, 13, 1, 14),
        Refusal("<?xml version='1.1'?><a/>", .embeddedXMLVersion, 19, 1, 20),
        Refusal("<?xml version='1.0' encoding='nonsense'?><a/>", .embeddedXMLEncoding, 39, 1, 40),
        Refusal("<a>&foo;</a>", .embeddedXMLEntity, 8, 1, 9),
        Refusal("<a b='&foo;'/>", .embeddedXMLEntity, 11, 1, 12),
    ]

    @Test(arguments: refusals)
    func refusesWhatIsNotADocumentForEverySplit(refusal: Refusal) {
        let whole = Self.outcome(of: refusal.document)
        #expect(whole.error?.code == refusal.code)
        #expect(whole.error?.position == refusal.position)
        #expect(whole.error?.position?.byteOffset == refusal.position.byteOffset)
        let difference = EverySplit.firstDifference(of: Array(refusal.document.utf8)) { Self.outcome(of: $0) }
        #expect(difference == nil)
    }

    @Test(arguments: ["<a>%</a>", "<a b='%'/>", "<a><!--%--></a>", "<a><![CDATA[%]]></a>", "<a><?p %?></a>", "<a%/>"])
    func refusesBytesThatAreNotText(shape: String) {
        let parts = shape.split(separator: "%").map { Array($0.utf8) }
        for bad: [UInt8] in [[0xE9], [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
            let bytes = parts[0] + bad + parts[1]
            let whole = Self.outcome(of: [bytes[...]])
            #expect(whole.error?.code == .embeddedXMLEncoding)
            let position = SourcePosition(byteOffset: parts[0].count, line: 1, column: parts[0].count + 1)
            #expect(whole.error?.position == position)
            let difference = EverySplit.firstDifference(of: bytes) { Self.outcome(of: $0) }
            #expect(difference == nil)
        }
    }

    @Test func countsCharactersAndLinesBeforeBadBytes() {
        let bytes = [0xEF, 0xBB, 0xBF] + Array("<a>é\r\n日\r😀x".utf8) + [0xFF]
        let whole = Self.outcome(of: [bytes[...]])
        let position = SourcePosition(byteOffset: 19, line: 3, column: 3)
        #expect(whole.error == CLIXMLError(code: .embeddedXMLEncoding, position: position))
        let difference = EverySplit.firstDifference(of: bytes) { Self.outcome(of: $0) }
        #expect(difference == nil)
    }

    @Test func refusesACharacterThatIsCutOff() {
        let bytes = Array("<a>".utf8) + [0xE6, 0x97]
        let whole = Self.outcome(of: [bytes[...]])
        let position = SourcePosition(byteOffset: 3, line: 1, column: 4)
        #expect(whole.error == CLIXMLError(code: .embeddedXMLTruncated, position: position))
    }

    @Test func keepsEventsBeforeTheErrorAndRepeatsTheError() throws {
        var parser = XMLPushParser()
        let bytes = Array("<a><b>x</b></c>".utf8)
        let first = #expect(throws: CLIXMLError.self) { try parser.append(bytes.span) }
        let again = #expect(throws: CLIXMLError.self) { try parser.append(bytes.span) }
        let atEnd = #expect(throws: CLIXMLError.self) { try parser.finish() }
        #expect(first?.code == .embeddedXMLSyntax)
        #expect(again == first)
        #expect(atEnd == first)
        var events: [MarkupEvent] = []
        while let event = parser.nextEvent() { events.append(event) }
        #expect(events == [Self.start("a"), Self.start("b"), .text("x"), Self.end("b")])
    }

    // MARK: - Document types and entities

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
        "<!DOCTYPE a PUBLIC 'p' 's' []><a/>",
        "<!DOCTYPE a [<!ENTITY b '1234567890'><!ENTITY c '&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;'>]><a>&d;</a>",
    ])
    func refusesDocumentTypes(document: String) {
        let whole = Self.outcome(of: document)
        #expect(whole.error?.code == .embeddedXMLDocumentType)
        #expect(whole.values.isEmpty)
        let difference = EverySplit.firstDifference(of: Array(document.utf8)) { Self.outcome(of: $0) }
        #expect(difference == nil)
    }

    @Test func reportsDeclarationsWhereTheyAreAllowed() {
        let document = """
            <!DOCTYPE a PUBLIC "-//p" "s.dtd" [<!-- no node --><?no node?>
            <!ENTITY e "x&#65;&f;&amp;"><!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY e "second">
            <!NOTATION n SYSTEM "n"><!ENTITY g SYSTEM "g" NDATA n><!ENTITY % p "<!ENTITY h 'from p'>">%p;
            <!ELEMENT a (b|c)*><!ATTLIST a b CDATA #IMPLIED p:c (x|y) "y" xmlns CDATA #FIXED "urn:&h;">
            ]><a xmlns:p="urn:p"/>
            """
        let whole = Self.outcome(of: document, options: Self.readingDeclarations)
        let expected: [MarkupEvent] = [
            .documentType(name: "a", publicID: "-//p", systemID: "s.dtd"),
            .entityDeclaration(name: "e", content: .text("xA&f;&amp;")),
            .entityDeclaration(name: "f", content: .external),
            .entityDeclaration(name: "e", content: .text("second")),
            .entityDeclaration(name: "g", content: .unparsed),
            .entityDeclaration(name: "h", content: .text("from p")),
            .attributeDeclaration(.init(element: "a", attribute: "b", isCharacterData: true)),
            .attributeDeclaration(
                .init(element: "a", attribute: "p:c", isCharacterData: false, defaultValue: "y")
            ),
            .attributeDeclaration(
                .init(element: "a", attribute: "xmlns", isCharacterData: true, defaultValue: "urn:&h;")
            ),
        ]
        #expect(whole.error == nil)
        #expect(Array(whole.values.prefix(expected.count)) == expected)
        let difference = EverySplit.firstDifference(of: Array(document.utf8)) {
            Self.outcome(of: $0, options: Self.readingDeclarations)
        }
        #expect(difference == nil)
    }

    @Test(arguments: ["<a>&e;</a>", "<a b='&e;'/>", "<a>&x;</a>", "<a>&nothing;</a>"])
    func refusesReferencesEvenToDeclaredEntities(root: String) {
        let document = "<!DOCTYPE a [<!ENTITY e 'x'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + root
        let whole = Self.outcome(of: document, options: Self.readingDeclarations)
        #expect(whole.error?.code == .embeddedXMLEntity)
    }

    @Test func limitsParameterEntities() {
        func outcome(entityLength: Int) -> Outcome {
            let comment = "<!--" + String(repeating: "é", count: entityLength - 7) + "-->"
            let document = "<!DOCTYPE a [<!ENTITY % p '\(comment)'><!ENTITY % q '&#37;p;'>%q;]><a/>"
            return Self.outcome(of: document, options: Self.readingDeclarations)
        }
        // The three characters of "%p;" count as well.
        let within = outcome(entityLength: 1021)
        #expect(within.error == nil)
        let beyond = outcome(entityLength: 1022)
        #expect(beyond.error?.code == .embeddedXMLEntityLimit)
    }

    @Test func neverLoadsParameterEntitiesFromOutside() {
        let document = "<!DOCTYPE a SYSTEM 'file:///etc/hostname' [<!ENTITY % p SYSTEM 'file:///etc/hostname'>%p;]><a/>"
        let whole = Self.outcome(of: document, options: Self.readingDeclarations)
        let expected = [
            .documentType(name: "a", publicID: nil, systemID: "file:///etc/hostname"), Self.start("a"), Self.end("a"),
        ]
        #expect(whole == Outcome(values: expected))
    }

    @Test(arguments: [
        "<a xmlns='a b%zz' xmlns:p='relative'/>",
        "<!DOCTYPE a [<!ATTLIST a b (x|x) 'x'><!ELEMENT a EMPTY>]><a>text</a>",
        "<!DOCTYPE a [<!ENTITY amp 'x'><!ENTITY e SYSTEM 'file:///é'>]><a/>",
    ])
    func caresForNeitherURIsNorValidity(document: String) {
        let whole = Self.outcome(of: document, options: Self.readingDeclarations)
        #expect(whole.error == nil)
        #expect(whole.values.count >= 2)
    }

    // MARK: - Limits

    @Test func limitsDepthWithoutATrap() {
        let levels = 100_000
        let document = String(repeating: "<a>", count: levels) + String(repeating: "</a>", count: levels)
        let shallow = Self.outcome(of: document)
        #expect(shallow.error?.code == .embeddedXMLDepthLimit)
        #expect(shallow.values.count == 1_000)
        var options = XMLPushParser.Options()
        options.maximumDepth = levels
        let deep = Self.outcome(of: document, options: options)
        #expect(deep.error == nil)
        #expect(deep.values.count == 2 * levels)
    }

    @Test(arguments: ["<a>%</a>", "<a><![CDATA[%]]></a>", "<a><!--%--></a>"])
    func limitsTheLengthOfText(shape: String) {
        var options = XMLPushParser.Options()
        options.maximumTextByteCount = 1_000
        func bytes(_ count: Int) -> [UInt8] {
            let parts = shape.split(separator: "%")
            return Array((parts[0] + String(repeating: "x", count: count) + parts[1]).utf8)
        }
        let within = Self.outcome(of: [bytes(1_000)[...]], options: options)
        #expect(within.error == nil)
        let beyond = Self.outcome(of: [bytes(1_001)[...]], options: options)
        #expect(beyond.error?.code == .embeddedXMLTextLimit)
        let difference = EverySplit.firstDifference(of: bytes(1_001)) { Self.outcome(of: $0, options: options) }
        #expect(difference == nil)
    }

    @Test func liftsTheLimitsOfTheLibraryOnRequestOnly() {
        let document = "<a b='" + String(repeating: "x", count: 11_000_000) + "'/>"
        var options = XMLPushParser.Options()
        options.maximumTextByteCount = 10_000_000
        let refused = Self.outcome(of: document, options: options)
        #expect(refused.error?.code == .embeddedXMLTextLimit)
        options.maximumTextByteCount = 20_000_000
        let read = Self.outcome(of: document, options: options)
        #expect(read.error == nil)
    }
}
