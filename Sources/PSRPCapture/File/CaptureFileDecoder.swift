import CLIXML
public import PSRP

/// Turns the records of a capture file into records of the sessions in it.
///
/// Append records in the order they stand in the file, and take what comes of them until ``nextRecord()`` returns `nil`;
/// then finish and take the rest. What a connection carries is found out by its first bytes: lines of the out-of-process
/// protocol, or HTTP with WSMan; anything else is counted and named. For packet captures use ``PacketDecoder``.
///
/// - Complexity: O(1) amortised for each byte.
public struct CaptureFileDecoder: ~Copyable {
    /// How many connections are followed at a time; of more, the first to be opened are ended.
    private static let maximumConnectionCount = 16_384

    private var connections: [UInt32: FileConnection] = [:]
    private var order: [UInt32] = []
    private var decoder: WSManDecoder
    private let maximumMessageByteCount: Int
    private var records: [SessionRecord] = []
    private var taken = 0
    private var firstNanoseconds: Int64?
    private var milliseconds = 0.0

    /// Makes a decoder.
    ///
    /// - Parameter maximumMessageByteCount: The largest message taken, in bytes; 1 GiB unless told otherwise.
    public init(maximumMessageByteCount: Int = 1 << 30) {
        self.maximumMessageByteCount = maximumMessageByteCount
        decoder = WSManDecoder(maximumMessageByteCount: maximumMessageByteCount)
    }

    /// Takes in a record.
    public mutating func append(_ record: CaptureRecord) {
        let start = firstNanoseconds ?? record.nanoseconds
        firstNanoseconds = start
        milliseconds = Double(record.nanoseconds &- start) / 1_000_000
        let number = record.connection
        if case .opened = record.content { close(number) }
        let connection = connections[number] ?? open(number)
        switch record.content {
        case .opened(_, let facts), .facts(let facts): connection.learn(facts)
        case .bytes(let direction, let bytes): take(bytes, direction, connection)
        case .gap(let direction, let byteCount, _): connection.lose(byteCount, direction, &decoder, milliseconds)
        case .ended(let direction): connection.end(direction, &decoder, milliseconds)
        case .closed: close(number)
        }
        takeRecords()
    }

    /// Takes what was noticed while the file was read.
    public mutating func append(_ finding: PSRPDiagnostic) {
        let place = "bytes \(finding.byteRange.lowerBound) to \(finding.byteRange.upperBound)"
        let diagnostic = CaptureDiagnostic(
            code: finding.code,
            message: "\(place): \(finding.message)",
            isLoss: finding.code != .truncatedCapture
        )
        records.append(SessionRecord(milliseconds: milliseconds, direction: .clientToServer, .capture(diagnostic)))
    }

    /// Gives out what waited, and tells what is missing and what stays sealed. Take the rest with ``nextRecord()``.
    public mutating func finish() {
        for number in order { close(number) }
        decoder.finish(milliseconds: milliseconds)
        takeRecords()
    }

    /// The next record, or `nil` when more records of the file are needed.
    public mutating func nextRecord() -> SessionRecord? {
        guard taken < records.count else {
            records.removeAll(keepingCapacity: true)
            taken = 0
            return nil
        }
        defer { taken += 1 }
        return records[taken]
    }

    private mutating func open(_ number: UInt32) -> FileConnection {
        if order.count >= Self.maximumConnectionCount, let oldest = order.first { close(oldest) }
        let connection = FileConnection(number: Int(number), maximumMessageByteCount: maximumMessageByteCount)
        connections[number] = connection
        order.append(number)
        return connection
    }

    private mutating func take(_ bytes: [UInt8], _ direction: StreamKey.Direction, _ connection: FileConnection) {
        takeRecords()
        records += connection.take(bytes, direction, &decoder, milliseconds)
    }

    private mutating func close(_ number: UInt32) {
        guard let connection = connections.removeValue(forKey: number) else { return }
        order.removeAll { $0 == number }
        takeRecords()
        records += connection.finish(&decoder, milliseconds)
        takeRecords()
    }

    private mutating func takeRecords() { records += decoder.takeRecords() }
}
