public import CLIXML

extension ClientSession {
    /// Takes in bytes of a scope's stream, in any chunking.
    ///
    /// An error of the stream ends the session, as it does PowerShell's; it comes as an event, and ``failure`` keeps it.
    public mutating func receive(
        _ bytes: Span<UInt8>,
        scope: PSGUID,
        priority: StreamKey.Priority = .standard
    ) {
        guard failure == nil, state != .closed else { return }
        var messages: [Message] = []
        do {
            log += try inbound.receive(bytes, scope, priority) { message throws(PSRPError) in messages.append(message) }
        } catch {
            for message in messages { receive(message) }
            return fail(error)
        }
        for message in messages {
            receive(message)
            if failure != nil { return }
        }
    }

    /// Takes in what the transport tells.
    public mutating func transportDid(_ event: TransportEvent) {
        guard failure == nil else { return }
        switch event {
        case .commandClosed(let id):
            inbound.close(id)
            if pipelines.removeValue(forKey: id) != nil { events.append(.pipelineClosed(id)) }
        case .poolClosed:
            if state != .closed { changeState(.closed) }
        case .disconnected:
            if state == .disconnecting { changeState(.disconnected) }
        case .reconnected:
            if state == .connecting {
                inbound.expectReplay()
                changeState(.opened)
            }
        case .failed(let text):
            fail(PSRPError(code: .transportFailure, message: text))
        }
    }

    private mutating func changeState(_ state: RunspacePoolState, _ error: ErrorRecord? = nil) {
        self.state = state
        events.append(.poolStateChanged(state, error))
    }

    mutating func fail(_ error: PSRPError) {
        failure = error
        state = .broken
        events.append(.failed(error))
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

    mutating func receive(_ message: Message) {
        guard message.destination.contains(.client) else { return note(message, "is not for a client") }
        guard message.runspacePoolID == runspacePoolID || message.runspacePoolID == .zero else {
            return note(message, "is for another pool")
        }
        guard message.type.destination?.contains(.client) ?? true else { return note(message, "is not for a client") }
        guard hasCapability || message.type == .sessionCapability else {
            return note(message, "came before SESSION_CAPABILITY")
        }
        let payload: Payload
        do {
            payload = try message.payload()
        } catch {
            return fail(error)
        }
        if message.type.scope == .pipeline {
            receive(payload, of: message.pipelineID, message)
        } else {
            receive(payload, message)
        }
    }

    private mutating func receive(_ payload: Payload, _ message: Message) {
        switch payload {
        case .sessionCapability(let capability): negotiate(capability, message)
        case .runspacePoolState(let info): receive(info)
        case .runspacePoolInitData:
            guard state == .connecting else { return note(message, "came without a connect") }
            events.append(.poolMessage(payload))
            changeState(.opened)
        case .encryptedSessionKey(let sealed):
            guard isKeyRequested, let exchangeKey else { return note(message, "came without PUBLIC_KEY") }
            do {
                secureStrings = .sealed(try exchangeKey.open(sealed.blob))
                isKeyRequested = false
                events.append(.keysExchanged)
            } catch {
                fail(error)
            }
        case .publicKeyRequest:
            do {
                try exchangeKeys()
            } catch {
                fail(error)
            }
        case .runspaceAvailability(let answer):
            guard poolCalls.remove(answer.callID) != nil else { return note(message, "answers no request") }
            events.append(.poolMessage(payload))
        case .runspacePoolHostCall(let call):
            if call.wantsResponse { openPoolHostCalls.insert(call.callID) }
            events.append(.poolMessage(payload))
        case .applicationPrivateData, .userEvent, .unknown, .closeSession:
            events.append(.poolMessage(payload))
        default:
            note(message, "is not expected")
        }
    }

    private mutating func negotiate(_ capability: SessionCapability, _ message: Message) {
        guard !hasCapability, state == .opening || state == .connecting else {
            return note(message, "came a second time")
        }
        let version = capability.protocolVersion
        // The engine takes its own version and the four before 2.4.
        guard version.major == 2, version.minor >= 0, version.minor <= max(3, options.protocolMinorVersion) else {
            return fail(
                PSRPError(
                    code: .versionMismatch,
                    message: "the server speaks protocol \(version.major).\(version.minor)"
                )
            )
        }
        hasCapability = true
        protocolVersion = version
        secureStrings = version.minor >= 4 ? .plain : .sealed(nil)
    }

    private mutating func receive(_ info: RunspacePoolStateInfo) {
        switch info.state {
        case .opened:
            if state == .opening { changeState(.opened) }
        case .closed:
            if state != .closed { changeState(.closed, info.error) }
        case .broken:
            changeState(.broken, info.error)
            failure = PSRPError(code: .poolBroken, message: info.error?.message ?? "the server broke the pool off")
        case .closing:
            events.append(.poolStateChanged(.closing, info.error))
        default:
            events.append(.poolStateChanged(info.state, info.error))
        }
    }

    private mutating func receive(_ payload: Payload, of id: PSGUID, _ message: Message) {
        // A pipeline that was closed goes on sending for a while; PowerShell ignores that too.
        guard let pipeline = pipelines[id] else { return note(message, "is for a pipeline that is not there") }
        if case .ended = pipeline.status { return note(message, "came after the end of its pipeline") }
        switch payload {
        case .pipelineState(let info):
            if info.isFinal, pipeline.status != .closing {
                pipelines[id]?.status = .ended(info.state)
                pipelines[id]?.acceptsInput = false
                pipelines[id]?.openCalls = []
            }
        case .pipelineHostCall(let call):
            if call.wantsResponse, pipeline.status != .closing { pipelines[id]?.openCalls.insert(call.callID) }
        default:
            break
        }
        events.append(.pipelineMessage(id, payload))
    }
}
