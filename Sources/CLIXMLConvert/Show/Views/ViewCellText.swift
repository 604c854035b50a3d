internal import CLIXML

/// Makes the texts of cells that are more than the value of one property.
struct ViewCellText {
    typealias Resolver = LocatedValue.Resolver

    let text: ValueText
    let access: PropertyAccess
    let zone: LocalZone

    init(zone: LocalZone) {
        let plain = PowerShellText(plain: PlainText(zone: zone))
        text = ValueText(text: plain)
        access = PropertyAccess(text: plain)
        self.zone = zone
    }

    /// Appends the text of a cell.
    ///
    /// - Throws: what `resolving` throws.
    func append(_ cell: ViewCell, of value: LocatedValue, resolving: Resolver, to output: inout [UInt8]) throws {
        func property(_ name: String) throws -> LocatedValue? {
            try access.value(name, of: value, resolving: resolving)
        }
        switch cell {
        case .property(let name): try append(property(name), resolving, to: &output)
        case .inner(let outer, let inner):
            try append(access.value(inner, of: property(outer), resolving: resolving), resolving, to: &output)
        case .innerItems(let outer, let inner):
            try appendItems(property(outer), inner, resolving, to: &output)
        case .number(let name, let divisor, let form):
            let number = ViewCellText.number(try property(name)) ?? 0
            ViewCellText.append(number / divisor, form, to: &output)
        case .gigabytes(let name, let other):
            let number = ViewCellText.number(try property(name)) ?? 0
            let otherNumber = ViewCellText.number(try property(other)) ?? 0
            if number != 0 || otherNumber != 0 { ViewCellText.append(number / 0x1p30, .plain, to: &output) }
        case .fileTime(let name): appendFileTime(try property(name), to: &output)
        case .monthAndTime(let name): appendMonthAndTime(try property(name), to: &output)
        case .elapsed(let name): ViewCellText.appendElapsed(try property(name), to: &output)
        case .either(let first, let second):
            try append(property(first) ?? property(second), resolving, to: &output)
        case .commandName:
            let isAlias = try access.text("CommandType", of: value, resolving: resolving).elementsEqual("Alias".utf8)
            try append(property(isAlias ? "DisplayName" : "Name"), resolving, to: &output)
        case .exportedCommands: try appendKeys(property("ExportedCommands"), resolving, to: &output)
        case .preRelease:
            let data = try access.value("PSData", of: property("PrivateData"), resolving: resolving)
            output += try access.text("PreRelease", of: data, resolving: resolving)
        case .lastPathPart(let name):
            let path = try access.text(name, of: value, resolving: resolving)
            let separator = path.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
            output += path[(separator.map { $0 + 1 } ?? 0)...]
        case .longDate:
            let date = TypeTableMember.dateTime.value(of: value.wrapper, in: value.store, zone: zone)
            try text.append(date, value.store, .general, resolving: resolving, to: &output)
        }
    }

    private func append(_ value: LocatedValue?, _ resolving: Resolver, to output: inout [UInt8]) throws {
        guard let value else { return }
        try text.append(value.store, value.node, .general, resolving: resolving, to: &output)
    }

    /// Appends a property of each item of a list, in braces.
    private func appendItems(
        _ list: LocatedValue?,
        _ name: String,
        _ resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        guard let list, list.wrapper.baseKind.isContainer else { return }
        var texts: [[UInt8]] = []
        for node in PSContainer(list.store, list.wrapper.base).itemNodes.prefix(ViewCellText.shownCount + 1) {
            let item = try LocatedValue(list.store, node, resolving: resolving)
            texts.append(try access.text(name, of: item, resolving: resolving))
        }
        ViewCellText.appendBraces(texts, to: &output)
    }

    /// Appends the keys of a dictionary in braces, a single one without.
    private func appendKeys(_ value: LocatedValue?, _ resolving: Resolver, to output: inout [UInt8]) throws {
        guard let value else { return }
        guard value.wrapper.baseKind.isDictionary else { return try append(value, resolving, to: &output) }
        let keys = DictionaryKeys.entries(of: value.wrapper.base, value.store).map(\.key)
        if keys.count == 1 {
            return try append(LocatedValue(value.store, keys[0], resolving: resolving), resolving, to: &output)
        }
        let texts = try keys.prefix(ViewCellText.shownCount + 1).map { key in
            var text: [UInt8] = []
            try append(LocatedValue(value.store, key, resolving: resolving), resolving, to: &text)
            return text
        }
        ViewCellText.appendBraces(texts, to: &output)
    }

