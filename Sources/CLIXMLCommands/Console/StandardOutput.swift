import CLIXML

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The descriptors that a program is started with, and writing to descriptors.
enum StandardOutput {
    /// The descriptor of results.
    static let descriptor = STDOUT_FILENO

    /// How diagnostics call standard output.
    static let name = "<stdout>"

    /// Makes the three standard descriptors safe to use, once, before anything is opened.
    ///
    /// One that was closed would be taken by the next file opened, and diagnostics would end up in it: it is filled so
    /// that using it fails. `SIGPIPE` and `SIGXFSZ` are ignored, so that a closed pipe and the limit on the size of files are
    /// errors of the write and what is half done can be cleaned up.
    static func prepare() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is taken, which is this one.
            _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
        _ = signal(SIGPIPE, SIG_IGN)
        _ = signal(SIGXFSZ, SIG_IGN)
    }

    /// Whether a descriptor is a terminal.
    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// How many cells a line of a terminal has, or `nil` for what is no terminal or does not tell.
    static func columnCount(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Whether standard error is a terminal that knows control sequences.
    static var errorsAreOnCapableTerminal: Bool {
        let kind = environment("TERM")
        return isTerminal(STDERR_FILENO) && !kind.isEmpty && kind != "dumb"
    }

    /// An environment variable, empty where there is none.
    static func environment(_ variable: String) -> String {
        guard let value = unsafe getenv(variable) else { return "" }
        return unsafe String(cString: value)
    }

    /// Writes all bytes to a descriptor.
    ///
    /// - Throws: ``FileError`` with `closedPipe`, `noSpace` or `cannotWrite`.
    static func write(_ bytes: Span<UInt8>, to descriptor: Int32, name: String) throws(FileError) {
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes.withUnsafeBufferPointer { source in
                unsafe systemWrite(descriptor, source.baseAddress.map { unsafe $0 + start }, source.count - start)
            }
            if count >= 0 {
                start += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: waitUntilWritable(descriptor)
            default: throw FileError(errno: errno, name: name, action: .write)
            }
        }
    }

    /// Writes bytes to standard error; what fails there cannot be told to anybody.
    static func writeErrors(_ bytes: Span<UInt8>) {
        do throws(FileError) { try write(bytes, to: STDERR_FILENO, name: "<stderr>") } catch {}
    }

    /// Waits on a descriptor that whoever shares it has set to non-blocking.
    private static func waitUntilWritable(_ descriptor: Int32) {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        unsafe _ = poll(&request, 1, -1)
    }
}

/// `write(2)`, which inside the type is the name of its own method.
private func systemWrite(_ descriptor: Int32, _ source: UnsafePointer<UInt8>?, _ count: Int) -> Int {
    unsafe write(descriptor, source, count)
}
