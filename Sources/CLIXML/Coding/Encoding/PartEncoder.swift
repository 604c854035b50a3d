/// Encodes one value: the `Encoder` that a type sees, and its container for single values.
final class PartEncoder: Encoder, SingleValueEncodingContainer {
    /// What the value has turned out to be.
    enum Content { case nothing, members, items, entries, single }

    let part: EncodedPart
    let type: any Any.Type
    let parent: PartEncoder?
    let step: PathStep
    private let coded: CodedType
    private let name: UInt32
    private let level: Int
    private(set) var content = Content.nothing
    private var openCount = 0
    private var names = NodeStoreBuilder.MemberNames()
    /// How many items were added.
    private(set) var count = 0

    init(
        _ part: EncodedPart,
        _ coded: CodedType,
        _ type: any Any.Type,
        _ name: UInt32,
        _ parent: PartEncoder?,
        _ step: PathStep,
        _ level: Int
    ) {
        self.part = part
        self.coded = coded
        self.type = type
        self.name = name
        self.parent = parent
        self.step = step
        self.level = level
    }

    var userInfo: [CodingUserInfoKey: Any] { part.state.userInfo }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var encoder: PartEncoder? = self
        while let current = encoder {
            if let key = current.step.codingKey { path.append(key) }
            encoder = current.parent
        }
        path.reverse()
        return path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        begin(.members)
        return KeyedEncodingContainer(KeyedPartContainer<Key>(self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        begin(.items)
        return UnkeyedPartContainer(self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    // MARK: - Branches

    /// Begins what the value is. A second time it must be the same.
    private func begin(_ content: Content) {
        guard part.current === self, self.content == .nothing || self.content == content else {
            part.state.fail(part.state.outOfTurn(type, self))
            return
        }
        guard self.content == .nothing else { return }
        self.content = content
        openCount = part.builder.openCount
        part.builder.begin(.object, name: name)
        let native: PSTypeNames
        let kind: NodeKind
        switch content {
        case .items: (native, kind) = (EncodingState.listNames, .list)
        case .entries: (native, kind) = (EncodingState.dictionaryNames, .dictionary)
        default: (native, kind) = (EncodingState.bagNames, part.state.isAdapted(type) ? .adapted : .extended)
        }
        if let names = part.state.names(coded, type, native) { part.builder.add(names) }
        part.builder.begin(kind)
    }

    /// Ends the branches that the value has begun; one that encoded nothing is an object without members.
    func end() {
        if content == .nothing { begin(.members) }
        guard content != .single else { return }
        while part.builder.openCount > openCount { part.builder.end() }
    }

    // MARK: - Children

    /// Checks that a value may be added now.
    @inline(__always)
    private func check(_ value: @autoclosure () -> Any, _ wanted: Content) throws {
        guard part.current === self, content == wanted else { throw part.state.outOfTurn(value(), self) }
        guard level &+ 1 < part.state.levelLimit else { throw part.state.tooDeep(self) }
    }

    @inline(__always)
    private func text(of key: some CodingKey) -> String {
        switch part.state.keyStyle {
        case .asWritten: key.stringValue
        case .capitalized: MemberName.capitalized(key.stringValue)
        case .custom: renamed(key)
        }
    }

    private func name(of key: some CodingKey) -> UInt32 { part.builder.memberName(text(of: key), &names) }

    private func renamed(_ key: some CodingKey) -> String {
        guard case .custom(let name) = part.state.options.keys else { return key.stringValue }
        return name(codingPath, key)
    }

    @inline(__always)
    func addMember(_ value: some PrimitiveCodable, _ key: some CodingKey) throws {
        try check(value, .members)
        guard part.builder.add(value, text(of: key), &names, isNarrow: part.isNarrow) else {
            throw part.state.unwritable(value, self, .key(key))
        }
    }

    func addMember<T: Encodable>(encoding value: T, _ key: some CodingKey) throws {
        try check(value, .members)
        let name = name(of: key)
        try part.state.encode(value, in: part, name: name, self, .key(key), level: level &+ 1)
    }

    func addNull(_ key: some CodingKey) throws {
        try check(Any?.none as Any, .members)
        part.builder.add(.null, name: name(of: key))
    }

    @inline(__always)
    func addItem(_ value: some PrimitiveCodable) throws {
        try check(value, .items)
        guard value.add(to: &part.builder, name: Node.noName, isNarrow: part.isNarrow) else {
            throw part.state.unwritable(value, self, .index(count))
        }
        count &+= 1
    }

    func addItem<T: Encodable>(encoding value: T) throws {
        try check(value, .items)
        try part.state.encode(value, in: part, name: Node.noName, self, .index(count), level: level &+ 1)
        count &+= 1
    }

    func addNullItem() throws {
        try check(Any?.none as Any, .items)
        part.builder.add(.null)
        count &+= 1
    }

    /// An encoder of its own for a member that is filled by hand, whenever that is.
    func nested(_ key: some CodingKey) -> PartEncoder {
        guard part.current === self, content == .members else { return stray(.key(key)) }
        return nested(name(of: key), .key(key))
    }

    /// An encoder of its own for an item that is filled by hand, whenever that is.
    func nestedItem() -> PartEncoder {
        guard part.current === self, content == .items else { return stray(.index(count)) }
        count &+= 1
        return nested(Node.noName, .index(count &- 1))
    }

    private func nested(_ name: UInt32, _ step: PathStep) -> PartEncoder {
        if level &+ 1 >= part.state.levelLimit { part.state.fail(part.state.tooDeep(self)) }
        let made = part.state.makePart(in: part, name: name)
        return root(of: made, step)
    }

    /// An encoder whose content goes nowhere, for a container that is used when it may not be.
    private func stray(_ step: PathStep) -> PartEncoder {
        part.state.fail(part.state.outOfTurn(type, self))
        return root(of: part.state.makeStray(), step)
    }

    private func root(of part: EncodedPart, _ step: PathStep) -> PartEncoder {
        let encoder = PartEncoder(part, PartEncoder.unknown, Any.self, Node.noName, self, step, level &+ 1)
        part.current = encoder
        return encoder
    }

    private static var unknown: CodedType { CodedType(Any.self) }

    // MARK: - Dictionaries

    func encodeEntry(_ key: some Encodable, _ value: some Encodable) throws {
        if content == .nothing { begin(.entries) }
        try check(value, .entries)
        let node = part.builder.nodeCount
        try part.state.encode(key, in: part, name: Node.noName, self, .index(count), level: level &+ 1)
        guard part.builder.nodeCount > node, part.builder.kind(of: node) != .null else {
            throw part.state.failed(.typeMismatch, key, self, .index(count), "a key of a dictionary is not null")
        }
        try part.state.encode(
            value,
            in: part,
            name: Node.noName,
            self,
            .key(EntryKey(key, index: count)),
            level: level &+ 1
        )
        count &+= 1
    }

    func endEntries() {
        if content == .nothing { begin(.entries) }
    }

    // MARK: - Single values

    /// Adds the value itself, in an object where the type has type names of its own.
    private func addSingle(_ value: Any, _ body: (_ name: UInt32) throws -> Void) throws {
        guard part.current === self, content == .nothing else { throw part.state.outOfTurn(value, self) }
        content = .single
        guard let names = coded.typeNames else { return try body(name) }
        part.builder.begin(.object, name: name)
        part.builder.add(names)
        try body(Node.noName)
        part.builder.end()
    }

    private func addSingle(primitive value: some PrimitiveCodable) throws {
        try addSingle(value) { name in
            guard value.add(to: &part.builder, name: name, isNarrow: part.isNarrow) else {
                throw part.state.unwritable(value, parent, step)
            }
        }
    }

    func encodeNil() throws { try addSingle(Any?.none as Any) { part.builder.add(.null, name: $0) } }

    func encode(_ value: Bool) throws { try addSingle(primitive: value) }
    func encode(_ value: String) throws { try addSingle(primitive: value) }
    func encode(_ value: Double) throws { try addSingle(primitive: value) }
    func encode(_ value: Float) throws { try addSingle(primitive: value) }
    func encode(_ value: Int) throws { try addSingle(primitive: value) }
    func encode(_ value: Int8) throws { try addSingle(primitive: value) }
    func encode(_ value: Int16) throws { try addSingle(primitive: value) }
    func encode(_ value: Int32) throws { try addSingle(primitive: value) }
    func encode(_ value: Int64) throws { try addSingle(primitive: value) }
    func encode(_ value: Int128) throws { try addSingle(primitive: value) }
    func encode(_ value: UInt) throws { try addSingle(primitive: value) }
    func encode(_ value: UInt8) throws { try addSingle(primitive: value) }
    func encode(_ value: UInt16) throws { try addSingle(primitive: value) }
    func encode(_ value: UInt32) throws { try addSingle(primitive: value) }
    func encode(_ value: UInt64) throws { try addSingle(primitive: value) }
    func encode(_ value: UInt128) throws { try addSingle(primitive: value) }

    func encode<T: Encodable>(_ value: T) throws {
        try addSingle(value) { name in
            try part.state.encode(value, in: part, name: name, parent, step, level: level)
        }
    }
}

extension NodeStoreBuilder {
    /// Adds a member, in one go because each use of a class's builder costs.
    @inline(__always)
    fileprivate mutating func add(
        _ value: some PrimitiveCodable,
        _ text: String,
        _ names: inout MemberNames,
        isNarrow: Bool
    ) -> Bool {
        value.add(to: &self, name: memberName(text, &names), isNarrow: isNarrow)
    }
}
