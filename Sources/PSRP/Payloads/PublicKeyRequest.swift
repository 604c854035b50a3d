import CLIXML

/// PUBLIC_KEY_REQUEST: a server of protocol 2.1 or before asks for the client's key.
public struct PublicKeyRequest: Sendable {
    /// What the message holds: an empty text.
    public var content: RemoteValue?

    /// Makes the message.
    public init() { content = .string("") }
}

extension PublicKeyRequest: MessagePayload {
    static var type: MessageType { .publicKeyRequest }

    init(_ value: RemoteValue?) throws(PSRPError) { content = value }

    func write(to writer: inout PayloadWriter) {
        if let content { writer.value(nil, content) }
    }
}
