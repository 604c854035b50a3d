internal import CLIXML
internal import PSRP
internal import PSRPCapture

/// Any message is understood or refused, what is understood is written as something that is understood the same way, and either can
/// be printed.
///
/// The first four bytes of the content choose the type of the message, the rest is its data.
public func checkPayloads(_ input: FuzzInput) throws(Violation) {
    guard input.content.count > 1 else { return }
    let types = MessageType.allKnown
    let choice = Int(input.content[0])
    let message = Message(
        destination: input.has(0) ? .client : .server,
        type: choice < types.count ? types[choice] : MessageType(rawValue: UInt32(choice)),
        runspacePoolID: PSGUID(high: 1, low: 2),
        pipelineID: input.has(1) ? .zero : PSGUID(high: 3, low: 4),
        data: MessageData(Array(input.content[1...]))
    )
    var printed: [UInt8] = []
    PayloadJSON(scheme: .plain).append(message, to: &printed)
    try require(String(validating: printed, as: UTF8.self) != nil, "what was printed is not UTF-8")
    guard let payload = try? message.payload(limits: .small) else { return }
    let written = rewritten(payload, message)
    let again: Payload
    do {
        again = try written.payload()
    } catch {
        throw Violation("what was written is not understood: \(error): \(written.data.text)")
    }
    let second = rewritten(again, message)
    try require(second.data == written.data, "written again it differs: \(written.data.text) / \(second.data.text)")
}

private func rewritten(_ payload: Payload, _ message: Message) -> Message {
    Message(
        payload,
        to: message.destination,
        runspacePoolID: message.runspacePoolID,
        pipelineID: message.pipelineID,
        hasByteOrderMark: false
    )
}
