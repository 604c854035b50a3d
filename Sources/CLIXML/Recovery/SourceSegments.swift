/// The text of an input whose encoding may change on the way: a file to which programs of different encodings appended.
///
/// A byte order mark decides, wherever it stands. Without one UTF-8 turns to UTF-16 where every other byte is zero, and UTF-16
/// to UTF-8 where markup in ASCII stands.
struct SourceSegments {
    /// A stretch of one encoding.
    private struct Segment {
        /// Where it begins in the text.
        let start: Int
        /// Where its first character begins in the input.
        let originalStart: Int
        let decoder: InputDecoder
    }

    /// The input as UTF-8.
    private(set) var text: [UInt8] = []
    /// Where the text goes on in another encoding, as offsets in the text.
    private(set) var changes: [Int] = []
    /// The offsets in the text of the U+FFFD that stand for bytes which were not valid, ascending.
    private(set) var replacements: [Int] = []
    private var segments: [Segment] = []
    /// A place that only moves forward, so that nothing before it is counted again.
    private var mark = (segment: 0, offset: 0, original: 0)

    private enum Encoding { case utf8, utf16, utf16Swapped }

    /// No real file changes its encoding more often.
    private static let maximumCount = 1000

    init(_ bytes: [UInt8]) {
        var start = 0
        var encoding: Encoding?
        while start < bytes.count || segments.isEmpty {
            let end =
                segments.count < SourceSegments.maximumCount
                ? SourceSegments.end(of: bytes, from: start, encoding ?? .utf8) : End(offset: bytes.count, next: nil)
            if end.isBoundary, end.offset == start, encoding == nil {
                encoding = end.next
                continue
            }
            append(Array(bytes[start..<end.offset]), at: start, encoding)
            start = end.offset
            encoding = end.next
        }
        if let first = segments.first { mark = (0, 0, first.originalStart) }
    }

    private mutating func append(_ bytes: [UInt8], at start: Int, _ encoding: Encoding?) {
        var decoder = InputDecoder()
        var part: [UInt8] = []
        // What was recognised without a byte order mark gets one.
        let mark: [UInt8] =
            switch encoding {
            case .utf16 where !bytes.starts(with: [0xFF, 0xFE]): [0xFF, 0xFE]
            case .utf16Swapped where !bytes.starts(with: [0xFE, 0xFF]): [0xFE, 0xFF]
            default: []
            }
        if !mark.isEmpty { decoder.append(mark.span, base: 0, to: &part) }
        decoder.append(bytes.span, base: 0, to: &part)
        decoder.finish(base: 0, to: &part)
        if !segments.isEmpty || !mark.isEmpty { changes.append(text.count) }
        replacements += decoder.replacementOffsets.map { $0 + text.count }
        segments.append(
            Segment(
                start: text.count,
                originalStart: start + decoder.markByteCount - mark.count,
                decoder: decoder
            )
        )
        text += part
    }

    // MARK: - Places

    /// Where the character at an offset of the text stands in the input.
    ///
    /// - Complexity: O(*n*) in the characters since the place asked for last where the encoding is UTF-16, else O(log *n*).
    mutating func originalOffset(of offset: Int) -> Int {
        if offset < mark.offset { mark = (0, 0, segments[0].originalStart) }
        while mark.segment + 1 < segments.count, segments[mark.segment + 1].start <= offset {
            let next = segments[mark.segment + 1]
            mark = (mark.segment + 1, next.start, next.originalStart)
        }
        let segment = segments[mark.segment]
        switch segment.decoder.encoding {
        case .utf8, .undetermined:
            let local = offset - segment.start
            return segment.originalStart + local - segment.decoder.shrinkage(before: local)
        case .utf16, .utf16Swapped, .utf32, .utf32Swapped:
            let isWide = segment.decoder.encoding == .utf32 || segment.decoder.encoding == .utf32Swapped
            var units = 0
            for index in mark.offset..<max(offset, mark.offset) where text[index] & 0xC0 != 0x80 {
                units += !isWide && text[index] >= 0xF0 ? 2 : 1
            }
            mark = (mark.segment, max(offset, mark.offset), mark.original + units * (isWide ? 4 : 2))
            return mark.original
        }
    }

