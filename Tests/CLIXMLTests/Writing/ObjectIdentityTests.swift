import CLIXML
import Testing

/// Which objects the writer knows again.
@Suite struct ObjectIdentityTests {
    /// Writes the values of a document, those that `isWritten` picks, and counts the references it had to look up.
    private func rewrite(
        _ elements: String,
        isVerbatim: Bool = true,
        writing isWritten: (Int) -> Bool = { _ in true }
    ) throws -> (text: String, lookups: Int) {
        let bytes = Array((Written.root + elements + "</Objs>").utf8)
        var chunks = [bytes]
        let source = ByteSource(
            nextChunk: { chunk in
                guard let next = chunks.popLast() else { return false }
                chunk = next
                return true
            },
            read: { offset, limit, buffer in
                let end = min(bytes.count, offset + limit)
                buffer += bytes[offset..<end]
                return end - offset
            }
        )
        var reader = try CLIXMLReader(source: source, limits: CLIXMLLimits())
        var options = CLIXMLWriterOptions()
        options.layout = .compact
        options.form = .payload
        options.isVerbatim = isVerbatim
        var writer = CLIXMLWriter(options: options)
        var output: [UInt8] = []
        var lookups = 0
        var index = 0
        while let value = try reader.nextDocumentValue() {
            if isWritten(index) {
                try writer.write(value, into: &output) { reference in
                    lookups += 1
                    return try reader.object(for: reference)
                }
            }
            index += 1
        }
        return (String(decoding: output, as: UTF8.self), lookups)
    }

    private func bag(_ id: Int, _ content: String) -> String {
        "<Obj RefId=\"\(id)\"><MS>\(content)</MS></Obj>"
    }

    @Test func answersReferencesToEarlierValuesWithoutLookingThemUp() throws {
        let elements =
            (0..<200).map { bag($0, "<I32 N=\"n\">\($0)</I32>") }.joined()
            + (200..<400).map { bag($0, "<Ref N=\"r\" RefId=\"\($0 - 200)\" />") }.joined()
        let result = try rewrite(elements)
        #expect(result.text == elements)
        #expect(result.lookups == 0)
    }

    @Test func numbersObjectsAnew() throws {
        let elements =
            bag(7, "<Nil N=\"n\" />") + bag(3, "<Ref N=\"r\" RefId=\"7\" />") + bag(9, "<Ref N=\"r\" RefId=\"3\" />")
        let expected =
            bag(0, "<Nil N=\"n\" />") + bag(1, "<Ref N=\"r\" RefId=\"0\" />") + bag(2, "<Ref N=\"r\" RefId=\"1\" />")
        #expect(try rewrite(elements).text == expected)
        #expect(try rewrite(elements.replacing("\"7\"", with: "\"x7\"")).text == expected)
    }

