import CommandLine
import PSRPTap

/// What `tap` stands between, and what it keeps.
struct TapOptions: Sendable {
    /// By what the two ends speak.
    enum Transport: String, CaseIterable, Sendable {
        case stdio
        case tcp
        case unix
    }

    static let transport = Positional(
        ValueKind<Transport>.choice("TRANSPORT"),
        summary: """
            `stdio` runs COMMAND and stands between it and whoever started this program; `tcp` waits for clients on a port, \
            for WSMan over HTTP or anything else; `unix` waits on a socket file, for PowerShell's host pipes.
            """
    )

    static let command = Positional(
        remaining: .anyText("COMMAND"),
        summary: "With `stdio`: the program to run and its arguments, behind `--`."
    )

    static let output = Flag(
        "output",
        short: "o",
        .file(),
        summary: "Records what passes in the capture file FILE.",
        detail: """
            Its records can be read while they are written; what passed is there a second later at the latest, whatever \
            happens to this program then. A new file is for its owner alone, since it may hold secrets; a capture file is \
            gone on with. It may be left out with `--live`.
            """
    )

    static let live = Flag(
        "live",
        summary: "Prints the timeline of the sessions as they happen.",
        detail: "As `clixml messages` does; with `stdio` on standard error."
    )

    static let redact = Flag(
        "redact",
        summary: "Takes secrets out of what is recorded and shown.",
        detail: """
            SecureStrings become asterisks of the same length, and Authorization headers too; bytes that pass are not \
            changed. The file says so. Secrets in commands and output are not found.
            """
    )

    static let listen = Flag(
        "listen",
        .text("ADDRESS", expectation: "a port, an address like 127.0.0.1:15985, or the path of a socket"),
        summary: "Waits for clients on ADDRESS.",
        detail: """
            A port alone is one of the loopback address, which only this machine reaches. With `unix` it is the path of a \
            socket file, which is made for this user alone.
            """
    )

    static let upstream = Flag(
        "upstream",
        .text("ADDRESS", expectation: "an address like web01:5985, or the path of a socket"),
        summary: "Calls the server at ADDRESS for each client.",
        detail: "`tls:` before it speaks TLS to the server, `plain:` none, whatever the clients speak."
    )

    static let certificate = Flag(
        "tls-certificate",
        .file(),
        summary: "Speaks TLS to both ends, and shows clients the certificate in FILE.",
        detail: "A file in PEM form, the certificate first, then those between it and its root. Needs `--tls-key`."
    )

    static let key = Flag(
        "tls-key",
        .file(),
        summary: "Takes the private key of `--tls-certificate` from FILE."
    )

    static let insecure = Flag(
        "insecure",
        summary: "Takes any certificate of the server.",
        detail: """
            Without it the certificate must be of the server's name, and trusted by OpenSSL; `SSL_CERT_FILE` names other \
            roots than the system's.
            """
    )

    static let groups = [
        FlagGroup("Recording", output, live, redact), FlagGroup("Addresses", listen, upstream),
        FlagGroup("TLS", certificate, key, insecure),
    ]

    /// The tap that is asked for.
    let configuration: TapConfiguration

    /// Whether the timeline is printed.
    let isLive: Bool

    /// Takes the options of a command line.
    ///
    /// - Throws: `UsageError` where they do not fit together.
    init(_ arguments: Arguments) throws(UsageError) {
        isLive = arguments[Self.live]
        var configuration = TapConfiguration(route: try Self.route(arguments))
        configuration.capturePath = arguments[Self.output]
        configuration.isRedacted = arguments[Self.redact]
        if arguments[Self.output] == nil, !isLive {
            throw Self.error(.missingValue, "'tap' needs --output, --live or both")
        }
        switch (arguments[Self.certificate], arguments[Self.key]) {
        case (let chain?, let key?):
            configuration.certificate = TapConfiguration.Certificate(chainPath: chain, keyPath: key)
            configuration.upstreamTLS = .verified
        case (nil, nil): break
        default: throw Self.error(.missingValue, "--tls-certificate and --tls-key go together")
        }
        if let upstream = arguments[Self.upstream] {
            if upstream.hasPrefix("tls:") { configuration.upstreamTLS = .verified }
            if upstream.hasPrefix("plain:") { configuration.upstreamTLS = .none }
        }
        if arguments[Self.insecure], configuration.upstreamTLS == .verified { configuration.upstreamTLS = .unverified }
        self.configuration = configuration
    }

    private static func route(_ arguments: Arguments) throws(UsageError) -> TapConfiguration.Route {
        let command = arguments[Self.command]
        let transport = arguments[Self.transport]
        if transport == .stdio {
            guard arguments[listen] == nil, arguments[upstream] == nil else {
                throw error(.conflictingOptions, "--listen and --upstream are for 'tap tcp' and 'tap unix'")
            }
            guard !command.isEmpty else {
                throw error(.missingArgument, "'tap stdio' needs the program to run, behind '--'")
            }
            return .run(command)
        }
        if let extra = command.first {
            throw error(.unexpectedArgument, "'tap \(transport.rawValue)' does not take the argument '\(extra)'")
        }
        guard let listen = arguments[Self.listen], let upstream = arguments[Self.upstream] else {
            throw error(.missingValue, "'tap \(transport.rawValue)' needs --listen and --upstream")
        }
        if transport == .unix { return .listen(.unix(path: listen), upstream: .unix(path: upstream)) }
        do throws(TapError) {
            let server = try TapAddress(tcp: withoutPrefix(upstream))
            return .listen(try TapAddress(tcp: listen), upstream: server)
        } catch {
            throw Self.error(.wrongValue, error.message)
        }
    }

    private static func withoutPrefix(_ upstream: String) -> String {
        for prefix in ["tls:", "plain:"] where upstream.hasPrefix(prefix) {
            return String(upstream.dropFirst(prefix.count))
        }
        return upstream
    }

    private static func error(_ code: UsageError.Code, _ message: String) -> UsageError {
        UsageError(code, message, helpCommand: "clixml tap --help")
    }
}
