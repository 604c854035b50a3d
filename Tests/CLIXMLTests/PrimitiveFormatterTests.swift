import CLIXML
import Testing

/// Collects what a formatter appends.
func text(_ body: (inout [UInt8]) throws -> Void) rethrows -> String {
    var output: [UInt8] = []
    try body(&output)
    return String(decoding: output, as: UTF8.self)
}

@Suite struct PrimitiveFormatterTests {
    @Test func writesIntegers() {
        #expect(text { PrimitiveFormatter.integer(Int64.min, into: &$0) } == "-9223372036854775808")
        #expect(text { PrimitiveFormatter.integer(UInt64.max, into: &$0) } == "18446744073709551615")
        #expect(text { PrimitiveFormatter.integer(Int8.min, into: &$0) } == "-128")
        #expect(text { PrimitiveFormatter.integer(0, into: &$0) } == "0")
        #expect(text { PrimitiveFormatter.integer(1_000_000_007, into: &$0) } == "1000000007")
        #expect(text { PrimitiveFormatter.char(0xD800, into: &$0) } == "55296")
        #expect(text { PrimitiveFormatter.boolean(true, into: &$0) } == "true")
        #expect(text { PrimitiveFormatter.booleanText(false, into: &$0) } == "False")
    }

    @Test(arguments: [
        ("nan", "NaN"), ("inf", "INF"), ("-inf", "-INF"), ("-0.0", "-0"), ("0", "0"), ("1", "1"), ("0.1", "0.1"),
        ("0.333333333333333314", "0.3333333333333333"), ("1e15", "1000000000000000"), ("1e16", "10000000000000000"),
        ("1e17", "1E+17"),
        ("123456789012345680", "1.2345678901234568E+17"), ("0.0001", "0.0001"), ("0.00001", "1E-05"),
        ("5e-324", "5E-324"), ("1.7976931348623157e308", "1.7976931348623157E+308"), ("-1.5", "-1.5"),
        ("99999999999999984", "99999999999999980"), ("9007199254740993", "9007199254740992"),
        ("1e100", "1E+100"), ("1e-100", "1E-100"), ("123456.789", "123456.789"),
    ])
    func writesDoubles(_ source: String, _ expected: String) throws {
        let value = try #require(Double(source))
        #expect(text { PrimitiveFormatter.double(value, into: &$0) } == expected)
    }

    @Test(arguments: [
        ("1e8", "100000000"), ("1e9", "1E+09"), ("123456789", "123456790"), ("3.4028235e38", "3.4028235E+38"),
        ("1e-45", "1E-45"), ("-0.0", "-0"), ("inf", "INF"), ("0.1", "0.1"), ("16777216", "16777216"),
        ("0.0001", "0.0001"), ("0.00001", "1E-05"), ("1.1754944e-38", "1.1754944E-38"),
    ])
    func writesSingles(_ source: String, _ expected: String) throws {
        let value = try #require(Float(source))
        #expect(text { PrimitiveFormatter.single(value, into: &$0) } == expected)
    }

    /// The last block has its expected digits from C's exact conversion.
    @Test(arguments: [
        ("0.30000000000000004", "0.3"), ("1e15", "1E+15"), ("999999999999999", "999999999999999"),
        ("3.141592653589793", "3.14159265358979"), ("0.0001", "0.0001"), ("0.00001", "1E-05"), ("-0.0", "-0"),
        ("nan", "NaN"),
        ("-inf", "-Infinity"), ("1", "1"), ("1.5", "1.5"), ("1234567890123456", "1.23456789012346E+15"),
        ("999999999999999.5", "1E+15"), ("5e-324", "4.94065645841247E-324"), ("1e-310", "9.99999999999997E-311"),
        ("2.2250738585072014e-308", "2.2250738585072E-308"), ("1234567890123.125", "1234567890123.12"),
        ("1234567890123.375", "1234567890123.38"), ("0.7999999999999999", "0.8"),
        ("8.50000000000001e-05", "8.50000000000001E-05"),
        ("1.5e-323", "1.48219693752374E-323"), ("1.7976931348623157e308", "1.79769313486232E+308"),
        ("4.35", "4.35"), ("0.000012345678901234565", "1.23456789012346E-05"),
    ])
    func showsFifteenDigits(_ source: String, _ expected: String) throws {
        let value = try #require(Double(source))
        #expect(text { PrimitiveFormatter.double(value, as: .general, into: &$0) } == expected)
    }

    @Test(arguments: [
        ("16777216", "1.677722E+07"), ("0.1", "0.1"), ("1e7", "1E+07"), ("9999999", "9999999"),
        ("3.14159274", "3.141593"),
        ("3.4028235e38", "3.402823E+38"), ("1e-45", "1.401298E-45"), ("-1.5", "-1.5"),
        ("0.5", "0.5"), ("1234.5625", "1234.562"), ("1234.5635", "1234.563"), ("0.001", "0.001"),
        ("9.8e9", "9.799999E+09"), ("8.589973e9", "8.589974E+09"),
    ])
    func showsSevenDigits(_ source: String, _ expected: String) throws {
        let value = try #require(Float(source))
        #expect(text { PrimitiveFormatter.single(value, as: .general, into: &$0) } == expected)
    }

