import CLIXML
import Testing

/// The rows of spec section 9.3 that are about writing.
@Suite struct CLIXMLWriterPrimitiveTests {
    static let values: [(PSValue, String)] = [
        (.char(65), "<C>65</C>"),
        (.char(0), "<C>0</C>"),
        (.char(0xD800), "<C>55296</C>"),
        (true, "<B>true</B>"),
        (false, "<B>false</B>"),
        (.uint8(255), "<By>255</By>"),
        (.int8(-128), "<SB>-128</SB>"),
        (.int16(-32_768), "<I16>-32768</I16>"),
        (.uint16(65_535), "<U16>65535</U16>"),
        (-5, "<I32>-5</I32>"),
        (2_147_483_648, "<I64>2147483648</I64>"),
        (.uint32(.max), "<U32>4294967295</U32>"),
        (.int64(.min), "<I64>-9223372036854775808</I64>"),
        (.uint64(.max), "<U64>18446744073709551615</U64>"),
        (.double(.nan), "<Db>NaN</Db>"),
        (.double(.infinity), "<Db>INF</Db>"),
        (.double(-.infinity), "<Db>-INF</Db>"),
        (.double(-0.0), "<Db>-0</Db>"),
        (1.0, "<Db>1</Db>"),
        (0.1, "<Db>0.1</Db>"),
        (.double(1.0 / 3), "<Db>0.3333333333333333</Db>"),
        (1e15, "<Db>1000000000000000</Db>"),
        (1e16, "<Db>10000000000000000</Db>"),
        (1e17, "<Db>1E+17</Db>"),
        (0.0001, "<Db>0.0001</Db>"),
        (0.00001, "<Db>1E-05</Db>"),
        (.double(.leastNonzeroMagnitude), "<Db>5E-324</Db>"),
        (.double(.greatestFiniteMagnitude), "<Db>1.7976931348623157E+308</Db>"),
        (.single(1e8), "<Sg>100000000</Sg>"),
        (.single(1e9), "<Sg>1E+09</Sg>"),
        (.single(Float(123_456_789 as Int)), "<Sg>123456790</Sg>"),
        (.single(.greatestFiniteMagnitude), "<Sg>3.4028235E+38</Sg>"),
        (.single(.leastNonzeroMagnitude), "<Sg>1E-45</Sg>"),
        (decimal(110, 2), "<D>1.10</D>"),
        (decimal(0, 2), "<D>0.00</D>"),
        (decimal(0, 1), "<D>0.0</D>"),
        (date(.unspecified), "<DT>2024-01-02T03:04:05.6</DT>"),
        (date(.utc), "<DT>2024-01-02T03:04:05.6Z</DT>"),
        (.duration(PSDuration(ticks: 0)), "<TS>PT0S</TS>"),
        (.duration(PSDuration(ticks: 1)), "<TS>PT0.0000001S</TS>"),
        (.duration(PSDuration(ticks: -12_500_000)), "<TS>-PT1.25S</TS>"),
        (.duration(PSDuration(ticks: 900_000_000_000)), "<TS>P1DT1H</TS>"),
        (.duration(PSDuration(ticks: .max)), "<TS>P10675199DT2H48M5.4775807S</TS>"),
        (.duration(PSDuration(ticks: .min)), "<TS>-P10675199DT2H48M5.4775808S</TS>"),
        (
            .guid(PSGUID(high: 0xD1D0_E536_1234_5678, low: 0x9ABC_DEF0_1234_5678)),
            "<G>d1d0e536-1234-5678-9abc-def012345678</G>"
        ),
        (version(1, 2, nil, nil), "<Version>1.2</Version>"),
        (version(1, 2, 3, 4), "<Version>1.2.3.4</Version>"),
        (uri("http://a/b%20c"), "<URI>http://a/b c</URI>"),
        (.bytes([]), "<BA />"),
        (.bytes([1, 2, 3, 4]), "<BA>AQIDBA==</BA>"),
        (.xml("<a b='1'/>"), "<XD>&lt;a b=\"1\" /&gt;</XD>"),
        (.xml(""), "<XD></XD>"),
        (.scriptBlock(" 1 "), "<SBK> 1 </SBK>"),
        (.secureString(PSSecureString(text: "61006200")), "<SS>61006200</SS>"),
        (.secureString(PSSecureString(text: "")), "<SS></SS>"),
        ("", "<S></S>"),
        (.null, "<Nil />"),
    ]

