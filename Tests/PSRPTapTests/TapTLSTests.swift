import Foundation
import PSRP
import PSRPCapture
import PSRPTap
import TestSupport
import Testing

/// TLS between two taps: one speaks it to its server, the other to its clients.
@Suite(.serialized) struct TapTLSTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A certificate for `localhost` that nobody trusts, or `nil` where there is no `openssl`.
    private func certificate() throws -> TapConfiguration.Certificate? {
        guard ToolRun.path(of: "openssl") != nil else {
            print("TapTLSTests: there is no openssl; a test is skipped")
            return nil
        }
        let files = TapConfiguration.Certificate(
            chainPath: folder.path(of: "chain.pem"),
            keyPath: folder.path(of: "key.pem")
        )
        let run = try ToolRun.bash(
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out chain.pem -days 2 -subj /CN=localhost",
            in: folder
        )
        #expect(run.status == 0)
        return files
    }

    private func pair(_ certificate: TapConfiguration.Certificate) throws -> (inner: RunningTap, outer: RunningTap) {
        let inner = try RunningTap { $0.certificate = certificate }
        let path = folder.path(of: "capture")
        let outer = try RunningTap {
            $0.route = .listen(.tcp(host: "127.0.0.1", port: 0), upstream: inner.address)
            $0.upstreamTLS = .unverified
            $0.capturePath = path
        }
        return (inner, outer)
    }

    @Test(arguments: ["01-basic", "large"])
    func passesOnThroughTLS(name: String) throws {
        defer { folder.remove() }
        guard let certificate = try certificate() else { return }
        var exchange = try Exchange(session: "01-basic")
        if name == "large" {
            let bytes = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 9) }
            exchange = Exchange(
                name: name,
                pieces: [
                    .init(direction: .clientToServer, bytes: bytes), .init(direction: .serverToClient, bytes: bytes),
                ]
            )
        }
        let played = exchange
        let (inner, outer) = try pair(certificate)
        let server = try inner.serve { try $0.play(played, as: .serverToClient) }
        let heard = try TestPeer(connectingTo: outer.address).play(exchange, as: .clientToServer)
        let served = try server.value()
        try outer.stop()
        try inner.stop()
        #expect(heard == exchange.bytes(.serverToClient))
        #expect(served == exchange.bytes(.clientToServer))
        #expect(inner.events + outer.events == [])
        let capture = try Capture(folder.bytes(of: "capture"))
        #expect(capture.bytes(.serverToClient) == heard)
        let opened = capture.records.compactMap { record in
            if case .opened(_, let facts) = record.content { facts } else { nil }
        }
        #expect(opened.first?.contains(.init("server-tls", "yes")) == true)
    }

    /// An end that says no more is seen on the other side of TLS, and may still be answered.
    @Test func passesOnHalfClose() throws {
        defer { folder.remove() }
        guard let certificate = try certificate() else { return }
        let (inner, outer) = try pair(certificate)
        let (heard, answer) = try inner.answerAfterHalfClose(to: [1, 2, 3], by: outer)
        #expect(answer == [3, 2, 1])
        #expect(heard == [1, 2, 3])
        try outer.stop()
        try inner.stop()
    }

    /// Who speaks no TLS, or is not trusted, is told apart, and nothing of what is said goes further.
    @Test func refusesWhatIsNotRight() throws {
        defer { folder.remove() }
        guard let certificate = try certificate() else { return }
        let inner = try RunningTap { $0.certificate = certificate }
        let plain = try TestPeer(connectingTo: inner.address)
        try plain.write(Array("GET / HTTP/1.1\r\n\r\n".utf8))
        let answer = try? plain.readAll()
        #expect(answer?.starts(with: Array("HTTP".utf8)) != true)
        let outer = try RunningTap {
            $0.route = .listen(.tcp(host: "127.0.0.1", port: 0), upstream: inner.address)
            $0.upstreamTLS = .verified
        }
        let client = try TestPeer(connectingTo: outer.address)
        try client.write([1, 2, 3])
        #expect(throws: PeerError(reason: "Connection reset by peer")) { try client.readAll() }
        // The inner tap hears of the refusal when the alert has come.
        for _ in 0..<200 where inner.events.count < 2 { Thread.sleep(forTimeInterval: 0.05) }
        try outer.stop()
        try inner.stop()
        #expect(outer.events.map(\.code) == [.tlsFailure])
        #expect(outer.events.first?.message.contains("the certificate of 127.0.0.1 is not trusted") == true)
        #expect(inner.events.map(\.code) == [.tlsFailure, .tlsFailure])
        #expect(inner.events.first?.message.contains("the client does not agree on TLS: http request") == true)
    }

    @Test func refusesKeysOfOthers() throws {
        defer { folder.remove() }
        guard var certificate = try certificate() else { return }
        certificate.keyPath = certificate.chainPath
        let wrong = certificate
        #expect(throws: TapError(code: .wrongCertificate, message: "")) {
            try RunningTap { $0.certificate = wrong }.stop()
        }
    }
}
