internal import CLIXML

/// The members that `Get-Member` lists of the .NET values that a document can hold (show.md 8.2).
///
/// The tables are in files beside this one. A line is a name, behind its type if it is no method; the lines below it, set in,
/// are its overloads; one set in further goes on with the line before.
struct DotNetMembers: Sendable {
    private let text: StaticString
    /// Definitions that differ from those of the table.
    private var replacements: [(name: String, definition: String)] = []
    /// What `@` stands for in the table.
    private var shortName = ""

    init(_ text: StaticString) { self.text = text }

    /// The table of the value that a node of this kind is read into, or `nil` where there is none.
    init?(_ kind: NodeKind) {
        switch kind {
        case .string, .scriptBlock: self = .string
        case .char: self = .char
        case .secureString: self = .secureString
        case .uri: self = .uri
        case .boolean: self = .boolean
        case .guid: self = .guid
        case .version: self = .version
        case .uint8, .int8, .int16, .uint16, .int32, .uint32, .int64, .uint64:
            self = .integer
            shortName = kind.shortClassName
            if kind == .uint8 || kind == .int8 || kind == .int32 { replacements = [DotNetMembers.formatFirst] }
            if kind == .int8 { replacements.append(DotNetMembers.compareSByte) }
        case .single, .double:
            self = .floatingPoint
            shortName = kind.shortClassName
            if kind == .double { replacements = [DotNetMembers.formatFirst] }
        case .decimal: self = .decimal
        case .dateTime: self = .dateTime
        case .duration: self = .duration
        case .list, .enumerable: self = .arrayList
        case .stack: self = .stack
        case .queue: self = .queue
        case .bytes: self = .bytes
        case .dictionary: self = .hashtable
        case .orderedDictionary: self = .orderedDictionary
        case .xml: self = .xmlDocument
        case .progress: self = .progress
        default: return nil
        }
    }

    /// The rows of the table.
    var rows: [MemberRow] {
        var rows: [MemberRow] = []
        for line in text.description.split(separator: "\n") {
            guard line.hasPrefix("  ") else {
                let words = line.split(separator: " ", maxSplits: 1)
                let type = words.count > 1 ? MemberType(rawValue: String(words[0])) ?? .method : .method
                rows.append(MemberRow(type: type, name: Array((words.last ?? "").utf8), definition: []))
                continue
            }
            guard !rows.isEmpty else { continue }
            let continues = line.hasPrefix("    ")
            let piece = line.dropFirst(continues ? 4 : 2)
            let separator = rows[rows.count - 1].definition.isEmpty ? "" : continues ? " " : ", "
            rows[rows.count - 1].definition += separator.utf8
            for byte in piece.utf8 {
                if byte == UInt8(ascii: "@") {
                    rows[rows.count - 1].definition += shortName.utf8
                } else {
                    rows[rows.count - 1].definition.append(byte)
                }
            }
        }
        for replacement in replacements {
            guard let index = rows.firstIndex(where: { $0.name.elementsEqual(replacement.name.utf8) }) else { continue }
            rows[index].definition = Array(replacement.definition.utf8)
        }
        return rows
    }

    /// Some numbers have the overload with a format before the one with a provider.
    private static let formatFirst = (
        name: "ToString",
        definition: [
            "string ToString()", "string ToString(string format)", "string ToString(System.IFormatProvider provider)",
            "string ToString(string format, System.IFormatProvider provider)",
            "string IConvertible.ToString(System.IFormatProvider provider)",
            "string IFormattable.ToString(string format, System.IFormatProvider formatProvider)",
        ].joined(separator: ", ")
    )

    /// Its first overload names its parameter otherwise than those of the other integers.
    private static let compareSByte = (
        name: "CompareTo",
        definition: [
            "int CompareTo(System.Object obj)", "int CompareTo(sbyte value)",
            "int IComparable.CompareTo(System.Object obj)", "int IComparable[sbyte].CompareTo(sbyte other)",
        ].joined(separator: ", ")
    )
}

extension NodeKind {
    /// The name that PowerShell has for the class of a value, its own short one where there is one.
    var shortClassName: String {
        switch self {
        case .string, .scriptBlock, .stringRepresentation: "string"
        case .uri: "uri"
        case .xml: "xml"
        case .char: "char"
        case .boolean: "bool"
        case .uint8: "byte"
        case .int8: "sbyte"
        case .int16: "short"
        case .uint16: "ushort"
        case .int32: "int"
        case .uint32: "uint"
        case .int64: "long"
        case .uint64: "ulong"
        case .single: "float"
        case .double: "double"
        case .decimal: "decimal"
        case .dateTime: "datetime"
        case .duration: "timespan"
        case .guid: "guid"
        case .version: "version"
        case .bytes: "byte[]"
        case .secureString: "securestring"
        case .progress: "ProgressRecord"
        default: typeName
        }
    }
}
