import CLIXML
import CLIXMLConvert
import TestSupport
import Testing

/// What takes the space in documents.
@Suite struct DocumentStatisticsTests {
    private func statistics(_ values: String) throws -> DocumentStatistics {
        var statistics = DocumentStatistics()
        for value in try documentValues(Block.root + values + "</Objs>") { statistics.add(value) }
        return statistics
    }

    private func text(_ tallies: [Tally]) -> [String] { tallies.map { "\($0.name) \($0.count) \($0.byteCount)" } }

    @Test func countsByTypePropertyAndElement() throws {
        let inner = "<Obj N=\"In\"><TN><T>B</T></TN><MS><S N=\"x\">1</S></MS></Obj>"
        let statistics = try statistics(
            "<Obj S=\"Output\"><TN><T>A</T></TN><Props>\(inner)<S N=\"X\">_x0041_</S></Props></Obj><I32>5</I32>"
        )
        #expect(statistics.valueCount == 2)
        #expect(statistics.objectCount == 2)
        #expect(statistics.elementCount == 11)
        let outerCount = "<Obj S=\"Output\"><TN><T>A</T></TN><Props><S N=\"X\">_x0041_</S></Props></Obj>".utf8.count
        #expect(statistics.byteCount == outerCount + inner.utf8.count + 12)
        #expect(text(statistics.types) == ["A 1 \(outerCount)", "B 1 \(inner.utf8.count)", "System.Int32 1 12"])
        #expect(
            text(statistics.properties) == [
                "In 1 \(inner.utf8.count)", "X 1 \("<S N=\"X\">_x0041_</S>".utf8.count)", "x 1 14",
            ]
        )
        let elements = Dictionary(uniqueKeysWithValues: statistics.elements.map { ($0.name, $0) })
        #expect(elements["T"] == Tally(name: "T", count: 2, byteCount: 16))
        #expect(elements["I32"] == Tally(name: "I32", count: 1, byteCount: 12))
        #expect(statistics.elements.reduce(0) { $0 + $1.byteCount } == statistics.byteCount)
        #expect(statistics.types.reduce(0) { $0 + $1.byteCount } == statistics.byteCount)
        #expect(statistics.streams.map(\.name) == ["Output"])
    }

    @Test func findsTheLargestAndTheDeepest() throws {
        let statistics = try statistics(
            "<S>abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz</S>\n<Obj><LST><Obj><LST><S>x</S></LST></Obj></LST></Obj>"
        )
        #expect(statistics.largest?.typeName == "System.String")
        #expect(statistics.largest?.measure == 59)
        #expect(statistics.largest?.path.description == "Objs/S[1]")
        #expect(statistics.deepest?.measure == 3)
        #expect(statistics.deepest?.path.description == "Objs/Obj[2]/LST/Obj[1]/LST/S[1]")
        #expect(statistics.deepest?.position.line == 2)
    }

    /// What an object wraps stands at the object's own level.
    @Test(arguments: [
        ("<S>x</S>", 1), ("<Obj><I32>5</I32></Obj>", 1), ("<Obj><MS><Nil N=\"a\" /></MS></Obj>", 2),
        ("<Obj><Obj><MS><S N=\"a\">1</S></MS></Obj></Obj>", 3),
        ("<Obj><MS><MS N=\"s\"><S N=\"a\">1</S></MS></MS></Obj>", 2),
    ])
    func countsLevelsAsPowerShellDoes(values: String, level: Int) throws {
        #expect(try statistics(values).deepest?.measure == level)
    }

    @Test func countsWhatAQuotaCounts() throws {
        let name = String(repeating: "A", count: 40)
        let values = "<Obj><TN RefId=\"0\"><T>\(name)</T></TN></Obj><Obj><TNRef RefId=\"0\" /></Obj>"
        let statistics = try statistics(values)
        #expect(statistics.quota.byteCount == values.utf8.count)
        // The name is read as Deserialized.AAA….
        #expect(statistics.quota.typeNameByteCount == 2 * (40 + 13) - 29)
        #expect(statistics.quota.total == statistics.quota.byteCount + statistics.quota.typeNameByteCount)
    }

    @Test func namesValuesWithoutTypeNames() throws {
        let statistics = try statistics(
            "<Obj><LST /></Obj><Obj /><Nil /><Obj><I32>1</I32></Obj><DT>2024-01-02T00:00:00</DT>"
        )
        #expect(
            Set(statistics.types.map(\.name)) == [
                "System.Collections.ArrayList", "System.Management.Automation.PSCustomObject", "(null)", "System.Int32",
                "System.DateTime",
            ]
        )
    }
}
