/// One packet of a packet capture, as far as it was recorded.
public struct CapturedPacket: Sendable, Hashable {
    /// When it passed, in nanoseconds since 1970.
    public var nanoseconds: Int64

    /// How many bytes it had on the wire; a capture may hold fewer of them.
    public var originalByteCount: Int

    /// The bytes that were recorded.
    public var bytes: [UInt8]

    /// Makes a packet.
    public init(nanoseconds: Int64 = 0, originalByteCount: Int, bytes: [UInt8]) {
        self.nanoseconds = nanoseconds
        self.originalByteCount = originalByteCount
        self.bytes = bytes
    }
}
