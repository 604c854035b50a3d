import CLIXML

/// RUNSPACEPOOL_INIT_DATA: tells who connects to a pool how many runspaces it has.
public struct RunspacePoolInitData: Sendable {
    /// What the message calls MinRunspaces.
    public var minimumRunspaceCount: Int32
    /// What the message calls MaxRunspaces.
    public var maximumRunspaceCount: Int32
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(minimumRunspaceCount: Int32, maximumRunspaceCount: Int32) {
        self.minimumRunspaceCount = minimumRunspaceCount
        self.maximumRunspaceCount = maximumRunspaceCount
    }

    /// Whether the two are exchanged, as the engine's servers do (spec/psrp.md section 3.5).
    public var isProbablySwapped: Bool { minimumRunspaceCount > maximumRunspaceCount }
}

extension RunspacePoolInitData: MessagePayload {
    static var type: MessageType { .runspacePoolInitData }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "RUNSPACEPOOL_INIT_DATA")
        minimumRunspaceCount = try bag.int32("MinRunspaces")
        maximumRunspaceCount = try bag.int32("MaxRunspaces")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("MinRunspaces", minimumRunspaceCount)
            members.int32("MaxRunspaces", maximumRunspaceCount)
            members.unknown(unknownProperties)
        }
    }
}
