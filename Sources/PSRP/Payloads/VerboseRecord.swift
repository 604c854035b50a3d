import CLIXML

/// VERBOSE_RECORD: what a command tells when asked to be verbose.
public struct VerboseRecord: Sendable {
    /// What the record says.
    public var record: InformationalRecord

    /// Makes a record with a message.
    public init(message: String) { record = InformationalRecord(message: message, type: Self.recordType) }

    static let recordType = "System.Management.Automation.VerboseRecord"
}

extension VerboseRecord: MessagePayload {
    static var type: MessageType { .verboseRecord }

    init(_ value: RemoteValue?) throws(PSRPError) { record = try InformationalRecord(value, "VERBOSE_RECORD") }

    func write(to writer: inout PayloadWriter) { record.write(to: &writer) }
}
