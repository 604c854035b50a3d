import CLIXML

/// GET_AVAILABLE_RUNSPACES: asks how many runspaces are free.
public struct GetAvailableRunspaces: Sendable {
    /// The number that the answer carries too.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(callID: Int64) { self.callID = callID }
}

extension GetAvailableRunspaces: MessagePayload {
    static var type: MessageType { .getAvailableRunspaces }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "GET_AVAILABLE_RUNSPACES")
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
