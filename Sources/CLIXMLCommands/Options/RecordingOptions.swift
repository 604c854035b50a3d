import CommandLine
import PSRP

/// Where recorded sessions are, and what opens their secrets.
struct RecordingOptions: Sendable {
    static let inputs = Positional(
        remaining: .file("INPUT"),
        summary: """
            Recordings of sessions: files of out-of-process lines, of one direction or both; folders with `c2s.txt`, \
            `s2c.txt` and `timeline.tsv`, or with such a folder for each host; packet captures (pcap or pcapng) with \
            WSMan in them; capture files of `clixml`. \
            `-` or none is standard input.
            """
    )

    static let client = Flag(
        "client",
        .file(),
        summary: "Reads what the client sent from FILE.",
        detail: "Together with `--server` this is one recording beside those of INPUT."
    )

    static let server = Flag("server", .file(), summary: "Reads what the server sent from FILE.")

    static let timeline = Flag(
        "timeline",
        .file(),
        summary: "Takes the order and times of `--client` and `--server` from FILE.",
        detail: """
            A line has milliseconds, `c2s` or `s2c`, offset and length, with tabs between. Without it the directions are \
            put together so that nothing stands before its cause.
            """
    )

    static let host = Flag(
        "host",
        .text("NAME"),
        summary: "Says which machine `--client` and `--server` were recorded with.",
        detail: "The name of a folder says it for the folder."
    )

    static let secretKey = Flag(
        "secret-key",
        .file(),
        summary: "Opens SecureStrings with the client's private RSA key in FILE.",
        detail: """
            A file in PEM form. Sessions of protocol 2.4 need none: their SecureStrings are not sealed. What stays \
            sealed is named on standard error.
            """
    )

    static let group = FlagGroup("Recordings", client, server, timeline, host, secretKey)

    let names: [String]
    let client: String?
    let server: String?
    let timeline: String?
    let host: String?
    let secretKey: String?

    init(_ arguments: Arguments) {
        let names = arguments[Self.inputs]
        client = arguments[Self.client]
        server = arguments[Self.server]
        timeline = arguments[Self.timeline]
        host = arguments[Self.host]
        secretKey = arguments[Self.secretKey]
        self.names = names.isEmpty && client == nil && server == nil ? ["-"] : names
    }

    /// The recordings that are named.
    func recordings() -> [Recording] {
        var recordings = names.flatMap { Recording.all(at: $0) }
        if client != nil || server != nil {
            recordings.append(Recording(client: client, server: server, timeline: timeline, host: host))
        }
        return recordings
    }

    /// The private key of `--secret-key`.
    ///
    /// - Throws: ``FileError``; `PSRPError` when the file holds no such key.
    func exchangeKeys() throws -> [ExchangeKey] {
        guard let secretKey else { return [] }
        return [try ExchangeKey(pem: WholeFile.bytes(of: secretKey))]
    }
}
