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
