import PSRP

/// The frame around a packet of the Internet protocols, by the kind of network it was recorded on.
struct LinkLayer {
    private enum Frame {
        case ethernet
        /// Linux's `any` device: 16 bytes, the protocol at their end.
        case cooked
        /// Its second version: 20 bytes, the protocol at their beginning.
        case cookedTwo
        /// Four bytes with the number that the recording system gives to IPv4 or IPv6.
        case loopback
        case none
    }

    private let frame: Frame

    /// Takes libpcap's number of a kind of network, and returns `nil` for one that is not understood.
    init?(_ linkType: Int32) {
        switch linkType {
        case 1: frame = .ethernet
        case 113: frame = .cooked
        case 276: frame = .cookedTwo
        case 0, 108: frame = .loopback
        // Raw IP has different numbers on different systems.
        case 12, 14, 101, 228, 229: frame = .none
        default: return nil
        }
    }

    /// Where the IPv4 or IPv6 header begins, or `nil` for packets of other protocols.
    func internetOffset(in bytes: Span<UInt8>) -> Int? {
        switch frame {
        case .ethernet: return protocolOffset(12, payload: 14, bytes)
        case .cooked: return protocolOffset(14, payload: 16, bytes)
        case .cookedTwo: return protocolOffset(0, payload: 20, bytes)
        case .loopback:
            var cursor = ByteCursor()
            guard let family = cursor.readBigEndian(UInt32.self, bytes) else { return nil }
            // Written in the byte order of the recording machine, which the file does not say.
            switch max(family & 0xFF, family >> 24) {
            case 2, 10, 24, 28, 30: return 4
            default: return nil
            }
        case .none: return 0
        }
    }

    private func protocolOffset(_ typeOffset: Int, payload: Int, _ bytes: Span<UInt8>) -> Int? {
        var type = ByteCursor(offset: typeOffset)
        var payload = payload
        while let number = type.readBigEndian(UInt16.self, bytes) {
            switch number {
            case 0x0800, 0x86DD: return payload
            case 0x8100, 0x88A8, 0x9100, 0x9200:
                // A VLAN tag: two bytes, and the number of what it holds.
                type = ByteCursor(offset: payload + 2)
                payload += 4
            default: return nil
            }
        }
        return nil
    }
}
