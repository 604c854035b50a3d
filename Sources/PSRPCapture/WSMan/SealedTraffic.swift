import PSRP

/// What a capture holds of traffic that cannot be read without a secret, or is not read: counted for each server and
/// layer, so that it is named and not guessed at.
struct SealedTraffic {
    /// What covers the content.
    enum Layer: Hashable {
        /// HTTP bodies sealed by an authentication mechanism, and the mechanism's name.
        case http(String)
        case tls
        case ssh
        /// Streams of a shell that are compressed in this way.
        case compression(String)
    }

    private struct Key: Hashable {
        let server: String
        let layer: Layer
    }

    private struct Count {
        var connections: Set<Int> = []
        var fromClient = 0
        var fromServer = 0
        var clientByteCount = 0
        var serverByteCount = 0
    }

    /// How many servers are told apart; what comes after is counted together, as where someone has read the news.
    private static let maximumServerCount = 50

    private var counts: [Key: Count] = [:]
    private var order: [Key] = []

    /// Counts a body, or a run of bytes, of one direction.
    mutating func add(_ layer: Layer, server: String, connection: Int, isFromClient: Bool, byteCount: Int) {
        var key = Key(server: server, layer: layer)
        if counts[key] == nil, order.count >= Self.maximumServerCount {
            key = Key(server: "other servers", layer: layer)
        }
        if counts[key] == nil { order.append(key) }
        var count = counts[key] ?? Count()
        count.connections.insert(connection)
        if isFromClient {
            count.fromClient += 1
            count.clientByteCount += byteCount
        } else {
            count.fromServer += 1
            count.serverByteCount += byteCount
        }
        counts[key] = count
    }

    /// One sentence for each server and layer.
    var diagnostics: [CaptureDiagnostic] {
        order.compactMap { key in counts[key].map { diagnostic(key, $0) } }
    }

    private func diagnostic(_ key: Key, _ count: Count) -> CaptureDiagnostic {
        let bytes = "\(count.clientByteCount) bytes from clients, \(count.serverByteCount) from the server"
        let connections = count.connections.count == 1 ? "1 connection" : "\(count.connections.count) connections"
        let place = "\(key.server), \(connections)"
        switch key.layer {
        case .http(let mechanism):
            let bodies = "\(count.fromClient) requests (\(count.clientByteCount) bytes) and \(count.fromServer) answers"
            return CaptureDiagnostic(
                code: .sealed,
                message: "\(place): \(bodies) (\(count.serverByteCount) bytes) are sealed by \(mechanism)",
                isLoss: false
            )
        case .tls: return CaptureDiagnostic(code: .sealed, message: "\(place): \(bytes), sealed by TLS", isLoss: false)
        case .ssh: return CaptureDiagnostic(code: .sealed, message: "\(place): \(bytes), sealed by SSH", isLoss: false)
        case .compression(let name):
            return CaptureDiagnostic(
                code: .compressedStreams,
                message: "\(place): \(bytes) in streams that are compressed (\(name)), which is not read",
                isLoss: true
            )
        }
    }
}
