import CLIXML

/// Which records are to carry invocation info.
public struct RemoteStreamOptions: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Error records.
    public static let errorRecords = RemoteStreamOptions(rawValue: 1)
    /// Warning records.
    public static let warningRecords = RemoteStreamOptions(rawValue: 2)
    /// Debug records.
    public static let debugRecords = RemoteStreamOptions(rawValue: 4)
    /// Verbose records.
    public static let verboseRecords = RemoteStreamOptions(rawValue: 8)
    /// All four.
    public static let all = RemoteStreamOptions(rawValue: 15)
}

extension RemoteStreamOptions: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.RemoteStreamOptions" }
    static var isFlags: Bool { true }
    static let names: [(Int32, String)] = [
        (1, "AddInvocationInfoToErrorRecord"),
        (2, "AddInvocationInfoToWarningRecord"),
        (4, "AddInvocationInfoToDebugRecord"),
        (8, "AddInvocationInfoToVerboseRecord"),
        (15, "AddInvocationInfo"),
    ]
}

/// Where a stream of a command is sent (spec/psrp.md section 3.7).
public struct PipelineResultTypes: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Nowhere else.
    public static let none = PipelineResultTypes(rawValue: 0)
    /// To the output.
    public static let output = PipelineResultTypes(rawValue: 1)
    /// To the errors.
    public static let error = PipelineResultTypes(rawValue: 2)
    /// To the warnings; in MergePreviousResults errors and output.
    public static let warning = PipelineResultTypes(rawValue: 3)
    /// To the verbose stream.
    public static let verbose = PipelineResultTypes(rawValue: 4)
    /// To the debug stream.
    public static let debug = PipelineResultTypes(rawValue: 5)
    /// To the information stream.
    public static let information = PipelineResultTypes(rawValue: 6)
    /// All streams.
    public static let all = PipelineResultTypes(rawValue: 7)
    /// Thrown away.
    public static let null = PipelineResultTypes(rawValue: 8)
}

extension PipelineResultTypes: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.Runspaces.PipelineResultTypes" }
    static let names: [(Int32, String)] = [
        (0, "None"),
        (1, "Output"),
        (2, "Error"),
        (3, "Warning"),
        (4, "Verbose"),
        (5, "Debug"),
        (6, "Information"),
        (7, "All"),
        (8, "Null"),
    ]
}

/// Kinds of commands.
public struct CommandTypes: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Aliases.
    public static let alias = CommandTypes(rawValue: 1)
    /// Functions.
    public static let function = CommandTypes(rawValue: 2)
    /// Filters.
    public static let filter = CommandTypes(rawValue: 4)
    /// Cmdlets.
    public static let cmdlet = CommandTypes(rawValue: 8)
    /// Script files.
    public static let externalScript = CommandTypes(rawValue: 16)
    /// Programs.
    public static let application = CommandTypes(rawValue: 32)
    /// Script blocks.
    public static let script = CommandTypes(rawValue: 64)
    /// Configurations.
    public static let configuration = CommandTypes(rawValue: 256)
    /// All of them.
    public static let all = CommandTypes(rawValue: 383)
}

extension CommandTypes: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.CommandTypes" }
    static var isFlags: Bool { true }
    static let names: [(Int32, String)] = [
        (1, "Alias"),
        (2, "Function"),
        (4, "Filter"),
        (8, "Cmdlet"),
        (16, "ExternalScript"),
        (32, "Application"),
        (64, "Script"),
        (256, "Configuration"),
        (383, "All"),
    ]
}

/// Who ran a command.
public struct CommandOrigin: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The user of the runspace.
    public static let runspace = CommandOrigin(rawValue: 0)
    /// Another command.
    public static let `internal` = CommandOrigin(rawValue: 1)
}

extension CommandOrigin: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.CommandOrigin" }
    static let names: [(Int32, String)] = [
        (0, "Runspace"),
        (1, "Internal"),
    ]
}

/// Whether the users of a session see a command.
public struct CommandVisibility: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// They do.
    public static let `public` = CommandVisibility(rawValue: 0)
    /// They do not.
    public static let `private` = CommandVisibility(rawValue: 1)
}

extension CommandVisibility: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.SessionStateEntryVisibility" }
    static let names: [(Int32, String)] = [
        (0, "Public"),
        (1, "Private"),
    ]
}

/// Whether an activity goes on.
public struct ProgressRecordType: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// It does.
    public static let processing = ProgressRecordType(rawValue: 0)
    /// It is over.
    public static let completed = ProgressRecordType(rawValue: 1)
}

extension ProgressRecordType: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.ProgressRecordType" }
    static let names: [(Int32, String)] = [
        (0, "Processing"),
        (1, "Completed"),
    ]
}
