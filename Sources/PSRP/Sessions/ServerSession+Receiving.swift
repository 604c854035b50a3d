public import CLIXML

extension ServerSession {
    /// Takes in bytes of a scope's stream, in any chunking.
    ///
    /// After an error the stream begins afresh with the next bytes, and the session goes on (spec/psrp.md section 1.6).
    public mutating func receive(
        _ bytes: Span<UInt8>,
        scope: PSGUID,
        priority: StreamKey.Priority = .standard
    ) {
        guard state != .closed else { return }
        var messages: [Message] = []
        do {
            log += try inbound.receive(bytes, scope, priority) { message throws(PSRPError) in messages.append(message) }
            for message in messages { receive(message) }
        } catch {
            for message in messages { receive(message) }
            inbound.restart(scope, priority)
            events.append(.streamError(error))
        }
    }

    /// The client stops a pipeline.
    public mutating func signal(_ id: PSGUID) { requestStop(id) }

    /// The client closes the scope of a pipeline, which stops it if it runs.
    public mutating func closeCommand(_ id: PSGUID) {
        guard let pipeline = pipelines[id] else { return }
        guard !pipeline.isEnded else { return remove(id) }
        pipelines[id]?.isClosing = true
        requestStop(id)
    }

    /// The client closes the pool. That waits until it has closed all pipelines.
    public mutating func closePool() {
        isCloseRequested = true
        closeIfRequested()
    }

    /// The client has gone.
    public mutating func transportEnded() {
        for id in pipelines.keys { requestStop(id) }
        pipelines = [:]
        close()
    }

    private mutating func requestStop(_ id: PSGUID) {
        guard let pipeline = pipelines[id], !pipeline.isEnded, !pipeline.isStopping else { return }
        pipelines[id]?.isStopping = true
        pipelines[id]?.acceptsInput = false
        events.append(.stopRequested(id))
    }

    private mutating func note(_ message: Message, _ text: String) {
        let start = message.source?.byteOffset ?? 0
        log.append(
            PSRPDiagnostic(
                code: .unexpectedMessage,
                byteRange: start..<start + (message.source?.byteCount ?? 0),
                message: "\(message.type) \(text)"
            )
        )
    }

    private mutating func receive(_ message: Message) {
        guard !isDeaf, state != .closed else { return }
        guard message.destination.contains(.server) else { return note(message, "is not for a server") }
        guard message.type.destination?.contains(.server) ?? true else { return note(message, "is not for a server") }
        let payload: Payload
        do {
            payload = try message.payload()
        } catch {
            events.append(.streamError(error))
            return
        }
        if case .sessionCapability(let capability) = payload { return negotiate(capability, message) }
        guard protocolVersion != nil else {
            isDeaf = true
            return note(message, "came before SESSION_CAPABILITY")
        }
        guard message.runspacePoolID == runspacePoolID else {
            // The engine closes the pool for a message of the pool, and ignores one of a pipeline.
            if message.type.scope != .pipeline { close() }
            return note(message, "is for another pool")
        }
        if message.type.travelsWithPipeline {
            receive(payload, of: message.pipelineID, message)
        } else {
            receive(payload, message)
        }
    }

    private mutating func negotiate(_ capability: SessionCapability, _ message: Message) {
        guard protocolVersion == nil else {
            note(message, "came a second time")
            return close()
        }
        runspacePoolID = message.runspacePoolID
        let answer = answer(to: capability)
        sendFromSession(.sessionCapability(SessionCapability(protocolVersion: answer.version)))
        // An unacceptable client is answered all the same, and then hears nothing (spec/psrp.md section 3.2).
        if answer.isSpoken { speak(answer.version) } else { isDeaf = true }
    }

    /// The version to answer a client with, and whether it can be talked to.
    func answer(to capability: SessionCapability) -> (version: PSVersion, isSpoken: Bool) {
        let asked = capability.protocolVersion
        let own = PSVersion.parts(2, options.protocolMinorVersion)
        let isOlder = asked.major == 2 && asked.minor >= 0 && asked.minor <= min(3, own.minor)
        let isSpoken =
            asked.major == 2 && (isOlder || asked.minor >= own.minor)
            && capability.psVersion.major == 2 && capability.serializationVersion.major == 1
        return (isOlder ? asked : own, isSpoken)
    }

