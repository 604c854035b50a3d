package import CLIXML
package import PSRP

/// A generator of the same numbers for the same seed.
package struct Dice {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(sides))
    }
}

/// What a small server does with the commands it is sent, by their names.
package struct ScriptedServer: ~Copyable {
    package var server: OutOfProcServer
    package var events: [String] = []
    private var echoes: Set<PSGUID> = []
    private var waiting: Set<PSGUID> = []

    package init(options: ServerSession.Options = ServerSession.Options()) {
        server = OutOfProcServer(options: options)
    }

    package mutating func run() throws {
        while let event = server.session.nextEvent() { try handle(event) }
    }

    private mutating func handle(_ event: ServerEvent) throws {
        switch event {
        case .openRequested: try server.session.open(applicationPrivateData: .primitiveDictionary([("Server", "test")]))
        case .poolOperation(let payload, let id):
            if case .getAvailableRunspaces = payload {
                try server.session.answer(id, .count(4))
            } else {
                try server.session.answer(id, .done(true))
            }
        // What is told of in one go may have ended already.
        case .pipelineCreated(let id, let request): if server.session.isRunning(id) { try run(request, id) }
        case .commandMetadataRequested(let id, _):
            try server.session.sendOutput(.object([("Count", 0)]), from: id)
            try server.session.finish(id)
        case .input(let id, let value):
            if echoes.contains(id), server.session.isRunning(id) { try server.session.sendOutput(value, from: id) }
        case .endOfInput(let id):
            if echoes.contains(id), server.session.isRunning(id) { try server.session.finish(id) }
        case .hostResponse(let id, let response):
            guard server.session.isRunning(id) else { return }
            switch response.outcome {
            case .returned(.text(let text)): try server.session.sendOutput(.string("host said \(text)"), from: id)
            case .returned(.secret(let secret)):
                let text = try server.session.secureStrings.open(secret)
                try server.session.sendOutput(.string("secret is \(text)"), from: id)
            case .failed(let error): try server.session.send(.errorRecord(error), from: id)
            default: break
            }
            try server.session.finish(id)
        case .stopRequested(let id):
            if server.session.isRunning(id) {
                let error = ErrorRecord(
                    message: "The pipeline has been stopped.",
                    exceptionType: "System.Management.Automation.PipelineStoppedException",
                    fullyQualifiedErrorID: "PipelineStopped",
                    category: .operationStopped
                )
                try server.session.finish(id, .stopped, error: error)
            }
        case .pipelineClosed: events.append("closed pipeline")
        case .closed: events.append("closed")
        case .streamError(let error): events.append("error \(error.code)")
        case .connected, .keysExchanged, .unknown: break
        }
    }

    private mutating func run(_ request: CreatePipeline, _ id: PSGUID) throws {
        let command = request.powerShell.commands[0]
        switch command.text {
        case "echo":
            for argument in command.arguments { try server.session.sendOutput(argument.value, from: id) }
            try server.session.finish(id)
        case "repeat": echoes.insert(id)
        case "records":
            try server.session.send(.warningRecord(WarningRecord(message: "careful")), from: id)
            try server.session.send(
                .progressRecord(ProgressRecord(activity: "Working", statusDescription: "half")),
                from: id
            )
            let error = ErrorRecord(
                message: "no such thing",
                fullyQualifiedErrorID: "NoSuchThing",
                category: .objectNotFound
            )
            try server.session.send(.errorRecord(error), from: id)
            try server.session.finish(id)
        case "ask": try server.session.callHost(.readLine, from: id)
        case "ask secretly": try server.session.callHost(.readLineAsSecureString, from: id)
        case "write":
            try server.session.callHost(.writeLine2(text: "hello"), from: id)
            try server.session.finish(id)
        case "secret":
            let secret = try server.session.secureString("from the server é")
            try server.session.sendOutput(RemoteValue(.secureString(secret)), from: id)
            try server.session.finish(id)
        case "big":
            try server.session.sendOutput(.string(String(repeating: "abcdefgh", count: 20_000)), from: id)
            try server.session.finish(id)
        case "forever": waiting.insert(id)
        default:
            let error = ErrorRecord(message: "what?", fullyQualifiedErrorID: "CommandNotFoundException")
            try server.session.finish(id, .failed, error: error)
        }
    }
}

/// A client that answers host calls and writes down what it hears.
package struct ScriptedClient: ~Copyable {
    package var client: OutOfProcClient
    package var heard: [String] = []
    package var answersHostCalls = true

    package init(options: ClientSession.Options = ClientSession.Options(), exchangeKey: ExchangeKey? = nil) {
        let pool = PSGUID(high: 0x1122_3344_5566_7788, low: 0x99AA_BBCC_DDEE_FF00)
        client = OutOfProcClient(ClientSession(runspacePoolID: pool, options: options, exchangeKey: exchangeKey))
    }

    package static func id(_ number: UInt64) -> PSGUID { PSGUID(high: 7, low: number) }

    package mutating func run() throws {
        while let event = client.session.nextEvent() { try handle(event) }
    }

    private mutating func handle(_ event: ClientEvent) throws {
        switch event {
        case .poolStateChanged(let state, _): heard.append("pool \(state)")
        case .poolMessage(.runspaceAvailability(let answer)): heard.append("\(answer.answer)")
        case .poolMessage(let payload): heard.append("\(payload.type)")
        case .pipelineClosed(let id): heard.append("\(id.low) gone")
        case .keysExchanged: heard.append("keys")
        case .failed(let error): heard.append("failed \(error.code)")
        case .pipelineMessage(let id, let payload): try handle(payload, id)
        }
    }

    private mutating func handle(_ payload: Payload, _ id: PSGUID) throws {
        switch payload {
        case .pipelineOutput(let output):
            switch output.value?.value {
            case .secureString(let secret)?:
                try client.session.exchangeKeys()
                if let text = try? client.session.secureStrings.open(secret) {
                    heard.append("\(id.low) secret \(text)")
                } else {
                    heard.append("\(id.low) sealed \(secret.text)")
                }
            case .string(let text)?: heard.append("\(id.low) \(text.prefix(40))")
            case let value?: heard.append("\(id.low) \(value.integerValueForTest)")
            case nil: heard.append("\(id.low) null")
            }
        case .pipelineState(let info):
            heard.append("\(id.low) \(info.state)")
            // A pipeline that is gone needs no closing: its CloseAck may have come with its state.
            if info.isFinal, client.session.status(of: id) != nil { try client.session.closePipeline(id) }
        case .pipelineHostCall(let call):
            heard.append("\(id.low) \(call.request.method)")
            guard call.wantsResponse, answersHostCalls else { return }
            if case .readLineAsSecureString = call.request {
                try client.session.respond(
                    HostResponse(to: call, .secret(client.session.secureStrings.close("pa$$"))),
                    to: id
                )
            } else {
                try client.session.respond(HostResponse(to: call, .text("hi")), to: id)
            }
        case .errorRecord(let error): heard.append("\(id.low) error \(error.message)")
        case .warningRecord(let warning): heard.append("\(id.low) warning \(warning.record.message)")
        default: heard.append("\(id.low) \(payload.type)")
        }
    }
}

extension PSValue {
    fileprivate var integerValueForTest: String {
        if case .int32(let number) = self { return String(number) }
        return "object"
    }
}
