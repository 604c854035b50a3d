internal import CLIXML
internal import PSRP

/// A client and a server that are used as the content says, a byte an instruction.
///
/// Neither may find fault with the other, and what one sends in a pipeline's input or output arrives in order and whole.
func checkConversation(_ input: FuzzInput) throws(Violation) {
    var conversation = FuzzedConversation(
        minorVersion: Int32(input.options >> 2 & 3) + 1,
        chunkByteCount: Int(input.options >> 4)
    )
    for instruction in input.content.prefix(400) { try conversation.follow(instruction) }
    try conversation.deliverAll()
    try conversation.checkOutputs()
}

private struct FuzzedConversation: ~Copyable {
    private var client: OutOfProcClient
    private var server: OutOfProcServer
    private let chunkByteCount: Int
    private var toServer: [UInt8] = []
    private var toClient: [UInt8] = []
    /// What was sent and what arrived, for each pipeline in the order they were made.
    private var sent: [PSGUID: [Int32]] = [:]
    private var arrived: [PSGUID: [Int32]] = [:]
    private var disturbed: Set<PSGUID> = []
    private var calls: [(PSGUID, HostCall)] = []
    private var poolCalls: [(Payload, Int64)] = []
    private var pipelineCount: UInt64 = 0
    private var counter: Int32 = 0

    private static let exchangeKey = try? ExchangeKey()

    init(minorVersion: Int32, chunkByteCount: Int) {
        var options = ClientSession.Options()
        options.protocolMinorVersion = minorVersion
        options.fragmentByteCount = 200 + 90 * chunkByteCount
        client = OutOfProcClient(
            ClientSession(runspacePoolID: fuzzedPoolID, options: options, exchangeKey: Self.exchangeKey)
        )
        var serverOptions = ServerSession.Options()
        serverOptions.fragmentByteCount = 150 + 70 * chunkByteCount
        server = OutOfProcServer(options: serverOptions)
        self.chunkByteCount = chunkByteCount == 0 ? .max : 1 << chunkByteCount
    }

    mutating func follow(_ instruction: UInt8) throws(Violation) {
        let id = PSGUID(high: 7, low: UInt64(instruction >> 5) + 1)
        switch instruction & 31 {
        case 0: try? client.session.open()
        case 1, 2:
            let commands = CreatePipeline(PowerShellCommands([RemoteCommand("work")]))
            if (try? client.session.createPipeline(commands, id: id)) != nil {
                sent[id] = []
                arrived[id] = []
                disturbed.remove(id)
            }
        case 3, 4:
            counter &+= 1
            try? client.session.sendInput(RemoteValue(.int32(counter)), to: id)
        case 5: try? client.session.endInput(of: id)
        case 6:
            if (try? client.session.stop(id)) != nil { disturbed.insert(id) }
        case 7:
            if (try? client.session.closePipeline(id)) != nil { disturbed.insert(id) }
        case 8: try? client.session.exchangeKeys()
        case 9: _ = try? client.session.setMaximumRunspaceCount(Int32(instruction >> 5))
        case 10: _ = try? client.session.getAvailableRunspaceCount()
        case 11: _ = try? client.session.resetRunspace()
        case 12:
            if let (id, call) = calls.popLast(), call.wantsResponse {
                try? client.session.respond(HostResponse(to: call, .text("yes")), to: id)
            }
        case 13: if instruction >> 5 == 7, (try? client.session.close()) != nil { disturbed.formUnion(sent.keys) }
        case 14: try? server.session.open()
        case 15, 16, 17:
            counter &+= 1
            if (try? server.session.sendOutput(RemoteValue(.int32(counter)), from: id)) != nil {
                sent[id, default: []].append(counter)
            }
        case 18: try? server.session.finish(id, instruction >> 5 == 3 ? .failed : .completed)
        case 19: _ = try? server.session.callHost(.readLine, from: instruction >> 5 == 7 ? .zero : id)
        case 20: _ = try? server.session.callHost(.writeLine2(text: "text"), from: id)
        case 21: if let (_, callID) = poolCalls.popLast() { try? server.session.answer(callID, .done(true)) }
        case 22: try? server.session.requestPublicKey()
        case 23: if instruction >> 5 == 7 { disturbed.formUnion(sent.keys); server.session.close() }
        case 24:
            if let secret = try? server.session.secureString("secret") {
                try? server.session.sendOutput(RemoteValue(.secureString(secret)), from: id)
            }
        case 25: try deliverToServer(all: false)
        case 26: try deliverToClient(all: false)
        case 27: try deliverToServer(all: true)
        case 28: try deliverToClient(all: true)
        default: try deliverAll()
        }
    }

    mutating func deliverAll() throws(Violation) {
        for _ in 0..<200 {
            try deliverToServer(all: true)
            try deliverToClient(all: true)
            let output = client.takeOutput()
            toServer += output
            if toServer.isEmpty { return }
        }
        throw Violation("the two never come to rest")
    }

    private mutating func deliverToServer(all: Bool) throws(Violation) {
        toServer += client.takeOutput()
        let bytes = Array(all ? toServer[...] : toServer.prefix(chunkByteCount))
        toServer.removeFirst(bytes.count)
        server.receive(bytes.span)
        try require(server.failure == nil, "the server finds fault: \(server.failure?.description ?? "")")
        while let event = server.session.nextEvent() {
            switch event {
            case .openRequested: try? server.session.open()
            case .poolOperation(let payload, let callID): poolCalls.append((payload, callID))
            case .stopRequested(let id): try? server.session.finish(id, .stopped)
            case .streamError(let error): throw Violation("the server cannot read on: \(error)")
            case .unknown(let message): throw Violation("the server does not know \(message.type)")
            default: break
            }
        }
    }

    private mutating func deliverToClient(all: Bool) throws(Violation) {
        toClient += server.takeOutput()
        let bytes = Array(all ? toClient[...] : toClient.prefix(chunkByteCount))
        toClient.removeFirst(bytes.count)
        client.receive(bytes.span)
        while let event = client.session.nextEvent() {
            switch event {
            case .pipelineMessage(let id, .pipelineOutput(let output)):
                if case .int32(let number)? = output.value?.value { arrived[id, default: []].append(number) }
            case .pipelineMessage(let id, .pipelineHostCall(let call)): calls.append((id, call))
            case .poolMessage(.runspacePoolHostCall(let call)): calls.append((.zero, call))
            case .failed(let error): throw Violation("the client finds fault: \(error)")
            default: break
            }
        }
    }

    func checkOutputs() throws(Violation) {
        for (id, numbers) in sent where !disturbed.contains(id) {
            try require(arrived[id] == numbers, "of \(numbers) \(arrived[id] ?? []) arrived")
        }
    }
}
