internal import CLIXML

/// What the views of an error record show of it, as texts; those that are missing are empty.
struct ErrorRecordParts {
    /// A place in a script.
    struct Position {
        var script: [UInt8] = []
        var line: Int64 = 0
        /// `At …`, the line of the script and a line of tildes.
        var message: [UInt8] = []
    }

    var fullyQualifiedErrorID: [UInt8] = []
    var message: [UInt8] = []
    var messageDetails: [UInt8]?
    var recommendedAction: [UInt8] = []
    var wasThrown = false
    var categoryMessage: [UInt8] = []
    var computerName: [UInt8]?
    var position = Position()
    /// Where the object that the error is about says that it is: a file, the number of a line and its text.
    var target: (file: [UInt8], line: [UInt8], text: [UInt8])?
    var hasInvocation = false
    var invocationName: [UInt8] = []
    /// The text of the command.
    var command: [UInt8] = []
    var commandName: [UInt8] = []
    var commandType: [UInt8] = []
    var commandPath: [UInt8] = []
    /// The first of what a live record has for the reason besides the command.
    var activity: [UInt8] = []
    /// What a live record falls back to.
    var category: [UInt8] = []
    var isLive: Bool
    /// Whether the error came out of the parser, in a live record.
    var isParserError = false

    init(
        _ record: LocatedValue,
        _ access: PropertyAccess,
        isLive: Bool,
        resolving: LocatedValue.Resolver
    ) throws {
        func value(_ name: String, of value: LocatedValue?) throws -> LocatedValue? {
            try access.value(name, of: value, resolving: resolving)
        }
        func text(_ name: String, of value: LocatedValue?) throws -> [UInt8] {
            try access.text(name, of: value, resolving: resolving)
        }
        self.isLive = isLive
        let exception = try value("Exception", of: record)
        let invocation = try value("InvocationInfo", of: record)
        let command = try value("MyCommand", of: invocation)
        fullyQualifiedErrorID = try text("FullyQualifiedErrorId", of: record)
        wasThrown = access.isTrue(try value("WasThrownFromThrowStatement", of: exception))
        categoryMessage = try text("ErrorCategory_Message", of: record)
        if let details = try value("PSMessageDetails", of: record) {
            messageDetails = try access.text(of: details, resolving: resolving)
        }
        if let name = try value("PSComputerName", of: value("OriginInfo", of: record)) {
            computerName = try access.text(of: name, resolving: resolving)
        }
        message = try ErrorRecordParts.message(record, exception, access, resolving)
        position.script = try text("ScriptName", of: invocation)
        position.line = access.integer(try value("ScriptLineNumber", of: invocation)) ?? 0
        position.message = try text("PositionMessage", of: invocation)
        hasInvocation = invocation != nil
        invocationName = try text("InvocationName", of: invocation)
        self.command = try access.text(of: command, resolving: resolving)
        commandName = try text("Name", of: command)
        commandType = try text("CommandType", of: command)
        commandPath = try text("Path", of: command)
        let object = try value("TargetObject", of: record)
        if let line = try value("Line", of: object), let source = try value("LineText", of: object),
            access.isTrue(line),
            access.isTrue(source)
        {
            target = (
                try text("File", of: object), try access.text(of: line, resolving: resolving),
                try access.text(of: source, resolving: resolving)
            )
        }
        guard isLive else { return }
        let details = try text("ErrorDetails_Message", of: record)
        if !details.isEmpty { message = details }
        recommendedAction = try text("ErrorDetails_RecommendedAction", of: record)
        activity = try text("ErrorCategory_Activity", of: record)
        let number = access.integer(try value("ErrorCategory_Category", of: record)) ?? 0
        category = Array(ErrorRecordParts.categoryName(number).utf8)
        isParserError = number == ErrorRecordParts.parserError
        if category.isEmpty { category = try text("ErrorCategory_Reason", of: record) }
    }

    private static func message(
        _ record: LocatedValue,
        _ exception: LocatedValue?,
        _ access: PropertyAccess,
        _ resolving: LocatedValue.Resolver
    ) throws -> [UInt8] {
        if access.isTrue(exception) { return try access.text("Message", of: exception, resolving: resolving) }
        let message = try access.value("Message", of: record, resolving: resolving)
        return try access.text(of: access.isTrue(message) ? message : record, resolving: resolving)
    }

    private static let parserError: Int64 = 17

    /// The name of an `ErrorCategory`; empty for `NotSpecified`, which counts as none.
    private static func categoryName(_ number: Int64) -> String {
        guard let index = Int(exactly: number), categoryNames.indices.contains(index) else {
            return number == 0 ? "" : String(number)
        }
        return categoryNames[index]
    }

    private static let categoryNames = [
        "", "OpenError", "CloseError", "DeviceError", "DeadlockDetected", "InvalidArgument", "InvalidData",
        "InvalidOperation", "InvalidResult", "InvalidType", "MetadataError", "NotImplemented", "NotInstalled",
        "ObjectNotFound", "OperationStopped", "OperationTimeout", "SyntaxError", "ParserError", "PermissionDenied",
        "ResourceBusy", "ResourceExists", "ResourceUnavailable", "ReadError", "WriteError", "FromStdErr",
        "SecurityError", "ProtocolError", "ConnectionError", "AuthenticationError", "LimitsExceeded", "QuotaExceeded",
        "NotEnabled",
    ]
}
