import Synchronization

#if canImport(Darwin)
    package import Darwin
#elseif canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#endif

/// A descriptor that is closed when it is ended, or nobody has it any more.
package final class Descriptor: Sendable {
    private let state: Atomic<Int32>

    package init(_ number: Int32) { state = Atomic(number) }

    deinit { end() }

    /// The number; -1 once it is closed.
    package var number: Int32 { state.load(ordering: .relaxed) }

    /// Closes it. Only for the thread that uses it.
    package func end() {
        let number = state.exchange(-1, ordering: .relaxed)
        if number >= 0 { close(number) }
    }
}

/// System calls that take addresses, each made safe.
package enum SystemCall {
    /// How a read or a write ended.
    package enum Outcome: Equatable {
        /// So many bytes; of a read, 0 is the end.
        case count(Int)
        /// Nothing can be done now.
        case wouldBlock
        /// The system's number of what is wrong.
        case failed(Int32)
    }

    /// What the system calls an error.
    package static func text(_ number: Int32) -> String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }

    /// Reads into the beginning of a buffer.
    package static func read(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Outcome {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { target in
                unsafe systemRead(descriptor, target.baseAddress, target.count)
            }
            if count >= 0 { return .count(count) }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno)
        }
    }

    /// Writes a range of a buffer, or part of it.
    package static func write(_ descriptor: Int32, _ buffer: [UInt8], _ range: Range<Int>) -> Outcome {
        while true {
            let count = unsafe buffer.withUnsafeBytes { source in
                let part = unsafe UnsafeRawBufferPointer(rebasing: source[range])
                return unsafe systemWrite(descriptor, part.baseAddress, part.count)
            }
            if count >= 0 { return .count(count) }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno)
        }
    }

    /// Waits until something can be done on one of the descriptors; entries with a negative number are passed over.
    ///
    /// - Parameter milliseconds: How long at most; -1 for ever.
    package static func poll(_ entries: inout [pollfd], milliseconds: Int32 = -1) {
        let count = nfds_t(entries.count)
        // A signal ends the wait early; whoever waits looks again.
        unsafe _ = systemPoll(&entries, count, milliseconds)
    }

    /// Makes a pipe that child processes do not inherit.
    package static func pipe() throws(TapError) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [Int32] = [-1, -1]
        guard unsafe systemPipe(&ends) == 0 else {
            throw TapError(code: .outOfResources, message: "no pipe can be made: \(text(errno))")
        }
        for end in ends { closeOnExec(end) }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// Closes a descriptor that must not be taken by the next file opened: what is read and written there goes nowhere.
    package static func replaceByNothing(_ descriptor: Int32) {
        let nothing = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
        guard nothing >= 0 else { return }
        dup2(nothing, descriptor)
        close(nothing)
    }

    package static func closeOnExec(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

    /// Makes calls on a descriptor return at once. Only for those that no other process shares.
    package static func setNonBlocking(_ descriptor: Int32) {
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    }

    /// The time in nanoseconds since 1970.
    static var nanoseconds: Int64 { time(CLOCK_REALTIME) }

    /// The time of a clock that is never set, in milliseconds.
    static var monotonicMilliseconds: Int64 { time(CLOCK_MONOTONIC) / 1_000_000 }

    private static func time(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe _ = clock_gettime(clock, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

private func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, target, count)
}

private func systemWrite(_ descriptor: Int32, _ source: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, source, count)
}

private func systemPoll(_ entries: UnsafeMutablePointer<pollfd>, _ count: nfds_t, _ milliseconds: Int32) -> Int32 {
    unsafe poll(entries, count, milliseconds)
}

private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { unsafe pipe(ends) }
