package import CLIXML

/// A DateTime on the clock of the zone it is shown in.
package struct DotNetDateTime: Sendable {
    let value: PSDateTime
    let zone: LocalZone
    let clock: PSDateTime.Clock
    let fields: PSDateTime.Fields

    init(_ value: PSDateTime, zone: LocalZone) {
        self.value = value
        self.zone = zone
        clock = value.clock(in: zone)
        fields = clock.fields
    }
}

extension DotNetProperty<DotNetDateTime> {
    /// The properties of System.DateTime (conversion spec, section 6.1), without the one of the type table.
    package static let dateTime: [DotNetProperty<DotNetDateTime>] = [
        DotNetProperty("Date") { .dateTime($0.value.midnight(in: $0.zone)) },
        DotNetProperty("Day") { .int32($0.fields.day) },
        DotNetProperty("DayOfWeek") { .enumeration(.dayOfWeek($0.fields.dayOfWeek)) },
        DotNetProperty("DayOfYear") { .int32($0.fields.dayOfYear) },
        DotNetProperty("Hour") { .int32($0.fields.hour) },
        DotNetProperty("Kind") { .enumeration(.dateTimeKind($0.value.kind)) },
        DotNetProperty("Millisecond") { .int32($0.fields.millisecond) },
        DotNetProperty("Microsecond") { .int32($0.fields.microsecond) },
        DotNetProperty("Nanosecond") { .int32($0.fields.nanosecond) },
        DotNetProperty("Minute") { .int32($0.fields.minute) },
        DotNetProperty("Month") { .int32($0.fields.month) },
        DotNetProperty("Second") { .int32($0.fields.second) },
        DotNetProperty("Ticks") { .int64($0.clock.ticks) },
        DotNetProperty("TimeOfDay") { .duration($0.clock.timeOfDay) },
        DotNetProperty("Year") { .int32($0.fields.year) },
    ]
}

extension DotNetProperty<PSDuration> {
    /// The properties of System.TimeSpan (conversion spec, section 6.2).
    package static let duration: [DotNetProperty<PSDuration>] = [
        DotNetProperty("Ticks") { .int64($0.ticks) },
        DotNetProperty("Days") { .int32($0.days) },
        DotNetProperty("Hours") { .int32($0.hours) },
        DotNetProperty("Milliseconds") { .int32($0.milliseconds) },
        DotNetProperty("Microseconds") { .int32($0.microseconds) },
        DotNetProperty("Nanoseconds") { .int32($0.nanoseconds) },
        DotNetProperty("Minutes") { .int32($0.minutes) },
        DotNetProperty("Seconds") { .int32($0.seconds) },
        DotNetProperty("TotalDays") { .double($0.totalDays) },
        DotNetProperty("TotalHours") { .double($0.totalHours) },
        DotNetProperty("TotalMilliseconds") { .double($0.totalMilliseconds) },
        DotNetProperty("TotalMicroseconds") { .double($0.totalMicroseconds) },
        DotNetProperty("TotalNanoseconds") { .double($0.totalNanoseconds) },
        DotNetProperty("TotalMinutes") { .double($0.totalMinutes) },
        DotNetProperty("TotalSeconds") { .double($0.totalSeconds) },
    ]
}
