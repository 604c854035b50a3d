extension PSValue {
    /// The value that a node stands for.
    package init(_ store: NodeStore, _ node: Int) {
        let entry = store.nodes[node]
        switch entry.kind {
        case .null: self = .null
        case .string: self = .string(store.string(of: node))
        case .scriptBlock: self = .scriptBlock(store.string(of: node))
        case .xml: self = .xml(store.string(of: node))
        case .attached:
            let object = store.attachments[Int(entry.extent)]
            self = PSValue(object.store, object.node)
        case .reference:
            if entry.extent != Node.elsewhere {
                self = .object(PSObject(store, Int(entry.extent)))
            } else if let refID = store.refID(of: node) {
                self = .reference(PSReference(refID: refID, valueOrdinal: store.valueOrdinal))
            } else {
                self = .null
            }
        case .progress: self = .progress(PSProgress(store, node))
        case _ where entry.kind.isScalar: self = PSValue.scalar(store, node, entry)
        default: self = .object(PSObject(store, node))
        }
    }

    /// A primitive that is not a plain text. What the reader accepted parses; a store that was made otherwise gives null.
    private static func scalar(_ store: NodeStore, _ node: Int, _ entry: Node) -> PSValue {
        let text = entry.flags.isDisjoint(with: .coded) || entry.flags.contains(.literal) ? nil : store.text(of: node)
        if let text { return parsed(entry.kind, text.span) ?? .null }
        let bytes = store.bytes
        let start = Int(entry.start)
        return parsed(entry.kind, bytes.span.extracting(start..<(start &+ Int(entry.extent)))) ?? .null
    }

    private static func parsed(_ kind: NodeKind, _ text: Span<UInt8>) -> PSValue? {
        switch kind {
        case .char: PrimitiveParser.char(text).map { .char($0) }
        case .boolean: PrimitiveParser.boolean(text).map { .boolean($0) }
        case .uint8: PrimitiveParser.integer(text, as: UInt8.self).map { .uint8($0) }
        case .int8: PrimitiveParser.integer(text, as: Int8.self).map { .int8($0) }
        case .int16: PrimitiveParser.integer(text, as: Int16.self).map { .int16($0) }
        case .uint16: PrimitiveParser.integer(text, as: UInt16.self).map { .uint16($0) }
        case .int32: PrimitiveParser.integer(text, as: Int32.self).map { .int32($0) }
        case .uint32: PrimitiveParser.integer(text, as: UInt32.self).map { .uint32($0) }
        case .int64: PrimitiveParser.integer(text, as: Int64.self).map { .int64($0) }
        case .uint64: PrimitiveParser.integer(text, as: UInt64.self).map { .uint64($0) }
        case .single: PrimitiveParser.single(text).map { .single($0) }
        case .double: PrimitiveParser.double(text).map { .double($0) }
        case .decimal: PrimitiveParser.decimal(text).map { .decimal($0) }
        case .dateTime: (try? PrimitiveParser.dateTime(text, today: .today())).map { .dateTime($0) }
        case .duration: (try? PrimitiveParser.duration(text)).map { .duration($0) }
        case .guid: PrimitiveParser.guid(text).map { .guid($0) }
        case .uri: PSURI(bytes: text).map { .uri($0) }
        case .version: (try? PrimitiveParser.version(text)).map { .version($0) }
        case .bytes: PrimitiveParser.base64(text).map { .bytes($0) }
        case .secureString: .secureString(PSSecureString(text: TextEscapes.string(fromWTF8: text)))
        default: nil
        }
    }
}
