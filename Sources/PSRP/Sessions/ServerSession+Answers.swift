public import CLIXML

extension ServerSession {
    /// Opens the pool that a client asked for.
    ///
    /// - Parameter applicationPrivateData: What the client is told: a dictionary of primitives, mostly with a PSVersionTable.
    /// - Throws: `wrong-state` unless a client asks.
    public mutating func open(applicationPrivateData: RemoteValue? = nil) throws(PSRPError) {
        try require(state == .opening, "no client asks for a pool")
        sendToPool(.applicationPrivateData(ApplicationPrivateData(data: applicationPrivateData)))
        sendToPool(.runspacePoolState(RunspacePoolStateInfo(state: .opened)))
        state = .opened
    }

    /// Refuses the pool that a client asked for.
    ///
    /// - Throws: `wrong-state` unless a client asks.
    public mutating func refuse(_ error: ErrorRecord) throws(PSRPError) {
        try require(state == .opening, "no client asks for a pool")
        sendToPool(.runspacePoolState(RunspacePoolStateInfo(state: .broken, error: error)))
        state = .broken
    }

    /// Answers a pool operation.
    ///
    /// - Throws: `no-such-call` when nobody waits for it.
    public mutating func answer(_ callID: Int64, _ answer: RunspaceAvailability.Answer) throws(PSRPError) {
        guard poolCalls.remove(callID) != nil else {
            throw PSRPError(code: .noSuchCall, message: "no pool operation \(callID) waits for an answer")
        }
        sendToPool(.runspaceAvailability(RunspaceAvailability(answer: answer, callID: callID)))
    }

    /// Sends an object of a pipeline's output; `nil` is null.
    ///
    /// - Throws: `no-such-pipeline`, `wrong-state` when it has ended.
    public mutating func sendOutput(_ value: RemoteValue?, from id: PSGUID) throws(PSRPError) {
        try send(.pipelineOutput(PipelineOutput(value)), from: id)
    }

    /// Sends a record of a pipeline: an error, a warning, progress.
    ///
    /// - Throws: `no-such-pipeline`; `wrong-state` when it has ended, or for an information record to a client of protocol 2.2.
    public mutating func send(_ record: Payload, from id: PSGUID) throws(PSRPError) {
        try requireRunning(id)
        if case .informationRecord = record {
            try require(protocolVersion.map { $0.minor >= 3 } ?? false, "information records need protocol 2.3")
        }
        outbound.send(message(record, id), id, &fragmenter, isUrgent: false)
    }

    /// Ends a pipeline.
    ///
    /// - Throws: `no-such-pipeline`, `wrong-state` when it has ended.
    public mutating func finish(
        _ id: PSGUID,
        _ state: PipelineState = .completed,
        error: ErrorRecord? = nil
    ) throws(PSRPError) {
        try requireRunning(id)
        let payload = Payload.pipelineState(PipelineStateInfo(state: state, error: error))
        outbound.send(message(payload, id), id, &fragmenter, isUrgent: false)
        pipelines[id]?.isEnded = true
        pipelines[id]?.openCalls = []
        if pipelines[id]?.isClosing == true { remove(id) }
    }

    /// Calls a method of the client's host from a pipeline.
    ///
    /// - Parameters:
    ///   - request: The method and its parameters.
    ///   - id: The pipeline, zero for code that runs outside any.
    /// - Returns: The number of the call, which the answer carries too; `nil` when there is to be none.
    /// - Throws: `no-such-pipeline`, `wrong-state` when it has ended.
    @discardableResult
    public mutating func callHost(_ request: HostRequest, from id: PSGUID) throws(PSRPError) -> Int64? {
        if id != .zero { try requireRunning(id) } else { try require(state == .opened, "the pool is not open") }
        var call = HostCall(callID: HostCall.noResponseCallID, request)
        if request.wantsResponse {
            if id == .zero {
                call.callID = nextPoolHostCallID
                nextPoolHostCallID += 1
                openPoolHostCalls.insert(call.callID)
            } else {
                call.callID = pipelines[id]?.nextCallID ?? 1
                pipelines[id]?.nextCallID += 1
                pipelines[id]?.openCalls.insert(call.callID)
            }
        }
        if id == .zero {
            sendToPool(.runspacePoolHostCall(call))
        } else {
            outbound.send(message(.pipelineHostCall(call), id), id, &fragmenter, isUrgent: false)
        }
        return call.wantsResponse ? call.callID : nil
    }

