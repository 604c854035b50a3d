public import CLIXML

extension ClientSession {
    /// Opens the pool.
    ///
    /// - Throws: `wrong-state` unless nothing was done yet.
    public mutating func open() throws(PSRPError) {
        try require(state == .beforeOpen, "a pool is opened once")
        sendCapability()
        var message = InitRunspacePool(
            minimumRunspaceCount: options.minimumRunspaceCount,
            maximumRunspaceCount: options.maximumRunspaceCount,
            applicationArguments: options.applicationArguments,
            hostInfo: options.hostInfo
        )
        message.threadOptions = .default
        sendToPool(.initRunspacePool(message))
        state = .opening
    }

    /// Opens the pool with messages made elsewhere.
    ///
    /// - Throws: `wrong-state` unless nothing was done yet.
    public mutating func open(_ capability: SessionCapability, _ message: InitRunspacePool) throws(PSRPError) {
        try require(state == .beforeOpen, "a pool is opened once")
        sendToPool(.sessionCapability(capability))
        sendToPool(.initRunspacePool(message))
        state = .opening
    }

    /// Runs commands.
    ///
    /// - Parameters:
    ///   - commands: What is run.
    ///   - id: An identifier for the pipeline. One that was used before may be used again once it is closed.
    /// - Throws: `wrong-state` unless the pool is open, `pipeline-exists`.
    public mutating func createPipeline(_ commands: CreatePipeline, id: PSGUID) throws(PSRPError) {
        try begin(.createPipeline(commands), id, acceptsInput: !commands.hasNoInput)
    }

    /// Asks which commands there are; the answer comes as the output of a pipeline.
    ///
    /// - Throws: as ``createPipeline(_:id:)``.
    public mutating func getCommandMetadata(_ request: GetCommandMetadata, id: PSGUID) throws(PSRPError) {
        try begin(.getCommandMetadata(request), id, acceptsInput: false)
    }

    private mutating func begin(_ payload: Payload, _ id: PSGUID, acceptsInput: Bool) throws(PSRPError) {
        try require(state == .opened, "pipelines run in an open pool")
        guard pipelines[id] == nil, id != .zero else {
            throw PSRPError(code: .pipelineExists, message: "there is a pipeline \(id.hyphenated) already")
        }
        pipelines[id] = Pipeline(acceptsInput: acceptsInput)
        outbound.open(id)
        send(payload, id)
    }

    /// Sends an object to a pipeline.
    ///
    /// - Throws: `no-such-pipeline`, `wrong-state` when its input has ended or it was made without.
    public mutating func sendInput(_ value: RemoteValue?, to id: PSGUID) throws(PSRPError) {
        let pipeline = try pipeline(id)
        try require(pipeline.acceptsInput, "the pipeline takes no input, or no more")
        send(.pipelineInput(PipelineInput(value)), id)
    }

    /// Ends the input of a pipeline.
    ///
    /// - Throws: `no-such-pipeline`, `wrong-state` when its input has ended or it was made without.
    public mutating func endInput(of id: PSGUID) throws(PSRPError) {
        let pipeline = try pipeline(id)
        try require(pipeline.acceptsInput, "the pipeline takes no input, or no more")
        pipelines[id]?.acceptsInput = false
        send(.endOfPipelineInput(EndOfPipelineInput()), id)
    }

    /// Answers a host call.
    ///
    /// - Parameters:
    ///   - response: The answer.
    ///   - id: The pipeline that called, zero when the pool did.
    /// - Throws: `no-such-pipeline`, `no-such-call` when nobody waits for it.
    public mutating func respond(_ response: HostResponse, to id: PSGUID) throws(PSRPError) {
        if id == .zero {
            guard openPoolHostCalls.remove(response.callID) != nil else { throw noSuchCall(response) }
            sendToPool(.runspacePoolHostResponse(response), isUrgent: true)
        } else {
            _ = try pipeline(id)
            guard pipelines[id]?.openCalls.remove(response.callID) != nil else { throw noSuchCall(response) }
            outbound.send(message(.pipelineHostResponse(response), id), id, &fragmenter, isUrgent: true)
        }
    }

    private func noSuchCall(_ response: HostResponse) -> PSRPError {
        PSRPError(code: .noSuchCall, message: "no host call \(response.callID) waits for an answer")
    }

    /// Stops a pipeline; its PIPELINE_STATE still comes.
    ///
    /// - Throws: `no-such-pipeline`.
    public mutating func stop(_ id: PSGUID) throws(PSRPError) {
        let pipeline = try pipeline(id)
        guard pipeline.status == .running else { return }
        pipelines[id]?.status = .stopping
        pipelines[id]?.acceptsInput = false
        outbound.signal(id)
    }

