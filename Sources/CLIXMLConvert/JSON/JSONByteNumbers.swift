internal import CLIXML

/// Writes the bytes of an array as JSON numbers.
///
/// Base64 without blanks is not decoded first: four characters give three bytes, whose numbers come with their commas out of
/// a table, each in one store. Nothing that is written depends on what was written but its place, so that the processor
/// works at several groups at once.
struct JSONByteNumbers {
    /// For each byte its number with a comma, the characters from the lowest byte on, and how many there are.
    private let numbers: [UInt32]
    private let counts: [UInt8]
    /// For each of the four places of a group what a base64 digit gives there to the three bytes, the first of them the
    /// lowest; 0 for what is none.
    private let digits: [UInt32]

    private static let groupCount = 1024
    /// Three numbers with commas.
    private static let groupRoom = 12

    init() {
        let texts = (0..<256).map { Array("\($0),".utf8) }
        numbers = texts.map { $0.reversed().reduce(0) { $0 << 8 | UInt32($1) } }
        counts = texts.map { UInt8($0.count) }
        var digits = [UInt32](repeating: 0, count: 4 * 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, character) in alphabet.utf8.enumerated() {
            for place in 0..<4 {
                let bits = UInt32(value) << UInt32(26 - 6 * place)
                digits[256 * place + Int(character)] = bits.byteSwapped
            }
        }
        self.digits = digits
    }

    /// Appends the numbers of valid base64 text without blanks, a comma after each.
    ///
    /// - Complexity: O(*n*) in the text.
    func append(base64 text: Span<UInt8>, to output: inout [UInt8]) {
        var end = text.count & ~3
        var tail = 3
        if end > 0, text[end &- 1] == UInt8(ascii: "=") {
            tail = text[end &- 2] == UInt8(ascii: "=") ? 1 : 2
            end &-= 4
        }
        var start = 0
        while start < end {
            let part = text.extracting(start..<min(start &+ 4 &* JSONByteNumbers.groupCount, end))
            output.appendThroughSink(room: part.count / 4 &* JSONByteNumbers.groupRoom &+ ByteSink.countedRoom) {
                put(part, into: &$0)
            }
            start &+= part.count
        }
        guard tail < 3 else { return }
        var bytes: UInt32 = 0
        for place in 0..<4 { bytes |= digits[256 &* place &+ Int(text[end &+ place])] }
        output.appendThroughSink(room: 16) { sink in
            for index in 0..<tail { put(UInt8(truncatingIfNeeded: bytes >> UInt32(8 &* index)), into: &sink) }
        }
    }

    /// Appends the numbers of bytes with a comma after each, each after `lineEnd`.
    func append(_ content: Span<UInt8>, after lineEnd: Span<UInt8>, to output: inout [UInt8]) {
        var start = 0
        while start < content.count {
            let part = content.extracting(start..<min(start &+ 1024, content.count))
            output.appendThroughSink(room: part.count &* (lineEnd.count &+ 4) &+ 8) { sink in
                for index in part.indices {
                    if !lineEnd.isEmpty { sink.put(lineEnd, from: 0, count: lineEnd.count) }
                    put(part[index], into: &sink)
                }
            }
            start &+= part.count
        }
    }

    @inline(__always)
    private func put(_ byte: UInt8, into sink: inout ByteSink) {
        sink.put(word: UInt64(numbers[Int(byte)]), count: Int(counts[Int(byte)]))
    }

    @inline(never)
    private func put(_ text: Span<UInt8>, into sink: inout ByteSink) {
        let numbers = numbers.span
        let counts = counts.span
        let digits = digits.span
        // So that a byte is known to be an index.
        precondition(numbers.count == 256 && counts.count == 256 && digits.count == 1024)
        var index = 0
        while index &+ 8 <= text.count {
            let groups = text.extracting(index..<(index &+ 8))
            let first =
                digits[Int(groups[0])] | digits[256 &+ Int(groups[1])] | digits[512 &+ Int(groups[2])]
                | digits[768 &+ Int(groups[3])]
            put(first, numbers, counts, into: &sink)
            let second =
                digits[Int(groups[4])] | digits[256 &+ Int(groups[5])] | digits[512 &+ Int(groups[6])]
                | digits[768 &+ Int(groups[7])]
            put(second, numbers, counts, into: &sink)
            index &+= 8
        }
        guard index &+ 4 <= text.count else { return }
        var last: UInt32 = 0
        for place in 0..<4 { last |= digits[256 &* place &+ Int(text[index &+ place])] }
        put(last, numbers, counts, into: &sink)
    }

    /// Puts in the numbers of three bytes, the first of which is the lowest.
    @inline(always)
    private func put(_ bytes: UInt32, _ numbers: Span<UInt32>, _ counts: Span<UInt8>, into sink: inout ByteSink) {
        let first = Int(bytes & 0xFF)
        let second = Int(bytes >> 8 & 0xFF)
        let third = Int(bytes >> 16 & 0xFF)
        sink.put(
            counted: (numbers[first], counts[first]),
            (numbers[second], counts[second]),
            (numbers[third], counts[third])
        )
    }
}
