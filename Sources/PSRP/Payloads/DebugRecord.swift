import CLIXML

/// DEBUG_RECORD: what a command tells for debugging.
public struct DebugRecord: Sendable {
    /// What the record says.
    public var record: InformationalRecord

    /// Makes a record with a message.
    public init(message: String) { record = InformationalRecord(message: message, type: Self.recordType) }

    static let recordType = "System.Management.Automation.DebugRecord"
}

extension DebugRecord: MessagePayload {
    static var type: MessageType { .debugRecord }

    init(_ value: RemoteValue?) throws(PSRPError) { record = try InformationalRecord(value, "DEBUG_RECORD") }

    func write(to writer: inout PayloadWriter) { record.write(to: &writer) }
}
