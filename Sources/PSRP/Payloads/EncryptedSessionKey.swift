import CLIXML

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
