#if canImport(Darwin)
    package import Darwin
#elseif canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#endif

/// Something to wait for beside descriptors: a pipe that has a byte in it once somebody called.
package final class WakeUp: Sendable {
    private let reading: Descriptor
    private let writing: Descriptor

    /// - Throws: ``TapError`` with `out-of-resources`.
    package init() throws(TapError) {
        (reading, writing) = try SystemCall.pipe()
        SystemCall.setNonBlocking(reading.number)
        SystemCall.setNonBlocking(writing.number)
    }

    /// The entry for `poll`.
    package var entry: pollfd { pollfd(fd: reading.number, events: Int16(POLLIN), revents: 0) }

    /// Ends the waits, the ones to come included. It never blocks; what is full already has enough in it.
    package func call() { _ = SystemCall.write(writing.number, [0], 0..<1) }

    /// Whether somebody called.
    var isCalled: Bool { wait(milliseconds: 0) }

    /// Makes waits last again.
    package func clear() {
        var buffer = [UInt8](repeating: 0, count: 64)
        while case .count(64) = SystemCall.read(reading.number, &buffer) {}
    }

    /// Waits for a call.
    ///
    /// - Parameter milliseconds: How long at most; -1 for ever.
    /// - Returns: Whether there was one.
    @discardableResult
    package func wait(milliseconds: Int32 = -1) -> Bool {
        var entries = [entry]
        repeat {
            SystemCall.poll(&entries, milliseconds: milliseconds)
        } while milliseconds < 0 && entries[0].revents == 0
        return entries[0].revents != 0
    }
}
