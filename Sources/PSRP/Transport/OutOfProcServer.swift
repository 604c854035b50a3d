import CLIXML

/// A server session over standard streams, SSH or a pipe: bytes in, bytes out (spec/psrp.md section 6).
///
/// Hand received bytes to ``receive(_:)``, take the events of ``session``, answer them, then send what ``takeOutput()``
/// returns: acknowledgements go where a server of PowerShell puts them, so that the answer to a pool operation, and the
/// opening of the pool, stand before them. When a session is closed the next one can begin on the same streams.
public struct OutOfProcServer: ~Copyable {
    /// The session; change it through its methods, then take the output.
    public var session: ServerSession

    /// What ended the connection, if something did: bytes that are no packets.
    public private(set) var failure: PSRPError?

    private let options: ServerSession.Options
    private var reader = OutOfProcReader()
    private var poolAcknowledgements: [OutOfProcPacket] = []
    private var acknowledgements: [OutOfProcPacket] = []
    private var awaitedSignals: Set<PSGUID> = []
    private var awaitedCloses: Set<PSGUID> = []
    private var isPoolCloseAwaited = false

    /// Makes a server that waits for a client.
    public init(options: ServerSession.Options = ServerSession.Options()) {
        self.options = options
        session = ServerSession(options: options)
    }

    /// Takes in bytes from the client. What is no packet ends the connection, as it ends a server of PowerShell.
    public mutating func receive(_ bytes: Span<UInt8>) {
        guard failure == nil else { return }
        do {
            try reader.append(bytes)
            while failure == nil, let event = try reader.nextEvent() { receive(event) }
        } catch {
            failure = error
            session.transportEnded()
        }
    }

    /// The client has gone.
    public mutating func receiveEnd() { session.transportEnded() }

    /// The bytes to be sent now.
    public mutating func takeOutput() -> [UInt8] {
        var output: [UInt8] = []
        let isClosing = session.state == .closed
        // The pool's answers, then their acknowledgement; a pipeline's acknowledgements, then its output. At the end the
        // pool's last words come last.
        if !isClosing { appendTransmissions(to: &output) { $0 != .zero } }
        for packet in poolAcknowledgements + acknowledgements { OutOfProcWriter.append(packet, to: &output) }
        poolAcknowledgements = []
        acknowledgements = []
        appendTransmissions(to: &output) { $0 == .zero }
        for id in awaitedSignals where !session.isRunning(id) {
            awaitedSignals.remove(id)
            OutOfProcWriter.append(OutOfProcPacket(.signalAck, scope: id), to: &output)
        }
        for id in awaitedCloses where !session.openPipelineIDs.contains(id) {
            awaitedCloses.remove(id)
            OutOfProcWriter.append(OutOfProcPacket(.closeAck, scope: id), to: &output)
        }
        appendTransmissions(to: &output) { _ in false }
        if isPoolCloseAwaited, session.state == .closed {
            isPoolCloseAwaited = false
            OutOfProcWriter.append(OutOfProcPacket(.closeAck), to: &output)
        }
        return output
    }

    /// Begins the next session on the same streams, after ``ServerEvent/closed`` was seen and the output taken. Its objects
    /// go on counting.
    public mutating func beginNextSession() {
        var options = options
        options.firstObjectID = session.nextObjectID
        session = ServerSession(options: options)
    }

    private mutating func appendTransmissions(to output: inout [UInt8], isBlocked: (PSGUID) -> Bool) {
        while case .data(let bytes, let scope, let priority)? = session.nextTransmission(isBlocked: isBlocked) {
            OutOfProcWriter.append(
                OutOfProcPacket(.data, scope: scope, priority: priority, payload: bytes),
                to: &output
            )
        }
    }

    private mutating func receive(_ event: OutOfProcEvent) {
        switch event.content {
        case .packet(let packet): receive(packet)
        case .endOfSession: session.transportEnded()
        case .transportError, .text, .prelude:
            failure = PSRPError(code: .textOutsidePacket, byteOffset: event.byteRange.lowerBound, message: "no packet")
            session.transportEnded()
        }
    }

    private mutating func receive(_ packet: OutOfProcPacket) {
        switch packet.kind {
        case .data:
            session.receive(packet.payload.span, scope: packet.scope, priority: packet.priority)
            acknowledge(.dataAck, packet.scope)
        case .command: acknowledge(.commandAck, packet.scope)
        case .signal where packet.scope != .zero:
            session.signal(packet.scope)
            awaitedSignals.insert(packet.scope)
        case .close where packet.scope == .zero:
            isPoolCloseAwaited = true
            session.closePool()
        case .close:
            session.closeCommand(packet.scope)
            awaitedCloses.insert(packet.scope)
        case .signal, .dataAck, .commandAck, .signalAck, .closeAck:
            failure = PSRPError(code: .malformedPacket, message: "a client sent a \(packet.kind.rawValue) packet")
            session.transportEnded()
        }
    }

    private mutating func acknowledge(_ kind: OutOfProcPacket.Kind, _ scope: PSGUID) {
        let packet = OutOfProcPacket(kind, scope: scope)
        if scope == .zero { poolAcknowledgements.append(packet) } else { acknowledgements.append(packet) }
    }
}
