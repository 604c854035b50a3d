import CLIXML
import PSRP
import PSRPTestSupport
import Testing

/// Leaving a pool and coming back to it, over a transport that can: streams by scope, as WSMan has them.
@Suite struct ConnectingTests {
    /// Carries what one client and the server want sent, and keeps what the server sends while nobody listens.
    private struct Shell: ~Copyable {
        var server = ServerSession()
        var isConnected = true
        private var waiting: [Transmission] = []
        private var lastSent: Transmission?

        /// Passes on until both are silent, and returns what the server learnt.
        mutating func exchange(_ client: inout ClientSession) throws -> [ServerEvent] {
            var learnt: [ServerEvent] = []
            while true {
                var isSilent = true
                while isConnected, let transmission = client.nextTransmission() {
                    isSilent = false
                    try carry(transmission, &client)
                }
                while let event = server.nextEvent() {
                    learnt.append(event)
                    if case .openRequested = event { try server.open() }
                }
                while let transmission = server.nextTransmission() { waiting.append(transmission) }
                while isConnected, !waiting.isEmpty {
                    isSilent = false
                    let transmission = waiting.removeFirst()
                    lastSent = transmission
                    guard case .data(let bytes, let scope, let priority) = transmission else { continue }
                    client.receive(bytes.span, scope: scope, priority: priority)
                }
                if isSilent { return learnt }
            }
        }

        private mutating func carry(_ transmission: Transmission, _ client: inout ClientSession) throws {
            switch transmission {
            case .data(let bytes, let scope, let priority):
                server.receive(bytes.span, scope: scope, priority: priority)
            case .openCommand, .connectCommand: break
            case .signal(let id): server.signal(id)
            case .closeCommand(let id):
                server.closeCommand(id)
                client.transportDid(.commandClosed(id))
            case .closePool:
                server.closePool()
                client.transportDid(.poolClosed)
            case .disconnect:
                isConnected = false
                client.transportDid(.disconnected)
            case .reconnect: client.transportDid(.reconnected)
            case .connect(let bytes):
                let answer = try server.connect(bytes.span)
                client.receiveConnectResponse(answer.span)
            }
        }

        /// A client whose connection broke gets the last answer a second time.
        mutating func repeatLastAnswer() {
            if let lastSent { waiting.insert(lastSent, at: 0) }
        }
    }

    private static let pool = PSGUID(high: 1, low: 2)
    private static let pipeline = PSGUID(high: 3, low: 4)
    private static let commands = CreatePipeline(PowerShellCommands([RemoteCommand("work")]), hasNoInput: false)

    /// An open pool in which a pipeline runs.
    private func open(_ shell: inout Shell, version: Int32 = 4) throws -> ClientSession {
        var options = ClientSession.Options()
        options.protocolMinorVersion = version
        options.maximumRunspaceCount = 3
        var client = ClientSession(runspacePoolID: Self.pool, options: options)
        try client.open()
        _ = try shell.exchange(&client)
        try client.createPipeline(Self.commands, id: Self.pipeline)
        _ = try shell.exchange(&client)
        _ = ConnectingTests.outputs(&client)
        #expect(client.state == .opened)
        return client
    }

    /// What a client heard: output, states of pipelines and of the pool.
    private static func outputs(_ client: inout ClientSession) -> [String] {
        var heard: [String] = []
        while let event = client.nextEvent() {
            switch event {
            case .pipelineMessage(_, .pipelineOutput(let output)):
                if case .string(let text)? = output.value?.value { heard.append(text) }
            case .pipelineMessage(_, .pipelineState(let info)): heard.append("\(info.state)")
            case .poolStateChanged(let state, _): heard.append("pool \(state)")
            case .poolMessage(let payload): heard.append("\(payload.type)")
            case .failed(let error): heard.append("failed \(error.code)")
            default: break
            }
        }
        return heard
    }

