import CLIXML
import Foundation
import TestSupport
import Testing

/// What was learned from earlier markup must make no difference. Fed byte by byte, a parser never has enough in sight to use it.
@Suite struct FamiliarMarkupTests {
    private static func byteByByte(
        _ bytes: [UInt8],
        limits: CLIXMLLimits = CLIXMLLimits(),
        form: DocumentForm = .document
    ) -> ReadOutcome {
        Reading.outcome(of: bytes.indices.map { bytes[$0...$0] }, limits: limits, form: form)
    }

    @Test(arguments: 0..<12) func readsLikeMarkupNeverSeen(seed: UInt64) {
        let bytes = Reading.document(RandomDocument.content(seed: seed, objectCount: 40))
        let outcome = Reading.outcome(of: bytes)
        #expect(outcome.error == nil)
        #expect(outcome.values.count >= 40)
        #expect(outcome == FamiliarMarkupTests.byteByByte(bytes))
    }

    @Test(arguments: 0..<60) func findsTheSameFaults(seed: UInt64) {
        var bytes = Reading.document(RandomDocument.content(seed: seed / 4, objectCount: 30))
        var random = SplitMix(seed: seed)
        let place = Int.random(in: (bytes.count / 2)..<bytes.count, using: &random)
        switch seed % 4 {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(bytes[place / 2], at: place)
        case 2: bytes[place] = [0x3C, 0x3E, 0x22, 0x20, 0x2F, 0x78].randomElement(using: &random) ?? 0
        default: bytes.removeSubrange(place..<min(place + 40, bytes.count))
        }
        #expect(Reading.outcome(of: bytes) == FamiliarMarkupTests.byteByByte(bytes))
    }

    @Test(arguments: 0..<12) func keepsToTheLimits(seed: UInt64) {
        let plain = String(
            repeating:
                "<Obj RefId=\"1\"><MS><S N=\"a\">b</S><Obj N=\"o\" RefId=\"2\"><LST><S>c</S></LST></Obj></MS></Obj>\n",
            count: 60
        )
        let nested = (0..<12).map {
            "<Obj RefId=\"\(3 + $0)\"><TN RefId=\"\(9 + $0)\"><T>Type\($0)</T></TN><LST><S>long enough</S>"
        }
        let beyond = nested.joined() + String(repeating: "</LST></Obj>", count: 12)
        let bytes = Reading.document(plain + RandomDocument.content(seed: seed, objectCount: 30) + beyond)
        var limits = CLIXMLLimits()
        switch seed % 6 {
        case 0: limits.maximumDepth = 3
        case 1: limits.maximumNodeCount = 14
        case 2: limits.maximumElementDepth = 5
        case 3: limits.maximumTextByteCount = 6
        case 4: limits.maximumValueByteCount = 700
        default: limits.maximumTypeNameByteCount = 250
        }
        let outcome = Reading.outcome(of: bytes, limits: limits)
        #expect(outcome.error != nil)
        #expect(outcome == FamiliarMarkupTests.byteByByte(bytes, limits: limits))
    }

    /// The end tag belongs to another element than the one that the same steps closed before.
    @Test func tellsContainersApart() {
        let list = "<Obj RefId=\"0\"><LST><S>a</S></LST></Obj>"
        let bytes = Reading.document(String(repeating: list, count: 80) + "<Obj RefId=\"0\"><STK><S>a</S></LST></Obj>")
        let outcome = Reading.outcome(of: bytes)
        #expect(outcome.error?.code == .mismatchedTag)
        #expect(outcome.values.count == 80)
        #expect(outcome == FamiliarMarkupTests.byteByByte(bytes))
    }

    /// Where a namespace ends with an element, the same tags mean something else behind it.
    @Test func mindsWhereNamespacesEnd() {
        let member = "<S N=\"a\">b</S>"
        let usual =
            "<Obj RefId=\"0\"><MS>\(member)<Obj N=\"o\" RefId=\"1\"><MS>\(member)</MS></Obj>\(member)</MS></Obj>"
        let other =
            "<p:Obj xmlns:p=\"\(Reading.namespace)\" xmlns=\"urn:x\" RefId=\"0\"><p:MS><Obj xmlns=\"\(Reading.namespace)\" N=\"o\" RefId=\"1\"><MS>\(member)</MS></Obj>\(member)</p:MS></p:Obj>"
        let bytes = Reading.document(String(repeating: usual, count: 80) + other)
        let outcome = Reading.outcome(of: bytes)
        #expect(outcome.values.count == 80)
        #expect(outcome.error?.code == .wrongNamespace)
        #expect(outcome == FamiliarMarkupTests.byteByByte(bytes))
    }

