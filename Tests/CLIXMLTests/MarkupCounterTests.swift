import CLIXML
import TestSupport
import Testing

@Suite struct MarkupCounterTests {
    typealias Outcome = EverySplit.Outcome<Int, CLIXMLError>

    static func outcome(of pieces: [ArraySlice<UInt8>], limits: CLIXMLLimits = CLIXMLLimits()) -> Outcome {
        var counter = MarkupCounter(limits: limits)
        do throws(CLIXMLError) {
            for piece in pieces { try counter.append(piece.span) }
            try counter.finish()
            return Outcome(values: [counter.elementCount])
        } catch {
            return Outcome(error: error)
        }
    }

    @Test(arguments: [
        ("<Objs/>", 1), ("#< CLIXML\r\n<Objs> <S>a</S>\n<Nil/> </Objs>\n", 3),
        ("<?xml version=\"1.0\"?><!-- a --><Objs><S>a<![CDATA[</S>]]>b</S></Objs>", 2),
        ("<Objs><AnElementWithALongName><S N=\"&lt;\">&amp;</S></AnElementWithALongName></Objs>", 3),
        ("<p:Objs>x<a:S></a:S></p:Objs>", 2),
        ("<Objs><S N=\"a\" S=\"b\" RefId=\"c\"/><Nil S=\"b\" N=\"a\" /><Obj RefId=\"0\"></Obj></Objs>", 4),
        ("<Objs><ToString>a</ToString><ToString/><Version>1</Version><Ab12.-_4><S></S></Ab12.-_4></Objs>", 6),
        ("<Objs><S A=\"a\">b</S><S  N=\"a\">b</S ><S N='a'>b</S><Sa>b</Sa><Nil/></Objs>", 6),
    ])
    func counts(text: String, count: Int) {
        let bytes = Array(text.utf8)
        let whole = Self.outcome(of: [bytes[...]])
        #expect(whole == Outcome(values: [count]))
        let difference = EverySplit.firstDifference(of: bytes) { Self.outcome(of: $0) }
        #expect(difference == nil)
    }

    @Test(arguments: [
        ("", CLIXMLError.Code.missingRoot), ("<!-- -->", .missingRoot), ("<Objs>", .truncated),
        ("<Objs><S>a</S>", .truncated), ("<Objs></Obj>", .mismatchedTag), ("<Objs/></Objs>", .mismatchedTag),
        ("<AnElementWithALongName></AnElementWithALongNamf>", .mismatchedTag), ("<p:S></q:S>", .mismatchedTag),
        ("<Objs></\0Objs>", .invalidName), ("<AnElementWithALongName></\0\0>", .invalidName),
        ("<Objs><1a/></Objs>", .invalidName), ("<Objs><-a>b</-a></Objs>", .invalidName),
        ("<Objs><\0S N=\"a\">b</S></Objs>", .invalidName), ("<Objs><S\0>b</S></Objs>", .invalidMarkup),
        ("<Objs><S>b</T></Objs>", .mismatchedTag), ("<Objs><S>b</Sa></Objs>", .mismatchedTag),
        ("<Objs><Version>b</Versiom></Objs>", .mismatchedTag), ("<Objs><Obj> </\0Obj></Objs>", .invalidName),
        ("<Objs><ToString>b</ToStrinG></Objs>", .mismatchedTag), ("<Objs></Objs></Objs>", .mismatchedTag),
        ("<Objs><S N=\"a\" N=\"b\"/></Objs>", .duplicateAttribute),
        ("<Objs><Obj RefId=\"0\" RefId=\"1\"/></Objs>", .duplicateAttribute),
        ("<Objs><S N=\"a<\">b</S></Objs>", .invalidCharacter), ("<Objs><S N=\"a\"S=\"b\"/></Objs>", .invalidMarkup),
        ("<Objs><S N=\"a\"/ ></Objs>", .invalidMarkup), ("<Objs><S / ></Objs>", .invalidMarkup),
        ("<Objs/><Objs/>", .multipleRoots), ("<Objs/>x", .textOutsideRoot),
        ("<Objs/><![CDATA[]]>", .textOutsideRoot), ("<![CDATA[]]><Objs/>", .textOutsideRoot),
        ("<Objs><S>&no;</S></Objs>", .undeclaredEntity),
        ("<!DOCTYPE Objs><Objs/>", .documentType), ("<Objs><?xml version=\"1.0\"?></Objs>", .invalidDeclaration),
    ])
    func refuses(text: String, code: CLIXMLError.Code) {
        let bytes = Array(text.utf8)
        let whole = Self.outcome(of: [bytes[...]])
        #expect(whole == Outcome(error: CLIXMLError(code: code)))
        let difference = EverySplit.firstDifference(of: bytes) { Self.outcome(of: $0) }
        #expect(difference == nil)
    }

