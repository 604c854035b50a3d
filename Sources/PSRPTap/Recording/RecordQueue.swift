import PSRP
package import PSRPCapture
import Synchronization

/// Records on their way from the threads that forward to the one that records.
///
/// Putting a record in never waits. When as many bytes wait as may, bytes of a direction are counted in place of being
/// kept, from then on until the queue is emptied, so that what is missing is one piece; the count follows as a gap.
package final class RecordQueue: Sendable {
    /// What a record costs beside its bytes.
    private static let recordByteCount = 128

    /// What records without bytes may take beyond the maximum.
    private static let reserveByteCount = 16 << 20

    private struct Way: Hashable {
        let connection: UInt32
        let direction: StreamKey.Direction
    }

    private struct Gap {
        var byteCount: UInt64 = 0
        var recordCount: UInt64 = 0
        var nanoseconds: Int64
    }

    private struct State {
        var records: [CaptureRecord] = []
        var byteCount = 0
        var gaps: [Way: Gap] = [:]
        var isClosed = false
        var isAwaited = false
    }

    private let state = Mutex(State())
    private let wakeUp: WakeUp
    private let maximumByteCount: Int

    /// - Parameter maximumByteCount: How many bytes may wait.
    /// - Throws: ``TapError`` with `out-of-resources`.
    package init(maximumByteCount: Int) throws(TapError) {
        self.maximumByteCount = maximumByteCount
        wakeUp = try WakeUp()
    }

    /// Adds a record, or counts it.
    package func append(_ record: CaptureRecord) {
        let isAwaited = state.withLock { state in
            guard !state.isClosed else { return false }
            let size: Int
            if case .bytes(let direction, let bytes) = record.content {
                let way = Way(connection: record.connection, direction: direction)
                size = Self.recordByteCount + bytes.count
                if state.gaps[way] != nil || state.byteCount + size > maximumByteCount {
                    var gap = state.gaps[way] ?? Gap(nanoseconds: record.nanoseconds)
                    gap.byteCount &+= UInt64(bytes.count)
                    gap.recordCount &+= 1
                    state.gaps[way] = gap
                    return false
                }
            } else {
                // What connections do is small, and has room where bytes have none.
                size = Self.recordByteCount
                if state.byteCount + size > maximumByteCount + Self.reserveByteCount { return false }
                if record.endsSomething {
                    for direction in [StreamKey.Direction.clientToServer, .serverToClient] {
                        Self.addGap(of: Way(connection: record.connection, direction: direction), &state)
                    }
                }
            }
            state.records.append(record)
            state.byteCount += size
            defer { state.isAwaited = false }
            return state.isAwaited
        }
        if isAwaited { wakeUp.call() }
    }

    /// Takes all that waits, waiting for something at most so long.
    ///
    /// - Returns: `nil` when the queue is closed and empty; nothing when the time is over.
    package func take(milliseconds: Int32) -> [CaptureRecord]? {
        for mayWait in [true, false] {
            let (records, isClosed) = state.withLock { state in
                let records = Self.takeAll(&state)
                state.isAwaited = mayWait && records.isEmpty && !state.isClosed
                return (records, state.isClosed)
            }
            if !records.isEmpty { return records }
            if isClosed { return nil }
            if mayWait {
                wakeUp.wait(milliseconds: milliseconds)
                wakeUp.clear()
            }
        }
        return []
    }

    private static func takeAll(_ state: inout State) -> [CaptureRecord] {
        // Gaps lie behind all that is there of their directions.
        for way in state.gaps.keys.sorted(by: {
            ($0.connection, "\($0.direction)") < ($1.connection, "\($1.direction)")
        }) {
            addGap(of: way, &state)
        }
        defer {
            state.records = []
            state.byteCount = 0
        }
        return state.records
    }

    private static func addGap(of way: Way, _ state: inout State) {
        guard let gap = state.gaps.removeValue(forKey: way) else { return }
        let content = CaptureRecord.Content.gap(
            way.direction,
            byteCount: gap.byteCount,
            recordCount: gap.recordCount
        )
        state.records.append(
            CaptureRecord(nanoseconds: gap.nanoseconds, connection: way.connection, content)
        )
    }

    /// Lets nothing in any more.
    package func close() {
        state.withLock { $0.isClosed = true }
        wakeUp.call()
    }
}

extension CaptureRecord {
    /// Whether bytes that passed before it must stand before it.
    fileprivate var endsSomething: Bool {
        switch content {
        case .ended, .closed: true
        default: false
        }
    }
}
