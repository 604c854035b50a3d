import CLIXML
import Foundation
import Testing

/// Texts at the edges of the grammars, beyond the recorded ones.
@Suite struct PrimitiveGrammarTests {
    private let today: PSDateTime! = PSDateTime(year: 2026, month: 6, day: 15, hour: 7)

    @Test(
        arguments: [
            ("\u{B}5\u{C}", 5), ("5\0\0", 5), ("5 \0", 5), ("-2147483648", Int32.min),
            ("0000000000000000000000000000000000012", 12),
            ("+0", 0), ("-0", 0), ("\r\n 7\t", 7),
        ] as [(String, Int32)]
    )
    func readsIntegers(_ text: String, _ expected: Int32) {
        let found = PrimitiveParser.integer(Array(text.utf8).span, as: Int32.self)
        #expect(found == expected)
    }

    @Test(arguments: [
        "", " ", "+", "-", "--1", "+-1", "- 1", "5\0 ", "5x", "2147483648", "-2147483649", "99999999999999999999",
        "\u{A0}5", "1-",
    ])
    func refusesIntegers(_ text: String) {
        let found = PrimitiveParser.integer(Array(text.utf8).span, as: Int32.self)
        #expect(found == nil)
    }

    @Test(arguments: [
        ("\u{A0}NaN\u{2003}", "NaN"), ("+nan", "NaN"), ("-INFINITY", "-Infinity"), ("\tINF\r\n", "Infinity"),
        ("1e00005", "100000"),
        ("1e-99999999999999999999", "0"), ("-1e-400", "-0"), ("0e99999999999", "0"), ("1\0", "1"),
        ("1e5\u{C}", "100000"),
        ("1234567890123456789012345678901234567890", "1.2345678901234568E+39"),
        ("0.000000000000000000000000000001", "1E-30"),
        ("9007199254740993", "9007199254740992"), ("9007199254740993.0000000000000000000000000001", "9007199254740994"),
        ("2.2250738585072011e-308", "2.225073858507201E-308"), ("+.5e+1", "5"), ("-0.0", "-0"), ("00.50", "0.5"),
        ("123456789012345e22", "1.23456789012345E+36"), ("123456789012345e-22", "1.23456789012345E-08"),
    ])
    func readsDoubles(_ source: String, _ expected: String) throws {
        let bytes = Array(source.utf8)
        let parsed = PrimitiveParser.double(bytes.span)
        let value = try #require(parsed)
        #expect(text { PrimitiveFormatter.double(value, as: .roundTrip, into: &$0) } == expected)
        let isValid = PrimitiveParser.isFloatingPoint(bytes.span)
        #expect(isValid)
    }

    @Test(arguments: [
        "", ".", "+", "e5", "1e", "1e+", "1.2.3", "+INF", "inf", "\u{A0}INF", "\u{A0}1", "1 2", "1f", "NaNx", "- 1",
        "0x1p3", "Infinit", "++1",
    ])
    func refusesDoubles(_ text: String) {
        let bytes = Array(text.utf8)
        let found = PrimitiveParser.double(bytes.span)
        #expect(found == nil)
        let isValid = PrimitiveParser.isFloatingPoint(bytes.span)
        #expect(!isValid)
    }

    /// A single is rounded once: by way of a double these would come out one bit off.
    @Test func roundsSinglesOnce() {
        let found = PrimitiveParser.single(Array("7.038531e-26".utf8).span)
        #expect(found == Float("7.038531e-26"))
        let between = PrimitiveParser.single(Array("1.00000017881393432617187499".utf8).span)
        #expect(between?.bitPattern == 0x3F80_0001)
        let above = PrimitiveParser.single(Array("1.00000017881393432617187501".utf8).span)
        #expect(above?.bitPattern == 0x3F80_0002)
    }

    @Test(arguments: [
        ("79228162514264337593543950335.4", "79228162514264337593543950335"),
        ("0.00000000000000000000000000015", "0.0000000000000000000000000002"),
        ("0.00000000000000000000000000025", "0.0000000000000000000000000002"),
        ("0.000000000000000000000000000250001", "0.0000000000000000000000000003"),
        ("7.92281625142643375935439503355", "7.922816251426433759354395034"), ("-0", "0"), ("-0.00", "0.00"),
        ("000.5000", "0.5000"),
        ("-.5", "-0.5"), ("1.0000000000000000000000000000000000", "1.0000000000000000000000000000"),
        ("0.0000000000000000000000000000000000", "0.0000000000000000000000000000"),
        ("12345678901234567890123456789.5", "12345678901234567890123456790"),
        ("-79228162514264337593543950335", "-79228162514264337593543950335"),
        ("-0.00000000000000000000000000001", "0.0000000000000000000000000000"), (" +1.5\0", "1.5"),
    ])
    func readsDecimals(_ source: String, _ expected: String) throws {
        let bytes = Array(source.utf8)
        let parsed = PrimitiveParser.decimal(bytes.span)
        let value = try #require(parsed)
        #expect(text { PrimitiveFormatter.decimal(value, into: &$0) } == expected)
        let isValid = PrimitiveParser.isDecimal(bytes.span)
        #expect(isValid)
    }

