/// How often something occurs and how many bytes it takes.
public struct Tally: Sendable, Hashable {
    /// What it is: a type, a property, an element.
    public let name: String
    /// How often it occurs.
    public let count: Int
    /// The bytes of markup that it takes.
    public let byteCount: Int

    /// Makes a tally.
    public init(name: String, count: Int, byteCount: Int) {
        self.name = name
        self.count = count
        self.byteCount = byteCount
    }
}

/// Tallies by name while they are counted, in a bounded number.
struct TallyTable {
    /// Names beyond this many are counted together.
    static let maximumCount = 100_000
    static let otherName = "(others)"

    private var counts: [String: (count: Int, byteCount: Int)] = [:]

    mutating func add(_ name: String, count: Int = 1, byteCount: Int) {
        let key = counts[name] != nil || counts.count < TallyTable.maximumCount ? name : TallyTable.otherName
        let known = counts[key, default: (0, 0)]
        counts[key] = (known.count &+ count, known.byteCount &+ byteCount)
    }

    /// The tallies, those with the most bytes first.
    var tallies: [Tally] {
        counts.map { Tally(name: $0.key, count: $0.value.count, byteCount: $0.value.byteCount) }
            .sorted { ($1.byteCount, $1.count, $0.name) < ($0.byteCount, $0.count, $1.name) }
    }
}