    mutating func speak(_ version: PSVersion) {
        protocolVersion = version
        // What matters is the version the client speaks, lowered on the way or not.
        secureStrings = version.minor >= 4 ? .plain : .sealed(nil)
    }

    private mutating func receive(_ payload: Payload, _ message: Message) {
        switch payload {
        case .initRunspacePool(let request):
            guard state == .beforeOpen else { return note(message, "came a second time") }
            guard request.minimumRunspaceCount <= request.maximumRunspaceCount else {
                isDeaf = true
                return note(message, "asks for more runspaces at least than at most")
            }
            runspaceCounts = request.minimumRunspaceCount...request.maximumRunspaceCount
            state = .opening
            events.append(.openRequested(request))
        case .publicKey(let key): exchange(key, message)
        case .setMaxRunspaces(let request): operate(payload, request.callID, message)
        case .setMinRunspaces(let request): operate(payload, request.callID, message)
        case .getAvailableRunspaces(let request): operate(payload, request.callID, message)
        case .resetRunspaceState(let request): operate(payload, request.callID, message)
        case .runspacePoolHostResponse(let response):
            guard openPoolHostCalls.remove(response.callID) != nil else { return note(message, "answers no call") }
            events.append(.hostResponse(.zero, response))
        case .closeSession: close()
        case .unknown: events.append(.unknown(message))
        default: note(message, "is not expected")
        }
    }

    private mutating func operate(_ payload: Payload, _ callID: Int64, _ message: Message) {
        guard state == .opened else { return note(message, "came before the pool was open") }
        poolCalls.insert(callID)
        events.append(.poolOperation(payload, callID: callID))
    }

    private mutating func exchange(_ publicKey: PublicKey, _ message: Message) {
        guard case .sealed(let known) = secureStrings else { return note(message, "is not used with protocol 2.4") }
        do {
            let key: SessionKey
            if let known { key = known } else { key = try SessionKey.random() }
            let sealed = try key.sealed(for: publicKey.blob)
            secureStrings = .sealed(key)
            isKeyAwaited = false
            sendFromSession(.encryptedSessionKey(EncryptedSessionKey(blob: sealed)))
            events.append(.keysExchanged)
        } catch {
            events.append(.streamError(error))
        }
    }

    private mutating func receive(_ payload: Payload, of id: PSGUID, _ message: Message) {
        switch payload {
        case .createPipeline(let request):
            guard begin(id, message, acceptsInput: !request.hasNoInput) else { return }
            events.append(.pipelineCreated(id, request))
        case .getCommandMetadata(let request):
            guard begin(id, message, acceptsInput: false) else { return }
            events.append(.commandMetadataRequested(id, request))
        case .pipelineInput(let input):
            guard let pipeline = pipelines[id] else { return note(message, "is for a pipeline that is not there") }
            guard pipeline.acceptsInput else { return note(message, "came to a pipeline that takes no input") }
            events.append(.input(id, input.value))
        case .endOfPipelineInput:
            guard let pipeline = pipelines[id] else { return note(message, "is for a pipeline that is not there") }
            // The engine ignores it where there is no input.
            guard pipeline.acceptsInput else { return }
            pipelines[id]?.acceptsInput = false
            events.append(.endOfInput(id))
        case .pipelineHostResponse(let response):
            guard pipelines[id]?.openCalls.remove(response.callID) != nil else {
                return note(message, "answers no call")
            }
            events.append(.hostResponse(id, response))
        case .stopPipeline: requestStop(id)
        case .unknown: events.append(.unknown(message))
        default: note(message, "is not expected")
        }
    }

    private mutating func begin(_ id: PSGUID, _ message: Message, acceptsInput: Bool) -> Bool {
        guard state == .opened else {
            note(message, "came before the pool was open")
            return false
        }
        guard pipelines[id] == nil else {
            note(message, "is for a pipeline that is there already")
            return false
        }
        guard pipelines.count < options.maximumPipelineCount else {
            note(message, "is one pipeline too many")
            return false
        }
        pipelines[id] = Pipeline(acceptsInput: acceptsInput)
        return true
    }
}