    // MARK: - Changes

    private struct End {
        let offset: Int
        let next: Encoding?
        var isBoundary: Bool { next != nil }
    }

    private static func end(of bytes: [UInt8], from start: Int, _ encoding: Encoding) -> End {
        // A mark of UTF-32 is left to the decoder, and with it all that follows.
        let isWide =
            bytes[start...].starts(with: [0xFF, 0xFE, 0, 0]) || bytes[start...].starts(with: [0, 0, 0xFE, 0xFF])
        if isWide { return End(offset: bytes.count, next: nil) }
        if encoding == .utf8 {
            if bytes[start...].starts(with: [0xFF, 0xFE]) || bytes[start...].starts(with: [0xFE, 0xFF]) {
                return endOfUTF16(bytes, start, isSwapped: bytes[start] == 0xFE)
            }
            return endOfUTF8(bytes, start)
        }
        return endOfUTF16(bytes, start, isSwapped: encoding == .utf16Swapped)
    }

    private static func endOfUTF8(_ bytes: [UInt8], _ start: Int) -> End {
        var index = start
        while index + 1 < bytes.count {
            let byte = bytes[index]
            if byte != 0, byte < 0xFE {
                index += 1
                continue
            }
            if byte == 0 {
                // The zero is the second half of a character of UTF-16, or the first.
                if index > start, isUTF16(bytes, index - 1, zeroAt: 1) { return End(offset: index - 1, next: .utf16) }
                if isUTF16(bytes, index, zeroAt: 0) { return End(offset: index, next: .utf16Swapped) }
            } else if index > start, byte == 0xFF, bytes[index + 1] == 0xFE, isUTF16(bytes, index + 2, zeroAt: 1) {
                return End(offset: index, next: .utf16)
            } else if index > start, byte == 0xFE, bytes[index + 1] == 0xFF, isUTF16(bytes, index + 2, zeroAt: 0) {
                return End(offset: index, next: .utf16Swapped)
            }
            index += 1
        }
        return End(offset: bytes.count, next: nil)
    }

    /// Whether four characters of Latin-1 in UTF-16 begin at an index.
    private static func isUTF16(_ bytes: [UInt8], _ index: Int, zeroAt zero: Int) -> Bool {
        guard index + 8 <= bytes.count else { return false }
        for pair in stride(from: index, to: index + 8, by: 2) {
            let byte = bytes[pair + 1 - zero]
            guard bytes[pair + zero] == 0, byte >= 0x20 && byte != 0x7F || ByteClass.isBlank(byte) else { return false }
        }
        return true
    }

    private static func endOfUTF16(_ bytes: [UInt8], _ start: Int, isSwapped: Bool) -> End {
        var index = start
        while index + 8 <= bytes.count {
            if bytes[index] == UInt8(ascii: "<"), isMarkup(bytes, index) { return End(offset: index, next: .utf8) }
            if bytes[index + 1] == UInt8(ascii: "<"), isMarkup(bytes, index + 1) {
                return End(offset: index + 1, next: .utf8)
            }
            index += 2
        }
        return End(offset: bytes.count, next: nil)
    }

    /// Whether a tag in ASCII begins at an index, and no UTF-16 with tags of its own follows, in which bytes are zero.
    private static func isMarkup(_ bytes: [UInt8], _ index: Int) -> Bool {
        guard index + 3 < bytes.count else { return false }
        let name = bytes[(index + 1)...].prefix(16)
        let letters = (name.first == UInt8(ascii: "/") ? name.dropFirst() : name).prefix { ByteClass.isPlainName($0) }
        guard let end = name[letters.endIndex...].first, !letters.isEmpty,
            end == UInt8(ascii: ">") || end == UInt8(ascii: "/") || ByteClass.isBlank(end)
        else { return false }
        return !bytes[index..<min(index + 64, bytes.count)].contains(0)
    }
}
