internal import CLIXML
internal import Foundation
internal import PSRP
internal import PSRPCapture

/// The remoting protocol: fragments beside a copy of the same bytes into fresh memory, and a recorded session end to end.
enum SessionBenchmarks {
    /// Bytes of fragments that one iteration takes.
    ///
    /// Above what the allocator keeps for the next one, so that the copy goes into fresh memory each time.
    private static let byteCount = 80 << 20

    /// The sizes of messages: small objects, one full fragment, a chunk of Copy-Item.
    private static let messageByteCounts = [200, 5_000, 32_700, 5_600_000]

    /// Adds all of them: `session/WHAT-SIZE/task`.
    static func add(to suite: BenchmarkSuite) {
        for size in messageByteCounts {
            suite.add("session/fragments-\(size)/copy") {
                let bytes = fragments(size)
                return .init(byteCount: bytes.count) {
                    var copy: [UInt8] = []
                    copy.reserveCapacity(bytes.count)
                    copy.append(contentsOf: bytes)
                    return copy.count
                }
            }
            suite.add("session/fragments-\(size)/defragment") {
                let bytes = fragments(size)
                return .init(byteCount: bytes.count) { try defragment(bytes) }
            }
            suite.add("session/fragments-\(size)/fragment") {
                let message = message(size)
                let count = byteCount / size
                return .init(byteCount: count * size) {
                    var fragmenter = Fragmenter()
                    var output: [UInt8] = []
                    for _ in 0..<count {
                        output.removeAll(keepingCapacity: true)
                        fragmenter.append(message, to: &output)
                    }
                    return output.count
                }
            }
        }
        suite.add("session/recorded/messages") {
            let halves = try recorded()
            return .init(byteCount: halves.reduce(0) { $0 + $1.bytes.count }) { decode(halves) { _ in 1 } }
        }
        suite.add("session/recorded/payloads") {
            let halves = try recorded()
            return .init(byteCount: halves.reduce(0) { $0 + $1.bytes.count }) {
                decode(halves) { (try? $0.payload()) == nil ? 0 : 1 }
            }
        }
    }

    private static func message(_ byteCount: Int) -> Message {
        Message(
            destination: .client,
            type: .pipelineOutput,
            runspacePoolID: PSGUID(high: 1, low: 2),
            data: MessageData([UInt8](repeating: 0x41, count: byteCount))
        )
    }

    private static func fragments(_ size: Int) -> [UInt8] {
        var fragmenter = Fragmenter()
        var bytes: [UInt8] = []
        let message = message(size)
        while bytes.count < byteCount { fragmenter.append(message, to: &bytes) }
        return bytes
    }

    private static func defragment(_ bytes: [UInt8]) throws -> Int {
        var defragmenter = Defragmenter()
        var offset = 0
        var count = 0
        while offset < bytes.count {
            let end = min(bytes.count, offset + Input.chunkByteCount)
            try defragmenter.append(bytes.span.extracting(offset..<end))
            offset = end
            while let message = try defragmenter.nextMessage() { count += message.data.count }
        }
        return count
    }

    private typealias Half = (bytes: [UInt8], direction: StreamKey.Direction)

    /// The recorded sessions among the fixtures.
    private static func recorded() throws -> [Half] {
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/sessions")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted().flatMap { name -> [Half] in
            let session = folder.appending(path: name).appending(path: "web01")
            return [
                ([UInt8](try Data(contentsOf: session.appending(path: "c2s.txt"))), .clientToServer),
                ([UInt8](try Data(contentsOf: session.appending(path: "s2c.txt"))), .serverToClient),
            ]
        }
    }

    private static func decode(_ halves: [Half], _ body: (Message) -> Int) -> Int {
        var count = 0
        for half in halves { count += decode(half, body) }
        return count
    }

    private static func decode(_ half: Half, _ body: (Message) -> Int) -> Int {
        var decoder = SessionDecoder()
        decoder.append(half.bytes.span, half.direction)
        decoder.finish()
        var count = 0
        while let record = decoder.nextRecord() {
            if case .message(let message, _) = record.content { count += body(message) }
        }
        return count
    }
}
