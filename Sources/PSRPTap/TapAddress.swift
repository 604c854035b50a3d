/// Where a tap listens, or whom it calls.
public enum TapAddress: Sendable, Hashable, CustomStringConvertible {
    /// A machine, by name or number, and a port; port 0 lets the system choose one to listen on.
    case tcp(host: String, port: UInt16)
    /// The path of a Unix domain socket.
    case unix(path: String)

    /// Reads `HOST:PORT`, `[IPV6]:PORT`, or `PORT` alone, which is of this machine's loopback.
    ///
    /// - Throws: ``TapError`` with `wrong-address`.
    public init(tcp text: String) throws(TapError) {
        let colon = text.lastIndex(of: ":")
        let portText = colon.map { text[text.index(after: $0)...] } ?? text[...]
        var host = colon.map { text[..<$0] } ?? ""
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw Self.wrong(text, "an IPv6 address stands in brackets, as in [::1]:5985")
        }
        let isNumber = !portText.isEmpty && portText.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        guard isNumber, let port = UInt16(portText) else {
            throw Self.wrong(text, "an address is like 127.0.0.1:5985")
        }
        self = .tcp(host: host.isEmpty ? "127.0.0.1" : String(host), port: port)
    }

    /// The address as it is written.
    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): path
        }
    }

    /// The name of the machine; empty for a socket of this one.
    var host: String {
        if case .tcp(let host, _) = self { host } else { "" }
    }

    private static func wrong(_ text: String, _ expected: String) -> TapError {
        TapError(code: .wrongAddress, message: "'\(text)' is no address; \(expected)")
    }
}