    /// Sends an event of the session.
    ///
    /// - Throws: `wrong-state` unless the pool is open.
    public mutating func send(_ event: UserEvent) throws(PSRPError) {
        try require(state == .opened, "the pool is not open")
        sendToPool(.userEvent(event))
    }

    /// Sends what the client is told about the server again, after it connected.
    ///
    /// - Throws: `wrong-state` unless the pool is open.
    public mutating func sendApplicationPrivateData(_ data: RemoteValue?) throws(PSRPError) {
        try require(state == .opened, "the pool is not open")
        sendToPool(.applicationPrivateData(ApplicationPrivateData(data: data)))
    }

    /// Seals a text for the client, with a new key if there is none yet: the client will ask for it.
    ///
    /// - Throws: `sealed` for a client of protocol 2.1 or before, whose key must be asked for with ``requestPublicKey()``
    ///   first; `key-failure`.
    public mutating func secureString(_ text: String) throws(PSRPError) -> PSSecureString {
        if case .sealed(nil) = secureStrings, let protocolVersion, protocolVersion.minor >= 2 {
            secureStrings = .sealed(try SessionKey.random())
        }
        return try secureStrings.close(text)
    }

    /// Asks a client of protocol 2.1 or before for its public key.
    ///
    /// - Throws: `wrong-state` unless the pool is open.
    public mutating func requestPublicKey() throws(PSRPError) {
        try require(state == .opened, "the pool is not open")
        guard !isKeyAwaited else { return }
        isKeyAwaited = true
        sendFromSession(.publicKeyRequest(PublicKeyRequest()))
    }

    /// Closes the pool from this side.
    public mutating func close() {
        guard state != .closed else { return }
        if state == .opened || state == .opening {
            sendToPool(.runspacePoolState(RunspacePoolStateInfo(state: .closing)))
            sendToPool(.runspacePoolState(RunspacePoolStateInfo(state: .closed)))
        }
        state = .closed
        events.append(.closed)
    }

    private func requireRunning(_ id: PSGUID) throws(PSRPError) {
        guard let pipeline = pipelines[id] else {
            throw PSRPError(code: .noSuchPipeline, message: "there is no pipeline \(id.hyphenated)")
        }
        try require(!pipeline.isEnded, "the pipeline has ended")
    }

    private func require(_ condition: Bool, _ rule: String) throws(PSRPError) {
        guard condition else { throw PSRPError(code: .wrongState, message: "\(rule); the pool is \(state)") }
    }

    mutating func sendToPool(_ payload: Payload) {
        outbound.send(message(payload, .zero), .zero, &fragmenter, isUrgent: false)
    }

    /// Sends a message of the session, in which the engine leaves the pool's id out (spec/psrp.md section 2.2).
    mutating func sendFromSession(_ payload: Payload) {
        var message = message(payload, .zero)
        message.runspacePoolID = .zero
        outbound.send(message, .zero, &fragmenter, isUrgent: false)
    }

    func message(_ payload: Payload, _ id: PSGUID) -> Message {
        Message(
            payload,
            to: .client,
            runspacePoolID: runspacePoolID,
            pipelineID: id,
            hasByteOrderMark: options.writesByteOrderMark
        )
    }

    mutating func remove(_ id: PSGUID) {
        guard pipelines.removeValue(forKey: id) != nil else { return }
        inbound.close(id)
        events.append(.pipelineClosed(id))
        closeIfRequested()
    }

    mutating func closeIfRequested() {
        // The engine waits until the client has closed every pipeline.
        if isCloseRequested, pipelines.isEmpty { close() }
    }
}
