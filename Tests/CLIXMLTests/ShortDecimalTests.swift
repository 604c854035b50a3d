import CLIXML
import Testing

/// Texts of floating-point numbers that are copied because the writer would write the same.
@Suite struct ShortDecimalTests {
    @Test(arguments: [
        ("0", true), ("-0", true), ("7", true), ("-12.5", true), ("0.5", true), ("0.0001", true), ("0.00001", false),
        ("0.0000", false), ("00.5", false), ("01", false), ("1.0", false), (".5", false), ("5.", false), ("1E5", false),
        ("+1", false), ("", false), ("-", false), (" 1", false), ("1 ", false), ("1.2.3", false), ("0x1", false),
        ("100", true), ("999999999999999", true), ("1000000000000000", false), ("0.123456789012345", true),
        ("123456.789012345", true), ("123456.7890123456", false), ("NaN", false),
    ])
    func knowsThem(_ text: String, isShort: Bool) {
        let found = PrimitiveParser.isShortDecimal(Array(text.utf8).span, digits: 15)
        #expect(found == isShort)
    }

    @Test func theyAreWhatTheWriterWrites() {
        var generator = SplitMix(seed: 7)
        var count = 0
        for _ in 0..<20_000 {
            let number = UInt64.random(in: 0..<(1 << UInt64.random(in: 1..<52, using: &generator)), using: &generator)
            var text = String(number)
            let point = Int.random(in: 0...16, using: &generator)
            while text.utf8.count <= point { text = "0" + text }
            if point > 0 { text = String(text.dropLast(point)) + "." + String(text.suffix(point)) }
            if Bool.random(using: &generator) { text = "-" + text }
            let bytes = Array(text.utf8)
            if PrimitiveParser.isShortDecimal(bytes.span, digits: 15) {
                var written: [UInt8] = []
                if let value = PrimitiveParser.double(bytes.span) { PrimitiveFormatter.double(value, into: &written) }
                #expect(written == bytes)
                count += 1
            }
            if PrimitiveParser.isShortDecimal(bytes.span, digits: 6) {
                var written: [UInt8] = []
                if let value = PrimitiveParser.single(bytes.span) { PrimitiveFormatter.single(value, into: &written) }
                #expect(written == bytes)
            }
        }
        #expect(count > 5000)
    }
}
