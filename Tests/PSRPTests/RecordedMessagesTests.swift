import CLIXML
import PSRP
import Testing

@Suite struct RecordedMessagesTests {
    /// Every message of both directions, against an independent decoder.
    @Test(arguments: RecordedSession.all)
    func decodesEveryMessage(of session: RecordedSession) throws {
        let entries = try session.entries()
        for direction in [StreamKey.Direction.clientToServer, .serverToClient] {
            let expected = entries.filter { $0.isClientToServer == (direction == .clientToServer) }
            try compare(decode(session.bytes(direction), direction), with: expected)
        }
    }

    private func compare(_ found: [Found], with expected: [RecordedSession.Entry]) {
        #expect(found.count == expected.count)
        for (found, expected) in zip(found, expected) {
            switch found {
            case .packet(let packet):
                #expect(packet.kind.rawValue == expected.line, "line \(expected.n)")
                #expect(packet.scope.hyphenated == expected.psGuid, "line \(expected.n)")
            case .other(let event):
                let prefix = "__NamedPipeError__:"
                let text = expected.text.map { String($0.dropFirst(prefix.count)) }
                #expect(text != nil && event.content == .transportError(text ?? ""), "line \(expected.n)")
            case .message(let message, let key):
                let number = expected.n
                #expect(key.scope.hyphenated == expected.psGuid, "message \(number)")
                let stream = key.priority == .promptResponse ? "PromptResponse" : "Default"
                #expect(stream == expected.stream, "message \(number)")
                #expect(message.source?.objectID == expected.objectId, "message \(number)")
                #expect(message.source?.fragmentCount == expected.fragments, "message \(number)")
                #expect(message.destination.rawValue == expected.destination, "message \(number)")
                #expect(message.type.hexadecimal == expected.type, "message \(number)")
                #expect(message.type.name == expected.typeName, "message \(number)")
                #expect(message.runspacePoolID.hyphenated == expected.rpid, "message \(number)")
                #expect(message.pipelineID.hyphenated == expected.pid, "message \(number)")
                #expect(message.data.hasByteOrderMark == expected.bom, "message \(number)")
                let text = message.data.text
                #expect(text == (expected.data ?? ""), "message \(number)")
            }
        }
    }

    @Test(arguments: RecordedSession.fixtures)
    func anyChunkingGivesTheSame(of session: RecordedSession) throws {
        for direction in [StreamKey.Direction.clientToServer, .serverToClient] {
            let bytes = try session.bytes(direction)
            let whole = try decode(bytes, direction).map(describe)
            for chunk in [1, 2, 3, 7, 64, 1000] {
                let chunked = try decode(bytes, direction, chunk: chunk).map(describe)
                #expect(chunked == whole, "chunks of \(chunk)")
            }
        }
    }

    private func describe(_ found: Found) -> String {
        switch found {
        case .message(let message, let key):
            "\(key) \(message.source.debugDescription) \(message.type) \(message.data.text)"
        case .packet(let packet): "\(packet)"
        case .other(let event): "\(event)"
        }
    }

    /// Writing the packets of a recording gives the recording's bytes.
    @Test(arguments: RecordedSession.fixtures)
    func writesPacketsAsPowerShell(of session: RecordedSession) throws {
        let bytes = try session.bytes(.serverToClient)
        var reader = OutOfProcReader()
        try reader.append(bytes.span)
        var written: [UInt8] = []
        while let event = try reader.nextEvent() {
            switch event.content {
            case .packet(let packet): OutOfProcWriter.append(packet, to: &written)
            case .transportError(let text): written += Array("__NamedPipeError__:\(text)\n".utf8)
            default: Issue.record("\(event) in a recording")
            }
        }
        #expect(written == bytes)
    }
}
