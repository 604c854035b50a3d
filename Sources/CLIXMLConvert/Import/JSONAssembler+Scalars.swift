internal import CLIXML

// Primitives, and the .NET objects that numbers and dates can become (convert.md 7.2, 7.4).
extension JSONAssembler {
    mutating func addScalar(_ kind: NodeKind, _ text: StaticString) {
        let start = builder.bytes.count
        builder.bytes.append(text: text.description)
        builder.addLeaf(kind, .canonical, name: pendingName, from: start)
    }

    mutating func addString(_ token: JSONToken, _ source: Span<UInt8>) throws(JSONFault) {
        let count = token.end &- token.start
        guard count <= options.limits.maximumTextByteCount else {
            let limit = options.limits.maximumTextByteCount
            throw JSONFault(.textTooLong, at: token.outset, "the text is longer than the limit of \(limit) bytes")
        }
        // A value is at most 2 GiB of JSON, but large integers take more room than they are written with.
        guard builder.bytes.count &+ count <= Int(Int32.max) else {
            throw JSONFault(.valueTooLarge, at: token.outset, "the value is too large")
        }
        if token.hasEscapes {
            decoded.removeAll(keepingCapacity: true)
            try JSONStringText.append(source, token.start..<token.end, .powerShell, to: &decoded)
            let text = decoded
            try addText(text.span, at: token.outset)
        } else {
            try addText(source.extracting(token.start..<token.end), at: token.outset)
        }
    }

    private mutating func addText(_ text: Span<UInt8>, at offset: Int) throws(JSONFault) {
        if JSONDate.mayBe(text), try addDate(text, at: offset) { return }
        let start = builder.bytes.count
        builder.bytes.append(text)
        builder.addLeaf(.string, name: pendingName, from: start)
    }

    /// Adds the date that a text is; false if it is none.
    private mutating func addDate(_ text: Span<UInt8>, at offset: Int) throws(JSONFault) -> Bool {
        guard options.dateKind != .string, let date = try JSONDate(text, at: offset) else { return false }
        if options.dateKind == .offset { return try addDateTimeOffset(date, at: offset) }
        add(date.dateTime(options.dateKind, in: options.zone))
        return true
    }

    mutating func add(_ date: PSDateTime) { builder.add(.dateTime(date), name: pendingName) }

    mutating func addNumber(_ token: JSONToken, _ source: Span<UInt8>) throws(JSONFault) {
        let text = source.extracting(token.start..<token.end)
        guard let number = JSONNumber(text) else {
            var shown: [UInt8] = []
            shown.append(text.extracting(first: 40))
            let number = String(decoding: shown, as: UTF8.self) + (text.count > 40 ? "…" : "")
            throw JSONFault(
                .invalidJSONNumber,
                at: token.start,
                "'\(number)' is no number, or one of more than 380 digits"
            )
        }
        let start = builder.bytes.count
        switch number {
        case .integer(let value):
            PrimitiveFormatter.integer(value, into: &builder.bytes)
            builder.addLeaf(.int64, .canonical, name: pendingName, from: start)
        case .double(let value):
            PrimitiveFormatter.double(value, into: &builder.bytes)
            builder.addLeaf(.double, .canonical, name: pendingName, from: start)
        case .large: addLargeInteger(LargeInteger(text))
        }
    }

    private mutating func addLargeInteger(_ integer: LargeInteger) {
        var text = integer.isNegative ? [UInt8(ascii: "-")] : []
        text += integer.digits
        beginObject(lists.bigInteger, text)
        addProperty("IsPowerOfTwo", .boolean(integer.isPowerOfTwo))
        addProperty("IsZero", .boolean(integer.isZero))
        addProperty("IsOne", .boolean(integer.isOne))
        addProperty("IsEven", .boolean(integer.isEven))
        addProperty("Sign", .int32(integer.sign))
        endObject()
    }

    // MARK: - .NET objects

    private mutating func beginObject(_ typeNames: Int, _ text: [UInt8]) {
        builder.begin(.object, name: pendingName)
        builder.addTypeNames(typeNames)
        let start = builder.bytes.count
        builder.bytes += text
        builder.addLeaf(.stringRepresentation, from: start)
        builder.begin(.adapted)
    }

