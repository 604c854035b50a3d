import CLIXML

/// The bytes of a message after its header: UTF-8 CLIXML, with or without a byte order mark, or nothing.
///
/// A reassembled message keeps them in the pieces they arrived in, so that each byte is copied once however long the
/// message gets. Feed the pieces to a `CLIXMLParser` one after the other, or ask for ``bytes``.
public struct MessageData: Sendable, Hashable {
    /// The pieces in order; none is empty.
    public private(set) var segments: [[UInt8]]

    /// The number of bytes.
    public private(set) var count: Int

    /// Wraps bytes.
    public init(_ bytes: [UInt8] = []) {
        segments = bytes.isEmpty ? [] : [bytes]
        count = bytes.count
    }

    /// Whether there are no bytes, which means null.
    public var isEmpty: Bool { count == 0 }

    /// All bytes as one array.
    ///
    /// - Complexity: O(1) for a message that came in one fragment, else O(n).
    public var bytes: [UInt8] {
        if segments.count == 1 { return segments[0] }
        var joined: [UInt8] = []
        joined.reserveCapacity(count)
        for segment in segments { joined.append(segment.span) }
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
        guard count >= prefix.count else { return false }
        var matched = 0
        for segment in segments {
            for byte in segment {
                if matched == prefix.count { return true }
                if byte != prefix[matched] { return false }
                matched += 1
            }
        }
        return matched == prefix.count
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
        let last = segments.count - 1
        if last >= 0, segments[last].capacity - segments[last].count >= bytes.count {
            segments[last].append(bytes)
            return
        }
        var segment: [UInt8] = []
        let room = segments.isEmpty ? 0 : Swift.min(count, Self.maximumSharedSegmentByteCount)
        segment.reserveCapacity(Swift.max(bytes.count, room))
        segment.append(bytes)
        segments.append(segment)
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
