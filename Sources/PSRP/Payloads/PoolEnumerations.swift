import CLIXML

/// On which thread the pipelines of a runspace run.
public struct PSThreadOptions: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The server decides.
    public static let `default` = PSThreadOptions(rawValue: 0)
    /// A new thread for each pipeline.
    public static let useNewThread = PSThreadOptions(rawValue: 1)
    /// One thread for all pipelines.
    public static let reuseThread = PSThreadOptions(rawValue: 2)
    /// The calling thread.
    public static let useCurrentThread = PSThreadOptions(rawValue: 3)
}

extension PSThreadOptions: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.Runspaces.PSThreadOptions" }
    static let names: [(Int32, String)] = [
        (0, "Default"),
        (1, "UseNewThread"),
        (2, "ReuseThread"),
        (3, "UseCurrentThread"),
    ]
}

/// The COM apartment that a thread is to be in.
public struct ApartmentState: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// STA.
    public static let singleThreaded = ApartmentState(rawValue: 0)
    /// MTA.
    public static let multiThreaded = ApartmentState(rawValue: 1)
    /// None was asked for.
    public static let unknown = ApartmentState(rawValue: 2)
}

extension ApartmentState: RemoteEnumeration {
    static var typeName: String { "System.Threading.ApartmentState" }
    static let names: [(Int32, String)] = [
        (0, "STA"),
        (1, "MTA"),
        (2, "Unknown"),
    ]
}

/// What has become of a pool; a server sends `opened`, `closed`, `closing` and `broken` (spec/psrp.md section 3.6).
public struct RunspacePoolState: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Not opened yet.
    public static let beforeOpen = RunspacePoolState(rawValue: 0)
    /// Being opened.
    public static let opening = RunspacePoolState(rawValue: 1)
    /// Ready for pipelines.
    public static let opened = RunspacePoolState(rawValue: 2)
    /// Closed.
    public static let closed = RunspacePoolState(rawValue: 3)
    /// Being closed.
    public static let closing = RunspacePoolState(rawValue: 4)
    /// Ended by an error.
    public static let broken = RunspacePoolState(rawValue: 5)
    /// Being disconnected; NegotiationSent in MS-PSRP.
    public static let disconnecting = RunspacePoolState(rawValue: 6)
    /// Disconnected; NegotiationSucceeded in MS-PSRP.
    public static let disconnected = RunspacePoolState(rawValue: 7)
    /// Being connected again.
    public static let connecting = RunspacePoolState(rawValue: 8)
}

extension RunspacePoolState: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.Runspaces.RunspacePoolState" }
    static let names: [(Int32, String)] = [
        (0, "BeforeOpen"),
        (1, "Opening"),
        (2, "Opened"),
        (3, "Closed"),
        (4, "Closing"),
        (5, "Broken"),
        (6, "Disconnecting"),
        (7, "Disconnected"),
        (8, "Connecting"),
    ]
}

/// What has become of a pipeline; a server sends `stopped`, `completed` and `failed`.
public struct PipelineState: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Not started yet.
    public static let notStarted = PipelineState(rawValue: 0)
    /// Running.
    public static let running = PipelineState(rawValue: 1)
    /// Being stopped.
    public static let stopping = PipelineState(rawValue: 2)
    /// Stopped before its end.
    public static let stopped = PipelineState(rawValue: 3)
    /// Came to its end.
    public static let completed = PipelineState(rawValue: 4)
    /// Ended by an error.
    public static let failed = PipelineState(rawValue: 5)
    /// Its session is disconnected.
    public static let disconnected = PipelineState(rawValue: 6)
}

extension PipelineState: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.PSInvocationState" }
    static let names: [(Int32, String)] = [
        (0, "NotStarted"),
        (1, "Running"),
        (2, "Stopping"),
        (3, "Stopped"),
        (4, "Completed"),
        (5, "Failed"),
        (6, "Disconnected"),
    ]
}
