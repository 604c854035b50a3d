import CLIXML

/// WARNING_RECORD: a warning.
public struct WarningRecord: Sendable {
    /// What the record says.
    public var record: InformationalRecord

    /// Makes a record with a message.
    public init(message: String) { record = InformationalRecord(message: message, type: Self.recordType) }

    static let recordType = "System.Management.Automation.WarningRecord"
}

extension WarningRecord: MessagePayload {
    static var type: MessageType { .warningRecord }

    init(_ value: RemoteValue?) throws(PSRPError) { record = try InformationalRecord(value, "WARNING_RECORD") }

    func write(to writer: inout PayloadWriter) { record.write(to: &writer) }
}
