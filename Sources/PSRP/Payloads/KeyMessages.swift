import CLIXML

/// PUBLIC_KEY: the client's public key, for which the server seals the session key (spec/psrp.md section 5.2).
public struct PublicKey: Sendable {
    /// The key as CryptoAPI stores it.
    public var blob: [UInt8]
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(blob: [UInt8]) { self.blob = blob }
}

extension PublicKey: MessagePayload {
    static var type: MessageType { .publicKey }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "PUBLIC_KEY")
        blob = try bag.base64("PublicKey")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.base64("PublicKey", blob)
            members.unknown(unknownProperties)
        }
    }
}

/// ENCRYPTED_SESSION_KEY: the session key, sealed for the client (spec/psrp.md section 5.3).
public struct EncryptedSessionKey: Sendable {
    /// The sealed key as CryptoAPI stores it.
    public var blob: [UInt8]
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(blob: [UInt8]) { self.blob = blob }
}

extension EncryptedSessionKey: MessagePayload {
    static var type: MessageType { .encryptedSessionKey }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "ENCRYPTED_SESSION_KEY")
        blob = try bag.base64("EncryptedSessionKey")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.base64("EncryptedSessionKey", blob)
            members.unknown(unknownProperties)
        }
    }
}

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

extension BagReader {
    /// Bytes that stand as Base64 in a text.
    fileprivate mutating func base64(_ name: String) throws(PSRPError) -> [UInt8] {
        let text = try string(name)
        guard let bytes = Base64.decode(Array(text.utf8).span) else { throw wrongType(name, "Base64 text") }
        return bytes
    }
}

extension PayloadWriter {
    /// Writes bytes as Base64 in a text.
    fileprivate mutating func base64(_ name: String, _ bytes: [UInt8]) {
        var text: [UInt8] = []
        Base64.encode(bytes.span, into: &text)
        string(name, String(decoding: text, as: UTF8.self))
    }
}
