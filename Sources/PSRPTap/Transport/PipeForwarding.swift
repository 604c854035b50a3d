#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Moves bytes from one descriptor to another, one direction, with calls that wait.
///
/// For descriptors that other processes share, which must not be made non-blocking under them. A target that takes nothing
/// holds up the source.
struct PipeForwarding {
    /// Why it came to an end.
    enum Ending {
        case sourceEnded
        case targetEnded
        case stopped
    }

    private static let bufferByteCount = 64 << 10

    let source: Int32
    let target: Int32

    /// Runs until the source ends, the target takes no more, or a call of `stop` while the source has nothing.
    ///
    /// - Parameter taken: Gets a copy of what was read, before it is passed on.
    func run(until stop: WakeUp?, taken: ([UInt8]) -> Void) -> Ending {
        var buffer = [UInt8](repeating: 0, count: Self.bufferByteCount)
        while true {
            if let stop {
                var entries = [stop.entry, pollfd(fd: source, events: Int16(POLLIN), revents: 0)]
                SystemCall.poll(&entries)
                if entries[0].revents != 0, entries[1].revents == 0 { return .stopped }
                if entries[1].revents == 0 { continue }
            }
            switch SystemCall.read(source, &buffer) {
            case .count(0), .failed: return .sourceEnded
            case .wouldBlock: wait(source, POLLIN)
            case .count(let count):
                taken(Array(buffer[..<count]))
                guard write(buffer, count) else { return .targetEnded }
            }
        }
    }

    private func write(_ buffer: [UInt8], _ count: Int) -> Bool {
        var start = 0
        while start < count {
            switch SystemCall.write(target, buffer, start..<count) {
            case .count(let written): start += written
            // Somebody who shares it made it so.
            case .wouldBlock: wait(target, POLLOUT)
            case .failed: return false
            }
        }
        return true
    }

    private func wait(_ descriptor: Int32, _ events: Int32) {
        var entries = [pollfd(fd: descriptor, events: Int16(events), revents: 0)]
        SystemCall.poll(&entries)
    }
}