    /// Closes the scope of a pipeline, which stops it if it runs.
    ///
    /// - Throws: `no-such-pipeline`.
    public mutating func closePipeline(_ id: PSGUID) throws(PSRPError) {
        let pipeline = try pipeline(id)
        guard pipeline.status != .closing else { return }
        pipelines[id]?.status = .closing
        // Nothing of the pipeline is sent behind its close, where the server has forgotten it.
        pipelines[id]?.openCalls = []
        pipelines[id]?.acceptsInput = false
        outbound.close(id)
    }

    /// Asks for another maximum of runspaces.
    ///
    /// - Returns: The number of the request, which RUNSPACE_AVAILABILITY carries too.
    /// - Throws: `wrong-state` unless the pool is open.
    @discardableResult
    public mutating func setMaximumRunspaceCount(_ count: Int32) throws(PSRPError) -> Int64 {
        try poolOperation { .setMaxRunspaces(SetMaxRunspaces(maximumRunspaceCount: count, callID: $0)) }
    }

    /// Asks for another minimum of runspaces.
    ///
    /// - Returns: The number of the request.
    /// - Throws: `wrong-state` unless the pool is open.
    @discardableResult
    public mutating func setMinimumRunspaceCount(_ count: Int32) throws(PSRPError) -> Int64 {
        try poolOperation { .setMinRunspaces(SetMinRunspaces(minimumRunspaceCount: count, callID: $0)) }
    }

    /// Asks how many runspaces are free.
    ///
    /// - Returns: The number of the request.
    /// - Throws: `wrong-state` unless the pool is open.
    @discardableResult
    public mutating func getAvailableRunspaceCount() throws(PSRPError) -> Int64 {
        try poolOperation { .getAvailableRunspaces(GetAvailableRunspaces(callID: $0)) }
    }

    /// Asks for a runspace as if it were new.
    ///
    /// - Returns: The number of the request.
    /// - Throws: `wrong-state` unless the pool is open and the protocol is 2.3 or later.
    @discardableResult
    public mutating func resetRunspace() throws(PSRPError) -> Int64 {
        try require(protocolVersion.map { $0.minor >= 3 } ?? false, "resetting needs protocol 2.3")
        return try poolOperation { .resetRunspaceState(ResetRunspaceState(callID: $0)) }
    }

    private mutating func poolOperation(_ payload: (Int64) -> Payload) throws(PSRPError) -> Int64 {
        try require(state == .opened, "the pool is not open")
        let id = nextPoolCallID
        nextPoolCallID += 1
        poolCalls.insert(id)
        sendToPool(payload(id))
        return id
    }

    /// Asks for the session key, with which SecureStrings are sealed up to protocol 2.3. Does nothing if it is there or on
    /// its way, or where none is needed.
    ///
    /// - Throws: `wrong-state` before the versions are agreed on, `key-failure`.
    public mutating func exchangeKeys() throws(PSRPError) {
        try require(hasCapability, "versions are agreed on before keys are exchanged")
        guard case .sealed(nil) = secureStrings, !isKeyRequested else { return }
        let key: ExchangeKey
        if let exchangeKey { key = exchangeKey } else { key = try ExchangeKey() }
        exchangeKey = key
        isKeyRequested = true
        sendToPool(.publicKey(PublicKey(blob: try key.publicKeyBlob())))
    }

    /// Closes all pipelines and the pool.
    ///
    /// - Throws: `wrong-state` when there is no pool to close.
    public mutating func close() throws(PSRPError) {
        try require(state == .opened || state == .opening || state == .connecting, "there is no open pool")
        for id in pipelines.keys.sorted(by: { ($0.high, $0.low) < ($1.high, $1.low) }) { try closePipeline(id) }
        state = .closing
        outbound.add(.closePool)
    }

    private func pipeline(_ id: PSGUID) throws(PSRPError) -> Pipeline {
        guard let pipeline = pipelines[id] else {
            throw PSRPError(code: .noSuchPipeline, message: "there is no pipeline \(id.hyphenated)")
        }
        return pipeline
    }

    func require(_ condition: Bool, _ rule: String) throws(PSRPError) {
        if let failure { throw failure }
        guard condition else { throw PSRPError(code: .wrongState, message: "\(rule); the pool is \(state)") }
    }

    private mutating func sendCapability() {
        let version = PSVersion.parts(2, options.protocolMinorVersion)
        sendToPool(.sessionCapability(SessionCapability(protocolVersion: version)))
    }

    mutating func sendToPool(_ payload: Payload, isUrgent: Bool = false) {
        outbound.send(message(payload, .zero), .zero, &fragmenter, isUrgent: isUrgent)
    }

    private mutating func send(_ payload: Payload, _ id: PSGUID) {
        outbound.send(message(payload, id), id, &fragmenter, isUrgent: false)
    }

    func message(_ payload: Payload, _ id: PSGUID) -> Message {
        Message(
            payload,
            to: .server,
            runspacePoolID: runspacePoolID,
            pipelineID: id,
            hasByteOrderMark: options.writesByteOrderMark
        )
    }
}
