extension PSValue {
    /// The value as a node of a store: where it stands if it is part of a value, else in a store of its own.
    ///
    /// A reference is null here.
    package var located: (store: NodeStore, node: Int) {
        switch self {
        case .object(let object): return (object.store, object.node)
        case .progress(let progress): return (progress.store, progress.node)
        default:
            var builder = NodeStoreBuilder()
            builder.add(self)
            return (builder.finish(), 0)
        }
    }

    /// Appends the text that a primitive has in a node, and gives the kind of node and its flags; `nil` for values that are
    /// no primitives, null included.
    func appendLeaf(to text: inout [UInt8]) -> (kind: NodeKind, flags: TextFlags)? {
        let written: TextFlags = [.literal, .canonical]
        switch self {
        case .null, .reference, .object, .progress: return nil
        case .string(let value): return (.string, PSValue.append(value, to: &text))
        case .scriptBlock(let value): return (.scriptBlock, PSValue.append(value, to: &text))
        case .xml(let value): return (.xml, PSValue.append(value, to: &text))
        case .secureString(let value): return (.secureString, PSValue.append(value.text, to: &text))
        case .uri(let value):
            text.append(contentsOf: value.originalBytes)
            return (.uri, .literal)
        case .char(let value):
            PrimitiveFormatter.char(value, into: &text)
            return (.char, written)
        case .boolean(let value):
            PrimitiveFormatter.boolean(value, into: &text)
            return (.boolean, written)
        case .uint8(let value): return (.uint8, PSValue.append(value, to: &text))
        case .int8(let value): return (.int8, PSValue.append(value, to: &text))
        case .int16(let value): return (.int16, PSValue.append(value, to: &text))
        case .uint16(let value): return (.uint16, PSValue.append(value, to: &text))
        case .int32(let value): return (.int32, PSValue.append(value, to: &text))
        case .uint32(let value): return (.uint32, PSValue.append(value, to: &text))
        case .int64(let value): return (.int64, PSValue.append(value, to: &text))
        case .uint64(let value): return (.uint64, PSValue.append(value, to: &text))
        case .single(let value):
            PrimitiveFormatter.single(value, into: &text)
            return (.single, written)
        case .double(let value):
            PrimitiveFormatter.double(value, into: &text)
            return (.double, written)
        case .decimal(let value):
            PrimitiveFormatter.decimal(value, into: &text)
            return (.decimal, written)
        case .dateTime(let value):
            PrimitiveFormatter.dateTimeAsWritten(value, into: &text)
            // Where the writer is decides how it writes a local time.
            return (.dateTime, value.kind == .local ? .literal : written)
        case .duration(let value):
            PrimitiveFormatter.duration(value, into: &text)
            return (.duration, written)
        case .guid(let value):
            PrimitiveFormatter.guid(value, into: &text)
            return (.guid, written)
        case .version(let value):
            PrimitiveFormatter.version(value, into: &text)
            return (.version, written)
        case .bytes(let value):
            PrimitiveFormatter.base64(value.span, into: &text)
            return (.bytes, written)
        }
    }

    private static func append(_ value: String, to text: inout [UInt8]) -> TextFlags {
        text.append(contentsOf: value.utf8)
        return .literal
    }

    private static func append(_ value: some FixedWidthInteger, to text: inout [UInt8]) -> TextFlags {
        PrimitiveFormatter.integer(value, into: &text)
        return [.literal, .canonical]
    }
}
