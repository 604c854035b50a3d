import CLIXML
import Testing

/// Random values of nested types survive being written and read, in every layout and with every placement of members.
@Suite struct CodingRoundTripTests {
    struct Record: Codable, Equatable, Sendable {
        var text: String
        var maybe: String?
        var flag: Bool
        var small: Int8
        var wide: UInt64
        var number: Int
        var real: Double
        var single: Float
        var decimal: PSDecimal?
        var date: PSDateTime?
        var span: PSDuration
        var id: PSGUID
        var bytes: [UInt8]
        var names: [String: Int32]
        var numbers: [Int: [String?]]
        var mode: StartMode
        var status: Named?
        var shape: Shape
        var children: [Record]
    }

    private static func record(_ generator: inout SplitMix, depth: Int) -> Record {
        func text(_ generator: inout SplitMix) -> String {
            let characters: [Character] = [
                "a", "Z", "0", " ", "\n", "\r", "\t", "<", "&", "]", ">", "\"", "_", "x", "é", "漢", "😀", "\u{1}",
            ]
            return String(
                (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
                    characters.randomElement(using: &generator) ?? "a"
                }
            )
        }
        var names: [String: Int32] = [:]
        for _ in 0..<Int.random(in: 0..<4, using: &generator) {
            names[text(&generator)] = Int32.random(in: .min ... .max, using: &generator)
        }
        var numbers: [Int: [String?]] = [:]
        for _ in 0..<Int.random(in: 0..<4, using: &generator) {
            numbers[Int.random(in: -5..<5, using: &generator)] = [text(&generator), nil]
        }
        let shapes: [Shape] = [
            .none, .circle(radius: 0.1), .square(3, label: nil), .square(4, label: text(&generator)),
        ]
        let count = depth == 0 ? 0 : Int.random(in: 0..<3, using: &generator)
        return Record(
            text: text(&generator),
            maybe: Bool.random(using: &generator) ? text(&generator) : nil,
            flag: Bool.random(using: &generator),
            small: Int8.random(in: .min ... .max, using: &generator),
            wide: generator.next(),
            number: Int(truncatingIfNeeded: generator.next()),
            real: Double(bitPattern: generator.next() & ~(1 << 62)),
            single: Float.random(in: -1e10...1e10, using: &generator),
            decimal: PSDecimal(magnitude: UInt128(generator.next()), scale: Int.random(in: 0..<20, using: &generator)),
            date: PSDateTime(ticks: Int64.random(in: 0...PSDateTime.maximumTicks, using: &generator), kind: .utc),
            span: PSDuration(ticks: Int64(truncatingIfNeeded: generator.next())),
            id: PSGUID(high: generator.next(), low: generator.next()),
            bytes: (0..<Int.random(in: 0..<20, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            },
            names: names,
            numbers: numbers,
            mode: StartMode.allCases.randomElement(using: &generator) ?? .manual,
            status: Bool.random(using: &generator) ? .running : nil,
            shape: shapes.randomElement(using: &generator) ?? .none,
            children: (0..<count).map { _ in record(&generator, depth: depth - 1) }
        )
    }

    @Test(arguments: 0..<60)
    func survives(seed: Int) throws {
        var generator = SplitMix(seed: UInt64(seed))
        let value = Self.record(&generator, depth: 3)
        var options = CLIXMLEncoder.Options()
        options.writer.layout = seed % 2 == 0 ? .compact : .indented
        options.writer.encoding = seed % 5 == 0 ? .utf16 : .utf8
        options.writer.hasDeclaration = true
        options.writer.hasByteOrderMark = seed % 5 == 0
        options.members = seed % 3 == 0 ? .adapted : .extended
        options.keys = seed % 7 == 0 ? .capitalized : .asWritten
        options.nils = seed % 4 == 0 ? .omitted : .written
        options.integers = seed % 3 == 1 ? .narrow : .wide
        options.typeNames = seed % 4 == 1 ? .declared : .all
        let encoder = CLIXMLEncoder(options: options)
        let bytes = try encoder.encode(value)
        let decoder = Coded.decoder {
            $0.extraMembers = .refused
            $0.typeNames = .declared
        }
        let back = try decoder.decode(Record.self, from: bytes)
        #expect(back == value)
        let again = try encoder.encode(back)
        #expect(again == bytes)
        let built = try encoder.value(of: value)
        let direct = try decoder.decode(Record.self, from: built)
        #expect(direct == value)
    }
}
