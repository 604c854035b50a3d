public import CLIXML

/// The client's end of a session: opens a pool of runspaces on a server, runs pipelines in it, and closes it.
///
/// It does no input or output. Whoever embeds it calls its methods, hands over what the transport brings
/// (``receive(_:scope:priority:)`` and ``transportDid(_:)``), does what ``nextTransmission(isBlocked:)`` asks for, and takes
/// ``nextEvent()`` until it returns `nil`. ``OutOfProcClient`` does the transport's part for child processes, SSH and pipes.
///
/// The pool goes through these states (spec/psrp.md section 11.1):
///
/// | state | is left by | to |
/// | --- | --- | --- |
/// | `beforeOpen` | `open()`: SESSION_CAPABILITY, INIT_RUNSPACEPOOL | `opening` |
/// | | `connect()`: SESSION_CAPABILITY, CONNECT_RUNSPACEPOOL | `connecting` |
/// | `opening` | RUNSPACEPOOL_STATE Opened, after SESSION_CAPABILITY | `opened` |
/// | `connecting` | RUNSPACEPOOL_INIT_DATA, after SESSION_CAPABILITY, in `receiveConnectResponse(_:)` | `opened` |
/// | `opened` | `close()` | `closing` |
/// | | `disconnect()` | `disconnecting`, then `disconnected` |
/// | `disconnected` | `reconnect()`, then the transport is back | `opened` |
/// | `closing` | the transport closed the pool | `closed` |
/// | any | RUNSPACEPOOL_STATE Closed | `closed` |
/// | any | RUNSPACEPOOL_STATE Broken, an error of fragments, messages or transport | `broken` |
///
/// and each pipeline, in which input and output go on independently of each other (section 11.3), through these:
///
/// | state | is left by | to |
/// | --- | --- | --- |
/// | `running` | `stop(_:)` | `stopping` |
/// | `running`, `stopping` | PIPELINE_STATE Stopped, Completed, Failed | that |
/// | any | `closePipeline(_:)`, then the transport closed it | gone |
///
/// A message that its state does not expect is a diagnostic and goes no further:
///
/// | message | expected |
/// | --- | --- |
/// | SESSION_CAPABILITY | once, `opening` or `connecting` |
/// | APPLICATION_PRIVATE_DATA, RUNSPACEPOOL_STATE | after SESSION_CAPABILITY, until `closed` |
/// | RUNSPACEPOOL_INIT_DATA | `connecting` |
/// | ENCRYPTED_SESSION_KEY | after PUBLIC_KEY |
/// | PUBLIC_KEY_REQUEST, USER_EVENT, RUNSPACEPOOL_HOST_CALL | after SESSION_CAPABILITY, until `closed` |
/// | RUNSPACE_AVAILABILITY | for a request that has no answer yet |
/// | messages of a pipeline | until its PIPELINE_STATE |
///
/// Methods that are called in the wrong state throw `wrong-state`.
public struct ClientSession: Sendable {
    /// What a client asks for and puts up with.
    public struct Options: Sendable {
        /// The version to announce; 2.4 unless told otherwise. With 2.3 SecureStrings are sealed.
        public var protocolMinorVersion: Int32 = 4
        /// The fewest runspaces of the pool.
        public var minimumRunspaceCount: Int32 = 1
        /// The most runspaces of the pool.
        public var maximumRunspaceCount: Int32 = 1
        /// What scripts see of the client: a dictionary of primitives, mostly with a PSVersionTable.
        public var applicationArguments: RemoteValue?
        /// What the client's host can do.
        public var hostInfo = HostInfo.none
        /// The largest fragment, in bytes.
        public var fragmentByteCount = Fragmenter.defaultFragmentByteCount
        /// The largest message taken from a server, in bytes.
        public var maximumMessageByteCount = 200 << 20
        /// The id of the first object sent; a process with several sessions goes on counting.
        public var firstObjectID: Int64 = 1
        /// Whether messages begin with a byte order mark, as PowerShell's do.
        public var writesByteOrderMark = true

        /// The defaults.
        public init() {}
    }

    /// What has become of a pipeline.
    public enum PipelineStatus: Sendable, Hashable {
        /// It runs.
        case running
        /// It was asked to stop.
        case stopping
        /// It ended in this state.
        case ended(PipelineState)
        /// Its scope is being closed.
        case closing
    }

