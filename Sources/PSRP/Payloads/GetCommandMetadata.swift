import CLIXML

/// GET_COMMAND_METADATA: asks which commands there are, in place of a pipeline (spec/psrp.md section 3.10).
public struct GetCommandMetadata: Sendable {
    /// The names wanted, with wildcards; `nil` for all.
    public var names: [String]?
    /// The kinds of commands wanted.
    public var commandTypes: CommandTypes
    /// The modules they are to come from; `nil` for any.
    public var namespaces: [String]?
    /// The modules, given with versions: a list; `nil` for any.
    public var fullyQualifiedModules: RemoteValue?
    /// Whether the message has that property; clients of protocol 2.1 have not.
    public var hasFullyQualifiedModules = true
    /// Arguments for parameters that depend on them, a list.
    public var arguments: RemoteValue?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(names: [String]?, commandTypes: CommandTypes = CommandTypes(rawValue: 271), namespaces: [String]? = nil)
    {
        self.names = names
        self.commandTypes = commandTypes
        self.namespaces = namespaces
    }
}

extension GetCommandMetadata: MessagePayload {
    static var type: MessageType { .getCommandMetadata }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "GET_COMMAND_METADATA")
        names = try bag.optionalStrings("Name")
        commandTypes = try bag.enumeration("CommandType")
        namespaces = try bag.optionalStrings("Namespace")
        let modules = bag.take("FullyQualifiedModule")
        hasFullyQualifiedModules = modules != nil
        if let modules {
            if case .null = modules.value { fullyQualifiedModules = nil } else { fullyQualifiedModules = modules }
        }
        arguments = bag.takeUnlessNull("ArgumentList")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.strings("Name", orNull: names)
            members.enumeration("CommandType", commandTypes)
            members.strings("Namespace", orNull: namespaces)
            if hasFullyQualifiedModules { members.value("FullyQualifiedModule", orNull: fullyQualifiedModules) }
            members.value("ArgumentList", orNull: arguments)
            members.unknown(unknownProperties)
        }
    }
}

extension PayloadWriter {
    /// Writes an array of texts, or null.
    mutating func strings(_ name: String, orNull texts: [String]?) {
        guard let texts else { return null(name) }
        list(name, typeNames: ["System.String[]", "System.Array", "System.Object"]) { items in
            for text in texts { items.string(nil, text) }
        }
    }
}
