internal import CLIXML

/// A date in a JSON string, as ConvertFrom-Json recognises it (convert.md 7.4).
struct JSONDate: Equatable {
    /// Ticks of its own clock; with an offset that leads out of the calendar, beyond its ends.
    let ticks: Int64
    let kind: PSDateTime.Kind
    /// Minutes that the clock is ahead of UTC.
    let offsetMinutes: Int
    /// Minutes that the clock of `/Date(…)/` is ahead of UTC: it says nothing about the instant.
    let writtenOffsetMinutes: Int

    /// Whether a text is long enough, and begins, like a date; most are not.
    @inline(__always)
    static func mayBe(_ text: Span<UInt8>) -> Bool {
        let count = text.count
        guard count >= 9, count <= 64 else { return false }
        if text[0] == UInt8(ascii: "/") { return true }
        return count >= 19 && text[0] &- 0x30 < 10 && text[10] == UInt8(ascii: "T")
    }

    /// - Returns: `nil` if the text is no date.
    /// - Throws: `value-out-of-range` for `/Date(…)/` of an instant outside the calendar.
    init?(_ text: Span<UInt8>, at offset: Int) throws(JSONFault) {
        guard JSONDate.mayBe(text) else { return nil }
        if text[0] == UInt8(ascii: "/") {
            guard let (milliseconds, offsetMinutes) = JSONDate.milliseconds(text) else { return nil }
            guard let ticks = JSONDate.ticks(milliseconds: milliseconds) else {
                throw JSONFault(.valueOutOfRange, at: offset, "the date is not between the years 1 and 9999")
            }
            self.ticks = ticks
            kind = offsetMinutes == nil ? .utc : .local
            self.offsetMinutes = 0
            writtenOffsetMinutes = offsetMinutes ?? 0
        } else {
            guard let date = JSONDate.calendar(text) else { return nil }
            self = date
        }
    }

    /// A date of milliseconds since 1970, or `nil` if it is outside the calendar.
    init?(milliseconds: Int64) {
        guard let ticks = JSONDate.ticks(milliseconds: milliseconds) else { return nil }
        self.init(ticks: ticks, kind: .utc, offsetMinutes: 0)
    }

    /// A date of the arguments of `new Date(…)`: milliseconds since 1970, or year, month from 0, day and so on.
    init?(arguments: [Int64]) {
        guard let first = arguments.first else { return nil }
        guard arguments.count > 1 else {
            self.init(milliseconds: first)
            return
        }
        let parts = (0..<7).map { $0 < arguments.count ? Int(clamping: arguments[$0]) : 0 }
        guard (0..<1000).contains(parts[6]),
            let date = PSDateTime(
                year: parts[0],
                month: parts[1] &+ 1,
                day: parts[2] == 0 ? 1 : parts[2],
                hour: parts[3],
                minute: parts[4],
                second: parts[5],
                tick: parts[6] * 10_000
            )
        else { return nil }
        self.init(ticks: date.ticks, kind: .unspecified, offsetMinutes: 0)
    }

    private init(ticks: Int64, kind: PSDateTime.Kind, offsetMinutes: Int) {
        self.ticks = ticks
        self.kind = kind
        self.offsetMinutes = offsetMinutes
        writtenOffsetMinutes = offsetMinutes
    }

    private static let ticksAt1970: Int64 = 621_355_968_000_000_000

    private static func ticks(milliseconds: Int64) -> Int64? {
        let (product, isTooLarge) = milliseconds.multipliedReportingOverflow(by: 10_000)
        let (ticks, isTooLate) = product.addingReportingOverflow(ticksAt1970)
        guard !isTooLarge, !isTooLate, ticks >= 0, ticks <= PSDateTime.maximumTicks else { return nil }
        return ticks
    }

    // MARK: - YYYY-MM-DDThh:mm:ss

