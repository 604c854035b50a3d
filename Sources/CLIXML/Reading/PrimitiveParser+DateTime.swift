extension PrimitiveParser {
    /// Reads a date in any of XML Schema's forms (clixml.md 2.6).
    ///
    /// - Parameters:
    ///   - text: a date, a date and time, a time, or a part of a date, with or without a zone.
    ///   - today: stands in for the year of a text without one, and for the date of one that has only a time.
    /// - Throws: `malformed`; `outOfRange` when rounding the fraction leads past the last moment of 9999.
    package static func dateTime(_ text: Span<UInt8>, today: PSDateTime) throws(PrimitiveError) -> PSDateTime {
        if let value = canonicalDateTime(text) { return value }
        var form = DateForm()
        guard form.read(text) else { throw .malformed }
        return try form.value(today: today)
    }

    /// Says whether a text is a date exactly as the writer writes it for a zone.
    package static func isCanonicalDateTime(_ text: Span<UInt8>, in zone: LocalZone) -> Bool {
        guard let value = canonicalDateTime(text) else { return false }
        let count = text.count
        if count > 19, text[19] == 0x2E {
            var end = 20
            while end < count, isDigit(text[end]) { end += 1 }
            guard text[end - 1] != 0x30 else { return false }
        }
        guard value.kind == .local else { return true }
        let clock = value.clock(in: zone)
        guard clock.ticks == value.ticks, clock.offsetSeconds / 60 == value.offsetMinutes else { return false }
        return text[count - 2] < 0x36 && (value.offsetMinutes != 0 || text[count - 6] == 0x2B)
    }

    /// Reads `yyyy-MM-ddTHH:mm:ss`, up to seven digits of fraction, then nothing, `Z` or an offset; else `nil`.
    @inline(__always)
    private static func canonicalDateTime(_ text: Span<UInt8>) -> PSDateTime? {
        let count = text.count
        guard count >= 19, text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x54, text[13] == 0x3A, text[16] == 0x3A
        else { return nil }
        let century = twoDigits(text, at: 0)
        let yearOfCentury = twoDigits(text, at: 2)
        let month = twoDigits(text, at: 5)
        let day = twoDigits(text, at: 8)
        let hour = twoDigits(text, at: 11)
        let minute = twoDigits(text, at: 14)
        let second = twoDigits(text, at: 17)
        let year = century * 100 + yearOfCentury
        // A pair that is not two digits counts as 256 or more and fails one of these.
        guard century < 100, yearOfCentury < 100, year > 0, month > 0, month <= 12, day > 0, hour < 24, minute < 60,
            second < 60, day <= PSDateTime.days(inMonth: month, of: year)
        else { return nil }
        var index = 19
        var tick = 0
        if index < count, text[index] == 0x2E {
            index += 1
            let first = index
            var scale = 1_000_000
            while index < count, isDigit(text[index]) {
                guard scale > 0 else { return nil }
                tick += Int(text[index] &- 0x30) * scale
                scale /= 10
                index += 1
            }
            guard index > first else { return nil }
        }
        var kind = PSDateTime.Kind.unspecified
        var offset = 0
        switch count - index {
        case 0:
            break
        case 1 where text[index] == 0x5A:
            kind = .utc
        case 6 where text[index + 3] == 0x3A:
            let hours = twoDigits(text, at: index + 1)
            let minutes = twoDigits(text, at: index + 4)
            guard hours < 100, minutes < 100 else { return nil }
            offset = hours * 60 + minutes
            if text[index] == 0x2D { offset = -offset } else if text[index] != 0x2B { return nil }
            kind = .local
        default:
            return nil
        }
        let seconds = (hour * 60 + minute) * 60 + second
        let ticks =
            Int64(PSDateTime.daysBefore(year: year, month: month, day: day)) * PSDateTime.ticksPerDay
            + Int64(seconds) * PSDateTime.ticksPerSecond + Int64(tick)
        return PSDateTime(uncheckedTicks: ticks, kind: kind, offsetMinutes: offset)
    }

    /// The number of two digits at an index, at least 256 when they are not digits.
    @inline(__always)
    private static func twoDigits(_ text: Span<UInt8>, at index: Int) -> Int {
        let tens = Int(text[index] &- 0x30)
        let ones = Int(text[index + 1] &- 0x30)
        return tens < 10 && ones < 10 ? tens * 10 + ones : 256
    }
}

/// The forms of XML Schema's date types, tried in the order in which .NET tries them.
///
/// The order matters: `2024-05:00` is no month with a broken zone but the year 2024 with the zone −05:00.
private struct DateForm {
    private enum Shape { case dateTime, time, monthOrDay }

    private var shape = Shape.dateTime
    private var year = 0
    private var month = 1
    private var day = 1
    private var seconds = 0
    /// Ticks within the second; 10,000,000 when rounding carried.
    private var tick = 0
    private var kind = PSDateTime.Kind.unspecified
    private var offset = 0

