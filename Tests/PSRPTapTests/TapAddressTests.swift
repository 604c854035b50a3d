import PSRPTap
import TestSupport
import Testing

@Suite struct TapAddressTests {
    @Test(
        arguments: [
            ("127.0.0.1:5985", "127.0.0.1:5985"), ("5985", "127.0.0.1:5985"), (":5985", "127.0.0.1:5985"),
            ("[::1]:5985", "[::1]:5985"), ("web01.example:65535", "web01.example:65535"), ("0.0.0.0:0", "0.0.0.0:0"),
        ]
    )
    func isRead(text: String, expected: String) throws {
        let address = try TapAddress(tcp: text)
        #expect(address.description == expected)
    }

    @Test(arguments: ["", ":", "web01", "web01:", "web01:65536", "web01:-1", "web01:+1", "::1:5985", "web01:http"])
    func isRefused(text: String) {
        #expect(throws: TapError(code: .wrongAddress, message: "")) { try TapAddress(tcp: text) }
    }

    @Test func refusesPathsThatAreTooLong() {
        let path = "/tmp/" + String(repeating: "x", count: 120)
        #expect(throws: TapError(code: .wrongAddress, message: "")) {
            try TapProxy(TapConfiguration(route: .listen(.unix(path: path), upstream: .unix(path: "/tmp/y"))))
        }
    }

    @Test func refusesAddressesThatAreTaken() throws {
        let taken = try Socket.listen(on: TapAddress(tcp: "0"))
        let address = TapAddress.tcp(host: "127.0.0.1", port: Socket.port(of: taken) ?? 0)
        #expect(throws: TapError(code: .cannotListen, message: "")) {
            try TapProxy(TapConfiguration(route: .listen(address, upstream: address)))
        }
    }

    @Test func replacesSocketsThatNobodyListensOn() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let address = TapAddress.unix(path: folder.path(of: "socket"))
        let first = try Socket.listen(on: address)
        #expect(throws: TapError(code: .cannotListen, message: "")) { try Socket.listen(on: address) }
        first.end()
        let second = try Socket.listen(on: address)
        #expect(second.number >= 0)
    }
}
