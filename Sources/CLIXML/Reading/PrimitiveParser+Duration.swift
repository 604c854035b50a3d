extension PrimitiveParser {
    /// Reads a duration of XML Schema as a time span (clixml.md 2.7).
    ///
    /// A year has 365 days, a month 30; twelve months are a year.
    ///
    /// - Throws: `malformed`; `outOfRange` when the parts are well-formed and their sum does not fit.
    package static func duration(_ text: Span<UInt8>) throws(PrimitiveError) -> PSDuration {
        if let ticks = plainDuration(text) { return PSDuration(ticks: ticks) }
        let parts = try DurationParts(text.extracting(trimmedUnicodeSpace(text)))
        return PSDuration(ticks: try parts.ticks())
    }

    /// The ticks of a duration of days and less as writers give it, with numbers so small that their sum fits; `nil` for any
    /// other, and for what is none.
    private static func plainDuration(_ text: Span<UInt8>) -> Int64? {
        var index = 0
        let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
        if isNegative { index = 1 }
        guard text.count &- index >= 3, text[index] == UInt8(ascii: "P") else { return nil }
        index &+= 1
        var ticks: Int64 = 0
        // Which component may come next: 0 days, 1 hours, 2 minutes, 3 seconds.
        var next = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "T") {
                guard next <= 1, index &+ 1 < text.count else { return nil }
                next = 1
                index &+= 1
            }
            let first = index
            var value: Int64 = 0
            while index < text.count, text[index] &- 0x30 < 10 {
                value = value &* 10 &+ Int64(text[index] &- 0x30)
                index &+= 1
            }
            // With seven digits and no years, everything together stays below the 10,675,199 days that fit.
            guard index > first, index &- first <= 7, index < text.count else { return nil }
            switch text[index] {
            case UInt8(ascii: "D") where next == 0:
                ticks = value &* PSDateTime.ticksPerDay
                // Hours come only after a `T`.
                next = 1
                if index &+ 1 < text.count, text[index &+ 1] != UInt8(ascii: "T") { return nil }
            case UInt8(ascii: "H") where next == 1 && index &- first <= 5:
                ticks &+= value &* 3600 &* PSDateTime.ticksPerSecond
                next = 2
            case UInt8(ascii: "M") where (next == 1 || next == 2) && index &- first <= 5:
                ticks &+= value &* 60 &* PSDateTime.ticksPerSecond
                next = 3
            case UInt8(ascii: "S") where next >= 1 && next <= 3:
                ticks &+= value &* PSDateTime.ticksPerSecond
                next = 4
            case UInt8(ascii: ".") where next >= 1 && next <= 3:
                ticks &+= value &* PSDateTime.ticksPerSecond
                var scale = PSDateTime.ticksPerSecond / 10
                index &+= 1
                while index < text.count, text[index] &- 0x30 < 10 {
                    ticks &+= Int64(text[index] &- 0x30) &* scale
                    scale /= 10
                    index &+= 1
                }
                guard index < text.count, text[index] == UInt8(ascii: "S") else { return nil }
                next = 4
            default: return nil
            }
            index &+= 1
        }
        return isNegative ? 0 &- ticks : ticks
    }
}

/// The components of a duration in the order in which they must come.
private struct DurationParts {
    private var index = 0
    private var isNegative = false
    private var years: UInt64 = 0
    private var months: UInt64 = 0
    private var days: UInt64 = 0
    private var hours: UInt64 = 0
    private var minutes: UInt64 = 0
    private var seconds: UInt64 = 0
    private var tick: UInt64 = 0

    init(_ text: Span<UInt8>) throws(PrimitiveError) {
        if byte(text) == 0x2D {
            isNegative = true
            index += 1
        }
        guard byte(text) == 0x50 else { throw .malformed }
        index += 1
        var number = try digits(text)
        var isEmpty = true
        if let value = try take(0x59, text, &number) { (years, isEmpty) = (value, false) }
        if let value = try take(0x4D, text, &number) { (months, isEmpty) = (value, false) }
        if let value = try take(0x44, text, &number) { (days, isEmpty) = (value, false) }
        if byte(text) == 0x54 {
            guard number == nil else { throw .malformed }
            index += 1
            guard index < text.count else { throw .malformed }
            number = try digits(text)
            if let value = try take(0x48, text, &number) { (hours, isEmpty) = (value, false) }
            if let value = try take(0x4D, text, &number) { (minutes, isEmpty) = (value, false) }
            if byte(text) == 0x2E {
                index += 1
                seconds = number ?? 0
                number = nil
                fraction(text)
                guard byte(text) == 0x53 else { throw .malformed }
                index += 1
                isEmpty = false
            } else if let value = try take(0x53, text, &number) {
                (seconds, isEmpty) = (value, false)
            }
        }
        guard !isEmpty, number == nil, index == text.count else { throw .malformed }
    }

    /// Takes one component if its letter is next, and reads the number of the following one.
    private mutating func take(
        _ letter: UInt8,
        _ text: Span<UInt8>,
        _ number: inout UInt64?
    ) throws(PrimitiveError) -> UInt64? {
        guard byte(text) == letter else { return nil }
        guard let value = number else { throw .malformed }
        index += 1
        number = try digits(text)
        return value
    }

    /// Reads digits into a number of at most 31 bits; `nil` when there are none.
    private mutating func digits(_ text: Span<UInt8>) throws(PrimitiveError) -> UInt64? {
        let first = index
        var value: UInt64 = 0
        while let byte = byte(text), PrimitiveParser.isDigit(byte) {
            value = value * 10 + UInt64(byte &- 0x30)
            guard value <= UInt64(Int32.max) else { throw .malformed }
            index += 1
        }
        return index > first ? value : nil
    }

    private mutating func fraction(_ text: Span<UInt8>) {
        var scale: UInt64 = 1_000_000
        while let byte = byte(text), PrimitiveParser.isDigit(byte) {
            tick += UInt64(byte &- 0x30) * scale
            scale /= 10
            index += 1
        }
    }

    private func byte(_ text: Span<UInt8>) -> UInt8? { index < text.count ? text[index] : nil }

    func ticks() throws(PrimitiveError) -> Int64 {
        // No component passes 31 bits, so nothing here passes 128.
        let wholeDays = UInt128(years + months / 12) * 365 + UInt128(months % 12 * 30 + days)
        let wholeSeconds = ((wholeDays * 24 + UInt128(hours)) * 60 + UInt128(minutes)) * 60 + UInt128(seconds)
        let magnitude = Int128(wholeSeconds * 10_000_000 + UInt128(tick))
        guard let ticks = Int64(exactly: isNegative ? 0 - magnitude : magnitude) else { throw .outOfRange }
        return ticks
    }
}
