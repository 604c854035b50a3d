import CLIXML

/// CONNECT_RUNSPACEPOOL: takes over a disconnected pool.
public struct ConnectRunspacePool: Sendable {
    /// The numbers of runspaces that the client wants; `nil` when it takes what there is.
    public var runspaceCounts: ClosedRange<Int32>?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(runspaceCounts: ClosedRange<Int32>? = nil) { self.runspaceCounts = runspaceCounts }
}

extension ConnectRunspacePool: MessagePayload {
    static var type: MessageType { .connectRunspacePool }

    init(_ value: RemoteValue?) throws(PSRPError) {
        // A client that takes any pool sends an empty text.
        guard let value, case .object(let object) = value.value, object.baseValue == nil else { return }
        var bag = try BagReader(value, "CONNECT_RUNSPACEPOOL")
        let minimum = try bag.optionalInt32("MinRunspaces")
        let maximum = try bag.optionalInt32("MaxRunspaces")
        if let minimum, let maximum, minimum <= maximum { runspaceCounts = minimum...maximum }
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        guard let runspaceCounts else { return writer.string(nil, "") }
        writer.bag(nil) { members in
            members.int32("MinRunspaces", runspaceCounts.lowerBound)
            members.int32("MaxRunspaces", runspaceCounts.upperBound)
            members.unknown(unknownProperties)
        }
    }
}

/// RUNSPACEPOOL_INIT_DATA: tells who connects to a pool how many runspaces it has.
public struct RunspacePoolInitData: Sendable {
    /// What the message calls MinRunspaces.
    public var minimumRunspaceCount: Int32
    /// What the message calls MaxRunspaces.
    public var maximumRunspaceCount: Int32
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(minimumRunspaceCount: Int32, maximumRunspaceCount: Int32) {
        self.minimumRunspaceCount = minimumRunspaceCount
        self.maximumRunspaceCount = maximumRunspaceCount
    }

    /// Whether the two are exchanged, as the engine's servers do (spec/psrp.md section 3.5).
    public var isProbablySwapped: Bool { minimumRunspaceCount > maximumRunspaceCount }
}

extension RunspacePoolInitData: MessagePayload {
    static var type: MessageType { .runspacePoolInitData }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "RUNSPACEPOOL_INIT_DATA")
        minimumRunspaceCount = try bag.int32("MinRunspaces")
        maximumRunspaceCount = try bag.int32("MaxRunspaces")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("MinRunspaces", minimumRunspaceCount)
            members.int32("MaxRunspaces", maximumRunspaceCount)
            members.unknown(unknownProperties)
        }
    }
}

/// RUNSPACEPOOL_STATE: what has become of the pool, and why if by an error.
public struct RunspacePoolStateInfo: Sendable {
    /// The state.
    public var state: RunspacePoolState
    /// What broke it.
    public var error: ErrorRecord?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(state: RunspacePoolState, error: ErrorRecord? = nil) {
        self.state = state
        self.error = error
    }
}

extension RunspacePoolStateInfo: MessagePayload {
    static var type: MessageType { .runspacePoolState }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "RUNSPACEPOOL_STATE")
        state = try bag.enumeration("RunspaceState")
        if let value = bag.takeUnlessNull("ExceptionAsErrorRecord") { error = try ErrorRecord(value) }
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("RunspaceState", state.rawValue)
            if let error { error.write("ExceptionAsErrorRecord", to: &members) }
            members.unknown(unknownProperties)
        }
    }
}

/// PIPELINE_STATE: how a pipeline ended, and why if by an error.
public struct PipelineStateInfo: Sendable {
    /// The state.
    public var state: PipelineState
    /// What ended it; with `stopped` and `failed`.
    public var error: ErrorRecord?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(state: PipelineState, error: ErrorRecord? = nil) {
        self.state = state
        self.error = error
    }

    /// Whether nothing more comes from the pipeline.
    public var isFinal: Bool { state == .stopped || state == .completed || state == .failed }
}

extension PipelineStateInfo: MessagePayload {
    static var type: MessageType { .pipelineState }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "PIPELINE_STATE")
        state = try bag.enumeration("PipelineState")
        if let value = bag.takeUnlessNull("ExceptionAsErrorRecord") { error = try ErrorRecord(value) }
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("PipelineState", state.rawValue)
            if let error { error.write("ExceptionAsErrorRecord", to: &members) }
            members.unknown(unknownProperties)
        }
    }
}

/// APPLICATION_PRIVATE_DATA: what the server tells about itself: its version table, the state of its debugger.
public struct ApplicationPrivateData: Sendable {
    /// A dictionary of primitives, or `nil`.
    public var data: RemoteValue?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(data: RemoteValue?) { self.data = data }
}

extension ApplicationPrivateData: MessagePayload {
    static var type: MessageType { .applicationPrivateData }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "APPLICATION_PRIVATE_DATA")
        data = bag.takeUnlessNull("ApplicationPrivateData")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.value("ApplicationPrivateData", orNull: data)
            members.unknown(unknownProperties)
        }
    }
}
