import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Signals to this process as calls on a thread, where everything may be done.
package enum SignalRelay {
    /// Set in the byte of a signal that a process sent, and not the kernel for a terminal.
    private static let sentMark: UInt8 = 0x80

    private static let writing = Atomic<Int32>(-1)

    /// Relays signals from now on, on the thread of the caller. Those that whoever started this process ignores stay ignored.
    ///
    /// - Parameter body: Gets the number of the signal, and whether a process sent it; what a terminal sends goes to the
    ///   children of this process too.
    /// - Throws: ``TapError`` with `out-of-resources`.
    package static func start(
        _ signals: [Int32],
        _ body: @escaping @Sendable (_ signal: Int32, _ isSent: Bool) -> Void
    ) throws(TapError) {
        let pipe = try SystemCall.pipe()
        SystemCall.setNonBlocking(pipe.writing.number)
        try SystemThread.start {
            var buffer = [UInt8](repeating: 0, count: 16)
            while case .count(let count) = SystemCall.read(pipe.reading.number, &buffer), count > 0 {
                for byte in buffer.prefix(count) { body(Int32(byte & ~sentMark), byte & sentMark != 0) }
            }
            pipe.writing.end()
        }
        writing.store(pipe.writing.number, ordering: .sequentiallyConsistent)
        // Whoever starts this program from a thread of its own may have blocked them there.
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in signals { unsafe sigaddset(&set, number) }
        unsafe _ = pthread_sigmask(SIG_UNBLOCK, &set, nil)
        for number in signals {
            var previous = sigaction()
            unsafe _ = sigaction(number, nil, &previous)
            let isIgnored = hasIgnoringHandler(previous)
            if !isIgnored { install(number) }
        }
    }

    /// Lets a signal have its own effect again.
    package static func restore(_ signal: Int32) { setDefault(signal) }

    private static func hasIgnoringHandler(_ action: sigaction) -> Bool {
        #if canImport(Darwin)
            let handler = unsafe action.__sigaction_u.__sa_handler
        #else
            let handler = unsafe action.__sigaction_handler.sa_handler
        #endif
        return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private static func install(_ number: Int32) {
        var action = sigaction()
        action.sa_flags = Int32(SA_SIGINFO | SA_RESTART)
        #if canImport(Darwin)
            unsafe action.__sigaction_u.__sa_sigaction = handle
        #else
            unsafe action.__sigaction_handler.sa_sigaction = handle
        #endif
        unsafe _ = sigaction(number, &action, nil)
    }

    /// Makes only calls that POSIX allows in a signal handler.
    private static let handle:
        @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void =
            { number, information, _ in
                let previous = errno
                let isSent = unsafe (information?.pointee.si_code ?? 0) <= 0
                var byte = UInt8(truncatingIfNeeded: number) | (isSent ? 0x80 : 0)
                unsafe _ = write(SignalRelay.writing.load(ordering: .relaxed), &byte, 1)
                errno = previous
            }
}

private func setDefault(_ number: Int32) { _ = signal(number, SIG_DFL) }
