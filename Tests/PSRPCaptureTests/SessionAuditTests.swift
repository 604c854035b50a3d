import CLIXML
import PSRP
import PSRPCapture
import Testing

@Suite struct SessionAuditTests {
    private static let pool = PSGUID(high: 1, low: 2)
    private static let id = PSGUID(high: 3, low: 4)

    private static func capability(_ minor: Int32) -> Payload {
        .sessionCapability(SessionCapability(protocolVersion: PSVersion(2, minor) ?? PSVersion(2, 0)!))
    }

    private static let open: [(Payload, Bool)] = [
        (capability(3), true), (.initRunspacePool(InitRunspacePool()), true), (capability(3), false),
        (.applicationPrivateData(ApplicationPrivateData(data: nil)), false),
        (.runspacePoolState(RunspacePoolStateInfo(state: .opened)), false),
    ]

    private static func create(hasNoInput: Bool = true) -> (Payload, Bool) {
        (.createPipeline(CreatePipeline(PowerShellCommands(script: "1"), hasNoInput: hasNoInput)), true)
    }

    private static let done: (Payload, Bool) = (.pipelineState(PipelineStateInfo(state: .completed)), false)

    /// What passes after the pool is open, and what is found in it.
    static let cases: [(name: String, messages: [(Payload, Bool)], findings: [String])] = [
        ("a plain pipeline", [create(), (.pipelineOutput(PipelineOutput("x")), false), done], []),
        ("an id used again", [create(), done, create(), done], []),
        (
            "output after the end", [create(), done, (.pipelineOutput(PipelineOutput("x")), false)],
            ["PIPELINE_OUTPUT comes after the end of its pipeline"]
        ),
        (
            "input without input", [create(), (.pipelineInput(PipelineInput("x")), true)],
            ["PIPELINE_INPUT comes to a pipeline that takes no input, or no more"]
        ),
        (
            "input after its end",
            [
                create(hasNoInput: false), (.pipelineInput(PipelineInput("x")), true),
                (.endOfPipelineInput(EndOfPipelineInput()), true), (.pipelineInput(PipelineInput("y")), true),
            ],
            ["PIPELINE_INPUT comes to a pipeline that takes no input, or no more"]
        ),
        (
            "no such pipeline", [(.pipelineOutput(PipelineOutput("x")), false)],
            ["PIPELINE_OUTPUT is for a pipeline that was not created"]
        ),
        (
            "an answer without a call",
            [create(), (.pipelineHostResponse(HostResponse(to: HostCall(callID: 7, .readLine), .text("x"))), true)],
            ["PIPELINE_HOST_RESPONSE answers no call"]
        ),
        (
            "a call and its answer",
            [
                create(), (.pipelineHostCall(HostCall(callID: 1, .readLine)), false),
                (.pipelineHostResponse(HostResponse(to: HostCall(callID: 1, .readLine), .text("x"))), true),
            ], []
        ),
        (
            "an answer to no request",
            [(.runspaceAvailability(RunspaceAvailability(answer: .done(true), callID: 1)), false)],
            ["RUNSPACE_AVAILABILITY answers no request"]
        ),
        ("a second capability", [(capability(3), true)], ["SESSION_CAPABILITY comes a second time"]),
        (
            "the wrong way", [(.runspacePoolState(RunspacePoolStateInfo(state: .closed)), true)],
            ["RUNSPACEPOOL_STATE goes the wrong way"]
        ),
        (
            "unknown state",
            [create(), (.pipelineState(PipelineStateInfo(state: PipelineState(rawValue: 99))), false)],
            ["PIPELINE_STATE has the unknown state 99"]
        ),
        (
            "exchanged counts",
            [
                (
                    .runspacePoolInitData(RunspacePoolInitData(minimumRunspaceCount: 5, maximumRunspaceCount: 1)),
                    false
                )
            ],
            ["RUNSPACEPOOL_INIT_DATA has minimum and maximum exchanged"]
        ),
    ]

    @Test(arguments: cases.indices)
    func findsWhatIsAgainstTheRules(index: Int) {
        let row = Self.cases[index]
        var audit = SessionAudit(hasBothDirections: true)
        var found: [String] = []
        for (payload, isFromClient) in Self.open + row.messages {
            let direction: StreamKey.Direction = isFromClient ? .clientToServer : .serverToClient
            let message = Message(
                payload,
                to: isFromClient ? .server : .client,
                runspacePoolID: Self.pool,
                pipelineID: payload.type.travelsWithPipeline ? Self.id : .zero
            )
            let record = SessionRecord(direction: direction, .message(message, StreamKey(direction: direction)))
            found += audit.findings(in: record)
        }
        #expect(found == row.findings, "\(row.name)")
    }

    @Test func saysThatARecordingBeginsLate() {
        var audit = SessionAudit(hasBothDirections: true)
        let message = Message(
            .pipelineOutput(PipelineOutput("x")),
            to: .client,
            runspacePoolID: Self.pool,
            pipelineID: Self.id
        )
        let record = SessionRecord(direction: .serverToClient, .message(message, StreamKey(direction: .serverToClient)))
        #expect(
            audit.findings(in: record) == [
                "PIPELINE_OUTPUT comes first: the recording begins in the middle of a session"
            ]
        )
        #expect(audit.findings(in: record).isEmpty)
    }
}
