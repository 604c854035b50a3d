import CLIXML

/// CREATE_PIPELINE: runs commands (spec/psrp.md section 3.7).
public struct CreatePipeline: Sendable {
    /// The commands.
    public var powerShell: PowerShellCommands
    /// Whether no input follows.
    public var hasNoInput: Bool
    /// The COM apartment asked for.
    public var apartmentState = ApartmentState.unknown
    /// Which records are to carry invocation info.
    public var streamOptions: RemoteStreamOptions
    /// Whether the commands go into the session's history.
    public var isAddedToHistory: Bool
    /// The host of the pipeline.
    public var hostInfo: HostInfo
    /// Whether it runs while another pipeline of its runspace waits.
    public var isNested: Bool
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    ///
    /// - Parameters:
    ///   - powerShell: The commands.
    ///   - hasNoInput: Whether no input follows; otherwise ``EndOfPipelineInput`` must be sent.
    ///   - streamOptions: Which records are to carry invocation info; none, as Invoke-Command asks for.
    ///   - isAddedToHistory: Whether the commands go into the session's history.
    ///   - hostInfo: The host; that of the pool unless told otherwise.
    ///   - isNested: Whether it runs while another pipeline of its runspace waits.
    public init(
        _ powerShell: PowerShellCommands,
        hasNoInput: Bool = true,
        streamOptions: RemoteStreamOptions = RemoteStreamOptions(rawValue: 0),
        isAddedToHistory: Bool = false,
        hostInfo: HostInfo = .pool,
        isNested: Bool = false
    ) {
        self.powerShell = powerShell
        self.hasNoInput = hasNoInput
        self.streamOptions = streamOptions
        self.isAddedToHistory = isAddedToHistory
        self.hostInfo = hostInfo
        self.isNested = isNested
    }
}

extension CreatePipeline: MessagePayload {
    static var type: MessageType { .createPipeline }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "CREATE_PIPELINE")
        powerShell = try PowerShellCommands(bag.require("PowerShell"))
        hasNoInput = try bag.boolean("NoInput")
        apartmentState = try bag.optionalEnumeration("ApartmentState") ?? .unknown
        streamOptions = try bag.optionalEnumeration("RemoteStreamOptions") ?? RemoteStreamOptions(rawValue: 0)
        isAddedToHistory = try bag.optionalBoolean("AddToHistory") ?? false
        hostInfo = try HostInfo(bag.require("HostInfo"))
        isNested = try bag.optionalBoolean("IsNested") ?? false
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            powerShell.write("PowerShell", to: &members)
            members.boolean("NoInput", hasNoInput)
            members.enumeration("ApartmentState", apartmentState)
            members.enumeration("RemoteStreamOptions", streamOptions)
            members.boolean("AddToHistory", isAddedToHistory)
            hostInfo.write("HostInfo", to: &members)
            members.boolean("IsNested", isNested)
            members.unknown(unknownProperties)
        }
    }
}

/// The commands of a pipeline: one statement, or several that run after one another.
public struct PowerShellCommands: Sendable {
    /// The commands of the first statement, each taking the output of the one before it.
    public var commands: [RemoteCommand]
    /// All statements when there is more than one, the first included.
    public var statements: [[RemoteCommand]]
    /// Whether the pipeline is nested; the same as in ``CreatePipeline``.
    public var isNested: Bool
    /// The text for the history.
    public var history: String?
    /// Whether what the commands write as errors goes to the error stream of the shell.
    public var redirectsShellErrorOutput: Bool
    /// The names of the type that lists are sent as; they name the version of the client's assembly.
    public var listTypeNames: [String]
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// The names of the type as PowerShell 7.6 sends them.
    public static let standardListTypeNames = [
        "System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation,"
            + " Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]",
        "System.Object",
    ]

    /// Makes one statement of commands.
    public init(_ commands: [RemoteCommand], history: String? = nil, redirectsShellErrorOutput: Bool = true) {
        self.commands = commands
        statements = []
        isNested = false
        self.history = history
        self.redirectsShellErrorOutput = redirectsShellErrorOutput
        listTypeNames = Self.standardListTypeNames
    }

