package import CLIXML

extension NodeKind {
    /// The .NET class of the value that PowerShell's reader makes of such a node; that of a property bag for an object.
    package var className: String {
        switch self {
        case .string, .scriptBlock, .stringRepresentation: "System.String"
        case .uri: "System.Uri"
        case .xml: "System.Xml.XmlDocument"
        case .char: "System.Char"
        case .boolean: "System.Boolean"
        case .uint8: "System.Byte"
        case .int8: "System.SByte"
        case .int16: "System.Int16"
        case .uint16: "System.UInt16"
        case .int32: "System.Int32"
        case .uint32: "System.UInt32"
        case .int64: "System.Int64"
        case .uint64: "System.UInt64"
        case .single: "System.Single"
        case .double: "System.Double"
        case .decimal: "System.Decimal"
        case .dateTime: "System.DateTime"
        case .duration: "System.TimeSpan"
        case .guid: "System.Guid"
        case .version: "System.Version"
        case .bytes: "System.Byte[]"
        case .secureString: "System.Security.SecureString"
        case .progress: "System.Management.Automation.ProgressRecord"
        case .list, .enumerable: "System.Collections.ArrayList"
        case .stack: "System.Collections.Stack"
        case .queue: "System.Collections.Queue"
        case .dictionary: "System.Collections.Hashtable"
        case .orderedDictionary: "System.Collections.Specialized.OrderedDictionary"
        case .null, .typeNames, .reference, .attached, .object, .adapted, .extended, .memberSet:
            "System.Management.Automation.PSCustomObject"
        }
    }
}
