package import CLIXML

/// The value of a property that PowerShell computes from a live .NET value, or of a member of the type table.
///
/// It says enough for each target: a CSV cell, a JSON value, a CLIXML element.
package enum DotNetValue: Sendable {
    /// Null.
    case null
    /// A property whose getter throws: null in JSON, absent in CSV.
    case failing
    case boolean(Bool)
    /// An integer and the primitive that CLIXML has for its width.
    case integer(Int64, NodeKind)
    case double(Double)
    /// A string, as WTF-8.
    case text([UInt8])
    case enumeration(DotNetEnum)
    case dateTime(PSDateTime)
    case duration(PSDuration)
    /// A `System.String[]`, each as WTF-8.
    case texts([[UInt8]])
    /// The base of the wrapper at this node, without the wrapper: a collection is its own `SyncRoot`.
    case base(Int)
    /// A string: PowerShell's text of the value at this node.
    case textOf(Int)
    /// The keys of the dictionary at this node.
    case keys(Int)
    /// The values of the dictionary at this node.
    case values(Int)
    /// Nodes of an XML document; several are an array.
    case xml(PSXMLDocument, [Int])

    static func int32(_ value: Int) -> DotNetValue { .integer(Int64(value), .int32) }
    static func int32(_ value: Int32) -> DotNetValue { .integer(Int64(value), .int32) }
    static func int32(_ value: Int64) -> DotNetValue { .integer(value, .int32) }
    static func int64(_ value: Int64) -> DotNetValue { .integer(value, .int64) }
}

/// A member of a .NET enumeration that a live value's property can have.
package enum DotNetEnum: Sendable, Hashable {
    case dayOfWeek(PSDateTime.DayOfWeek)
    case dateTimeKind(PSDateTime.Kind)
    case uriHostNameType(PSURI.HostNameType)
    /// `RecordType` of a progress record.
    case progressRecordType(isCompleted: Bool)

    /// The number behind the name.
    package var number: Int {
        switch self {
        case .dayOfWeek(let day): Int(day.rawValue)
        case .dateTimeKind(let kind): Int(kind.rawValue)
        case .uriHostNameType(let type): Int(type.rawValue)
        case .progressRecordType(let isCompleted): isCompleted ? 1 : 0
        }
    }

    /// The name, which is the text of the value.
    package var name: String {
        switch self {
        case .dayOfWeek(let day): day.name
        case .dateTimeKind(let kind): kind.name
        case .uriHostNameType(let type): type.name
        case .progressRecordType(let isCompleted): isCompleted ? "Completed" : "Processing"
        }
    }

    /// The class of the enumeration.
    package var className: String {
        switch self {
        case .dayOfWeek: "System.DayOfWeek"
        case .dateTimeKind: "System.DateTimeKind"
        case .uriHostNameType: "System.UriHostNameType"
        case .progressRecordType: "System.Management.Automation.ProgressRecordType"
        }
    }
}
