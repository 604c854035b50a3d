import CLIXML
import TestSupport
import Testing

/// Characters that end a run of ASCII, at every place in it: runs are decoded many bytes at a time.
@Suite struct InputDecoderTests {
    private func decoded(_ pieces: [ArraySlice<UInt8>]) -> [UInt8] {
        var input = DecodedInput()
        for piece in pieces { input.append(Array(piece).span) }
        input.finish()
        return input.source
    }

    static let sequences: [[UInt8]] = [
        Array("é".utf8), Array("€".utf8), Array("😀".utf8), Array("é€😀é".utf8), Array("é-€-----😀".utf8), [0x7F], [0],
        [0x80], [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
    ]

    @Test(arguments: sequences)
    func decodesUTF8(sequence: [UInt8]) {
        for place in 0..<40 {
            for count in [0, 1, 7, 8, 9, 255, 256, 300, 530] {
                // Runs of every length before the sequence, and of different lengths after it.
                let before = [UInt8](repeating: 0x61, count: place + (count > 255 ? count : 0))
                let bytes = before + sequence + [UInt8](repeating: 0x62, count: count)
                let output = decoded([bytes[...]])
                let isExpected = output == Array(String(decoding: bytes, as: UTF8.self).utf8)
                #expect(isExpected, "\(sequence) after \(before.count) of \(bytes.count)")
            }
        }
        let bytes = [UInt8](repeating: 0x61, count: 70) + sequence + [UInt8](repeating: 0x62, count: 70)
        let difference = EverySplit.firstDifference(of: bytes, cutCount: bytes.count) { decoded($0) }
        #expect(difference == nil)
    }

    static let units: [[UInt16]] = [
        [0], [0x7F], [0x80], [0xE9], [0xFF], [0x100], [0x2000], [0x4100], [0x8000], [0xFF00], [0xFFFD],
        [0xD83D, 0xDE00], [0xD83D], [0xDE00], [0xDE00, 0xD83D], [0xD83D, 0xD83D, 0xDE00], [0xE9, 0x61, 0xE9],
    ]

    @Test(arguments: units, [false, true])
    func decodesUTF16(special: [UInt16], isSwapped: Bool) {
        func bytes(_ units: [UInt16]) -> [UInt8] {
            ([0xFEFF, 0x3C] + units).flatMap { unit -> [UInt8] in
                let pair = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
                return isSwapped ? pair.reversed() : pair
            }
        }
        for place in 0..<40 {
            for count in [0, 1, 3, 4, 5, 15, 16, 17, 40, 2100] {
                // The longest ones span what is decoded together.
                let before = [UInt16](repeating: 0x61, count: place + (count > 40 ? count : 0))
                let units = before + special + (0..<count).map { UInt16(0x20 + $0 % 0x5F) }
                let output = decoded([bytes(units)[...]])
                let isExpected = output == Array(("<" + String(decoding: units, as: UTF16.self)).utf8)
                #expect(isExpected, "\(special) after \(before.count) of \(units.count)")
            }
        }
        for place in [0, 1, 15, 16, 17, 33] {
            let units = [UInt16](repeating: 0x61, count: place) + special + [UInt16](repeating: 0x62, count: 36 - place)
            let whole = bytes(units)
            let difference = EverySplit.firstDifference(of: whole, cutCount: whole.count) { decoded($0) }
            #expect(difference == nil)
            let odd = EverySplit.firstDifference(of: whole.dropLast(), cutCount: whole.count) { decoded($0) }
            #expect(odd == nil)
        }
    }

    @Test func countsLinesAtEveryPlace() {
        for ending in ["\n", "\r", "\r\n", "\n\r", "\r\r\n", "é\n😀"] {
            for place in 0..<300 {
                let text = String(repeating: "a", count: place) + ending + "bc\n" + String(repeating: "d", count: place)
                var input = DecodedInput()
                input.append(Array(text.utf8).span)
                input.finish()
                let lines = ending == "\n\r" || ending == "\r\r\n" ? 4 : 3
                let position = input.position(of: input.source.count)
                #expect(position == SourcePosition(byteOffset: text.utf8.count, line: lines, column: place + 1))
            }
        }
    }
}
