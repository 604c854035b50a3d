extension PSDateTime {
    /// The calendar day and the time of day of a count of ticks.
    public struct Fields: Sendable, Hashable {
        /// The year, from 1 to 9999.
        public var year: Int

        /// The month, from 1.
        public var month: Int

        /// The day of the month, from 1.
        public var day: Int

        /// The hour, from 0 to 23.
        public var hour: Int

        /// The minute, from 0 to 59.
        public var minute: Int

        /// The second, from 0 to 59.
        public var second: Int

        /// Ticks within the second, from 0 to 9,999,999.
        public var tick: Int

        /// Takes ticks apart.
        ///
        /// Ticks outside the calendar are brought to its nearest end.
        public init(ticks: Int64) {
            let ticks = min(max(ticks, 0), PSDateTime.maximumTicks)
            let dayNumber = Int(ticks / PSDateTime.ticksPerDay)
            let timeOfDay = ticks % PSDateTime.ticksPerDay
            let seconds = Int(timeOfDay / PSDateTime.ticksPerSecond)
            tick = Int(timeOfDay % PSDateTime.ticksPerSecond)
            hour = seconds / 3600
            minute = seconds / 60 % 60
            second = seconds % 60
            // Years counted from 1 March of the year 0, so that the leap day is a year's last.
            let shifted = dayNumber + 306
            let era = shifted / 146_097
            let dayOfEra = shifted % 146_097
            let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let shiftedMonth = (5 * dayOfYear + 2) / 153
            day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
            month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
            year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        }
    }

    /// The calendar fields of the value's own clock.
    public var fields: Fields { Fields(ticks: ticks) }

    /// Says whether a year has 366 days in the proleptic Gregorian calendar.
    @inline(__always)
    static func isLeapYear(_ year: Int) -> Bool { year & 3 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// The number of days of a month from 1 to 12.
    @inline(__always)
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeapYear(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1 January of the year 1 to a day that exists.
    @inline(__always)
    static func daysBefore(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let shiftedMonth = month <= 2 ? month + 9 : month - 3
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        return shiftedYear * 365 + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + dayOfYear - 306
    }
}