    @Test(arguments: values)
    func writesValues(_ value: PSValue, _ element: String) throws {
        #expect(try Written.compact(value) == element)
        // A property has its name before the text, nothing else changes.
        let bag = PSValue.object(PSObject(typeNames: [], extendedProperties: ["n": value]))
        let named = element.replacing(/^<(\w+)/) { "<\($0.output.1) N=\"n\"" }
        #expect(try Written.compact(bag) == "<Obj RefId=\"0\"><MS>\(named)</MS></Obj>")
    }

    @Test(
        arguments: [
            ("<Db>1E+16</Db>", "<Db>10000000000000000</Db>"),
            ("<Db>0.33333333333333331</Db>", "<Db>0.3333333333333333</Db>"),
            ("<Db>+Infinity</Db>", "<Db>INF</Db>"),
            ("<I32> +007 </I32>", "<I32>7</I32>"),
            ("<I32>&#53;</I32>", "<I32>5</I32>"),
            ("<I32>5<!-- c --></I32>", "<I32>5</I32>"),
            ("<B>1</B>", "<B>true</B>"),
            ("<D>-0.0</D>", "<D>0.0</D>"),
            ("<DT>2024-01-02</DT>", "<DT>2024-01-02T00:00:00</DT>"),
            ("<DT>2024-01-02T03:04:05.12345675+02:00</DT>", "<DT>2024-01-02T01:04:05.1234568+00:00</DT>"),
            ("<DT>9999-12-31T23:59:59-12:00</DT>", "<DT>9999-12-31T23:59:59.9999999+00:00</DT>"),
            ("<TS>PT36H</TS>", "<TS>P1DT12H</TS>"),
            ("<G>{D1D0E536-1234-5678-9ABC-DEF012345678}</G>", "<G>d1d0e536-1234-5678-9abc-def012345678</G>"),
            ("<Version>01.002</Version>", "<Version>1.2</Version>"),
            ("<URI>HTTP://EXAMPLE.com:80/A/../B</URI>", "<URI>http://example.com/B</URI>"),
            ("<BA>AQ\nID</BA>", "<BA>AQID</BA>"),
            ("<BA></BA>", "<BA />"),
            ("<XD>&lt;a b='1'/&gt;</XD>", "<XD>&lt;a b=\"1\" /&gt;</XD>"),
            ("<XD>&lt;a&gt;_x000D__x000A__x0009_&lt;/a&gt;</XD>", "<XD>&lt;a&gt;_x000A__x0009_&lt;/a&gt;</XD>"),
            ("<SBK>Get-Date</SBK>", "<S>Get-Date</S>"),
            ("<SS>6100</SS>", "<SS>6100</SS>"),
            ("<S/>", "<S></S>"),
            ("<Nil>x</Nil>", "<Nil />"),
        ]
    )
    func normalizesWhatWasRead(_ source: String, _ written: String) throws {
        #expect(try Written.rewritten(source) == written)
    }

    @Test(
        arguments: [
            "<Db>1E+15</Db>", "<Db>0.33333333333333331</Db>", "<DT>2024-01-02T03:04:05-08:00</DT>",
            "<SBK>a_x000A_</SBK>",
            "<URI>http://a/%7Eb</URI>", "<XD>&lt;a b='1'/&gt;</XD>", "<TS>PT36H</TS>", "<SS>6100</SS>", "<BA />",
        ]
    )
    func keepsTextsVerbatim(_ element: String) throws {
        #expect(try Written.rewritten(element, isVerbatim: true) == element)
    }

