import CLIXML

/// The bytes of one direction of a TCP connection, put together again from segments in any order.
///
/// Insert segments as they were recorded, then take what is in order until ``next()`` returns `nil`. Of bytes that come
/// more than once the first are kept. What never came is a gap; when to stop waiting for it is said by the caller with
/// ``giveUpGap()``, or comes about by the limits.
///
/// Places are counted in bytes from the first one, so that the sequence numbers may go round.
package struct TCPStream {
    /// What comes next in the stream.
    package enum Chunk: Equatable {
        case bytes([UInt8])
        /// Bytes that are not in the capture.
        case gap(Int)
        /// The sender ended the stream.
        case end
    }

    private struct Piece {
        var start: Int
        /// `nil` where the capture did not record the bytes of a segment it has.
        var bytes: [UInt8]?
        var count: Int
        var end: Int { start + count }
    }

    /// How much may wait for what lies before it: four times the largest window that systems open by themselves.
    package static let maximumPendingByteCount = 16 << 20
    /// How many separate pieces may wait.
    package static let maximumPieceCount = 4_096
    /// Segments farther ahead than this are not of the same stream.
    private static let maximumDistance = 1 << 28

    /// The sequence number at ``position``.
    private var expected: UInt32?
    private var initial: UInt32?
    /// Bytes given out, gaps included.
    package private(set) var position = 0
    /// What waits, in order, without overlaps; all of it behind ``position``.
    private var pieces: [Piece] = []
    private var endPosition: Int?
    private var ready: [Chunk] = []
    private var taken = 0
    private var isEnded = false

    /// Bytes that wait.
    package private(set) var pendingByteCount = 0

    /// Where what waits begins, `nil` when nothing does.
    package var gapEnd: Int? { pieces.first?.start }

    /// Whether the beginning of the stream is in the capture.
    package private(set) var hasBeginning = false

    /// Makes a stream of which nothing is known.
    package init() {}

    /// Notes the number of the first byte: that of the SYN plus one.
    package mutating func begin(_ first: UInt32) {
        guard expected == nil else { return }
        expected = first
        initial = first
        hasBeginning = true
    }

    /// Whether a SYN begins another connection than the one that is known.
    func isOther(_ first: UInt32) -> Bool {
        if let initial { return initial != first }
        guard let expected else { return false }
        // The SYN of a connection that was recorded from the middle on, or out of order.
        return abs(Int(Int32(bitPattern: first &- expected))) > position &+ 1 << 20
    }

    /// The place of a sequence number, `nil` before anything is known.
    func place(of sequence: UInt32) -> Int? {
        guard let expected else { return nil }
        return position + Int(Int32(bitPattern: sequence &- expected))
    }

    /// Takes in a segment.
    ///
    /// - Parameters:
    ///   - sequence: The number of its first byte.
    ///   - bytes: What was recorded of its payload.
    ///   - count: How many bytes the payload had.
    ///   - isLast: Whether the stream ends behind it.
    package mutating func insert(_ sequence: UInt32, _ bytes: Span<UInt8>, count: Int, isLast: Bool) {
        guard !isEnded, count > 0 || isLast else { return }
        if expected == nil { expected = sequence }
        guard let start = place(of: sequence), start - position < Self.maximumDistance,
            position - start < Self.maximumDistance
        else { return }
        if isLast, start + count >= position { endPosition = start + count }
        if bytes.count > 0 { add(bytes, at: start) }
        if count > bytes.count { addHole(start + bytes.count..<start + count) }
        advance()
        while pendingByteCount > Self.maximumPendingByteCount || pieces.count > Self.maximumPieceCount { giveUpGap() }
    }

    /// The next part of the stream, or `nil` until more of it is there.
    package mutating func next() -> Chunk? {
        guard taken < ready.count else {
            ready.removeAll(keepingCapacity: true)
            taken = 0
            return nil
        }
        defer { taken += 1 }
        return ready[taken]
    }

    /// Stops waiting for the bytes before those that are there.
    package mutating func giveUpGap() {
        guard let first = pieces.first else { return }
        move(to: first.start)
        advance()
    }

    /// Stops waiting for anything: gives out what is there.
    package mutating func finish() {
        while !pieces.isEmpty { giveUpGap() }
        if let endPosition, endPosition > position, endPosition - position < Self.maximumDistance {
            move(to: endPosition)
            advance()
        }
    }

    private mutating func move(to place: Int) {
        ready.append(.gap(place - position))
        expected = expected.map { $0 &+ UInt32(truncatingIfNeeded: place - position) }
        position = place
    }

    /// Gives out what has become next.
    private mutating func advance() {
        var count = 0
        while count < pieces.count, pieces[count].start == position {
            let piece = pieces[count]
            count += 1
            if let bytes = piece.bytes {
                ready.append(.bytes(bytes))
                pendingByteCount -= piece.count
            } else {
                ready.append(.gap(piece.count))
            }
            position = piece.end
            expected = expected.map { $0 &+ UInt32(truncatingIfNeeded: piece.count) }
        }
        if count > 0 { pieces.removeFirst(count) }
        if let endPosition, position >= endPosition, !isEnded {
            isEnded = true
            pieces = []
            pendingByteCount = 0
            ready.append(.end)
        }
    }

    /// The index of the first piece that ends behind a place.
    private func index(behind place: Int) -> Int {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].end > place { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The parts of a range that nothing is known of yet.
    private func missing(in range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = max(range.lowerBound, position)
        var index = index(behind: start)
        while start < range.upperBound {
            guard index < pieces.count, pieces[index].start < range.upperBound else {
                parts.append(start..<range.upperBound)
                break
            }
            if pieces[index].start > start { parts.append(start..<pieces[index].start) }
            start = pieces[index].end
            index += 1
        }
        return parts
    }

    private mutating func add(_ bytes: Span<UInt8>, at start: Int) {
        dropHoles(in: start..<start + bytes.count)
        for part in missing(in: start..<start + bytes.count) {
            var copy: [UInt8] = []
            copy.append(bytes, part.lowerBound - start..<part.upperBound - start)
            pendingByteCount += part.count
            pieces.insert(
                Piece(start: part.lowerBound, bytes: copy, count: part.count),
                at: index(behind: part.lowerBound)
            )
        }
    }

    private mutating func addHole(_ range: Range<Int>) {
        for part in missing(in: range) {
            pieces.insert(
                Piece(start: part.lowerBound, bytes: nil, count: part.count),
                at: index(behind: part.lowerBound)
            )
        }
    }

    /// Bytes that came after all take the place of those that were not recorded.
    private mutating func dropHoles(in range: Range<Int>) {
        var index = index(behind: range.lowerBound)
        while index < pieces.count, pieces[index].start < range.upperBound {
            let piece = pieces[index]
            guard piece.bytes == nil else {
                index += 1
                continue
            }
            pieces.remove(at: index)
            if piece.start < range.lowerBound {
                pieces.insert(Piece(start: piece.start, bytes: nil, count: range.lowerBound - piece.start), at: index)
                index += 1
            }
            if piece.end > range.upperBound {
                pieces.insert(
                    Piece(start: range.upperBound, bytes: nil, count: piece.end - range.upperBound),
                    at: index
                )
                return
            }
        }
    }
}
