import CLIXML
import CLIXMLConvert
import Testing

@Suite struct LocalZoneTests {
    /// Times and the text Export-Clixml writes for them in a zone.
    @Test(arguments: [
        ("America/New_York", "2024-01-02T03:04:05.1234567+00:00", "2024-01-01T22:04:05.1234567-05:00"),
        ("America/New_York", "2024-07-02T03:04:05+02:00", "2024-07-01T21:04:05-04:00"),
        ("America/New_York", "1880-01-01T04:57:00+00:00", "1880-01-01T00:00:00-04:57"),
        ("Europe/Paris", "2024-01-02T03:04:05.1234567+00:00", "2024-01-02T04:04:05.1234567+01:00"),
        ("Asia/Kathmandu", "2024-01-02T03:04:05.1234567+00:00", "2024-01-02T08:49:05.1234567+05:45"),
        ("UTC", "2024-01-02T03:04:05-07:30", "2024-01-02T10:34:05+00:00"),
        // Both sides of the changes of 2024, and the hour that came twice.
        ("Europe/Paris", "2024-03-31T00:59:59+00:00", "2024-03-31T01:59:59+01:00"),
        ("Europe/Paris", "2024-03-31T01:00:00+00:00", "2024-03-31T03:00:00+02:00"),
        ("Europe/Paris", "2024-10-27T00:30:00+00:00", "2024-10-27T02:30:00+02:00"),
        ("Europe/Paris", "2024-10-27T01:30:00+00:00", "2024-10-27T02:30:00+01:00"),
        // Beyond the calendar the clock stops at its end.
        ("America/New_York", "0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00-04:57"),
        ("Europe/Paris", "9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59.9999999+01:00"),
        ("Europe/Paris", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59.9999999+01:00"),
    ])
    func writesLocalTimes(_ zone: String, _ text: String, _ expected: String) throws {
        let zone = try #require(LocalZone(identifier: zone))
        let today = try #require(PSDateTime(year: 2024, month: 1, day: 1))
        let value = try PrimitiveParser.dateTime(Array(text.utf8).span, today: today)
        var output: [UInt8] = []
        PrimitiveFormatter.dateTime(value, in: zone, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }

    @Test func leavesOtherKindsAlone() throws {
        let zone = try #require(LocalZone(identifier: "Asia/Kathmandu"))
        for kind in [PSDateTime.Kind.unspecified, .utc] {
            let value = try #require(PSDateTime(year: 2024, month: 1, day: 2, hour: 3, kind: kind))
            let clock = value.clock(in: zone)
            #expect(clock.ticks == value.ticks)
            #expect(clock.offsetSeconds == 0)
        }
    }

    @Test func refusesUnknownNames() {
        let zone = LocalZone(identifier: "Europe/Atlantis")
        #expect(zone?.offsetSeconds(atUTCTicks: 0) == nil)
    }
}