    @Test(arguments: DotNetValueRow.rows("double:") + DotNetValueRow.rows("single:"))
    func showsNumbersAsDotNetDoes(_ row: DotNetValueRow) throws {
        if row.tag == "Db" {
            let parsed = PrimitiveParser.double(row.text.span)
            let value = try #require(parsed)
            #expect(text { PrimitiveFormatter.double(value, as: .roundTrip, into: &$0) } == row.cell)
            #expect(text { PrimitiveFormatter.double(value, as: .json, into: &$0) } == row.json)
        } else {
            let parsed = PrimitiveParser.single(row.text.span)
            let value = try #require(parsed)
            #expect(text { PrimitiveFormatter.single(value, as: .roundTrip, into: &$0) } == row.cell)
            #expect(text { PrimitiveFormatter.single(value, as: .json, into: &$0) } == row.json)
        }
    }

    @Test(arguments: DotNetValueRow.rows("decimal:"))
    func showsDecimalsAsDotNetDoes(_ row: DotNetValueRow) throws {
        let parsed = PrimitiveParser.decimal(row.text.span)
        let value = try #require(parsed)
        #expect(text { PrimitiveFormatter.decimal(value, into: &$0) } == row.cell)
        #expect(text { PrimitiveFormatter.decimalJSON(value, into: &$0) } == row.json)
    }

    @Test(arguments: DotNetValueRow.rows("date:"))
    func showsDatesAsDotNetDoes(_ row: DotNetValueRow) throws {
        let today = try #require(PSDateTime(year: 2024, month: 1, day: 1))
        let value = try PrimitiveParser.dateTime(row.text.span, today: today)
        #expect(text { PrimitiveFormatter.dateTimeText(value, in: .utc, into: &$0) } == row.cell)
        #expect("\"" + text { PrimitiveFormatter.dateTime(value, in: .utc, into: &$0) } + "\"" == row.json)
        let clock = value.clock(in: .utc)
        let fields = clock.fields
        for property in row.properties {
            let found: String
            switch property.name {
            case "DateTime": found = text { PrimitiveFormatter.dateTimeLong(value, in: .utc, into: &$0) }
            case "Date":
                let date = value.midnight(in: .utc)
                found = text { PrimitiveFormatter.dateTimeText(date, in: .utc, into: &$0) }
                #expect("\"" + text { PrimitiveFormatter.dateTime(date, in: .utc, into: &$0) } + "\"" == property.json)
            case "Day": found = "\(fields.day)"
            case "DayOfWeek":
                found = fields.dayOfWeek.name
                #expect("\(fields.dayOfWeek.rawValue)" == property.json)
            case "DayOfYear": found = "\(fields.dayOfYear)"
            case "Hour": found = "\(fields.hour)"
            case "Kind":
                found = value.kind.name
                #expect("\(value.kind.rawValue)" == property.json)
            case "Millisecond": found = "\(fields.millisecond)"
            case "Microsecond": found = "\(fields.microsecond)"
            case "Nanosecond": found = "\(fields.nanosecond)"
            case "Minute": found = "\(fields.minute)"
            case "Month": found = "\(fields.month)"
            case "Second": found = "\(fields.second)"
            case "Ticks": found = "\(clock.ticks)"
            case "TimeOfDay": found = text { PrimitiveFormatter.durationText(clock.timeOfDay, into: &$0) }
            case "Year": found = "\(fields.year)"
            default: found = "?"
            }
            #expect(found == property.cell, "\(property.name)")
        }
        #expect(row.properties.count == 16)
    }

    @Test(arguments: DotNetValueRow.rows("timespan:"))
    func showsTimeSpansAsDotNetDoes(_ row: DotNetValueRow) throws {
        let value = try PrimitiveParser.duration(row.text.span)
        #expect(text { PrimitiveFormatter.durationText(value, into: &$0) } == row.cell)
        let whole = [
            "Ticks": value.ticks, "Days": value.days, "Hours": value.hours, "Minutes": value.minutes,
            "Seconds": value.seconds, "Milliseconds": value.milliseconds, "Microseconds": value.microseconds,
            "Nanoseconds": value.nanoseconds,
        ]
        let totals = [
            "TotalDays": value.totalDays, "TotalHours": value.totalHours, "TotalMinutes": value.totalMinutes,
            "TotalSeconds": value.totalSeconds, "TotalMilliseconds": value.totalMilliseconds,
            "TotalMicroseconds": value.totalMicroseconds, "TotalNanoseconds": value.totalNanoseconds,
        ]
        for property in row.properties {
            if let number = whole[property.name] {
                #expect("\(number)" == property.cell, "\(property.name)")
            } else {
                let number = try #require(totals[property.name])
                #expect(text { PrimitiveFormatter.double(number, as: .roundTrip, into: &$0) } == property.cell)
                #expect(text { PrimitiveFormatter.double(number, as: .json, into: &$0) } == property.json)
            }
        }
        #expect(row.properties.count == 15)
    }

