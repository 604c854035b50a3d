import CLIXML
import Foundation
import PSRP
import PSRPCapture
import Testing

/// Recorded sessions played against ours: the bytes of one side as recorded, the deeds of the other side as calls.
@Suite struct ReplayTests {
    struct Recorded: CustomTestStringConvertible, Sendable {
        let folder: URL
        var testDescription: String { folder.pathComponents.suffix(2).joined(separator: "/") }
        var isForeign: Bool { testDescription.hasPrefix("18") || testDescription.hasPrefix("37") }
    }

    static let sessions: [Recorded] = {
        let package = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let golden =
            ProcessInfo.processInfo.environment["CLIXML_GOLDEN"].map { URL(filePath: $0) }
            ?? package.deletingLastPathComponent().appending(path: "shared/golden")
        let found = recorded(in: golden.appending(path: "sessions"))
        return found.isEmpty ? recorded(in: package.appending(path: "Fixtures/sessions")) : found
    }()

    private static func recorded(in root: URL) -> [Recorded] {
        let manager = FileManager.default
        let names = (try? manager.contentsOfDirectory(atPath: root.path())) ?? []
        return names.sorted().flatMap { (name) -> [Recorded] in
            let hosts = (try? manager.contentsOfDirectory(atPath: root.appending(path: name).path())) ?? []
            return hosts.sorted().map { Recorded(folder: root.appending(path: name).appending(path: $0)) }
        }
        .filter { manager.fileExists(atPath: $0.folder.appending(path: "timeline.tsv").path()) }
    }

    private struct Piece {
        let bytes: [UInt8]
        let direction: StreamKey.Direction
    }

    private func pieces(_ session: Recorded) throws -> [Piece] {
        let client = [UInt8](try Data(contentsOf: session.folder.appending(path: "c2s.txt")))
        let server = [UInt8](try Data(contentsOf: session.folder.appending(path: "s2c.txt")))
        let timeline = try String(contentsOf: session.folder.appending(path: "timeline.tsv"), encoding: .utf8)
        return timeline.split(separator: "\n").compactMap { row in
            let fields = row.split(separator: "\t")
            guard fields.count == 4, let start = Int(fields[2]), let count = Int(fields[3]) else { return nil }
            let isClient = fields[1] == "c2s"
            return Piece(
                bytes: Array((isClient ? client : server)[start..<start + count]),
                direction: isClient ? .clientToServer : .serverToClient
            )
        }
    }

    private func records(_ bytes: [UInt8], _ direction: StreamKey.Direction) -> [SessionRecord] {
        var decoder = SessionDecoder()
        decoder.append(bytes.span, direction)
        decoder.finish()
        var records: [SessionRecord] = []
        while let record = decoder.nextRecord() { records.append(record) }
        return records
    }

    /// The messages of each stream in order, and the packets of each scope.
    private func streams(_ records: [SessionRecord], comparingData: Bool) -> [String: [String]] {
        var streams: [String: [String]] = [:]
        for record in records {
            switch record.content {
            case .message(let message, let key):
                // A session key is new every time.
                let isKey = message.type == .encryptedSessionKey
                let data = comparingData && !isKey ? message.data.text : ""
                let line =
                    "\(message.type) \(message.runspacePoolID.hyphenated) \(message.pipelineID.hyphenated) \(data)"
                streams["\(key.scope.hyphenated) \(key.priority)", default: []].append(line)
            case .packet(let packet):
                streams["\(packet.scope.hyphenated) packets", default: []].append(packet.kind.rawValue)
            case .transportError: break
            default: streams["other", default: []].append("\(record.content)")
            }
        }
        return streams
    }

    private func compare(_ ours: [String: [String]], _ theirs: [String: [String]]) {
        #expect(ours.keys.sorted() == theirs.keys.sorted())
        for (key, lines) in theirs {
            let found = ours[key] ?? []
            #expect(found.count == lines.count, "\(key)")
            for (index, (left, right)) in zip(found, lines).enumerated() where left != right {
                Issue.record("\(key) \(index): \(left.prefix(300)) is not \(right.prefix(300))")
                break
            }
        }
    }