    private static let shownCount = 4

    private static func appendBraces(_ texts: [[UInt8]], to output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        for (index, text) in texts.prefix(shownCount).enumerated() {
            if index > 0 { output.append(text: ", ") }
            output += text
        }
        if texts.count > shownCount { output += CellText.ellipsis }
        output.append(UInt8(ascii: "}"))
    }

    // MARK: - Numbers and times

    private static func number(_ value: LocatedValue?) -> Double? {
        guard let value, value.wrapper.base >= 0 else { return nil }
        switch PSValue(value.store, value.wrapper.base) {
        case .int8(let number): return Double(number)
        case .uint8(let number): return Double(number)
        case .int16(let number): return Double(number)
        case .uint16(let number): return Double(number)
        case .int32(let number): return Double(number)
        case .uint32(let number): return Double(number)
        case .int64(let number): return Double(number)
        case .uint64(let number): return Double(number)
        case .single(let number): return Double(number)
        case .double(let number): return number
        case .decimal(let number): return Double("\(number)")
        case .string(let text): return Double(text)
        default: return nil
        }
    }

    private static func append(_ number: Double, _ form: ViewCell.NumberForm, to output: inout [UInt8]) {
        switch form {
        case .whole:
            let rounded = number.rounded(.toNearestOrEven)
            if let integer = Int64(exactly: rounded) {
                PrimitiveFormatter.integer(integer, into: &output)
            } else {
                PrimitiveFormatter.double(rounded, as: .general, into: &output)
            }
        case .grouped: FixedPoint.append(number, separator: UInt8(ascii: ","), to: &output)
        case .plain: FixedPoint.append(number, to: &output)
        }
    }

    private func fields(_ value: LocatedValue?) -> PSDateTime.Fields? {
        guard let value, value.wrapper.baseKind == .dateTime,
            case .dateTime(let date) = PSValue(value.store, value.wrapper.base)
        else { return nil }
        return date.clock(in: zone).fields
    }

    private func appendFileTime(_ value: LocatedValue?, to output: inout [UInt8]) {
        guard let fields = fields(value) else { return output.append(text: " :") }
        ViewCellText.append([fields.month, fields.day], "/", to: &output)
        output.append(UInt8(ascii: "/"))
        ViewCellText.append([fields.year / 100, fields.year % 100], "", to: &output)
        output.append(UInt8(ascii: " "))
        ViewCellText.append([fields.hour, fields.minute], ":", to: &output)
    }

    private func appendMonthAndTime(_ value: LocatedValue?, to output: inout [UInt8]) {
        guard let fields = fields(value) else { return }
        output.append(text: "\(fields.monthName.prefix(3)) ")
        ViewCellText.append([fields.day], "", to: &output)
        output.append(UInt8(ascii: " "))
        ViewCellText.append([fields.hour, fields.minute], ":", to: &output)
    }

    /// Appends numbers of two digits each.
    private static func append(_ numbers: [Int], _ separator: String, to output: inout [UInt8]) {
        for (index, number) in numbers.enumerated() {
            if index > 0 { output.append(text: separator) }
            output.append(0x30 + UInt8(truncatingIfNeeded: number / 10 % 10))
            output.append(0x30 + UInt8(truncatingIfNeeded: number % 10))
        }
    }

    private static func appendElapsed(_ value: LocatedValue?, to output: inout [UInt8]) {
        guard let value, value.wrapper.base >= 0,
            case .duration(let duration) = PSValue(value.store, value.wrapper.base)
        else { return }
        let milliseconds = Int(duration.ticks.magnitude / 10_000)
        let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60)
        let seconds = milliseconds / 1000 % 60
        if hours > 0 {
            PrimitiveFormatter.integer(hours, into: &output)
            output.append(UInt8(ascii: ":"))
            append([minutes, seconds], ":", to: &output)
        } else if minutes > 0 {
            PrimitiveFormatter.integer(minutes, into: &output)
            output.append(UInt8(ascii: ":"))
            append([seconds], "", to: &output)
        } else {
            PrimitiveFormatter.integer(seconds, into: &output)
        }
        output.append(UInt8(ascii: "."))
        output.append(0x30 + UInt8(truncatingIfNeeded: milliseconds / 100 % 10))
        append([milliseconds % 100], "", to: &output)
    }
}
