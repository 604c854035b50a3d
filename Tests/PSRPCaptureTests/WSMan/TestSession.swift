import CLIXML
import PSRP
import PSRPCapture

/// A small session over WSMan, as HTTP messages of both sides, and what a decoder makes of it.
enum TestSession {
    static let pool = PSGUID("11223344-5566-7788-99AA-BBCCDDEEFF00") ?? .zero
    static let pipeline = PSGUID("01234567-89AB-CDEF-0123-456789ABCDEF") ?? .zero

    static func message(_ type: MessageType, _ text: String, pipeline: PSGUID = .zero, toServer: Bool = true) -> Message
    {
        Message(
            destination: toServer ? .server : .client,
            type: type,
            runspacePoolID: pool,
            pipelineID: pipeline,
            data: MessageData(Array(text.utf8))
        )
    }

    /// One side of an HTTP connection: what is sent, and by whom.
    struct Turn {
        let side: Int
        let text: String
    }

    /// A pool, a pipeline, its output, its end.
    static var turns: [Turn] { turns(bodies) }

    /// The same in another shell, with message ids of its own.
    static func turns(inShell shell: String) -> [Turn] {
        func renamed(_ text: String) -> String {
            text.replacing(SOAPText.shell, with: shell).replacing("uuid:", with: "uuid:\(shell)")
        }
        return turns(bodies.map { (renamed($0.request), renamed($0.response)) })
    }

    private static var bodies: [(request: String, response: String)] {
        let client = SOAPText.fragments([
            message(.sessionCapability, "<S>capability</S>"), message(.initRunspacePool, "<S>init</S>"),
            message(.createPipeline, "<S>create</S>", pipeline: pipeline),
        ])
        let server = SOAPText.fragments([
            message(.sessionCapability, "<S>answer</S>", toServer: false),
            message(.pipelineOutput, "<S>out 1</S>", pipeline: pipeline, toServer: false),
            message(.pipelineOutput, "<S>out 2</S>", pipeline: pipeline, toServer: false),
            message(.pipelineState, "<I32>4</I32>", pipeline: pipeline, toServer: false),
        ])
        let command = SOAPText.command
        let terminate = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/terminate"
        let signal = "<r:Signal CommandId=\"\(command)\"><r:Code>\(terminate)</r:Code></r:Signal>"
        return [
            (SOAPText.create(id: "1", client[0] + client[1]), SOAPText.answer("Create", id: "A", to: "1")),
            (SOAPText.receive(id: "2"), SOAPText.received(id: "B", to: "2", [server[0]])),
            (SOAPText.command(id: "3", client[2]), SOAPText.answer("Command", id: "C", to: "3")),
            (
                SOAPText.receive(id: "4", command: command),
                SOAPText.received(id: "D", to: "4", [server[1], server[2], server[3]], command: command.lowercased())
            ),
            (
                SOAPText.envelope("Signal", id: "5", shell: SOAPText.shell, signal),
                SOAPText.answer("Signal", id: "E", to: "5")
            ),
            (SOAPText.envelope("Delete", id: "6", shell: SOAPText.shell), SOAPText.answer("Delete", id: "F", to: "6")),
        ]
    }

    /// The records of ``turns``, as ``describe(_:)`` shows them.
    static let records = [
        "> SESSION_CAPABILITY <S>capability</S>", "> INIT_RUNSPACEPOOL <S>init</S>",
        "< SESSION_CAPABILITY <S>answer</S>",
        "> CREATE_PIPELINE <S>create</S>", "< PIPELINE_OUTPUT <S>out 1</S>", "< PIPELINE_OUTPUT <S>out 2</S>",
        "< PIPELINE_STATE <I32>4</I32>", "> Close", "< CloseAck", "> Close", "< CloseAck",
    ]

    /// Adds a whole connection to a capture.
    static func add(_ turns: [Turn] = turns, to builder: inout PacketBuilder) {
        builder.open()
        for turn in turns { builder.send(turn.side, turn.text) }
        builder.close()
    }

    static func records(_ packets: [CapturedPacket], linkType: Int32) -> [SessionRecord] {
        var decoder = PacketDecoder(linkType: linkType)
        var records: [SessionRecord] = []
        for packet in packets {
            decoder.append(packet)
            while let record = decoder.nextRecord() { records.append(record) }
        }
        decoder.finish()
        while let record = decoder.nextRecord() { records.append(record) }
        return records
    }

    /// What requests and answers on one connection of its own give.
    static func outcome(_ turns: [Turn]) -> [String] {
        var builder = PacketBuilder()
        add(turns, to: &builder)
        return describe(records(builder.packets, linkType: 1))
    }

    /// Turns of bare SOAP bodies, each with its answer.
    static func turns(_ bodies: [(request: String, response: String)]) -> [Turn] {
        bodies.flatMap { request, response in
            [Turn(side: 0, text: SOAPText.request(request)), Turn(side: 1, text: SOAPText.response(response))]
        }
    }

    static func describe(_ records: [SessionRecord]) -> [String] {
        records.map { record in
            let arrow = record.direction == .clientToServer ? ">" : "<"
            return switch record.content {
            case .message(let message, _): "\(arrow) \(message.type) \(message.data.text)"
            case .packet(let packet): "\(arrow) \(packet.kind.rawValue)"
            case .transport(let event): "\(arrow) \(event.word): \(event.text)"
            case .finding(let finding): "\(arrow) finding \(finding.code)"
            case .error(let error): "\(arrow) error \(error.code)"
            case .capture(let finding): "\(finding)"
            case .transportError, .endOfSession, .text: "unexpected"
            }
        }
    }
}