    @Test(arguments: [
        "", ".", "1e5", "1,5", "1.2.3", "79228162514264337593543950335.5", "79228162514264337593543950336",
        "100000000000000000000000000000", "-", "1 2",
    ])
    func refusesDecimals(_ text: String) {
        let bytes = Array(text.utf8)
        let found = PrimitiveParser.decimal(bytes.span)
        #expect(found == nil)
        let isValid = PrimitiveParser.isDecimal(bytes.span)
        #expect(!isValid)
    }

    @Test(arguments: [
        ("03:04:05", "2026-06-15T03:04:05"), ("03:04:05.5Z", "2026-06-15T03:04:05.5Z"),
        ("--02-29", "1904-02-29T00:00:00"), ("--02", "2026-02-01T00:00:00"),
        ("--02--", "2026-02-01T00:00:00"), ("---31", "2026-01-31T00:00:00"),
        ("2024-05:00", "2024-01-01T00:00:00-05:00"),
        ("2024-01-02:00", "2024-01-01T00:00:00-02:00"), ("--01-02:30", "2026-01-01T00:00:00-02:30"),
        ("2024+14:00", "2024-01-01T00:00:00+14:00"),
        ("2024-01-02T03:04:05.12345675", "2024-01-02T03:04:05.1234568"),
        ("2024-01-02T03:04:05.12345665", "2024-01-02T03:04:05.1234566"),
        ("2024-01-02T03:04:05.00000005", "2024-01-02T03:04:05"),
        ("2024-01-02T03:04:05.000000051", "2024-01-02T03:04:05.0000001"),
        ("2024-12-31T23:59:59.99999995", "2025-01-01T00:00:00"), ("\u{A0}2024-02-29\u{3000}", "2024-02-29T00:00:00"),
        ("2000-02-29Z", "2000-02-29T00:00:00Z"),
        ("2024-01-02T03:04:05-23:59", "2024-01-02T03:04:05-23:59"), ("--12-31Z", "1904-12-31T00:00:00Z"),
    ])
    func readsDates(_ source: String, _ expected: String) throws {
        let value = try PrimitiveParser.dateTime(Array(source.utf8).span, today: today)
        #expect(text { PrimitiveFormatter.dateTimeAsWritten(value, into: &$0) } == expected)
    }

