import CLIXML

/// A client session over a child process, SSH or a pipe: bytes in, bytes out (spec/psrp.md section 6).
///
/// Call methods of ``session``, send what ``takeOutput()`` returns, and hand received bytes to ``receive(_:)``. It opens and
/// closes scopes, sends one packet of a scope and waits for its acknowledgement.
public struct OutOfProcClient: ~Copyable {
    /// The session; change it through its methods, then take the output.
    public var session: ClientSession

    private var reader = OutOfProcReader()
    private var blocked: Set<PSGUID> = []
    private var hasEnded = false

    /// Makes a client for a session.
    public init(_ session: ClientSession) { self.session = session }

    /// Takes in bytes from the server.
    public mutating func receive(_ bytes: Span<UInt8>) {
        guard !hasEnded else { return }
        do {
            try reader.append(bytes)
            while let event = try reader.nextEvent() { receive(event) }
        } catch {
            end(error.description)
        }
    }

    /// The server has gone.
    public mutating func receiveEnd() {
        guard !hasEnded else { return }
        hasEnded = true
        if session.state != .closed { session.transportDid(.failed("the server closed the connection")) }
    }

    /// The bytes to be sent now.
    public mutating func takeOutput() -> [UInt8] {
        var output: [UInt8] = []
        let blockedBefore = blocked
        var nowBlocked = blockedBefore
        while let transmission = session.nextTransmission(isBlocked: { nowBlocked.contains($0) }) {
            switch transmission {
            case .data(let bytes, let scope, let priority):
                OutOfProcWriter.append(
                    OutOfProcPacket(.data, scope: scope, priority: priority, payload: bytes),
                    to: &output
                )
                nowBlocked.insert(scope)
            case .openCommand(let id):
                OutOfProcWriter.append(OutOfProcPacket(.command, scope: id), to: &output)
                nowBlocked.insert(id)
            case .signal(let id): OutOfProcWriter.append(OutOfProcPacket(.signal, scope: id), to: &output)
            case .closeCommand(let id): OutOfProcWriter.append(OutOfProcPacket(.close, scope: id), to: &output)
            case .closePool: OutOfProcWriter.append(OutOfProcPacket(.close), to: &output)
            case .disconnect, .reconnect, .connect, .connectCommand:
                session.transportDid(.failed("this transport cannot leave a session and come back to it"))
            }
        }
        blocked = nowBlocked
        return output
    }

    private mutating func receive(_ event: OutOfProcEvent) {
        switch event.content {
        case .packet(let packet): receive(packet)
        case .transportError(let text): end(text)
        case .endOfSession, .text, .prelude: end("the server sent what is no packet")
        }
    }

    private mutating func receive(_ packet: OutOfProcPacket) {
        switch packet.kind {
        case .data: session.receive(packet.payload.span, scope: packet.scope, priority: packet.priority)
        case .dataAck, .commandAck: blocked.remove(packet.scope)
        case .signalAck: break
        case .closeAck:
            blocked.remove(packet.scope)
            session.transportDid(packet.scope == .zero ? .poolClosed : .commandClosed(packet.scope))
        case .command, .signal, .close: end("the server sent a \(packet.kind.rawValue) packet")
        }
    }

    private mutating func end(_ text: String) {
        hasEnded = true
        // After the pool is closed the server's complaint about the end of its input is the normal end.
        if session.state != .closed { session.transportDid(.failed(text)) }
    }
}
