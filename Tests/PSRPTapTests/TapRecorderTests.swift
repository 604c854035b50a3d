import Foundation
import PSRP
import PSRPCapture
import PSRPTap
import TestSupport
import Testing

/// Recordings that cannot keep up or cannot go on, and traffic that does not care.
@Suite(.serialized) struct TapRecorderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Sends bytes through a tap in one direction, and answers what arrived.
    private func send(_ bytes: [UInt8], through tap: RunningTap) throws -> [UInt8] {
        let server = try tap.serve { try $0.readAll() }
        let client = try TestPeer(connectingTo: tap.address)
        try client.write(bytes)
        client.endWriting()
        return try server.value()
    }

    private let large = (0..<6_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }

    @Test func countsWhatPassesTooFast() throws {
        defer { folder.remove() }
        let path = folder.path(of: "capture")
        let gate = try WakeUp()
        let seen = Log<CaptureRecord>()
        let tap = try RunningTap(
            change: {
                $0.queueByteCount = 1 << 20
                $0.capturePath = path
            },
            watch: { record in
                gate.wait()
                seen.add(record)
            }
        )
        let arrived = try send(large, through: tap)
        gate.call()
        try tap.stop()
        #expect(arrived == large)
        var counts = (recorded: 0, lost: UInt64(0), gaps: 0)
        for record in seen.entries {
            if case .bytes(.clientToServer, let bytes) = record.content { counts.recorded += bytes.count }
            if case .gap(.clientToServer, let byteCount, _) = record.content {
                counts.lost += byteCount
                counts.gaps += 1
            }
        }
        // What stood in the queue, and what followed the gap if anything did.
        #expect(counts.gaps >= 1)
        #expect(counts.recorded < 3 << 20)
        #expect(counts.recorded + Int(counts.lost) == large.count)
        // The file was not held up by the one who watched.
        let capture = try Capture(folder.bytes(of: "capture"))
        let gapByteCount = capture.records.reduce(0) { sum, record in
            if case .gap(_, let byteCount, _) = record.content { sum + Int(byteCount) } else { sum }
        }
        #expect(capture.bytes(.clientToServer).count + gapByteCount == large.count)
        #expect(tap.events.contains { $0.code == .recordingGap } == (gapByteCount > 0))
    }

    @Test func goesOnWhenTheDiskIsFull() throws {
        defer { folder.remove() }
        let tap = try RunningTap { $0.capturePath = "/dev/full" }
        let arrived = try send(large, through: tap)
        try tap.stop()
        #expect(arrived == large)
        #expect(
            tap.events == [TapEvent(code: .recordingEnded, message: tap.events.first?.message ?? "")]
        )
        let message = "the recording ended: /dev/full cannot be written: No space left on device"
        #expect(tap.events.map(\.message) == [message])
    }

    @Test func goesOnWhenTheReaderHasGone() throws {
        defer { folder.remove() }
        try folder.makePipe(at: "pipe")
        let path = folder.path(of: "pipe")
        let reader = try Job { try FileHandle(forReadingFrom: URL(filePath: path)).read(upToCount: 24)?.count }
        let tap = try RunningTap { $0.capturePath = path }
        let header = try reader.value()
        #expect(header == 24)
        let arrived = try send(large, through: tap)
        try tap.stop()
        #expect(arrived == large)
        #expect(tap.events.map(\.message) == ["the recording ended: \(path) cannot be written: Broken pipe"])
    }

    @Test func goesOnWhenTheWatcherThrows() throws {
        defer { folder.remove() }
        let tap = try RunningTap(watch: { _ in throw PeerError(reason: "tired") })
        let arrived = try send(large, through: tap)
        try tap.stop()
        #expect(arrived == large)
        #expect(tap.events == [TapEvent(code: .watchingEnded, message: tap.events.first?.message ?? "")])
    }

    @Test func goesOnWithACaptureFile() throws {
        defer { folder.remove() }
        let path = folder.path(of: "capture")
        for byte in [UInt8(1), 2] {
            let tap = try RunningTap { $0.capturePath = path }
            _ = try send([byte], through: tap)
            try tap.stop()
        }
        let capture = try Capture(folder.bytes(of: "capture"))
        #expect(capture.bytes(.clientToServer) == [1, 2])
        #expect(capture.findings == [])
        let refused = TapError(code: .cannotRecord, message: "")
        #expect(throws: refused) {
            try RunningTap {
                $0.capturePath = path; $0.isRedacted = true
            }.stop()
        }
        try folder.write(Array("something else that somebody needs".utf8), to: "other")
        let other = folder.path(of: "other")
        #expect(throws: refused) { try RunningTap { $0.capturePath = other }.stop() }
        let kept = try folder.bytes(of: "other")
        #expect(kept == Array("something else that somebody needs".utf8))
    }

    @Test func takesSecretsOut() throws {
        defer { folder.remove() }
        let path = folder.path(of: "capture")
        let exchange = try Exchange(session: "09-secure")
        let tap = try RunningTap {
            $0.capturePath = path
            $0.isRedacted = true
        }
        let server = try tap.serve { try $0.play(exchange, as: .serverToClient) }
        let heard = try TestPeer(connectingTo: tap.address).play(exchange, as: .clientToServer)
        let served = try server.value()
        try tap.stop()
        #expect(heard == exchange.bytes(.serverToClient))
        #expect(served == exchange.bytes(.clientToServer))
        let capture = try Capture(folder.bytes(of: "capture"))
        #expect(capture.isRedacted == true)
        let text = capture.messages.joined()
        #expect(Capture.messages(exchange).joined().contains("ZgByAG8AbQAgAHMAZQByAHYAZQByAA=="))
        #expect(!text.contains("ZgByAG8AbQAgAHMAZQByAHYAZQByAA=="))
        #expect(text.contains("<SS>KgAqACoAKgAqACoAKgAqACoAKgAqAC==</SS>"))
        #expect(capture.messages.count == Capture.messages(exchange).count)
    }
}
