internal import CLIXML
internal import PSRP

/// Whatever comes in, an end of a session goes on or ends it, and learns the same however it is cut; two ends that are used in any
/// way understand each other.
public func checkSessions(_ input: FuzzInput) throws(Violation) {
    switch input.options & 3 {
    case 0:
        let lines = input.has(7) ? input.content : MessageScript.lines(input.content, to: .client)
        let whole = clientLearns([lines])
        try require(whole == clientLearns(input.pieces(of: lines)), "cut differently, a client learns something else")
    case 1:
        let lines = input.has(7) ? input.content : MessageScript.lines(input.content, to: .server)
        let whole = serverLearns([lines])
        try require(whole == serverLearns(input.pieces(of: lines)), "cut differently, a server learns something else")
    default:
        try checkConversation(input)
    }
}

let fuzzedPoolID = PSGUID(high: 0x1122_3344_5566_7788, low: 0x99AA_BBCC_DDEE_FF00)

private func clientLearns(_ pieces: [[UInt8]]) -> [String] {
    var options = ClientSession.Options()
    options.maximumMessageByteCount = 64 << 10
    var client = OutOfProcClient(ClientSession(runspacePoolID: fuzzedPoolID, options: options))
    try? client.session.open()
    var learnt: [String] = []
    for piece in pieces {
        client.receive(piece.span)
        while let event = client.session.nextEvent() { learnt.append(describe(event)) }
        _ = client.takeOutput()
    }
    client.receiveEnd()
    while let event = client.session.nextEvent() { learnt.append(describe(event)) }
    return learnt
}

private func serverLearns(_ pieces: [[UInt8]]) -> [String] {
    var options = ServerSession.Options()
    options.maximumMessageByteCount = 64 << 10
    var server = OutOfProcServer(options: options)
    var learnt: [String] = []
    for piece in pieces {
        server.receive(piece.span)
        while let event = server.session.nextEvent() { learnt.append(describe(event)) }
        _ = server.takeOutput()
    }
    server.receiveEnd()
    while let event = server.session.nextEvent() { learnt.append(describe(event)) }
    return learnt
}

private func describe(_ event: ClientEvent) -> String {
    switch event {
    case .poolStateChanged(let state, let error): "state \(state.rawValue) \(error?.message ?? "")"
    case .poolMessage(let payload): describe(payload)
    case .pipelineMessage(let id, let payload): "\(id.low) \(describe(payload))"
    case .pipelineClosed(let id): "\(id.low) closed"
    case .keysExchanged: "keys"
    case .failed(let error): "failed \(error)"
    }
}

private func describe(_ event: ServerEvent) -> String {
    switch event {
    case .openRequested(let message): describe(.initRunspacePool(message))
    case .connected(let message): describe(.connectRunspacePool(message))
    case .poolOperation(let payload, let callID): "\(callID) \(describe(payload))"
    case .pipelineCreated(let id, let message): "\(id.low) \(describe(.createPipeline(message)))"
    case .commandMetadataRequested(let id, let message): "\(id.low) \(describe(.getCommandMetadata(message)))"
    case .input(let id, let value): "\(id.low) \(describe(.pipelineInput(PipelineInput(value))))"
    case .endOfInput(let id): "\(id.low) end of input"
    case .hostResponse(let id, let response): "\(id.low) \(describe(.pipelineHostResponse(response)))"
    case .stopRequested(let id): "\(id.low) stop"
    case .pipelineClosed(let id): "\(id.low) closed"
    case .keysExchanged: "keys"
    case .closed: "closed"
    case .unknown(let message): "unknown \(message.type.rawValue) \(message.data.bytes)"
    case .streamError(let error): "error \(error)"
    }
}

private func describe(_ payload: Payload) -> String {
    let message = Message(payload, to: .client, runspacePoolID: .zero, hasByteOrderMark: false)
    return "\(message.type.rawValue) \(message.data.text)"
}
