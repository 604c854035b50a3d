internal import CLIXML

/// Time spans and versions, which JSON shows as objects with the properties of their .NET classes (convert.md 3.5).
extension JSONWriter {
    /// How many bytes the object of a time span or version takes at most, but for what stands before its names on their lines.
    private static let liveByteCount = 768
    /// How many properties a time span has, which has the most.
    private static let livePropertyCount = 15

    /// How many bytes such an object takes at most.
    func liveRoom(level: Int) -> Int {
        let margins = settings.isCompressed ? 0 : (JSONWriter.livePropertyCount &+ 1) &* (2 &* level &+ 3)
        return JSONWriter.liveByteCount &+ margins
    }

    /// Puts in a version whose text is canonical.
    ///
    /// - Returns: false, with an unfinished object in the sink, if a part is too large.
    @inline(never)
    func putVersion(_ bytes: Span<UInt8>, from start: Int, count: Int, level: Int, into sink: inout ByteSink) -> Bool {
        var parts: [4 of Int64] = .init(repeating: -1)
        var part = 0
        var value: Int64 = 0
        for index in start..<(start &+ count) {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") {
                parts[part] = value
                part &+= 1
                value = 0
                guard part < 4 else { return false }
            } else {
                value = value &* 10 &+ Int64(byte &- 0x30)
                guard value <= Int64(Int32.max), byte &- 0x30 <= 9 else { return false }
            }
        }
        parts[part] = value
        let revision = Int32(truncatingIfNeeded: parts[3])
        let names = liveNames.version
        sink.put(UInt8(ascii: "{"))
        for index in 0..<4 { putProperty(names, index, parts[index], level: level, into: &sink) }
        putProperty(names, 4, Int64(Int16(truncatingIfNeeded: revision >> 16)), level: level, into: &sink)
        putProperty(names, 5, Int64(Int16(truncatingIfNeeded: revision)), level: level, into: &sink)
        endLive(level: level, into: &sink)
        return true
    }

    /// Puts in a time span.
    ///
    /// - Returns: false, with nothing in the sink, if the text is none.
    @inline(never)
    func putDuration(_ bytes: Span<UInt8>, from start: Int, count: Int, level: Int, into sink: inout ByteSink) -> Bool {
        let text = bytes.extracting(start..<(start &+ count))
        guard let value = try? PrimitiveParser.duration(text) else { return false }
        let ticks = value.ticks
        let names = liveNames.duration
        sink.put(UInt8(ascii: "{"))
        putProperty(names, 0, ticks, level: level, into: &sink)
        putProperty(names, 1, value.days, level: level, into: &sink)
        putProperty(names, 2, value.hours, level: level, into: &sink)
        putProperty(names, 3, value.milliseconds, level: level, into: &sink)
        putProperty(names, 4, value.microseconds, level: level, into: &sink)
        putProperty(names, 5, value.nanoseconds, level: level, into: &sink)
        putProperty(names, 6, value.minutes, level: level, into: &sink)
        putProperty(names, 7, value.seconds, level: level, into: &sink)
        putName(names, 8, level: level, into: &sink)
        putAny(value.totalDays, into: &sink)
        putName(names, 9, level: level, into: &sink)
        putAny(value.totalHours, into: &sink)
        // The totals from seconds down are the same digits with a point among or zeros behind them, where these are few enough.
        let isShort = ticks.magnitude < 90_000_000_000_000
        putName(names, 10, level: level, into: &sink)
        put(value.totalMilliseconds, isShort ? ticks : nil, fractionCount: 4, into: &sink)
        putName(names, 11, level: level, into: &sink)
        put(value.totalMicroseconds, isShort ? ticks : nil, fractionCount: 1, into: &sink)
        putName(names, 12, level: level, into: &sink)
        if isShort {
            sink.put(signed: ticks)
            if ticks != 0 { sink.put(0x3030, count: 2) }
            sink.put(0x302E, count: 2)
        } else {
            putAny(value.totalNanoseconds, into: &sink)
        }
        putName(names, 13, level: level, into: &sink)
        putAny(value.totalMinutes, into: &sink)
        putName(names, 14, level: level, into: &sink)
        put(value.totalSeconds, isShort ? ticks : nil, fractionCount: 7, into: &sink)
        endLive(level: level, into: &sink)
        return true
    }

    /// Puts in a double that is a whole number of at most 15 digits over a power of ten: no other digits are fewer. Without
    /// digits it is any double.
    private func put(_ value: Double, _ digits: Int64?, fractionCount: Int, into sink: inout ByteSink) {
        guard let digits, digits == 0 || value.magnitude >= 1e-4 else { return putAny(value, into: &sink) }
        if digits < 0 { sink.put(UInt8(ascii: "-")) }
        var left = digits.magnitude
        var fractionCount = fractionCount
        while fractionCount > 0, left % 10 == 0 {
            left /= 10
            fractionCount &-= 1
        }
        put(DecimalNumber(digits: left, fractionCount: fractionCount), into: &sink)
    }

    /// Puts in a double whatever it is. Room for 40 bytes must be there.
    private func putAny(_ value: Double, into sink: inout ByteSink) {
        let start = sink.count
        guard !put(value, into: &sink) else { return }
        sink.rewind(to: start)
        if let large = LargeDouble(value.magnitude) {
            if value.sign == .minus { sink.put(UInt8(ascii: "-")) }
            large.put(into: &sink)
            return
        }
        var text: [UInt8] = []
        PrimitiveFormatter.double(value, as: .json, into: &text)
        sink.put(text.span, from: 0, count: text.count)
    }

    /// Puts in a double (convert.md 3.5).
    ///
    /// - Returns: false, with nothing or a minus sign in the sink, if it is very large or small or no number.
    func put(_ value: Double, into sink: inout ByteSink) -> Bool {
        if value.sign == .minus { sink.put(UInt8(ascii: "-")) }
        let magnitude = value.magnitude
        let number: DecimalNumber
        if magnitude < 1e15, Double(UInt64(magnitude)) == magnitude {
            number = DecimalNumber(digits: UInt64(magnitude), fractionCount: 0)
        } else if let shortest = DecimalNumber(shortest: magnitude) {
            number = shortest
        } else {
            return false
        }
        guard number.digits == 0 || magnitude >= 1e-4 else {
            putScientific(number, into: &sink)
            return true
        }
        put(number, into: &sink)
        return true
    }

    private func put(_ number: DecimalNumber, into sink: inout ByteSink) {
        let (whole, fraction) = number.parts
        sink.put(number: whole)
        sink.put(UInt8(ascii: "."))
        sink.put(number: fraction, digitCount: max(number.fractionCount, 1))
    }

    /// Puts in a number below one with an exponent of two digits.
    private func putScientific(_ number: DecimalNumber, into sink: inout ByteSink) {
        var power: UInt64 = 1
        var count = 1
        while number.digits / power >= 10 {
            power &*= 10
            count &+= 1
        }
        sink.put(0x30 &+ UInt8(truncatingIfNeeded: number.digits / power))
        if count > 1 {
            sink.put(UInt8(ascii: "."))
            sink.put(number: number.digits % power, digitCount: count &- 1)
        }
        sink.put(0x2D45, count: 2)
        sink.put(number: UInt64(number.fractionCount &- count &+ 1), digitCount: 2)
    }

    // MARK: - Names

    @inline(__always)
    private func putProperty(
        _ names: [JSONLiveNames.Name],
        _ index: Int,
        _ value: Int64,
        level: Int,
        into sink: inout ByteSink
    ) {
        putName(names, index, level: level, into: &sink)
        sink.put(signed: value)
    }

    @inline(__always)
    private func putName(_ names: [JSONLiveNames.Name], _ index: Int, level: Int, into sink: inout ByteSink) {
        let name = names[index]
        // The comma stands before the name.
        let skipped = index > 0 ? 0 : 1
        if settings.isCompressed {
            sink.put(liveNames.bytes.span, from: name.start &+ skipped, count: name.count &- skipped)
        } else {
            if index > 0 { sink.put(UInt8(ascii: ",")) }
            putLine(level &+ 1, into: &sink)
            sink.put(liveNames.bytes.span, from: name.start &+ 1, count: name.count &- 1)
        }
    }

    @inline(__always)
    private func endLive(level: Int, into sink: inout ByteSink) {
        if !settings.isCompressed { putLine(level, into: &sink) }
        sink.put(UInt8(ascii: "}"))
    }
}

/// The names of the properties of time spans and versions as they are written, with a comma, quotation marks and colons.
struct JSONLiveNames {
    struct Name: BitwiseCopyable {
        let start: Int
        let count: Int
    }

    private(set) var bytes: [UInt8] = []
    private(set) var duration: [Name] = []
    private(set) var version: [Name] = []

    init(isCompressed: Bool) {
        let colon = isCompressed ? "\":" : "\": "
        for property in DotNetProperty<PSDuration>.duration { duration.append(add(property.name, colon)) }
        for property in DotNetProperty<PSVersion>.version { version.append(add(property.name, colon)) }
        // So that the last name too can be copied in a block.
        bytes.append(contentsOf: repeatElement(0, count: 32))
    }

    private mutating func add(_ name: [UInt8], _ colon: String) -> Name {
        let start = bytes.count
        bytes.append(text: ",\"")
        bytes.append(contentsOf: name)
        bytes.append(text: colon)
        return Name(start: start, count: bytes.count - start)
    }
}
