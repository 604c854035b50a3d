import CLIXML

/// RUNSPACEPOOL_STATE: what has become of the pool, and why if by an error.
public struct RunspacePoolStateInfo: Sendable {
    /// The state.
    public var state: RunspacePoolState
    /// What broke it.
    public var error: ErrorRecord?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(state: RunspacePoolState, error: ErrorRecord? = nil) {
        self.state = state
        self.error = error
    }
}

extension RunspacePoolStateInfo: MessagePayload {
    static var type: MessageType { .runspacePoolState }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "RUNSPACEPOOL_STATE")
        state = try bag.enumeration("RunspaceState")
        if let value = bag.takeUnlessNull("ExceptionAsErrorRecord") { error = try ErrorRecord(value) }
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("RunspaceState", state.rawValue)
            if let error { error.write("ExceptionAsErrorRecord", to: &members) }
            members.unknown(unknownProperties)
        }
    }
}
