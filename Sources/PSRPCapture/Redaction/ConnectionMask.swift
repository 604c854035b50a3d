import PSRP

/// One direction of a connection on its way through a ``SecretRedactor``.
struct ConnectionMask {
    /// What is spoken.
    enum Kind {
        case lines
        case http
        case other
    }

    private let kind: Kind
    private var isLost: Bool
    private var lostByteCount = 0
    private var bytes: [UInt8] = []
    private var packets = PacketMask()
    private var http = HTTPMask()
    private var streams: [String: FragmentMask] = [:]

    /// - Parameter isLost: Whether bytes before these are missing, so that the beginning is in the middle of something.
    init(_ kind: Kind, isLost: Bool = false) {
        self.kind = kind
        self.isLost = isLost
    }

    /// What is spoken on a connection whose first byte is this.
    static func kind(of first: UInt8) -> Kind {
        switch first {
        case UInt8(ascii: "<"): .lines
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .http
        default: .other
        }
    }

    /// Takes in what passed, with streams of its own.
    mutating func appendOwn(_ more: [UInt8]) {
        var own = streams
        streams = [:]
        append(more, &own)
        streams = own
    }

    /// Takes in what passed.
    mutating func append(_ more: [UInt8], _ streams: inout [String: FragmentMask]) {
        var more = more[...]
        if isLost, kind != .other {
            // Where the next message of HTTP begins cannot be told for sure.
            let end = kind == .lines ? more.firstIndex(of: 0x0A) : nil
            isLost = end == nil
            let rest = end.map { more[($0 + 1)...] } ?? []
            lostByteCount += more.count - rest.count
            more = rest
        }
        let start = bytes.count
        bytes += more
        switch kind {
        case .lines:
            for index in start..<bytes.count {
                packets.pass(&bytes, at: index, &streams)
                // A packet is one line, whatever stood before it.
                if bytes[index] == 0x0A || bytes[index] == 0x0D { packets.end(&bytes, &streams) }
            }
            packets.save(&streams)
        case .http:
            for index in start..<bytes.count { http.pass(&bytes, at: index, &streams) }
            http.save(&streams)
        case .other: break
        }
    }

    /// How many bytes were left out since the last call.
    mutating func takeLost() -> Int {
        defer { lostByteCount = 0 }
        return lostByteCount
    }

    /// What will not change any more.
    mutating func take() -> [UInt8] {
        let held = kind == .lines ? packets.firstHeldIndex : kind == .http ? http.firstHeldIndex : nil
        guard let held else {
            defer { bytes = [] }
            return bytes
        }
        let ready = Array(bytes[..<held])
        bytes.removeFirst(held)
        packets.shift(by: held)
        http.shift(by: held)
        return ready
    }

    /// All that is held, of which nothing more is to come.
    mutating func takeAll(_ streams: inout [String: FragmentMask]) -> [UInt8] {
        if kind == .http { http.end(&bytes, &streams) } else { packets.end(&bytes, &streams) }
        defer { bytes = [] }
        return bytes
    }
}
