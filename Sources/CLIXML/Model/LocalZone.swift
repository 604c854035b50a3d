/// Says how far the clocks of some place are from UTC, at any time.
///
/// PowerShell shows and writes local dates in the machine's zone. This library knows no zones and no machine; whoever
/// converts passes one of these. ``utc`` needs no table; the conversion library makes others of the tz database.
public struct LocalZone: Sendable {
    private let atUTC: (@Sendable (Int64) -> Int)?
    private let atClock: (@Sendable (Int64) -> Int)?

    /// The zone whose clocks are never off UTC.
    public static let utc = LocalZone(atUTC: nil, atClock: nil)

    /// Whether this is ``utc``.
    package var isUTC: Bool { atUTC == nil }

    private init(atUTC: (@Sendable (Int64) -> Int)?, atClock: (@Sendable (Int64) -> Int)?) {
        self.atUTC = atUTC
        self.atClock = atClock
    }

    /// Makes a zone whose clocks always have the same offset.
    ///
    /// - Parameter fixedOffsetSeconds: seconds ahead of UTC, at most a day either way.
    public init(fixedOffsetSeconds: Int) {
        self.init(atUTC: { _ in fixedOffsetSeconds }, atClock: { _ in fixedOffsetSeconds })
    }

    /// Makes a zone.
    ///
    /// - Parameters:
    ///   - offsetAtUTC: seconds ahead of UTC at an instant in ticks since the year 1, for any argument.
    ///   - offsetAtClock: seconds ahead of UTC where the place's clocks show a count of ticks. Called only for values
    ///     that were cut off at the end of the calendar.
    public init(
        offsetAtUTC: @escaping @Sendable (_ utcTicks: Int64) -> Int,
        offsetAtClock: @escaping @Sendable (_ clockTicks: Int64) -> Int
    ) {
        self.init(atUTC: offsetAtUTC, atClock: offsetAtClock)
    }

    /// Seconds ahead of UTC at an instant.
    public func offsetSeconds(atUTCTicks ticks: Int64) -> Int { atUTC?(ticks) ?? 0 }

    /// Seconds ahead of UTC where the place's clocks show a count of ticks.
    public func offsetSeconds(atClockTicks ticks: Int64) -> Int { atClock?(ticks) ?? 0 }
}

extension PSDateTime {
    /// What a clock shows: its ticks, and how many seconds it is ahead of UTC.
    public struct Clock: Sendable, Hashable {
        /// Ticks of the clock, from 0 to ``PSDateTime/maximumTicks``.
        public var ticks: Int64

        /// Seconds ahead of UTC.
        public var offsetSeconds: Int
    }

    /// What PowerShell has of this value in some zone (clixml.md 2.6).
    ///
    /// A local time is moved to the zone's clock and stops at the ends of the calendar. The other kinds stay as they are.
    public func clock(in zone: LocalZone) -> Clock {
        guard kind == .local else { return Clock(ticks: ticks, offsetSeconds: 0) }
        let instant = utcTicks
        guard instant >= 0, instant <= Self.maximumTicks else {
            // .NET cannot hold the instant and adds the offset that the zone has where its clocks show the text's time.
            let offset = zone.offsetSeconds(atClockTicks: ticks)
            let moved = min(max(instant + Int64(offset) * Self.ticksPerSecond, 0), Self.maximumTicks)
            return Clock(ticks: moved, offsetSeconds: zone.offsetSeconds(atClockTicks: moved))
        }
        let offset = zone.offsetSeconds(atUTCTicks: instant)
        let moved = instant + Int64(offset) * Self.ticksPerSecond
        guard moved >= 0, moved <= Self.maximumTicks else {
            let end = moved < 0 ? 0 : Self.maximumTicks
            return Clock(ticks: end, offsetSeconds: zone.offsetSeconds(atClockTicks: end))
        }
        return Clock(ticks: moved, offsetSeconds: offset)
    }
}
