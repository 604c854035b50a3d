import Foundation
import PSRP
import PSRPCapture
import PSRPTap
import TestSupport
import Testing

/// Recorded sessions through the tap, over real sockets.
@Suite(.serialized) struct TapProxyTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let sessions = [
        "01-basic", "08-host-calls", "09-secure", "11-stop", "18-protocol-23", "30-pool-host", "32-named-pipe",
    ]

    private static let exchanges: [Exchange] = {
        let lines = sessions.compactMap { try? Exchange(session: $0) }
        let http = ["protocol-2.1", "disconnect", "shell-gone", "cmd-shell"].compactMap { try? Exchange(wsman: $0) }
        let other = Exchange(
            name: "bytes of no protocol",
            pieces: [
                .init(direction: .serverToClient, bytes: Array(0...255)),
                .init(direction: .clientToServer, bytes: Array(0...255).reversed()),
            ]
        )
        return lines + http + [other]
    }()

    /// Both ends hear each other's bytes, and the recording holds the same messages as the exchange itself.
    @Test(arguments: exchanges, [true, false])
    func passesOnAndRecords(exchange: Exchange, isUnix: Bool) throws {
        defer { folder.remove() }
        let path = folder.path(of: "capture")
        let tap = try RunningTap(in: isUnix ? folder : nil) { $0.capturePath = path }
        let server = try tap.serve { try $0.play(exchange, as: .serverToClient) }
        let heard = try TestPeer(connectingTo: tap.address).play(exchange, as: .clientToServer)
        let served = try server.value()
        try tap.stop()
        #expect(heard == exchange.bytes(.serverToClient))
        #expect(served == exchange.bytes(.clientToServer))
        let capture = try Capture(folder.bytes(of: "capture"))
        #expect(capture.bytes(.clientToServer) == served)
        #expect(capture.bytes(.serverToClient) == heard)
        #expect(capture.messages.sorted() == Capture.messages(exchange).sorted())
        #expect(capture.findings == [])
        #expect(capture.isRedacted == false)
        #expect(tap.events == [])
        let ends = capture.records.filter { if case .bytes = $0.content { false } else { true } }.map(\.content)
        guard case .opened(let transport, _) = ends.first else {
            Issue.record("the first record is \(String(describing: ends.first))")
            return
        }
        #expect(transport == (isUnix ? .unix : .tcp))
        #expect(ends.last == .closed)
        #expect(ends.contains(.ended(.clientToServer)))
        #expect(ends.contains(.ended(.serverToClient)))
    }

    @Test func isForItsOwnerAlone() throws {
        defer { folder.remove() }
        let path = folder.path(of: "capture")
        let tap = try RunningTap(in: folder) { $0.capturePath = path }
        for name in ["capture", "tap"] {
            let mode = try FileManager.default.attributesOfItem(atPath: folder.path(of: name))[.posixPermissions]
            #expect(mode as? Int == 0o600, "\(name)")
        }
        try tap.stop()
        let names = try folder.names
        #expect(names == ["capture", "server"])
    }

    /// What one end has said is passed on although it says no more, and the other may still answer.
    @Test func passesOnHalfClose() throws {
        defer { folder.remove() }
        let tap = try RunningTap()
        let (heard, answer) = try tap.answerAfterHalfClose(to: [1, 2, 3], by: tap)
        #expect(answer == [3, 2, 1])
        #expect(heard == [1, 2, 3])
        try tap.stop()
    }

    /// A server that takes nothing holds up the client, and not one byte more than the buffers hold is taken.
    @Test func holdsUpWhoSendsTooMuch() throws {
        defer { folder.remove() }
        let log = Log<Int>()
        let tap = try RunningTap(watch: { record in
            if case .bytes(_, let bytes) = record.content { log.add(bytes.count) }
        })
        let gate = try WakeUp()
        let server = try tap.serve { peer in
            gate.wait()
            return try peer.readAll().count
        }
        let client = try TestPeer(connectingTo: tap.address)
        let block = [UInt8](repeating: 7, count: 1 << 16)
        var sentCount = 0
        var idleCount = 0
        while idleCount < 20 {
            let count = try client.writeNow(block)
            sentCount += count
            idleCount = count == 0 ? idleCount + 1 : 0
            if count == 0 { try WakeUp().wait(milliseconds: 10) }
        }
        let takenCount = log.entries.reduce(0, +)
        #expect(takenCount < sentCount)
        #expect(sentCount < 64 << 20)
        gate.call()
        client.endWriting()
        let arrivedCount = try server.value()
        #expect(arrivedCount == sentCount)
        try tap.stop()
    }

    @Test func takesManyConnectionsAtOnce() throws {
        defer { folder.remove() }
        let path = folder.path(of: "capture")
        let tap = try RunningTap { $0.capturePath = path }
        let count = 200
        let upstream = tap.upstream
        // One thread for each side: every thread of a test costs descriptors, and Foundation cannot start processes with
        // very many open.
        let servers = try Job {
            let peers = try (0..<count).map { _ in try TestPeer(acceptingFrom: upstream) }
            let numbers = try peers.map { try $0.readAll(4) }
            for (peer, number) in zip(peers, numbers) {
                try peer.write(number)
                peer.endWriting()
            }
            return try peers.map { try $0.readAll().count }.reduce(0, +)
        }
        let clients = try (0..<count).map { _ in try TestPeer(connectingTo: tap.address) }
        for (index, client) in clients.enumerated() { try client.write([UInt8(index), 1, 2, 3]) }
        for (index, client) in clients.enumerated() {
            let answer = try client.readAll()
            #expect(answer == [UInt8(index), 1, 2, 3])
            client.endWriting()
        }
        let restByteCount = try servers.value()
        #expect(restByteCount == 0)
        try tap.stop()
        let capture = try Capture(folder.bytes(of: "capture"))
        #expect(Set(capture.records.map(\.connection)).count == count)
        for number in 1...UInt32(count) {
            let there = capture.bytes(.clientToServer, of: number)
            let back = capture.bytes(.serverToClient, of: number)
            #expect(there.count == 4)
            #expect(there == back)
        }
    }

    @Test func tellsOfServersThatAreNotThere() throws {
        defer { folder.remove() }
        let path = folder.path(of: "capture")
        let tap = try RunningTap { configuration in
            configuration.capturePath = path
            // Nobody listens on the port of an address that nobody has taken.
            configuration.route = .listen(.tcp(host: "127.0.0.1", port: 0), upstream: .tcp(host: "127.0.0.1", port: 1))
        }
        #expect(throws: PeerError(reason: "Connection reset by peer")) {
            _ = try TestPeer(connectingTo: tap.address).readAll()
        }
        try tap.stop()
        #expect(tap.events.map(\.code) == [.cannotConnect])
        #expect(tap.events.first?.message.contains("cannot connect to 127.0.0.1:1: Connection refused") == true)
        let facts = try Capture(folder.bytes(of: "capture")).records.contains {
            $0.content == .facts([.init("failure", "cannot connect to 127.0.0.1:1: Connection refused")])
        }
        #expect(facts)
    }

    /// A broken connection is not made to look like one that ended.
    @Test func breaksOffWhatBroke() throws {
        defer { folder.remove() }
        let tap = try RunningTap()
        let server = try tap.serve { peer in try peer.readAll(3) }
        let client = try TestPeer(connectingTo: tap.address)
        try client.write([1, 2, 3, 4])
        _ = try server.value()
        #expect(throws: PeerError.self) { _ = try client.readAll() }
        try tap.stop()
    }

    @Test func stopsWithConnectionsOpen() throws {
        defer { folder.remove() }
        let tap = try RunningTap()
        let hasHeard = try WakeUp()
        let server = try tap.serve { peer in
            let heard = try peer.readAll(3)
            hasHeard.call()
            return heard + (try peer.readAll())
        }
        let client = try TestPeer(connectingTo: tap.address)
        try client.write([1, 2, 3])
        hasHeard.wait()
        try tap.stop()
        let heard = try server.value()
        #expect(heard == [1, 2, 3])
        let rest = try client.readAll()
        #expect(rest == [])
    }

    @Test func isEmbedded() async throws {
        defer { folder.remove() }
        let upstream = try Socket.listen(on: TapAddress(tcp: "0"))
        let server = TapAddress.tcp(host: "127.0.0.1", port: Socket.port(of: upstream) ?? 0)
        let log = Log<CaptureRecord.Content>()
        let configuration = TapConfiguration(route: .listen(try TapAddress(tcp: "0"), upstream: server))
        let proxy = try TapProxy(configuration, watch: { log.add($0.content) })
        let address = try #require(proxy.address)
        let run = Task { try await proxy.run() }
        let peer = try Job { try TestPeer(acceptingFrom: upstream).readAll() }
        let client = try TestPeer(connectingTo: address)
        try client.write([5])
        client.endWriting()
        let heard = try peer.value()
        #expect(heard == [5])
        run.cancel()
        let ending = try await run.value
        #expect(ending == .stopped)
        #expect(log.entries.contains(.bytes(.clientToServer, [5])))
    }
}
