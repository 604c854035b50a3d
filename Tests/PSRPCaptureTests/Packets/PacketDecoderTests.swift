import CLIXML
import PSRP
import PSRPCapture
import Testing

@Suite struct PacketDecoderTests {
    private func outcome(_ builder: PacketBuilder) -> [String] {
        TestSession.describe(TestSession.records(builder.packets, linkType: builder.frame.linkType))
    }

    @Test(arguments: PacketBuilder.Frame.allCases, [false, true])
    func readsEveryFrame(frame: PacketBuilder.Frame, isVersionSix: Bool) {
        var builder = PacketBuilder(frame: frame, isVersionSix: isVersionSix)
        TestSession.add(to: &builder)
        let outcome = outcome(builder)
        #expect(outcome == TestSession.records)
    }

    @Test(arguments: [1, 2, 7, 61, 1_460, 60_000])
    func readsSegmentsOfEverySize(byteCount: Int) {
        var builder = PacketBuilder(segmentByteCount: byteCount)
        TestSession.add(to: &builder)
        let outcome = outcome(builder)
        #expect(outcome == TestSession.records)
    }

    @Test func namesSessionsAndTimes() throws {
        var builder = PacketBuilder()
        TestSession.add(to: &builder)
        let records = TestSession.records(builder.packets, linkType: 1)
        let sessions = Set(records.map(\.session))
        #expect(sessions == [SessionRecord.Session(host: "web01", id: SOAPText.shell)])
        // After the three packets that open the connection, a millisecond each.
        let first = try #require(records.first?.milliseconds)
        #expect(first == 3)
        guard case .message(_, let key) = try #require(records.dropFirst(4).first).content else {
            Issue.record("no message")
            return
        }
        #expect(key.scope == TestSession.pipeline)
        #expect(key.direction == .serverToClient)
    }

    @Test func tellsConnectionsApart() {
        var first = PacketBuilder()
        TestSession.add(to: &first)
        var second = PacketBuilder(ports: [50_001, 5985])
        TestSession.add(TestSession.turns(inShell: "OTHER"), to: &second)
        var mixed: [CapturedPacket] = []
        for index in 0..<max(first.packets.count, second.packets.count) {
            if index < first.packets.count { mixed.append(first.packets[index]) }
            if index < second.packets.count { mixed.append(second.packets[index]) }
        }
        let records = TestSession.records(mixed, linkType: 1)
        for shell in [SOAPText.shell, "OTHER"] {
            let outcome = TestSession.describe(records.filter { $0.session?.id == shell })
            #expect(outcome == TestSession.records)
        }
        #expect(records.count == 2 * TestSession.records.count)
    }

    @Test func takesPortsTwice() {
        var builder = PacketBuilder()
        builder.open()
        builder.send(0, TestSession.turns[0].text)
        builder.send(1, TestSession.turns[1].text)
        TestSession.add(Array(TestSession.turns.dropFirst(2)), to: &builder)
        let outcome = outcome(builder)
        #expect(outcome == TestSession.records)
    }

    /// Neighbours exchanged everywhere, and every packet twice.
    @Test func readsPacketsOutOfOrder() {
        var builder = PacketBuilder(segmentByteCount: 300)
        TestSession.add(to: &builder)
        var packets = builder.packets
        for index in stride(from: 3, to: packets.count - 4, by: 2) { packets.swapAt(index, index + 1) }
        let twice = packets.flatMap { [$0, $0] }
        let outcome = TestSession.describe(TestSession.records(twice, linkType: 1))
        let messages = outcome.filter { $0.contains("_") }
        #expect(
            messages.filter { $0.hasPrefix(">") }
                == TestSession.records.filter { $0.hasPrefix(">") && $0.contains("_") }
        )
        #expect(
            messages.filter { $0.hasPrefix("<") }
                == TestSession.records.filter { $0.hasPrefix("<") && $0.contains("_") }
        )
    }

    /// Begun anywhere, a capture gives what is whole from there on, and nothing else.
    @Test func beginsAnywhere() {
        var builder = PacketBuilder(segmentByteCount: 200)
        TestSession.add(to: &builder)
        var counts: Set<Int> = []
        for start in builder.packets.indices {
            let records = TestSession.records(Array(builder.packets[start...]), linkType: 1)
            let messages = TestSession.describe(records).filter { $0.contains("_") && !$0.contains("[") }
            let expected = TestSession.records.filter { $0.contains("_") }
            #expect(messages == Array(expected.suffix(messages.count)), "from packet \(start)")
            counts.insert(messages.count)
        }
        #expect(counts == [0, 3, 4, 5, 7])
    }

    /// One side only was recorded.
    @Test(arguments: [0, 1])
    func readsOneSide(side: Int) {
        var builder = PacketBuilder()
        TestSession.add(to: &builder)
        let offset = 14 + 12
        let packets = builder.packets.filter { $0.bytes[offset + 3] == UInt8(side + 1) }
        let outcome = TestSession.describe(TestSession.records(packets, linkType: 1))
        let arrow = side == 0 ? ">" : "<"
        let expected = TestSession.records.filter { $0.hasPrefix(arrow) && $0.contains("_") }
        #expect(outcome.filter { $0.contains("_") } == expected)
    }

    @Test func namesLosses() {
        var builder = PacketBuilder(segmentByteCount: 400)
        TestSession.add(to: &builder)
        // A packet in the body of the first request.
        let packets = builder.packets.enumerated().filter { $0.offset != 4 }.map(\.element)
        let outcome = TestSession.describe(TestSession.records(packets, linkType: 1))
        #expect(outcome.contains { $0.hasPrefix("10.0.0.1:50000 to 10.0.0.2:5985: 400 bytes that the client sent") })
        #expect(outcome.contains { $0.contains("1 requests with content are not there whole") })
        // What the client sent behind the loss was waited with.
        for arrow in [">", "<"] {
            let messages = outcome.filter { $0.hasPrefix(arrow) && $0.contains("_") }
            let expected = TestSession.records.dropFirst(2).filter { $0.hasPrefix(arrow) && $0.contains("_") }
            #expect(messages == expected)
        }
    }

    /// What the other side has acknowledged will not come again: after a while it is not waited for, so that what follows
    /// stands where it belongs.
    @Test(arguments: [0, 1])
    func stopsWaiting(way: Int) {
        var builder = PacketBuilder(segmentByteCount: 400)
        builder.open()
        let turns = TestSession.turns
        for (index, turn) in turns.enumerated() {
            if index == 2 {
                // The end of the second request is lost, and acknowledged.
                builder.send(0, turn.text)
                builder.loseLast()
            } else {
                builder.send(turn.side, turn.text)
            }
            if way == 0, index == 3 { builder.wait(milliseconds: 3_000) }
            if way == 1, index == 4 { for _ in 0..<130 { builder.add(1) } }
        }
        let outcome = outcome(builder)
        let messages = outcome.filter { $0.contains("_") && !$0.contains("[") }
        // The request that lost its end asks for nothing more than the answer tells.
        #expect(messages.count == 7)
        #expect(messages.firstIndex(of: "> CREATE_PIPELINE <S>create</S>") == 3)
        #expect(outcome.contains { $0.contains("bytes that the client sent are not in the capture [lost-bytes]") })
    }

    /// A network card cuts what is sent later, and fills what is too short.
    @Test func readsLengthsOfTheirOwn() {
        var builder = PacketBuilder(segmentByteCount: 20_000)
        TestSession.add(to: &builder)
        let packets = builder.packets.map { packet -> CapturedPacket in
            var packet = packet
            if packet.bytes.count > 1_500 {
                packet.bytes.replaceSubrange(16..<18, with: [0, 0])
            } else {
                packet.bytes += [0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA]
                packet.originalByteCount += 6
            }
            return packet
        }
        let outcome = TestSession.describe(TestSession.records(packets, linkType: 1))
        #expect(outcome == TestSession.records)
    }

    @Test func namesPiecesOfPackets() {
        var builder = PacketBuilder()
        TestSession.add(to: &builder)
        var packets = builder.packets
        // "More fragments" in the first packet with content.
        packets[3].bytes[20] = 0x20
        let outcome = TestSession.describe(TestSession.records(packets, linkType: 1))
        #expect(outcome.contains("1 packets are pieces of larger ones; they were left out [packet-fragments]"))
    }

    @Test func namesShortPackets() {
        var builder = PacketBuilder()
        TestSession.add(to: &builder)
        let packets = builder.packets.map { packet in
            CapturedPacket(
                nanoseconds: packet.nanoseconds,
                originalByteCount: packet.originalByteCount,
                bytes: Array(packet.bytes.prefix(128))
            )
        }
        let outcome = TestSession.describe(TestSession.records(packets, linkType: 1))
        let count = builder.packets.filter { $0.bytes.count > 128 }.count
        #expect(outcome.count == 2)
        #expect(
            outcome.first?.hasPrefix("\(count) of \(builder.packets.count) packets were not recorded whole; ") == true
        )
        #expect(outcome.last?.hasSuffix("[no-session]") == true)
    }

    @Test func namesFramesItDoesNotKnow() {
        var builder = PacketBuilder()
        TestSession.add(to: &builder)
        let outcome = TestSession.describe(TestSession.records(builder.packets, linkType: 105))
        let text = "\(builder.packets.count) packets are of a kind of network that is not understood: IEEE802_11"
        #expect(outcome.first == text + " [unknown-link-type]")
    }

    private static let sealed: [(name: String, client: String, server: String, expected: String)] = [
        (
            "TLS", "\u{16}\u{3}\u{1}\u{0}\u{4}abcd", "\u{16}\u{3}\u{3}\u{0}\u{2}ab",
            "10.0.0.2:5985, 1 connection: 9 bytes from clients, 7 from the server, sealed by TLS [sealed]"
        ),
        (
            "SSH", "SSH-2.0-a\r\n", "SSH-2.0-bcd\r\n",
            "10.0.0.2:5985, 1 connection: 11 bytes from clients, 13 from the server, sealed by SSH [sealed]"
        ),
        (
            "NTLM", SOAPText.request(Self.parts("SPNEGO", "\u{10}\0\0\0\u{1}\0\0\0"), type: Self.type("SPNEGO")),
            SOAPText.response(Self.parts("SPNEGO", "\u{10}\0\0\0\u{1}\0\0\0"), type: Self.type("SPNEGO")),
            "10.0.0.2:5985, 1 connection: 1 requests (235 bytes) and 1 answers (235 bytes) are sealed by NTLM (Negotiate) [sealed]"
        ),
        (
            "Kerberos in Negotiate",
            SOAPText.request(Self.parts("SPNEGO", "\u{3C}\0\0\0\u{5}\u{4}\0\0"), type: Self.type("SPNEGO")),
            SOAPText.response("", status: 401),
            "10.0.0.2:5985, 1 connection: 1 requests (235 bytes) and 0 answers (0 bytes) are sealed by Kerberos (Negotiate) [sealed]"
        ),
        (
            "Kerberos", SOAPText.request(Self.parts("Kerberos", ""), type: Self.type("Kerberos")), "",
            "10.0.0.2:5985, 1 connection: 1 requests (229 bytes) and 0 answers (0 bytes) are sealed by Kerberos [sealed]"
        ),
        (
            "CredSSP", SOAPText.request(Self.parts("CredSSP", ""), type: Self.type("CredSSP")), "",
            "10.0.0.2:5985, 1 connection: 1 requests (228 bytes) and 0 answers (0 bytes) are sealed by CredSSP [sealed]"
        ),
    ]

    private static func type(_ mechanism: String) -> String {
        "multipart/encrypted;protocol=\"application/HTTP-\(mechanism)-session-encrypted\";boundary=\"Encrypted Boundary\""
    }

    private static func parts(_ mechanism: String, _ token: String) -> String {
        let type = "application/HTTP-\(mechanism)-session-encrypted"
        return
            "--Encrypted Boundary\r\n\tContent-Type: \(type)\r\n\tOriginalContent: type=application/soap+xml;Length=9\r\n"
            + "--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n\(token)sealed--Encrypted Boundary--\r\n"
    }

    @Test(arguments: sealed.map(\.name))
    func namesWhatIsSealed(name: String) throws {
        let row = try #require(Self.sealed.first { $0.name == name })
        let turns = [TestSession.Turn(side: 0, text: row.client), TestSession.Turn(side: 1, text: row.server)]
        let outcome = TestSession.outcome(turns)
        #expect(outcome.first == row.expected)
    }
}
