import PSRP
import PSRPCapture
import PSRPTap
import Synchronization
import TestSupport

/// What happened on other threads, in order.
final class Log<Entry: Sendable>: Sendable {
    private let list = Mutex<[Entry]>([])

    var entries: [Entry] { list.withLock { $0 } }

    func add(_ entry: Entry) { list.withLock { $0.append(entry) } }
}

/// A tap between clients and a listener of the test.
final class RunningTap: Sendable {
    let address: TapAddress
    let upstream: Descriptor
    private let proxy: TapProxy
    private let run: Job<TapProxy.Ending>
    private let log = Log<TapEvent>()

    /// What the tap told.
    var events: [TapEvent] { log.entries }

    /// - Parameter folder: Where the sockets of a tap of Unix domain sockets are; `nil` is TCP on the loopback address.
    init(
        in folder: TemporaryFolder? = nil,
        change: (inout TapConfiguration) -> Void = { _ in },
        watch: (@Sendable (CaptureRecord) throws -> Void)? = nil
    ) throws {
        var listening = try TapAddress(tcp: "0")
        var server = listening
        if let folder {
            listening = .unix(path: folder.path(of: "tap"))
            server = .unix(path: folder.path(of: "server"))
            upstream = try Socket.listen(on: server)
        } else {
            upstream = try Socket.listen(on: server)
            server = .tcp(host: "127.0.0.1", port: Socket.port(of: upstream) ?? 0)
        }
        var configuration = TapConfiguration(route: .listen(listening, upstream: server))
        change(&configuration)
        let log = log
        let proxy = try TapProxy(configuration, watch: watch) { log.add($0) }
        self.proxy = proxy
        address = proxy.address ?? listening
        run = try Job { try proxy.serve() }
    }

    /// Takes a connection of the tap on a thread of its own.
    func serve<Value: Sendable>(
        _ body: @escaping @Sendable (TestPeer) throws -> Value
    ) throws -> Job<Value> {
        let upstream = upstream
        return try Job { try body(TestPeer(acceptingFrom: upstream)) }
    }

    /// Asks something through `entrance` of a server behind this tap: the question ends what the client sends, and the
    /// server answers with its bytes the other way round.
    func answerAfterHalfClose(to question: [UInt8], by entrance: RunningTap) throws -> (heard: [UInt8], answer: [UInt8])
    {
        let server = try serve { peer in
            let question = try peer.readAll()
            try peer.write(question.reversed())
            peer.endWriting()
            return question
        }
        let client = try TestPeer(connectingTo: entrance.address)
        try client.write(question)
        client.endWriting()
        let answer = try client.readAll()
        return (try server.value(), answer)
    }

    /// Stops the tap and waits for the end of its recording.
    func stop() throws {
        proxy.stop()
        _ = try run.value()
    }
}

/// The records of a capture file.
struct Capture {
    var records: [CaptureRecord] = []
    var findings: [PSRPDiagnostic] = []
    var isRedacted: Bool?

    init(_ bytes: [UInt8]) throws {
        var reader = CaptureReader()
        reader.append(bytes.span)
        while let record = try reader.nextRecord() { records.append(record) }
        isRedacted = reader.isRedacted
        findings = reader.takeDiagnostics() + reader.finish()
    }

    /// The bytes of a direction of one connection.
    func bytes(_ direction: StreamKey.Direction, of connection: UInt32 = 1) -> [UInt8] {
        records.flatMap { record -> [UInt8] in
            guard record.connection == connection, case .bytes(direction, let bytes) = record.content else { return [] }
            return bytes
        }
    }

    /// The messages that passed, each with its direction, type and content.
    var messages: [String] { Self.messages(records) }

    static func messages(_ records: [CaptureRecord]) -> [String] {
        var decoder = CaptureFileDecoder()
        var found: [SessionRecord] = []
        for record in records {
            decoder.append(record)
            while let record = decoder.nextRecord() { found.append(record) }
        }
        decoder.finish()
        while let record = decoder.nextRecord() { found.append(record) }
        return found.compactMap { record in
            guard case .message(let message, _) = record.content else { return nil }
            return "\(record.direction) \(message.type) \(message.pipelineID.hyphenated) \(message.data.text)"
        }
    }

    /// The messages of an exchange that was recorded without a tap.
    static func messages(_ exchange: Exchange) -> [String] {
        messages(
            exchange.pieces.map { CaptureRecord(nanoseconds: 0, connection: 1, .bytes($0.direction, $0.bytes)) }
        )
    }
}
