import PSRP

/// One TCP segment in a packet. Checksums are not looked at: captures of senders hold packets before they are computed.
struct TCPSegment {
    let source: Endpoint
    let destination: Endpoint
    let sequence: UInt32
    /// What the sender has received up to, `nil` where it does not say.
    let acknowledgment: UInt32?
    let isSynchronize: Bool
    let isFinish: Bool
    let isReset: Bool
    /// Where the recorded part of the payload is in the packet.
    let payload: Range<Int>
    /// How many bytes the payload had on the wire.
    let payloadByteCount: Int
}

/// Why a packet gives no segment.
enum SegmentRefusal: Error {
    /// It is of another protocol.
    case otherProtocol
    /// Its headers were not recorded whole, or cannot be right.
    case headersCut
    /// It is a part of a larger packet.
    case fragment
}

extension TCPSegment {
    /// Reads the segment of an IPv4 or IPv6 packet.
    ///
    /// - Parameters:
    ///   - bytes: The recorded bytes of the frame.
    ///   - offset: Where the packet begins in them.
    ///   - frameByteCount: How many bytes the frame had on the wire.
    init(_ bytes: Span<UInt8>, at offset: Int, frameByteCount: Int) throws(SegmentRefusal) {
        guard offset < bytes.count else { throw .headersCut }
        let frameEnd = max(frameByteCount, bytes.count)
        switch bytes[offset] >> 4 {
        case 4: try self.init(versionFour: bytes, at: offset, frameEnd: frameEnd)
        case 6: try self.init(versionSix: bytes, at: offset, frameEnd: frameEnd)
        default: throw .otherProtocol
        }
    }

    private init(versionFour bytes: Span<UInt8>, at offset: Int, frameEnd: Int) throws(SegmentRefusal) {
        var cursor = ByteCursor(offset: offset)
        guard
            let first = cursor.readBigEndian(UInt32.self, bytes),
            let second = cursor.readBigEndian(UInt32.self, bytes),
            let third = cursor.readBigEndian(UInt32.self, bytes),
            let source = cursor.readBigEndian(UInt32.self, bytes),
            let destination = cursor.readBigEndian(UInt32.self, bytes)
        else { throw .headersCut }
        let headerByteCount = Int(first >> 24 & 0x0F) * 4
        guard headerByteCount >= 20 else { throw .headersCut }
        guard third >> 16 & 0xFF == 6 else { throw .otherProtocol }
        guard second & 0x3FFF == 0 else { throw .fragment }
        // 0 is what a sender that leaves the cutting to its network card records.
        let total = Int(first & 0xFFFF)
        let end = total == 0 ? frameEnd : offset + total
        try self.init(
            bytes,
            at: offset + headerByteCount,
            end: end,
            source: { Endpoint(high: 0, low: UInt64(source), isVersionSix: false, port: $0) },
            destination: { Endpoint(high: 0, low: UInt64(destination), isVersionSix: false, port: $0) }
        )
    }

    private init(versionSix bytes: Span<UInt8>, at offset: Int, frameEnd: Int) throws(SegmentRefusal) {
        var cursor = ByteCursor(offset: offset + 4)
        guard
            let length = cursor.readBigEndian(UInt16.self, bytes),
            var next = cursor.readByte(bytes),
            cursor.readByte(bytes) != nil,
            let sourceHigh = cursor.readBigEndian(UInt64.self, bytes),
            let sourceLow = cursor.readBigEndian(UInt64.self, bytes),
            let destinationHigh = cursor.readBigEndian(UInt64.self, bytes),
            let destinationLow = cursor.readBigEndian(UInt64.self, bytes)
        else { throw .headersCut }
        let end = length == 0 ? frameEnd : offset + 40 + Int(length)
        while next != 6 {
            let start = cursor.offset
            guard let following = cursor.readByte(bytes), let size = cursor.readByte(bytes) else { throw .headersCut }
            let byteCount: Int
            switch next {
            case 0, 43, 60: byteCount = (Int(size) + 1) * 8
            case 51: byteCount = (Int(size) + 2) * 4
            case 44:
                guard let place = cursor.readBigEndian(UInt16.self, bytes) else { throw .headersCut }
                guard place & 0xFFF9 == 0 else { throw .fragment }
                byteCount = 8
            default: throw .otherProtocol
            }
            cursor = ByteCursor(offset: start + byteCount)
            next = following
        }
        try self.init(
            bytes,
            at: cursor.offset,
            end: end,
            source: { Endpoint(high: sourceHigh, low: sourceLow, isVersionSix: true, port: $0) },
            destination: { Endpoint(high: destinationHigh, low: destinationLow, isVersionSix: true, port: $0) }
        )
    }

    private init(
        _ bytes: Span<UInt8>,
        at offset: Int,
        end: Int,
        source: (UInt16) -> Endpoint,
        destination: (UInt16) -> Endpoint
    ) throws(SegmentRefusal) {
        var cursor = ByteCursor(offset: offset)
        guard
            let sourcePort = cursor.readBigEndian(UInt16.self, bytes),
            let destinationPort = cursor.readBigEndian(UInt16.self, bytes),
            let sequence = cursor.readBigEndian(UInt32.self, bytes),
            let acknowledgment = cursor.readBigEndian(UInt32.self, bytes),
            let lengthAndFlags = cursor.readBigEndian(UInt16.self, bytes)
        else { throw .headersCut }
        let headerByteCount = Int(lengthAndFlags >> 12) * 4
        let start = offset + headerByteCount
        guard headerByteCount >= 20, start <= end else { throw .headersCut }
        self.source = source(sourcePort)
        self.destination = destination(destinationPort)
        self.sequence = sequence
        self.acknowledgment = lengthAndFlags & 0x10 == 0 ? nil : acknowledgment
        isFinish = lengthAndFlags & 0x01 != 0
        isSynchronize = lengthAndFlags & 0x02 != 0
        isReset = lengthAndFlags & 0x04 != 0
        payloadByteCount = end - start
        payload = min(start, bytes.count)..<max(min(start, bytes.count), min(end, bytes.count))
    }
}
