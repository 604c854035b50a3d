import CLIXML

/// The two directions of one TCP connection.
final class TCPConnection {
    /// The number of the connection in its capture, from 1.
    let number: Int

    /// The two ends; the first is the one whose packet was seen first.
    let ends: [Endpoint]

    /// Which end opened the connection, by its SYN; `nil` where that was not recorded.
    var opener: Int?

    /// What each end sent.
    var streams = [TCPStream(), TCPStream()]

    /// When the last packet passed, in nanoseconds since 1970.
    var lastSeen: Int64 = 0

    /// The packets so far.
    var packetCount = 0

    /// Up to where what each end sent has been received by the other.
    private var acknowledged = [0, 0]
    private var gaps: [Gap?] = [nil, nil]

    private struct Gap {
        let position: Int
        let packetCount: Int
        let nanoseconds: Int64
    }

    /// What the other end acknowledged and is not there was lost by the recording only. It is waited for all the same, since packets are
    /// recorded out of order at times: so many packets of the connection, so long, or so many bytes.
    private static let patiencePacketCount = 128
    private static let patienceNanoseconds: Int64 = 2_000_000_000
    private static let patienceByteCount = 1 << 20

    init(number: Int, ends: [Endpoint]) {
        self.number = number
        self.ends = ends
    }

    /// Bytes that wait for what lies before them.
    var pendingByteCount: Int { streams[0].pendingByteCount + streams[1].pendingByteCount }

    /// Notes up to where an end has received the other's bytes.
    func acknowledge(_ side: Int, _ number: UInt32) {
        guard let place = streams[1 - side].place(of: number) else { return }
        acknowledged[1 - side] = max(acknowledged[1 - side], place)
    }

    /// Gives up what was waited for long enough.
    func loseHope() {
        for side in 0...1 {
            while acknowledged[side] > streams[side].position {
                let position = streams[side].position
                guard let gap = gaps[side], gap.position == position else {
                    gaps[side] = Gap(position: position, packetCount: packetCount, nanoseconds: lastSeen)
                    break
                }
                let isLong =
                    packetCount - gap.packetCount >= Self.patiencePacketCount
                    || lastSeen &- gap.nanoseconds >= Self.patienceNanoseconds
                    || streams[side].pendingByteCount >= Self.patienceByteCount
                guard isLong, let gapEnd = streams[side].gapEnd, acknowledged[side] >= gapEnd else { break }
                streams[side].giveUpGap()
            }
        }
    }
}
