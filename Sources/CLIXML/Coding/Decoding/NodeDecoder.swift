/// Decodes one value: the `Decoder` that a type sees, and its container for single values.
///
/// The decoders from the root down to a value are linked, so that the coding path costs nothing until somebody asks for it.
final class NodeDecoder: Decoder, SingleValueDecodingContainer {
    let state: DecodingState
    let place: NodePlace
    let parent: NodeDecoder?
    let step: PathStep
    /// The top-level values, where it depends on the type whether it takes them as an array or the one as it is.
    private let documents: (type: any Any.Type, values: [NodePlace])?
    private var lookup: MemberLookup?
    /// The members that were asked for, when others are refused.
    private var asked: Set<Int> = []

    init(
        _ state: DecodingState,
        _ place: NodePlace,
        _ parent: NodeDecoder?,
        _ step: PathStep,
        documents: (type: any Any.Type, values: [NodePlace])? = nil
    ) {
        self.state = state
        self.place = place
        self.parent = parent
        self.step = step
        self.documents = documents
    }

    var userInfo: [CodingUserInfoKey: Any] { state.userInfo }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var decoder: NodeDecoder? = self
        while let current = decoder {
            if let key = current.step.codingKey { path.append(key) }
            decoder = current.parent
        }
        path.reverse()
        return path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        if let documents {
            try requireOneValue()
            try state.checkNames(documents.type, place)
        }
        if case .none = lookup { lookup = try members() }
        return KeyedDecodingContainer(KeyedNodeContainer<Key>(self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        if let documents { return UnkeyedNodeContainer(self, values: documents.values) }
        return try UnkeyedNodeContainer(self, items: items())
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        try requireOneValue()
        return self
    }

    private func requireOneValue() throws {
        guard let documents, documents.values.count != 1 else { return }
        throw state.severalValues(documents.type, documents.values, parent, step)
    }

    // MARK: - Parts of the value

    private func members() throws -> MemberLookup {
        switch place.kind {
        case .object: return try MemberLookup(place, state)
        case _ where place.isMissing || place.isNull:
            throw state.nullFound([String: Any].self, place, parent, step)
        default:
            throw state.failure(
                .typeMismatch,
                [String: Any].self,
                place,
                parent,
                step,
                "found \(place.kind.foundText) where an object with members was expected"
            )
        }
    }

    /// The collection of the value; missing for null where that counts as an empty one.
    private func items() throws -> NodePlace {
        let base = try place.kind == .object ? state.base(of: place) : place
        if base.kind.isContainer { return base }
        if place.isMissing || place.isNull {
            if state.fillsMissing { return NodePlace(place.store, -1) }
            throw state.nullFound([Any].self, place, parent, step)
        }
        throw state.failure(
            .typeMismatch,
            [Any].self,
            place,
            parent,
            step,
            "found \(base.isMissing ? "an object with members" : base.kind.foundText) where a collection was expected"
        )
    }

    // MARK: - Members

    /// The value of the member for a key; missing if there is none.
    func member(_ key: some CodingKey) -> NodePlace {
        let name = state.renamesKeys ? renamed(key) : key.stringValue
        let node = lookup?.find(name, ignoringCase: state.ignoresCase) ?? -1
        if state.refusesExtras, node >= 0 { asked.insert(node) }
        return NodePlace(place.store, node)
    }

    private func renamed(_ key: some CodingKey) -> String {
        guard case .custom(let name) = state.options.keys else { return key.stringValue }
        return name(codingPath, key)
    }

    /// The names of all members.
    var memberNames: [String] { lookup?.names ?? [] }

    /// Throws for the first member that was not asked for.
    func refuseExtras() throws {
        guard let lookup, let extra = lookup.first(notIn: asked) else { return }
        throw state.extraMember(extra.name, NodePlace(place.store, extra.node), self)
    }

    // MARK: - Single values

    func decodeNil() -> Bool { place.isMissing || place.isNull }

    func decode(_ type: Bool.Type) throws -> Bool { try state.primitive(type, place, parent, step) }
    func decode(_ type: String.Type) throws -> String { try state.primitive(type, place, parent, step) }
    func decode(_ type: Double.Type) throws -> Double { try state.primitive(type, place, parent, step) }
    func decode(_ type: Float.Type) throws -> Float { try state.primitive(type, place, parent, step) }
    func decode(_ type: Int.Type) throws -> Int { try state.primitive(type, place, parent, step) }
    func decode(_ type: Int8.Type) throws -> Int8 { try state.primitive(type, place, parent, step) }
    func decode(_ type: Int16.Type) throws -> Int16 { try state.primitive(type, place, parent, step) }
    func decode(_ type: Int32.Type) throws -> Int32 { try state.primitive(type, place, parent, step) }
    func decode(_ type: Int64.Type) throws -> Int64 { try state.primitive(type, place, parent, step) }
    func decode(_ type: Int128.Type) throws -> Int128 { try state.primitive(type, place, parent, step) }
    func decode(_ type: UInt.Type) throws -> UInt { try state.primitive(type, place, parent, step) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try state.primitive(type, place, parent, step) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try state.primitive(type, place, parent, step) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try state.primitive(type, place, parent, step) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try state.primitive(type, place, parent, step) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try state.primitive(type, place, parent, step) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try state.decode(type, place, parent, step) }
}

extension PathStep {
    var codingKey: (any CodingKey)? {
        switch self {
        case .root: nil
        case .key(let key): key
        case .index(let index): IndexKey(index)
        }
    }
}
