internal import CLIXML

/// The primitives that JSON shows as objects of their .NET properties (convert.md 3.5, section 6).
extension JSONWriter {
    /// The names of the properties of a kind, in order.
    func computedNames(of kind: NodeKind) -> [StaticString] {
        switch kind {
        case .duration:
            [
                "Ticks", "Days", "Hours", "Milliseconds", "Microseconds", "Nanoseconds", "Minutes", "Seconds",
                "TotalDays",
                "TotalHours", "TotalMilliseconds", "TotalMicroseconds", "TotalNanoseconds", "TotalMinutes",
                "TotalSeconds",
            ]
        case .version: ["Major", "Minor", "Build", "Revision", "MajorRevision", "MinorRevision"]
        case .secureString: ["Length"]
        case .progress:
            [
                "ActivityId", "ParentActivityId", "Activity", "StatusDescription", "CurrentOperation",
                "PercentComplete",
                "SecondsRemaining", "RecordType",
            ]
        default: []
        }
    }

    /// Writes the properties of a live value, without brackets.
    func writeComputed(_ value: ShapedValue, level: Int, into output: inout [UInt8]) {
        let names = computedNames(of: value.kind)
        let store = value.store
        let entry = store.nodes[value.base]
        var next = 0
        func name(_ output: inout [UInt8]) {
            if next > 0 { output.append(UInt8(ascii: ",")) }
            if !settings.isCompressed { newLine(level, into: &output) }
            writeName(names[next], into: &output)
            next += 1
        }
        func integer(_ value: some FixedWidthInteger) {
            name(&output)
            PrimitiveFormatter.integer(value, into: &output)
        }
        func double(_ value: Double) {
            name(&output)
            PrimitiveFormatter.double(value, as: .json, into: &output)
        }
        switch value.kind {
        case .duration:
            var parsed = PSDuration(ticks: 0)
            texts.plain.withText(store, entry) { text in
                if let value = try? PrimitiveParser.duration(text) { parsed = value }
            }
            integer(parsed.ticks)
            for part in [
                parsed.days, parsed.hours, parsed.milliseconds, parsed.microseconds, parsed.nanoseconds, parsed.minutes,
                parsed.seconds,
            ] { integer(part) }
            for part in [
                parsed.totalDays, parsed.totalHours, parsed.totalMilliseconds, parsed.totalMicroseconds,
                parsed.totalNanoseconds, parsed.totalMinutes, parsed.totalSeconds,
            ] { double(part) }
        case .version:
            var parsed: PSVersion?
            texts.plain.withText(store, entry) { text in parsed = try? PrimitiveParser.version(text) }
            guard let parsed else { return }
            integer(parsed.major)
            integer(parsed.minor)
            integer(parsed.build)
            integer(parsed.revision)
            integer(parsed.majorRevision)
            integer(parsed.minorRevision)
        case .secureString:
            var count = 0
            texts.plain.withText(store, entry) { text in
                count = ((try? PrimitiveParser.secureStringByteCount(text)) ?? 0) / 2
            }
            integer(count)
        default: writeProgress(store, store.progressFields(of: value.base), name, into: &output)
        }
    }

    private func writeProgress(
        _ store: NodeStore,
        _ fields: ProgressFields,
        _ name: (inout [UInt8]) -> Void,
        into output: inout [UInt8]
    ) {
        func integer(_ value: Int32) {
            name(&output)
            PrimitiveFormatter.integer(value, into: &output)
        }
        func text(_ text: [UInt8]) {
            name(&output)
            writeText(text.span, into: &output)
        }
        integer(fields.activityID)
        integer(fields.parentActivityID)
        text(fields.activity)
        text(fields.statusDescription)
        var operation: [UInt8] = []
        texts.plain.appendCurrentOperation(store, fields, to: &operation)
        if operation.isEmpty, store.nodes[fields.currentOperation].kind == .null {
            name(&output)
            output.append(text: "null")
        } else {
            text(operation)
        }
        integer(fields.percentComplete)
        integer(fields.secondsRemaining)
        name(&output)
        if settings.writesEnumNames {
            output.append(text: fields.isCompleted ? "\"Completed\"" : "\"Processing\"")
        } else {
            output.append(fields.isCompleted ? 0x31 : 0x30)
        }
    }
}
