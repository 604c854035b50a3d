public import CLIXML
public import PSRP

/// Writes the value of a message as JSON for people and programs: bags and dictionaries become objects, lists arrays,
/// members of enumerations their names.
///
/// It is a view, not a copy: types are left out. The CLIXML text beside it has everything. An object that stands in several places
/// is written in each of them, until that makes more of a message than its bytes can hold without; from there on its text stands
/// for it.
public struct PayloadJSON {
    /// Deeper than the reader lets any value be.
    private static let maximumDepth = 100
    /// How many values are written of one that came without its message.
    private static let maximumValueCount = 1_000_000

    private let scheme: SecureStringScheme

    /// Makes a writer for messages whose SecureStrings are written in this way.
    public init(scheme: SecureStringScheme) { self.scheme = scheme }

    /// Appends the value of a message, `null` where it has none or cannot be read.
    ///
    /// - Complexity: O(n)
    public func append(_ message: Message, to output: inout [UInt8]) {
        guard let value = try? message.decodedValue() else {
            output.append(contentsOf: "null".utf8)
            return
        }
        // No value is written in fewer than four bytes.
        var room = 16 + message.data.count / 4
        append(value, depth: 0, &room, to: &output)
    }

    /// Appends a value.
    public func append(_ value: PSValue, to output: inout [UInt8]) {
        var room = Self.maximumValueCount
        append(value, depth: 0, &room, to: &output)
    }

    /// - Parameter room: how many more values may be written; objects in several places could otherwise multiply without end.
    private func append(_ value: PSValue, depth: Int, _ room: inout Int, to output: inout [UInt8]) {
        room -= 1
        switch value {
        case .null, .reference: output.append(contentsOf: "null".utf8)
        case .boolean(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .int8(let value): number(value, &output)
        case .int16(let value): number(value, &output)
        case .int32(let value): number(value, &output)
        case .int64(let value): number(value, &output)
        case .uint8(let value): number(value, &output)
        case .uint16(let value): number(value, &output)
        case .uint32(let value): number(value, &output)
        case .uint64(let value): number(value, &output)
        case .double(let value) where value.isFinite:
            PrimitiveFormatter.double(value, into: &output)
        case .single(let value) where value.isFinite:
            PrimitiveFormatter.single(value, into: &output)
        case .secureString(let secret): append(secret, to: &output)
        case .object(let object): append(object, depth: depth, &room, to: &output)
        default: Self.string(ValueLine.text(value), to: &output)
        }
    }

    private func number(_ value: some FixedWidthInteger, _ output: inout [UInt8]) {
        PrimitiveFormatter.integer(value, into: &output)
    }

    private func append(_ secret: PSSecureString, to output: inout [UInt8]) {
        output.append(contentsOf: "{\"secureString\":".utf8)
        if let text = try? scheme.open(secret) {
            Self.string(text, to: &output)
        } else {
            output.append(contentsOf: "null,\"sealed\":".utf8)
            Self.string(secret.text, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    private func append(_ object: PSObject, depth: Int, _ room: inout Int, to output: inout [UInt8]) {
        guard depth < Self.maximumDepth, room > 0 else {
            return Self.string(object.stringRepresentation ?? "…", to: &output)
        }
        if let base = object.baseValue {
            let isEnumeration = object.typeNames?.writtenNames.contains("System.Enum") ?? false
            if isEnumeration, let text = object.stringRepresentation { return Self.string(text, to: &output) }
            return append(base, depth: depth + 1, &room, to: &output)
        }
        if let container = object.container { return append(container, depth: depth, &room, to: &output) }
        let properties = Array(object.adaptedProperties) + Array(object.extendedProperties)
        guard !properties.isEmpty else {
            guard let text = object.stringRepresentation else { return output.append(contentsOf: "{}".utf8) }
            return Self.string(text, to: &output)
        }
        output.append(UInt8(ascii: "{"))
        for (index, property) in properties.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            Self.string(property.name, to: &output)
            output.append(UInt8(ascii: ":"))
            append(property.value, depth: depth + 1, &room, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    private func append(_ container: PSContainer, depth: Int, _ room: inout Int, to output: inout [UInt8]) {
        if container.isDictionary {
            output.append(UInt8(ascii: "{"))
            for (index, entry) in container.entries.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                Self.string(ValueLine.text(entry.key), to: &output)
                output.append(UInt8(ascii: ":"))
                append(entry.value, depth: depth + 1, &room, to: &output)
            }
            output.append(UInt8(ascii: "}"))
            return
        }
        output.append(UInt8(ascii: "["))
        for (index, item) in container.items.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            append(item, depth: depth + 1, &room, to: &output)
        }
        output.append(UInt8(ascii: "]"))
    }

    /// Appends a JSON string.
    package static func string(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output.append(UInt8(ascii: "\\"))
                output.append(byte)
            case 0x0A: output.append(contentsOf: "\\n".utf8)
            case 0x0D: output.append(contentsOf: "\\r".utf8)
            case 0x09: output.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                output.append(contentsOf: "\\u00".utf8)
                output.append(contentsOf: (byte < 16 ? "0" : "").utf8)
                output.append(contentsOf: String(byte, radix: 16).utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
