/// A version number of two to four parts; .NET's Version.
public struct PSVersion: Sendable, Hashable {
    /// The first part.
    public let major: Int32

    /// The second part.
    public let minor: Int32

    /// The third part, or −1 when there is none.
    public let build: Int32

    /// The fourth part, or −1 when there is none.
    public let revision: Int32

    /// Makes a version, or returns `nil` when a part is negative.
    public init?(_ major: Int32, _ minor: Int32) {
        self.init(major: major, minor: minor, build: nil, revision: nil)
    }

    /// Makes a version, or returns `nil` when a part is negative or there is a fourth part without a third.
    public init?(major: Int32, minor: Int32, build: Int32?, revision: Int32?) {
        guard major >= 0, minor >= 0, build ?? 0 >= 0, revision ?? 0 >= 0, build != nil || revision == nil
        else { return nil }
        self.major = major
        self.minor = minor
        self.build = build ?? -1
        self.revision = revision ?? -1
    }

    /// The high 16 bits of the revision as a signed number, .NET's `MajorRevision`.
    public var majorRevision: Int16 { Int16(truncatingIfNeeded: revision >> 16) }

    /// The low 16 bits of the revision as a signed number, .NET's `MinorRevision`.
    public var minorRevision: Int16 { Int16(truncatingIfNeeded: revision) }
}
