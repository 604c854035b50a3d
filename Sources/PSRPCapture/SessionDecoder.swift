public import PSRP

/// Turns the bytes of an out-of-process recording into records, in the order they are appended.
///
/// Append the bytes of either direction as they passed; where the direction is not known, because both were written into
/// one file, it is found out packet by packet. Take records until ``nextRecord()`` returns `nil`. What is cut, missing or
/// damaged becomes records of its own; decoding goes on behind it.
///
/// - Complexity: O(1) amortised for each byte.
public struct SessionDecoder: ~Copyable, Sendable {
    private var clientReader = OutOfProcReader(strictness: .recording)
    private var serverReader = OutOfProcReader(strictness: .recording)
    private var mixedReader = OutOfProcReader(strictness: .recording)
    private var reassembly: MessageReassembly
    private var records: [SessionRecord] = []
    private var nextIndex = 0
    private var lastDirection = StreamKey.Direction.serverToClient
    private var milliseconds: Double?

    /// Makes a decoder.
    ///
    /// - Parameter maximumMessageByteCount: The largest message taken, in bytes; 1 GiB unless told otherwise, since a
    ///   recording may come from any peer.
    public init(maximumMessageByteCount: Int = 1 << 30) {
        reassembly = MessageReassembly(maximumMessageByteCount: maximumMessageByteCount)
    }

    /// Takes in bytes.
    ///
    /// - Parameters:
    ///   - bytes: What passed.
    ///   - direction: Which way; `nil` when that is to be found out.
    ///   - milliseconds: When, from the start of the recording.
    public mutating func append(
        _ bytes: Span<UInt8>,
        _ direction: StreamKey.Direction?,
        milliseconds: Double? = nil
    ) {
        self.milliseconds = milliseconds
        // A reader of a recording refuses nothing.
        switch direction {
        case .clientToServer: try? clientReader.append(bytes)
        case .serverToClient: try? serverReader.append(bytes)
        case nil: try? mixedReader.append(bytes)
        }
        drain()
    }

    /// Reads last lines without an end and reports what is missing. Take the rest with ``nextRecord()``.
    public mutating func finish() {
        clientReader.finish()
        serverReader.finish()
        mixedReader.finish()
        drain()
        var findings: [(StreamKey, PSRPDiagnostic)] = []
        reassembly.close { _ in
            true
        } _: {
            findings.append(($0, $1))
        }
        for (key, finding) in findings { add(key.direction, .finding(finding)) }
    }

    /// The next record, or `nil` when more bytes are needed.
    public mutating func nextRecord() -> SessionRecord? {
        guard nextIndex < records.count else {
            records.removeAll(keepingCapacity: true)
            nextIndex = 0
            return nil
        }
        defer { nextIndex += 1 }
        return records[nextIndex]
    }
}

extension SessionDecoder {
    private mutating func add(_ direction: StreamKey.Direction, _ content: SessionRecord.Content) {
        records.append(SessionRecord(milliseconds: milliseconds, direction: direction, content))
    }

    private mutating func drain() {
        while let event = try? clientReader.nextEvent() { take(event, .clientToServer) }
        for diagnostic in clientReader.takeDiagnostics() { add(.clientToServer, .finding(diagnostic)) }
        while let event = try? serverReader.nextEvent() { take(event, .serverToClient) }
        for diagnostic in serverReader.takeDiagnostics() { add(.serverToClient, .finding(diagnostic)) }
        while let event = try? mixedReader.nextEvent() { take(event, nil) }
        for diagnostic in mixedReader.takeDiagnostics() { add(lastDirection, .finding(diagnostic)) }
    }

    private mutating func take(_ event: OutOfProcEvent, _ direction: StreamKey.Direction?) {
        switch event.content {
        case .packet(let packet):
            let direction = direction ?? self.direction(of: packet)
            lastDirection = direction
            if packet.kind == .data {
                reassemble(packet, direction)
            } else {
                add(direction, .packet(packet))
            }
        case .transportError(let text): add(direction ?? .serverToClient, .transportError(text))
        case .endOfSession: add(direction ?? .clientToServer, .endOfSession)
        case .text(let bytes): add(direction ?? lastDirection, .text(bytes))
        case .prelude: break
        }
    }

    private mutating func reassemble(_ packet: OutOfProcPacket, _ direction: StreamKey.Direction) {
        let key = StreamKey(direction: direction, scope: packet.scope, priority: packet.priority)
        var contents: [SessionRecord.Content] = []
        reassembly.append(packet.payload.span, key, to: &contents)
        for content in contents { add(direction, content) }
    }

    /// Which way a packet went that was recorded among those of the other direction.
    private func direction(of packet: OutOfProcPacket) -> StreamKey.Direction {
        if let direction = packet.kind.direction { return direction }
        if packet.priority == .promptResponse { return .clientToServer }
        let client = StreamKey(direction: .clientToServer, scope: packet.scope)
        let server = StreamKey(direction: .serverToClient, scope: packet.scope)
        let bytes = packet.payload.span
        let header = FragmentHeader(bytes)
        if let header, header.isStart, header.objectID > 0, bytes.count > FragmentHeader.byteCount {
            // A message says who it is for in its first byte.
            let destination = bytes[FragmentHeader.byteCount]
            if destination == 1 { return .serverToClient }
            if destination == 2, !reassembly.isInsideFragment(client) { return .clientToServer }
        }
        if let header, !header.isStart {
            if reassembly.openObjectIDs(server).contains(header.objectID) { return .serverToClient }
            if reassembly.openObjectIDs(client).contains(header.objectID) { return .clientToServer }
        }
        // Only clients send packets that go on in the middle of a fragment.
        if reassembly.isInsideMessage(client) { return .clientToServer }
        return reassembly.isInsideMessage(server) ? .serverToClient : lastDirection
    }
}
