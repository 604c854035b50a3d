import CLIXML
import Foundation
import PSRP
import Testing

/// One recorded session: the bytes of both directions and what an independent decoder made of them.
struct RecordedSession: CustomTestStringConvertible, Sendable {
    let name: String
    let folder: URL

    var testDescription: String { name }

    private static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The golden sessions where they are there, else those among the fixtures.
    static let all: [RecordedSession] = {
        let golden =
            ProcessInfo.processInfo.environment["CLIXML_GOLDEN"].map { URL(filePath: $0) }
            ?? package.deletingLastPathComponent().appending(path: "shared/golden")
        let recorded = sessions(in: golden.appending(path: "sessions"))
        if recorded.isEmpty { print("no golden sessions at \(golden.path()); the fixtures are used alone") }
        return recorded.isEmpty ? fixtures : recorded
    }()

    static let fixtures = sessions(in: package.appending(path: "Fixtures/sessions"))

    private static func sessions(in root: URL) -> [RecordedSession] {
        let manager = FileManager.default
        let folders = (try? manager.contentsOfDirectory(atPath: root.path())) ?? []
        return folders.sorted().flatMap { session in
            let hosts = (try? manager.contentsOfDirectory(atPath: root.appending(path: session).path())) ?? []
            return hosts.sorted().compactMap { (host) -> RecordedSession? in
                let folder = root.appending(path: session).appending(path: host)
                guard manager.fileExists(atPath: folder.appending(path: "messages.jsonl").path()) else { return nil }
                return RecordedSession(name: "\(session)/\(host)", folder: folder)
            }
        }
    }

    static func fixture(_ name: String) throws -> RecordedSession {
        try #require(fixtures.first { $0.name.hasPrefix(name) })
    }

    func bytes(_ direction: StreamKey.Direction) throws -> [UInt8] {
        let name = direction == .clientToServer ? "c2s.txt" : "s2c.txt"
        return [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    func text(of file: String) throws -> String {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }

    /// One line of `messages.jsonl`: a message, or a packet without data.
    struct Entry: Decodable {
        var n: Int
        var direction: String
        var psGuid: String?
        var stream: String?
        var objectId: Int64?
        var fragments: Int?
        var destination: UInt32?
        var type: String?
        var typeName: String?
        var rpid: String?
        var pid: String?
        var bom: Bool?
        var data: String?
        var line: String?
        var text: String?

        var isClientToServer: Bool { direction == "c2s" }
    }

    func entries() throws -> [Entry] {
        let decoder = JSONDecoder()
        return try text(of: "messages.jsonl").split(separator: "\n").map {
            try decoder.decode(Entry.self, from: Data($0.utf8))
        }
    }
}

/// What one direction of a recording holds, in order.
enum Found {
    case message(Message, StreamKey)
    case packet(OutOfProcPacket)
    case other(OutOfProcEvent)
}

/// Decodes one direction, fed in chunks of the given size.
func decode(_ bytes: [UInt8], _ direction: StreamKey.Direction, chunk: Int = .max) throws -> [Found] {
    var reader = OutOfProcReader(strictness: .recording)
    var defragmenters: [StreamKey: Defragmenter] = [:]
    var found: [Found] = []
    var offset = 0
    var isFinished = false
    while !isFinished {
        if offset < bytes.count {
            let end = offset + min(chunk, bytes.count - offset)
            try reader.append(bytes.span.extracting(offset..<end))
            offset = end
        } else {
            reader.finish()
            isFinished = true
        }
        while let event = try reader.nextEvent() {
            guard case .packet(let packet) = event.content else {
                found.append(.other(event))
                continue
            }
            guard packet.kind == .data else {
                found.append(.packet(packet))
                continue
            }
            let key = StreamKey(direction: direction, scope: packet.scope, priority: packet.priority)
            try defragmenters[key, default: Defragmenter()].append(packet.payload.span)
            while let message = try defragmenters[key]?.nextMessage() { found.append(.message(message, key)) }
        }
    }
    #expect(reader.takeDiagnostics().isEmpty)
    for (_, defragmenter) in defragmenters {
        let diagnostics = defragmenter.finish()
        #expect(diagnostics.isEmpty)
    }
    return found
}
