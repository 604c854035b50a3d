extension PSDateTime {
    /// A day of the week, numbered as .NET numbers them.
    public enum DayOfWeek: UInt8, Sendable, Hashable, CaseIterable {
        /// 0.
        case sunday
        /// 1.
        case monday
        /// 2.
        case tuesday
        /// 3.
        case wednesday
        /// 4.
        case thursday
        /// 5.
        case friday
        /// 6.
        case saturday

        /// The English name with a capital.
        public var name: String {
            switch self {
            case .sunday: "Sunday"
            case .monday: "Monday"
            case .tuesday: "Tuesday"
            case .wednesday: "Wednesday"
            case .thursday: "Thursday"
            case .friday: "Friday"
            case .saturday: "Saturday"
            }
        }
    }
}

extension PSDateTime.Kind {
    /// The name .NET gives the kind.
    public var name: String {
        switch self {
        case .unspecified: "Unspecified"
        case .utc: "Utc"
        case .local: "Local"
        }
    }
}

extension PSDateTime.Fields {
    /// The day of the week.
    public var dayOfWeek: PSDateTime.DayOfWeek {
        let days = PSDateTime.daysBefore(year: year, month: month, day: day)
        return PSDateTime.DayOfWeek(rawValue: UInt8(truncatingIfNeeded: (days + 1) % 7)) ?? .sunday
    }

    /// The day of the year, from 1.
    public var dayOfYear: Int {
        PSDateTime.daysBefore(year: year, month: month, day: day)
            - PSDateTime.daysBefore(year: year, month: 1, day: 1) + 1
    }

    /// Whole milliseconds of the second, .NET's `Millisecond`.
    public var millisecond: Int { tick / 10_000 }

    /// Whole microseconds of the millisecond, .NET's `Microsecond`.
    public var microsecond: Int { tick / 10 % 1000 }

    /// Nanoseconds of the microsecond in steps of 100, .NET's `Nanosecond`.
    public var nanosecond: Int { tick % 10 * 100 }

    /// The English name of the month.
    public var monthName: String {
        switch month {
        case 1: "January"
        case 2: "February"
        case 3: "March"
        case 4: "April"
        case 5: "May"
        case 6: "June"
        case 7: "July"
        case 8: "August"
        case 9: "September"
        case 10: "October"
        case 11: "November"
        default: "December"
        }
    }
}

extension PSDateTime.Clock {
    /// Calendar day and time of day.
    public var fields: PSDateTime.Fields { PSDateTime.Fields(ticks: ticks) }

    /// Ticks of the midnight that began the day, .NET's `Date`.
    public var dateTicks: Int64 { ticks - ticks % PSDateTime.ticksPerDay }

    /// The time since that midnight, .NET's `TimeOfDay`.
    public var timeOfDay: PSDuration { PSDuration(ticks: ticks % PSDateTime.ticksPerDay) }
}

extension PSDateTime {
    /// The midnight that began the value's day on the clocks of a zone, of the same kind; .NET's `Date`.
    public func midnight(in zone: LocalZone) -> PSDateTime {
        let ticks = clock(in: zone).dateTicks
        let offset = kind == .local ? zone.offsetSeconds(atClockTicks: ticks) / 60 : 0
        return PSDateTime(uncheckedTicks: ticks, kind: kind, offsetMinutes: offset)
    }
}
