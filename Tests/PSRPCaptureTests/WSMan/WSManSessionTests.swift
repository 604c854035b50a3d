import CLIXML
import PSRP
import PSRPCapture
import Testing

/// Exchanges as clients and servers differ in them, each on a connection of its own.
@Suite struct WSManSessionTests {
    private let capability = TestSession.message(.sessionCapability, "<S>c</S>")
    private let create = TestSession.message(
        .createPipeline,
        "<S>\(String(repeating: "x", count: 60))</S>",
        pipeline: TestSession.pipeline
    )
    private let output = TestSession.message(
        .pipelineOutput,
        "<S>o</S>",
        pipeline: TestSession.pipeline,
        toServer: false
    )

    private func outcome(_ bodies: [(String, String)]) -> [String] {
        TestSession.outcome(TestSession.turns(bodies.map { ($0.0, $0.1) }))
    }

    /// A client without ids: the server names shell and command.
    @Test func followsNamesOfTheServer() {
        let opening = SOAPText.fragments([capability])[0]
        let pipeline = SOAPText.fragments([create], byteCount: 60)[0]
        let made = "<r:Shell><r:ShellId>\(SOAPText.shell)</r:ShellId></r:Shell>"
        let named = "<r:CommandResponse><r:CommandId>\(SOAPText.command)</r:CommandId></r:CommandResponse>"
        let outcome = outcome([
            (SOAPText.create(id: "1", opening, shell: nil), SOAPText.answer("Create", id: "A", to: "1", made)),
            // The rest of the pipeline's first message follows under the name that the answer gives.
            (
                SOAPText.command(id: "2", Array(pipeline[..<90]), command: nil),
                SOAPText.answer("Command", id: "B", to: "2", named)
            ),
            (
                SOAPText.send(id: "3", Array(pipeline[90...]), command: SOAPText.command),
                SOAPText.answer("Send", id: "C", to: "3")
            ),
        ])
        #expect(outcome == ["> SESSION_CAPABILITY <S>c</S>", "> CREATE_PIPELINE \(create.data.text)"])
    }

    /// Host answers on a stream of their own come between the pieces of a message.
    @Test func keepsStreamsApart() {
        let input = TestSession.message(
            .pipelineInput,
            "<S>\(String(repeating: "i", count: 200))</S>",
            pipeline: TestSession.pipeline
        )
        let answer = TestSession.message(.pipelineHostResponse, "<S>h</S>", pipeline: TestSession.pipeline)
        let bytes = SOAPText.fragments([input], byteCount: 100)[0]
        let host = SOAPText.fragments([answer])[0]
        let outcome = outcome([
            (
                SOAPText.send(id: "1", Array(bytes[..<150]), command: SOAPText.command),
                SOAPText.answer("Send", id: "A", to: "1")
            ),
            // Without the command, as some clients send it.
            (SOAPText.send(id: "2", host, stream: "pr"), SOAPText.answer("Send", id: "B", to: "2")),
            (
                SOAPText.send(id: "3", Array(bytes[150...]), command: SOAPText.command.lowercased()),
                SOAPText.answer("Send", id: "C", to: "3")
            ),
        ])
        #expect(outcome == ["> PIPELINE_HOST_RESPONSE <S>h</S>", "> PIPELINE_INPUT \(input.data.text)"])
    }

    @Test func dropsReplays() {
        let bytes = SOAPText.fragments([output])
        let outcome = outcome([
            (SOAPText.receive(id: "1"), SOAPText.received(id: "A", to: "1", bytes)),
            (SOAPText.receive(id: "2"), SOAPText.received(id: "A", to: "2", bytes)),
            (SOAPText.receive(id: "1"), SOAPText.received(id: "B", to: "1", [])),
        ])
        #expect(outcome == ["< PIPELINE_OUTPUT <S>o</S>"])
    }

    private static let signals: [(code: String, expected: [String])] = [
        ("powershell/signal/crtl_c", ["> Signal", "< SignalAck"]),
        ("powershell/signal/ctrl_c", ["> Signal", "< SignalAck"]),
        ("http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/ctrl_c", ["> Signal", "< SignalAck"]),
        ("http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/terminate", ["> Close", "< CloseAck"]),
        ("http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/Terminate", ["> Close", "< CloseAck"]),
    ]

    @Test(arguments: signals.indices)
    func tellsStopFromClose(index: Int) {
        let row = Self.signals[index]
        let body = "<r:Signal CommandId=\"\(SOAPText.command)\"><r:Code>\(row.code)</r:Code></r:Signal>"
        let outcome = outcome([
            (
                SOAPText.envelope("Signal", id: "1", shell: SOAPText.shell, body),
                SOAPText.answer("Signal", id: "A", to: "1")
            )
        ])
        #expect(outcome.filter { !$0.contains("[no-session]") } == row.expected)
    }

