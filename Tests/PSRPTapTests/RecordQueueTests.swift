import PSRP
import PSRPCapture
import PSRPTap
import Testing

@Suite struct RecordQueueTests {
    private func bytes(
        _ count: Int,
        _ direction: StreamKey.Direction = .clientToServer,
        connection: UInt32 = 1
    ) -> CaptureRecord {
        CaptureRecord(nanoseconds: 5, connection: connection, .bytes(direction, [UInt8](repeating: 1, count: count)))
    }

    private func record(_ content: CaptureRecord.Content) -> CaptureRecord {
        CaptureRecord(nanoseconds: 5, connection: 1, content)
    }

    @Test func givesOutWhatWasPutIn() throws {
        let queue = try RecordQueue(maximumByteCount: 1_000)
        queue.append(bytes(3))
        queue.append(record(.closed))
        let records = queue.take(milliseconds: 0)
        #expect(records == [bytes(3), record(.closed)])
        let none = queue.take(milliseconds: 0)
        #expect(none == [])
        queue.append(bytes(4))
        queue.close()
        queue.append(bytes(5))
        let last = queue.take(milliseconds: 0)
        #expect(last == [bytes(4)])
        let end = queue.take(milliseconds: -1)
        #expect(end == nil)
    }

    /// A direction that lost something is silent until all before it is taken; the others go on.
    @Test func countsWhatHasNoRoom() throws {
        let queue = try RecordQueue(maximumByteCount: 1_000)
        queue.append(bytes(600))
        queue.append(bytes(300))
        queue.append(bytes(1))
        queue.append(bytes(2, .serverToClient))
        let gap = record(.gap(.clientToServer, byteCount: 301, recordCount: 2))
        let records = queue.take(milliseconds: 0)
        #expect(records == [bytes(600), bytes(2, .serverToClient), gap])
        queue.append(bytes(1))
        let next = queue.take(milliseconds: 0)
        #expect(next == [bytes(1)])
    }

    /// A gap stands before the end of its direction, for which there is always room.
    @Test func putsGapsBeforeEnds() throws {
        let queue = try RecordQueue(maximumByteCount: 100)
        queue.append(bytes(600))
        queue.append(bytes(7, .serverToClient))
        queue.append(record(.closed))
        let records = queue.take(milliseconds: 0)
        #expect(
            records == [
                record(.gap(.clientToServer, byteCount: 600, recordCount: 1)),
                record(.gap(.serverToClient, byteCount: 7, recordCount: 1)), record(.closed),
            ]
        )
    }

    @Test func wakesWhoWaits() throws {
        let queue = try RecordQueue(maximumByteCount: 1_000)
        let taken = try Job { queue.take(milliseconds: 20_000) }
        queue.append(bytes(3))
        let records = try taken.value()
        #expect(records == [bytes(3)])
        let ended = try Job { queue.take(milliseconds: 20_000) }
        queue.close()
        let end = try ended.value()
        #expect(end == nil)
    }
}
