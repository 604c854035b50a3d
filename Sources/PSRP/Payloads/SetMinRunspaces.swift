import CLIXML

/// SET_MIN_RUNSPACES: asks for another minimum of runspaces in the pool.
public struct SetMinRunspaces: Sendable {
    /// The new minimum.
    public var minimumRunspaceCount: Int32
    /// The number that the answer carries too.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(minimumRunspaceCount: Int32, callID: Int64) {
        self.minimumRunspaceCount = minimumRunspaceCount
        self.callID = callID
    }
}

extension SetMinRunspaces: MessagePayload {
    static var type: MessageType { .setMinRunspaces }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "SET_MIN_RUNSPACES")
        minimumRunspaceCount = try bag.int32("MinRunspaces")
        callID = try bag.int64("ci")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        // A server wants exactly `I32` for the count and `I64` for `ci`, unlike elsewhere (spec/psrp.md section 2.3).
        writer.bag(nil) { members in
            members.int32("MinRunspaces", minimumRunspaceCount)
            members.int64("ci", callID)
            members.unknown(unknownProperties)
        }
    }
}
