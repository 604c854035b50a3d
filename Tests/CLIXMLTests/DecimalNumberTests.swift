import CLIXML
import Testing

/// The fewest digits of doubles.
@Suite struct DecimalNumberTests {
    @Test(
        arguments: [
            (0.3, 3, 1), (0.1 + 0.2, 30_000_000_000_000_004, 17), (5, 5, 0), (1e14 - 1, 99_999_999_999_999, 0),
            (123_456_789_012_345.6, 1_234_567_890_123_456, 1), (1e-10, 1, 10), (5e-7, 5, 7), (100, 100, 0),
            (3e14, 300_000_000_000_000, 0), (1e-14, 1, 14),
            (999_999_999_999_999, 999_999_999_999_999, 0), (9.999999999999998, 9_999_999_999_999_998, 15),
            (0.99999999999999989, 9_999_999_999_999_999, 16), (9e14, 900_000_000_000_000, 0),
            (1.1574074074074074e-12, 11_574_074_074_074_074, 28), (0.020366555456134257, 20_366_555_456_134_257, 18),
        ] as [(Double, UInt64, Int)]
    )
    func findsThem(_ value: Double, digits: UInt64, fractionCount: Int) throws {
        let found = try #require(DecimalNumber(shortest: value))
        #expect(found.digits == digits)
        #expect(found.fractionCount == fractionCount)
    }

    @Test(arguments: [0, -1, 0.5, 1, 2, 1e15, 9e-15, .nan, .infinity, -.infinity, .leastNonzeroMagnitude] as [Double])
    func refusesWhatIsOutOfReach(_ value: Double) {
        #expect(DecimalNumber(shortest: value) == nil)
    }

    @Test func agreesWithTheStandardLibrary() {
        var generator = SplitMix(seed: 3)
        var count = 0
        for index in 0..<90_000 {
            let exponent = Int.random(in: -46...49, using: &generator)
            var significand = Double.random(in: 1..<2, using: &generator)
            if index % 3 == 1 { significand = 1 + Double(UInt8.random(in: 1...255, using: &generator)) / 256 }
            var value = Double(sign: .plus, exponent: exponent, significand: significand)
            if index % 3 == 2 {
                // Of a certain number of digits, and the double beside it.
                let digits = UInt64.random(in: 0..<1 << Int.random(in: 3...55, using: &generator), using: &generator)
                value = Double("\(digits)e-\(Int.random(in: 0...20, using: &generator))") ?? 0
                if Bool.random(using: &generator) { value = value.nextUp }
            }
            guard let found = DecimalNumber(shortest: value) else { continue }
            #expect(found.fractionCount == 0 || found.digits % 10 != 0)
            let text = "\(found.digits)e-\(found.fractionCount)"
            #expect(Double(text) == value, "\(text)")
            let digits = value.description.filter { $0.isNumber || $0 == "e" }.split(separator: "e")[0]
            let shown = "\(found.digits)".reversed().drop { $0 == "0" }.reversed()
            #expect(String(shown) == String(digits.drop { $0 == "0" }.reversed().drop { $0 == "0" }.reversed()))
            count += 1
        }
        #expect(count > 50_000)
    }

    @Test(arguments: [
        (0.0001, "0.0001"), (0.02, "0.02"), (1234.5, "1234.5"), (0.1 + 0.2, "0.30000000000000004"), (0.375, "0.375"),
        (1e14 + 0.5, "100000000000000.5"), (0.00012345678901234567, "0.00012345678901234567"),
    ])
    func isWhatTheFormatterWrites(_ value: Double, _ expected: String) {
        var found: [UInt8] = []
        PrimitiveFormatter.double(value, into: &found)
        #expect(String(decoding: found, as: UTF8.self) == expected)
    }
}
