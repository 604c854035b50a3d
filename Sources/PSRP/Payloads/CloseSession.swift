import CLIXML

/// CLOSE_SESSION, the engine's CloseSession: asks to close the session. Nobody sends it any more.
public struct CloseSession: Sendable {
    /// What the message holds: nothing that counts.
    public var content: RemoteValue?

    /// Makes the message.
    public init() {}
}

extension CloseSession: MessagePayload {
    static var type: MessageType { .closeSession }

    init(_ value: RemoteValue?) throws(PSRPError) { content = value }

    func write(to writer: inout PayloadWriter) {
        if let content { writer.value(nil, content) }
    }
}
