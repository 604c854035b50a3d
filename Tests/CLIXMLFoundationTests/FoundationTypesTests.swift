import CLIXML
import CLIXMLFoundation
import Foundation
import Testing

/// Foundation's types both ways.
@Suite struct FoundationTypesTests {
    struct Record: Codable, Equatable {
        var when: Date
        var data: Data
        var id: UUID
        var price: Decimal
        var link: URL
        var missing: Date?
    }

    private static let record = Record(
        when: Date(timeIntervalSince1970: 1_700_000_000.25),
        data: Data([1, 2, 3]),
        id: UUID(uuidString: "00010203-0405-0607-0809-0A0B0C0D0E0F") ?? UUID(),
        price: Decimal(string: "-12.345") ?? 0,
        link: URL(string: "https://example.org/a?b=1") ?? URL(filePath: "/"),
        missing: nil
    )

    private static func text(
        _ value: some Encodable,
        _ change: (inout CLIXMLEncoder.Options) -> Void = { _ in }
    ) throws
        -> String
    {
        var options = CLIXMLEncoder.Options()
        options.writer.form = .payload
        options.writer.layout = .compact
        options.typeNames = .declared
        change(&options)
        return String(decoding: try CLIXMLEncoder(options: options).encode(value), as: UTF8.self)
    }

    private static func document(_ elements: String) -> [UInt8] {
        let root = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"
        return Array((root + elements + "</Objs>").utf8)
    }

    @Test func membersAreOfTheFormatsOwnKinds() throws {
        let elements = try Self.text(Self.record)
        #expect(
            elements == "<Obj RefId=\"0\"><MS><DT N=\"when\">2023-11-14T22:13:20.25Z</DT><BA N=\"data\">AQID</BA>"
                + "<G N=\"id\">00010203-0405-0607-0809-0a0b0c0d0e0f</G><D N=\"price\">-12.345</D>"
                + "<URI N=\"link\">https://example.org/a?b=1</URI><Nil N=\"missing\" /></MS></Obj>"
        )
        let back = try CLIXMLDecoder().decode(Record.self, from: Self.document(elements))
        #expect(back == Self.record)
    }

    @Test(arguments: [
        ("<DT>2024-01-01T00:00:00Z</DT>", 1_704_067_200.0),
        ("<DT>2024-01-01T02:00:00+02:00</DT>", 1_704_067_200.0),
        ("<DT>2024-01-01T01:00:00</DT>", 1_704_067_200.0),
        ("<DT>0001-01-01T01:00:00</DT>", -62_135_596_800.0),
    ])
    func datesAreInstants(_ element: String, _ seconds: Double) throws {
        var decoder = CLIXMLDecoder()
        decoder.options.zone = LocalZone(fixedOffsetSeconds: 3600)
        let date = try decoder.decode(Date.self, from: Self.document(element))
        #expect(date == Date(timeIntervalSince1970: seconds))
    }

    @Test func datesAreWrittenAsToldTo() throws {
        let date = Date(timeIntervalSince1970: 1_704_067_200)
        let zone = LocalZone(fixedOffsetSeconds: -16_200)
        let utc = try Self.text(date)
        #expect(utc == "<DT>2024-01-01T00:00:00Z</DT>")
        let local = try Self.text(date) { $0.dates = .local(zone) }
        #expect(local == "<DT>2023-12-31T19:30:00-04:30</DT>")
        let unspecified = try Self.text(date) { $0.dates = .unspecified(zone) }
        #expect(unspecified == "<DT>2023-12-31T19:30:00</DT>")
    }

    @Test func datesKeepTheirTicks() throws {
        for index in 0..<200 {
            // Steps that share no factor with what a double can hold.
            let ticks = Int64(index) * 5_497_558_139
            let element = try Self.text(PSDateTime(ticks: 638_000_000_000_000_000 + ticks, kind: .utc))
            let date = try CLIXMLDecoder().decode(Date.self, from: Self.document(element))
            let again = try Self.text(date)
            let back = try CLIXMLDecoder().decode(Date.self, from: Self.document(again))
            #expect(back == date)
        }
    }

    @Test func whatTheFormatCannotHoldIsRefused() throws {
        #expect(throws: EncodingError.self) { try Self.text(Date.distantFuture + 1e12) }
        #expect(throws: EncodingError.self) { try Self.text(Decimal.nan) }
        #expect(throws: EncodingError.self) { try Self.text(Decimal(string: "1e40") ?? 0) }
        #expect(throws: DecodingError.self) { try CLIXMLDecoder().decode(UUID.self, from: Self.document("<S>x</S>")) }
        #expect(throws: DecodingError.self) { try CLIXMLDecoder().decode(Date.self, from: Self.document("<S>x</S>")) }
    }

    @Test func textsAndNumbersDoWhereTheyAreMeant() throws {
        let id = try CLIXMLDecoder().decode(
            UUID.self,
            from: Self.document("<S>00010203-0405-0607-0809-0a0b0c0d0e0f</S>")
        )
        #expect(id == Self.record.id)
        let link = try CLIXMLDecoder().decode(URL.self, from: Self.document("<S>https://example.org/a?b=1</S>"))
        #expect(link == Self.record.link)
        let number = try CLIXMLDecoder().decode(Decimal.self, from: Self.document("<I32>-5</I32>"))
        #expect(number == -5)
        let data = try CLIXMLDecoder().decode(
            Data.self,
            from: Self.document("<Obj RefId=\"0\"><LST><By>1</By></LST></Obj>")
        )
        #expect(data == Data([1]))
    }

    @Test func otherCodersSeeTexts() throws {
        let plain = try JSONDecoder().decode([String: PSGUID?].self, from: Data("{\"a\":\"\(PSGUID.zero)\"}".utf8))
        #expect(plain == ["a": PSGUID.zero])
        let duration = try JSONEncoder().encode([PSDuration(ticks: 10_000_000)])
        #expect(String(decoding: duration, as: UTF8.self) == "[\"PT1S\"]")
        #expect(throws: EncodingError.self) { try JSONEncoder().encode([PSValue.null]) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([PSValue].self, from: Data("[1]".utf8)) }
    }
}
