import CLIXML

/// INIT_RUNSPACEPOOL: opens a pool (spec/psrp.md section 3.3).
public struct InitRunspacePool: Sendable {
    /// The fewest runspaces the pool keeps.
    public var minimumRunspaceCount: Int32
    /// The most runspaces the pool has at a time.
    public var maximumRunspaceCount: Int32
    /// On which threads pipelines run.
    public var threadOptions = PSThreadOptions.default
    /// The COM apartment asked for.
    public var apartmentState = ApartmentState.unknown
    /// A dictionary of primitives that scripts see as `$PSSenderInfo.ApplicationArguments`.
    public var applicationArguments: RemoteValue?
    /// What the client's host can do.
    public var hostInfo: HostInfo
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(
        minimumRunspaceCount: Int32 = 1,
        maximumRunspaceCount: Int32 = 1,
        applicationArguments: RemoteValue? = nil,
        hostInfo: HostInfo = .none
    ) {
        self.minimumRunspaceCount = minimumRunspaceCount
        self.maximumRunspaceCount = maximumRunspaceCount
        self.applicationArguments = applicationArguments
        self.hostInfo = hostInfo
    }
}

extension InitRunspacePool: MessagePayload {
    static var type: MessageType { .initRunspacePool }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "INIT_RUNSPACEPOOL")
        minimumRunspaceCount = try bag.int32("MinRunspaces")
        maximumRunspaceCount = try bag.int32("MaxRunspaces")
        threadOptions = try bag.optionalEnumeration("PSThreadOptions") ?? .default
        apartmentState = try bag.optionalEnumeration("ApartmentState") ?? .unknown
        applicationArguments = bag.takeUnlessNull("ApplicationArguments")
        hostInfo = try HostInfo(bag.require("HostInfo"))
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("MinRunspaces", minimumRunspaceCount)
            members.int32("MaxRunspaces", maximumRunspaceCount)
            members.enumeration("PSThreadOptions", threadOptions)
            members.enumeration("ApartmentState", apartmentState)
            members.value("ApplicationArguments", orNull: applicationArguments)
            hostInfo.write("HostInfo", to: &members)
            members.unknown(unknownProperties)
        }
    }
}
