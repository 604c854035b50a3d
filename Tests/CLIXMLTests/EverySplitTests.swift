import TestSupport
import Testing

@Suite struct EverySplitTests {
    @Test func findsNoDifferenceWhereThereIsNone() {
        let difference = EverySplit.firstDifference(of: Array("0123456789".utf8)) { $0.flatMap { Array($0) } }
        #expect(difference == nil)
        let empty = EverySplit.firstDifference(of: []) { $0.count }
        #expect(empty == nil)
    }

    @Test func findsAConsumerThatCaresForThePieces() {
        let pieces = EverySplit.firstDifference(of: Array("0123456789".utf8)) { $0.count }
        #expect(pieces?.cut == "pieces of 1 bytes")
        #expect(pieces?.whole == 1)
        #expect(pieces?.split == 10)
        let lastByteAlone = EverySplit.firstDifference(of: [UInt8](repeating: 0, count: 200)) { pieces in
            pieces.count == 2 && pieces[1].count == 1
        }
        #expect(lastByteAlone?.cut == "cut at byte 199")
    }

    @Test func givesAllBytesInOrder() {
        let bytes = (0..<150).map { UInt8($0) }
        var seen: [Int] = []
        let difference = EverySplit.firstDifference(of: bytes) { pieces in
            seen.append(pieces.count)
            return pieces.flatMap { Array($0) } == bytes && pieces.allSatisfy { !$0.isEmpty }
        }
        #expect(difference == nil)
        #expect(seen == [1, 150, 75, 50, 22, 3] + Array(repeating: 2, count: 64))
    }
}