    @Test(arguments: DotNetValueRow.rows("guid"))
    func showsGUIDsAsDotNetDoes(_ row: DotNetValueRow) throws {
        let parsed = PrimitiveParser.guid(row.text.span)
        let value = try #require(parsed)
        #expect(text { PrimitiveFormatter.guid(value, into: &$0) } == row.cell)
        let found = [["\(value.variant)", "\(value.version)"]]
        #expect([row.properties.suffix(2).map { $0.cell ?? "" }] == found)
    }

    @Test(arguments: DotNetValueRow.rows("version:"))
    func showsVersionsAsDotNetDoes(_ row: DotNetValueRow) throws {
        let value = try PrimitiveParser.version(row.text.span)
        #expect(text { PrimitiveFormatter.version(value, into: &$0) } == row.cell)
        let found = [
            "\(value.major)", "\(value.minor)", "\(value.build)", "\(value.revision)", "\(value.majorRevision)",
            "\(value.minorRevision)",
        ]
        #expect(row.properties.map { $0.cell ?? "" } == found)
    }

    @Test(
        arguments: [
            (0, "PT0S", "00:00:00"), (1, "PT0.0000001S", "00:00:00.0000001"),
            (-1, "-PT0.0000001S", "-00:00:00.0000001"),
            (905_000_000, "PT1M30.5S", "00:01:30.5000000"), (900_000_000_000, "P1DT1H", "1.01:00:00"),
            (315_360_000_000_000, "P365D", "365.00:00:00"), (-12_500_000, "-PT1.25S", "-00:00:01.2500000"),
            (Int64.max, "P10675199DT2H48M5.4775807S", "10675199.02:48:05.4775807"),
            (Int64.min, "-P10675199DT2H48M5.4775808S", "-10675199.02:48:05.4775808"), (600_000_000, "PT1M", "00:01:00"),
        ] as [(Int64, String, String)]
    )
    func writesDurations(_ ticks: Int64, _ expected: String, _ plain: String) throws {
        let value = PSDuration(ticks: ticks)
        #expect(text { PrimitiveFormatter.duration(value, into: &$0) } == expected)
        #expect(text { PrimitiveFormatter.durationText(value, into: &$0) } == plain)
        let read = try PrimitiveParser.duration(Array(expected.utf8).span)
        #expect(read == value)
    }

    @Test func showsPartsOfDates() throws {
        let value = try #require(PSDateTime(year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, tick: 6))
        #expect(
            text { PrimitiveFormatter.dateTimeLong(value, showing: .date, in: .utc, into: &$0) }
                == "Tuesday, 02 January 2024"
        )
        #expect(text { PrimitiveFormatter.dateTimeLong(value, showing: .time, in: .utc, into: &$0) } == "03:04:05")
    }

    @Test(arguments: [
        ("2024-01-02T03:04:05", "2024-01-02T03:04:05"), ("2024-01-02T03:04:05.60Z", "2024-01-02T03:04:05.6Z"),
        ("2022-09-28T22:13:20.123456Z", "2022-09-28T22:13:20.123456Z"),
        ("2024-01-02T03:04:05.6-04:00", "2024-01-02T03:04:05.6-04:00"),
        ("2024-01-02T03:04:05-00:00", "2024-01-02T03:04:05+00:00"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
        ("2024-01-02T03:04:05+01:90", "2024-01-02T03:04:05+02:30"),
        ("2024-01-02T03:04:05-99:99", "2024-01-02T03:04:05-99:99"),
    ])
    func keepsOffsets(_ source: String, _ expected: String) throws {
        let today = try #require(PSDateTime(year: 2024, month: 1, day: 1))
        let value = try PrimitiveParser.dateTime(Array(source.utf8).span, today: today)
        #expect(text { PrimitiveFormatter.dateTimeAsWritten(value, into: &$0) } == expected)
    }

    @Test func writesBytes() {
        let cases: [([UInt8], String, String)] = [
            ([], "", ""), ([1], "AQ==", "01"), ([1, 2], "AQI=", "0102"), ([1, 2, 3], "AQID", "010203"),
            ([0xFB, 0xFF, 0xBF, 0xFE], "+/+//g==", "fbffbffe"),
        ]
        for (bytes, base64, hex) in cases {
            #expect(text { PrimitiveFormatter.base64(bytes.span, into: &$0) } == base64)
            #expect(text { PrimitiveFormatter.hex(bytes.span, into: &$0) } == hex)
        }
    }
}
