/// The items of a list that is being encoded.
struct UnkeyedPartContainer: UnkeyedEncodingContainer {
    private let encoder: PartEncoder

    init(_ encoder: PartEncoder) { self.encoder = encoder }

    var codingPath: [any CodingKey] { encoder.codingPath }

    var count: Int { encoder.count }

    func encodeNil() throws { try encoder.addNullItem() }

    func encode<T: Encodable>(_ value: T) throws { try encoder.addItem(encoding: value) }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> { encoder.nestedItem().container(keyedBy: type) }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.nestedItem().unkeyedContainer() }

    func superEncoder() -> any Encoder { encoder.nestedItem() }

    // The protocol asks for each type of the standard library by itself.
    func encode(_ value: Bool) throws { try encoder.addItem(value) }
    func encode(_ value: String) throws { try encoder.addItem(value) }
    func encode(_ value: Double) throws { try encoder.addItem(value) }
    func encode(_ value: Float) throws { try encoder.addItem(value) }
    func encode(_ value: Int) throws { try encoder.addItem(value) }
    func encode(_ value: Int8) throws { try encoder.addItem(value) }
    func encode(_ value: Int16) throws { try encoder.addItem(value) }
    func encode(_ value: Int32) throws { try encoder.addItem(value) }
    func encode(_ value: Int64) throws { try encoder.addItem(value) }
    func encode(_ value: Int128) throws { try encoder.addItem(value) }
    func encode(_ value: UInt) throws { try encoder.addItem(value) }
    func encode(_ value: UInt8) throws { try encoder.addItem(value) }
    func encode(_ value: UInt16) throws { try encoder.addItem(value) }
    func encode(_ value: UInt32) throws { try encoder.addItem(value) }
    func encode(_ value: UInt64) throws { try encoder.addItem(value) }
    func encode(_ value: UInt128) throws { try encoder.addItem(value) }
}
