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
        ("<Objs/><Objs/>", .multipleRoots), ("<Objs/>x", .textOutsideRoot),
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