    @Test(arguments: sessions)
    func ourClientSaysWhatTheRecordedOneSaid(session: Recorded) throws {
        let pieces = try pieces(session)
        let recordedBytes = pieces.filter { $0.direction == .clientToServer }.flatMap(\.bytes)
        let recorded = records(recordedBytes, .clientToServer)
        let firstMessage = try #require(
            recorded.lazy.compactMap { record -> Message? in
                if case .message(let message, _) = record.content { message } else { nil }
            }.first
        )
        var options = ClientSession.Options()
        options.firstObjectID = firstMessage.source?.objectID ?? 1
        options.writesByteOrderMark = firstMessage.data.hasByteOrderMark
        let pem = try? Data(contentsOf: session.folder.appending(path: "client-private-key.pem"))
        var client = OutOfProcClient(
            ClientSession(
                runspacePoolID: firstMessage.runspacePoolID,
                options: options,
                exchangeKey: try pem.map { try ExchangeKey(pem: [UInt8]($0)) }
            )
        )
        var ours: [UInt8] = []
        var decoder = SessionDecoder()
        var capability: SessionCapability?
        for piece in pieces {
            if piece.direction == .serverToClient {
                client.receive(piece.bytes.span)
                while client.session.nextEvent() != nil {}
            } else {
                decoder.append(piece.bytes.span, .clientToServer)
                while let record = decoder.nextRecord() {
                    try perform(record, &client.session, &capability)
                    drain(&client, into: &ours)
                }
            }
        }
        #expect(client.session.failure == nil)
        #expect(client.session.takeDiagnostics().isEmpty)
        #expect(client.session.state == .closed)
        compare(
            streams(records(ours, .clientToServer), comparingData: !session.isForeign),
            streams(recorded, comparingData: !session.isForeign)
        )
    }

    /// Takes what the client has to say, acknowledged at once: the recorded acknowledgements came while a long message was
    /// still being sent, which here is known only when it is whole.
    private func drain(_ client: inout OutOfProcClient, into ours: inout [UInt8]) {
        while true {
            let output = client.takeOutput()
            guard !output.isEmpty else { return }
            ours += output
            for line in output.split(separator: 0x0A) {
                let text = String(decoding: line, as: UTF8.self)
                guard let kind = ["Data ", "Command "].first(where: { text.hasPrefix("<" + $0) }),
                    let scope = text.firstMatch(of: #/PSGuid='([^']*)'/#)?.1
                else { continue }
                client.receive(Array("<\(kind.dropLast())Ack PSGuid='\(scope)' />\n".utf8).span)
            }
        }
    }

    private func perform(
        _ record: SessionRecord,
        _ session: inout ClientSession,
        _ capability: inout SessionCapability?
    ) throws {
        switch record.content {
        case .packet(let packet):
            switch packet.kind {
            case .signal: try session.stop(packet.scope)
            case .close where packet.scope == .zero: try session.close()
            case .close: try session.closePipeline(packet.scope)
            default: break
            }
        case .message(let message, _):
            let id = message.pipelineID
            switch try message.payload() {
            case .sessionCapability(let payload): capability = payload
            case .initRunspacePool(let payload): try session.open(try #require(capability), payload)
            case .createPipeline(let payload): try session.createPipeline(payload, id: id)
            case .getCommandMetadata(let payload): try session.getCommandMetadata(payload, id: id)
            case .pipelineInput(let payload): try session.sendInput(payload.value, to: id)
            case .endOfPipelineInput: try session.endInput(of: id)
            case .pipelineHostResponse(let payload), .runspacePoolHostResponse(let payload):
                try session.respond(payload, to: id)
            case .setMaxRunspaces(let payload): try session.setMaximumRunspaceCount(payload.maximumRunspaceCount)
            case .setMinRunspaces(let payload): try session.setMinimumRunspaceCount(payload.minimumRunspaceCount)
            case .getAvailableRunspaces: try session.getAvailableRunspaceCount()
            case .resetRunspaceState: try session.resetRunspace()
            case .publicKey: try session.exchangeKeys()
            case let payload: Issue.record("\(payload.type) from a client")
            }
        default: break
        }
    }

    @Test(arguments: sessions)
    func ourServerSaysWhatTheRecordedOneSaid(session: Recorded) throws {
        let pieces = try pieces(session)
        let recordedBytes = pieces.filter { $0.direction == .serverToClient }.flatMap(\.bytes)
        let recorded = records(recordedBytes, .serverToClient)
        var options = ServerSession.Options()
        options.maximumMessageByteCount = 200 << 20
        var server = OutOfProcServer(options: options)
        var ours: [UInt8] = []
        var decoder = SessionDecoder()
        for piece in pieces {
            if piece.direction == .clientToServer {
                server.receive(piece.bytes.span)
                while let event = server.session.nextEvent() {
                    if case .streamError(let error) = event { Issue.record(error) }
                }
            } else {
                decoder.append(piece.bytes.span, .serverToClient)
                while let record = decoder.nextRecord() {
                    try perform(record, &server.session)
                    ours += server.takeOutput()
                }
            }
        }
        ours += server.takeOutput()
        #expect(server.failure == nil)
        #expect(server.session.takeDiagnostics().isEmpty)
        #expect(server.session.state == .closed)
        compare(
            streams(records(ours, .serverToClient), comparingData: true),
            streams(recorded, comparingData: true)
        )
    }

    private func perform(_ record: SessionRecord, _ session: inout ServerSession) throws {
        guard case .message(let message, _) = record.content else { return }
        let id = message.pipelineID
        switch try message.payload() {
        // These come of themselves.
        case .sessionCapability, .runspacePoolState, .encryptedSessionKey: break
        case .applicationPrivateData(let payload): try session.open(applicationPrivateData: payload.data)
        case .runspaceAvailability(let payload): try session.answer(payload.callID, payload.answer)
        case .userEvent(let payload): try session.send(payload)
        case .pipelineOutput(let payload): try session.sendOutput(payload.value, from: id)
        case .pipelineState(let payload): try session.finish(id, payload.state, error: payload.error)
        case .pipelineHostCall(let payload), .runspacePoolHostCall(let payload):
            try session.callHost(payload.request, from: id)
        case let payload: try session.send(payload, from: id)
        }
    }
}
