#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One end of a connection: a socket, or TLS over one. Belongs to the thread of its connection.
final class Endpoint {
    /// How a transfer ended.
    enum Transfer {
        /// So many bytes, at least one.
        case moved(Int)
        /// Nothing can be done before `poll` finds these events.
        case waits(Int16)
        /// The other end sends no more.
        case ended
        /// The connection is broken.
        case broken(String)
    }

    let descriptor: Descriptor
    private let tls: TLSSession?

    init(_ descriptor: Descriptor, tls: TLSSession? = nil) {
        self.descriptor = descriptor
        self.tls = tls
    }

    /// Reads into the beginning of a buffer.
    func read(_ buffer: inout [UInt8]) -> Transfer {
        if let tls { return tls.read(&buffer) }
        return switch SystemCall.read(descriptor.number, &buffer) {
        case .count(0): .ended
        case .count(let count): .moved(count)
        case .wouldBlock: .waits(Int16(POLLIN))
        case .failed(let number): .broken(SystemCall.text(number))
        }
    }

    /// Writes a range of a buffer, or part of it.
    func write(_ buffer: [UInt8], _ range: Range<Int>) -> Transfer {
        if let tls { return tls.write(buffer, range) }
        return switch SystemCall.write(descriptor.number, buffer, range) {
        case .count(let count): .moved(count)
        case .wouldBlock: .waits(Int16(POLLOUT))
        case .failed(let number): .broken(SystemCall.text(number))
        }
    }

    /// Says that no more comes.
    func endWriting() {
        if let tls { tls.endWriting() } else { Socket.endWriting(descriptor) }
    }

    /// Lets the other end see that the connection broke.
    func breakOff() { Socket.breakOnClose(descriptor) }
}
