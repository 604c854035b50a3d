import PSRPCapture

/// Makes packet captures byte by byte.
struct PacketBuilder {
    /// What is around the packets of the Internet protocols.
    enum Frame: CaseIterable {
        case ethernet, vlan, doubleVLAN, cooked, cookedTwo, nullLittle, nullBig, loop, raw, rawFour

        /// libpcap's number of the kind of network.
        var linkType: Int32 {
            switch self {
            case .ethernet, .vlan, .doubleVLAN: 1
            case .cooked: 113
            case .cookedTwo: 276
            case .nullLittle, .nullBig: 0
            case .loop: 108
            case .raw: 12
            case .rawFour: 228
            }
        }

        /// The number that files have for it where it is not the same.
        var fileLinkType: UInt32 { self == .raw ? 101 : UInt32(linkType) }

        func header(isVersionSix: Bool) -> [UInt8] {
            let type: [UInt8] = isVersionSix ? [0x86, 0xDD] : [0x08, 0x00]
            let family: UInt8 = isVersionSix ? 30 : 2
            let addresses = [UInt8](repeating: 2, count: 12)
            return switch self {
            case .ethernet: addresses + type
            case .vlan: addresses + [0x81, 0x00, 0x00, 0x05] + type
            case .doubleVLAN: addresses + [0x88, 0xA8, 0x00, 0x05, 0x81, 0x00, 0x00, 0x07] + type
            case .cooked: [0, 0, 0, 1, 0, 6] + [UInt8](repeating: 3, count: 8) + type
            case .cookedTwo: type + [UInt8](repeating: 0, count: 18)
            case .nullLittle: [family, 0, 0, 0]
            case .nullBig, .loop: [0, 0, 0, family]
            case .raw, .rawFour: []
            }
        }
    }

    static let synchronize: UInt8 = 0x02
    static let finish: UInt8 = 0x01
    static let acknowledge: UInt8 = 0x10

    let frame: Frame
    private let isVersionSix: Bool
    private let ports: [UInt16]
    private let segmentByteCount: Int
    private(set) var packets: [CapturedPacket] = []
    private var next: [UInt32] = [0xFFFF_FF00, 77]
    private var nanoseconds: Int64 = 1_000_000_000

    init(
        frame: Frame = .ethernet,
        isVersionSix: Bool = false,
        ports: [UInt16] = [50_000, 5985],
        segmentByteCount: Int = 1_000
    ) {
        self.frame = frame
        self.isVersionSix = isVersionSix
        self.ports = ports
        self.segmentByteCount = segmentByteCount
    }

    /// Adds a packet of one end, and counts its bytes.
    mutating func add(_ side: Int, flags: UInt8 = acknowledge, _ payload: [UInt8] = []) {
        let tcp =
            Self.big(ports[side]) + Self.big(ports[1 - side]) + Self.big(next[side]) + Self.big(next[1 - side])
            + [0x50, flags, 0xFF, 0xFF, 0, 0, 0, 0] + payload
        next[side] &+= UInt32(payload.count) &+ (flags & 3 == 0 ? 0 : 1)
        var bytes = frame.header(isVersionSix: isVersionSix)
        if isVersionSix {
            let address = [UInt8](repeating: 0x20, count: 15)
            // A hop-by-hop header stands between.
            bytes += [0x60, 0, 0, 0] + Self.big(UInt16(tcp.count + 8)) + [0, 64]
            bytes += address + [UInt8(side)] + address + [UInt8(1 - side)] + [6, 0, 1, 4, 0, 0, 0, 0]
        } else {
            bytes += [0x45, 0] + Self.big(UInt16(tcp.count + 20)) + [0, 0, 0x40, 0, 64, 6, 0, 0]
            bytes += [10, 0, 0, UInt8(side + 1), 10, 0, 0, UInt8(2 - side)]
        }
        bytes += tcp
        packets.append(CapturedPacket(nanoseconds: nanoseconds, originalByteCount: bytes.count, bytes: bytes))
        nanoseconds += 1_000_000
    }

    /// Lets time pass.
    mutating func wait(milliseconds: Int64) { nanoseconds += milliseconds * 1_000_000 }

    /// Takes the last packet away, as a recording that was too slow does.
    mutating func loseLast() { packets.removeLast() }

    /// Adds what one end sends, cut into segments.
    mutating func send(_ side: Int, _ text: String) { send(side, Array(text.utf8)) }

    /// Adds what one end sends, cut into segments.
    mutating func send(_ side: Int, _ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + segmentByteCount)
            add(side, Array(bytes[start..<end]))
            start = end
        }
    }

    /// Adds the three packets that open a connection.
    mutating func open() {
        add(0, flags: Self.synchronize)
        add(1, flags: Self.synchronize | Self.acknowledge)
        add(0)
    }

    /// Adds the packets that close a connection.
    mutating func close() {
        add(0, flags: Self.finish | Self.acknowledge)
        add(1, flags: Self.finish | Self.acknowledge)
        add(0)
    }

    /// The packets as a file.
    func pcap(isBigEndian: Bool = false, nanoseconds: Bool = false) -> [UInt8] {
        func number(_ value: UInt32) -> [UInt8] { isBigEndian ? Self.big(value) : Self.big(value).reversed() }
        func number(_ value: UInt16) -> [UInt8] { isBigEndian ? Self.big(value) : Self.big(value).reversed() }
        var file = number(nanoseconds ? 0xA1B2_3C4D : UInt32(0xA1B2_C3D4))
        file += number(UInt16(2)) + number(UInt16(4)) + number(UInt32(0)) + number(UInt32(0)) + number(UInt32(65_535))
        file += number(frame.fileLinkType)
        for packet in packets {
            let fraction = UInt32(packet.nanoseconds % 1_000_000_000)
            file += number(UInt32(packet.nanoseconds / 1_000_000_000))
            file += number(nanoseconds ? fraction : fraction / 1_000)
            file += number(UInt32(packet.bytes.count)) + number(UInt32(packet.originalByteCount)) + packet.bytes
        }
        return file
    }

    static func big(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

    static func big(_ value: UInt32) -> [UInt8] { big(UInt16(value >> 16)) + big(UInt16(value & 0xFFFF)) }
}
