public import CLIXML

/// One message of the protocol: a 40-byte header and CLIXML.
///
///      0         4         8                24               40
///     +---------+---------+----------------+----------------+-----------
///     | Destin. |  Type   |      RPID      |      PID       |  Data …
///     +---------+---------+----------------+----------------+-----------
///
/// All integers are little-endian, the GUIDs in Windows byte order (spec/psrp.md section 2.1). Two messages are equal
/// when these five are; where a message came from does not count.
public struct Message: Sendable, Hashable {
    /// The bytes of the header: 40.
    public static let headerByteCount = 40

    /// Who a message is for.
    ///
    /// Receivers test bits, so more than one may be set.
    public struct Destination: OptionSet, Sendable, Hashable {
        /// The bits on the wire.
        public let rawValue: UInt32

        /// Makes a destination of its bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// The side that opened the pool.
        public static let client = Self(rawValue: 1)
        /// The side that runs commands.
        public static let server = Self(rawValue: 2)
        /// Named by the engine, never seen.
        public static let listener = Self(rawValue: 4)
    }

    /// Where in its stream a message was found.
    public struct Source: Sendable, Hashable {
        /// The object id that its fragments carried.
        public let objectID: Int64

        /// How many fragments it came in.
        public let fragmentCount: Int

        /// The bytes from the start of the stream to its first fragment.
        public let byteOffset: Int

        /// The bytes of its fragments, their headers included.
        public let byteCount: Int
    }

    /// Who the message is for.
    public var destination: Destination

    /// What the message says.
    public var type: MessageType

    /// The pool it concerns (spec: RPID), zero in the messages of spec/psrp.md section 2.2.
    public var runspacePoolID: PSGUID

    /// The pipeline it concerns (spec: PID), zero when it concerns the pool.
    public var pipelineID: PSGUID

    /// The CLIXML of the message as sent, byte order mark included; empty for null.
    public var data: MessageData

    /// Where the message was found; `nil` for one that was not received.
    public internal(set) var source: Source?

    /// Makes a message to be sent.
    public init(
        destination: Destination,
        type: MessageType,
        runspacePoolID: PSGUID,
        pipelineID: PSGUID = .zero,
        data: MessageData = MessageData()
    ) {
        self.destination = destination
        self.type = type
        self.runspacePoolID = runspacePoolID
        self.pipelineID = pipelineID
        self.data = data
    }

    /// Reads a message that is there whole.
    ///
    /// - Throws: `message-too-short` for fewer than 40 bytes.
    /// - Complexity: O(n), each byte copied once.
    public init(_ bytes: Span<UInt8>) throws(PSRPError) {
        guard let header = MessageHeader(bytes) else { throw Self.tooShort(bytes.count, at: 0) }
        self.init(header, data: MessageData())
        data.append(bytes.extracting(droppingFirst: Self.headerByteCount))
    }

    init(_ header: MessageHeader, data: MessageData) {
        destination = header.destination
        type = header.type
        runspacePoolID = header.runspacePoolID
        pipelineID = header.pipelineID
        self.data = data
    }

    /// Appends the 40 bytes of the header.
    func appendHeader(to output: inout [UInt8]) {
        output.appendLittleEndian(destination.rawValue)
        output.appendLittleEndian(type.rawValue)
        runspacePoolID.appendWireBytes(to: &output)
        pipelineID.appendWireBytes(to: &output)
    }

    /// Compares what was sent, not where it was found.
    public static func == (left: Message, right: Message) -> Bool {
        left.destination == right.destination && left.type == right.type
            && left.runspacePoolID == right.runspacePoolID && left.pipelineID == right.pipelineID
            && left.data == right.data
    }

    /// Hashes what was sent, not where it was found.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(destination)
        hasher.combine(type)
        hasher.combine(runspacePoolID)
        hasher.combine(pipelineID)
        hasher.combine(data)
    }

    @inline(never)
    static func tooShort(_ count: Int, at offset: Int) -> PSRPError {
        PSRPError(
            code: .messageTooShort,
            byteOffset: offset,
            message: "the message has \(count) bytes, its header alone takes \(headerByteCount)"
        )
    }
}

/// The first 40 bytes of a message.
struct MessageHeader {
    let destination: Message.Destination
    let type: MessageType
    let runspacePoolID: PSGUID
    let pipelineID: PSGUID

    /// Reads the header, or returns `nil` when there are fewer than 40 bytes.
    init?(_ bytes: Span<UInt8>) {
        var cursor = ByteCursor()
        guard
            let destination = cursor.readLittleEndian(UInt32.self, bytes),
            let type = cursor.readLittleEndian(UInt32.self, bytes),
            let pool = PSGUID(wireBytes: bytes, &cursor),
            let pipeline = PSGUID(wireBytes: bytes, &cursor)
        else { return nil }
        self.destination = Message.Destination(rawValue: destination)
        self.type = MessageType(rawValue: type)
        runspacePoolID = pool
        pipelineID = pipeline
    }
}

extension PSGUID {
    /// Reads sixteen bytes in Windows order: the first three groups with their lowest byte first.
    init?(wireBytes bytes: Span<UInt8>, _ cursor: inout ByteCursor) {
        guard
            let first = cursor.readLittleEndian(UInt32.self, bytes),
            let second = cursor.readLittleEndian(UInt16.self, bytes),
            let third = cursor.readLittleEndian(UInt16.self, bytes),
            let rest = cursor.readBigEndian(UInt64.self, bytes)
        else { return nil }
        self.init(high: UInt64(first) << 32 | UInt64(second) << 16 | UInt64(third), low: rest)
    }

    /// Appends the sixteen bytes in Windows order.
    func appendWireBytes(to output: inout [UInt8]) {
        output.appendLittleEndian(UInt32(truncatingIfNeeded: high >> 32))
        output.appendLittleEndian(UInt16(truncatingIfNeeded: high >> 16))
        output.appendLittleEndian(UInt16(truncatingIfNeeded: high))
        output.appendBigEndian(low)
    }
}
