import CLIXML
import Testing

/// Plain texts of doubles, which are judged and rounded without making the double.
@Suite struct PlainDecimalTests {
    @Test(arguments: [
        ("0", true), ("-0", true), ("7", true), ("-12.5", true), ("0.5", true), ("0.0001", true),
        ("0.30000000000000004", true), ("0.3000000000000001", true), ("0.30000000000000003", false),
        ("0.6163343033699475", true), ("-1.4819206655939567", true), ("55.38410115609768", true),
        ("9007199254740991", true), ("9007199254740993.5", false), ("1234567890123456.5", true),
        ("0.00012345678901234567", true), ("-0.00012345678901234567", true), ("89.9617354872426", true),
        ("89.96173548724261", false),
    ])
    func knowsTheShortest(_ text: String, isShortest: Bool) throws {
        let plain = PlainDecimal(Array(text.utf8).span)
        let found = try #require(plain)
        #expect(found.isShortest == isShortest)
    }

    @Test(arguments: [
        "", "-", "+1", "01", "00.5", "1.0", "0.0", ".5", "5.", "1E5", "1e-5", "0.00001", "1.2.3", " 1", "1 ", "NaN",
        "INF",
        "123456789012345678", "0.123456789012345678", "1.23456789012345678", "--1", "1-",
    ])
    func refusesWhatIsNotPlain(_ text: String) {
        let found = PlainDecimal(Array(text.utf8).span)
        #expect(found == nil)
    }

    /// What is said of a text is what the standard library's shortest text and its reader say.
    @Test func agreesWithTheStandardLibrary() {
        var generator = SplitMix(seed: 11)
        var shortestCount = 0
        var valueCount = 0
        for round in 0..<60_000 {
            var value = Double.random(in: 0.0001..<1, using: &generator)
            for _ in 0..<Int.random(in: 0...15, using: &generator) { value *= 10 }
            guard value < 1e15 else { continue }
            var text = value.description
            guard !text.contains("e"), !text.hasSuffix(".0") else { continue }
            if round % 3 == 1 {
                // Another number of as many digits.
                text = String(text.dropLast()) + String(Int.random(in: 1...9, using: &generator))
            } else if round % 3 == 2 {
                text += String(Int.random(in: 1...9, using: &generator))
            }
            guard let plain = PlainDecimal(Array(text.utf8).span), let read = Double(text) else { continue }
            let isShortest = read.description == text
            if plain.isShortest {
                #expect(isShortest, "\(text)")
                shortestCount += 1
            } else if isShortest {
                shortestCount -= 10
            }
            if let value = plain.value {
                #expect(value == read, "\(text)")
                valueCount += 1
            }
        }
        // Few of the shortest are too hard to tell.
        #expect(shortestCount > 15_000)
        #expect(valueCount > 50_000)
    }

    @Test func roundsAsTheFormatterRounds() {
        var generator = SplitMix(seed: 5)
        var count = 0
        for _ in 0..<40_000 {
            var value = Double.random(in: -1..<1, using: &generator)
            for _ in 0..<Int.random(in: 0...14, using: &generator) { value *= 10 }
            let text = Array(value.description.utf8)
            guard let plain = PlainDecimal(text.span) else { continue }
            var found: [UInt8] = []
            guard plain.appendGeneral(to: &found) else {
                #expect(found.isEmpty)
                continue
            }
            var expected: [UInt8] = []
            PrimitiveFormatter.double(value, as: .general, into: &expected)
            #expect(found == expected)
            count += 1
        }
        #expect(count > 30_000)
    }

    @Test(arguments: [
        ("0.99999999999999989", "1"), ("-0.6163343033699475", "-0.616334303369948"), ("12", "12"), ("0.5", "0.5"),
        ("999999999999999.9", nil), ("123456789012345.6", "123456789012346"), ("1234567890123456", nil),
        ("0.00012345678901234567", "0.000123456789012346"), ("0.1234567890123455", "0.123456789012345"),
        ("0.5000000000000005", "0.500000000000001"), ("-0", "-0"),
        ("1.0000000000000002", "1"),
    ])
    func roundsToFifteenDigits(_ text: String, expected: String?) throws {
        let taken = PlainDecimal(Array(text.utf8).span)
        let plain = try #require(taken)
        var found: [UInt8] = []
        let isRounded = plain.appendGeneral(to: &found)
        #expect(isRounded == (expected != nil))
        #expect(String(decoding: found, as: UTF8.self) == expected ?? "")
    }
}
