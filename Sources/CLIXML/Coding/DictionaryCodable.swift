/// A dictionary of Swift that is a dictionary of the format, whose keys are of any type and not only texts.
protocol DictionaryDecodable {
    /// Decodes entries, or for keys that are texts the members of an object.
    static func decode(from decoder: NodeDecoder) throws -> Any
}

/// The same for encoding.
protocol DictionaryEncodable {
    /// Encodes entries.
    func encodeEntries(to encoder: PartEncoder) throws
}

extension Dictionary: DictionaryDecodable where Key: Decodable, Value: Decodable {
    static func decode(from decoder: NodeDecoder) throws -> Any { try decodeEntries(from: decoder) }
}

extension Dictionary: DictionaryEncodable where Key: Encodable, Value: Encodable {
    func encodeEntries(to encoder: PartEncoder) throws {
        if encoder.part.state.options.dictionaries == .members, Key.self == String.self {
            return try encode(to: encoder)
        }
        guard encoder.part.state.options.sortsKeys else {
            for (key, value) in self { try encoder.encodeEntry(key, value) }
            return encoder.endEntries()
        }
        if let texts = self as? [String: Value] {
            for (key, value) in texts.sorted(by: { $0.key < $1.key }) { try encoder.encodeEntry(key, value) }
        } else {
            let entries = map { (text: String(describing: $0.key), key: $0.key, value: $0.value) }
            for entry in entries.sorted(by: { ($0.text.utf8.count, $0.text) < ($1.text.utf8.count, $1.text) }) {
                try encoder.encodeEntry(entry.key, entry.value)
            }
        }
        encoder.endEntries()
    }
}

extension Dictionary where Key: Decodable, Value: Decodable {
    fileprivate static func decodeEntries(from decoder: NodeDecoder) throws -> Self {
        let state = decoder.state
        let base = try decoder.place.kind == .object ? state.base(of: decoder.place) : decoder.place
        guard base.kind.isDictionary else { return try Self(from: decoder) }
        var result: Self = [:]
        let end = Int(base.store.nodes[base.node].extent)
        var node = base.node + 1
        while node < end {
            let value = base.store.end(of: node)
            guard value < end else { break }
            let keyPlace = NodePlace(base.store, node)
            let valuePlace = NodePlace(base.store, value)
            let key = try state.decode(Key.self, keyPlace, decoder, .index(result.count))
            let step = PathStep.key(EntryKey(key, index: result.count))
            guard result[key] == nil else { throw state.repeatedKey(Self.self, keyPlace, decoder, step) }
            result[key] = try state.decode(Value.self, valuePlace, decoder, step)
            node = base.store.end(of: value)
        }
        return result
    }
}

/// The step of a coding path that stands for an entry of a dictionary.
struct EntryKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ key: some Any, index: Int) {
        intValue = key as? Int
        stringValue = (key as? any CustomStringConvertible)?.description ?? "Index \(index)"
    }

    init?(intValue: Int) { nil }
    init?(stringValue: String) { nil }
}
