import PSRP
import PSRPCapture
import Synchronization

/// Keeps copies of what passes: in a capture file, and for whoever watches. Each has a queue and a thread of its own, so
/// that neither the traffic nor the other one waits for it. One that fails is left, with an event, and the rest goes on.
final class TapRecorder: Sendable {
    private struct Lane: Sendable {
        let queue: RecordQueue
        let isDone: WakeUp
    }

    private let lanes: [Lane]
    private let connectionCount = Atomic<UInt32>(0)

    /// Starts recording.
    ///
    /// - Throws: ``TapError`` with `cannot-record` or `out-of-resources`.
    init(
        _ configuration: TapConfiguration,
        watch: (@Sendable (CaptureRecord) throws -> Void)?,
        report: @escaping @Sendable (TapEvent) -> Void
    ) throws(TapError) {
        var lanes: [Lane] = []
        if let path = configuration.capturePath {
            let file = try CaptureFile(path: path, isRedacted: configuration.isRedacted)
            let lane = try Self.lane(configuration)
            try SystemThread.start {
                Self.record(lane, file, configuration, report)
                lane.isDone.call()
            }
            lanes.append(lane)
        }
        if let watch {
            let lane = try Self.lane(configuration)
            try SystemThread.start {
                Self.watch(lane, configuration, watch, report)
                lane.isDone.call()
            }
            lanes.append(lane)
        }
        self.lanes = lanes
    }

    private static func lane(_ configuration: TapConfiguration) throws(TapError) -> Lane {
        Lane(queue: try RecordQueue(maximumByteCount: configuration.queueByteCount), isDone: try WakeUp())
    }

    /// So many records at once are more than can be compressed well in time: a few megabytes, when they are full.
    private static let manyRecords = 64

    /// Ends the threads of one that was never finished.
    deinit { for lane in lanes { lane.queue.close() } }

    /// Whether anybody wants copies.
    var isActive: Bool { !lanes.isEmpty }

    /// Notes that a connection was made, and gives it a number.
    func open(_ transport: CaptureRecord.Transport, _ facts: [CaptureRecord.Fact]) -> UInt32 {
        let number = connectionCount.add(1, ordering: .relaxed).newValue
        append(number, .opened(transport, facts))
        return number
    }

    /// Notes something about a connection. Never waits.
    func append(_ connection: UInt32, _ content: CaptureRecord.Content) {
        guard isActive else { return }
        let record = CaptureRecord(nanoseconds: SystemCall.nanoseconds, connection: connection, content)
        for lane in lanes { lane.queue.append(record) }
    }

    /// Lets what waits be recorded, and ends.
    func finish() {
        for lane in lanes { lane.queue.close() }
        for lane in lanes { lane.isDone.wait() }
    }

    private static func record(
        _ lane: Lane,
        _ file: CaptureFile,
        _ configuration: TapConfiguration,
        _ report: @Sendable (TapEvent) -> Void
    ) {
        var gapByteCount: UInt64 = 0
        do {
            var sink = CaptureSink(file, isRedacted: configuration.isRedacted)
            var filter = RecordFilter(isRedacting: configuration.isRedacted)
            try sink.flush(after: 0)
            while let records = lane.queue.take(milliseconds: configuration.flushMilliseconds) {
                sink.adapt(toBehind: records.count > Self.manyRecords)
                for record in records {
                    if case .gap(_, let byteCount, _) = record.content {
                        if gapByteCount == 0 {
                            let message = "the recording is slower than the traffic; what is left out is counted"
                            report(TapEvent(code: .recordingGap, message: message))
                        }
                        gapByteCount &+= byteCount
                    }
                    for record in filter.pass(record) { try sink.append(record) }
                }
                try sink.flush(after: configuration.flushMilliseconds)
            }
            for record in filter.finish() { try sink.append(record) }
            try sink.finish()
        } catch {
            leave(lane, .recordingEnded, "the recording ended: \(text(error))", report)
        }
        file.end()
        if gapByteCount > 0 {
            let message = "\(gapByteCount) bytes passed faster than they were recorded, and are a gap in the recording"
            report(TapEvent(code: .recordingGap, message: message))
        }
    }

    private static func watch(
        _ lane: Lane,
        _ configuration: TapConfiguration,
        _ watch: (CaptureRecord) throws -> Void,
        _ report: @Sendable (TapEvent) -> Void
    ) {
        do {
            var filter = RecordFilter(isRedacting: configuration.isRedacted)
            while let records = lane.queue.take(milliseconds: Int32.max) {
                for record in records.flatMap({ filter.pass($0) }) { try watch(record) }
            }
            for record in filter.finish() { try watch(record) }
        } catch {
            leave(lane, .watchingEnded, "nothing more is shown: \(text(error))", report)
        }
    }

    /// Empties a queue that nobody reads any more, and lets nothing in again.
    private static func leave(
        _ lane: Lane,
        _ code: TapError.Code,
        _ message: String,
        _ report: (TapEvent) -> Void
    ) {
        lane.queue.close()
        while lane.queue.take(milliseconds: 0) != nil {}
        report(TapEvent(code: code, message: message))
    }

    private static func text(_ error: any Error) -> String {
        switch error {
        case let error as TapError: error.message
        case let error as PSRPError: error.message
        default: "\(error)"
        }
    }
}
