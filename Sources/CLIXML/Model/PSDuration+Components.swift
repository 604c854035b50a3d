// The properties of .NET's TimeSpan (convert.md 6.2). Whole parts are cut towards zero and keep the sign; the totals are
// one division of doubles each, so that their digits are .NET's.
extension PSDuration {
    /// Whole days.
    public var days: Int64 { ticks / 864_000_000_000 }

    /// Hours of the day, from −23 to 23.
    public var hours: Int64 { ticks / 36_000_000_000 % 24 }

    /// Minutes of the hour, from −59 to 59.
    public var minutes: Int64 { ticks / 600_000_000 % 60 }

    /// Seconds of the minute, from −59 to 59.
    public var seconds: Int64 { ticks / 10_000_000 % 60 }

    /// Milliseconds of the second, from −999 to 999.
    public var milliseconds: Int64 { ticks / 10_000 % 1000 }

    /// Microseconds of the millisecond, from −999 to 999.
    public var microseconds: Int64 { ticks / 10 % 1000 }

    /// Nanoseconds of the microsecond, from −900 to 900 in steps of 100.
    public var nanoseconds: Int64 { ticks % 10 * 100 }

    /// The length in days.
    public var totalDays: Double { Double(ticks) / 864_000_000_000 }

    /// The length in hours.
    public var totalHours: Double { Double(ticks) / 36_000_000_000 }

    /// The length in minutes.
    public var totalMinutes: Double { Double(ticks) / 600_000_000 }

    /// The length in seconds.
    public var totalSeconds: Double { Double(ticks) / 10_000_000 }

    /// The length in milliseconds, at most 922,337,203,685,477 either way.
    public var totalMilliseconds: Double {
        min(max(Double(ticks) / 10_000, -922_337_203_685_477), 922_337_203_685_477)
    }

    /// The length in microseconds.
    public var totalMicroseconds: Double { Double(ticks) / 10 }

    /// The length in nanoseconds.
    public var totalNanoseconds: Double { Double(ticks) * 100 }
}
