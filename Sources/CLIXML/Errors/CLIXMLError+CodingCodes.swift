// What stands under a DecodingError or EncodingError of the coders.
extension CLIXMLError.Code {
    /// The document has a value of another kind than the one asked for, or one that the type cannot hold.
    public static let typeMismatch = Self(rawValue: "type-mismatch")
    /// The document has null where a value was asked for.
    public static let unexpectedNull = Self(rawValue: "unexpected-null")
    /// An object lacks a member that was asked for.
    public static let missingMember = Self(rawValue: "missing-member")
    /// An object has a member that was not asked for, and the options refuse those.
    public static let extraMember = Self(rawValue: "extra-member")
    /// An object has other type names than the options expect.
    public static let unexpectedTypeNames = Self(rawValue: "unexpected-type-names")
    /// Following references has led to more values than the options allow, in a circle or by repetition.
    public static let tooManyExpansions = Self(rawValue: "too-many-expansions")
}
