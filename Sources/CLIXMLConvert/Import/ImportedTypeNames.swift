internal import CLIXML

/// The type names of the objects that JSON becomes, as lists of one builder.
struct ImportedTypeNames {
    let bag: Int
    let hashtable: Int
    let array: Int
    let bigInteger: Int
    let dateTimeOffset: Int
    let dayOfWeek: Int

    init(_ builder: inout ValueSequenceBuilder) {
        bag = builder.register(["System.Management.Automation.PSCustomObject", "System.Object"])
        hashtable = builder.register([
            "System.Management.Automation.OrderedHashtable", "System.Collections.Hashtable", "System.Object",
        ])
        array = builder.register(["System.Object[]", "System.Array", "System.Object"])
        bigInteger = builder.register(["System.Numerics.BigInteger", "System.ValueType", "System.Object"])
        dateTimeOffset = builder.register(["System.DateTimeOffset", "System.ValueType", "System.Object"])
        dayOfWeek = builder.register(["System.DayOfWeek", "System.Enum", "System.ValueType", "System.Object"])
    }
}

/// Names that PowerShell keeps for itself: a note cannot have them (convert.md 7.3).
enum ReservedNames {
    private static let names = ["PSOBJECT", "PSBASE", "PSADAPTED", "PSEXTENDED", "PSTYPENAMES"].map { Array($0.utf8) }

    /// Whether a name is one of them, ignoring case.
    static func contains(_ name: Span<UInt8>) -> Bool {
        guard name.count >= 6, name.count <= 11, name[0] | 0x20 == UInt8(ascii: "p") else { return false }
        return names.contains { TextEscapes.equalIgnoringCase($0.span, name) }
    }
}
