/// What becomes of dates in JSON strings; the names of `ConvertFrom-Json -DateKind` (convert.md 7.4).
public enum JSONDateKind: Sendable, Hashable {
    /// With `Z` a UTC date, with an offset a local one, with neither of an unspecified zone.
    case standard
    /// Local dates: others are moved to the zone, or taken as its clock's.
    case local
    /// UTC dates: others are moved there, or taken as that clock's.
    case utc
    /// DateTimeOffset objects.
    case offset
    /// The strings as they are.
    case string
}
