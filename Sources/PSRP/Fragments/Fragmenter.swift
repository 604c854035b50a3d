import CLIXML

/// Cuts messages into fragments, as the sender of one process does.
///
/// Object ids come from one counter, 1 first, that a process shares among all its pools, pipelines and streams
/// (spec/psrp.md section 1.3): keep one fragmenter for each ``ClientSession`` or ``ServerSession``, or let several share
/// one by handing on `nextObjectID`. Fragments of two messages must not be mixed within one ``StreamKey``.
public struct Fragmenter: Sendable {
    /// What the engine uses on standard streams, pipes, sockets and in WSMan servers: 32,768 bytes, header included.
    public static let defaultFragmentByteCount = 32_768

    /// The largest fragment, header included, in bytes.
    public let fragmentByteCount: Int

    /// The id that the next message gets.
    public private(set) var nextObjectID: Int64

    /// Makes a fragmenter.
    ///
    /// - Parameters:
    ///   - fragmentByteCount: The largest fragment, its 21-byte header included; at least 22. Out-of-process transports
    ///     take 32,768; over WSMan it follows from the largest envelope (spec/psrp.md section 7.9).
    ///   - firstObjectID: The id of the first message, at least 1.
    public init(fragmentByteCount: Int = Fragmenter.defaultFragmentByteCount, firstObjectID: Int64 = 1) {
        precondition(fragmentByteCount > FragmentHeader.byteCount, "a fragment needs room for a header and a byte")
        precondition(fragmentByteCount - FragmentHeader.byteCount <= Int(Int32.max), "a fragment is below 2 GiB")
        precondition(firstObjectID >= 1, "object ids begin at 1")
        self.fragmentByteCount = fragmentByteCount
        nextObjectID = firstObjectID
    }

    /// Appends the fragments of a message and returns its object id.
    ///
    /// The last fragment is never empty: a message that fills its fragments exactly ends with a full one.
    ///
    /// - Complexity: O(n) in the bytes of the message, each copied once.
    @discardableResult
    public mutating func append(_ message: Message, to output: inout [UInt8]) -> Int64 {
        let objectID = nextObjectID
        // 2⁶³ messages are out of reach; the mask keeps the id legal all the same.
        nextObjectID = Swift.max(1, (objectID &+ 1) & .max)

        let total = Message.headerByteCount + message.data.count
        let capacity = fragmentByteCount - FragmentHeader.byteCount

        var header: [UInt8] = []
        message.appendHeader(to: &header)
        var sent = 0
        var room = 0
        func beginFragment() {
            let fragment = sent / capacity
            room = Swift.min(capacity, total - sent)
            FragmentHeader(
                objectID: objectID,
                fragmentID: Int64(fragment),
                isStart: fragment == 0,
                isEnd: sent + room == total,
                blobByteCount: room
            ).append(to: &output)
        }
        func send(_ bytes: Span<UInt8>) {
            var taken = 0
            while taken < bytes.count {
                if room == 0 { beginFragment() }
                let count = Swift.min(room, bytes.count - taken)
                output.append(bytes.extracting(taken..<taken + count))
                taken += count
                sent += count
                room -= count
            }
        }
        send(header.span)
        message.data.forEachSegment { send($0) }
        return objectID
    }

    /// The fragments of a message, one array after the other in a single one.
    ///
    /// - Complexity: O(n) in the bytes of the message.
    public mutating func fragments(of message: Message) -> [UInt8] {
        var output: [UInt8] = []
        append(message, to: &output)
        return output
    }
}
