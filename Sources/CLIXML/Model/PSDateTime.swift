/// A point in time as a document gives it: ticks of its own clock, a kind, and for local times the offset.
///
/// PowerShell converts a text with an offset to the reader's zone and forgets the offset. This type keeps both, so that
/// the text can be written again; ``clock(in:)`` gives what PowerShell would see in some zone.
///
/// A tick is 100 ns; tick 0 is midnight at the start of 1 January of the year 1.
public struct PSDateTime: Sendable, Hashable {
    /// What is known about the clock of a value.
    public enum Kind: UInt8, Sendable, Hashable {
        /// The text has no zone.
        case unspecified = 0

        /// The text ends in `Z`.
        case utc = 1

        /// The text has an offset.
        case local = 2
    }

    /// Ticks per day.
    public static let ticksPerDay: Int64 = 864_000_000_000

    /// Ticks per second.
    public static let ticksPerSecond: Int64 = 10_000_000

    /// The last tick of the year 9999.
    public static let maximumTicks: Int64 = 3_155_378_975_999_999_999

    /// Ticks of the value's own clock as written, from 0 to ``maximumTicks``.
    public let ticks: Int64

    private let storedOffset: Int16

    /// Whether the clock is UTC, some local one, or unknown.
    public let kind: Kind

    /// Minutes that the clock is ahead of UTC, as written; 0 unless the kind is local.
    ///
    /// Texts can have ±99:99.
    public var offsetMinutes: Int { Int(storedOffset) }

    /// Makes a value, or returns `nil` when the ticks are out of range or the offset is beyond ±6039 minutes.
    ///
    /// - Parameter offsetMinutes: counts for the local kind only.
    public init?(ticks: Int64, kind: Kind, offsetMinutes: Int = 0) {
        guard ticks >= 0, ticks <= Self.maximumTicks, abs(offsetMinutes) <= 99 * 60 + 99 else { return nil }
        self.init(uncheckedTicks: ticks, kind: kind, offsetMinutes: offsetMinutes)
    }

    init(uncheckedTicks ticks: Int64, kind: Kind, offsetMinutes: Int) {
        self.ticks = ticks
        self.kind = kind
        storedOffset = kind == .local ? Int16(truncatingIfNeeded: offsetMinutes) : 0
    }

    /// Makes a value from calendar fields, or returns `nil` when there is no such day or time.
    ///
    /// - Parameters:
    ///   - year: from 1 to 9999, proleptic Gregorian.
    ///   - tick: ticks within the second, from 0 to 9,999,999.
    public init?(
        year: Int,
        month: Int,
        day: Int,
        hour: Int = 0,
        minute: Int = 0,
        second: Int = 0,
        tick: Int = 0,
        kind: Kind = .unspecified,
        offsetMinutes: Int = 0
    ) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day),
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<10_000_000).contains(tick)
        else { return nil }
        let seconds = (hour * 60 + minute) * 60 + second
        let ticks =
            Int64(Self.daysBefore(year: year, month: month, day: day)) * Self.ticksPerDay
            + Int64(seconds) * Self.ticksPerSecond + Int64(tick)
        self.init(ticks: ticks, kind: kind, offsetMinutes: offsetMinutes)
    }

    /// Ticks of the instant in UTC.
    ///
    /// A local time near the ends of the calendar can lie outside 0…``maximumTicks``; an unspecified one is taken as
    /// it stands.
    public var utcTicks: Int64 { ticks - Int64(storedOffset) * 60 * Self.ticksPerSecond }
}
