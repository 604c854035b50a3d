/// The elements of the format, told apart by their local names packed into a number.
///
/// A name of at most eight bytes is read into a `UInt64` while it is scanned, first byte highest; comparing those is an order
/// of magnitude faster than comparing strings. Longer names are no element's.
enum ElementTag: UInt8, Sendable {
    case unknown
    /// `S`
    case string
    /// `SBK`
    case scriptBlock
    /// `URI`
    case uri
    /// `XD`
    case xml
    /// `C`
    case char
    /// `B`
    case boolean
    /// `By`
    case uint8
    /// `SB`
    case int8
    /// `I16`
    case int16
    /// `U16`
    case uint16
    /// `I32`
    case int32
    /// `U32`
    case uint32
    /// `I64`
    case int64
    /// `U64`
    case uint64
    /// `Sg`
    case single
    /// `Db`
    case double
    /// `D`
    case decimal
    /// `DT`
    case dateTime
    /// `TS`
    case duration
    /// `G`
    case guid
    /// `Version`
    case version
    /// `BA`
    case bytes
    /// `SS`
    case secureString
    /// `Nil`
    case null
    /// `PR`
    case progress
    /// `Obj`
    case object
    /// `Ref`
    case reference
    /// `LST`
    case list
    /// `IE`
    case enumerable
    /// `STK`
    case stack
    /// `QUE`
    case queue
    /// `DCT`
    case dictionary
    /// `En`
    case entry
    /// `TN`
    case typeNames
    /// `TNRef`
    case typeNamesReference
    /// `T`
    case typeName
    /// `ToString`
    case stringRepresentation
    /// `Props`
    case adapted
    /// `MS`
    case extended
    /// `Objs`
    case root
    /// `AV`
    case activity
    /// `AI`
    case activityID
    /// `PI`
    case parentActivityID
    /// `PC`
    case percentComplete
    /// `SR`
    case secondsRemaining
    /// `SD`
    case statusDescription

    /// The element of a packed name.
    ///
    /// The top bits of a product are different for each of the names, so that one comparison decides.
    @inline(__always)
    init(packed: UInt64) {
        let slot = Int(truncatingIfNeeded: (packed &* ElementTag.multiplier) &>> 57)
        self = ElementTag.packedNames[slot] == packed ? ElementTag.tags[slot] : .unknown
    }

    private static let multiplier: UInt64 = 0x4769_DF8D_04AF_5EA9

    private static let packedNames: [128 of UInt64] = [
        0, 0x4F626A73, 0, 0, 0, 0, 0x4279, 0x5367,
        0x553634, 0x493136, 0x4F626A, 0, 0, 0, 0, 0,
        0x4C5354, 0x515545, 0x53544B, 0x53, 0, 0, 0, 0,
        0x546F537472696E67, 0x5352, 0, 0, 0x456E, 0, 0, 0x4149,
        0, 0, 0x553332, 0, 0, 0x5344, 0, 0,
        0, 0, 0x544E526566, 0, 0, 0, 0x5844, 0,
        0, 0, 0, 0, 0x42, 0, 0x4241, 0x54,
        0x4945, 0x5049, 0x4462, 0, 0, 0x5353, 0, 0x544E,
        0x555249, 0, 0x444354, 0, 0, 0, 0x553136, 0x4454,
        0, 0, 0x493634, 0x50726F7073, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0x4E696C, 0, 0,
        0x43, 0x53424B, 0x56657273696F6E, 0, 0, 0, 0x5342, 0,
        0, 0, 0, 0x5043, 0x493332, 0, 0, 0x47,
        0, 0, 0x526566, 0, 0, 0, 0, 0x4156,
        0, 0, 0x5453, 0, 0, 0, 0, 0,
        0, 0, 0x5052, 0, 0x44, 0, 0, 0x4D53,
    ]

