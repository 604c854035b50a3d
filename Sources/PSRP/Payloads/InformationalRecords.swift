import CLIXML

/// What warnings, verbose and debug messages have in common (spec/psrp.md section 3.12).
public struct InformationalRecord: Sendable {
    /// The message.
    public var message: String
    /// How the command was called; `nil` when it was not asked for.
    public var invocation: InvocationDetails?
    /// How often each command of the pipeline was called, beside ``invocation``.
    public var pipelineIterationInfo: RemoteValue?
    /// The names of the record's type.
    public var typeNames: [String]
    /// The record's text form: the message.
    public var stringRepresentation: String?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    init(message: String, type: String) {
        self.message = message
        typeNames = [type, "System.Management.Automation.InformationalRecord", "System.Object"]
        stringRepresentation = message
    }

    init(_ value: RemoteValue?, _ what: String) throws(PSRPError) {
        var bag = try BagReader(value, what)
        typeNames = bag.object.typeNames?.writtenNames ?? []
        stringRepresentation = bag.object.stringRepresentation
        // Older peers send nothing but the text form.
        guard let message = try bag.optionalString("InformationalRecord_Message") ?? stringRepresentation else {
            throw bag.missing("InformationalRecord_Message")
        }
        self.message = message
        if try bag.optionalBoolean("InformationalRecord_SerializeInvocationInfo") ?? false {
            invocation = try InvocationDetails(&bag)
            pipelineIterationInfo = bag.takeUnlessNull("InformationalRecord_PipelineIterationInfo")
        }
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil, typeNames: typeNames, stringRepresentation: stringRepresentation) { members in
            members.string("InformationalRecord_Message", message)
            members.boolean("InformationalRecord_SerializeInvocationInfo", invocation != nil)
            if let invocation {
                invocation.write(to: &members)
                members.value("InformationalRecord_PipelineIterationInfo", orNull: pipelineIterationInfo)
            }
            members.unknown(unknownProperties)
        }
    }
}

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
