public import CLIXML

/// One of the answers that a prompt offers.
public struct ChoiceDescription: Sendable, Hashable {
    /// The text, with `&` before the letter that chooses it.
    public var label: String
    /// What choosing it does.
    public var helpMessage: String?

    /// Makes a choice.
    public init(label: String, helpMessage: String? = "") {
        self.label = label
        self.helpMessage = helpMessage
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "ChoiceDescription")
        label = try bag.string("label")
        helpMessage = try bag.optionalString("helpMessage")
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            members.string("label", label)
            if let helpMessage { members.string("helpMessage", helpMessage) }
        }
    }
}

/// One of the values that a prompt asks for.
public struct FieldDescription: Sendable {
    /// The name under which the answer is returned.
    public var name: String
    /// The text to show, the name if empty.
    public var label: String?
    /// The short name of the wanted type.
    public var parameterTypeName: String?
    /// The full name of the wanted type.
    public var parameterTypeFullName: String?
    /// The full name with that of the assembly.
    public var parameterAssemblyFullName: String?
    /// What the value is for.
    public var helpMessage: String?
    /// Whether there must be an answer.
    public var isMandatory: Bool
    /// The answer if nothing is entered.
    public var defaultValue: RemoteValue?
    /// What the parameter is declared with, a list.
    public var metadata: RemoteValue?
    /// Whether a client's security rules changed it.
    public var isModifiedByRemotingProtocol: Bool
    /// Whether it comes from a remote host.
    public var isFromRemoteHost: Bool
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes a description of a text to be entered.
    public init(name: String) {
        self.name = name
        label = ""
        parameterTypeName = "String"
        parameterTypeFullName = "System.String"
        parameterAssemblyFullName =
            "System.String, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
        helpMessage = ""
        isMandatory = true
        metadata = .list([], typeNames: PayloadWriter.arrayList)
        isModifiedByRemotingProtocol = false
        isFromRemoteHost = false
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "FieldDescription")
        name = try bag.string("name")
        label = try bag.optionalString("label")
        parameterTypeName = try bag.optionalString("parameterTypeName")
        parameterTypeFullName = try bag.optionalString("parameterTypeFullName")
        parameterAssemblyFullName = try bag.optionalString("parameterAssemblyFullName")
        helpMessage = try bag.optionalString("helpMessage")
        isMandatory = try bag.optionalBoolean("isMandatory") ?? false
        defaultValue = bag.takeUnlessNull("defaultValue")
        metadata = bag.takeUnlessNull("metadata")
        isModifiedByRemotingProtocol = try bag.optionalBoolean("modifiedByRemotingProtocol") ?? false
        isFromRemoteHost = try bag.optionalBoolean("isFromRemoteHost") ?? false
        unknownProperties = bag.unknown
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            members.string("name", self.name)
            if let label { members.string("label", label) }
            if let parameterTypeName { members.string("parameterTypeName", parameterTypeName) }
            if let parameterTypeFullName { members.string("parameterTypeFullName", parameterTypeFullName) }
            if let parameterAssemblyFullName { members.string("parameterAssemblyFullName", parameterAssemblyFullName) }
            if let helpMessage { members.string("helpMessage", helpMessage) }
            members.boolean("isMandatory", isMandatory)
            if let defaultValue { members.value("defaultValue", defaultValue) }
            if let metadata { members.value("metadata", metadata) }
            members.boolean("modifiedByRemotingProtocol", isModifiedByRemotingProtocol)
            members.boolean("isFromRemoteHost", isFromRemoteHost)
            members.unknown(unknownProperties)
        }
    }
}

/// The choices that a prompt for several begins with.
public enum DefaultChoices: Sendable, Hashable {
    /// None.
    case none
    /// Sent as a collection.
    case collection([Int32])
    /// Sent as an array, which PowerShell's own client cannot read (spec/psrp.md section 4.3).
    case array([Int32])

    init(_ value: RemoteValue) throws(PSRPError) {
        if value.isNull {
            self = .none
        } else if let items = value.items {
            self = .collection(items.compactMap { $0.value.integerValue.flatMap(Int32.init(exactly:)) })
        } else {
            var bag = try BagReader(value, "array")
            let items = try bag.require("mae").items ?? []
            self = .array(items.compactMap { $0.value.integerValue.flatMap(Int32.init(exactly:)) })
        }
    }

    func write(to writer: inout PayloadWriter) {
        switch self {
        case .none: writer.null(nil)
        case .collection(let numbers):
            writer.list(nil, typeNames: PayloadWriter.arrayList) { items in
                for number in numbers { items.int32(nil, number) }
            }
        case .array(let numbers):
            writer.array(nil, lengths: [Int32(clamping: numbers.count)]) { items in
                for number in numbers { items.int32(nil, number) }
            }
        }
    }
}

/// A user name and a password, as SecureString.
public struct RemoteCredential: Sendable, Hashable {
    /// The name of the user, with the domain where there is one.
    public var userName: String
    /// The password; open it with the session's ``SecureStringScheme``.
    public var password: PSSecureString

    /// Makes a credential.
    public init(userName: String, password: PSSecureString) {
        self.userName = userName
        self.password = password
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "PSCredential")
        userName = try bag.string("UserName")
        guard case .secureString(let secret) = try bag.require("Password").value else {
            throw bag.wrongType("Password", "SecureString")
        }
        password = secret
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        let type = "System.Management.Automation.PSCredential"
        writer.object(name, typeNames: [type, "System.Object"], stringRepresentation: type) { object in
            object.properties { properties in
                properties.string("UserName", userName)
                properties.secureString("Password", password)
            }
        }
    }
}
