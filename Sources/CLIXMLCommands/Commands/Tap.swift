import CLIXML
import CommandLine
import PSRP
import PSRPCapture
import PSRPTap
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// `clixml tap`.
enum Tap {
    static let verb: Verb = Verb(
        "tap",
        summary: "Stand between a PowerShell client and its server, and record what is said",
        detail: """
            Passes on what a client and a server say, unchanged, and records it, or shows it while it happens. Point the \
            client at the tap, and the tap at the server.

            Traffic never waits for the recording: when that is too slow, bytes go into a gap, which is counted; when the \
            disk is full, the recording ends with a message and the traffic goes on. The tap has no time-outs, and goes on \
            with what it does not understand. `clixml messages`, `objects` and `text` read what it records.

            With `stdio` the program behind `--` shares the terminal and standard error, gets the signals that the tap gets, \
            and its exit status is that of the tap. Otherwise the tap runs until it is interrupted.

            TLS ends at the tap, on both sides. Clients must trust its certificate; authentication that is bound to the \
            server's certificate does not go through.
            """,
        positionals: TapOptions.transport,
        TapOptions.command,
        groups: TapOptions.groups + [ConsoleOptions.group],
        examples: [
            Verb.Example(
                "Watch a session over HTTP, and keep it",
                "clixml tap tcp --live -o web01.capture --listen 15985 --upstream web01:5985"
            ),
            Verb.Example(
                "Record an SSH session, as the program that PowerShell runs in place of ssh",
                "clixml tap stdio -o web01.capture -- ssh -s web01 powershell"
            ),
            Verb.Example(
                "Watch what is said over HTTPS, with a certificate that the client trusts",
                "clixml tap tcp --live --listen 15986 --upstream web01:5986 --tls-certificate tap.pem --tls-key tap.key"
            ),
            Verb.Example(
                "Stand before a host pipe",
                "clixml tap unix -o pipe.capture --listen /tmp/tap --upstream /tmp/CoreFxPipe_PSHost.1"
            ),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { _ in try run(TapOptions(arguments), console) }.rawValue
    }

    private static func run(_ options: TapOptions, _ console: ConsoleOptions) throws -> ExitStatus {
        var isChild = false
        if case .run = options.configuration.route { isChild = true }
        let live = LiveTimeline(descriptor: isChild ? STDERR_FILENO : StandardOutput.descriptor) { finding in
            let severity = finding.isLoss ? Diagnostics.Severity.warning : .note
            console.diagnostics().report(severity, finding.message, code: finding.code.rawValue)
        }
        let watch: @Sendable (CaptureRecord) throws -> Void = { try live.append($0) }
        let hasFailed = FailureFlag()
        let proxy = try TapProxy(options.configuration, watch: options.isLive ? watch : nil) { event in
            console.diagnostics().report(.warning, event.message, code: event.code.rawValue)
            if event.code == .recordingEnded { hasFailed.set() }
        }
        try relaySignals(to: proxy, isChild: isChild)
        if let address = proxy.address { console.diagnostics().report(.note, "listening on \(address)") }
        let ending = try proxy.serve()
        if options.isLive { try? live.finish() }
        switch ending {
        case .exited(let status): exit(status)
        case .signalled(let signal): endAs(signal)
        case .stopped: return hasFailed.isSet ? .failure : .success
        }
    }

    /// A command gets the signals that processes send to the tap; those of the terminal it gets by itself. Without a command
    /// they end the tap, and a second one at once.
    private static func relaySignals(to proxy: TapProxy, isChild: Bool) throws(TapError) {
        let ending = [SIGHUP, SIGINT, SIGTERM]
        try SignalRelay.start(isChild ? ending + [SIGQUIT, SIGUSR1, SIGUSR2] : ending) { signal, isSent in
            if isChild {
                if isSent { proxy.send(signal: signal) }
            } else {
                SignalRelay.restore(signal)
                proxy.stop()
            }
        }
    }

    /// Ends this process as a signal ended the command, without a core file of its own.
    private static func endAs(_ number: Int32) -> Never {
        var limit = rlimit()
        unsafe _ = setrlimit(coreLimit, &limit)
        SignalRelay.restore(number)
        raise(number)
        exit(128 + number)
    }

    #if canImport(Glibc)
        private static let coreLimit = __rlimit_resource_t(RLIMIT_CORE.rawValue)
    #else
        private static let coreLimit = RLIMIT_CORE
    #endif
}

/// Whether something went wrong on another thread.
private final class FailureFlag: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .relaxed) }

    func set() { flag.store(true, ordering: .relaxed) }
}