    private static func calendar(_ text: Span<UInt8>) -> JSONDate? {
        let separators: [(Int, UInt8)] = [(4, 0x2D), (7, 0x2D), (10, 0x54), (13, 0x3A), (16, 0x3A)]
        guard text.count >= 19, separators.allSatisfy({ text[$0.0] == $0.1 }) else { return nil }
        guard let century = pair(text, 0), let yearOfCentury = pair(text, 2), let month = pair(text, 5),
            let day = pair(text, 8), let hour = pair(text, 11), let minute = pair(text, 14), let second = pair(text, 17)
        else { return nil }
        var index = 19
        var tick = 0
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            var scale = 1_000_000
            while index < text.count, text[index] &- 0x30 < 10, scale > 0 {
                tick += Int(text[index] &- 0x30) * scale
                scale /= 10
                index += 1
            }
            if scale == 1_000_000 { return nil }
        }
        guard hour < 24 || hour == 24 && minute == 0 && second == 0 && tick == 0 else { return nil }
        guard let zone = zone(text, from: index),
            let date = PSDateTime(
                year: century * 100 + yearOfCentury,
                month: month,
                day: day,
                hour: hour == 24 ? 0 : hour,
                minute: minute,
                second: second,
                tick: tick
            )
        else { return nil }
        var ticks = date.ticks
        if hour == 24 {
            ticks += PSDateTime.ticksPerDay
            if ticks > PSDateTime.maximumTicks { return nil }
        }
        return JSONDate(ticks: ticks, kind: zone.kind, offsetMinutes: zone.minutes)
    }

    private static func zone(_ text: Span<UInt8>, from start: Int) -> (kind: PSDateTime.Kind, minutes: Int)? {
        let left = text.count - start
        guard left > 0 else { return (.unspecified, 0) }
        if text[start] == UInt8(ascii: "Z") { return left == 1 ? (.utc, 0) : nil }
        guard text[start] == UInt8(ascii: "+") || text[start] == UInt8(ascii: "-"), left >= 3,
            let hours = pair(text, start + 1)
        else { return nil }
        var minutes = 0
        if left > 3 {
            let hasColon = text[start + 3] == UInt8(ascii: ":")
            guard left == (hasColon ? 6 : 5), let pair = pair(text, start + (hasColon ? 4 : 3)) else { return nil }
            minutes = pair
        }
        let offset = hours * 60 + minutes
        return (.local, text[start] == UInt8(ascii: "-") ? 0 - offset : offset)
    }

    private static func pair(_ text: Span<UInt8>, _ index: Int) -> Int? {
        guard index + 1 < text.count else { return nil }
        let tens = text[index] &- 0x30
        let ones = text[index + 1] &- 0x30
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }

    // MARK: - /Date(0)/

    private static func milliseconds(_ text: Span<UInt8>) -> (Int64, offset: Int?)? {
        let prefix = Array("/Date(".utf8)
        for index in prefix.indices where text[index] != prefix[index] { return nil }
        let end = text.count - 2
        guard text[end] == UInt8(ascii: ")"), text[end + 1] == UInt8(ascii: "/"), end > prefix.count else { return nil }
        var numberEnd = end
        for sign in [UInt8(ascii: "+"), UInt8(ascii: "-")] where numberEnd == end {
            // The sign of the number itself is passed over.
            for index in (prefix.count + 1)..<end where text[index] == sign {
                numberEnd = index
                break
            }
        }
        let digits = text.extracting(prefix.count..<numberEnd)
        for index in digits.indices where digits[index] &- 0x30 > 9 {
            if index > 0 || digits[index] != UInt8(ascii: "-") { return nil }
        }
        guard let number = PrimitiveParser.integer(digits, as: Int64.self) else { return nil }
        guard numberEnd < end else { return (number, nil) }
        guard let hours = pair(text, numberEnd + 1) else { return nil }
        var minutes = hours * 60
        if end - numberEnd > 3 {
            guard let rest = pair(text, numberEnd + 3) else { return nil }
            minutes += rest
        }
        return (number, text[numberEnd] == UInt8(ascii: "-") ? 0 - minutes : minutes)
    }
}

extension JSONDate {
    /// The date of a kind that is none of `offset` and `string`.
    func dateTime(_ wanted: JSONDateKind, in zone: LocalZone) -> PSDateTime {
        switch (wanted, kind) {
        case (.local, .unspecified):
            return PSDateTime(clamping: ticks, kind: .local, offsetSeconds: zone.offsetSeconds(atClockTicks: ticks))
        case (.local, .utc): return PSDateTime(clamping: ticks, kind: .local, offsetSeconds: 0)
        case (.utc, .unspecified): return PSDateTime(clamping: ticks, kind: .utc, offsetSeconds: 0)
        case (.utc, .local):
            let moved = ticks - Int64(offsetMinutes) * 60 * PSDateTime.ticksPerSecond
            return PSDateTime(clamping: moved, kind: .utc, offsetSeconds: 0)
        default: return PSDateTime(clamping: ticks, kind: kind, offsetSeconds: offsetMinutes * 60)
        }
    }
}

extension PSDateTime {
    /// Stops at the ends of the calendar.
    init(clamping ticks: Int64, kind: Kind, offsetSeconds: Int) {
        let inside = min(max(ticks, 0), PSDateTime.maximumTicks)
        self = PSDateTime(ticks: inside, kind: kind, offsetMinutes: offsetSeconds / 60) ?? PSDateTime.start(kind)
    }

    private static func start(_ kind: Kind) -> PSDateTime {
        PSDateTime(year: 1, month: 1, day: 1, kind: kind) ?? .today()
    }
}
