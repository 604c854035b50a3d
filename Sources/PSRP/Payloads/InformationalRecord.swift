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
