import CLIXML
public import PSRP

/// Turns the packets of a capture into records of the PowerShell sessions in them.
///
/// Append packets in the order they were recorded, and take records until ``nextRecord()`` returns `nil`; then finish and
/// take the rest. Packets on the way to a record are: frames of Ethernet, Linux cooked captures, loopback or raw IP, IPv4
/// or IPv6, TCP, HTTP, and WSMan. What is sealed by TLS, SSH or an authentication mechanism is counted and named. What is
/// lost, cut or not understood becomes records too; nothing stops decoding.
///
/// Checksums are not looked at. Memory is bounded: by the number of connections, by what may wait in them for what was not
/// recorded yet, and by the bodies of messages that are not complete.
///
/// - Complexity: O(1) amortised for each byte.
public struct PacketDecoder: ~Copyable {
    /// How many bytes of incomplete bodies are kept in all connections together.
    private static let maximumPendingByteCount = 256 << 20

    private let linkLayer: LinkLayer?
    private let linkType: Int32
    private var reassembler = TCPReassembler()
    private var conversations: [Int: Conversation] = [:]
    private var pendingByteCount = 0
    private var decoder: WSManDecoder
    private var records: [SessionRecord] = []
    private var taken = 0
    private var firstNanoseconds: Int64?
    private var milliseconds = 0.0
    private var packetCount = 0
    private var shortPacketCount = 0
    private var shortByteCount = 0
    private var fragmentCount = 0
    private var messageCount = 0

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - linkType: What kind of network the packets were taken from, as libpcap numbers it.
    ///   - maximumMessageByteCount: The largest message taken, in bytes; 1 GiB unless told otherwise.
    public init(linkType: Int32, maximumMessageByteCount: Int = 1 << 30) {
        self.linkType = linkType
        linkLayer = LinkLayer(linkType)
        decoder = WSManDecoder(maximumMessageByteCount: maximumMessageByteCount)
    }

    /// Takes in a packet.
    public mutating func append(_ packet: CapturedPacket) {
        let start = firstNanoseconds ?? packet.nanoseconds
        firstNanoseconds = start
        milliseconds = Double(packet.nanoseconds &- start) / 1_000_000
        packetCount += 1
        if packet.bytes.count < packet.originalByteCount {
            shortPacketCount += 1
            shortByteCount &+= packet.originalByteCount - packet.bytes.count
        }
        let bytes = packet.bytes.span
        guard let offset = linkLayer?.internetOffset(in: bytes) else { return }
        do {
            let segment = try TCPSegment(bytes, at: offset, frameByteCount: packet.originalByteCount)
            reassembler.insert(segment, bytes, nanoseconds: packet.nanoseconds)
        } catch {
            if error == .fragment { fragmentCount += 1 }
            return
        }
        drain()
    }

    /// Takes a record that something else made: the error that ended the reading of a file.
    public mutating func append(_ error: PSRPError) {
        add(
            CaptureDiagnostic(
                code: error.code,
                message: "\(error.message); \(packetCount) packets are whole",
                isLoss: true
            )
        )
    }

    /// Gives out what waited, and tells what is missing and what stays sealed. Take the rest with ``nextRecord()``.
    public mutating func finish() {
        reassembler.finish()
        drain()
        decoder.finish(milliseconds: milliseconds)
        takeRecords()
        if linkLayer == nil {
            let name = PcapFile.linkTypeName(linkType)
            let text = "\(packetCount) packets are of a kind of network that is not understood: \(name)"
            add(CaptureDiagnostic(code: .unknownLinkType, message: text, isLoss: true))
        }
        if shortPacketCount > 0 {
            let count = "\(shortPacketCount) of \(packetCount) packets"
            let text = "\(count) were not recorded whole; \(shortByteCount) bytes of them are missing"
            add(CaptureDiagnostic(code: .shortPackets, message: text, isLoss: true))
        }
        if fragmentCount > 0 {
            let text = "\(fragmentCount) packets are pieces of larger ones; they were left out"
            add(CaptureDiagnostic(code: .packetFragments, message: text, isLoss: false))
        }
        if messageCount == 0 {
            let text = "no message of a session is in the capture, as far as it can be read"
            add(CaptureDiagnostic(code: .noSession, message: text, isLoss: false))
        }
    }

    /// The next record, or `nil` when more packets are needed.
    public mutating func nextRecord() -> SessionRecord? {
        guard taken < records.count else {
            records.removeAll(keepingCapacity: true)
            taken = 0
            return nil
        }
        defer { taken += 1 }
        return records[taken]
    }

    private mutating func add(_ diagnostic: CaptureDiagnostic) {
        records.append(SessionRecord(milliseconds: milliseconds, direction: .clientToServer, .capture(diagnostic)))
    }

    private mutating func takeRecords() {
        for record in decoder.takeRecords() {
            if case .message = record.content { messageCount += 1 }
            records.append(record)
        }
    }

    private mutating func drain() {
        while let event = reassembler.nextEvent() {
            let number = event.connection.number
            switch event.content {
            case .chunk(let side, let chunk):
                let conversation = conversations[number] ?? Conversation(event.connection)
                conversations[number] = conversation
                let before = conversation.pendingByteCount
                conversation.take(side, chunk, &decoder, milliseconds: milliseconds)
                pendingByteCount += conversation.pendingByteCount - before
                if pendingByteCount > Self.maximumPendingByteCount { relieve() }
            case .closed:
                guard let conversation = conversations.removeValue(forKey: number) else { continue }
                pendingByteCount -= conversation.pendingByteCount
                conversation.finish(&decoder, milliseconds: milliseconds)
            }
        }
        takeRecords()
    }

    /// Drops what is kept on the connection where it is most.
    private mutating func relieve() {
        guard let fullest = conversations.values.max(by: { $0.pendingByteCount < $1.pendingByteCount }) else { return }
        let before = fullest.pendingByteCount
        fullest.abandon(&decoder, milliseconds: milliseconds)
        pendingByteCount += fullest.pendingByteCount - before
    }
}
