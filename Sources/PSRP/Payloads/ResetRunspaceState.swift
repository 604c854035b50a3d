import CLIXML

/// RESET_RUNSPACE_STATE: asks for a runspace as if it were new; only pools of one have that.
public struct ResetRunspaceState: Sendable {
    /// The number that the answer carries too.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(callID: Int64) { self.callID = callID }
}

extension ResetRunspaceState: MessagePayload {
    static var type: MessageType { .resetRunspaceState }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "RESET_RUNSPACE_STATE")
        callID = try bag.int64("ci")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int64("ci", callID)
            members.unknown(unknownProperties)
        }
    }
}
