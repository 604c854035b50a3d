import CLIXML
import PSRP

/// Where the blocks of a capture file are, and what times they span.
public struct CaptureIndex: Sendable, Hashable {
    /// One block.
    public struct Entry: Sendable, Hashable {
        /// Where its head begins, in bytes from the start of the file.
        public let byteOffset: UInt64
        /// When its first record happened, in nanoseconds since 1970.
        public let firstNanoseconds: Int64
        /// When its last record happened.
        public let lastNanoseconds: Int64
        /// How many records it holds.
        public let recordCount: UInt32
        /// How many bytes they take.
        public let byteCount: UInt32

        init(byteOffset: UInt64, _ head: CaptureBlockHead) {
            self.init(
                byteOffset: byteOffset,
                firstNanoseconds: head.firstNanoseconds,
                lastNanoseconds: head.lastNanoseconds,
                recordCount: head.recordCount,
                byteCount: head.contentByteCount
            )
        }

        init(
            byteOffset: UInt64,
            firstNanoseconds: Int64,
            lastNanoseconds: Int64,
            recordCount: UInt32,
            byteCount: UInt32
        ) {
            self.byteOffset = byteOffset
            self.firstNanoseconds = firstNanoseconds
            self.lastNanoseconds = lastNanoseconds
            self.recordCount = recordCount
            self.byteCount = byteCount
        }
    }

    /// The blocks, in the order they stand in the file.
    public var entries: [Entry] = []

    /// Makes an index without blocks.
    public init() {}

    /// The bytes at the end of a file that say how large its index is: 8.
    public static let sizeByteCount = 8

    /// The bytes of an index without entries.
    private static let fixedByteCount = 28

    /// Reads the size of the index from the last ``sizeByteCount`` bytes of a file; `nil` where no index can end so.
    public static func byteCount(fromEnd bytes: Span<UInt8>) -> Int? {
        var cursor = ByteCursor(offset: bytes.count - sizeByteCount)
        guard
            let size = cursor.readLittleEndian(UInt64.self, bytes).flatMap({ Int(exactly: $0) }),
            size >= fixedByteCount, (size - fixedByteCount) % CaptureFormat.entryByteCount == 0
        else { return nil }
        return size
    }

    /// Reads an index, from its first byte to its last; `nil` where it is damaged or none.
    ///
    /// - Complexity: O(n)
    public init?(_ bytes: Span<UInt8>) {
        guard Self.byteCount(fromEnd: bytes) == bytes.count, bytes.starts(with: CaptureFormat.indexSign, at: 8) else {
            return nil
        }
        var cursor = ByteCursor()
        guard
            cursor.readLittleEndian(UInt32.self, bytes) == CaptureFormat.indexMagic,
            cursor.readLittleEndian(UInt32.self, bytes).map({ Int($0) + 8 }) == bytes.count
        else { return nil }
        let end = bytes.count - Self.sizeByteCount - 4
        var check = ByteCursor(offset: end)
        guard check.readLittleEndian(UInt32.self, bytes) == CaptureFormat.check(bytes, 16..<end) else { return nil }
        cursor = ByteCursor(offset: 16)
        while cursor.offset < end {
            guard
                let offset = cursor.readLittleEndian(UInt64.self, bytes),
                let first = cursor.readLittleEndian(UInt64.self, bytes),
                let last = cursor.readLittleEndian(UInt64.self, bytes),
                let recordCount = cursor.readLittleEndian(UInt32.self, bytes),
                let byteCount = cursor.readLittleEndian(UInt32.self, bytes)
            else { return nil }
            entries.append(
                Entry(
                    byteOffset: offset,
                    firstNanoseconds: Int64(bitPattern: first),
                    lastNanoseconds: Int64(bitPattern: last),
                    recordCount: recordCount,
                    byteCount: byteCount
                )
            )
        }
    }

    /// Appends the index as it stands at the end of a file; nothing where it would be larger than a frame can be.
    func append(to output: inout [UInt8]) {
        let size = Self.fixedByteCount + entries.count * CaptureFormat.entryByteCount
        guard let frame = UInt32(exactly: size - 8) else { return }
        var bytes: [UInt8] = []
        bytes.append(number: CaptureFormat.indexMagic)
        bytes.append(number: frame)
        bytes += CaptureFormat.indexSign
        for entry in entries {
            bytes.append(number: entry.byteOffset)
            bytes.append(number: UInt64(bitPattern: entry.firstNanoseconds))
            bytes.append(number: UInt64(bitPattern: entry.lastNanoseconds))
            bytes.append(number: entry.recordCount)
            bytes.append(number: entry.byteCount)
        }
        let check = CaptureFormat.check(bytes.span, 16..<bytes.count)
        bytes.append(number: check)
        bytes.append(number: UInt64(size))
        output += bytes
    }
}
