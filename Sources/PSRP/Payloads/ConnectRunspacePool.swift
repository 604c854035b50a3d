import CLIXML

/// CONNECT_RUNSPACEPOOL: takes over a disconnected pool.
public struct ConnectRunspacePool: Sendable {
    /// The numbers of runspaces that the client wants; `nil` when it takes what there is.
    public var runspaceCounts: ClosedRange<Int32>?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(runspaceCounts: ClosedRange<Int32>? = nil) { self.runspaceCounts = runspaceCounts }
}

extension ConnectRunspacePool: MessagePayload {
    static var type: MessageType { .connectRunspacePool }

    init(_ value: RemoteValue?) throws(PSRPError) {
        // A client that takes any pool sends an empty text.
        guard let value, case .object(let object) = value.value, object.baseValue == nil else { return }
        var bag = try BagReader(value, "CONNECT_RUNSPACEPOOL")
        let minimum = try bag.optionalInt32("MinRunspaces")
        let maximum = try bag.optionalInt32("MaxRunspaces")
        if let minimum, let maximum, minimum <= maximum { runspaceCounts = minimum...maximum }
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        guard let runspaceCounts else { return writer.string(nil, "") }
        writer.bag(nil) { members in
            members.int32("MinRunspaces", runspaceCounts.lowerBound)
            members.int32("MaxRunspaces", runspaceCounts.upperBound)
            members.unknown(unknownProperties)
        }
    }
}