    /// What ends a run of plain bytes, at every place in it: runs are passed over many bytes at a time.
    @Test(
        arguments: [
            ("&amp;", nil), ("&lt;&gt;&quot;&apos;", nil), ("&#65;", nil), (">", nil), ("\\^_ _x _x0041_", nil),
            ("é", nil),
            ("\u{7F}\t\r\n", nil), ("]]", nil), ("]]x", nil), ("\u{FFFD}", nil), ("😀", nil),
            ("]]>", .invalidCharacter), ("\u{1}", .invalidCharacter), ("\u{FFFE}", .invalidCharacter),
            ("&no;", .undeclaredEntity), ("&amq;", .undeclaredEntity), ("&amp,", .invalidReference),
            ("&quox;", .undeclaredEntity), ("&quot ", .invalidReference), ("& ", .invalidReference),
        ] as [(String, CLIXMLError.Code?)]
    )
    func findsSpecialTextAnywhere(special: String, code: CLIXMLError.Code?) {
        for place in Array(0..<80) + [200, 333] {
            for rest in [0, 1, 7, 8, 40, 130] {
                let text = String(repeating: "a", count: place) + special + String(repeating: "b", count: rest)
                let document = Array("<Objs><S N=\"n\">\(text)</S><Nil/></Objs>".utf8)
                let outcome = Self.outcome(of: [document[...]])
                let expected = code.map { Outcome(error: CLIXMLError(code: $0)) } ?? Outcome(values: [3])
                #expect(outcome == expected, "\(place) before and \(rest) after")
            }
        }
        let text = String(repeating: "a", count: 70) + special + String(repeating: "b", count: 70)
        let document = Array("<Objs><S N=\"n\">\(text)</S></Objs>".utf8)
        let difference = EverySplit.firstDifference(of: document, cutCount: 90) { Self.outcome(of: $0) }
        #expect(difference == nil)
    }

    @Test(
        arguments: [
            ("&amp;", nil), ("'", nil), (">", nil), ("\t", nil), ("é", nil), ("_", nil),
            ("<", .invalidCharacter), ("\u{2}", .invalidCharacter), ("\"", .invalidMarkup), ("&", .invalidReference),
        ] as [(String, CLIXMLError.Code?)]
    )
    func findsSpecialNamesAnywhere(special: String, code: CLIXMLError.Code?) {
        for place in 0..<80 {
            for attribute in ["N", "S", "RefId", "Other"] {
                let value = String(repeating: "a", count: place) + special + ",b"
                let document = Array("<Objs><S \(attribute)=\"\(value)\">text</S></Objs>".utf8)
                let outcome = Self.outcome(of: [document[...]])
                let expected = code.map { Outcome(error: CLIXMLError(code: $0)) } ?? Outcome(values: [2])
                #expect(outcome == expected, "\(attribute), \(place) before")
            }
        }
    }

    @Test func passesOverIndentation() {
        for count in Array(0..<140) + [255, 256, 300] {
            let blanks = "\r\n" + String(repeating: " ", count: count)
            for between in ["\(blanks)", "\(blanks)\t\n   \n", " \(blanks)"] {
                let document = Array("<Objs>\(between)<Obj>\(between)<S>a</S>\(between)</Obj>\(between)</Objs>".utf8)
                let outcome = Self.outcome(of: [document[...]])
                #expect(outcome == Outcome(values: [3]), "\(count) blanks")
            }
        }
    }

    @Test func limitsNesting() {
        var limits = CLIXMLLimits()
        limits.maximumElementDepth = 2
        let allowed = Self.outcome(of: [Array("<a><b><c/></b></a>".utf8)[...]], limits: limits)
        #expect(allowed == Outcome(values: [3]))
        let refused = Self.outcome(of: [Array("<a><b><c> </c></b></a>".utf8)[...]], limits: limits)
        #expect(refused == Outcome(error: CLIXMLError(code: .elementsNestedTooDeeply)))
    }

    @Test func repeatsItsError() {
        var counter = MarkupCounter()
        var errors: [CLIXMLError] = []
        do throws(CLIXMLError) { try counter.append(Array("<a></b>".utf8).span) } catch { errors.append(error) }
        do throws(CLIXMLError) { try counter.append(Array("</a>".utf8).span) } catch { errors.append(error) }
        do throws(CLIXMLError) { try counter.finish() } catch { errors.append(error) }
        #expect(errors == Array(repeating: CLIXMLError(code: .mismatchedTag), count: 3))
    }
}
