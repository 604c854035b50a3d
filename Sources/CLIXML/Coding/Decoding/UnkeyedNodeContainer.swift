/// The items of a collection, or the values of a document, in order.
struct UnkeyedNodeContainer: UnkeyedDecodingContainer {
    private let decoder: NodeDecoder
    private let store: NodeStore
    private let parent: Int
    private let end: Int
    private var next: Int
    private let values: [NodePlace]?
    private(set) var currentIndex = 0

    /// The children of a collection's node; nothing if it is missing.
    init(_ decoder: NodeDecoder, items: NodePlace) {
        self.decoder = decoder
        store = items.store
        parent = items.node
        next = items.node + 1
        end = items.node < 0 ? 0 : Int(items.store.nodes[items.node].extent)
        values = nil
    }

    init(_ decoder: NodeDecoder, values: [NodePlace]) {
        self.decoder = decoder
        store = decoder.place.store
        parent = -1
        next = 0
        end = values.count
        self.values = values
    }

    var codingPath: [any CodingKey] { decoder.codingPath }

    var isAtEnd: Bool { next >= end }

    /// - Complexity: O(*n*) in the number of items.
    var count: Int? {
        if let values { return values.count }
        guard parent >= 0 else { return 0 }
        var count = 0
        var node = parent + 1
        while node < end {
            count += 1
            node = store.end(of: node)
        }
        return count
    }

    /// The current item.
    @inline(__always)
    private func current(_ type: any Any.Type) throws -> NodePlace {
        guard next < end else { throw decoder.state.endReached(type, currentIndex, decoder) }
        return values?[next] ?? NodePlace(store, next)
    }

    @inline(__always)
    private mutating func advance() {
        next = values == nil ? store.end(of: next) : next + 1
        currentIndex += 1
    }

    mutating func decodeNil() throws -> Bool {
        guard try current(Any.self).isNull else { return false }
        advance()
        return true
    }

    @inline(__always)
    private mutating func primitive<T: PrimitiveCodable>(_ type: T.Type) throws -> T {
        let value = try decoder.state.primitive(type, current(type), decoder, .index(currentIndex))
        advance()
        return value
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let value = try decoder.state.decode(type, current(type), decoder, .index(currentIndex))
        advance()
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try nested().container(keyedBy: type)
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try nested().unkeyedContainer()
        advance()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let nested = try nested()
        advance()
        return nested
    }

    private func nested() throws -> NodeDecoder {
        let place = try decoder.state.follow(current(Any.self))
        return NodeDecoder(decoder.state, place, decoder, .index(currentIndex))
    }

    // The protocol asks for each type of the standard library by itself.
    mutating func decode(_ type: Bool.Type) throws -> Bool { try primitive(type) }
    mutating func decode(_ type: String.Type) throws -> String { try primitive(type) }
    mutating func decode(_ type: Double.Type) throws -> Double { try primitive(type) }
    mutating func decode(_ type: Float.Type) throws -> Float { try primitive(type) }
    mutating func decode(_ type: Int.Type) throws -> Int { try primitive(type) }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try primitive(type) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try primitive(type) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try primitive(type) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try primitive(type) }
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try primitive(type) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try primitive(type) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try primitive(type) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try primitive(type) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try primitive(type) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try primitive(type) }
    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try primitive(type) }
}
