import CLIXML

/// Sorts segments into connections and puts both directions of each together again.
///
/// Connections and what waits in them are bounded; the ones that were silent longest are ended where there are too many.
struct TCPReassembler {
    /// Something that happened on a connection.
    struct Event {
        enum Content {
            /// An end sent this.
            case chunk(side: Int, TCPStream.Chunk)
            /// Nothing more will come.
            case closed
        }

        let connection: TCPConnection
        let content: Content
    }

    /// How many connections are known at a time.
    static let maximumConnectionCount = 16_384
    /// How many bytes may wait in all connections together.
    static let maximumPendingByteCount = 128 << 20

    private struct Pair: Hashable {
        let first: Endpoint
        let second: Endpoint
    }

    private var connections: [Pair: TCPConnection] = [:]
    private var connectionCount = 0
    private var pendingByteCount = 0
    private var events: [Event] = []
    private var taken = 0

    /// Takes in a segment of a packet.
    mutating func insert(_ segment: TCPSegment, _ bytes: Span<UInt8>, nanoseconds: Int64) {
        var connection = connections[Pair(first: segment.source, second: segment.destination)]
        connection = connection ?? connections[Pair(first: segment.destination, second: segment.source)]
        if let known = connection, segment.isSynchronize,
            known.streams[side(segment, known)].isOther(segment.sequence &+ 1)
        {
            close(known)
            connections[Pair(first: known.ends[0], second: known.ends[1])] = nil
            connection = nil
        }
        insert(segment, bytes, nanoseconds, into: connection ?? add(segment))
    }

    /// The next event, or `nil` when more segments are needed.
    mutating func nextEvent() -> Event? {
        guard taken < events.count else {
            events.removeAll(keepingCapacity: true)
            taken = 0
            return nil
        }
        defer { taken += 1 }
        return events[taken]
    }

    /// Gives out all that waits, connections in the order they were opened.
    mutating func finish() {
        for connection in connections.values.sorted(by: { $0.number < $1.number }) { close(connection) }
        connections = [:]
    }

    private func side(_ segment: TCPSegment, _ connection: TCPConnection) -> Int {
        segment.source == connection.ends[0] ? 0 : 1
    }

    private mutating func add(_ segment: TCPSegment) -> TCPConnection {
        if connections.count >= Self.maximumConnectionCount { forgetSilent() }
        connectionCount += 1
        let connection = TCPConnection(number: connectionCount, ends: [segment.source, segment.destination])
        connections[Pair(first: segment.source, second: segment.destination)] = connection
        return connection
    }

    private mutating func insert(
        _ segment: TCPSegment,
        _ bytes: Span<UInt8>,
        _ nanoseconds: Int64,
        into connection: TCPConnection
    ) {
        let side = side(segment, connection)
        connection.lastSeen = nanoseconds
        connection.packetCount += 1
        var sequence = segment.sequence
        if segment.isSynchronize {
            sequence &+= 1
            connection.streams[side].begin(sequence)
            if connection.opener == nil { connection.opener = segment.acknowledgment == nil ? side : 1 - side }
        }
        let before = connection.pendingByteCount
        // A reset carries at most words for people.
        if !segment.isReset {
            let payload = bytes.extracting(segment.payload)
            let count = segment.payloadByteCount
            connection.streams[side].insert(sequence, payload, count: count, isLast: segment.isFinish)
        }
        if let number = segment.acknowledgment { connection.acknowledge(side, number) }
        connection.loseHope()
        drain(connection)
        pendingByteCount += connection.pendingByteCount - before
        if pendingByteCount > Self.maximumPendingByteCount { relieve() }
    }

    private mutating func drain(_ connection: TCPConnection) {
        for side in 0...1 {
            while let chunk = connection.streams[side].next() {
                events.append(Event(connection: connection, content: .chunk(side: side, chunk)))
            }
        }
    }

    private mutating func close(_ connection: TCPConnection) {
        pendingByteCount -= connection.pendingByteCount
        for side in 0...1 { connection.streams[side].finish() }
        drain(connection)
        events.append(Event(connection: connection, content: .closed))
    }

    /// Ends the quarter of the connections that were silent longest.
    private mutating func forgetSilent() {
        let oldest = connections.sorted { $0.value.lastSeen < $1.value.lastSeen }
        for (pair, connection) in oldest.prefix(max(1, oldest.count / 4)) {
            close(connection)
            connections[pair] = nil
        }
    }

    /// Stops waiting on the connection where most waits.
    private mutating func relieve() {
        guard let fullest = connections.values.max(by: { $0.pendingByteCount < $1.pendingByteCount }) else { return }
        let before = fullest.pendingByteCount
        for side in 0...1 { while fullest.streams[side].gapEnd != nil { fullest.streams[side].giveUpGap() } }
        drain(fullest)
        pendingByteCount += fullest.pendingByteCount - before
    }
}
