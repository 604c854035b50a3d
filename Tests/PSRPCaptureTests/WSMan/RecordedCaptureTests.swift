import CLIXML
import Foundation
import PSRP
import PSRPCapture
import TestSupport
import Testing

/// Captures and exchanges that were recorded, against what independent programs made of them.
@Suite struct RecordedCaptureTests {
    struct Row: Decodable, Hashable {
        let direction: String
        let type: String
        let rpid: String
        let pid: String
        let data: String?

        init(_ message: Message, _ direction: StreamKey.Direction) {
            self.direction = direction == .clientToServer ? "c2s" : "s2c"
            type = message.type.hexadecimal
            rpid = message.runspacePoolID.hyphenated
            pid = message.pipelineID.hyphenated
            data = message.data.text
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            direction = try container.decode(String.self, forKey: .direction)
            type = try "0x" + container.decode(String.self, forKey: .type).dropFirst(2).uppercased()
            rpid = try container.decode(String.self, forKey: .rpid)
            pid = try container.decode(String.self, forKey: .pid)
            data = try container.decodeIfPresent(String.self, forKey: .data) ?? ""
        }

        private enum Keys: String, CodingKey { case direction, type, rpid, pid, data }
    }

    private struct Exchange: Decodable {
        let request: String
        let response: String
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ fixture: Fixture) throws -> [Value] {
        try fixture.text.split(separator: "\n").map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }

    private static func records(_ bytes: [UInt8]) throws -> [SessionRecord] {
        var isRead = false
        var file = try PcapFile { chunk in
            defer { isRead = true }
            chunk = isRead ? [] : bytes
            return !isRead
        }
        var packets: [CapturedPacket] = []
        var packet = CapturedPacket(originalByteCount: 0, bytes: [])
        while try file.next(&packet) { packets.append(packet) }
        return TestSession.records(packets, linkType: file.linkType)
    }

    /// The messages of each direction, pool and pipeline, in order.
    private static func groups(_ rows: [Row]) -> [[String]: [Row]] {
        Dictionary(grouping: rows) { [$0.direction, $0.rpid, $0.pid] }
    }

    private static func rows(_ records: [SessionRecord]) -> [Row] {
        records.compactMap { record in
            guard case .message(let message, _) = record.content else { return nil }
            return Row(message, record.direction)
        }
    }

    @Test(arguments: ["chunked.pcap", "chunked.pcapng"])
    func readsCaptures(name: String) throws {
        let records = try Self.records(Fixture("wsman/\(name)").bytes)
        let rows = Self.rows(records)
        let expected = try Self.decode(Row.self, Fixture("wsman/chunked.expected.jsonl"))
        #expect(rows.count == 53)
        #expect(Self.groups(rows) == Self.groups(expected))
        // Nothing is missing.
        #expect(records.allSatisfy { if case .capture = $0.content { false } else { true } })
    }

    private static let exchanges: [(name: String, events: [String])] = [
        ("protocol-2.1", []),
        ("disconnect", ["disconnect", "reconnect", "disconnect", "disconnect"]),
        ("shell-gone", ["fault"]),
        ("cmd-shell", []),
    ]

    /// Servers of Windows: of protocol 2.1, with sessions left and taken over, with a shell that is gone.
    @Test(arguments: exchanges)
    func readsRecordedExchanges(name: String, events: [String]) throws {
        let exchanges = try Self.decode(Exchange.self, Fixture("wsman/\(name).exchanges.jsonl"))
        var builder = PacketBuilder()
        TestSession.add(TestSession.turns(exchanges.map { ($0.request, $0.response) }), to: &builder)
        let records = TestSession.records(builder.packets, linkType: 1)
        let expected = try Self.decode(Row.self, Fixture("wsman/\(name).expected.jsonl"))
        #expect(Self.rows(records) == expected)
        #expect(!exchanges.isEmpty)
        let words = records.compactMap { if case .transport(let event) = $0.content { event.word } else { nil } }
        #expect(words == events)
        // Nothing is missing, and each session keeps the rules.
        #expect(records.allSatisfy { if case .finding = $0.content { false } else { true } })
    }

    /// A small capture may end anywhere.
    @Test func isReadHoweverItIsCut() throws {
        var builder = PacketBuilder()
        TestSession.add(Array(TestSession.turns.prefix(4)), to: &builder)
        let file = builder.pcap()
        var counts: Set<Int> = []
        for count in 24...file.count {
            var packets: [CapturedPacket] = []
            var isRead = false
            let cut = Array(file[..<count])
            var reader = try PcapFile { chunk in
                defer { isRead = true }
                chunk = isRead ? [] : cut
                return !isRead
            }
            var packet = CapturedPacket(originalByteCount: 0, bytes: [])
            do {
                while try reader.next(&packet) { packets.append(packet) }
            } catch let error as PSRPError {
                #expect(error.code == .truncatedCapture)
            }
            counts.insert(Self.rows(TestSession.records(packets, linkType: 1)).count)
        }
        #expect(counts == [0, 2, 3])
    }

    /// Any packet may be damaged in any way.
    @Test func isReadHoweverItIsDamaged() throws {
        var builder = PacketBuilder(segmentByteCount: 500)
        TestSession.add(to: &builder)
        var generator = SeededNumbers(seed: 3)
        var messageCount = 0
        for _ in 0..<200 {
            var packets = builder.packets
            for _ in 0..<Int.random(in: 1...30, using: &generator) {
                let index = Int.random(in: packets.indices, using: &generator)
                let offset = Int.random(in: packets[index].bytes.indices, using: &generator)
                packets[index].bytes[offset] = UInt8.random(in: 0...255, using: &generator)
                if Bool.random(using: &generator) { packets[index].bytes.removeLast() }
                if packets[index].bytes.isEmpty { packets[index].bytes = [0] }
            }
            messageCount += Self.rows(TestSession.records(packets, linkType: 1)).count
        }
        // Most of them are untouched.
        #expect(messageCount > 200)
    }
}
