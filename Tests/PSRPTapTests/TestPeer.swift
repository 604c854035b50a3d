import Glibc
import PSRP
import PSRPTap
import Synchronization

/// One end of an exchange, with calls that wait, on a socket or a pair of pipes.
struct TestPeer {
    private let reading: Descriptor
    private let writing: Descriptor

    init(_ descriptor: Descriptor) {
        reading = descriptor
        writing = descriptor
    }

    /// Connects to an address.
    init(connectingTo address: TapAddress) throws {
        let target = try SocketAddress.all(of: address, isListening: false)
        let (descriptor, failure) = Socket.connect(to: target[0])
        guard let descriptor else { throw PeerError(reason: SystemCall.text(failure)) }
        self.init(descriptor)
        wait(POLLOUT)
        let later = Socket.failure(of: descriptor)
        guard later == 0 else { throw PeerError(reason: SystemCall.text(later)) }
    }

    /// Takes the next connection of a listener.
    init(acceptingFrom listener: Descriptor) throws {
        while true {
            if let (descriptor, _) = try Socket.accept(listener) {
                self.init(descriptor)
                return
            }
            var entries = [pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)]
            SystemCall.poll(&entries)
        }
    }

    /// Sends all bytes.
    func write(_ bytes: [UInt8]) throws {
        var start = 0
        while start < bytes.count {
            switch SystemCall.write(writing.number, bytes, start..<bytes.count) {
            case .count(let count): start += count
            case .wouldBlock: wait(POLLOUT)
            case .failed(let number): throw PeerError(reason: SystemCall.text(number))
            }
        }
    }

    /// Sends what can be sent without waiting, and answers how much of it that was.
    func writeNow(_ bytes: [UInt8]) throws -> Int {
        switch SystemCall.write(writing.number, bytes, 0..<bytes.count) {
        case .count(let count): return count
        case .wouldBlock: return 0
        case .failed(let number): throw PeerError(reason: SystemCall.text(number))
        }
    }

    /// The next bytes, `limit` at most; none at the end.
    func read(_ limit: Int = 1 << 16) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit)
        while true {
            switch SystemCall.read(reading.number, &buffer) {
            case .count(let count): return Array(buffer.prefix(count))
            case .wouldBlock: wait(POLLIN)
            case .failed(let number): throw PeerError(reason: SystemCall.text(number))
            }
        }
    }

    /// So many bytes, or those before the end.
    func readAll(_ count: Int = Int.max) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let next = try read(min(1 << 16, count - bytes.count))
            if next.isEmpty { break }
            bytes += next
        }
        return bytes
    }

    func endWriting() { Socket.endWriting(writing) }

    /// Plays one side of an exchange, and answers what was heard of the other, up to its end.
    func play(_ exchange: Exchange, as side: StreamKey.Direction) throws -> [UInt8] {
        var heard: [UInt8] = []
        for piece in exchange.pieces {
            if piece.direction == side { try write(piece.bytes) } else { heard += try readAll(piece.bytes.count) }
        }
        endWriting()
        return heard + (try readAll())
    }

    private func wait(_ events: Int32) {
        var entries = [pollfd(fd: reading.number, events: Int16(events), revents: 0)]
        SystemCall.poll(&entries)
    }
}

struct PeerError: Error, Equatable {
    let reason: String
}

/// Work on a thread of its own, whose result is waited for.
final class Job<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isDone: WakeUp

    init(_ body: @escaping @Sendable () throws -> Value) throws {
        isDone = try WakeUp()
        try SystemThread.start { [self] in
            let value = Result { try body() }
            result.withLock { $0 = value }
            isDone.call()
        }
    }

    /// Waits for the result, half a minute at most.
    func value() throws -> Value {
        isDone.wait(milliseconds: 30_000)
        guard let result = result.withLock({ $0 }) else { throw PeerError(reason: "it takes too long") }
        return try result.get()
    }
}
