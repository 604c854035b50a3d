import PSRP
import PSRPCapture
import TestSupport
import Testing

@Suite struct CaptureFileDecoderTests {
    private func outcome(_ records: [CaptureRecord]) -> (text: [String], records: [SessionRecord]) {
        var decoder = CaptureFileDecoder()
        var found: [SessionRecord] = []
        for record in records {
            decoder.append(record)
            while let record = decoder.nextRecord() { found.append(record) }
        }
        decoder.finish()
        while let record = decoder.nextRecord() { found.append(record) }
        return (TestSession.describe(found), found)
    }

    private let opened = CaptureRecord(
        nanoseconds: 0,
        connection: 1,
        .opened(.tcp, [.init("client", "10.0.0.1:50000"), .init("server", "10.0.0.2:5985")])
    )

    private func bytes(_ turn: TestSession.Turn, at nanoseconds: Int64, connection: UInt32 = 1) -> CaptureRecord {
        let direction: StreamKey.Direction = turn.side == 0 ? .clientToServer : .serverToClient
        return CaptureRecord(nanoseconds: nanoseconds, connection: connection, .bytes(direction, Array(turn.text.utf8)))
    }

    @Test func readsWSMan() throws {
        let turns = TestSession.turns.enumerated().map { bytes($0.element, at: Int64($0.offset) * 2_000_000) }
        let outcome = outcome([opened] + turns)
        #expect(outcome.text == TestSession.records)
        #expect(outcome.records.first?.session == SessionRecord.Session(host: "web01", id: SOAPText.shell))
        #expect(outcome.records.map(\.milliseconds).prefix(4) == [0, 0, 6, 8])
    }

    /// Both directions of a recorded session, as the two halves of a connection.
    @Test func readsLines() throws {
        let client = try Fixture("sessions/01-basic/web01/c2s.txt").bytes
        let server = try Fixture("sessions/01-basic/web01/s2c.txt").bytes
        var direct = SessionDecoder()
        var expected: [String] = []
        for (bytes, direction) in [(client, StreamKey.Direction.clientToServer), (server, .serverToClient)] {
            direct.append(bytes.span, direction)
            while let record = direct.nextRecord() { expected += TestSession.describe([record]) }
        }
        let records = [
            CaptureRecord(nanoseconds: 0, connection: 3, .opened(.stdio, [.init("host", "web01")])),
            CaptureRecord(nanoseconds: 1, connection: 3, .bytes(.clientToServer, client)),
            CaptureRecord(nanoseconds: 2, connection: 3, .bytes(.serverToClient, server)),
        ]
        let outcome = outcome(records)
        #expect(outcome.text == expected)
        #expect(outcome.text.count > 30)
        #expect(Set(outcome.records.map(\.session)) == [SessionRecord.Session(host: "web01", id: "connection 3")])
    }

    @Test func tellsOfGaps() {
        let turns = TestSession.turns
        let gap = CaptureRecord(
            nanoseconds: 5,
            connection: 1,
            .gap(.clientToServer, byteCount: UInt64(turns[0].text.utf8.count), recordCount: 1)
        )
        let outcome = outcome([opened, gap] + turns.dropFirst().map { bytes($0, at: 10) })
        #expect(outcome.text.filter { !$0.contains("[") } == Array(TestSession.records.dropFirst(2)))
        let lost =
            "10.0.0.1:50000 to 10.0.0.2:5985: \(turns[0].text.utf8.count) bytes that the client sent are not in the capture"
        #expect(outcome.text.contains(lost + " [lost-bytes]"))
    }

    @Test func keepsConnectionsApart() {
        let turns = TestSession.turns
        let other = TestSession.turns(inShell: "OTHER")
        var records = [opened, CaptureRecord(nanoseconds: 0, connection: 2, .opened(.tcp, []))]
        for index in turns.indices {
            records.append(bytes(turns[index], at: 1))
            records.append(bytes(other[index], at: 1, connection: 2))
        }
        let outcome = outcome(records)
        for shell in [SOAPText.shell, "OTHER"] {
            let text = TestSession.describe(outcome.records.filter { $0.session?.id == shell })
            #expect(text == TestSession.records)
        }
    }

    @Test func namesWhatIsSealed() {
        let hello = CaptureRecord(nanoseconds: 1, connection: 1, .bytes(.clientToServer, [0x16, 3, 1, 0, 1, 9]))
        let outcome = outcome([opened, hello, CaptureRecord(nanoseconds: 2, connection: 1, .closed)])
        #expect(
            outcome.text == [
                "10.0.0.2:5985, 1 connection: 6 bytes from clients, 0 from the server, sealed by TLS [sealed]"
            ]
        )
    }
}
