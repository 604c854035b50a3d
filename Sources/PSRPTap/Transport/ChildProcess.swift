#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A command whose standard input and output are pipes of ours. It shares our process group, terminal and standard error.
final class ChildProcess: Sendable {
    /// How it ended.
    enum Ending: Equatable, Sendable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// Signals that are ignored here and not in the command.
    private static let restored = [SIGPIPE]

    let number: pid_t

    private init(_ number: pid_t) { self.number = number }

    /// Runs a command, found as the shell finds it.
    ///
    /// - Returns: The process, and what writes its input and reads its output.
    /// - Throws: ``TapError`` with `cannot-run` or `out-of-resources`.
    static func run(
        _ command: [String]
    ) throws(TapError) -> (process: ChildProcess, input: Descriptor, output: Descriptor) {
        let input = try SystemCall.pipe()
        let output = try SystemCall.pipe()
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = unsafe posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input.reading.number, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.writing.number, STDOUT_FILENO)
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe _ = posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        unsafe sigemptyset(&defaults)
        for signal in restored { unsafe sigaddset(&defaults, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer { unsafe words.forEach { unsafe free($0) } }
        var number: pid_t = 0
        let status = unsafe posix_spawnp(&number, command.first ?? "", &actions, &attributes, words, environ)
        guard status == 0 else {
            let name = command.first ?? ""
            throw TapError(code: .cannotRun, message: "cannot run \(name): \(SystemCall.text(status))")
        }
        return (ChildProcess(number), input.writing, output.reading)
    }

    /// Sends a signal, while the process has not been waited for.
    func send(_ signal: Int32) { kill(number, signal) }

    /// Waits for the end, once.
    ///
    /// - Parameter willForget: Called when the process has ended and before its number can become another's.
    func wait(willForget: () -> Void) -> Ending {
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        willForget()
        var status: Int32 = 0
        while unsafe waitpid(number, &status, 0) < 0 {
            // Somebody else waits for all children of this process.
            guard errno == EINTR else { return .exited(0) }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    }
}
