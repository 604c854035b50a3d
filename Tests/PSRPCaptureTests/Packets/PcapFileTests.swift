import PSRP
import PSRPCapture
import Testing

@Suite struct PcapFileTests {
    /// The packets of a file, read in pieces, and the error that ended them.
    private func outcome(
        _ bytes: [UInt8],
        pieceByteCount: Int = 1_000
    ) -> (packets: [CapturedPacket], error: PSRPError?) {
        var packets: [CapturedPacket] = []
        var offset = 0
        do {
            var file = try PcapFile { chunk in
                chunk = Array(bytes[offset..<min(bytes.count, offset + pieceByteCount)])
                offset += chunk.count
                return !chunk.isEmpty
            }
            var packet = CapturedPacket(originalByteCount: 0, bytes: [])
            while try file.next(&packet) { packets.append(packet) }
            return (packets, nil)
        } catch let error as PSRPError {
            return (packets, error)
        } catch {
            Issue.record("\(error)")
            return (packets, nil)
        }
    }

    private var builder: PacketBuilder {
        var builder = PacketBuilder()
        builder.open()
        builder.send(0, "POST / HTTP/1.1\r\n\r\n")
        return builder
    }

    @Test(arguments: [false, true], [false, true])
    func readsBothByteOrdersAndTimes(isBigEndian: Bool, nanoseconds: Bool) {
        let outcome = outcome(builder.pcap(isBigEndian: isBigEndian, nanoseconds: nanoseconds))
        #expect(outcome.packets == builder.packets)
        #expect(outcome.error == nil)
    }

    @Test(arguments: [1, 3, 100])
    func readsPieces(byteCount: Int) {
        let outcome = outcome(builder.pcap(), pieceByteCount: byteCount)
        #expect(outcome.packets == builder.packets)
    }

    @Test func tellsWhereItIsCut() {
        let whole = builder.pcap()
        var ends = [24]
        for packet in builder.packets { ends.append((ends.last ?? 0) + 16 + packet.bytes.count) }
        for count in 0...whole.count {
            let outcome = outcome(Array(whole[..<count]))
            let expected = ends.dropFirst().count { $0 <= count }
            #expect(outcome.packets == Array(builder.packets.prefix(expected)))
            let error = ends.contains(count) ? nil : PSRPError(code: .truncatedCapture)
            #expect(outcome.error == error, "cut at \(count)")
        }
    }

    @Test func refusesWhatIsNone() {
        let outcome = outcome(Array("not a capture, but long enough for its header".utf8))
        #expect(outcome.error == PSRPError(code: .malformedCapture))
        var damaged = builder.pcap()
        // The length of the first packet.
        damaged[32...35] = [0xFF, 0xFF, 0xFF, 0x7F]
        #expect(self.outcome(damaged).error == PSRPError(code: .malformedCapture))
    }

    /// What libpcap does not read, which is said and not passed over.
    @Test func refusesInterfacesThatDiffer() {
        func number(_ value: UInt32) -> [UInt8] { PacketBuilder.big(value).reversed() }
        func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
            number(type) + number(UInt32(body.count + 12)) + body + number(UInt32(body.count + 12))
        }
        let section = block(0x0A0D_0D0A, number(0x1A2B_3C4D) + [1, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8))
        let ethernet = block(1, [1, 0, 0, 0] + number(100))
        let cooked = block(1, [113, 0, 0, 0] + number(100))
        let packet = block(6, number(0) + number(0) + number(0) + number(4) + number(4) + [1, 2, 3, 4])
        #expect(outcome(section + ethernet + packet).packets.map(\.bytes) == [[1, 2, 3, 4]])
        let both = outcome(section + ethernet + packet + cooked + packet)
        #expect(both.packets.count == 1)
        #expect(both.error == PSRPError(code: .malformedCapture))
        #expect(both.error?.message.contains("different from the type of the first interface") == true)
    }

    @Test func handsOnWhatTheSourceThrows() {
        struct Broken: Error {}
        var calls = 0
        #expect(throws: Broken.self) {
            var file = try PcapFile { chunk in
                calls += 1
                if calls > 1 { throw Broken() }
                chunk = Array(builder.pcap()[..<50])
                return true
            }
            var packet = CapturedPacket(originalByteCount: 0, bytes: [])
            while try file.next(&packet) {}
        }
    }

    private static let magics: [([UInt8], Bool)] = [
        ([0xD4, 0xC3, 0xB2, 0xA1], true), ([0xA1, 0xB2, 0xC3, 0xD4], true), ([0x4D, 0x3C, 0xB2, 0xA1], true),
        ([0xA1, 0xB2, 0x3C, 0x4D], true), ([0x0A, 0x0D, 0x0D, 0x0A], true), ([0x0A, 0x0D, 0x0D], false),
        (Array("<Data".utf8), false), ([], false),
    ]

    @Test(arguments: magics)
    func isRecognised(beginning: [UInt8], isCapture: Bool) {
        let answer = PcapFile.isCapture(beginning.span)
        #expect(answer == isCapture)
    }
}
