import PSRP

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Moves bytes between the two ends of a connection until both have ended, and changes none.
///
/// Each direction has one buffer. It is read into when it is empty and written from until it is, so that an end that takes
/// nothing makes the other one wait, and memory does not grow. An end that has nothing more to send is told to the other
/// once all before it is written; the other direction goes on. A connection that broke at one end is broken off at the
/// other. Nothing is ever given up for taking long.
struct Forwarding {
    private static let bufferByteCount = 64 << 10

    /// How much of one direction is moved before the other has its turn, in buffers.
    private static let turnCount = 16

    /// What passes in one direction.
    private struct Lane {
        let direction: StreamKey.Direction
        let source: Endpoint
        let target: Endpoint
        var buffer: [UInt8]
        var pending = 0..<0
        /// What is waited for, and at which end; no events where the lane can move on at once.
        var wait: (descriptor: Int32, events: Int16) = (-1, 0)
        var isEnded = false
    }

    private var lanes: [Lane]
    private let taken: (StreamKey.Direction, [UInt8]) -> Void
    private let ended: (StreamKey.Direction) -> Void

    /// Why it came to an end before its ends did, where it did.
    private(set) var failure: String?

    /// - Parameters:
    ///   - taken: Gets a copy of what was read, before it is passed on.
    ///   - ended: Is told when an end has sent all.
    init(
        client: Endpoint,
        server: Endpoint,
        taken: @escaping (StreamKey.Direction, [UInt8]) -> Void,
        ended: @escaping (StreamKey.Direction) -> Void
    ) {
        let buffer = [UInt8](repeating: 0, count: Self.bufferByteCount)
        lanes = [
            Lane(direction: .clientToServer, source: client, target: server, buffer: buffer),
            Lane(direction: .serverToClient, source: server, target: client, buffer: buffer),
        ]
        self.taken = taken
        self.ended = ended
    }

    /// Runs until both directions have ended, a broken connection, or a call of `stop`.
    mutating func run(until stop: WakeUp) {
        while true {
            var isMoving = false
            for index in lanes.indices where !lanes[index].isEnded {
                move(index)
                if !lanes[index].isEnded, lanes[index].wait.events == 0 { isMoving = true }
            }
            if lanes.allSatisfy(\.isEnded) { return }
            var entries = [stop.entry]
            for lane in lanes where !lane.isEnded && lane.wait.events != 0 {
                entries.append(pollfd(fd: lane.wait.descriptor, events: lane.wait.events, revents: 0))
            }
            SystemCall.poll(&entries, milliseconds: isMoving ? 0 : -1)
            if entries[0].revents != 0 { return }
        }
    }

    /// Moves what can be moved of a direction without waiting.
    private mutating func move(_ index: Int) {
        lanes[index].wait.events = 0
        for _ in 0..<Self.turnCount {
            let transfer: Endpoint.Transfer
            let isWriting = !lanes[index].pending.isEmpty
            if isWriting {
                transfer = lanes[index].target.write(lanes[index].buffer, lanes[index].pending)
            } else {
                transfer = lanes[index].source.read(&lanes[index].buffer)
            }
            switch transfer {
            case .moved(let count) where isWriting:
                lanes[index].pending = lanes[index].pending.dropFirst(count)
            case .moved(let count):
                lanes[index].pending = 0..<count
                taken(lanes[index].direction, Array(lanes[index].buffer[..<count]))
            case .waits(let events):
                let end = isWriting ? lanes[index].target : lanes[index].source
                lanes[index].wait = (end.descriptor.number, events)
                return
            case .ended:
                lanes[index].isEnded = true
                ended(lanes[index].direction)
                lanes[index].target.endWriting()
                return
            case .broken(let reason):
                breakOff(index, isWriting: isWriting, reason)
                return
            }
        }
    }

    private mutating func breakOff(_ index: Int, isWriting: Bool, _ reason: String) {
        let side = lanes[index].direction == .clientToServer ? "client" : "server"
        lanes[index].isEnded = true
        guard !isWriting else {
            // The one who takes no more may have sent something before it went; who sends will see it when it ends.
            if failure == nil { failure = "what the \(side) sends is not taken any more: \(reason)" }
            return
        }
        if failure == nil { failure = "the connection of the \(side) broke: \(reason)" }
        lanes[index].target.breakOff()
        lanes[1 - index].isEnded = true
    }
}
