internal import CLIXML

extension PSValue {
    /// The value as a node of a store: where it stands if it is part of a document, else in a store of its own.
    ///
    /// A reference is null here.
    var located: (store: NodeStore, node: Int) {
        var text: [UInt8] = []
        let kind: NodeKind
        switch self {
        case .object(let object): return (object.store, object.node)
        case .progress(let progress): return (progress.store, progress.node)
        case .null, .reference: kind = .null
        case .string(let value): kind = .string; text = Array(value.utf8)
        case .scriptBlock(let value): kind = .scriptBlock; text = Array(value.utf8)
        case .xml(let value): kind = .xml; text = Array(value.utf8)
        case .uri(let value): kind = .uri; text = Array(value.originalString.utf8)
        case .secureString(let value): kind = .secureString; text = Array(value.text.utf8)
        case .char(let value): kind = .char; PrimitiveFormatter.char(value, into: &text)
        case .boolean(let value): kind = .boolean; PrimitiveFormatter.boolean(value, into: &text)
        case .uint8(let value): kind = .uint8; PrimitiveFormatter.integer(value, into: &text)
        case .int8(let value): kind = .int8; PrimitiveFormatter.integer(value, into: &text)
        case .int16(let value): kind = .int16; PrimitiveFormatter.integer(value, into: &text)
        case .uint16(let value): kind = .uint16; PrimitiveFormatter.integer(value, into: &text)
        case .int32(let value): kind = .int32; PrimitiveFormatter.integer(value, into: &text)
        case .uint32(let value): kind = .uint32; PrimitiveFormatter.integer(value, into: &text)
        case .int64(let value): kind = .int64; PrimitiveFormatter.integer(value, into: &text)
        case .uint64(let value): kind = .uint64; PrimitiveFormatter.integer(value, into: &text)
        case .single(let value): kind = .single; PrimitiveFormatter.single(value, into: &text)
        case .double(let value): kind = .double; PrimitiveFormatter.double(value, into: &text)
        case .decimal(let value): kind = .decimal; PrimitiveFormatter.decimal(value, into: &text)
        case .dateTime(let value): kind = .dateTime; PrimitiveFormatter.dateTimeAsWritten(value, into: &text)
        case .duration(let value): kind = .duration; PrimitiveFormatter.duration(value, into: &text)
        case .guid(let value): kind = .guid; PrimitiveFormatter.guid(value, into: &text)
        case .version(let value): kind = .version; PrimitiveFormatter.version(value, into: &text)
        case .bytes(let value): kind = .bytes; PrimitiveFormatter.base64(value.span, into: &text)
        }
        let count = UInt32(truncatingIfNeeded: text.count)
        let node = Node(kind: kind, flags: .literal, name: Node.noName, start: 0, extent: count)
        return (NodeStore(nodes: [node], bytes: text, snapshot: SymbolSnapshot(Symbols())), 0)
    }
}
