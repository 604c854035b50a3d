import CLIXML
import TestSupport
import Testing

@Suite struct DecodedInputTests {
    /// Text with malformed bytes, and UTF-16 with and without pairs.
    static let inputs: [(bytes: [UInt8], text: String)] = [
        (Array("a\r\nb\né😀c".utf8), "a\r\nb\né😀c"),
        ([0xEF, 0xBB, 0xBF] + Array("a\nb".utf8), "a\nb"),
        ([0x61, 0xFF, 0x0A, 0xE2, 0x82, 0x62, 0x0A, 0x63], "a\u{FFFD}\n\u{FFFD}b\nc"),
        ([0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x3D, 0xD8, 0x00, 0xDE, 0xE9, 0x00, 0x62, 0], "a\n😀éb"),
        ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0, 0x0A, 0, 0, 0, 0x00, 0xF6, 0x01, 0, 0x62, 0, 0, 0], "a\n😀b"),
    ]

    /// The places of the characters of an input that arrives in pieces and is dropped as soon as it was seen.
    private func places(_ pieces: [ArraySlice<UInt8>], drops: Bool) -> [String] {
        var input = DecodedInput()
        var seen = 0
        var places: [String] = []
        for number in 0...pieces.count {
            if number == pieces.count {
                input.finish()
            } else {
                let piece = Array(pieces[number])
                input.append(piece.span)
            }
            while seen < input.source.count {
                if input.source[seen] & 0xC0 != 0x80 {
                    let position = input.position(of: seen)
                    places.append("\(position.byteOffset) \(position)")
                    #expect(input.nextInputOffset(of: seen) == position.byteOffset)
                }
                seen += 1
            }
            if drops { seen -= input.drop(before: seen) }
        }
        let end = input.position(of: input.source.count)
        return places + ["\(end.byteOffset) \(end)"]
    }

    @Test(arguments: inputs)
    func keepsPlaces(bytes: [UInt8], text: String) {
        let whole = places([bytes[...]], drops: false)
        #expect(whole.count == text.unicodeScalars.count + 1)
        #expect(whole.last?.hasPrefix("\(bytes.count) ") == true)
        let difference = EverySplit.firstDifference(of: bytes) { places($0, drops: true) }
        #expect(difference == nil)
    }

    @Test func countsInTheInput() {
        let malformed: [UInt8] = [0x61, 0xFF, 0x0A, 0xE2, 0x82, 0x62]
        #expect(places([malformed[...]], drops: true) == ["0 1:1", "1 1:2", "2 1:3", "3 2:1", "5 2:2", "6 2:3"])
        let pair: [UInt8] = [0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE, 0x62, 0]
        #expect(places([pair[...]], drops: true) == ["2 1:1", "6 1:2", "8 1:3"])
    }
}
