/// The members of an object that is being encoded.
struct KeyedPartContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private let encoder: PartEncoder

    init(_ encoder: PartEncoder) { self.encoder = encoder }

    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil(forKey key: Key) throws { try encoder.addNull(key) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try encoder.addMember(encoding: value, key) }

    func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        if let value { try encode(value, forKey: key) } else { try absent(key) }
    }

    private func absent(_ key: Key) throws {
        if encoder.part.state.writesNil { try encoder.addNull(key) }
    }

    @inline(__always)
    private func ifPresent(_ value: (some PrimitiveCodable)?, _ key: Key) throws {
        if let value { try encoder.addMember(value, key) } else { try absent(key) }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> { encoder.nested(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.nested(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder.nested(SuperKey()) }

    func superEncoder(forKey key: Key) -> any Encoder { encoder.nested(key) }

    // The protocol asks for each type of the standard library by itself.
    func encode(_ value: Bool, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: String, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: Double, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: Float, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: Int, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: Int8, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: Int16, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: Int32, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: Int64, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: Int128, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: UInt, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: UInt8, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: UInt16, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: UInt32, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: UInt64, forKey key: Key) throws { try encoder.addMember(value, key) }
    func encode(_ value: UInt128, forKey key: Key) throws { try encoder.addMember(value, key) }

    func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: String?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: Int128?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try ifPresent(value, key) }
    func encodeIfPresent(_ value: UInt128?, forKey key: Key) throws { try ifPresent(value, key) }
}
