import CLIXML
import Testing

@Suite struct ByteSinkTests {
    private func filled(_ start: [UInt8] = [1], room: Int = 100, _ body: (inout ByteSink) -> Void) -> [UInt8] {
        var bytes = start
        bytes.appendThroughSink(room: room, body)
        return bytes
    }

    @Test func appendsWhatIsPutIn() {
        let source = (0..<80).map { UInt8($0) }
        for count in 0...70 {
            for first in [0, 1, 10] {
                let found = filled { sink in
                    sink.put(source.span, from: first, count: count)
                    sink.put(0xFF)
                    #expect(sink.count == count + 1)
                    #expect(sink.room == 99 - count)
                }
                #expect(found == [1] + source[first..<(first + count)] + [0xFF])
            }
        }
    }

    /// Blocks end where the source or the room does.
    @Test func copiesUpToBothEnds() {
        let source = (0..<40).map { UInt8($0) }
        let last = filled(room: 33) {
            $0.put(source.span, from: 30, count: 10); $0.put(source.span, from: 17, count: 23)
        }
        #expect(last == [1] + source[30...] + source[17...])
    }

    @Test func putsInWordsAndTakesBack() {
        let found = filled { sink in
            sink.put(0x6C6C_756E, count: 4)
            let mark = sink.count
            sink.put(0x302E, count: 2)
            sink.rewind(to: mark)
            sink.put(0x31)
        }
        #expect(found == [1] + Array("null1".utf8))
    }

    @Test(arguments: Array(0..<40))
    func stopsAtWhatIsNotPlain(_ place: Int) {
        for stop: UInt8 in [0, 0x1F, 0x22, 0x26, 0x5C, 0x5F, 0x80, 0xFF] {
            var source = [UInt8](repeating: 0x61, count: 40)
            source[place] = stop
            let found = filled { sink in
                let index = sink.putPlain(source.span, from: 0, to: source.count)
                #expect(index == place)
            }
            #expect(found == [1] + source[..<place])
            let short = filled { sink in
                let index = sink.putPlain(source.span, from: 0, to: place)
                #expect(index == place)
            }
            #expect(short == [1] + source[..<place])
        }
    }

    @Test func passesAllOtherCharacters() {
        let plain = (0x20..<0x80).map { UInt8($0) }.filter { ![0x22, 0x26, 0x5C, 0x5D, 0x5E, 0x5F].contains($0) }
        let found = filled { sink in
            let index = sink.putPlain(plain.span, from: 0, to: plain.count)
            #expect(index == plain.count)
        }
        #expect(found == [1] + plain)
    }

    @Test func putsInNumbers() {
        var numbers: [UInt64] = [0, .max, .max - 1]
        var power: UInt64 = 1
        for _ in 0..<20 {
            numbers += [power - 1, power, power + 1, power &* 9, power &* 7 &+ 123_456_789]
            power &*= 10
        }
        for number in numbers {
            let found = filled { $0.put(number: number) }
            #expect(String(decoding: found.dropFirst(), as: UTF8.self) == "\(number)")
            let signed = Int64(truncatingIfNeeded: number)
            let foundSigned = filled { $0.put(signed: signed) }
            #expect(String(decoding: foundSigned.dropFirst(), as: UTF8.self) == "\(signed)")
            let digits = "\(number)"
            for count in digits.utf8.count...28 {
                let padded = filled { $0.put(number: number, digitCount: count) }
                let zeros = String(repeating: "0", count: count - digits.utf8.count)
                #expect(String(decoding: padded.dropFirst(), as: UTF8.self) == zeros + digits)
            }
        }
    }

    @Test(arguments: Array(0..<40))
    func stopsAtOneOfFour(_ place: Int) {
        for stop: UInt8 in [0x26, 0x5F, 0xED, 0x22] {
            var source = [UInt8](repeating: 0x61, count: 40)
            source[place] = stop
            let found = filled { sink in
                let index = sink.put(source.span, upTo: (0x26, 0x5F, 0xED, 0x22), from: 0, to: source.count)
                #expect(index == place)
            }
            #expect(found == [1] + source[..<place])
            // Where there is no room for a block, and nothing that stops.
            let short = filled(room: place) { sink in
                let index = sink.put(source.span, upTo: (0x26, 0x5F, 0xED, 0x22), from: 0, to: place)
                #expect(index == place)
            }
            #expect(short == [1] + source[..<place])
        }
    }
}
