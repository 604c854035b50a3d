extension PrimitiveFormatter {
    /// Which parts of a date its long text shows, PowerShell's DisplayHint.
    package enum DateParts: Sendable {
        /// The day alone.
        case date
        /// The time alone.
        case time
        /// Both, a blank between.
        case dateTime
    }

    /// Appends a date as CLIXML and JSON have it: `yyyy-MM-ddTHH:mm:ss`, the fraction, the zone (clixml.md 2.6).
    ///
    /// - Parameter zone: where the writer is. Local times are written in its time.
    package static func dateTime(_ value: PSDateTime, in zone: LocalZone, into output: inout [UInt8]) {
        let clock = value.clock(in: zone)
        let fields = PSDateTime.Fields(ticks: clock.ticks)
        output.append(addingCapacity: 34) { text in
            text.appendTwoDigits(fields.year / 100)
            text.appendTwoDigits(fields.year % 100)
            text.append(0x2D)
            text.appendTwoDigits(fields.month)
            text.append(0x2D)
            text.appendTwoDigits(fields.day)
            text.append(0x54)
            appendTime(fields, to: &text)
            text.appendFraction(fields.tick)
            switch value.kind {
            case .unspecified: break
            case .utc: text.append(0x5A)
            case .local:
                let minutes = abs(clock.offsetSeconds) / 60
                // Only a document can have more than 99 hours: it may say 99 hours and 99 minutes.
                let hours = min(minutes / 60, 99)
                text.append(clock.offsetSeconds < 0 ? 0x2D : 0x2B)
                text.appendTwoDigits(hours)
                text.append(0x3A)
                text.appendTwoDigits(minutes - hours * 60)
            }
        }
    }

    /// Appends a date as it was written, offset included; the same as ``dateTime(_:in:into:)`` for the other kinds.
    package static func dateTimeAsWritten(_ value: PSDateTime, into output: inout [UInt8]) {
        let ownZone = LocalZone(fixedOffsetSeconds: value.offsetMinutes * 60)
        dateTime(value, in: ownZone, into: &output)
    }

    /// Appends a date as .NET shows it without culture: `MM/dd/yyyy HH:mm:ss`.
    package static func dateTimeText(_ value: PSDateTime, in zone: LocalZone, into output: inout [UInt8]) {
        let fields = PSDateTime.Fields(ticks: value.clock(in: zone).ticks)
        output.append(addingCapacity: 19) { text in
            text.appendTwoDigits(fields.month)
            text.append(0x2F)
            text.appendTwoDigits(fields.day)
            text.append(0x2F)
            text.appendTwoDigits(fields.year / 100)
            text.appendTwoDigits(fields.year % 100)
            text.append(0x20)
            appendTime(fields, to: &text)
        }
    }

    /// Appends a date in PowerShell's long form: `dddd, dd MMMM yyyy HH:mm:ss` (convert.md 6.1).
    package static func dateTimeLong(
        _ value: PSDateTime,
        showing parts: DateParts = .dateTime,
        in zone: LocalZone,
        into output: inout [UInt8]
    ) {
        let fields = PSDateTime.Fields(ticks: value.clock(in: zone).ticks)
        if parts != .time {
            output.append(text: fields.dayOfWeek.name)
            output.append(text: ", ")
            padded(fields.day, 2, into: &output)
            output.append(0x20)
            output.append(text: fields.monthName)
            output.append(0x20)
            padded(fields.year, 4, into: &output)
        }
        if parts == .dateTime { output.append(0x20) }
        if parts != .date { output.append(addingCapacity: 8) { appendTime(fields, to: &$0) } }
    }

    /// Appends `HH:mm:ss`.
    @inline(__always)
    private static func appendTime(_ fields: PSDateTime.Fields, to text: inout OutputSpan<UInt8>) {
        text.appendTwoDigits(fields.hour)
        text.append(0x3A)
        text.appendTwoDigits(fields.minute)
        text.append(0x3A)
        text.appendTwoDigits(fields.second)
    }
}
