public import CLIXML

// Zones by name need no more of Foundation than this; all of it takes a tenth of the time that a program needs to start.
#if canImport(FoundationInternationalization)
    import FoundationEssentials
    import FoundationInternationalization
#else
    import Foundation
#endif

extension LocalZone {
    /// The zone of this machine, as the `TZ` variable and the system's settings give it.
    public static var current: LocalZone {
        linkZones()
        return LocalZone(TimeZone.current)
    }

    /// Makes a zone of the tz database, for example `America/New_York`, or returns `nil` when there is none of that name.
    public init?(identifier: String) {
        LocalZone.linkZones()
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.init(zone)
    }

    /// Refers to the part of Foundation that knows zones by name, and to which `TimeZone` itself does not refer: in a program
    /// that is linked statically it would not be there, and no zone would be found.
    private static func linkZones() { _ = TimeZone.timeZoneDataVersion }

    private init(_ zone: TimeZone) {
        let rule = DotNetOffsets(zone: zone)
        self.init(offsetAtUTC: rule.offset(atUTCTicks:), offsetAtClock: rule.offset(atClockTicks:))
    }
}

/// The offsets of a zone as .NET computes them.
///
/// .NET knows no seconds in offsets. It takes the zone's present standard offset and adds the difference that a time has
/// to it, cut to minutes: New York's local mean time −4:56:02 is 3:58 ahead of −5:00, which leaves −4:57 (clixml.md 2.6).
private struct DotNetOffsets: Sendable {
    private let zone: TimeZone
    private let standardOffset: Int

    init(zone: TimeZone) {
        self.zone = zone
        let now = Date.now
        standardOffset = zone.secondsFromGMT(for: now) - Int(zone.daylightSavingTimeOffset(for: now))
    }

    func offset(atUTCTicks ticks: Int64) -> Int {
        // Foundation counts from 2001; doubles hold whole seconds of the whole calendar exactly.
        let seconds = ticks / PSDateTime.ticksPerSecond - 63_113_904_000
        let date = Date(timeIntervalSinceReferenceDate: Double(seconds))
        let difference = zone.secondsFromGMT(for: date) - standardOffset
        return standardOffset + difference / 60 * 60
    }

    func offset(atClockTicks ticks: Int64) -> Int {
        let guess = offset(atUTCTicks: ticks - Int64(standardOffset) * PSDateTime.ticksPerSecond)
        return offset(atUTCTicks: ticks - Int64(guess) * PSDateTime.ticksPerSecond)
    }
}
