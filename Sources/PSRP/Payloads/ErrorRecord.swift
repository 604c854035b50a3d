import CLIXML

/// An error as PowerShell tells of it: in ERROR_RECORD, as the reason of a state, as the failure of a host call
/// (spec/psrp.md section 3.11).
public struct ErrorRecord: Sendable {
    /// What stands in place of the message that PowerShell would make of the exception.
    public struct Details: Sendable, Hashable {
        /// The message.
        public var message: String
        /// What to do about it.
        public var recommendedAction: String?
    }

    /// The exception, an object with Message, StackTrace and the like.
    public var exception: RemoteValue?
    /// What the error is about.
    public var targetObject: RemoteValue?
    /// The identifier of the error, to be looked for by scripts.
    public var fullyQualifiedErrorID: String?
    /// How the command was called, as a plain object; ``invocation`` has the same in parts.
    public var invocationInfo: RemoteValue?
    /// The kind of error.
    public var category: ErrorCategory
    /// What was being done.
    public var activity: String?
    /// Why it failed: mostly the name of the exception's type.
    public var reason: String?
    /// The name of the target.
    public var targetName: String?
    /// The type of the target.
    public var targetType: String?
    /// The five above in one line.
    public var categoryMessage: String?
    /// A message that takes the place of the exception's.
    public var details: Details?
    /// How the command was called; `nil` when it was not asked for.
    public var invocation: InvocationDetails?
    /// How often each command of the pipeline was called, beside ``invocation``.
    public var pipelineIterationInfo: RemoteValue?
    /// The call stack of the script.
    public var scriptStackTrace: String?
    /// Whether the record ends with the empty PSMessageDetails that records on their own have.
    public var hasMessageDetails: Bool
    /// What the record's text form is: the message. Records in answers to host calls have none.
    public var stringRepresentation: String?
    /// The names of the record's type; empty in answers to host calls.
    public var typeNames: [String]
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// The names of the type as PowerShell writes them.
    public static let standardTypeNames = ["System.Management.Automation.ErrorRecord", "System.Object"]

    /// Makes a record with an exception of a type and message.
    ///
    /// - Parameters:
    ///   - message: What went wrong.
    ///   - exceptionType: The .NET name of the exception's type.
    ///   - fullyQualifiedErrorID: The identifier that scripts look for.
    ///   - category: The kind of error.
    public init(
        message: String,
        exceptionType: String = "System.Management.Automation.RuntimeException",
        fullyQualifiedErrorID: String,
        category: ErrorCategory = .notSpecified
    ) {
        let reason = String(exceptionType.split(separator: ".").last ?? "")
        exception = .object(
            [("Message", .string(message)), ("InnerException", .null), ("StackTrace", .null)],
            typeNames: [exceptionType, "System.Exception", "System.Object"],
            stringRepresentation: "\(exceptionType): \(message)"
        )
        self.fullyQualifiedErrorID = fullyQualifiedErrorID
        self.category = category
        activity = ""
        self.reason = reason
        targetName = ""
        targetType = ""
        categoryMessage = "\(category): (:) [], \(reason)"
        hasMessageDetails = false
        stringRepresentation = message
        typeNames = Self.standardTypeNames
    }

    /// What the error says: the message of its details, else its text, else that of its exception, else its category.
    public var message: String {
        if let details { return details.message }
        if let stringRepresentation { return stringRepresentation }
        if case .object(let exception)? = exception?.value, let text = exception["Message"]?.textValue { return text }
        return categoryMessage ?? ""
    }
}

extension ErrorRecord: MessagePayload {
    static var type: MessageType { .errorRecord }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "ErrorRecord")
        typeNames = bag.object.typeNames?.writtenNames ?? []
        stringRepresentation = bag.object.stringRepresentation
        exception = bag.takeUnlessNull("Exception")
        targetObject = bag.takeUnlessNull("TargetObject")
        fullyQualifiedErrorID = try bag.optionalString("FullyQualifiedErrorId")
        invocationInfo = bag.takeUnlessNull("InvocationInfo")
        category = try bag.optionalEnumeration("ErrorCategory_Category") ?? .notSpecified
        activity = try bag.optionalString("ErrorCategory_Activity")
        reason = try bag.optionalString("ErrorCategory_Reason")
        targetName = try bag.optionalString("ErrorCategory_TargetName")
        targetType = try bag.optionalString("ErrorCategory_TargetType")
        categoryMessage = try bag.optionalString("ErrorCategory_Message")
        if let message = try bag.optionalString("ErrorDetails_Message") {
            details = Details(
                message: message,
                recommendedAction: try bag.optionalString("ErrorDetails_RecommendedAction")
            )
        }
        if try bag.optionalBoolean("SerializeExtendedInfo") ?? false {
            invocation = try InvocationDetails(&bag)
            pipelineIterationInfo = bag.takeUnlessNull("PipelineIterationInfo")
        }
        scriptStackTrace = try bag.optionalString("ErrorDetails_ScriptStackTrace")
        let messageDetails = bag.take("PSMessageDetails")
        hasMessageDetails = messageDetails != nil
        unknownProperties = bag.unknown
        if let messageDetails {
            guard case .null = messageDetails.value else {
                unknownProperties.append(UnknownProperty(name: "PSMessageDetails", value: messageDetails))
                hasMessageDetails = false
                return
            }
        }
    }

    func write(to writer: inout PayloadWriter) { write(nil, to: &writer) }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name, typeNames: typeNames, stringRepresentation: stringRepresentation) { members in
            members.value("Exception", orNull: exception)
            members.value("TargetObject", orNull: targetObject)
            members.string("FullyQualifiedErrorId", orNull: fullyQualifiedErrorID)
            members.value("InvocationInfo", orNull: invocationInfo)
            members.int32("ErrorCategory_Category", category.rawValue)
            members.string("ErrorCategory_Activity", orNull: activity)
            members.string("ErrorCategory_Reason", orNull: reason)
            members.string("ErrorCategory_TargetName", orNull: targetName)
            members.string("ErrorCategory_TargetType", orNull: targetType)
            members.string("ErrorCategory_Message", orNull: categoryMessage)
            if let details {
                members.string("ErrorDetails_Message", details.message)
                members.string("ErrorDetails_RecommendedAction", orNull: details.recommendedAction)
            }
            members.boolean("SerializeExtendedInfo", invocation != nil)
            if let invocation {
                invocation.write(to: &members)
                members.value("PipelineIterationInfo", orNull: pipelineIterationInfo)
            }
            if let scriptStackTrace { members.string("ErrorDetails_ScriptStackTrace", scriptStackTrace) }
            members.unknown(unknownProperties)
            if hasMessageDetails { members.null("PSMessageDetails") }
        }
    }
}
