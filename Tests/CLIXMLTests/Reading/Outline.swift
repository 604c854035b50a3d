import CLIXML

/// Writes a value on one line, by what its public views say of it.
///
/// `"text"`, `I32 5`, `nil`, `Ref 3`; an object is its parts in braces: `{T=[A, B] ToString="x" I32 5 LST["a", nil]
/// Props(Name: "n") MS(Note: "v")}`; one that is open already, `^` and its RefId.
struct Outline {
    private var open: [PSObject] = []

    static func of(_ value: PSValue) -> String {
        var outline = Outline()
        return outline.text(of: value)
    }

    private mutating func text(of value: PSValue) -> String {
        switch value {
        case .null: "nil"
        case .string(let text): Outline.quoted(text)
        case .scriptBlock(let text): "SBK \(Outline.quoted(text))"
        case .xml(let text): "XD \(Outline.quoted(text))"
        case .uri(let uri): "URI \(Outline.quoted(uri.originalString))"
        case .char(let unit): "C \(unit)"
        case .boolean(let flag): "B \(flag)"
        case .uint8(let number): "By \(number)"
        case .int8(let number): "SB \(number)"
        case .int16(let number): "I16 \(number)"
        case .uint16(let number): "U16 \(number)"
        case .int32(let number): "I32 \(number)"
        case .uint32(let number): "U32 \(number)"
        case .int64(let number): "I64 \(number)"
        case .uint64(let number): "U64 \(number)"
        case .single(let number): "Sg \(number)"
        case .double(let number): "Db \(number)"
        case .decimal(let number): "D \(number.isNegative ? "-" : "")\(number.magnitude)e-\(number.scale)"
        case .dateTime(let date): "DT \(date.ticks) \(date.kind)\(date.kind == .local ? " \(date.offsetMinutes)" : "")"
        case .duration(let duration): "TS \(duration.ticks)"
        case .guid(let guid): "G \(String(guid.high, radix: 16))-\(String(guid.low, radix: 16))"
        case .version(let version): "Version \(version.major).\(version.minor).\(version.build).\(version.revision)"
        case .bytes(let bytes): "BA \(bytes)"
        case .secureString(let secret): "SS \(secret.text)"
        case .progress(let progress): text(of: progress)
        case .object(let object): text(of: object)
        case .reference(let reference): "Ref \(reference.refID)"
        }
    }

    private mutating func text(of progress: PSProgress) -> String {
        let operation = text(of: progress.currentOperation)
        let kind = progress.isCompleted ? "Completed" : "Processing"
        return
            "PR(\(Outline.quoted(progress.activity)) \(progress.activityID) \(operation) \(progress.parentActivityID) "
            + "\(progress.percentComplete) \(kind) \(progress.secondsRemaining) "
            + "\(Outline.quoted(progress.statusDescription)))"
    }

    private mutating func text(of object: PSObject) -> String {
        if open.contains(where: { $0.isIdentical(to: object) }) {
            return "^\(object.refID?.description ?? "")"
        }
        open.append(object)
        defer { open.removeLast() }
        var parts: [String] = []
        if let names = object.typeNames { parts.append("T=[\(names.joined(separator: ", "))]") }
        if let text = object.stringRepresentation { parts.append("ToString=\(Outline.quoted(text))") }
        if let base = object.baseValue { parts.append(text(of: base)) }
        if let container = object.container { parts.append(text(of: container)) }
        if object.isDeserialized { parts.append("Props(\(text(of: object.adaptedProperties)))") }
        if !object.extendedProperties.isEmpty { parts.append("MS(\(text(of: object.extendedProperties)))") }
        return "{\(parts.joined(separator: " "))}"
    }

    private mutating func text(of container: PSContainer) -> String {
        let name =
            switch container.kind {
            case .list: "LST"
            case .enumerable: "IE"
            case .stack: "STK"
            case .queue: "QUE"
            case .dictionary: "DCT"
            case .orderedDictionary: "ordered DCT"
            }
        var items: [String] = []
        if container.isDictionary {
            for entry in container.entries { items.append("\(text(of: entry.key)): \(text(of: entry.value))") }
        } else {
            for item in container.items { items.append(text(of: item)) }
        }
        return "\(name)[\(items.joined(separator: ", "))]"
    }

    private mutating func text(of properties: PSPropertyList) -> String {
        var items: [String] = []
        for property in properties {
            if let members = property.memberSet {
                items.append("\(property.name): set(\(text(of: members)))")
            } else {
                items.append("\(property.name): \(text(of: property.value))")
            }
        }
        return items.joined(separator: ", ")
    }

    /// The text in quotation marks, what is not printable ASCII as `{hex}`.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x20, scalar.value < 0x7F {
                result.unicodeScalars.append(scalar)
            } else {
                result += "{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return result + "\""
    }

    /// What `quoted` shows of a text, undone.
    static func unquoted(_ shown: String) -> String {
        shown.replacing(/\{([0-9A-F]+)\}/) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
        }
    }
}
