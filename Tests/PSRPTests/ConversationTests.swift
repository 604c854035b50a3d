import CLIXML
import PSRP
import PSRPTestSupport
import Testing

/// Client and server talk to each other over lines, in chunks of any size.
@Suite struct ConversationTests {
    private func id(_ number: UInt64) -> PSGUID { ScriptedClient.id(number) }

    private func command(_ text: String, _ arguments: [RemoteValue] = [], hasNoInput: Bool = true) -> CreatePipeline {
        let arguments = arguments.map { RemoteArgument($0) }
        return CreatePipeline(PowerShellCommands([RemoteCommand(text, arguments: arguments)]), hasNoInput: hasNoInput)
    }

    /// Passes bytes to and fro until both are silent, in pieces whose sizes the dice decide.
    private func talk(
        _ client: inout ScriptedClient,
        _ server: inout ScriptedServer,
        chunk: Int = .max,
        seed: UInt64 = 0
    ) throws {
        var dice = Dice(seed: seed)
        var toServer: ArraySlice<UInt8> = []
        var toClient: ArraySlice<UInt8> = []
        while true {
            toServer += client.client.takeOutput()
            toClient += server.server.takeOutput()
            guard !toServer.isEmpty || !toClient.isEmpty else { return }
            let size = chunk == 0 ? 1 + dice.roll(5_000) : chunk
            // Either side may be heard first, or twice in a row.
            if !toServer.isEmpty, toClient.isEmpty || dice.roll(2) == 0 {
                let piece = Array(toServer.prefix(size))
                toServer = toServer.dropFirst(piece.count)
                server.server.receive(piece.span)
                try server.run()
            } else {
                let piece = Array(toClient.prefix(size))
                toClient = toClient.dropFirst(piece.count)
                client.client.receive(piece.span)
                try client.run()
            }
        }
    }

    @Test(arguments: [Int.max, 1, 7, 100, 0], [1, 2, 3] as [UInt64])
    func holdsAWholeSession(chunk: Int, seed: UInt64) throws {
        var client = ScriptedClient()
        var server = ScriptedServer()
        try client.client.session.open()
        try talk(&client, &server, chunk: chunk, seed: seed)
        #expect(client.heard == ["APPLICATION_PRIVATE_DATA", "pool Opened"])
        client.heard = []

        try client.client.session.createPipeline(command("echo", ["one", 2, .null]), id: id(1))
        try client.client.session.createPipeline(command("repeat", hasNoInput: false), id: id(2))
        try client.client.session.sendInput("a", to: id(2))
        try client.client.session.sendInput(nil, to: id(2))
        try client.client.session.endInput(of: id(2))
        try client.client.session.createPipeline(command("ask"), id: id(3))
        try client.client.session.createPipeline(command("records"), id: id(4))
        try client.client.session.createPipeline(command("big"), id: id(5))
        try client.client.session.createPipeline(command("write"), id: id(6))
        try client.client.session.createPipeline(command("nothing"), id: id(7))
        try client.client.session.getAvailableRunspaceCount()
        try client.client.session.resetRunspace()
        try talk(&client, &server, chunk: chunk, seed: seed)
        func of(_ number: Int, _ heard: [String]) -> [String] {
            heard.filter { $0.hasPrefix("\(number) ") }.map { String($0.dropFirst(2)) }
        }
        let heard = client.heard
        #expect(of(1, heard) == ["one", "2", "null", "Completed", "gone"])
        #expect(of(2, heard) == ["a", "null", "Completed", "gone"])
        #expect(of(3, heard) == ["ReadLine", "host said hi", "Completed", "gone"])
        #expect(of(4, heard) == ["warning careful", "PROGRESS_RECORD", "error no such thing", "Completed", "gone"])
        #expect(of(5, heard) == [String(repeating: "abcdefgh", count: 5), "Completed", "gone"])
        #expect(of(6, heard) == ["WriteLine2", "Completed", "gone"])
        #expect(of(7, heard) == ["Failed", "gone"])
        #expect(heard.filter { $0.hasPrefix("count") || $0.hasPrefix("done") } == ["count(4)", "done(true)"])
        client.heard = []

        // An id may be used again, and a running pipeline can be stopped.
        try client.client.session.createPipeline(command("forever"), id: id(1))
        try talk(&client, &server, chunk: chunk, seed: seed)
        #expect(client.client.session.status(of: id(1)) == .running)
        try client.client.session.stop(id(1))
        try talk(&client, &server, chunk: chunk, seed: seed)
        #expect(client.heard == ["1 Stopped", "1 gone"])
        client.heard = []

        try client.client.session.createPipeline(command("forever"), id: id(8))
        try talk(&client, &server, chunk: chunk, seed: seed)
        try client.client.session.close()
        try talk(&client, &server, chunk: chunk, seed: seed)
        #expect(client.heard.last == "pool Closed")
        #expect(client.client.session.state == .closed)
        #expect(server.events.last == "closed")
        #expect(client.client.session.takeDiagnostics().isEmpty)
        #expect(server.server.session.takeDiagnostics().isEmpty)
        #expect(server.server.failure == nil)
    }

