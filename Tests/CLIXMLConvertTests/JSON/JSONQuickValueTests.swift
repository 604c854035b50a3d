import CLIXML
import CLIXMLConvert
import Foundation
import Testing

/// Values that are written out of their canonical texts: in a bag, where that is done, they are the same as alone.
@Suite struct JSONQuickValueTests {
    private static func json(_ element: String, _ options: JSONOptions = .lines(depth: 5)) throws -> String {
        let inside = try JSONText("<Obj><LST>\(element)</LST></Obj>", options)
        return String(inside.text.dropLast(options.form == .lines ? 1 : 0))
    }

    @Test(arguments: [
        ("0", "[0.0]"), ("-0", "[-0.0]"), ("1", "[1.0]"), ("0.1", "[0.1]"),
        ("0.30000000000000004", "[0.30000000000000004]"),
        ("0.30000000000000003", "[0.30000000000000004]"), ("1.50", "[1.5]"), ("1E-05", "[1E-05]"),
        ("0.0001", "[0.0001]"),
        ("1.2345E-07", "[1.2345E-07]"), ("1E+16", "[10000000000000000.0]"), ("1E+17", "[1E+17]"), ("NaN", "[\"NaN\"]"),
        ("INF", "[\"Infinity\"]"), ("-INF", "[\"-Infinity\"]"), ("5E-324", "[5E-324]"), ("-1.5E-10", "[-1.5E-10]"),
        ("1.7976931348623157E+308", "[1.7976931348623157E+308]"), ("9007199254740993", "[9007199254740992.0]"),
        ("-0.00012345678901234567", "[-0.00012345678901234567]"), ("123456789.125", "[123456789.125]"),
        ("4.35", "[4.35]"), ("0.12345678901234568", "[0.12345678901234568]"), ("1E-10", "[1E-10]"),
        ("9.5E-11", "[9.5E-11]"),
    ])
    func writesDoubles(_ text: String, expected: String) throws {
        let found = try Self.json("<Db>\(text)</Db>")
        #expect(found == expected)
    }

    @Test(arguments: [
        ("<Sg>0.1</Sg>", "[0.1]"), ("<Sg>1</Sg>", "[1.0]"), ("<Sg>1E-05</Sg>", "[1E-05]"), ("<D>1.50</D>", "[1.50]"),
        ("<D>7</D>", "[7.0]"), ("<D>-0.00</D>", "[0.00]"),
        ("<D>79228162514264337593543950335</D>", "[79228162514264337593543950335.0]"),
        (
            "<Version>1.2</Version>",
            #"[{"Major":1,"Minor":2,"Build":-1,"Revision":-1,"MajorRevision":-1,"MinorRevision":-1}]"#
        ),
        (
            "<Version>10.0.17763</Version>",
            #"[{"Major":10,"Minor":0,"Build":17763,"Revision":-1,"MajorRevision":-1,"MinorRevision":-1}]"#
        ),
        (
            "<Version>1.2.3.2147483647</Version>",
            #"[{"Major":1,"Minor":2,"Build":3,"Revision":2147483647,"MajorRevision":32767,"MinorRevision":-1}]"#
        ),
        (
            "<Version>4.30319.17.98305</Version>",
            #"[{"Major":4,"Minor":30319,"Build":17,"Revision":98305,"MajorRevision":1,"MinorRevision":-32767}]"#
        ),
    ])
    func writesOtherNumbers(_ element: String, expected: String) throws {
        let found = try Self.json(element)
        #expect(found == expected)
    }

    private static let durations = [
        "PT0S", "PT0.0000001S", "-PT0.0000001S", "PT0.0001S", "PT1S", "PT8.6399999S", "PT8.64S", "PT1M",
        "PT59M59.9999999S",
        "PT1H", "P1D", "-P1DT2H3M4.0567891S", "P104DT3H59M59.9999999S", "P104DT4H", "P9999D",
        "P10675199DT2H48M5.4775807S",
        "-P10675199DT2H48M5.4775808S", "PT29M19.7019191S", "PT34M15.6780522S", "P1Y2M", "PT3600S", "PT12H30M",
        "PT0.001S",
        "-PT0.5S", "PT0.00006S", "PT0.36S", "PT0.0360001S",
    ]

    @Test(arguments: durations)
    func writesDurationsAsAlone(_ text: String) throws {
        for options in [JSONOptions.lines(depth: 5), .compressed(depth: 5)] {
            let alone = try JSONText("<TS>\(text)</TS>", options)
            let inside = try JSONText("<Obj><LST><TS>\(text)</TS></LST></Obj>", options)
            let end = options.form == .lines ? "\n" : ""
            #expect(inside.text == "[" + alone.text.dropLast(end.count) + "]" + end)
        }
        let indented = try JSONText("<Obj><LST><TS>\(text)</TS></LST></Obj>", JSONOptions())
        let compressed = try JSONText("<TS>\(text)</TS>")
        let joined = indented.text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
        #expect(joined.replacingOccurrences(of: "\": ", with: "\":") == "[\(compressed.text)]")
    }

