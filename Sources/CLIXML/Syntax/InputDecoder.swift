/// Turns the bytes of a document into valid UTF-8, as PowerShell's reader does (spec section 1.5).
///
/// A byte order mark of UTF-8, UTF-16 or UTF-32 decides, UTF-8 is taken without one, and the declaration's `encoding` means
/// nothing. Malformed input becomes U+FFFD. Bytes may arrive in any chunking.
///
/// Why it is fast: ASCII is checked many bytes at a time, in UTF-16 as well, and what is valid is appended in one piece up to
/// the next malformed place.
struct InputDecoder {
    enum Encoding: UInt8 { case undetermined, utf8, utf16, utf16Swapped, utf32, utf32Swapped }

    private(set) var encoding = Encoding.undetermined
    /// Bytes of the byte order mark.
    private(set) var markByteCount = 0
    /// The bytes of a character that is not complete, or of an input whose encoding is not clear yet.
    var carried: [UInt8] = []
    /// For UTF-16: the first half of a pair whose second has not come yet, or 0.
    var highSurrogate: UInt32 = 0

    /// For UTF-8: where U+FFFD stands for malformed bytes, as offset in the output, and how many bytes less the input had up
    /// to there.
    private var replacements: [(offset: Int, shrinkage: Int)] = []
    private var droppedShrinkage = 0

    init() {}

    /// A decoder for bytes from the middle of the same input.
    init(continuing decoder: InputDecoder) { encoding = decoder.encoding }

    /// Appends what `chunk` means to `output`, whose first byte is byte `base` of all output.
    mutating func append(_ chunk: Span<UInt8>, base: Int, to output: inout [UInt8]) {
        // Nearly all documents begin with a character of ASCII, which no byte order mark does but UTF-32's zero.
        if encoding == .undetermined, carried.isEmpty, chunk.count > 0, chunk[0] &- 1 < 0x7F { encoding = .utf8 }
        if encoding != .undetermined, carried.isEmpty {
            decode(chunk, base: base, to: &output)
        } else {
            appendAfterCarried(chunk, base: base, to: &output)
        }
    }

    private mutating func appendAfterCarried(_ chunk: Span<UInt8>, base: Int, to output: inout [UInt8]) {
        var joined = carried
        carried = []
        joined.append(chunk)
        if encoding == .undetermined {
            guard let count = determine(joined, isFinal: false) else {
                carried = joined
                return
            }
            joined.removeFirst(count)
        }
        decode(joined.span, base: base, to: &output)
    }

    private mutating func decode(_ bytes: Span<UInt8>, base: Int, to output: inout [UInt8]) {
        switch encoding {
        case .utf8, .undetermined: appendUTF8(bytes, base: base, to: &output)
        case .utf16, .utf16Swapped: appendUTF16(bytes, to: &output)
        case .utf32, .utf32Swapped: appendUTF32(bytes, to: &output)
        }
    }

    /// The input is complete: what is still held back is malformed.
    mutating func finish(base: Int, to output: inout [UInt8]) {
        if encoding == .undetermined, let count = determine(carried, isFinal: true) {
            let rest = Array(carried.dropFirst(count))
            carried = []
            decode(rest.span, base: base, to: &output)
        }
        if !carried.isEmpty || highSurrogate != 0 {
            if encoding == .utf8 { noteReplacement(at: base + output.count, inputCount: carried.count) }
            appendReplacement(to: &output)
            carried = []
            highSurrogate = 0
        }
    }

    /// Settles the encoding from the first bytes; returns how many of them are the mark, or `nil` while that is not clear.
    private mutating func determine(_ bytes: [UInt8], isFinal: Bool) -> Int? {
        let marks: [(mark: [UInt8], encoding: Encoding)] = [
            ([0xFF, 0xFE, 0, 0], .utf32), ([0, 0, 0xFE, 0xFF], .utf32Swapped), ([0xEF, 0xBB, 0xBF], .utf8),
            ([0xFF, 0xFE], .utf16), ([0xFE, 0xFF], .utf16Swapped),
        ]
        for (mark, found) in marks {
            if bytes.starts(with: mark) {
                encoding = found
                markByteCount = mark.count
                return mark.count
            }
            if !isFinal, mark.starts(with: bytes) { return nil }
        }
        encoding = .utf8
        return 0
    }

    // MARK: - UTF-8

    private mutating func appendUTF8(_ bytes: Span<UInt8>, base: Int, to output: inout [UInt8]) {
        var run = 0
        var offset = ByteWord.passASCII(bytes, from: 0)
        while offset < bytes.count {
            switch InputDecoder.sequence(bytes, at: offset) {
            case .complete(let count): offset = ByteWord.passASCII(bytes, from: offset &+ count)
            case .malformed(let count):
                output.append(bytes.extracting(run..<offset))
                noteReplacement(at: base + output.count, inputCount: count)
                appendReplacement(to: &output)
                run = offset &+ count
                offset = ByteWord.passASCII(bytes, from: run)
            case .cutOff:
                output.append(bytes.extracting(run..<offset))
                carried.append(bytes.extracting(offset..<bytes.count))
                return
            }
        }
        output.append(bytes.extracting(run..<offset))
    }

    private enum Sequence {
        case complete(Int)
        /// The longest part that could begin a sequence is replaced as one.
        case malformed(Int)
        case cutOff
    }

    @inline(__always)
    private static func sequence(_ bytes: Span<UInt8>, at offset: Int) -> Sequence {
        let lead = bytes[offset]
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        let count: Int
        switch lead {
        case 0xC2...0xDF: count = 2
        case 0xE0...0xEF:
            count = 3
            if lead == 0xE0 { low = 0xA0 }
            if lead == 0xED { high = 0x9F }
        case 0xF0...0xF4:
            count = 4
            if lead == 0xF0 { low = 0x90 }
            if lead == 0xF4 { high = 0x8F }
        default: return .malformed(1)
        }
        var index = 1
        while index < count {
            guard offset &+ index < bytes.count else { return .cutOff }
            let byte = bytes[offset &+ index]
            guard byte >= low, byte <= high else { return .malformed(index) }
            low = 0x80
            high = 0xBF
            index &+= 1
        }
        return .complete(count)
    }

    private mutating func noteReplacement(at offset: Int, inputCount: Int) {
        replacements.append((offset, (replacements.last?.shrinkage ?? droppedShrinkage) + 3 - inputCount))
    }

    /// Whether the output is the input without its byte order mark and what was dropped.
    var isUnchanged: Bool { (encoding == .utf8 || encoding == .undetermined) && replacements.isEmpty }

    /// How many bytes the output up to `offset` of all output has more than the input, its byte order mark left out.
    ///
    /// - Complexity: O(log *n*) in the malformed places.
    func shrinkage(before offset: Int) -> Int {
        let count = replacementCount(before: offset)
        return count == 0 ? droppedShrinkage : replacements[count - 1].shrinkage
    }

    /// Where U+FFFD stands for malformed bytes of UTF-8, as offsets in the output.
    var replacementOffsets: [Int] { replacements.map { $0.offset } }

    /// Forgets where replacements before `offset` of all output are.
    mutating func dropReplacements(before offset: Int) {
        droppedShrinkage = shrinkage(before: offset)
        replacements.removeFirst(replacementCount(before: offset))
    }

    private func replacementCount(before offset: Int) -> Int {
        var low = 0
        var high = replacements.count
        while low < high {
            let middle = (low + high) / 2
            if replacements[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func appendReplacement(to output: inout [UInt8]) {
        output.append(0xEF)
        output.append(0xBF)
        output.append(0xBD)
    }
}