    @Test func writesLocalTimesInTheZone() throws {
        var options = CLIXMLWriterOptions.payload
        options.hasByteOrderMark = false
        options.zone = LocalZone(fixedOffsetSeconds: -4 * 3600)
        let bytes = try Written.bytes([CLIXMLWriterPrimitiveTests.date(.local, offsetMinutes: 120)], options)
        #expect(String(decoding: bytes, as: UTF8.self) == "<DT>2024-01-01T21:04:05.6-04:00</DT>")
    }

    @Test func writesProgressRecords() throws {
        let record = try #require(
            PSProgress(activity: "Loading", activityID: 0, statusDescription: " ", percentComplete: 50)
        )
        let text =
            "<AV>Loading</AV><AI>0</AI><Nil /><PI>-1</PI><PC>50</PC><T>Processing</T><SR>-1</SR><SD> </SD>"
        #expect(try Written.compact(.progress(record)) == "<PR>\(text)</PR>")
        #expect(try Written.rewritten("<PR>\(text)</PR>") == "<PR>\(text)</PR>")
        #expect(try Written.rewritten("<PR>\(text)</PR>", isVerbatim: true) == "<PR>\(text)</PR>")
        let second = try #require(
            PSProgress(activity: "a", activityID: 7, statusDescription: "s", currentOperation: "", isCompleted: true)
        )
        let expected =
            "<PR><AV>a</AV><AI>7</AI><S></S><PI>-1</PI><PC>-1</PC><T>Completed</T><SR>-1</SR><SD>s</SD></PR>"
        #expect(try Written.compact(.progress(second)) == expected)
        #expect(PSProgress(activity: "", activityID: 0, statusDescription: "s") == nil)
        #expect(PSProgress(activity: "a", activityID: 1, statusDescription: "s", parentActivityID: 1) == nil)
    }

    @Test func showsTheOperationOfAProgressRecordAsText() throws {
        func record(_ operation: String) -> String {
            "<PR><AV>a</AV><AI>0</AI>\(operation)<PI>-1</PI><PC>1</PC><T>1</T><SR>-1</SR><SD>s</SD></PR>"
        }
        let written = try Written.rewritten(record("<Db>0.30000000000000004</Db>"))
        #expect(written.contains("<S>0.3</S>"))
        #expect(written.contains("<T>Completed</T>"))
        #expect(try Written.rewritten(record("<S></S>")).contains("<Nil />"))
        let bag = "<Obj RefId=\"0\"><MS><I32 N=\"a\">1</I32></MS></Obj>"
        #expect(try Written.rewritten(record(bag)).contains("<S>@{a=1}</S>"))
        #expect(try Written.rewritten(record(bag), isVerbatim: true) == record(bag))
    }

    // MARK: - Values

    private static func decimal(_ magnitude: UInt128, _ scale: Int) -> PSValue {
        PSDecimal(magnitude: magnitude, scale: scale).map { .decimal($0) } ?? .null
    }

    private static func date(_ kind: PSDateTime.Kind, offsetMinutes: Int = 0) -> PSValue {
        let date = PSDateTime(
            year: 2024,
            month: 1,
            day: 2,
            hour: 3,
            minute: 4,
            second: 5,
            tick: 6_000_000,
            kind: kind,
            offsetMinutes: offsetMinutes
        )
        return date.map { .dateTime($0) } ?? .null
    }

    private static func version(_ major: Int32, _ minor: Int32, _ build: Int32?, _ revision: Int32?) -> PSValue {
        PSVersion(major: major, minor: minor, build: build, revision: revision).map { .version($0) } ?? .null
    }

    private static func uri(_ text: String) -> PSValue { PSURI(text).map { .uri($0) } ?? .null }
}