    /// Behind its close the server has forgotten a pipeline, and what was sent in it could not be put together.
    @Test func sendsNothingBehindAClose() throws {
        var client = ScriptedClient()
        client.answersHostCalls = false
        var server = ScriptedServer()
        try client.client.session.open()
        try talk(&client, &server)
        try client.client.session.createPipeline(command("ask"), id: id(1))
        try talk(&client, &server)
        let call = HostCall(callID: 1, .readLine)
        try client.client.session.closePipeline(id(1))
        #expect(throws: PSRPError(code: .noSuchCall)) {
            try client.client.session.respond(HostResponse(to: call, .text("late")), to: id(1))
        }
        // A call that was on its way when the pipeline was closed is not answered either.
        try client.client.session.createPipeline(command("ask"), id: id(2))
        let created = client.client.takeOutput()
        server.server.receive(created.span)
        try server.run()
        let commandAcknowledged = server.server.takeOutput()
        client.client.receive(commandAcknowledged.span)
        let commands = client.client.takeOutput()
        server.server.receive(commands.span)
        try server.run()
        let called = server.server.takeOutput()
        try client.client.session.closePipeline(id(2))
        client.client.receive(called.span)
        #expect(throws: PSRPError(code: .noSuchCall)) {
            try client.client.session.respond(HostResponse(to: call, .text("late")), to: id(2))
        }
    }

    private static let pair = Result { try ExchangeKey() }

    /// Protocol 2.2 and 2.3 exchange keys, 2.4 does without.
    @Test(arguments: [2, 3, 4] as [Int32], [1, 0])
    func passesSecrets(version: Int32, chunk: Int) throws {
        var options = ClientSession.Options()
        options.protocolMinorVersion = version
        var client = ScriptedClient(options: options, exchangeKey: try Self.pair.get())
        var server = ScriptedServer()
        try client.client.session.open()
        try talk(&client, &server, chunk: chunk)
        #expect(client.client.session.protocolVersion == PSVersion(2, version))
        client.heard = []

        try client.client.session.createPipeline(command("secret"), id: id(1))
        try talk(&client, &server, chunk: chunk)
        if version == 4 {
            #expect(client.heard == ["1 secret from the server é", "1 Completed", "1 gone"])
        } else {
            // It comes before the key to it, which the client asks for now.
            let sealed = try #require(client.heard.first { $0.hasPrefix("1 sealed ") })
            #expect(client.heard.contains("keys"))
            let secret = PSSecureString(text: String(sealed.dropFirst("1 sealed ".count)))
            let opened = try client.client.session.secureStrings.open(secret)
            #expect(opened == "from the server é")
        }
        client.heard = []
        try client.client.session.createPipeline(command("ask secretly"), id: id(2))
        try talk(&client, &server, chunk: chunk)
        #expect(client.heard == ["2 ReadLineAsSecureString", "2 secret is pa$$", "2 Completed", "2 gone"])
    }

    /// Whatever is lost on the way, neither side traps or hangs; the client fails or goes on.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func survivesLoss(seed: UInt64) throws {
        var client = ScriptedClient()
        var server = ScriptedServer()
        var dice = Dice(seed: seed)
        try client.client.session.open()
        try talk(&client, &server)
        for number in 1...3 as ClosedRange<UInt64> {
            try client.client.session.createPipeline(command("echo", ["x", 2]), id: id(number))
        }
        for _ in 0..<100 {
            var toServer = client.client.takeOutput()
            if !toServer.isEmpty, dice.roll(3) == 0 { damage(&toServer, &dice) }
            server.server.receive(toServer.span)
            try server.run()
            var toClient = server.server.takeOutput()
            if !toClient.isEmpty, dice.roll(3) == 0 { damage(&toClient, &dice) }
            client.client.receive(toClient.span)
            // After a failure there is nobody to answer; before it everything must work.
            do { try client.run() } catch { #expect(client.client.session.failure != nil) }
        }
        if let failure = client.client.session.failure {
            #expect(throws: failure) { try client.client.session.close() }
        }
        // Nothing was made up: what was heard is what can have been sent.
        let known: Set<String> = ["x", "2", "Completed", "gone"]
        for line in client.heard.dropFirst(2) where line.first?.isNumber == true {
            #expect(known.contains(String(line.dropFirst(2))), "\(line)")
        }
    }

    private func damage(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let start = dice.roll(bytes.count)
        bytes.removeSubrange(start..<min(bytes.count, start + 1 + dice.roll(60)))
    }

    @Test func refusesWhatTheStateForbids() throws {
        var client = ScriptedClient()
        #expect(throws: PSRPError(code: .wrongState)) { try client.client.session.close() }
        let commands = command("echo")
        #expect(throws: PSRPError(code: .wrongState)) {
            try client.client.session.createPipeline(commands, id: PSGUID(high: 1, low: 1))
        }
        try client.client.session.open()
        #expect(throws: PSRPError(code: .wrongState)) { try client.client.session.open() }
        #expect(throws: PSRPError(code: .wrongState)) { try client.client.session.exchangeKeys() }
        var server = ScriptedServer()
        try talk(&client, &server)
        try client.client.session.createPipeline(commands, id: id(1))
        let first = id(1)
        let second = id(2)
        #expect(throws: PSRPError(code: .pipelineExists)) {
            try client.client.session.createPipeline(commands, id: first)
        }
        #expect(throws: PSRPError(code: .wrongState)) { try client.client.session.sendInput("x", to: first) }
        #expect(throws: PSRPError(code: .noSuchPipeline)) { try client.client.session.stop(second) }
        let call = HostCall(callID: 4, .readLine)
        #expect(throws: PSRPError(code: .noSuchCall)) {
            try client.client.session.respond(HostResponse(to: call, .none), to: first)
        }
        #expect(throws: PSRPError(code: .noSuchPipeline)) { try server.server.session.sendOutput("x", from: second) }
    }

    /// The versions of spec/psrp.md section 3.2.
    @Test(
        arguments: [
            (0, 0, true), (2, 2, true), (3, 3, true), (4, 4, true), (5, 4, true),
        ] as [(Int32, Int32, Bool)]
    )
    func agreesOnAVersion(asked: Int32, answered: Int32, opens: Bool) throws {
        var options = ClientSession.Options()
        options.protocolMinorVersion = asked
        var client = ScriptedClient(options: options)
        var server = ScriptedServer()
        try client.client.session.open()
        try talk(&client, &server)
        #expect(client.client.session.protocolVersion == PSVersion(2, answered))
        #expect((client.client.session.state == .opened) == opens)
    }

    /// A client that speaks another protocol is answered and then hears nothing.
    @Test func isSilentAfterAVersionThatDoesNotFit() throws {
        var server = ScriptedServer()
        var fragmenter = Fragmenter()
        let pool = PSGUID(high: 1, low: 2)
        guard let three = PSVersion(3, 0) else { return }
        var bytes: [UInt8] = []
        for payload in [
            Payload.sessionCapability(SessionCapability(protocolVersion: three)), .initRunspacePool(InitRunspacePool()),
        ] {
            fragmenter.append(Message(payload, to: .server, runspacePoolID: pool), to: &bytes)
        }
        server.server.receive(OutOfProcWriter.line(OutOfProcPacket(.data, payload: bytes)).span)
        try server.run()
        let lines = String(decoding: server.server.takeOutput(), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last == "<DataAck PSGuid='00000000-0000-0000-0000-000000000000' />")
        #expect(server.server.session.state == .beforeOpen)
    }

    /// After the pool is closed another session can begin on the same streams, its objects counted on.
    @Test func servesOneSessionAfterAnother() throws {
        var server = ScriptedServer()
        var first = ScriptedClient()
        try first.client.session.open()
        try talk(&first, &server)
        try first.client.session.close()
        try talk(&first, &server)
        let next = server.server.session.nextObjectID
        server.server.beginNextSession()
        var second = ScriptedClient()
        try second.client.session.open()
        try talk(&second, &server)
        #expect(second.client.session.state == .opened)
        #expect(next == 6)
        #expect(server.server.session.nextObjectID == 9)
    }
}
