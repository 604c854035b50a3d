import PSRP

/// Takes secrets out of records: SecureStrings in the messages of sessions, over lines and over WSMan, and the Authorization
/// headers of HTTP.
///
/// Append records in order, take what is to be kept until ``nextRecord()`` returns `nil`, and finish. Bytes keep their number
/// and their places, so that what is kept decodes as before: a SecureString reads as asterisks, as many as it had characters.
/// What follows a gap is left out up to the next place where a message is sure to begin, and content that cannot be looked
/// into, as that of compressed streams, is blanked. Secrets in commands and output are not found, and what a protocol that is
/// neither of these two carries is passed as it is.
///
/// - Complexity: O(1) amortised for each byte.
public struct SecretRedactor {
    private struct Way: Hashable {
        let connection: UInt32
        let direction: StreamKey.Direction
    }

    private var connections: [Way: ConnectionMask] = [:]
    /// Of WSMan, whose sessions go over many connections.
    private var sharedStreams: [StreamKey.Direction: [String: FragmentMask]] = [:]
    private var kinds: [UInt32: ConnectionMask.Kind] = [:]
    private var records: [CaptureRecord] = []
    private var taken = 0

    /// Makes a redactor.
    public init() {}

    /// Takes in a record.
    public mutating func append(_ record: CaptureRecord) {
        let number = record.connection
        switch record.content {
        case .bytes(let direction, let bytes):
            guard let first = bytes.first else { return }
            let kind = kinds[number] ?? ConnectionMask.kind(of: first)
            kinds[number] = kind
            let way = Way(connection: number, direction: direction)
            var mask = connections.removeValue(forKey: way) ?? ConnectionMask(kind)
            if kind == .http {
                mask.append(bytes, &sharedStreams[direction, default: [:]])
            } else {
                mask.appendOwn(bytes)
            }
            add(mask.takeLost(), mask.take(), direction, record)
            connections[way] = mask
        case .gap(let direction, _, _):
            let way = Way(connection: number, direction: direction)
            flush(way, record)
            records.append(record)
            connections[way] = ConnectionMask(kinds[number] ?? .other, isLost: true)
            if kinds[number] == .http { sharedStreams[direction] = nil }
        case .ended(let direction):
            flush(Way(connection: number, direction: direction), record)
            records.append(record)
        case .closed:
            flush(Way(connection: number, direction: .clientToServer), record)
            flush(Way(connection: number, direction: .serverToClient), record)
            kinds[number] = nil
            records.append(record)
        default: records.append(record)
        }
    }

    /// Gives out what was held back. Take it with ``nextRecord()``.
    public mutating func finish() {
        for way in connections.keys.sorted(by: { $0.connection < $1.connection }) {
            flush(way, CaptureRecord(nanoseconds: 0, connection: way.connection, .closed))
        }
    }

    /// The next record, or `nil` when more are needed.
    public mutating func nextRecord() -> CaptureRecord? {
        guard taken < records.count else {
            records.removeAll(keepingCapacity: true)
            taken = 0
            return nil
        }
        defer { taken += 1 }
        return records[taken]
    }

    private mutating func flush(_ way: Way, _ record: CaptureRecord) {
        guard var mask = connections.removeValue(forKey: way) else { return }
        add(mask.takeLost(), mask.takeAll(&sharedStreams[way.direction, default: [:]]), way.direction, record)
    }

    private mutating func add(
        _ lostByteCount: Int,
        _ bytes: [UInt8],
        _ direction: StreamKey.Direction,
        _ record: CaptureRecord
    ) {
        func add(_ content: CaptureRecord.Content) {
            records.append(
                CaptureRecord(nanoseconds: record.nanoseconds, connection: record.connection, content)
            )
        }
        if lostByteCount > 0 { add(.gap(direction, byteCount: UInt64(lostByteCount), recordCount: 0)) }
        if !bytes.isEmpty { add(.bytes(direction, bytes)) }
    }
}