    @Test func followsTheLastDefinitionOfARefID() throws {
        let elements =
            bag(0, "<S N=\"a\">old</S>") + bag(0, "<S N=\"a\">new</S>") + bag(1, "<Ref N=\"r\" RefId=\"0\" />")
        let expected =
            bag(0, "<S N=\"a\">old</S>") + bag(1, "<S N=\"a\">new</S>") + bag(2, "<Ref N=\"r\" RefId=\"1\" />")
        #expect(try rewrite(elements).text == expected)
        // The second definition does not come by: what the reference means must be looked at, and is written in full.
        let partial = try rewrite(elements) { $0 != 1 }
        #expect(
            partial.text == bag(0, "<S N=\"a\">old</S>")
                + bag(1, "<Obj N=\"r\" RefId=\"2\"><MS><S N=\"a\">new</S></MS></Obj>")
        )
        #expect(partial.lookups == 1)
    }

    @Test func writesWhatWasLeftOutAtTheFirstReference() throws {
        let elements =
            bag(0, "<S N=\"a\">x</S>") + bag(1, "<Ref N=\"r\" RefId=\"0\" />") + bag(2, "<Ref N=\"r\" RefId=\"0\" />")
        let result = try rewrite(elements) { $0 > 0 }
        let expected =
            bag(0, "<Obj N=\"r\" RefId=\"1\"><MS><S N=\"a\">x</S></MS></Obj>") + bag(2, "<Ref N=\"r\" RefId=\"1\" />")
        #expect(result.text == expected)
        #expect(result.lookups == 1)
    }

    @Test func writesWhatDepthCutOffAtTheFirstReference() throws {
        // The list's member is omitted at depth 0; the second value refers to it.
        let inner = "<Obj N=\"m\" RefId=\"2\"><TN RefId=\"0\" /><MS><I32 N=\"n\">1</I32></MS></Obj>"
        let list = "<Obj N=\"l\" RefId=\"1\"><TNRef RefId=\"0\" /><LST><I32>1</I32></LST><MS>\(inner)</MS></Obj>"
        let first = "<Obj RefId=\"0\"><TN RefId=\"0\" /><Props>\(list)</Props></Obj>"
        let second = "<Obj RefId=\"3\"><TN RefId=\"0\" /><MS><Ref N=\"r\" RefId=\"2\" /></MS></Obj>"
        var options = CLIXMLWriterOptions()
        options.depth = 1
        let text = try rewrite(first + second, isVerbatim: false).text
        // At depth 2 nothing is cut off.
        #expect(text.contains("<Ref N=\"r\" RefId=\"2\" />"))
        var objects: [RefID: PSObject] = [:]
        var writer = CLIXMLWriter(options: options)
        var output: [UInt8] = []
        for value in try Written.read(first + second) {
            try writer.write(value, into: &output) { objects[$0.refID] }
            guard case .object(let object) = value.value, case .object(let list)? = object["l"],
                case .object(let member)? = list["m"]
            else { continue }
            objects[RefID(2)] = member
        }
        let shallow = String(decoding: output, as: UTF8.self)
        #expect(!shallow.contains("N=\"m\""))
        #expect(shallow.contains("<Obj N=\"r\" RefId=\"3\">"))
    }

    @Test func refusesAReferenceThatLeadsNowhere() throws {
        let values = try Written.read(bag(0, "<Nil N=\"n\" />") + bag(1, "<Ref N=\"r\" RefId=\"0\" />"))
        var writer = CLIXMLWriter()
        var output: [UInt8] = []
        #expect(throws: CLIXMLError(code: .unresolvedReference)) { try writer.write(values[1], into: &output) }
        #expect(output.isEmpty)
    }

    @Test func knowsAReadObjectThatIsWrittenTwice() throws {
        let values = try Written.read(bag(0, "<Obj N=\"a\" RefId=\"1\"><MS><Nil N=\"n\" /></MS></Obj>"))
        guard case .object(let outer) = try #require(values.first).value, case .object(let inner)? = outer["a"] else {
            Issue.record("no objects")
            return
        }
        let list = PSObject(list: [.object(inner), .object(outer), .object(inner)])
        let expected =
            "<Obj RefId=\"0\"><LST><Obj RefId=\"1\"><MS><Nil N=\"n\" /></MS></Obj>"
            + "<Obj RefId=\"2\"><MS><Ref N=\"a\" RefId=\"1\" /></MS></Obj><Ref RefId=\"1\" /></LST></Obj>"
        #expect(try Written.compact(.object(list), isVerbatim: true) == expected)
        #expect(try Written.compact(.object(inner), .object(inner), isVerbatim: true).hasSuffix("<Ref RefId=\"0\" />"))
    }

    @Test func tellsObjectsOfDifferentDocumentsApart() throws {
        let one = try Written.read(bag(0, "<I32 N=\"n\">1</I32>"))
        let other = try Written.read(bag(0, "<I32 N=\"n\">2</I32>") + bag(1, "<Ref N=\"r\" RefId=\"0\" />"))
        var writer = CLIXMLWriter(options: .payload)
        var output: [UInt8] = []
        for value in one + other { try writer.write(value, into: &output) }
        let text = String(decoding: output.dropFirst(3), as: UTF8.self)
        #expect(text.contains("<Ref N=\"r\" RefId=\"1\" />"))
        #expect(text.contains("<Obj RefId=\"2\">"))
    }

    // MARK: - Tables

    @Test func tableFindsWhatWasInserted() {
        var table = ObjectTable()
        var expected: [UInt64: UInt64] = [:]
        var random = SplitMix(seed: 7)
        var id: UInt64 = 0
        for round in 0..<2_000 {
            // Mostly ascending with gaps, sometimes far back or ahead.
            let number = round % 11 == 0 ? random.next() % 100_000 : UInt64(round) * 37
            guard expected[number] == nil else { continue }
            #expect(table.id(of: number) == nil)
            table.insert(number, id: id)
            expected[number] = id
            id += UInt64(round % 3)
        }
        for number in UInt64(0)..<100_000 where table.id(of: number) != expected[number] {
            Issue.record("\(number)")
        }
    }

    @Test func mapKeepsRunsAndExceptions() {
        var map = ReferenceMap()
        for id in 0..<1_000 { map.define(RefID(UInt32(id)), as: UInt64(id)) }
        #expect(map.id(for: RefID(999)) == 999)
        #expect(map.id(for: RefID(1_000)) == nil)
        map.define(RefID(1_002), as: 1_000)
        map.define(RefID(1_003), as: 1_001)
        #expect(map.id(for: RefID(1_001)) == nil)
        #expect(map.id(for: RefID(1_003)) == 1_001)
        map.define(RefID(5), as: 2_000)
        #expect(map.id(for: RefID(5)) == 2_000)
        map.undefine(RefID(6))
        #expect(map.id(for: RefID(6)) == nil)
        map.undefine(RefID(5_000))
        map.define(RefID(5_000), as: 3_000)
        #expect(map.id(for: RefID(5_000)) == 3_000)
        let text = RefID(Array("01".utf8).span)
        #expect(map.id(for: text) == nil)
        map.define(text, as: 4_000)
        #expect(map.id(for: text) == 4_000)
        map.removeAll()
        #expect(map.id(for: RefID(1)) == nil)
    }
}
