internal import CLIXML

/// A member as `Get-Member` lists it; its texts are WTF-8.
struct MemberRow: Sendable, Equatable {
    var type: MemberType
    var name: [UInt8]
    var definition: [UInt8]

    /// Whether `Get-Member` lists this row before another: by type, then by name in upper case, by UTF-16 code units.
    static func isBefore(_ left: (row: MemberRow, key: [UInt8]), _ right: (row: MemberRow, key: [UInt8])) -> Bool {
        if left.row.type != right.row.type { return left.row.type.rawValue < right.row.type.rawValue }
        return left.key.lexicographicallyPrecedes(right.key) { rank($0) < rank($1) }
    }

    /// Orders the bytes of UTF-8 as UTF-16 orders characters: those beyond U+FFFF before U+E000 to U+FFFF.
    private static func rank(_ byte: UInt8) -> UInt8 { byte == 0xEE || byte == 0xEF ? byte | 0x10 : byte }

    /// The rows in the order of `Get-Member`.
    static func sorted(_ rows: [MemberRow]) -> [MemberRow] {
        rows.map { ($0, TextEscapes.upperCased($0.name.span)) }.sorted(by: isBefore).map(\.0)
    }
}
