import CLIXML
import PSRP

/// The layout of our own capture files, which hold the bytes that passed on recorded connections.
///
/// A file is a run of zstd frames, so that `zstd -d` unpacks it: what it gives is the content of the blocks one after the
/// other. What zstd passes over, skippable frames, tells where blocks are. All numbers are little-endian, times are
/// nanoseconds since 1970 in UTC.
///
///     file      header (block head, block)… [index]        and the same blocks again when it was appended to
///
///     header    0   4   184D2A5C       skippable frame
///               4   4   32             bytes that follow
///               8  16   "clixml capture" and two zero bytes
///              24   2   version        1; another first version is refused
///              26   2   flags          1: may hold secrets; 2: secrets were taken out
///              28   4   0
///              32   8   when it was made
///
///     block     0   4   184D2A5D       skippable frame
///     head      4   4   40             bytes that follow
///               8   8   "clixblk" and a zero byte
///              16   4   c              bytes of the zstd frame right behind the head
///              20   4   n              bytes of its content, at most 16 MiB
///              24   4   records        in it
///              28   4   check          FNV-1a of bytes 0 to 27 and 32 to 47
///              32   8   time of the first record
///              40   8   time of the last record
///
///     block     one zstd frame of c bytes with a checksum; its content:
///               0   8   "clixrec" and a zero byte
///               8       records, whole
///
///     record    0   4   n              bytes of the body
///               4   1   kind           1 opened, 2 bytes, 3 ended, 4 closed, 5 facts, 6 gap
///               5   1   direction      0 none, 1 client to server, 2 server to client
///               6   2   0
///               8   4   connection     numbers that the writer gives
///              12   8   time
///              20   n   body
///
///     body      opened  transport (1 byte: 1 stdio, 2 TCP, 3 Unix socket), then facts
///               bytes   what passed
///               facts   pairs: 2 bytes length and name, 4 bytes length and value, in UTF-8
///               gap     8 bytes: how many bytes passed that are not in the file; 8 bytes: how many records they were
///               others  nothing
///
///     index     0   4   184D2A5E       skippable frame
///               4   4   n              bytes that follow
///               8   8   "clixidx" and a zero byte
///              16  32k  k entries: place of a block head in the file (8), time of its first record (8), of its last
///                       (8), records (4), bytes of its content (4)
///          16+32k  4   check          FNV-1a of the entries
///          20+32k  8   n + 8          the size of the whole index, so that it is found from the end of the file
///
/// A reader passes over kinds of records and skippable frames that it does not know. A block that is damaged is told by
/// its checks, and the next one found by the first 16 bytes of its head. A file whose writer was killed ends in a block
/// that is cut off, and has no index; both are no error.
public enum CaptureFormat {
    /// The version that is written.
    public static let version: UInt16 = 1

    /// The content of a block is ended at this size, in bytes.
    public static let blockByteCount = 1 << 20

    static let maximumContentByteCount = 16 << 20
    /// The bytes of the header of a file.
    package static let headerByteCount = 40
    static let headByteCount = 48
    static let recordHeaderByteCount = 20
    static let entryByteCount = 32

    static let headerMagic: UInt32 = 0x184D_2A5C
    static let headMagic: UInt32 = 0x184D_2A5D
    static let indexMagic: UInt32 = 0x184D_2A5E

    static let fileSign = Array("clixml capture\0\0".utf8)
    static let blockSign = Array("clixblk\0".utf8)
    static let contentSign = Array("clixrec\0".utf8)
    static let indexSign = Array("clixidx\0".utf8)

    /// How many of a file's first bytes ``isCaptureFile(_:)`` needs: 24.
    public static let signByteCount = 24

    /// Whether bytes begin a capture file; with fewer than 24 the answer is `false`.
    public static func isCaptureFile(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= signByteCount else { return false }
        var cursor = ByteCursor()
        guard cursor.readLittleEndian(UInt32.self, bytes) == headerMagic else { return false }
        return bytes.starts(with: fileSign, at: 8)
    }

    /// Whether bytes are a beginning of a capture file as far as they go, its first four bytes at least.
    public static func couldBeCaptureFile(_ bytes: Span<UInt8>) -> Bool {
        var cursor = ByteCursor()
        return cursor.readLittleEndian(UInt32.self, bytes) == headerMagic
    }

    /// The 32-bit FNV-1a hash of bytes.
    static func check(_ bytes: Span<UInt8>, _ ranges: Range<Int>...) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for range in ranges {
            for index in range { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
        }
        return hash
    }
}

extension Span<UInt8> {
    /// Whether these bytes stand at a place.
    func starts(with bytes: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, count - offset >= bytes.count else { return false }
        for index in bytes.indices where self[offset + index] != bytes[index] { return false }
        return true
    }
}

extension [UInt8] {
    /// Appends a number, its lowest byte first.
    mutating func append<Value: FixedWidthInteger & UnsignedInteger>(number value: Value) {
        for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: value >> Value(shift)))
        }
    }
}