    struct Pipeline: Sendable {
        var status = PipelineStatus.running
        var acceptsInput: Bool
        var openCalls: Set<Int64> = []
    }

    let options: Options
    var fragmenter: Fragmenter
    var outbound: OutboundQueue
    var inbound: InboundStreams
    var events = ReadyQueue<ClientEvent>()
    var log: [PSRPDiagnostic] = []
    var pipelines: [PSGUID: Pipeline] = [:]
    var poolCalls: Set<Int64> = []
    var openPoolHostCalls: Set<Int64> = []
    var nextPoolCallID: Int64 = 1
    var hasCapability = false
    var exchangeKey: ExchangeKey?
    var isKeyRequested = false

    /// The pool's identifier.
    public let runspacePoolID: PSGUID

    /// The state of the pool.
    public internal(set) var state = RunspacePoolState.beforeOpen

    /// What ended the session, if something did.
    public internal(set) var failure: PSRPError?

    /// The version that both ends agreed on: what the server answered.
    public internal(set) var protocolVersion: PSVersion?

    /// How SecureStrings are written in this session; sealed without a key until keys were exchanged.
    public internal(set) var secureStrings = SecureStringScheme.sealed(nil)

    /// Makes a session that does nothing yet.
    ///
    /// - Parameters:
    ///   - runspacePoolID: A new identifier for the pool, or that of the pool to connect to.
    ///   - options: What is asked for.
    ///   - exchangeKey: The key pair to exchange keys with; made when first needed if there is none.
    public init(runspacePoolID: PSGUID, options: Options = Options(), exchangeKey: ExchangeKey? = nil) {
        self.runspacePoolID = runspacePoolID
        self.options = options
        self.exchangeKey = exchangeKey
        fragmenter = Fragmenter(fragmentByteCount: options.fragmentByteCount, firstObjectID: options.firstObjectID)
        outbound = OutboundQueue(chunkByteCount: options.fragmentByteCount)
        var reassembly = Defragmenter.Options()
        reassembly.maximumMessageByteCount = options.maximumMessageByteCount
        inbound = InboundStreams(options: reassembly)
    }

    /// The state of a pipeline, `nil` when there is none of this id.
    public func status(of pipeline: PSGUID) -> PipelineStatus? { pipelines[pipeline]?.status }

    /// The pipelines whose scopes are open.
    public var openPipelineIDs: [PSGUID] { Array(pipelines.keys) }

    /// The id of the next object to be sent: where another session of the process goes on.
    public var nextObjectID: Int64 { fragmenter.nextObjectID }

    /// The next thing for the transport to do, `nil` when there is none.
    ///
    /// - Parameter isBlocked: Says whether a scope has to wait: out-of-process transports send one packet of a scope and
    ///   wait for its acknowledgement.
    public mutating func nextTransmission(isBlocked: (PSGUID) -> Bool = { _ in false }) -> Transmission? {
        outbound.next(isBlocked)
    }

    /// The next event, `nil` when there is none.
    public mutating func nextEvent() -> ClientEvent? { events.next() }

    /// Hands over what was odd since the last call.
    public mutating func takeDiagnostics() -> [PSRPDiagnostic] {
        defer { log = [] }
        return log
    }
}

/// What a client learns from its session.
public enum ClientEvent: Sendable {
    /// The pool came to another state; with what broke it.
    case poolStateChanged(RunspacePoolState, ErrorRecord?)
    /// A message of the pool: private data, an event, a host call, the answer to a pool operation.
    case poolMessage(Payload)
    /// A message of a pipeline: output, a record, a host call, its state.
    case pipelineMessage(PSGUID, Payload)
    /// The scope of a pipeline is closed; its id may be used again.
    case pipelineClosed(PSGUID)
    /// Keys were exchanged: SecureStrings can be opened and sealed.
    case keysExchanged
    /// The session ended by an error.
    case failed(PSRPError)
}

/// What a transport tells a session.
public enum TransportEvent: Sendable, Hashable {
    /// The scope of a pipeline is closed.
    case commandClosed(PSGUID)
    /// The pool is closed.
    case poolClosed
    /// The pool was left running.
    case disconnected
    /// The client is back at the pool that it left.
    case reconnected
    /// The transport broke down, with what it says.
    case failed(String)
}
