import CLIXML
import CLIXMLConvert
import TestSupport
import Testing

/// What ConvertFrom-Json makes of texts, as convert.md section 7 has it; values as typed JSON.
@Suite struct JSONImporterTests {
    static let texts: [(text: String, values: [String])] = [
        // Texts.
        ("", [#"{"Nil":null}"#]),
        (" \n", [#"{"Nil":null}"#]),
        ("// nothing", [#"{"Nil":null}"#]),
        ("null", [#"{"Nil":null}"#]),
        ("[]", []),
        ("[[]]", [#"{"Obj":{"LST":[]}}"#]),
        ("{}", [#"{"Obj":{}}"#]),
        ("\u{FEFF}5", [#"{"I64":"5"}"#]),
        ("[1,[2,[3]]]", [#"{"I64":"1"}"#, #"{"Obj":{"LST":[{"I64":"2"},{"Obj":{"LST":[{"I64":"3"}]}}]}}"#]),
        // What is read beyond strict JSON.
        (#"'it\'s'"#, [#"{"S":"it's"}"#]),
        ("{a:1,_b$2:2}", [#"{"Obj":{"MS":[["a",{"I64":"1"}],["_b$2",{"I64":"2"}]]}}"#]),
        (#"{"a":1,}"#, [#"{"Obj":{"MS":[["a",{"I64":"1"}]]}}"#]),
        ("[1,]", [#"{"I64":"1"}"#]),
        ("[1,,2]", [#"{"I64":"1"}"#, #"{"Nil":null}"#, #"{"I64":"2"}"#]),
        ("[,]", [#"{"Nil":null}"#]),
        (#"{"a":,"b":1}"#, [#"{"Obj":{"MS":[["a",{"Nil":null}],["b",{"I64":"1"}]]}}"#]),
        ("/*a*/[/*b*/1/*c*/,//d\n2]//e", [#"{"I64":"1"}"#, #"{"I64":"2"}"#]),
        (#"{/*a*/"b":/*c*/1/*d*/}"#, [#"{"Obj":{"MS":[["b",{"I64":"1"}]]}}"#]),
        ("undefined", [#"{"Nil":null}"#]),
        ("\u{A0}5\u{A0}", [#"{"I64":"5"}"#]),
        // Numbers.
        ("-0", [#"{"I64":"0"}"#]),
        ("9223372036854775807", [#"{"I64":"9223372036854775807"}"#]),
        ("-9223372036854775808", [#"{"I64":"-9223372036854775808"}"#]),
        ("[01,010,-01,-010]", [#"{"I64":"1"}"#, #"{"I64":"8"}"#, #"{"I64":"-1"}"#, #"{"I64":"-10"}"#]),
        ("01777777777777777777777", [#"{"I64":"-1"}"#]),
        ("[0x1F,0Xff]", [#"{"I64":"31"}"#, #"{"I64":"255"}"#]),
        ("0xFFFFFFFFFFFFFFFF", [#"{"I64":"-1"}"#]),
        ("[1.,.5,-.5,1E+5]", [#"{"Db":1}"#, #"{"Db":0.5}"#, #"{"Db":-0.5}"#, #"{"Db":100000}"#]),
        ("[1.0,-0.0,1e400,1e-5]", [#"{"Db":1}"#, #"{"Db":-0.0}"#, #"{"Db":"INF"}"#, #"{"Db":1E-05}"#]),
        ("[NaN,Infinity,-Infinity]", [#"{"Db":"NaN"}"#, #"{"Db":"INF"}"#, #"{"Db":"-INF"}"#]),
        // Strings.
        (#""\b\t\n\f\r\/\\\"\u00e9""#, [#"{"S":"\u0008\t\n\u000c\r/\\\"é"}"#]),
        ("\"a\u{1}\nb\"", [#"{"S":"a\u0001\nb"}"#]),
        (
            #"["\ud83d\ude00","\ud83d","\ude00","\ud83dx"]"#,
            [
                #"{"S":"😀"}"#, #"{"S":"\#u{FFFD}"}"#, #"{"S":"\#u{FFFD}"}"#, #"{"S":"\#u{FFFD}x"}"#,
            ]
        ),
        (#""\ud83d\ud83d\ude00\ud83dA""#, [#"{"S":"\#u{FFFD}😀\#u{FFFD}A"}"#]),
        (
            #"{"$id":1,"$ref":2,"$type":3}"#,
            [
                #"{"Obj":{"MS":[["$id",{"I64":"1"}],["$ref",{"I64":"2"}],["$type",{"I64":"3"}]]}}"#
            ]
        ),
        // Names that come twice.
        (#"{"a":1,"b":2,"a":3}"#, [#"{"Obj":{"MS":[["b",{"I64":"2"}],["a",{"I64":"3"}]]}}"#]),
        (
            #"{"a":{"a":1,"b":2},"b":{"a":3}}"#,
            [
                #"{"Obj":{"MS":[["a",{"Obj":{"MS":[["a",{"I64":"1"}],["b",{"I64":"2"}]]}}],["b",{"Obj":{"MS":[["a",{"I64":"3"}]]}}]]}}"#
            ]
        ),
        (
            #"{"a":1,"x":{"a":2},"a":3}"#,
            [
                #"{"Obj":{"MS":[["x",{"Obj":{"MS":[["a",{"I64":"2"}]]}}],["a",{"I64":"3"}]]}}"#
            ]
        ),
        // Dates.
        (#""2024-01-02T03:04:05Z""#, [#"{"DT":"2024-01-02T03:04:05Z"}"#]),
        (#""2024-01-02T03:04:05.1200000""#, [#"{"DT":"2024-01-02T03:04:05.12"}"#]),
        (#""2024-01-02T24:00:00""#, [#"{"DT":"2024-01-03T00:00:00"}"#]),
        (#""2024-01-02T03:04:05+02:30""#, [#"{"DT":"2024-01-02T00:34:05+00:00"}"#]),
        (#""2024-01-02T03:04:05-0230""#, [#"{"DT":"2024-01-02T05:34:05+00:00"}"#]),
        (#""2024-01-02T03:04:05+02""#, [#"{"DT":"2024-01-02T01:04:05+00:00"}"#]),
        (#""0001-01-01T00:00:00+02:00""#, [#"{"DT":"0001-01-01T00:00:00+00:00"}"#]),
        (#""\/Date(1500)\/""#, [#"{"DT":"1970-01-01T00:00:01.5Z"}"#]),
        (#""/Date(-1000+0200)/""#, [#"{"DT":"1969-12-31T23:59:59+00:00"}"#]),
        (#"{"d":new Date(1000)}"#, [#"{"Obj":{"MS":[["d",{"DT":"1970-01-01T00:00:01Z"}]]}}"#]),
        (#"[new Date(2024,1,3,4)]"#, [#"{"DT":"2024-02-03T04:00:00"}"#]),
        (#"{"2024-01-02T03:04:05Z":1}"#, [#"{"Obj":{"MS":[["2024-01-02T03:04:05Z",{"I64":"1"}]]}}"#]),
    ]

    @Test(arguments: texts)
    func readsWhatPowerShellReads(text: String, values: [String]) {
        let found = importedJSON(text)
        #expect(found.values == values)
        #expect(found.error == nil)
        let difference = EverySplit.firstDifference(of: Array(text.utf8)) { importedJSON($0) }
        #expect(difference == nil)
    }

    @Test(arguments: [
        "2024-01-02", "2024-01-02T03:04", "2024-01-02 03:04:05", "2024-01-02t03:04:05", "2024-01-02T03:04:05z",
        "2024-01-02T03:04:05.12345678Z", "2024-01-02T03:04:05.Z", " 2024-01-02T03:04:05", "2024-01-02T03:04:60",
        "2024-13-02T03:04:05", "2023-02-29T03:04:05", "2024-01-02T03:04:05,5", "2024-01-02T03:04:05+02:00:00",
        "2024-01-02T24:00:01", "0000-01-02T03:04:05", "/Date()/", "/Date(x)/", "/Date(1", "/Date(1+2)/",
    ])
    func leavesTextsThatAreNoDates(_ text: String) {
        #expect(importedJSON("\"\(text)\"").values == [#"{"S":"\#(text)"}"#])
    }

    @Test func makesBigIntegers() {
        func expected(_ text: String, _ properties: [Bool], _ sign: Int) -> String {
            let names = ["IsPowerOfTwo", "IsZero", "IsOne", "IsEven"]
            let list = zip(names, properties).map { "[\"\($0)\",{\"B\":\($1)}]" }.joined(separator: ",")
            return #"{"Obj":{"TN":["System.Numerics.BigInteger","System.ValueType","System.Object"],"#
                + #""ToString":"\#(text)","Props":[\#(list),["Sign",{"I32":\#(sign)}]]}}"#
        }
        let rows: [(text: String, shown: String, properties: [Bool], sign: Int)] = [
            ("18446744073709551616", "18446744073709551616", [true, false, false, true], 1),
            ("9223372036854775809", "9223372036854775809", [false, false, false, false], 1),
            ("-18446744073709551616", "-18446744073709551616", [false, false, false, true], -1),
            ("-00000000000000000001", "-1", [false, false, false, false], -1),
            ("-00000000000000000000", "0", [false, true, false, true], 0),
        ]
        for row in rows {
            #expect(importedJSON(row.text).values == [expected(row.shown, row.properties, row.sign)])
        }
    }

    // MARK: - Errors

    static let faults: [(text: String, code: CLIXMLError.Code, offset: Int)] = [
        ("True", .invalidJSON, 0),
        (" abc", .invalidJSON, 1),
        ("+1", .invalidJSON, 0),
        ("nul", .truncated, 0),
        ("truex", .invalidJSON, 0),
        ("08", .invalidJSONNumber, 0),
        ("[1,--1]", .invalidJSONNumber, 3),
        ("1e", .invalidJSONNumber, 0),
        ("0x", .invalidJSONNumber, 0),
        ("-0x10", .invalidJSONNumber, 0),
        ("5d", .invalidJSONNumber, 0),
        ("1.2.3", .invalidJSONNumber, 0),
        ("0x10000000000000000", .invalidJSONNumber, 0),
        ("[1L]", .invalidJSONNumber, 1),
        (String(repeating: "9", count: 381), .invalidJSONNumber, 0),
        (#"{"a":"\x"}"#, .invalidJSONEscape, 6),
        (#""a\u12""#, .invalidJSONEscape, 2),
        (#""\ud83d\u12""#, .invalidJSONEscape, 7),
        (#" "unterminated"#, .truncated, 1),
        ("{a b:1}", .invalidJSON, 3),
        ("{a-b:1}", .invalidJSON, 2),
        ("{,}", .invalidJSON, 1),
        (#"{"a" 1}"#, .invalidJSON, 5),
        (#"{"a"/*c*/:1}"#, .invalidJSON, 4),
        (#"{"a":]}"#, .invalidJSON, 5),
        (#"{"a":1]"#, .invalidJSON, 6),
        ("[}", .invalidJSON, 1),
        ("/x", .invalidJSON, 0),
        ("/*x", .truncated, 0),
        (#"{"a":1"#, .truncated, 6),
        (#"{"a":[1"#, .truncated, 7),
        (#"[{"a""#, .truncated, 5),
        ("new Date(1)", .invalidJSON, 0),
        ("[new Dated(1)]", .invalidJSON, 1),
        ("[new Date()]", .valueOutOfRange, 1),
        ("[ \"aaaaaaaaaaaaaaaaaaaaaaaa\", new Date()]", .valueOutOfRange, 30),
        ("[new Date(x)]", .invalidJSON, 10),
        ("[new Date(1", .truncated, 11),
        (#"{"a":1,"b":2,"A":3}"#, .namesDifferInCase, 13),
        (#"{"":1}"#, .emptyMemberName, 1),
        (#"{"a":{"PSObject":1}}"#, .reservedMemberName, 6),
        (#""/Date(99999999999999999)/""#, .valueOutOfRange, 0),
    ]

    @Test(arguments: faults)
    func refusesWhatPowerShellRefuses(text: String, code: CLIXMLError.Code, offset: Int) {
        let found = importedJSON(text) { $0.enumeratesArrays = false }
        #expect(found.error == CLIXMLError(code: code, position: place(offset)))
        #expect(found.values == [])
        let difference = EverySplit.firstDifference(of: Array(text.utf8)) { importedJSON($0) }
        #expect(difference == nil)
    }

    @Test func givesValuesBeforeAnError() {
        let text = "[1,\n {\"a\":\"é\", \"b\":x}]"
        let found = importedJSON(text)
        #expect(found.values == [#"{"I64":"1"}"#])
        #expect(
            found.error
                == CLIXMLError(code: .invalidJSON, position: SourcePosition(byteOffset: 20, line: 2, column: 16))
        )
        #expect(importedJSON("1 2").values == [#"{"I64":"1"}"#])
        #expect(importedJSON("1 2").error == CLIXMLError(code: .additionalText, position: place(2)))
        #expect(importedJSON("[1]]").error == CLIXMLError(code: .additionalText, position: place(3)))
    }

    @Test func throwsTheSameErrorAgain() throws {
        var importer = JSONImporter()
        let text = Array("[1,x".utf8)
        try importer.append(text.span)
        _ = try importer.nextValue()
        let expected = CLIXMLError(code: .invalidJSON, position: place(3))
        for _ in 0..<2 {
            do {
                _ = try importer.nextValue()
                Issue.record("nothing is thrown")
            } catch {
                #expect(error == expected)
            }
        }
    }

    @Test(arguments: [
        ("[1", [#"{"I64":"1"}"#]), ("[1,", [#"{"I64":"1"}"#]), ("[", []),
        ("[[1,[2", [#"{"Obj":{"LST":[{"I64":"1"},{"Obj":{"LST":[{"I64":"2"}]}}]}}"#]),
    ])
    func warnsOfAnArrayWithoutEnd(text: String, values: [String]) throws {
        var importer = JSONImporter()
        let bytes = Array(text.utf8)
        try importer.append(bytes.span)
        importer.finish()
        var count = 0
        while try importer.nextValue() != nil { count += 1 }
        #expect(count == values.count)
        #expect(importer.takeWarnings().map(\.code) == [.unfinishedArray])
        #expect(importedJSON(text) == Imported(values: values))
    }

    // MARK: - Options

    @Test func makesHashtables() {
        let found = importedJSON(#"{"a":1,"A":2,"":3,"psobject":{"x":4}}"#) { $0.makesHashtables = true }
        let entries = #"[{"S":"a"},{"I64":"1"}],[{"S":"A"},{"I64":"2"}],[{"S":""},{"I64":"3"}],"#
        let inner = #"[{"S":"psobject"},{"Obj":{"DCT":[[{"S":"x"},{"I64":"4"}]]}}]"#
        #expect(found.values == [#"{"Obj":{"DCT":[\#(entries)\#(inner)]}}"#])
        #expect(importedJSON("{}") { $0.makesHashtables = true }.values == [#"{"Obj":{"DCT":[]}}"#])
    }

    @Test func keepsTheLastOfEqualKeys() {
        let text = #"[{"k":{"a":1,"a":[2]},"l":5,"k":[{"x":1,"x":{"y":1,"y":2}},6]},{"k":7}]"#
        let found = importedJSON(text) { $0.makesHashtables = true }
        let inner = #"{"Obj":{"DCT":[[{"S":"x"},{"Obj":{"DCT":[[{"S":"y"},{"I64":"2"}]]}}]]}}"#
        #expect(
            found.values == [
                #"{"Obj":{"DCT":[[{"S":"l"},{"I64":"5"}],[{"S":"k"},{"Obj":{"LST":[\#(inner),{"I64":"6"}]}}]]}}"#,
                #"{"Obj":{"DCT":[[{"S":"k"},{"I64":"7"}]]}}"#,
            ]
        )
    }

    @Test func leavesAnArrayWhole() {
        func whole(_ text: String) -> [String] { importedJSON(text) { $0.enumeratesArrays = false }.values }
        #expect(whole("[1,[2]]") == [#"{"Obj":{"LST":[{"I64":"1"},{"Obj":{"LST":[{"I64":"2"}]}}]}}"#])
        #expect(whole("[]") == [#"{"Obj":{"LST":[]}}"#])
        #expect(whole("[1") == [#"{"Obj":{"LST":[{"I64":"1"}]}}"#])
    }

    static let dateKinds: [(kind: JSONDateKind, values: [String])] = [
        (
            .standard,
            [
                #"{"DT":"2024-07-02T03:04:05Z"}"#, #"{"DT":"2024-07-02T03:04:05"}"#,
                #"{"DT":"2024-07-02T01:04:05+00:00"}"#,
            ]
        ),
        (
            .local,
            [
                #"{"DT":"2024-07-02T03:04:05+00:00"}"#, #"{"DT":"2024-07-02T01:04:05+00:00"}"#,
                #"{"DT":"2024-07-02T01:04:05+00:00"}"#,
            ]
        ),
        (
            .utc,
            [#"{"DT":"2024-07-02T03:04:05Z"}"#, #"{"DT":"2024-07-02T03:04:05Z"}"#, #"{"DT":"2024-07-02T01:04:05Z"}"#]
        ),
        (
            .string,
            [
                #"{"S":"2024-07-02T03:04:05Z"}"#, #"{"S":"2024-07-02T03:04:05"}"#,
                #"{"S":"2024-07-02T03:04:05+02:00"}"#,
            ]
        ),
    ]

    @Test(arguments: dateKinds)
    func makesDatesOfAKind(kind: JSONDateKind, values: [String]) throws {
        let zone = try #require(LocalZone(identifier: "Europe/Berlin"))
        let text = #"["2024-07-02T03:04:05Z","2024-07-02T03:04:05","2024-07-02T03:04:05+02:00"]"#
        let found = importedJSON(text) {
            $0.dateKind = kind
            $0.zone = zone
        }
        #expect(found.values == values)
    }

    @Test func makesDateTimeOffsets() throws {
        let found = importedJSON(#""2024-01-02T03:04:05+09:00""#) { $0.dateKind = .offset }
        let day =
            #"{"Obj":{"TN":["System.DayOfWeek","System.Enum","System.ValueType","System.Object"],"ToString":"Tuesday","value":{"I32":2}}}"#
        // What PowerShell writes of [DateTimeOffset]'2024-01-02T03:04:05+09:00', recorded in types/dates.
        let properties = [
            #"["DateTime",{"DT":"2024-01-02T03:04:05"}]"#, #"["UtcDateTime",{"DT":"2024-01-01T18:04:05Z"}]"#,
            #"["LocalDateTime",{"DT":"2024-01-01T18:04:05+00:00"}]"#, #"["Date",{"DT":"2024-01-02T00:00:00"}]"#,
            #"["Day",{"I32":2}]"#, #"["DayOfWeek",\#(day)]"#, #"["DayOfYear",{"I32":2}]"#, #"["Hour",{"I32":3}]"#,
            #"["Millisecond",{"I32":0}]"#, #"["Microsecond",{"I32":0}]"#, #"["Nanosecond",{"I32":0}]"#,
            #"["Minute",{"I32":4}]"#, #"["Month",{"I32":1}]"#, #"["Offset",{"TS":"PT9H"}]"#,
            #"["TotalOffsetMinutes",{"I32":540}]"#, #"["Second",{"I32":5}]"#,
            #"["Ticks",{"I64":"638397614450000000"}]"#, #"["UtcTicks",{"I64":"638397290450000000"}]"#,
            #"["TimeOfDay",{"TS":"PT3H4M5S"}]"#, #"["Year",{"I32":2024}]"#,
        ]
        let names = #""System.DateTimeOffset","System.ValueType","System.Object""#
        #expect(
            found.values == [
                #"{"Obj":{"TN":[\#(names)],"ToString":"01/02/2024 03:04:05 +09:00","Props":["#
                    + properties.joined(separator: ",") + "]}}"
            ]
        )
        let tooFar = importedJSON(#""2024-01-02T03:04:05+15:00""#) { $0.dateKind = .offset }
        #expect(tooFar.error == CLIXMLError(code: .valueOutOfRange, position: place(0)))
        let date = importedJSON(#"["/Date(0-0130)/"]"#) { $0.dateKind = .offset }
        #expect(date.values.first?.contains(#""ToString":"12/31/1969 22:30:00 -01:30""#) == true)
    }

    // MARK: - Lines

    @Test func readsLines() {
        func lines(_ text: String) -> Imported { importedJSON(text) { $0.form = .lines } }
        let found = lines("{\"a\":1}\r\n\n[1,2]\n \t\n\"x\"")
        #expect(
            found.values == [#"{"Obj":{"MS":[["a",{"I64":"1"}]]}}"#, #"{"I64":"1"}"#, #"{"I64":"2"}"#, #"{"S":"x"}"#]
        )
        #expect(found.error == nil)
        #expect(lines("").values == [])
        #expect(lines("1\n{\"a\":\n2").values == [#"{"I64":"1"}"#])
        let truncated = SourcePosition(byteOffset: 7, line: 2, column: 6)
        #expect(lines("1\n{\"a\":\n2").error == CLIXMLError(code: .truncated, position: truncated))
        let additional = SourcePosition(byteOffset: 4, line: 2, column: 3)
        #expect(lines("1\n2 3").error == CLIXMLError(code: .additionalText, position: additional))
    }

    @Test func goesOnWithLinesAfterATextOfOneLine() {
        func values(_ text: String) -> Imported { importedJSON(text) { $0.form = .automatic } }
        #expect(values("\n[1]\n\n{}\n2\n") == Imported(values: [#"{"I64":"1"}"#, #"{"Obj":{}}"#, #"{"I64":"2"}"#]))
        #expect(values("[1,\n2]\n") == Imported(values: [#"{"I64":"1"}"#, #"{"I64":"2"}"#]))
        #expect(values("[1,\n2]\n3").error?.code == .additionalText)
        #expect(values("1 2").error?.code == .additionalText)
    }

    @Test(arguments: [JSONImportOptions.Form.document, .lines, .automatic], [true, false])
    func cutsMakeNoDifference(form: JSONImportOptions.Form, makesHashtables: Bool) throws {
        var options = JSONImportOptions()
        options.form = form
        options.makesHashtables = makesHashtables
        for text in [
            "[{\"name\":\"web01\",\"tags\":[\"a\",\"\\u00e9\"],\"n\":-1.5e3},\n null, true]",
            "{\"a\":1}\n{\"a\":2}\n\n{\"b\":\"x\\\"y\"}\n", "\u{FEFF}{\"é\":'😀', /* c */ k : 0x1F } // end",
        ] {
            let difference = EverySplit.firstDifference(of: Array(text.utf8)) { importedJSON($0, options) }
            #expect(difference == nil)
        }
    }

    // MARK: - Encodings and limits

    @Test func countsPlacesInTheInput() {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in "[\"é😀\",\nx]".utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let found = importedJSON([bytes[...]])
        #expect(found.values == [#"{"S":"é😀"}"#])
        let position = SourcePosition(byteOffset: 18, line: 2, column: 1)
        #expect(found.error == CLIXMLError(code: .invalidJSON, position: position))
        let malformed = importedJSON([([0x5B, 0x22, 0xFF, 0x22, 0x2C] + Array("x".utf8))[...]])
        #expect(malformed.values == [#"{"S":"\#u{FFFD}"}"#])
        #expect(malformed.error == CLIXMLError(code: .invalidJSON, position: place(5)))
    }

    @Test func tellsWhereValuesBegin() throws {
        var importer = JSONImporter()
        let text = Array(" [ 1, {\"a\":2}]".utf8)
        try importer.append(text.span)
        importer.finish()
        var places: [Int] = []
        while let value = try importer.nextValue() { places.append(value.byteOffset) }
        #expect(places == [3, 6])
    }

    @Test func limitsTheDepth() {
        func nested(_ count: Int, _ limit: Int) -> CLIXMLError? {
            let text = String(repeating: "[", count: count) + String(repeating: "]", count: count)
            return importedJSON(text) { $0.maximumDepth = limit }.error
        }
        #expect(nested(3, 3) == nil)
        #expect(nested(4, 3) == CLIXMLError(code: .nestedTooDeeply, position: place(3)))
        #expect(nested(1024, 1024) == nil)
        #expect(importedJSON(String(repeating: "[", count: 1025)).error?.code == .nestedTooDeeply)
        // No call stack is taken, however deep.
        #expect(nested(200_000, 1_000_000) == nil)
    }

    static let limits:
        [(text: String, code: CLIXMLError.Code, offset: Int, change: @Sendable (inout CLIXMLLimits) -> Void)] = [
            ("[1, [22222222222], 3]", .valueTooLarge, 4, { $0.maximumValueByteCount = 10 }),
            ("[1, \"22222222222", .valueTooLarge, 4, { $0.maximumValueByteCount = 10 }),
            ("[1, \"22222222222\"]", .textTooLong, 4, { $0.maximumTextByteCount = 10 }),
            ("[1, {\"22222222222\":1}]", .nameTooLong, 5, { $0.maximumNameByteCount = 10 }),
            ("[1, [2,3,4,5,6]]", .tooManyNodes, 11, { $0.maximumNodeCount = 6 }),
        ]

    @Test(arguments: limits.indices)
    func keepsWithinLimits(_ index: Int) {
        let row = JSONImporterTests.limits[index]
        var options = JSONImportOptions()
        row.change(&options.limits)
        let expected = Imported(
            values: [#"{"I64":"1"}"#],
            error: CLIXMLError(code: row.code, position: place(row.offset))
        )
        #expect(importedJSON([Array(row.text.utf8)[...]], options) == expected)
        let difference = EverySplit.firstDifference(of: Array(row.text.utf8)) { importedJSON($0, options) }
        #expect(difference == nil)
    }

    @Test func passesOverBlanksWithoutLimit() {
        let text = "[1," + String(repeating: " ", count: 100) + "2]" + String(repeating: "\n", count: 100)
        let found = importedJSON(text) { $0.limits.maximumValueByteCount = 10 }
        #expect(found == Imported(values: [#"{"I64":"1"}"#, #"{"I64":"2"}"#]))
    }

    @Test func goesOnWhenTheTableOfNamesIsFull() {
        // Names of about 200 KB, of which each value has two.
        let texts = (0..<4000).map { number in
            let name = "name-\(number)-abcdefghijklmnopqrst"
            return "{\"\(name)\":1,\"x\":{\"\(name)\":2},\"\(name)\":3}"
        }
        let values = (0..<4000).map { number in
            let name = "name-\(number)-abcdefghijklmnopqrst"
            return
                "{\"Obj\":{\"MS\":[[\"x\",{\"Obj\":{\"MS\":[[\"\(name)\",{\"I64\":\"2\"}]]}}],[\"\(name)\",{\"I64\":\"3\"}]]}}"
        }
        #expect(importedJSON("[" + texts.joined(separator: ",") + "]") == Imported(values: values))
    }
}
