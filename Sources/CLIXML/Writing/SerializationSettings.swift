/// How PowerShell's built-in type table says that objects of a type are written (spec section 5.5).
struct SerializationSettings: Sendable {
    enum Method: Sendable {
        case allProperties
        /// As the text of a property, at any depth.
        case string(source: String)
        /// Only these properties, in this order.
        case properties([String])
    }

    /// The depth of such an object wherever it stands, or 0 for the depth it is met at.
    private(set) var depth = 0
    private(set) var method = Method.allProperties
    /// Whether the names say that the object is an enumeration's value.
    private(set) var isEnumeration = false
    /// Whether the type table adds a property Value, the object's text.
    private(set) var addsValue = false

    /// The settings of types that the table does not know.
    init() {}

    /// The settings of the first name in a list that has any.
    init(_ list: PSTypeNames) {
        var isFound = false
        for name in list {
            switch name.utf8.count {
            case 11: if name == "System.Enum" { isEnumeration = true }
            case 24: if SerializationSettings.isEqual(name, "Deserialized.System.Enum") { addsValue = true }
            default: break
            }
            guard !isFound, let entry = SerializationSettings.entry(of: name) else { continue }
            isFound = true
            depth = entry.depth
            method = entry.method
        }
    }

    private init(_ depth: Int, _ method: Method = .allProperties) {
        self.depth = depth
        self.method = method
    }

    private static func isEqual(_ left: String, _ right: String) -> Bool {
        TextEscapes.equalIgnoringCase(Array(left.utf8).span, Array(right.utf8).span)
    }

    private static func entry(of name: String) -> SerializationSettings? {
        // Nearly all names of documents that were read end here.
        if name.hasPrefix("Deserialized."), name.utf8.count < 50 { return nil }
        return table[name.lowercased()]
    }

    private static let table: [String: SerializationSettings] = {
        var table: [String: SerializationSettings] = [:]
        for (name, settings) in named { table[name.lowercased()] = settings }
        for name in shallow { table[name.lowercased()] = SerializationSettings(1) }
        return table
    }()

    private static let shallow = [
        "System.Net.IPAddress",
        "System.Net.Mail.MailAddress",
        "System.Security.AccessControl.RegistrySecurity",
        "System.Security.AccessControl.FileSystemSecurity",
        "System.Exception",
        "Microsoft.Management.Infrastructure.CimInstance",
        "Microsoft.Management.Infrastructure.CimCmdlets.CimIndicationEventInstanceEventArgs",
        "Microsoft.PowerShell.Commands.Internal.Format.FormatInfoData",
        "Deserialized.Microsoft.PowerShell.Commands.Internal.Format.FormatInfoData",
        "Microsoft.PowerShell.Commands.ModuleSpecification",
        "HelpInfo",
        "System.Management.Automation.PSCredential",
        "System.Management.Automation.PSPrimitiveDictionary",
        "System.Management.Automation.SwitchParameter",
        "System.Management.Automation.JobStateInfo",
        "System.Management.Automation.FormatViewDefinition",
        "System.Management.Automation.PSControl",
        "System.Management.Automation.DisplayEntry",
        "System.Management.Automation.EntrySelectedBy",
        "System.Management.Automation.TableControlColumnHeader",
        "System.Management.Automation.TableControlRow",
        "System.Management.Automation.TableControlColumn",
        "System.Management.Automation.ListControlEntryItem",
        "System.Management.Automation.WideControlEntryItem",
        "System.Management.Automation.CustomControlEntry",
        "System.Management.Automation.CustomItemBase",
        "System.Management.Automation.Breakpoint",
        "System.Management.Automation.DebuggerCommand",
        "System.Management.Automation.DebuggerCommandResults",
        "System.Management.Automation.CompletionResult",
        "System.Management.Automation.CommandCompletion",
        "System.Management.Automation.Remoting.PSSessionOption",
    ]

    private static let named: [(String, SerializationSettings)] = [
        (
            "System.Globalization.CultureInfo",
            SerializationSettings(
                1,
                .properties([
                    "LCID", "Name", "DisplayName", "IetfLanguageTag", "ThreeLetterISOLanguageName",
                    "ThreeLetterWindowsLanguageName", "TwoLetterISOLanguageName",
                ])
            )
        ),
        (
            "System.Security.Cryptography.X509Certificates.X509Certificate2",
            SerializationSettings(1, .properties(["RawData"]))
        ),
        (
            "System.Security.Cryptography.X509Certificates.X500DistinguishedName",
            SerializationSettings(1, .properties(["RawData"]))
        ),
        ("System.Management.ManagementEventArgs", SerializationSettings(2)),
        ("Deserialized.System.Management.ManagementEventArgs", SerializationSettings(2)),
        ("System.Management.Automation.PSListModifier", SerializationSettings(2)),
        ("System.Management.Automation.Signature", SerializationSettings(2)),
        (
            "System.Management.Automation.Job",
            SerializationSettings(
                2,
                .properties([
                    "HasMoreData", "StatusMessage", "Location", "Command", "JobStateInfo", "InstanceId", "Id", "Name",
                    "State", "ChildJobs", "PSJobTypeName", "PSBeginTime", "PSEndTime",
                ])
            )
        ),
        ("System.Management.Automation.JobStateEventArgs", SerializationSettings(2)),
        ("System.Management.Automation.PSTypeName", SerializationSettings(0, .string(source: "Name"))),
        (
            "System.Management.Automation.ParameterMetadata",
            SerializationSettings(0, .properties(["Name", "ParameterType", "Aliases", "IsDynamic", "SwitchParameter"]))
        ),
        (
            "System.Management.Automation.ParameterSetMetadata",
            SerializationSettings(0, .properties(["Position", "Flags", "HelpMessage"]))
        ),
        (
            "System.Management.Automation.ExtendedTypeDefinition",
            SerializationSettings(1, .properties(["TypeName", "TypeNames", "FormatViewDefinition"]))
        ),
        (
            "System.Management.Automation.ListControlEntry",
            SerializationSettings(1, .properties(["Items", "SelectedBy", "EntrySelectedBy"]))
        ),
        ("System.Management.Automation.PSControlGroupBy", SerializationSettings(2)),
        ("System.Management.Automation.BreakpointUpdatedEventArgs", SerializationSettings(2)),
        (
            "System.Management.Automation.DebuggerStopEventArgs",
            SerializationSettings(2, .properties(["Breakpoints", "ResumeAction", "SerializedInvocationInfo"]))
        ),
        ("System.Management.Automation.Remoting.Internal.PSSenderInfo", SerializationSettings(4)),
        ("System.Management.Automation.Remoting.PSSenderInfo", SerializationSettings(4)),
    ]
}