    /// Makes the commands that run a script.
    public init(script: String, arguments: [RemoteArgument] = []) {
        self.init([RemoteCommand(script, isScript: true, arguments: arguments)])
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "PowerShell")
        let list = try bag.require("Cmds")
        listTypeNames = Self.standardListTypeNames
        if case .object(let object) = list.value, let names = object.typeNames?.writtenNames, !names.isEmpty {
            listTypeNames = names
        }
        commands = try Self.commands(list)
        statements = []
        for statement in try bag.optionalItems("ExtraCmds") ?? [] {
            var extra = try BagReader(statement, "ExtraCmds")
            statements.append(try Self.commands(extra.require("Cmds")))
        }
        isNested = try bag.optionalBoolean("IsNested") ?? false
        history = try bag.optionalString("History")
        redirectsShellErrorOutput = try bag.optionalBoolean("RedirectShellErrorOutputPipe") ?? false
        unknownProperties = bag.unknown
    }

    private static func commands(_ list: RemoteValue) throws(PSRPError) -> [RemoteCommand] {
        guard let items = list.items else {
            throw PSRPError(code: .wrongPropertyType, message: "Cmds of PowerShell is no list")
        }
        var commands: [RemoteCommand] = []
        for item in items { commands.append(try RemoteCommand(item)) }
        return commands
    }

    func write(_ name: String, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            if !statements.isEmpty {
                members.list("ExtraCmds", typeNames: listTypeNames) { items in
                    for statement in statements {
                        items.bag(nil) { write(statement, to: &$0) }
                    }
                }
            }
            write(commands, to: &members)
            members.boolean("IsNested", isNested)
            members.string("History", orNull: history)
            members.boolean("RedirectShellErrorOutputPipe", redirectsShellErrorOutput)
            members.unknown(unknownProperties)
        }
    }

    private func write(_ commands: [RemoteCommand], to members: inout PayloadWriter) {
        members.list("Cmds", typeNames: listTypeNames) { items in
            for command in commands { command.write(to: &items, listTypeNames) }
        }
    }
}

/// One command of a pipeline.
public struct RemoteCommand: Sendable {
    /// The command's name, or a script's text.
    public var text: String
    /// Whether the text is a script.
    public var isScript: Bool
    /// Whether a script runs in a scope of its own; `nil` leaves it to the server.
    public var usesLocalScope: Bool?
    /// Which stream of the command goes to ``mergeToResult``.
    public var mergeMyResult = PipelineResultTypes.none
    /// Where that stream goes.
    public var mergeToResult = PipelineResultTypes.none
    /// Whether the command takes the errors of those before it: any but `none`.
    public var mergePreviousResults = PipelineResultTypes.none
    /// Where each stream goes; `nil` where an older client does not say.
    public var merge: StreamMerge?
    /// The arguments.
    public var arguments: [RemoteArgument]
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Where the streams of a command go.
    public struct StreamMerge: Sendable, Hashable {
        /// Errors.
        public var error = PipelineResultTypes.none
        /// Warnings.
        public var warning = PipelineResultTypes.none
        /// Verbose messages.
        public var verbose = PipelineResultTypes.none
        /// Debug messages.
        public var debug = PipelineResultTypes.none
        /// Information records; `nil` from clients of protocol 2.2.
        public var information: PipelineResultTypes? = PipelineResultTypes.none

        /// Nothing goes elsewhere.
        public init() {}
    }