    @Test(arguments: [
        "", "2024-13", "2024-00-01", "1900-02-29", "--02-30", "--13", "---32", "---00", "24:00:00",
        "2024-01-02T03:04:05.1x", "2024-01-02T03:04:05 +01:00",
        "2024-01-02T03:04:05+1:00", "2024-01-02T03:04:05Z ZZ", "2024-01-02T", "-2024", "2024--",
        "2024-01-02T03:04:05+01:0", "0000", "02024-01-01", "--1-02",
    ])
    func refusesDates(_ text: String) {
        #expect(throws: PrimitiveError.malformed) {
            _ = try PrimitiveParser.dateTime(Array(text.utf8).span, today: today)
        }
    }

    @Test func refusesDatesThatRoundPastTheLast() {
        #expect(throws: PrimitiveError.outOfRange) {
            _ = try PrimitiveParser.dateTime(Array("9999-12-31T23:59:59.99999999".utf8).span, today: today)
        }
    }

    @Test(
        arguments: [
            ("P12M", 315_360_000_000_000), ("P14M", 367_200_000_000_000), ("PT.S", 0), ("PT0.99999999S", 9_999_999),
            ("PT1.S", 10_000_000),
            ("-P0D", 0), ("P0Y0M0DT0H0M0.0S", 0), ("\u{2003}PT1H ", 36_000_000_000),
            ("PT2147483647S", 21_474_836_470_000_000),
            ("-PT1.25S", -12_500_000), ("PT1.99999999999999999999S", 19_999_999),
        ] as [(String, Int64)]
    )
    func readsDurations(_ text: String, _ ticks: Int64) throws {
        let value = try PrimitiveParser.duration(Array(text.utf8).span)
        #expect(value.ticks == ticks)
    }

    @Test(
        arguments: [
            "P", "-", "", "PT", "P1", "P1DT", "P1S", "PT1D", "P1M1Y", "PT1S1H", "P1Y2", "PT1.5M", "PT.5",
            "P2147483648D", "P-1D", "P1D ", "pt1s", "PT 1S", "PTS",
        ].filter { $0 != "P1D " }
    )
    func refusesDurations(_ text: String) {
        #expect(throws: PrimitiveError.malformed) { _ = try PrimitiveParser.duration(Array(text.utf8).span) }
    }

    @Test(arguments: [
        "P10675200D", "P2147483647D", "P2147483647Y2147483647M2147483647DT2147483647H2147483647M2147483647.9S",
        "-P10675199DT2H48M5.4775809S",
    ])
    func refusesDurationsTooLong(_ text: String) {
        #expect(throws: PrimitiveError.outOfRange) { _ = try PrimitiveParser.duration(Array(text.utf8).span) }
    }

    @Test(arguments: [
        "{0x12345678,0x1234,0x1234,{0x12,0x34,0x12,0x34,0x56,0x78,0x90,0xab}}",
        "\u{A0}{ 0x12345678 , 0X1234,0x0001234,{0x12,0x34,0x12,0x34,0x56,0x78,0x90,0xAB } } ",
        "(12345678-1234-1234-1234-1234567890ab)",
        "0x345678-1234-1234-1234-1234567890ab".replacing("0x345678", with: "12345678"),
        "123456781234123412341234567890AB",
        "{0x12345678,0xF1234,0x1234,{0x12,0x34,0x12,0x34,0x56,0x78,0x90,0xab}}",
    ])
    func readsGUIDs(_ source: String) throws {
        let parsed = PrimitiveParser.guid(Array(source.utf8).span)
        let value = try #require(parsed)
        #expect(text { PrimitiveFormatter.guid(value, into: &$0) } == "12345678-1234-1234-1234-1234567890ab")
    }

    /// Groups of the dashed form may begin with a plus or `0x`, within their length.
    @Test func readsGUIDsWithPrefixes() throws {
        let parsed = PrimitiveParser.guid(Array("0x345678-+123-0X34-1234-1234567890ab".utf8).span)
        let value = try #require(parsed)
        #expect(text { PrimitiveFormatter.guid(value, into: &$0) } == "00345678-0123-0034-1234-1234567890ab")
    }

    @Test(arguments: [
        "", "{12345678-1234-1234-1234-1234567890ab)", "{123456781234123412341234567890ab}",
        "12345678-1234-1234-1234-1234567890a", "(12345678-1234-1234-1234-1234567890ab",
        "12345678-1234-1234-1234-+x34567890ab", "{0x12345678,0x1234,0x1234,{0x12,0x34,0x12,0x34,0x56,0x78,0x90,0x1ab}}",
        "{0x12345678,0x1234,0x1234,{0x12,0x34,0x12,0x34,0x56,0x78,0x90}}",
        "{0x123456789,0x1234,0x1234,{0x12,0x34,0x12,0x34,0x56,0x78,0x90,0xab}}",
        "{0x12345678,0x1234,0x1234,{0x12,0x34,0x12,0x34,0x56,0x78,0x90,0xab}}}", "12345678123412341234-234567890abc",
    ])
    func refusesGUIDs(_ text: String) {
        let found = PrimitiveParser.guid(Array(text.utf8).span)
        #expect(found == nil)
    }

    @Test func tellsVersionsOutOfRange() {
        #expect(throws: PrimitiveError.outOfRange) { _ = try PrimitiveParser.version(Array("1.99999999999".utf8).span) }
        for text in ["1.-2", "1.2147483648x", "1.2.3.4.5", "1", "", ".", "1.2."] {
            #expect(throws: PrimitiveError.malformed, "\(text)") {
                _ = try PrimitiveParser.version(Array(text.utf8).span)
            }
        }
        let lenient = try? PrimitiveParser.version(Array(" 1 .\t+02. -0 ".utf8).span)
        #expect(lenient == PSVersion(major: 1, minor: 2, build: 0, revision: nil))
    }

    @Test(
        arguments: [
            ("zz00", .malformedSecureString), ("ab c", .malformedSecureString), ("0xéé", .malformedSecureString),
            ("abé", .oddSecureStringLength),
            ("a", .oddSecureStringLength), ("", .emptySecureString), ("ab", .oddSecureStringByteCount),
        ] as [(String, PrimitiveError)]
    )
    func tellsSecureStringsApart(_ text: String, _ expected: PrimitiveError) {
        #expect(throws: expected) { _ = try PrimitiveParser.secureStringHex(Array(text.utf8).span) }
        #expect(throws: expected) { _ = try PrimitiveParser.secureStringByteCount(Array(text.utf8).span) }
    }

    @Test(arguments: ["AQ= =", "\tA Q\r\n==", "AQ==  "])
    func readsBase64WithBlanks(_ text: String) {
        let found = PrimitiveParser.base64(Array(text.utf8).span)
        #expect(found == [1])
    }

    /// What `base64Form` should say, byte by byte.
    private func plainForm(_ text: [UInt8]) -> PrimitiveParser.Base64Form? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let characters = text.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let digits = characters.prefix { $0 != 0x3D }
        let padding = characters.count - digits.count
        guard characters.count % 4 == 0, padding <= 2, digits.allSatisfy(alphabet.contains),
            characters.dropFirst(digits.count).allSatisfy({ $0 == 0x3D })
        else { return nil }
        let last = digits.last.flatMap { alphabet.firstIndex(of: $0) } ?? 0
        let unused = [0, 3, 15][padding]
        return PrimitiveParser.Base64Form(
            byteCount: characters.count / 4 * 3 - padding,
            isCanonical: characters.count == text.count && last & unused == 0
        )
    }

    @Test func judgesBase64OfEveryLength() {
        for count in 0...140 {
            let digits = (0..<count).map { Array("AQgw7+/z".utf8)[$0 % 8] }
            for padding in 0...3 {
                let text = digits + [UInt8](repeating: 0x3D, count: padding)
                let form = PrimitiveParser.base64Form(text.span)
                #expect(form == plainForm(text), "\(count) digits, \(padding) of padding")
            }
            for place in 0..<count {
                for stray in [0x20, 0x2A, 0x2C, 0x2E, 0x3A, 0x3D, 0x40, 0x5B, 0x60, 0x7B, 0x80, 0xC1] as [UInt8] {
                    var text = digits
                    text[place] = stray
                    let form = PrimitiveParser.base64Form(text.span)
                    if form != plainForm(text) { Issue.record("byte \(stray) at \(place) of \(count)") }
                }
            }
        }
    }

    @Test(arguments: [0, 1, 31, 63, 64, 100, 127])
    func knowsEveryByteInBase64(place: Int) {
        for byte in UInt8.min...UInt8.max {
            var text = [UInt8](repeating: 0x41, count: 128)
            text[place] = byte
            let form = PrimitiveParser.base64Form(text.span)
            #expect(form == plainForm(text), "byte \(byte)")
        }
    }

    /// Texts longer than what is looked at in one go, with another character at every place.
    @Test func readsLongBase64() {
        let bytes = (0..<150).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let text = Array(Data(bytes).base64EncodedString().utf8)
        #expect(text.count == 200)
        let decoded = PrimitiveParser.base64(text.span)
        #expect(decoded == bytes)
        let form = PrimitiveParser.base64Form(text.span)
        #expect(form == PrimitiveParser.Base64Form(byteCount: 150, isCanonical: true))
        for place in 0...text.count {
            for (stray, isBlank) in [
                (0x20, true), (0x0A, true), (0x2D, false), (0x5B, false), (0x60, false), (0xC3, false),
            ] {
                let changed = Array(text[..<place]) + [UInt8(stray)] + text[place...]
                let decoded = PrimitiveParser.base64(changed.span)
                #expect(decoded == (isBlank ? bytes : nil))
                let form = PrimitiveParser.base64Form(changed.span)
                #expect(form == (isBlank ? PrimitiveParser.Base64Form(byteCount: 150, isCanonical: false) : nil))
            }
        }
    }

    @Test func keepsWireOrderOfGUIDs() throws {
        let parsed = PrimitiveParser.guid(Array("00112233-4455-6677-8899-aabbccddeeff".utf8).span)
        let guid = try #require(parsed)
        let wire = guid.wireOrder
        let bytes = (0..<16).map { wire[$0] }
        #expect(
            bytes == [0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF]
        )
    }

    /// Every day of the calendar comes out as it went in, each one day after the last.
    @Test func countsDays() {
        var expected = 0
        for year in [1, 2, 3, 4, 5, 99, 100, 101, 399, 400, 401, 1899, 1900, 1999, 2000, 2001, 2024, 9998, 9999] {
            for month in 1...12 {
                let first = PSDateTime(year: year, month: month, day: 1)
                let fields = first?.fields
                #expect(fields?.year == year && fields?.month == month && fields?.day == 1)
                if let ticks = first?.ticks, ticks > 0 {
                    let before = PSDateTime.Fields(ticks: ticks - 1)
                    #expect(before.month == (month == 1 ? 12 : month - 1))
                    #expect(before.hour == 23 && before.second == 59 && before.tick == 9_999_999)
                    expected += 1
                }
            }
        }
        #expect(expected == 19 * 12 - 1)
        #expect(
            PSDateTime(year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59, tick: 9_999_999)?.ticks
                == PSDateTime.maximumTicks
        )
        #expect(PSDateTime(year: 1900, month: 2, day: 29) == nil)
        #expect(PSDateTime(ticks: -1, kind: .utc) == nil)
        #expect(PSDateTime(ticks: PSDateTime.maximumTicks + 1, kind: .utc) == nil)
        #expect(PSDateTime(ticks: 0, kind: .local, offsetMinutes: 6040) == nil)
    }

    /// Any bytes at all are read or refused.
    @Test func survivesAnyBytes() {
        var generator = SplitMix(seed: 11)
        let alphabet =
            Array("0123456789+-.:,TZzPDHMSYeEINFaf{}()xX= \t\n\0_\u{A0}é%".utf8) + [0xFF, 0xED, 0xA0, 0xE2, 0x80]
        var accepted = 0
        for _ in 0..<30_000 {
            let bytes = (0..<Int(generator.next() % 44)).map { _ in
                alphabet[Int(generator.next() % UInt64(alphabet.count))]
            }
            let span = bytes.span
            if PrimitiveParser.integer(span, as: Int32.self) != nil { accepted += 1 }
            if PrimitiveParser.boolean(span) != nil { accepted += 1 }
            if PrimitiveParser.double(span) != nil { accepted += 1 }
            if PrimitiveParser.single(span) != nil { accepted += 1 }
            if PrimitiveParser.decimal(span) != nil { accepted += 1 }
            if (try? PrimitiveParser.dateTime(span, today: today)) != nil { accepted += 1 }
            if (try? PrimitiveParser.duration(span)) != nil { accepted += 1 }
            if PrimitiveParser.guid(span) != nil { accepted += 1 }
            if (try? PrimitiveParser.version(span)) != nil { accepted += 1 }
            if PrimitiveParser.base64(span) != nil { accepted += 1 }
            if (try? PrimitiveParser.secureStringHex(span)) != nil { accepted += 1 }
            _ = PrimitiveParser.isCanonicalDateTime(span, in: .utc)
            _ = PrimitiveParser.isCanonicalInteger(span)
            _ = PrimitiveParser.isCanonicalDecimal(span)
            _ = PrimitiveParser.base64Form(span)
            _ = PrimitiveParser.isCanonicalGUID(span)
            _ = PrimitiveParser.isCanonicalVersion(span)
        }
        #expect(accepted > 1000)
    }

    /// What a writer gives is read in a way of its own, which a blank in front rules out.
    @Test func readsPlainTextsAsAllOthers() {
        var generator = SplitMix(seed: 12)
        let pieces = [
            "P", "P", "PT", "T", "-P", "1", "0", "59", "9999999", "99999", "10675199", "2147483648", "Y", "M", "D", "H",
            "M",
            "S", ".", ".5", ".00000019", "1D", "2H", "3M", "4S", ".0000001S",
        ]
        var accepted = 0
        for _ in 0..<200_000 {
            let text = (0..<Int(2 + generator.next() % 8)).map { _ in
                pieces[Int(generator.next() % UInt64(pieces.count))]
            }.joined()
            let plain = duration(text)
            let other = duration(" " + text)
            #expect(plain == other, "\(text)")
            if plain != nil { accepted += 1 }
        }
        #expect(accepted > 500)
        let parts = ["", "0", "1", "01", "2147483647", "2147483648", "123456789", "1234567890", "-1", "x", " 2"]
        for first in parts {
            for second in parts {
                for third in parts {
                    for text in [
                        first, "\(first).\(second)", "\(first).\(second).\(third)", "\(first).1.\(second).\(third)",
                        "1.2.\(first).\(second).\(third)",
                    ] {
                        let plain = version(text)
                        let other = version(" " + text)
                        #expect(plain == other, "\(text)")
                    }
                }
            }
        }
    }

    private func duration(_ text: String) -> Result<Int64, PrimitiveError>? {
        do throws(PrimitiveError) {
            return .success(try PrimitiveParser.duration(Array(text.utf8).span).ticks)
        } catch {
            return error == .outOfRange ? .failure(error) : nil
        }
    }

    private func version(_ text: String) -> Result<PSVersion, PrimitiveError> {
        do throws(PrimitiveError) {
            return .success(try PrimitiveParser.version(Array(text.utf8).span))
        } catch {
            return .failure(error)
        }
    }
}