    private mutating func endObject() {
        builder.end()
        builder.end()
    }

    private mutating func addProperty(_ name: StaticString, _ value: PSValue) {
        let text = Array(name.description.utf8)
        let index = builder.name(text.span)
        builder.add(value, name: index)
    }

    /// - Returns: false if the instant is outside the calendar, which leaves the text.
    private mutating func addDateTimeOffset(_ date: JSONDate, at offset: Int) throws(JSONFault) -> Bool {
        let zone = options.zone
        let minutes =
            date.kind == .unspecified
            ? zone.offsetSeconds(atClockTicks: date.ticks) / 60 : date.writtenOffsetMinutes
        guard abs(minutes) <= 14 * 60 else {
            throw JSONFault(.valueOutOfRange, at: offset, "a DateTimeOffset is at most 14 hours from UTC")
        }
        let distance = Int64(minutes) * 60 * PSDateTime.ticksPerSecond
        // `/Date(…)/` gives the instant, the others what the clock shows.
        let isInstant = date.kind == .local && date.offsetMinutes != date.writtenOffsetMinutes
        let clockTicks = isInstant ? date.ticks + distance : date.ticks
        let utcTicks = clockTicks - distance
        guard let clock = PSDateTime(ticks: clockTicks, kind: .unspecified),
            let utc = PSDateTime(ticks: utcTicks, kind: .utc),
            let local = PSDateTime(ticks: utcTicks, kind: .local)
        else { return false }
        let fields = clock.fields
        let midnight = clock.midnight(in: .utc)
        var text: [UInt8] = []
        PrimitiveFormatter.dateTimeText(clock, in: .utc, into: &text)
        text += [0x20, minutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+")]
        JSONAssembler.appendPair(abs(minutes) / 60, to: &text)
        text.append(UInt8(ascii: ":"))
        JSONAssembler.appendPair(abs(minutes) % 60, to: &text)
        beginObject(lists.dateTimeOffset, text)
        addProperty("DateTime", .dateTime(clock))
        addProperty("UtcDateTime", .dateTime(utc))
        addProperty("LocalDateTime", .dateTime(local))
        addProperty("Date", .dateTime(midnight))
        addProperty("Day", .int32(Int32(fields.day)))
        addDayOfWeek(fields.dayOfWeek)
        addProperty("DayOfYear", .int32(Int32(fields.dayOfYear)))
        addProperty("Hour", .int32(Int32(fields.hour)))
        addProperty("Millisecond", .int32(Int32(fields.millisecond)))
        addProperty("Microsecond", .int32(Int32(fields.microsecond)))
        addProperty("Nanosecond", .int32(Int32(fields.nanosecond)))
        addProperty("Minute", .int32(Int32(fields.minute)))
        addProperty("Month", .int32(Int32(fields.month)))
        addProperty("Offset", .duration(PSDuration(ticks: distance)))
        addProperty("TotalOffsetMinutes", .int32(Int32(minutes)))
        addProperty("Second", .int32(Int32(fields.second)))
        addProperty("Ticks", .int64(clockTicks))
        addProperty("UtcTicks", .int64(utcTicks))
        addProperty("TimeOfDay", .duration(PSDuration(ticks: clockTicks - midnight.ticks)))
        addProperty("Year", .int32(Int32(fields.year)))
        endObject()
        return true
    }

    private static func appendPair(_ value: Int, to text: inout [UInt8]) {
        text.append(UInt8(truncatingIfNeeded: 0x30 + value / 10))
        text.append(UInt8(truncatingIfNeeded: 0x30 + value % 10))
    }

    private mutating func addDayOfWeek(_ day: PSDateTime.DayOfWeek) {
        let name = Array("DayOfWeek".utf8)
        let index = builder.name(name.span)
        builder.begin(.object, name: index)
        builder.addTypeNames(lists.dayOfWeek)
        let start = builder.bytes.count
        builder.bytes.append(text: day.name)
        builder.addLeaf(.stringRepresentation, from: start)
        builder.add(.int32(Int32(day.rawValue)))
        builder.end()
    }
}