    /// Makes a command.
    public init(_ text: String, isScript: Bool = false, arguments: [RemoteArgument] = []) {
        self.text = text
        self.isScript = isScript
        merge = StreamMerge()
        self.arguments = arguments
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "Command")
        text = try bag.string("Cmd")
        isScript = try bag.boolean("IsScript")
        usesLocalScope = try bag.optionalBoolean("UseLocalScope")
        mergeMyResult = try bag.optionalEnumeration("MergeMyResult") ?? .none
        mergeToResult = try bag.optionalEnumeration("MergeToResult") ?? .none
        mergePreviousResults = try bag.optionalEnumeration("MergePreviousResults") ?? .none
        if let error: PipelineResultTypes = try bag.optionalEnumeration("MergeError") {
            var merge = StreamMerge()
            merge.error = error
            merge.warning = try bag.optionalEnumeration("MergeWarning") ?? .none
            merge.verbose = try bag.optionalEnumeration("MergeVerbose") ?? .none
            merge.debug = try bag.optionalEnumeration("MergeDebug") ?? .none
            merge.information = try bag.optionalEnumeration("MergeInformation")
            self.merge = merge
        }
        arguments = []
        for item in try bag.optionalItems("Args") ?? [] { arguments.append(try RemoteArgument(item)) }
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter, _ listTypeNames: [String]) {
        writer.bag(nil) { members in
            members.string("Cmd", text)
            members.boolean("IsScript", isScript)
            if let usesLocalScope {
                members.boolean("UseLocalScope", usesLocalScope)
            } else {
                members.null("UseLocalScope")
            }
            members.enumeration("MergeMyResult", mergeMyResult)
            members.enumeration("MergeToResult", mergeToResult)
            members.enumeration("MergePreviousResults", mergePreviousResults)
            if let merge {
                members.enumeration("MergeError", merge.error)
                members.enumeration("MergeWarning", merge.warning)
                members.enumeration("MergeVerbose", merge.verbose)
                members.enumeration("MergeDebug", merge.debug)
                if let information = merge.information { members.enumeration("MergeInformation", information) }
            }
            members.list("Args", typeNames: listTypeNames) { items in
                for argument in arguments { argument.write(to: &items) }
            }
            members.unknown(unknownProperties)
        }
    }
}

/// One argument of a command: a name, a value, or both.
///
/// A parameter of a converted script block is a name with its dash and no value, and the value the next argument without
/// a name; which of the two it is depends on the command, so they are kept as they came (spec/psrp.md section 3.7).
public struct RemoteArgument: Sendable {
    /// The parameter's name; `nil` for a positional argument.
    public var name: String?
    /// The value.
    public var value: RemoteValue
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// The name of the argument that carries the values of `$using:` expressions.
    public static let usingName = "--%"

    /// Makes an argument.
    public init(name: String? = nil, _ value: RemoteValue) {
        self.name = name
        self.value = value
    }

    /// Makes the argument that carries the values of `$using:` expressions.
    ///
    /// - Parameter values: The text of each expression, `$using:x`, and its value. Names of plain variables are looked up in
    ///   lower case.
    public init(using values: [(expression: String, value: RemoteValue)]) {
        let type =
            "System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib, Version=10.0.0.0,"
            + " Culture=neutral, PublicKeyToken=7cec85d7bea7798e],[System.Object, System.Private.CoreLib,"
            + " Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e]]"
        let entries = values.map { entry in
            var bytes: [UInt8] = []
            for unit in entry.expression.utf16 { bytes.appendLittleEndian(unit) }
            var key: [UInt8] = []
            Base64.encode(bytes.span, into: &key)
            return (key: RemoteValue.string(String(decoding: key, as: UTF8.self)), value: entry.value)
        }
        self.init(name: Self.usingName, .dictionary(entries, typeNames: [type, "System.Object"]))
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "Args")
        name = try bag.optionalString("N")
        self.value = bag.take("V") ?? .null
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.string("N", orNull: name)
            members.value("V", value)
            members.unknown(unknownProperties)
        }
    }

    /// The values of `$using:` expressions with their texts, or `nil` for another argument (spec/psrp.md section 12.2).
    public var usingValues: [(expression: String, value: RemoteValue)]? {
        guard name == Self.usingName, let entries = value.entries else { return nil }
        return entries.map { entry in
            let key = entry.key.value.textValue ?? ""
            guard let bytes = Base64.decode(Array(key.utf8).span), bytes.count % 2 == 0 else {
                return (key, entry.value)
            }
            let units = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
            return (String(decoding: units, as: UTF16.self), entry.value)
        }
    }
}