    private static let tags: [128 of ElementTag] = [
        .unknown, .root, .unknown, .unknown, .unknown, .unknown,
        .uint8, .single, .uint64, .int16, .object, .unknown,
        .unknown, .unknown, .unknown, .unknown, .list, .queue,
        .stack, .string, .unknown, .unknown, .unknown, .unknown,
        .stringRepresentation, .secondsRemaining, .unknown, .unknown, .entry, .unknown,
        .unknown, .activityID, .unknown, .unknown, .uint32, .unknown,
        .unknown, .statusDescription, .unknown, .unknown, .unknown, .unknown,
        .typeNamesReference, .unknown, .unknown, .unknown, .xml, .unknown,
        .unknown, .unknown, .unknown, .unknown, .boolean, .unknown,
        .bytes, .typeName, .enumerable, .parentActivityID, .double, .unknown,
        .unknown, .secureString, .unknown, .typeNames, .uri, .unknown,
        .dictionary, .unknown, .unknown, .unknown, .uint16, .dateTime,
        .unknown, .unknown, .int64, .adapted, .unknown, .unknown,
        .unknown, .unknown, .unknown, .unknown, .unknown, .unknown,
        .unknown, .null, .unknown, .unknown, .char, .scriptBlock,
        .version, .unknown, .unknown, .unknown, .int8, .unknown,
        .unknown, .unknown, .unknown, .percentComplete, .int32, .unknown,
        .unknown, .guid, .unknown, .unknown, .reference, .unknown,
        .unknown, .unknown, .unknown, .activity, .unknown, .unknown,
        .duration, .unknown, .unknown, .unknown, .unknown, .unknown,
        .unknown, .unknown, .progress, .unknown, .decimal, .unknown,
        .unknown, .extended,
    ]

    /// The kind of node a primitive makes, or `nil` for other elements.
    @inline(__always)
    var scalarKind: NodeKind? {
        let offset = Int(rawValue &- ElementTag.string.rawValue)
        return offset < ElementTag.scalarKinds.count ? ElementTag.scalarKinds[offset] : nil
    }

    /// The kinds of the primitives in the order of their tags.
    private static let scalarKinds: [23 of NodeKind] = [
        .string, .scriptBlock, .uri, .xml, .char, .boolean, .uint8, .int8, .int16, .uint16, .int32, .uint32, .int64,
        .uint64, .single, .double, .decimal, .dateTime, .duration, .guid, .version, .bytes, .secureString,
    ]

    /// The kind of node a container makes, or `nil` for other elements.
    var containerKind: NodeKind? {
        switch self {
        case .list: .list
        case .enumerable: .enumerable
        case .stack: .stack
        case .queue: .queue
        case .dictionary: .dictionary
        default: nil
        }
    }
}

extension NodeKind {
    /// The element's name, or the empty string for kinds that a document does not have.
    package var elementName: StaticString {
        switch self {
        case .string: "S"
        case .scriptBlock: "SBK"
        case .uri: "URI"
        case .xml: "XD"
        case .char: "C"
        case .boolean: "B"
        case .uint8: "By"
        case .int8: "SB"
        case .int16: "I16"
        case .uint16: "U16"
        case .int32: "I32"
        case .uint32: "U32"
        case .int64: "I64"
        case .uint64: "U64"
        case .single: "Sg"
        case .double: "Db"
        case .decimal: "D"
        case .dateTime: "DT"
        case .duration: "TS"
        case .guid: "G"
        case .version: "Version"
        case .bytes: "BA"
        case .secureString: "SS"
        case .null: "Nil"
        case .progress: "PR"
        case .object: "Obj"
        case .reference: "Ref"
        case .list: "LST"
        case .enumerable: "IE"
        case .stack: "STK"
        case .queue: "QUE"
        case .dictionary, .orderedDictionary: "DCT"
        case .typeNames: "TN"
        case .stringRepresentation: "ToString"
        case .adapted: "Props"
        case .extended, .memberSet: "MS"
        case .attached: ""
        }
    }

    /// The full name of the .NET class of the value that PowerShell's reader makes of such a node; that of a property bag for
    /// an object (spec section 6.11).
    package var typeName: String {
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
        default: "System.Management.Automation.PSCustomObject"
        }
    }
}