    /// With a note its properties are written one by one, as those of any live value are.
    @Test(arguments: durations) func writesDurationsAsOthers(_ text: String) throws {
        let found = try JSONText("<TS>\(text)</TS>", .lines(depth: 5))
        let noted = try JSONText("<Obj><TS>\(text)</TS><MS><S N='zz'>b</S></MS></Obj>", .lines(depth: 5))
        #expect(noted.text == found.text.dropLast(2) + ",\"zz\":\"b\"}\n")
    }

    @Test func writesDurationsOfAnyLengthAsOthers() throws {
        var state: UInt64 = 5
        for bits in 1..<64 {
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let ticks = Int64(bitPattern: state) >> Int64(64 - bits)
                let whole = ticks / 10_000_000 * 10_000_000
                for value in [ticks, whole, ticks / 864_000_000_000 * 864_000_000_000] {
                    var text: [UInt8] = []
                    PrimitiveFormatter.duration(PSDuration(ticks: value), into: &text)
                    try writesDurationsAsOthers(String(decoding: text, as: UTF8.self))
                }
            }
        }
    }

    @Test(arguments: [JSONOptions.lines(depth: 2), .compressed(depth: 2), JSONOptions()])
    func writesLonePrimitives(_ options: JSONOptions) throws {
        let guid = "12345678-1234-1234-1234-1234567890ab"
        let end = options.form == .lines ? "\n" : ""
        let (line, colon) = options.isCompressed || options.form == .lines ? ("", ":") : ("\n  ", ": ")
        let last = line.isEmpty ? "" : "\n"
        let shown = "\"\(guid)\""
        for (element, expected) in [
            ("<S>a_x000A_&amp;\"</S>", #""a\n&\"""#), ("<SBK>a</SBK>", "\"a\""), ("<URI>x y</URI>", "\"x y\""),
            ("<Nil/>", "null"),
            ("<B>true</B>", "true"), ("<I32>-7</I32>", "-7"), ("<I32> 07</I32>", "7"), ("<By>255</By>", "255"),
            ("<G>\(guid)</G>", "{\(line)\"value\"\(colon)\(shown),\(line)\"Guid\"\(colon)\(shown)\(last)}"),
            (
                "<G>\(guid.uppercased())</G>",
                "{\(line)\"value\"\(colon)\(shown),\(line)\"Guid\"\(colon)\(shown)\(last)}"
            ),
        ] {
            let found = try JSONText(element, options)
            #expect(found.text == expected + end)
        }
    }

    @Test func writesADuration() throws {
        let found = try Self.json("<TS>PT29M19.7019191S</TS>")
        #expect(
            found
                == #"[{"Ticks":17597019191,"Days":0,"Hours":0,"Milliseconds":701,"Microseconds":919,"Nanoseconds":100,"#
                + #""Minutes":29,"Seconds":19,"TotalDays":0.020366920359953702,"TotalHours":0.4888060886388889,"#
                + #""TotalMilliseconds":1759701.9191,"TotalMicroseconds":1759701919.1,"#
                + #""TotalNanoseconds":1759701919100.0,"TotalMinutes":29.328365318333333,"TotalSeconds":1759.7019191}]"#
        )
    }

    /// With properties of its own an object shows those.
    @Test func keepsPropertiesOfWrappers() throws {
        let found = try Self.json("<Obj><Props><S N='A'>b</S></Props><TS>PT1S</TS></Obj>")
        let alone = try JSONText("<Obj><Props><S N='A'>b</S></Props><TS>PT1S</TS></Obj>", .lines(depth: 5))
        #expect(found == "[" + alone.text.dropLast() + "]")
        #expect(found.hasSuffix(#""A":"b"}]"#))
    }

    @Test func cutsOffAtTheDepth() throws {
        let found = try JSONText(
            "<Obj><MS><TS N='a'>PT1S</TS><Version N='b'>1.2</Version></MS></Obj>",
            .lines(depth: 0)
        )
        #expect(found.text == #"{"a":"00:00:01","b":"1.2"}"# + "\n")
        #expect(found.warnings == [.truncatedAtDepth])
    }

    @Test func writesByteArraysOfEveryLength() throws {
        for count in 0...100 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            let found = try Self.json("<BA>\(Data(bytes).base64EncodedString())</BA>")
            #expect(found == "[[" + bytes.map { "\($0)" }.joined(separator: ",") + "]]")
        }
        let all = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
        let found = try Self.json("<BA>\(Data(all).base64EncodedString())</BA>")
        #expect(found == "[[" + all.map { "\($0)" }.joined(separator: ",") + "]]")
        let spaced = try Self.json("<BA> AQ ID\n/w== </BA>")
        #expect(spaced == "[[1,2,3,255]]")
    }

    @Test(arguments: [
        ("2024-05-14T04:34:07.9848179+02:00", "2024-05-14T02:34:07.9848179+00:00"),
        ("2024-05-14T04:34:07Z", "2024-05-14T04:34:07Z"), ("2024-05-14T04:34:07.5", "2024-05-14T04:34:07.5"),
        ("2024-01-01T00:00:00.0000001+00:01", "2023-12-31T23:59:00.0000001+00:00"),
        ("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00+00:00"),
        ("9999-12-31T23:59:59.9999999-01:00", "9999-12-31T23:59:59.9999999+00:00"),
    ])
    func writesDates(_ text: String, expected: String) throws {
        let found = try Self.json("<DT>\(text)</DT>")
        #expect(found == "[\"\(expected)\"]")
    }
}
