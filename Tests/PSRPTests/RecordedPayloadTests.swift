import CLIXML
import PSRP
import Testing

@Suite struct RecordedPayloadTests {
    /// Clients that were driven by hand: they order members and attributes in their own way.
    private static let foreignClients = ["18-protocol-23", "37-protocol-22"]

    /// Every payload is understood: typed, written again from its parts, it is the same to the byte.
    @Test(arguments: RecordedSession.all)
    func writesWhatItRead(of session: RecordedSession) throws {
        for direction in [StreamKey.Direction.clientToServer, .serverToClient] {
            let isForeign = direction == .clientToServer && Self.foreignClients.contains { session.name.hasPrefix($0) }
            for case .message(let message, _) in try decode(session.bytes(direction), direction) {
                let id = message.source?.objectID ?? 0
                let payload = try message.payload()
                if case .unknown = payload { Issue.record("\(message.type) is not known") }
                if case .pipelineHostCall(let call) = payload, case .other = call.request {
                    Issue.record("host call of object \(id) was not understood")
                }
                if case .pipelineHostResponse(let response) = payload, case .returned(.other) = response.outcome {
                    Issue.record("host response of object \(id) was not understood")
                }
                let written = payload.encoded(hasByteOrderMark: message.data.hasByteOrderMark)
                if isForeign {
                    let again = Message(
                        payload,
                        to: message.destination,
                        runspacePoolID: message.runspacePoolID,
                        pipelineID: message.pipelineID
                    )
                    let before = try message.decodedValue().map { ValueText($0).text }
                    let after = try again.decodedValue().map { ValueText($0).text }
                    #expect(after == before, "object \(id), \(message.type)")
                } else if written != message.data {
                    Issue.record("object \(id), \(message.type): \(firstDifference(written.text, message.data.text))")
                }
            }
        }
    }

    private func firstDifference(_ left: String, _ right: String) -> String {
        let common = zip(left, right).prefix { $0 == $1 }.count
        return
            "…\(left.dropFirst(max(0, common - 30)).prefix(120)) is not …\(right.dropFirst(max(0, common - 30)).prefix(120))"
    }
}

/// A value as text in which the order of members says nothing, as on the wire.
struct ValueText {
    let text: String

    init(_ value: PSValue) {
        guard case .object(let object) = value else {
            text = "\(value)"
            return
        }
        var parts: [String] = []
        if let base = object.baseValue { parts.append("base \(ValueText(base).text)") }
        if let container = object.container {
            if container.isDictionary {
                parts += container.entries.map { "\(ValueText($0.key).text) = \(ValueText($0.value).text)" }.sorted()
            } else {
                parts += container.items.map { ValueText($0).text }
            }
        }
        let members = Array(object.extendedProperties) + Array(object.adaptedProperties)
        parts += members.filter { if case .null = $0.value { false } else { true } }
            .map { "\($0.name): \(ValueText($0.value).text)" }.sorted()
        text = "{\(parts.joined(separator: ", "))}"
    }
}
