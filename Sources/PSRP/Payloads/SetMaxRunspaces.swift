import CLIXML

/// SET_MAX_RUNSPACES: asks for another maximum of runspaces in the pool.
public struct SetMaxRunspaces: Sendable {
    /// The new maximum.
    public var maximumRunspaceCount: Int32
    /// The number that the answer carries too.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(maximumRunspaceCount: Int32, callID: Int64) {
        self.maximumRunspaceCount = maximumRunspaceCount
        self.callID = callID
    }
}

extension SetMaxRunspaces: MessagePayload {
    static var type: MessageType { .setMaxRunspaces }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "SET_MAX_RUNSPACES")
        maximumRunspaceCount = try bag.int32("MaxRunspaces")
        callID = try bag.int64("ci")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        // A server wants exactly `I32` for the count and `I64` for `ci`, unlike elsewhere (spec/psrp.md section 2.3).
        writer.bag(nil) { members in
            members.int32("MaxRunspaces", maximumRunspaceCount)
            members.int64("ci", callID)
            members.unknown(unknownProperties)
        }
    }
}
