/// The header of one fragment: which object it belongs to, its number in it, and how many bytes follow.
///
///      0               8               16  17          21
///     +---------------+---------------+---+-----------+----------------
///     |   ObjectId    |  FragmentId   | F | BlobLength| Blob …
///     +---------------+---------------+---+-----------+----------------
///
/// MS-PSRP 2.2.4: big-endian here, unlike the rest of the protocol. Senders clear the sign bits of the three numbers,
/// and receivers ignore them; the same goes for the flag bits above S (1) and E (2).
public struct FragmentHeader: Sendable, Hashable {
    /// The bytes of a header: 21.
    public static let byteCount = 21

    /// The number of the object (spec: ObjectId), from 1.
    public let objectID: Int64

    /// The number of the fragment in its object (spec: FragmentId), from 0.
    public let fragmentID: Int64

    /// Whether this is the first fragment of its object (spec: S).
    public let isStart: Bool

    /// Whether this is the last fragment of its object (spec: E).
    public let isEnd: Bool

    /// The bytes that follow the header (spec: BlobLength), from 0 to 2³¹ − 1.
    public let blobByteCount: Int

    /// Whether one of the three numbers came with its sign bit set, which was ignored.
    let hadSignBit: Bool

    /// Makes a header.
    ///
    /// - Precondition: The numbers are not negative and `blobByteCount` is below 2³¹.
    public init(objectID: Int64, fragmentID: Int64, isStart: Bool, isEnd: Bool, blobByteCount: Int) {
        precondition(objectID >= 0 && fragmentID >= 0 && blobByteCount >= 0 && blobByteCount <= Int(Int32.max))
        self.objectID = objectID
        self.fragmentID = fragmentID
        self.isStart = isStart
        self.isEnd = isEnd
        self.blobByteCount = blobByteCount
        self.hadSignBit = false
    }

    /// Reads the header that bytes begin with, or returns `nil` when there are fewer than 21.
    public init?(_ bytes: Span<UInt8>) { self.init(bytes, at: 0) }

    /// Reads the header that begins at `offset`, or returns `nil` when fewer than 21 bytes follow.
    init?(_ bytes: Span<UInt8>, at offset: Int) {
        var cursor = ByteCursor(offset: offset)
        guard
            let object = cursor.readBigEndian(UInt64.self, bytes),
            let fragment = cursor.readBigEndian(UInt64.self, bytes),
            let flags = cursor.readByte(bytes),
            let length = cursor.readBigEndian(UInt32.self, bytes)
        else { return nil }
        objectID = Int64(object & .max >> 1)
        fragmentID = Int64(fragment & .max >> 1)
        isStart = flags & 1 != 0
        isEnd = flags & 2 != 0
        blobByteCount = Int(length & .max >> 1)
        hadSignBit = object >> 63 | fragment >> 63 | UInt64(length >> 31) != 0
    }

    /// Appends the 21 bytes of the header.
    func append(to output: inout [UInt8]) {
        output.appendBigEndian(UInt64(objectID))
        output.appendBigEndian(UInt64(fragmentID))
        output.append((isStart ? 1 : 0) | (isEnd ? 2 : 0))
        output.appendBigEndian(UInt32(blobByteCount))
    }
}