    mutating func read(_ text: Span<UInt8>) -> Bool {
        let trimmed = PrimitiveParser.trimmedUnicodeSpace(text)
        let text = text.extracting(trimmed)
        if let year = fourDigits(text, at: 0), year > 0 {
            self.year = year
            if byte(text, 4) == 0x2D, let month = twoDigits(text, at: 5), month >= 1, month <= 12 {
                self.month = month
                if byte(text, 7) == 0x2D, let day = twoDigits(text, at: 8), day >= 1,
                    day <= PSDateTime.days(inMonth: month, of: year)
                {
                    self.day = day
                    if byte(text, 10) == 0x54, let end = time(text, at: 11), zone(text, at: end) { return true }
                    seconds = 0
                    tick = 0
                    if zone(text, at: 10) { return true }
                }
                day = 1
                if zone(text, at: 7) { return true }
            }
            month = 1
            day = 1
            return zone(text, at: 4)
        }
        if let end = time(text, at: 0) {
            shape = .time
            return zone(text, at: end)
        }
        guard byte(text, 0) == 0x2D, byte(text, 1) == 0x2D else { return false }
        if let month = twoDigits(text, at: 2), month >= 1, month <= 12 {
            self.month = month
            if byte(text, 4) == 0x2D, let day = twoDigits(text, at: 5), day >= 1,
                day <= PSDateTime.days(inMonth: month, of: 1904), zone(text, at: 7)
            {
                year = 1904
                self.day = day
                return true
            }
            shape = .monthOrDay
            return zone(text, at: 4) || (byte(text, 4) == 0x2D && byte(text, 5) == 0x2D && zone(text, at: 6))
        }
        guard byte(text, 2) == 0x2D, let day = twoDigits(text, at: 3), day >= 1, day <= 31 else { return false }
        shape = .monthOrDay
        self.day = day
        return zone(text, at: 5)
    }

    func value(today: PSDateTime) throws(PrimitiveError) -> PSDateTime {
        let date = today.fields
        let dayNumber =
            switch shape {
            case .dateTime: PSDateTime.daysBefore(year: year, month: month, day: day)
            case .time: PSDateTime.daysBefore(year: date.year, month: date.month, day: date.day)
            case .monthOrDay: PSDateTime.daysBefore(year: date.year, month: month, day: day)
            }
        let ticks =
            Int64(dayNumber) * PSDateTime.ticksPerDay + Int64(seconds) * PSDateTime.ticksPerSecond + Int64(tick)
        guard let value = PSDateTime(ticks: ticks, kind: kind, offsetMinutes: offset) else { throw .outOfRange }
        return value
    }

    /// Reads `HH:mm:ss` and a fraction; returns the index after them.
    private mutating func time(_ text: Span<UInt8>, at start: Int) -> Int? {
        guard let hour = twoDigits(text, at: start), hour < 24, byte(text, start + 2) == 0x3A,
            let minute = twoDigits(text, at: start + 3), minute < 60, byte(text, start + 5) == 0x3A,
            let second = twoDigits(text, at: start + 6), second < 60
        else { return nil }
        seconds = (hour * 60 + minute) * 60 + second
        var index = start + 8
        guard byte(text, index) == 0x2E else { return index }
        index += 1
        var scale = 1_000_000
        // What is beyond the seventh digit: below, at or above one half.
        var isHalf = false
        var isAboveHalf = false
        let first = index
        while let byte = byte(text, index), PrimitiveParser.isDigit(byte) {
            let digit = Int(byte &- 0x30)
            if scale > 0 {
                tick += digit * scale
                scale /= 10
            } else if index == first + 7 {
                isHalf = digit == 5
                isAboveHalf = digit > 5
            } else if isHalf, digit > 0 {
                isHalf = false
                isAboveHalf = true
            }
            index += 1
        }
        guard index > first else { return nil }
        if isAboveHalf || (isHalf && tick & 1 == 1) { tick += 1 }
        return index
    }

    /// Reads what may follow a form: nothing, `Z`, `z`, or an offset.
    ///
    /// The end of the text must come after it.
    private mutating func zone(_ text: Span<UInt8>, at start: Int) -> Bool {
        kind = .unspecified
        offset = 0
        guard let first = byte(text, start) else { return true }
        if first | 0x20 == 0x7A {
            kind = .utc
            return text.count == start + 1
        }
        guard first == 0x2B || first == 0x2D, let hours = twoDigits(text, at: start + 1),
            byte(text, start + 3) == 0x3A, let minutes = twoDigits(text, at: start + 4)
        else { return false }
        kind = .local
        offset = (hours * 60 + minutes) * (first == 0x2D ? -1 : 1)
        return text.count == start + 6
    }

    private func byte(_ text: Span<UInt8>, _ index: Int) -> UInt8? { index < text.count ? text[index] : nil }

    private func twoDigits(_ text: Span<UInt8>, at index: Int) -> Int? {
        guard text.count - index >= 2, PrimitiveParser.isDigit(text[index]), PrimitiveParser.isDigit(text[index + 1])
        else { return nil }
        return Int(text[index] &- 0x30) * 10 + Int(text[index + 1] &- 0x30)
    }

    private func fourDigits(_ text: Span<UInt8>, at index: Int) -> Int? {
        guard let high = twoDigits(text, at: index), let low = twoDigits(text, at: index + 2) else { return nil }
        return high * 100 + low
    }
}