    /// Output made while nobody listens arrives once the client is back, and what comes twice counts once.
    @Test(arguments: [false, true])
    func comesBack(repeats: Bool) throws {
        var shell = Shell()
        var client = try open(&shell)
        try shell.server.sendOutput(.string("before"), from: Self.pipeline)
        _ = try shell.exchange(&client)
        try client.disconnect()
        _ = try shell.exchange(&client)
        #expect(client.state == .disconnected)
        #expect(Self.outputs(&client) == ["before", "pool Disconnected"])
        #expect(throws: PSRPError.self) { try client.createPipeline(Self.commands, id: PSGUID(high: 5, low: 6)) }

        try shell.server.sendOutput(.string("meanwhile"), from: Self.pipeline)
        try shell.server.sendOutput(.string(String(repeating: "long", count: 20_000)), from: Self.pipeline)
        _ = try shell.exchange(&client)
        #expect(Self.outputs(&client) == [])

        try client.reconnect()
        #expect(client.state == .connecting)
        shell.isConnected = true
        if repeats { shell.repeatLastAnswer() }
        _ = try shell.exchange(&client)
        #expect(client.state == .opened)
        #expect(Self.outputs(&client) == ["pool Opened", "meanwhile", String(repeating: "long", count: 20_000)])

        try client.sendInput(.string("more"), to: Self.pipeline)
        let learnt = try shell.exchange(&client)
        #expect(learnt.contains { if case .input = $0 { true } else { false } })
        try shell.server.finish(Self.pipeline)
        _ = try shell.exchange(&client)
        #expect(Self.outputs(&client) == ["Completed"])
        #expect(client.failure == nil)
    }

    @Test func anotherClientTakesOver() throws {
        var shell = Shell()
        var first = try open(&shell)
        try first.disconnect()
        _ = try shell.exchange(&first)
        try shell.server.sendOutput(.string("meanwhile"), from: Self.pipeline)

        shell.isConnected = true
        var second = ClientSession(runspacePoolID: Self.pool)
        try second.connect(runspaceCounts: 1...3)
        let learnt = try shell.exchange(&second)
        #expect(second.state == .opened)
        #expect(second.protocolVersion == PSVersion(2, 4))
        #expect(learnt.contains { if case .connected = $0 { true } else { false } })
        // The server ends the input of what runs: nobody is there to go on with it.
        #expect(learnt.contains { if case .endOfInput(Self.pipeline) = $0 { true } else { false } })
        #expect(Self.outputs(&second) == ["RUNSPACEPOOL_INIT_DATA", "pool Opened", "APPLICATION_PRIVATE_DATA"])
        try second.connectPipeline(Self.pipeline)
        #expect(throws: PSRPError.self) { try second.connectPipeline(Self.pipeline) }
        #expect(throws: PSRPError.self) { try second.sendInput(.string("more"), to: Self.pipeline) }
        try shell.server.sendOutput(.string("after"), from: Self.pipeline)
        try shell.server.finish(Self.pipeline)
        _ = try shell.exchange(&second)
        #expect(Self.outputs(&second).suffix(2) == ["after", "Completed"])
        try second.createPipeline(Self.commands, id: PSGUID(high: 5, low: 6))
        _ = try shell.exchange(&second)
        #expect(shell.server.isRunning(PSGUID(high: 5, low: 6)))
        try second.close()
        _ = try shell.exchange(&second)
        #expect(second.state == .closed)
    }

    private static func refusal(_ server: inout ServerSession, _ bytes: [UInt8]) -> PSRPError.Code? {
        do throws(PSRPError) {
            _ = try server.connect(bytes.span)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func aServerRefusesWhatDoesNotFit() throws {
        func connecting(_ pool: PSGUID, _ counts: ClosedRange<Int32>?, version: Int32 = 4) throws -> [UInt8] {
            var options = ClientSession.Options()
            options.protocolMinorVersion = version
            var client = ClientSession(runspacePoolID: pool, options: options)
            try client.connect(runspaceCounts: counts)
            guard case .connect(let bytes)? = client.nextTransmission() else { return [] }
            return bytes
        }
        var closed = ServerSession()
        let good = try connecting(Self.pool, nil)
        #expect(Self.refusal(&closed, good) == .wrongState)
        var shell = Shell()
        _ = try open(&shell)
        let refused: [(bytes: [UInt8], code: PSRPError.Code)] = [
            (try connecting(PSGUID(high: 9, low: 9), nil), .unexpectedMessage),
            (try connecting(Self.pool, 2...7), .unexpectedMessage),
            (try connecting(Self.pool, nil, version: 1), .versionMismatch),
            (Array(good.dropLast()), .incompleteFragment),
            (good + good, .unexpectedMessage),
            ([], .unexpectedMessage),
        ]
        for (bytes, code) in refused {
            #expect(Self.refusal(&shell.server, bytes) == code)
            #expect(shell.server.state == .opened)
        }
        // One number that fits is enough, as for PowerShell.
        let close = try connecting(Self.pool, 1...7)
        let answer = try shell.server.connect(close.span)
        #expect(!answer.isEmpty)
    }

    @Test func aBadAnswerEndsTheSession() throws {
        var client = ClientSession(runspacePoolID: Self.pool)
        try client.connect()
        let bytes: [UInt8] = [1, 2, 3]
        client.receiveConnectResponse(bytes.span)
        #expect(client.failure?.code == .incompleteFragment)
        #expect(client.state == .broken)
    }
}
