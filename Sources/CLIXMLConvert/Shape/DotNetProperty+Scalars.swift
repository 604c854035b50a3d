package import CLIXML

extension DotNetProperty<Int> {
    /// The properties of System.String and of SecureString, of their length in UTF-16 units.
    package static let length: [DotNetProperty<Int>] = [
        DotNetProperty("Length") { .int32($0) }
    ]
}

extension DotNetProperty<PSDecimal> {
    /// The properties of System.Decimal.
    package static let decimal: [DotNetProperty<PSDecimal>] = [
        DotNetProperty("Scale") { .integer(Int64($0.scale), .uint8) }
    ]
}

extension DotNetProperty<PSGUID> {
    /// The properties of System.Guid, without the one of the type table.
    package static let guid: [DotNetProperty<PSGUID>] = [
        DotNetProperty("Variant") { .int32($0.variant) },
        DotNetProperty("Version") { .int32($0.version) },
    ]
}

extension DotNetProperty<PSVersion> {
    /// The properties of System.Version.
    package static let version: [DotNetProperty<PSVersion>] = [
        DotNetProperty("Major") { .int32($0.major) },
        DotNetProperty("Minor") { .int32($0.minor) },
        DotNetProperty("Build") { .int32($0.build) },
        DotNetProperty("Revision") { .int32($0.revision) },
        DotNetProperty("MajorRevision") { .integer(Int64($0.majorRevision), .int16) },
        DotNetProperty("MinorRevision") { .integer(Int64($0.minorRevision), .int16) },
    ]
}