    /// Base64 of every length, as a writer has it, with blanks, with bits left over, and malformed at the end.
    @Test(arguments: ["", " ", "*", "=", "A", "AB=", "A===", "AA=A", "AB==", "é", "&#65;AAA", "<!---->"])
    func looksAtBase64Once(ending: String) {
        var values = (0..<150).map { count in
            let text = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }).base64EncodedString()
            let blanks = count % 7 == 0 ? "\n" : ""
            return "<Obj RefId=\"0\"><MS><BA N=\"b\">\(text)\(blanks)</BA></MS></Obj>"
        }
        values.append(
            "<Obj RefId=\"0\"><MS><BA N=\"b\">\(String(repeating: "QUJD", count: 40))\(ending)</BA></MS></Obj>"
        )
        let bytes = Reading.document(values.joined())
        let outcome = Reading.outcome(of: bytes)
        #expect(outcome.values.count == (["", " ", "AB==", "&#65;AAA", "<!---->"].contains(ending) ? 151 : 150))
        #expect(outcome.error?.code == (outcome.values.count == 151 ? nil : .invalidValue))
        #expect(outcome == FamiliarMarkupTests.byteByByte(bytes))
        var limits = CLIXMLLimits()
        limits.maximumTextByteCount = 120
        #expect(Reading.outcome(of: bytes, limits: limits) == FamiliarMarkupTests.byteByByte(bytes, limits: limits))
    }

    // MARK: - Documents after one another

    @Test(arguments: 0..<12) func aResetParserReadsAsANewOne(seed: UInt64) {
        var parser = CLIXMLParser()
        var random = SplitMix(seed: seed)
        for step in 0..<12 {
            var bytes = Reading.document(RandomDocument.content(seed: seed &+ UInt64(step % 3), objectCount: 6))
            if step % 4 == 3 { bytes.remove(at: Int.random(in: 100..<bytes.count, using: &random)) }
            if step % 4 == 2 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
            parser.reset()
            let outcome = Reading.outcome(of: [bytes[...]], by: &parser)
            #expect(outcome == Reading.outcome(of: bytes))
        }
    }

    @Test(arguments: 0..<4) func aResetParserReadsPayloads(seed: UInt64) {
        var parser = CLIXMLParser(form: .payload)
        for step in 0..<60 {
            let content = RandomDocument.content(seed: seed &+ UInt64(step % 5), objectCount: 1)
            let bytes = Array(content.utf8)
            parser.reset()
            let outcome = Reading.outcome(of: [bytes[...]], by: &parser)
            #expect(outcome == FamiliarMarkupTests.byteByByte(bytes, form: .payload))
        }
    }

    @Test(arguments: [
        ("<Obj RefId=\"1\"><TNRef RefId=\"0\" /><MS><S N=\"a\">b</S></MS></Obj>", CLIXMLError.Code.undefinedTypeNames),
        ("<Obj RefId=\"1\"><MS><Ref N=\"a\" RefId=\"0\" /></MS></Obj>", .undefinedReference),
    ])
    func aResetParserForgetsWhatWasDefined(content: String, code: CLIXMLError.Code) throws {
        let definition = "<Obj RefId=\"0\"><TN RefId=\"0\"><T>X</T></TN><MS><S N=\"a\">b</S></MS></Obj>"
        var parser = CLIXMLParser()
        for _ in 0..<70 {
            parser.reset()
            let bytes = Reading.document(definition + content)
            try parser.append(bytes.span)
            var count = 0
            while try parser.nextValue() != nil { count += 1 }
            try parser.finish()
            #expect(count == 2)
        }
        parser.reset()
        let bytes = Reading.document(content)
        try parser.append(bytes.span)
        let error = #expect(throws: CLIXMLError.self) { while try parser.nextValue() != nil {} }
        #expect(error?.code == code)
    }

    /// The root's start tag is compared with the one before it; each of these says something else, or is spelt otherwise.
    @Test func aResetParserLooksAtTheRootAgain() {
        let namespace = Reading.namespace
        let value = "<Obj RefId=\"0\"><MS><S N=\"a\">b</S></MS><Later /></Obj>"
        let documents = [
            "\(Reading.rootTag)<S>a</S></Objs>",
            "<p:Objs xmlns:p=\"\(namespace)\"><p:I32>1</p:I32></p:Objs>",
            "\(Reading.rootTag)<S>a</S></p:Objs>",
            "<Objs Version=\"1.2\" xmlns=\"\(namespace)\">\(value)</Objs>",
            "<Objs Version=\"1.1\" xmlns=\"\(namespace)\">\(value)</Objs>",
            "<Objs Version=\"2.1\" xmlns=\"\(namespace)\"></Objs>",
            "<Objs Version=\"1.1.0.1\" xmlns=\"urn:other\"><S>a</S></Objs>",
            "<Objs xmlns=\"\(namespace)\" xmlns:p=\"urn:p\"><S p:x=\"1\">a</S><p:S>a</p:S></Objs>",
            "\(Reading.rootTag)<S p:x=\"1\">a</S></Objs>",
            "\(Reading.rootTag)</Objs>\(Reading.rootTag)</Objs>",
            "#< CLIXML\n\(Reading.rootTag)\n<S>a</S>\n</Objs>",
            "\(Reading.rootTag)<S>a",
            Reading.rootTag,
            "<Objs Version=\"1.1.0.1\" xmlns=\"\(namespace)\"/>",
        ].map { Array($0.utf8) }
        var parser = CLIXMLParser()
        for first in documents {
            for second in documents {
                for bytes in [first, second, first] {
                    parser.reset()
                    let outcome = Reading.outcome(of: [bytes[...]], by: &parser)
                    #expect(outcome == Reading.outcome(of: bytes))
                }
            }
        }
        var halves = CLIXMLParser()
        let bytes = documents[0]
        for cut in bytes.indices {
            halves.reset()
            let outcome = Reading.outcome(of: [bytes[..<cut], bytes[cut...]], by: &halves)
            #expect(outcome == Reading.outcome(of: bytes))
        }
    }
}
