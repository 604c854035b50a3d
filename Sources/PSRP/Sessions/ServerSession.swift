public import CLIXML

/// The server's end of a session: lets a client open a pool, create pipelines and talk to them.
///
/// It runs nothing itself. Whoever embeds it hands over what the transport brings (``receive(_:scope:priority:)``, and the
/// methods for commands, signals and closes), takes ``nextEvent()`` until it returns `nil`, answers with the methods of this
/// type, and does what ``nextTransmission(isBlocked:)`` asks for. ``OutOfProcServer`` does the transport's part for child
/// processes, SSH and pipes.
///
/// The pool goes through these states (spec/psrp.md section 11.2):
///
/// | state | is left by | to |
/// | --- | --- | --- |
/// | `beforeOpen` | SESSION_CAPABILITY that fits: it is answered | `beforeOpen`, negotiated |
/// | | SESSION_CAPABILITY that does not fit: it is answered too | `beforeOpen`, deaf |
/// | negotiated | INIT_RUNSPACEPOOL: an event | `opening` |
/// | `opening` | `open(applicationPrivateData:)`: APPLICATION_PRIVATE_DATA, Opened | `opened` |
/// | | `refuse(_:)`: Broken | `broken` |
/// | `opened` | `connect(_:applicationPrivateData:)`, for another client | `opened` |
/// | | the client closes the pool and all its pipelines, or `close()`: Closing, Closed | `closed` |
/// | | a second SESSION_CAPABILITY, CLOSE_SESSION, a message for another pool: Closing, Closed | `closed` |
///
/// and each pipeline through these:
///
/// | state | is left by | to |
/// | --- | --- | --- |
/// | created by CREATE_PIPELINE or GET_COMMAND_METADATA | `finish(_:_:error:)`: PIPELINE_STATE | ended |
/// | | a signal, STOP_PIPELINE or close: an event that asks to stop | still running |
/// | ended | the client closes its scope | gone |
///
/// What a client sends at the wrong time is a diagnostic and goes no further, as a server of PowerShell ignores it.
public struct ServerSession: Sendable {
    /// What a server offers and puts up with.
    public struct Options: Sendable {
        /// The highest version spoken; 2.4 unless told otherwise.
        public var protocolMinorVersion: Int32 = 4
        /// The largest fragment, in bytes.
        public var fragmentByteCount = Fragmenter.defaultFragmentByteCount
        /// The largest message taken from a client, in bytes. 10 MiB unless told otherwise, as PowerShell's servers have it.
        public var maximumMessageByteCount = 10 << 20
        /// The id of the first object sent; a process that serves several sessions goes on counting.
        public var firstObjectID: Int64 = 1
        /// Whether messages begin with a byte order mark, as PowerShell's do.
        public var writesByteOrderMark = true
        /// How many pipelines may exist at a time.
        public var maximumPipelineCount = 1_000

        /// The defaults.
        public init() {}
    }

    struct Pipeline: Sendable {
        var isEnded = false
        var isStopping = false
        var isClosing = false
        var acceptsInput: Bool
        var openCalls: Set<Int64> = []
        var nextCallID: Int64 = 1
    }

    let options: Options
    var fragmenter: Fragmenter
    var outbound: OutboundQueue
    var inbound: InboundStreams
    var events = ReadyQueue<ServerEvent>()
    var log: [PSRPDiagnostic] = []
    var pipelines: [PSGUID: Pipeline] = [:]
    var poolCalls: Set<Int64> = []
    var openPoolHostCalls: Set<Int64> = []
    var nextPoolHostCallID: Int64 = 1
    var isDeaf = false
    var isCloseRequested = false
    var runspaceCounts: ClosedRange<Int32> = 1...1
    /// Messages with SecureStrings that wait for the key, up to protocol 2.1.
    var isKeyAwaited = false

    /// The pool's identifier, zero until the client named it.
    public internal(set) var runspacePoolID = PSGUID.zero

    /// The state of the pool.
    public internal(set) var state = RunspacePoolState.beforeOpen

    /// The version that both ends agreed on.
    public internal(set) var protocolVersion: PSVersion?

    /// How SecureStrings are written in this session.
    public internal(set) var secureStrings = SecureStringScheme.sealed(nil)

    /// Makes a session that waits for a client.
    public init(options: Options = Options()) {
        self.options = options
        fragmenter = Fragmenter(fragmentByteCount: options.fragmentByteCount, firstObjectID: options.firstObjectID)
        outbound = OutboundQueue(chunkByteCount: options.fragmentByteCount)
        var reassembly = Defragmenter.Options()
        reassembly.maximumMessageByteCount = options.maximumMessageByteCount
        inbound = InboundStreams(options: reassembly)
    }

    /// The pipelines whose scopes are open.
    public var openPipelineIDs: [PSGUID] { Array(pipelines.keys) }

    /// Whether a pipeline runs: it was created and has not ended.
    public func isRunning(_ pipeline: PSGUID) -> Bool { pipelines[pipeline].map { !$0.isEnded } ?? false }

    /// The id of the next object to be sent: where another session of the process goes on.
    public var nextObjectID: Int64 { fragmenter.nextObjectID }

    /// The next bytes to be sent, `nil` when there are none.
    ///
    /// - Parameter isBlocked: Says whether a scope has to wait.
    public mutating func nextTransmission(isBlocked: (PSGUID) -> Bool = { _ in false }) -> Transmission? {
        outbound.next(isBlocked)
    }

    /// The next event, `nil` when there is none.
    public mutating func nextEvent() -> ServerEvent? { events.next() }

    /// Hands over what was odd since the last call.
    public mutating func takeDiagnostics() -> [PSRPDiagnostic] {
        defer { log = [] }
        return log
    }
}

/// What a server learns from its session.
public enum ServerEvent: Sendable {
    /// A client wants a pool: call ``ServerSession/open(applicationPrivateData:)`` or ``ServerSession/refuse(_:)``.
    case openRequested(InitRunspacePool)
    /// Another client took the pool over.
    case connected(ConnectRunspacePool)
    /// A pool operation: call ``ServerSession/answer(_:_:)``.
    case poolOperation(Payload, callID: Int64)
    /// Commands are to be run.
    case pipelineCreated(PSGUID, CreatePipeline)
    /// A list of commands is wanted, as the output of a pipeline.
    case commandMetadataRequested(PSGUID, GetCommandMetadata)
    /// An object for the input of a pipeline; `nil` is null.
    case input(PSGUID, RemoteValue?)
    /// The input of a pipeline has ended.
    case endOfInput(PSGUID)
    /// The answer to a host call of a pipeline, or of the pool where the id is zero.
    case hostResponse(PSGUID, HostResponse)
    /// A pipeline is to be stopped: call ``ServerSession/finish(_:_:error:)`` with `stopped`.
    case stopRequested(PSGUID)
    /// The scope of a pipeline is closed; its id may be used again.
    case pipelineClosed(PSGUID)
    /// Keys were exchanged.
    case keysExchanged
    /// The pool is closed.
    case closed
    /// A message whose type is not known.
    case unknown(Message)
    /// A stream could not be read on; what was pending in it was dropped, and the session goes on.
    case streamError(PSRPError)
}
