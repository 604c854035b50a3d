public import CLIXML

/// SESSION_CAPABILITY: the first message of either side (spec/psrp.md section 3.2).
public struct SessionCapability: Sendable {
    /// The version of the protocol: 2.0 to 2.4.
    public var protocolVersion: PSVersion

    /// 2.0 whatever the product; a server refuses others.
    public var psVersion: PSVersion

    /// 1.1.0.1 always.
    public var serializationVersion: PSVersion

    /// The client's time zone in .NET's binary form, from older clients; never to be deserialized.
    public var timeZone: [UInt8]?

    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message for a version of the protocol.
    public init(protocolVersion: PSVersion) {
        self.protocolVersion = protocolVersion
        psVersion = PSVersion.parts(2, 0)
        serializationVersion = PSVersion.parts(1, 1, 0, 1)
    }
}

extension SessionCapability: MessagePayload {
    static var type: MessageType { .sessionCapability }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "SESSION_CAPABILITY")
        protocolVersion = try bag.version("protocolversion")
        psVersion = try bag.version("PSVersion")
        serializationVersion = try bag.version("SerializationVersion")
        timeZone = try bag.optionalBytes("TimeZone")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.version("protocolversion", protocolVersion)
            members.version("PSVersion", psVersion)
            members.version("SerializationVersion", serializationVersion)
            if let timeZone { members.bytes("TimeZone", timeZone) }
            members.unknown(unknownProperties)
        }
    }
}

extension PSVersion {
    /// A version of numbers known not to be negative.
    static func parts(_ major: Int32, _ minor: Int32, _ build: Int32? = nil, _ revision: Int32? = nil) -> PSVersion {
        PSVersion(major: major, minor: minor, build: build, revision: revision) ?? .zero
    }

    private static let zero: PSVersion = {
        guard let zero = PSVersion(0, 0) else { preconditionFailure("0.0 is a version") }
        return zero
    }()
}