    @Test func tellsOfFaultsAndDisconnects() {
        let timedOut = SOAPText.fault(id: "A", to: "1", code: 2_150_858_793, subcode: "TimedOut", "Later.")
        let gone = SOAPText.fault(id: "B", to: "2", code: 2_150_858_843, subcode: "InvalidSelectors", "Gone.")
        let outcome = outcome([
            (SOAPText.receive(id: "1"), timedOut), (SOAPText.receive(id: "2"), gone),
            (
                SOAPText.envelope("Disconnect", id: "3", shell: SOAPText.shell, "<r:Disconnect/>"),
                SOAPText.answer("Disconnect", id: "C", to: "3")
            ),
            (
                SOAPText.envelope("Reconnect", id: "4", shell: SOAPText.shell, "<r:Reconnect/>"),
                SOAPText.answer("Reconnect", id: "D", to: "4")
            ),
        ])
        #expect(
            outcome.dropLast() == [
                "< fault: Receive failed with 2150858843 (InvalidSelectors): Gone.", "> disconnect: ", "> reconnect: ",
            ]
        )
    }

    @Test func tellsOfRefusals() {
        let opening = SOAPText.fragments([capability])[0]
        let request = SOAPText.request(SOAPText.create(id: "1", opening))
        let turns = [
            TestSession.Turn(side: 0, text: request), .init(side: 1, text: SOAPText.response("", status: 401)),
            // The same again with other credentials.
            .init(side: 0, text: request),
            .init(side: 1, text: SOAPText.response(SOAPText.answer("Create", id: "A", to: "1"))),
        ]
        let outcome = TestSession.outcome(turns)
        #expect(outcome == ["> SESSION_CAPABILITY <S>c</S>", "< refused: Create with HTTP status 401"])
    }

    /// Answers on other connections than their requests say which they answer.
    @Test func matchesAnswersByTheirIDs() {
        let bytes = SOAPText.fragments([output])
        let command = SOAPText.command
        let turns = [
            TestSession.Turn(side: 0, text: SOAPText.request(SOAPText.receive(id: "1", shell: "AB"))),
            .init(side: 0, text: SOAPText.request(SOAPText.receive(id: "2", shell: "CD"))),
            .init(side: 1, text: SOAPText.response(SOAPText.received(id: "A", to: "2", bytes, command: command))),
            .init(side: 1, text: SOAPText.response(SOAPText.received(id: "B", to: "1", bytes, command: command))),
        ]
        var builder = PacketBuilder()
        TestSession.add(turns, to: &builder)
        let records = TestSession.records(builder.packets, linkType: 1)
        #expect(records.map { $0.session?.id } == ["CD", "AB"])
    }

    @Test func passesOverOtherShells() {
        let resource = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd"
        let shell = "<r:Shell ShellId=\"CC\"/>"
        let receive = "<r:Receive><r:DesiredStream CommandId=\"1\">stdout</r:DesiredStream></r:Receive>"
        let outcome = outcome([
            (
                SOAPText.envelope("Create", id: "1", resource: resource, shell),
                SOAPText.answer("Create", id: "A", to: "1")
            ),
            (
                SOAPText.envelope("Receive", id: "2", resource: resource, shell: "CC", receive),
                SOAPText.received(id: "B", to: "2", [Array("Volume in drive C has no label".utf8)])
            ),
        ])
        #expect(outcome.count == 1)
        #expect(outcome.first?.hasSuffix("[no-session]") == true)
    }

    /// What asks for shells of every kind says nothing about the one it asks for.
    @Test func goesOnAfterGet() {
        let resource = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
        let outcome = outcome([
            (
                SOAPText.envelope("Get", id: "1", resource: resource, shell: SOAPText.shell),
                SOAPText.answer("Get", id: "A", to: "1", "<r:Shell><r:ShellId>\(SOAPText.shell)</r:ShellId></r:Shell>")
            ),
            (SOAPText.receive(id: "2"), SOAPText.received(id: "B", to: "2", SOAPText.fragments([output]))),
        ])
        #expect(outcome == ["< PIPELINE_OUTPUT <S>o</S>"])
    }

    /// Streams that the shell agreed to compress are counted and not guessed at.
    @Test func namesCompressedStreams() {
        let opening = SOAPText.fragments([capability])[0]
        let header = "<r:CompressionType>xpress</r:CompressionType>"
        // A stored chunk of spec/psrp.md section 8.2.
        let chunk = [UInt8]([0x02, 0, 0x02, 0, 1, 2, 3])
        let outcome = outcome([
            (SOAPText.create(id: "1", opening, header: header), SOAPText.answer("Create", id: "A", to: "1")),
            (SOAPText.send(id: "2", chunk), SOAPText.answer("Send", id: "B", to: "2")),
            (SOAPText.receive(id: "3"), SOAPText.received(id: "C", to: "3", [chunk, chunk])),
        ])
        let counts =
            "7 bytes from clients, 14 from the server in streams that are compressed (xpress), which is not read"
        #expect(
            outcome == [
                "> SESSION_CAPABILITY <S>c</S>", "10.0.0.2:5985, 1 connection: \(counts) [compressed-streams]",
            ]
        )
    }

    /// The agreement was not recorded: the form of the first bytes tells.
    @Test func recognisesCompression() {
        var chunk = [UInt8]([40, 0, 29, 0])
        chunk += [UInt8](repeating: 7, count: 30)
        let outcome = outcome([(SOAPText.receive(id: "3"), SOAPText.received(id: "C", to: "3", [chunk]))])
        #expect(outcome.first?.contains("compressed (xpress, by its form)") == true)
        for bytes in [Array(chunk.dropLast()), SOAPText.fragments([output])[0]] {
            let isFramed = XpressFraming.isFramed(bytes.span)
            #expect(!isFramed)
        }
    }

    @Test func namesContentThatIsNoBase64() {
        let body = SOAPText.send(id: "1", [1]).replacing("AQ==", with: "no!")
        let outcome = outcome([(body, SOAPText.answer("Send", id: "A", to: "1"))])
        #expect(outcome.first == "> finding malformed-packet")
    }
}
