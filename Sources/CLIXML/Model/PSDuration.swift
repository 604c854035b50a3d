/// A span of time in ticks of 100 ns, positive or negative; .NET's TimeSpan.
public struct PSDuration: Sendable, Hashable {
    /// The length in ticks of 100 ns.
    public let ticks: Int64

    /// Makes a duration of a count of ticks.
    public init(ticks: Int64) { self.ticks = ticks }
}
