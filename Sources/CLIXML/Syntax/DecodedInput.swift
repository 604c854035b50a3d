/// Text that arrives in any chunking, as valid UTF-8, of which only what is still needed is kept.
///
/// Append bytes as they come, read ``source``, and say with ``drop(before:)`` what was read for good. Places of ``source``
/// are turned into places of the input by ``position(of:)``.
package struct DecodedInput: Sendable {
    /// The decoded bytes that are still needed.
    package private(set) var source: [UInt8] = []

    /// Whether ``finish()`` was called.
    package private(set) var isFinal = false

    private var decoder = InputDecoder()
    private var droppedByteCount = 0
    /// The place in the input of the byte of `source` at `mark`, which only moves forward, so that nothing is counted twice.
    private var inputOffset = 0
    private var mark = 0
    private var lines = LineCursor()

    package init() {}

    /// Appends bytes of the input.
    package mutating func append(_ bytes: Span<UInt8>) {
        decoder.append(bytes, base: droppedByteCount, to: &source)
        passMark()
    }

    /// Says that the input is complete.
    package mutating func finish() {
        guard !isFinal else { return }
        isFinal = true
        decoder.finish(base: droppedByteCount, to: &source)
        passMark()
    }

    /// The byte order mark comes before the first byte of the source.
    private mutating func passMark() {
        if inputOffset == 0, droppedByteCount == 0 { inputOffset = decoder.markByteCount }
    }

    /// Drops what stands before an offset, unless that would move more bytes than it drops.
    ///
    /// - Returns: how many bytes were dropped, by which all offsets are now less.
    package mutating func drop(before offset: Int) -> Int {
        guard offset > 0, offset >= source.count / 2 else { return 0 }
        inputOffset = self.inputOffset(of: offset)
        mark = 0
        decoder.dropReplacements(before: droppedByteCount + offset)
        // Taken out, so that the array is not shared and keeps its memory.
        var bytes = source
        source = []
        lines.advance(to: offset, in: bytes.span)
        bytes.removeFirst(offset)
        source = bytes
        droppedByteCount += offset
        lines.dropFirst(offset)
        return offset
    }

    /// Where the character at an offset of ``source`` stands in the input, in bytes, for offsets that ascend from call to call.
    ///
    /// - Complexity: O(*n*) in the bytes since the last call; O(1) for UTF-8.
    package mutating func nextInputOffset(of offset: Int) -> Int {
        let place = inputOffset(of: offset)
        inputOffset = place
        mark = offset
        return place
    }

    private func inputOffset(of offset: Int) -> Int {
        let passed = min(offset, mark)..<max(offset, mark)
        var count = 0
        switch decoder.encoding {
        case .utf8, .undetermined:
            let first = decoder.shrinkage(before: droppedByteCount + passed.lowerBound)
            count = passed.count - (decoder.shrinkage(before: droppedByteCount + passed.upperBound) - first)
        case .utf16, .utf16Swapped:
            count = 2 * InputDecoder.unitCount(source.span.extracting(passed))
        case .utf32, .utf32Swapped:
            for index in passed where source[index] & 0xC0 != 0x80 { count += 4 }
        }
        return offset < mark ? inputOffset - count : inputOffset + count
    }

    /// Where the character at an offset of ``source`` stands in the input.
    ///
    /// - Complexity: O(*n*) in the offset.
    package func position(of offset: Int) -> SourcePosition {
        let offset = min(max(offset, 0), source.count)
        var cursor = lines
        cursor.advance(to: offset, in: source.span)
        return SourcePosition(byteOffset: inputOffset(of: offset), line: cursor.line, column: cursor.column)
    }
}
