import CLIXML
import Foundation
import PSRP
import PSRPCapture
import Testing

@Suite struct SessionDecoderTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/sessions")

    private func bytes(_ session: String, _ file: String) throws -> [UInt8] {
        [UInt8](
            try Data(contentsOf: Self.folder.appending(path: session).appending(path: "web01").appending(path: file))
        )
    }

    private func records(_ bytes: [UInt8], _ direction: StreamKey.Direction) -> [SessionRecord] {
        var decoder = SessionDecoder()
        decoder.append(bytes.span, direction)
        decoder.finish()
        var records: [SessionRecord] = []
        while let record = decoder.nextRecord() { records.append(record) }
        return records
    }

    private func names(_ decoder: inout SessionDecoder) -> [String] {
        var names: [String] = []
        while let record = decoder.nextRecord() { names.append(Self.name(record)) }
        return names
    }

    private static func name(_ record: SessionRecord) -> String {
        let arrow = record.direction == .clientToServer ? ">" : "<"
        return switch record.content {
        case .message(let message, _): arrow + message.type.description
        case .packet(let packet): arrow + packet.kind.rawValue
        case .transportError: arrow + "transport error"
        case .endOfSession: arrow + "end"
        case .text: arrow + "text"
        case .finding(let finding): arrow + finding.code.rawValue
        case .error(let error): arrow + error.code.rawValue
        case .transport(let event): arrow + event.word
        case .capture(let finding): arrow + finding.code.rawValue
        }
    }

    private static let recorded = [
        "01-basic", "08-host-calls", "09-secure", "11-stop", "18-protocol-23", "30-pool-host", "37-protocol-22",
    ]

    /// Both directions in the order of the timeline, with the direction of nothing told.
    @Test(arguments: recorded)
    func tellsDirectionsApart(session: String) throws {
        let client = try bytes(session, "c2s.txt")
        let server = try bytes(session, "s2c.txt")
        let timeline = String(decoding: try bytes(session, "timeline.tsv"), as: UTF8.self)
        var told = SessionDecoder()
        var lines: [(bytes: [UInt8], isClient: Bool)] = []
        var pending: [Bool: [UInt8]] = [:]
        for row in timeline.split(separator: "\n") {
            let fields = row.split(separator: "\t")
            let isClient = fields[1] == "c2s"
            let start = try #require(Int(fields[2]))
            let count = try #require(Int(fields[3]))
            let piece = (isClient ? client : server)[start..<start + count]
            told.append(Array(piece).span, isClient ? .clientToServer : .serverToClient)
            pending[isClient, default: []] += piece
            while let end = pending[isClient]?.firstIndex(of: 0x0A), let line = pending[isClient]?.prefix(through: end)
            {
                lines.append((Array(line), isClient))
                pending[isClient]?.removeSubrange(0...end)
            }
        }
        told.finish()
        let expected = names(&told)
        var mixed = SessionDecoder()
        for line in lines { mixed.append(line.bytes.span, nil) }
        mixed.finish()
        let found = names(&mixed)
        #expect(found == expected)
        #expect(found.count > 20)
    }

    /// Without times every message stands behind what caused it, and nothing is lost.
    @Test(arguments: recorded + ["32-named-pipe"])
    func ordersByCause(session: String) throws {
        var order = CausalOrder()
        for direction in [StreamKey.Direction.clientToServer, .serverToClient] {
            let half = try bytes(session, direction == .clientToServer ? "c2s.txt" : "s2c.txt")
            for record in records(half, direction) { order.append(record, direction) }
            order.finish(direction)
        }
        var merged: [String] = []
        while let record = order.next() { merged.append(Self.name(record)) }
        let wanted = order.wanted
        #expect(wanted == nil)
        let text = try String(
            contentsOf: Self.folder.appending(path: session).appending(path: "web01/messages.jsonl"),
            encoding: .utf8
        )
        #expect(merged.count == text.split(separator: "\n").count)
        let opened = try #require(merged.firstIndex(of: "<RUNSPACEPOOL_STATE"))
        let asked = try #require(merged.firstIndex(of: ">INIT_RUNSPACEPOOL"))
        #expect(asked < opened)
        for (index, name) in merged.enumerated() where name == "<CommandAck" {
            let commands = merged[..<index].count { $0 == ">Command" }
            let answers = merged[...index].count { $0 == "<CommandAck" }
            #expect(answers <= commands)
        }
        for (index, name) in merged.enumerated() where name == ">PIPELINE_HOST_RESPONSE" {
            #expect(merged[..<index].contains("<PIPELINE_HOST_CALL"))
        }
    }

    /// Whatever a recording lacks, the rest of it comes out, and what is missing is told.
    @Test func cutRecordingsGiveWhatIsWhole() throws {
        let whole = try bytes("01-basic", "s2c.txt")
        func intact(_ bytes: ArraySlice<UInt8>) -> [String] {
            records(Array(bytes), .serverToClient).map(Self.name).filter { !$0.contains("-") && $0 != "<text" }
        }
        let all = intact(whole[...])
        for start in stride(from: 1, to: whole.count, by: whole.count / 40) {
            let found = intact(whole[start...])
            #expect(all.suffix(found.count) == found[...], "cut at \(start)")
            let first = intact(whole[..<start])
            #expect(all.prefix(first.count) == first[...], "cut off at \(start)")
            // Only what the cut goes through is lost: a message and the line it is in.
            #expect(found.count + first.count >= all.count - 2, "cut at \(start)")
        }
    }

    /// Lines or bytes that are missing in the middle cost the messages they are part of, and nothing of the others.
    @Test(arguments: ["c2s.txt", "s2c.txt"])
    func gapsCostOnlyWhatTheyHit(file: String) throws {
        let direction: StreamKey.Direction = file == "c2s.txt" ? .clientToServer : .serverToClient
        let whole = try bytes("08-host-calls", file)
        func messages(_ bytes: [UInt8]) -> [String] {
            records(bytes, direction).compactMap { record in
                guard case .message(let message, _) = record.content else { return nil }
                return "\(message.source?.objectID ?? 0) \(message.type) \(message.data.text)"
            }
        }
        let all = messages(whole)
        let known = Set(all)
        for start in stride(from: 50, to: whole.count - 100, by: whole.count / 60) {
            for count in [1, 4, 16, 100] {
                let gapped = Array(whole[..<start] + whole[(start + count)...])
                let found = messages(gapped)
                // A line holds up to two messages where it holds the first of a session.
                #expect(found.count >= all.count - 3, "\(count) bytes at \(start)")
                let unknown = found.filter { !known.contains($0) }
                // Bytes of a text may be missing without anything else to show it.
                #expect(unknown.count <= 1, "\(count) bytes at \(start)")
            }
        }
        let lines = whole.split(separator: 0x0A, omittingEmptySubsequences: false)
        for index in lines.indices {
            let found = messages(Array((lines[..<index] + lines[(index + 1)...]).joined(separator: [0x0A])))
            #expect(found.count >= all.count - 2, "line \(index)")
            #expect(found.allSatisfy(known.contains), "line \(index)")
        }
    }
}
