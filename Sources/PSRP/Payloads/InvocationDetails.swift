import CLIXML

/// How the command that wrote a record was called (spec/psrp.md section 3.15): the block of `InvocationInfo_…`
/// properties that error and informational records can carry.
public struct InvocationDetails: Sendable {
    /// Where in a file something stands: lines and columns from 1.
    public struct Extent: Sendable, Hashable {
        /// The file, `nil` for text that was typed.
        public var file: String?
        /// The first line.
        public var startLine: Int32
        /// The first column.
        public var startColumn: Int32
        /// The last line.
        public var endLine: Int32
        /// The column after the last character.
        public var endColumn: Int32
    }

    /// What the command is.
    public struct Command: Sendable, Hashable {
        /// The kind of command.
        public var type: CommandTypes
        /// Its definition: for a script its text.
        public var definition: String?
        /// Its name, empty for a script block.
        public var name: String?
        /// Whether users of the session see it.
        public var visibility: CommandVisibility
    }

    /// The named arguments, a dictionary.
    public var boundParameters: RemoteValue?
    /// Who called it.
    public var commandOrigin = CommandOrigin.runspace
    /// Whether it takes input from a pipeline.
    public var isExpectingInput = false
    /// The name it was called by.
    public var invocationName: String?
    /// The line of the script it stands in.
    public var line: String?
    /// The column it begins at.
    public var offsetInLine: Int32 = 0
    /// The number of the line in the history.
    public var historyID: Int64 = 0
    /// How often each command of the pipeline was called, a list of numbers.
    public var pipelineIterationInfo: RemoteValue?
    /// How many commands the pipeline has.
    public var pipelineLength: Int32 = 0
    /// Which of them it is, from 1.
    public var pipelinePosition: Int32 = 0
    /// The folder of the script.
    public var scriptRoot: String?
    /// The path of the script.
    public var commandPath: String?
    /// Where it stands, for people.
    public var positionMessage: String?
    /// The number of the line, from 1.
    public var scriptLineNumber: Int32 = 0
    /// The path of the script, empty without one.
    public var scriptName: String?
    /// The arguments without a name, a list.
    public var unboundArguments: RemoteValue?
    /// Where it stands, exactly; `nil` when that was not sent.
    public var extent: Extent?
    /// What the command is; `nil` when there is none.
    public var command: Command?

    /// Makes details that tell nothing yet.
    public init() {}
}

extension InvocationDetails {
    init(_ bag: inout BagReader) throws(PSRPError) {
        boundParameters = bag.takeUnlessNull("InvocationInfo_BoundParameters")
        commandOrigin = try bag.optionalEnumeration("InvocationInfo_CommandOrigin") ?? .runspace
        isExpectingInput = try bag.optionalBoolean("InvocationInfo_ExpectingInput") ?? false
        invocationName = try bag.optionalString("InvocationInfo_InvocationName")
        line = try bag.optionalString("InvocationInfo_Line")
        offsetInLine = try bag.optionalInt32("InvocationInfo_OffsetInLine") ?? 0
        historyID = bag.takeUnlessNull("InvocationInfo_HistoryId")?.value.integerValue ?? 0
        pipelineIterationInfo = bag.takeUnlessNull("InvocationInfo_PipelineIterationInfo")
        pipelineLength = try bag.optionalInt32("InvocationInfo_PipelineLength") ?? 0
        pipelinePosition = try bag.optionalInt32("InvocationInfo_PipelinePosition") ?? 0
        scriptRoot = try bag.optionalString("InvocationInfo_PSScriptRoot")
        commandPath = try bag.optionalString("InvocationInfo_PSCommandPath")
        positionMessage = try bag.optionalString("InvocationInfo_PositionMessage")
        scriptLineNumber = try bag.optionalInt32("InvocationInfo_ScriptLineNumber") ?? 0
        scriptName = try bag.optionalString("InvocationInfo_ScriptName")
        unboundArguments = bag.takeUnlessNull("InvocationInfo_UnboundArguments")
        if try bag.optionalBoolean("SerializeExtent") ?? false {
            extent = Extent(
                file: try bag.optionalString("ScriptExtent_File"),
                startLine: try bag.optionalInt32("ScriptExtent_StartLineNumber") ?? 0,
                startColumn: try bag.optionalInt32("ScriptExtent_StartColumnNumber") ?? 0,
                endLine: try bag.optionalInt32("ScriptExtent_EndLineNumber") ?? 0,
                endColumn: try bag.optionalInt32("ScriptExtent_EndColumnNumber") ?? 0
            )
        }
        if let type: CommandTypes = try bag.optionalEnumeration("CommandInfo_CommandType") {
            command = Command(
                type: type,
                definition: try bag.optionalString("CommandInfo_Definition"),
                name: try bag.optionalString("CommandInfo_Name"),
                visibility: try bag.optionalEnumeration("CommandInfo_Visibility") ?? .public
            )
        }
    }

    func write(to members: inout PayloadWriter) {
        members.value("InvocationInfo_BoundParameters", orNull: boundParameters)
        members.enumeration("InvocationInfo_CommandOrigin", commandOrigin)
        members.boolean("InvocationInfo_ExpectingInput", isExpectingInput)
        members.string("InvocationInfo_InvocationName", orNull: invocationName)
        members.string("InvocationInfo_Line", orNull: line)
        members.int32("InvocationInfo_OffsetInLine", offsetInLine)
        members.int64("InvocationInfo_HistoryId", historyID)
        members.value("InvocationInfo_PipelineIterationInfo", orNull: pipelineIterationInfo)
        members.int32("InvocationInfo_PipelineLength", pipelineLength)
        members.int32("InvocationInfo_PipelinePosition", pipelinePosition)
        members.string("InvocationInfo_PSScriptRoot", orNull: scriptRoot)
        members.string("InvocationInfo_PSCommandPath", orNull: commandPath)
        members.string("InvocationInfo_PositionMessage", orNull: positionMessage)
        members.int32("InvocationInfo_ScriptLineNumber", scriptLineNumber)
        members.string("InvocationInfo_ScriptName", orNull: scriptName)
        members.value("InvocationInfo_UnboundArguments", orNull: unboundArguments)
        if let extent {
            members.string("ScriptExtent_File", orNull: extent.file)
            members.int32("ScriptExtent_StartLineNumber", extent.startLine)
            members.int32("ScriptExtent_StartColumnNumber", extent.startColumn)
            members.int32("ScriptExtent_EndLineNumber", extent.endLine)
            members.int32("ScriptExtent_EndColumnNumber", extent.endColumn)
        }
        members.boolean("SerializeExtent", extent != nil)
        if let command {
            members.enumeration("CommandInfo_CommandType", command.type)
            members.string("CommandInfo_Definition", orNull: command.definition)
            members.string("CommandInfo_Name", orNull: command.name)
            members.enumeration("CommandInfo_Visibility", command.visibility)
        }
    }
}
