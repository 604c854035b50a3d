import CLIXML

/// The bytes of a message after its header: UTF-8 CLIXML, with or without a byte order mark, or nothing.
///
/// A reassembled message keeps them in the pieces they arrived in, so that each byte is copied once however long the
/// message gets. Feed the pieces to a `CLIXMLParser` one after the other, or ask for ``bytes``.
public struct MessageData: Sendable, Hashable {
    /// The first piece, which is all there is of most messages, apart from the others: so a message needs no array of arrays.
    private var first: [UInt8]
    private var others: [[UInt8]] = []

    /// The number of bytes.
    public private(set) var count: Int

    /// Wraps bytes.
    public init(_ bytes: [UInt8] = []) {
        first = bytes
        count = bytes.count
    }

    /// The pieces in order; none is empty.
    public var segments: [[UInt8]] { first.isEmpty ? [] : [first] + others }

    /// Hands over the pieces in order, without making an array of them.
    func forEachSegment(_ body: (Span<UInt8>) -> Void) {
        if !first.isEmpty { body(first.span) }
        for segment in others { body(segment.span) }
    }

    /// Whether there are no bytes, which means null.
    public var isEmpty: Bool { count == 0 }

    /// All bytes as one array.
    ///
    /// - Complexity: O(1) for a message that came in one fragment, else O(n).
    public var bytes: [UInt8] {
        if others.isEmpty { return first }
        var joined: [UInt8] = []
        joined.reserveCapacity(count)
        joined.append(first.span)
        for segment in others { joined.append(segment.span) }
        return joined
    }

    /// Whether the data begins with EF BB BF, as PowerShell writes it and other implementations do not.
    public var hasByteOrderMark: Bool { starts(with: [0xEF, 0xBB, 0xBF]) }

    /// The CLIXML text without a byte order mark.
    ///
    /// Bytes that are not UTF-8 become U+FFFD.
    ///
    /// - Complexity: O(n)
    public var text: String {
        let all = bytes
        return String(decoding: hasByteOrderMark ? all[3...] : all[...], as: UTF8.self)
    }

    private func starts(with prefix: [UInt8]) -> Bool {
        // A first piece is never shorter than a byte order mark unless fragments are.
        first.count >= prefix.count ? first.starts(with: prefix) : bytes.starts(with: prefix)
    }

    /// The largest piece that is filled from several fragments.
    ///
    /// Below the size from which allocators map fresh pages.
    private static let maximumSharedSegmentByteCount = 1 << 16

    /// Appends a copy of bytes: to the last piece while it has room, else as a new piece.
    ///
    /// A new piece gets as much room as there are bytes already, so that small fragments share pieces without moving.
    mutating func append(_ bytes: Span<UInt8>) {
        guard bytes.count > 0 else { return }
        count += bytes.count
        if first.isEmpty {
            first.reserveCapacity(bytes.count)
            first.append(bytes)
        } else if others.isEmpty, first.capacity - first.count >= bytes.count {
            first.append(bytes)
        } else if let last = others.indices.last, others[last].capacity - others[last].count >= bytes.count {
            others[last].append(bytes)
        } else {
            var segment: [UInt8] = []
            segment.reserveCapacity(Swift.max(bytes.count, Swift.min(count, Self.maximumSharedSegmentByteCount)))
            segment.append(bytes)
            others.append(segment)
        }
    }

    /// Compares bytes, wherever the pieces end.
    public static func == (left: MessageData, right: MessageData) -> Bool {
        guard left.count == right.count else { return false }
        return left.bytes == right.bytes
    }

    /// Hashes bytes, wherever the pieces end.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}
