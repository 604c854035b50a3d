import PSRP
public import PSRPCapture
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Stands between a client and a server, passes on what each says unchanged, and keeps copies.
///
/// Make one of a ``TapConfiguration``, run it once, and stop it; what a connection carries is found out later, by
/// `CaptureFileDecoder`, so that nothing that is said can disturb the traffic. To look at records while they come:
///
///     let proxy = try TapProxy(TapConfiguration(route: .listen(try TapAddress(tcp: "5985"), upstream: server)))
///     try await proxy.run { record in print(record.connection, record.content) }
///
/// A connection is one thread that waits for both ends, and reads from one only what the other takes. Recording has threads
/// and a bounded queue of its own; traffic never waits for it. A proxy may be shared: ``stop()`` and ``send(signal:)`` can be
/// called from anywhere.
public final class TapProxy: Sendable {
    /// How a run ended.
    public enum Ending: Sendable, Hashable {
        /// Somebody stopped it.
        case stopped
        /// The command ended with a status.
        case exited(Int32)
        /// A signal ended the command.
        case signalled(Int32)
    }

    private struct State {
        var activeCount = 0
        var child: ChildProcess?
    }

    private let configuration: TapConfiguration
    private let listener: Descriptor?
    private let tls: TLSContexts
    private let recorder: TapRecorder
    private let report: @Sendable (TapEvent) -> Void
    private let stopping: WakeUp
    private let idle: WakeUp
    private let state = Mutex(State())

    /// Takes the address to listen on and opens the capture file, so that what can be wrong is known before anything runs.
    ///
    /// - Parameters:
    ///   - watch: Gets a copy of each record, in order, on one thread; one that throws gets no more.
    ///   - report: Is told what whoever runs the tap should know, from any thread.
    /// - Throws: ``TapError`` with any code but those of connections.
    public init(
        _ configuration: TapConfiguration,
        watch: (@Sendable (CaptureRecord) throws -> Void)? = nil,
        report: @escaping @Sendable (TapEvent) -> Void = { _ in }
    ) throws(TapError) {
        self.configuration = configuration
        self.report = report
        stopping = try WakeUp()
        idle = try WakeUp()
        tls = try TLSContexts(configuration)
        if case .listen(let address, _) = configuration.route {
            listener = try Socket.listen(on: address)
        } else {
            listener = nil
        }
        recorder = try TapRecorder(configuration, watch: watch, report: report)
    }

    /// The address that is listened on, with the port that the system chose where the configuration says 0; `nil` where a
    /// command is run.
    public var address: TapAddress? {
        guard case .listen(let address, _) = configuration.route else { return nil }
        guard case .tcp(let host, _) = address, let port = listener.flatMap({ Socket.port(of: $0) }) else {
            return address
        }
        return .tcp(host: host, port: port)
    }

    /// Runs the tap until it is stopped or the command has ended, then ends the recording. Waits without blocking the
    /// caller's executor; cancelling the task stops the tap.
    ///
    /// - Throws: ``TapError`` with `cannot-run` or `out-of-resources`.
    public func run() async throws(TapError) -> Ending {
        let result: Result<Ending, TapError> = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Ending, TapError>, Never>) in
                do throws(TapError) {
                    try SystemThread.start {
                        continuation.resume(returning: Result { () throws(TapError) in try self.serve() })
                    }
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        } onCancel: {
            stop()
        }
        return try result.get()
    }

    /// Does what ``run()`` does on the thread of the caller, which waits.
    ///
    /// - Throws: As ``run()`` does.
    public func serve() throws(TapError) -> Ending {
        defer { recorder.finish() }
        switch configuration.route {
        case .run(let command): return try serve(command)
        case .listen(let address, let upstream):
            try serve(address, upstream)
            return .stopped
        }
    }

    /// Ends all connections and the run. A command is left to end by itself, since its input ends.
    public func stop() { stopping.call() }

    /// Passes a signal on to the command, if one runs.
    public func send(signal: Int32) { state.withLock { $0.child?.send(signal) } }
}

extension TapProxy {
    private static let standardInput: Int32 = 0
    private static let standardOutput: Int32 = 1

    private func serve(_ command: [String]) throws(TapError) -> Ending {
        let (process, input, output) = try ChildProcess.run(command)
        state.withLock { $0.child = process }
        let number = recorder.open(.stdio, [.init("command", command.joined(separator: " "))])
        let inputIsDone = try WakeUp()
        try SystemThread.start { [self] in
            let pipe = PipeForwarding(source: Self.standardInput, target: input.number)
            let ending = pipe.run(until: stopping) { recorder.append(number, .bytes(.clientToServer, $0)) }
            recorder.append(number, .ended(.clientToServer))
            input.end()
            // Who writes to a command that reads no more is to see that.
            if ending == .targetEnded { SystemCall.replaceByNothing(Self.standardInput) }
            inputIsDone.call()
        }
        let pipe = PipeForwarding(source: output.number, target: Self.standardOutput)
        _ = pipe.run(until: nil) { recorder.append(number, .bytes(.serverToClient, $0)) }
        recorder.append(number, .ended(.serverToClient))
        output.end()
        SystemCall.replaceByNothing(Self.standardOutput)
        let ending = process.wait { state.withLock { $0.child = nil } }
        stopping.call()
        inputIsDone.wait()
        recorder.append(number, .closed)
        return switch ending {
        case .exited(let status): .exited(status)
        case .signalled(let signal): .signalled(signal)
        }
    }
}

extension TapProxy {
    /// How long to wait for connections to end when no more can be taken, in milliseconds.
    private static let pauseMilliseconds: Int32 = 50

    private func serve(_ address: TapAddress, _ upstream: TapAddress) throws(TapError) {
        guard let listener else { return }
        defer {
            listener.end()
            if case .unix(let path) = address { Socket.remove(path) }
            waitForConnections()
        }
        var hasReported = false
        while true {
            var entries = [stopping.entry, pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)]
            SystemCall.poll(&entries)
            if entries[0].revents != 0 { return }
            do throws(TapError) {
                while let (client, name) = try Socket.accept(listener) {
                    try start(client, name, address, upstream)
                    hasReported = false
                }
            } catch {
                if !hasReported { report(TapEvent(code: error.code, message: error.message)) }
                hasReported = true
                if stopping.wait(milliseconds: Self.pauseMilliseconds) { return }
            }
        }
    }

    private func start(
        _ client: Descriptor,
        _ name: String,
        _ address: TapAddress,
        _ upstream: TapAddress
    ) throws(TapError) {
        state.withLock { $0.activeCount += 1 }
        do {
            try SystemThread.start { [self] in
                let connection = TapConnection(
                    client: client,
                    clientName: name,
                    upstream: upstream,
                    tls: tls,
                    recorder: recorder,
                    report: report
                )
                connection.run(until: stopping)
                isDone()
            }
        } catch {
            isDone()
            throw error
        }
    }

    private func isDone() {
        let isLast = state.withLock { state in
            state.activeCount -= 1
            return state.activeCount == 0
        }
        if isLast { idle.call() }
    }

    private func waitForConnections() {
        while state.withLock({ $0.activeCount }) > 0 {
            idle.wait()
            idle.clear()
        }
    }
}
