package import CLIXML

/// Values as short text, for one line of a timeline.
package enum ValueLine {
    /// The whole text of a primitive; what stands for an object.
    package static func text(_ value: PSValue) -> String {
        var output: [UInt8] = []
        switch value {
        case .null, .reference: return ""
        case .string(let text), .scriptBlock(let text), .xml(let text): return text
        case .char(let unit): return String(decoding: [unit], as: UTF16.self)
        case .boolean(let value): return value ? "True" : "False"
        case .int8(let value): return String(value)
        case .int16(let value): return String(value)
        case .int32(let value): return String(value)
        case .int64(let value): return String(value)
        case .uint8(let value): return String(value)
        case .uint16(let value): return String(value)
        case .uint32(let value): return String(value)
        case .uint64(let value): return String(value)
        case .single(let value): PrimitiveFormatter.single(value, into: &output)
        case .double(let value): PrimitiveFormatter.double(value, into: &output)
        case .decimal(let value): PrimitiveFormatter.decimal(value, into: &output)
        case .dateTime(let value): PrimitiveFormatter.dateTimeAsWritten(value, into: &output)
        case .duration(let value): PrimitiveFormatter.durationText(value, into: &output)
        case .guid(let value): PrimitiveFormatter.guid(value, into: &output)
        case .uri(let value): return value.originalString
        case .version(let value): PrimitiveFormatter.version(value, into: &output)
        case .bytes(let bytes): PrimitiveFormatter.base64(bytes.span, into: &output)
        case .secureString: return "System.Security.SecureString"
        case .progress(let record): return record.activity
        case .object(let object): return text(object)
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func text(_ object: PSObject) -> String {
        if let text = object.stringRepresentation { return text }
        if let base = object.baseValue {
            if case .object = base { return "" }
            return text(base)
        }
        if let container = object.container {
            if container.isDictionary { return "@{…}" }
            return container.items.map { item in
                if case .object(let inner) = item, inner.baseValue == nil { return inner.stringRepresentation ?? "…" }
                return text(item)
            }
            .joined(separator: ", ")
        }
        return ""
    }
}
