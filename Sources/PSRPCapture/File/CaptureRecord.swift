import CLIXML
public import PSRP

/// Something that happened on a recorded connection.
public struct CaptureRecord: Sendable, Hashable {
    /// By what a connection went.
    public struct Transport: RawRepresentable, Sendable, Hashable {
        /// The number in the file.
        public let rawValue: UInt8

        /// Makes a transport of its number.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Standard input and output of a program.
        public static let stdio = Self(rawValue: 1)
        /// A TCP connection.
        public static let tcp = Self(rawValue: 2)
        /// A Unix domain socket.
        public static let unix = Self(rawValue: 3)
    }

    /// Something known about a connection, for example `host` and the name of the machine.
    public struct Fact: Sendable, Hashable {
        /// What it says: `host`, `client` and `server` (addresses), `client-tls` and `server-tls` where that is spoken,
        /// `command`, `failure`.
        public let name: String

        /// What is said.
        public let value: String

        /// Makes a fact.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What happened.
    public enum Content: Sendable, Hashable {
        /// The connection was made.
        case opened(Transport, [Fact])
        /// Bytes passed.
        case bytes(StreamKey.Direction, [UInt8])
        /// One side said that it sends no more.
        case ended(StreamKey.Direction)
        /// The connection is over.
        case closed
        /// More became known about the connection.
        case facts([Fact])
        /// Bytes passed that were not recorded, because the recording was slower than the traffic.
        case gap(StreamKey.Direction, byteCount: UInt64, recordCount: UInt64)
    }

    /// When, in nanoseconds since 1970.
    public let nanoseconds: Int64

    /// On which connection, in the writer's numbers.
    public let connection: UInt32

    /// What happened.
    public let content: Content

    /// Makes a record.
    public init(nanoseconds: Int64, connection: UInt32, _ content: Content) {
        self.nanoseconds = nanoseconds
        self.connection = connection
        self.content = content
    }
}

extension CaptureRecord {
    /// Appends the record as it stands in a block.
    func append(to output: inout [UInt8]) {
        var body: [UInt8] = []
        let kind: UInt8
        var direction: UInt8 = 0
        switch content {
        case .opened(let transport, let facts):
            kind = 1
            body.append(transport.rawValue)
            Self.append(facts, to: &body)
        case .bytes(let way, let bytes):
            kind = 2
            direction = Self.number(way)
            body = bytes
        case .ended(let way):
            kind = 3
            direction = Self.number(way)
        case .closed: kind = 4
        case .facts(let facts):
            kind = 5
            Self.append(facts, to: &body)
        case .gap(let way, let byteCount, let recordCount):
            kind = 6
            direction = Self.number(way)
            body.append(number: byteCount)
            body.append(number: recordCount)
        }
        output.append(number: UInt32(truncatingIfNeeded: body.count))
        output += [kind, direction, 0, 0]
        output.append(number: connection)
        output.append(number: UInt64(bitPattern: nanoseconds))
        output += body
    }

    /// Reads a record of a block, and moves on behind it. The record is `nil` where its kind is not known.
    ///
    /// - Returns: `nil` when there is no whole record.
    static func read(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) -> CaptureRecord?? {
        var next = cursor
        guard
            let count = next.readLittleEndian(UInt32.self, bytes),
            let kind = next.readByte(bytes),
            let direction = next.readByte(bytes),
            next.skip(2, bytes),
            let connection = next.readLittleEndian(UInt32.self, bytes),
            let time = next.readLittleEndian(UInt64.self, bytes)
        else { return nil }
        let start = next.offset
        guard next.skip(Int(count), bytes) else { return nil }
        cursor = next
        let body = bytes.extracting(start..<start + Int(count))
        guard let content = content(kind, direction, body) else { return .some(nil) }
        return CaptureRecord(nanoseconds: Int64(bitPattern: time), connection: connection, content)
    }

    private static func content(_ kind: UInt8, _ direction: UInt8, _ body: Span<UInt8>) -> Content? {
        let way: StreamKey.Direction? =
            switch direction {
            case 1: .clientToServer
            case 2: .serverToClient
            default: nil
            }
        var cursor = ByteCursor()
        switch (kind, way) {
        case (1, _):
            guard let transport = cursor.readByte(body) else { return nil }
            return .opened(Transport(rawValue: transport), facts(body, &cursor))
        case (2, let way?):
            var bytes: [UInt8] = []
            bytes.append(body)
            return .bytes(way, bytes)
        case (3, let way?): return .ended(way)
        case (4, _): return .closed
        case (5, _): return .facts(facts(body, &cursor))
        case (6, let way?):
            guard
                let byteCount = cursor.readLittleEndian(UInt64.self, body),
                let recordCount = cursor.readLittleEndian(UInt64.self, body)
            else { return nil }
            return .gap(way, byteCount: byteCount, recordCount: recordCount)
        default: return nil
        }
    }

    private static func number(_ direction: StreamKey.Direction) -> UInt8 { direction == .clientToServer ? 1 : 2 }

    /// Names are cut at 65,535 bytes.
    private static func append(_ facts: [Fact], to output: inout [UInt8]) {
        for fact in facts {
            let name = fact.name.utf8.prefix(Int(UInt16.max))
            output.append(number: UInt16(name.count))
            output += name
            output.append(number: UInt32(truncatingIfNeeded: fact.value.utf8.count))
            output += fact.value.utf8
        }
    }

    private static func facts(_ body: Span<UInt8>, _ cursor: inout ByteCursor) -> [Fact] {
        var facts: [Fact] = []
        while let nameCount = cursor.readLittleEndian(UInt16.self, body),
            let name = text(body, &cursor, Int(nameCount)),
            let valueCount = cursor.readLittleEndian(UInt32.self, body),
            let value = text(body, &cursor, Int(valueCount))
        {
            facts.append(Fact(name, value))
        }
        return facts
    }

    private static func text(_ body: Span<UInt8>, _ cursor: inout ByteCursor, _ count: Int) -> String? {
        let start = cursor.offset
        guard cursor.skip(count, body) else { return nil }
        var bytes: [UInt8] = []
        bytes.append(body, start..<start + count)
        return String(decoding: bytes, as: UTF8.self)
    }
}
