#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Threads for work that waits in system calls, which those of Swift's concurrency must not do.
package enum SystemThread {
    /// Small, since there may be hundreds; nothing here is recursive.
    private static let stackByteCount = 1 << 20

    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs a body on a thread of its own, on which all signals are blocked: they are for the threads of the program, and
    /// a write to a closed socket is an error and no signal.
    ///
    /// - Throws: ``TapError`` with `out-of-resources`.
    package static func start(_ run: @escaping @Sendable () -> Void) throws(TapError) {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe _ = pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setstacksize(&attributes, stackByteCount)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var all = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { unsafe _ = pthread_sigmask(SIG_SETMASK, &before, nil) }
        let body = unsafe Unmanaged.passRetained(Body(run))
        #if canImport(Darwin)
            var thread: pthread_t?
            let status = unsafe pthread_create(
                &thread,
                &attributes,
                { context in
                    unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                },
                body.toOpaque()
            )
        #else
            var thread = pthread_t()
            let status = unsafe pthread_create(
                &thread,
                &attributes,
                { context in
                    if let context = unsafe context {
                        unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                    }
                    return nil
                },
                body.toOpaque()
            )
        #endif
        guard status == 0 else {
            unsafe body.release()
            throw TapError(code: .outOfResources, message: "no thread can be started: \(SystemCall.text(status))")
        }
    }
}
