/// Puts values together one after another, node by node in the order of a document, that share a table of names.
///
/// Begin a branch, add what is in it, end it; the first node is the value. ``takeValue(byteOffset:ordinal:)`` hands the value
/// over and keeps the names, so that a name that comes with every value costs one comparison. For a single value use
/// ``NodeStoreBuilder``.
package struct ValueSequenceBuilder: ~Copyable {
    package private(set) var nodes: [Node] = []
    /// The texts of the leaves; append one here, then call ``addLeaf(_:_:name:from:)``.
    package var bytes: [UInt8] = []
    private var interner = NameInterner(isCoded: false)
    private var open: [Int] = []
    private var typeNames: [(list: PSTypeNames, index: UInt32?)] = []
    /// How often the table of names was begun anew.
    package private(set) var epoch = 0

    package init() {}

    // MARK: - Nodes

    /// Begins a branch, whose index it gives.
    @discardableResult
    package mutating func begin(_ kind: NodeKind, name: UInt32 = Node.noName) -> Int {
        open.append(nodes.count)
        return append(Node(kind: kind, name: name, start: 0, extent: 0))
    }

    /// Ends the branch begun last.
    package mutating func end() {
        guard let node = open.popLast() else { return }
        nodes[node].extent = UInt32(truncatingIfNeeded: nodes.count)
    }

    /// Adds a primitive whose text, as WTF-8, was appended to ``bytes`` from `start` on.
    ///
    /// - Parameter flags: what is known of the text besides that it is literal.
    package mutating func addLeaf(
        _ kind: NodeKind,
        _ flags: TextFlags = [],
        name: UInt32 = Node.noName,
        from start: Int
    ) {
        append(
            Node(
                kind: kind,
                flags: flags.union(.literal),
                name: name,
                start: UInt32(truncatingIfNeeded: start),
                extent: UInt32(truncatingIfNeeded: bytes.count &- start)
            )
        )
    }

    /// Adds null.
    package mutating func addNull(name: UInt32 = Node.noName) {
        append(Node(kind: .null, name: name, start: 0, extent: 0))
    }

    /// Adds a primitive.
    package mutating func add(_ value: PSValue, name: UInt32 = Node.noName) {
        let start = bytes.count
        if let (kind, flags) = value.appendLeaf(to: &bytes) {
            addLeaf(kind, flags, name: name, from: start)
        } else {
            addNull(name: name)
        }
    }

    /// Adds a list of ``register(_:)`` as the type names of the object whose branch is open.
    package mutating func addTypeNames(_ list: Int) {
        let index = typeNames[list].index ?? interner.add(typeNames[list].list)
        typeNames[list].index = index
        append(Node(kind: .typeNames, name: Node.noName, start: 0, extent: index))
    }

    /// Says that a later part of the same object took this one's place.
    package mutating func supersede(_ node: Int) { nodes[node].detail |= Node.superseded }

    @discardableResult
    private mutating func append(_ node: Node) -> Int {
        nodes.append(node)
        return nodes.count &- 1
    }

    // MARK: - Names

    /// Makes a list of type names known, for all values to come.
    package mutating func register(_ list: PSTypeNames) -> Int {
        typeNames.append((list, nil))
        return typeNames.count - 1
    }

    /// The index of a name in WTF-8, which is added if it is new; it holds until the value is taken.
    package mutating func name(_ text: Span<UInt8>) -> UInt32 { interner.index(of: text, from: 0, to: text.count) }

    /// For a name the index of the first that is equal to it ignoring case.
    package func foldedName(_ name: UInt32) -> UInt32 { interner.symbols.foldedNames[Int(name)] }

    /// A name as text.
    package func string(ofName name: UInt32) -> String { interner.symbols.name(name) }

    // MARK: - Values

    /// Hands the value over and begins the next; open branches are ended.
    ///
    /// - Parameters:
    ///   - byteOffset: where it begins in the input.
    ///   - ordinal: how many values stand before it.
    package mutating func takeValue(byteOffset: Int, ordinal: UInt64) -> NodeStore {
        while !open.isEmpty { end() }
        let store = NodeStore(
            nodes: nodes,
            bytes: bytes,
            snapshot: interner.takeSnapshot(),
            byteOffset: byteOffset,
            valueOrdinal: ordinal
        )
        // The store has the arrays now, so that emptying them would copy them.
        nodes = []
        bytes = []
        nodes.reserveCapacity(store.nodes.count)
        bytes.reserveCapacity(store.bytes.count)
        if interner.beginEpochIfNeeded() {
            epoch += 1
            for list in typeNames.indices { typeNames[list].index = nil }
        }
        return store
    }

    /// Takes superseded entries out of dictionaries: unlike members they may not stay.
    ///
    /// - Complexity: O(*n*) in the nodes of the value.
    package mutating func removeSupersededEntries() {
        var places = [UInt32](repeating: 0, count: nodes.count + 1)
        var kept = 0
        var index = 0
        while index < nodes.count {
            let node = nodes[index]
            let end = node.kind.isBranch ? Int(node.extent) : index + 1
            if node.isSuperseded {
                for removed in index..<end { places[removed] = UInt32(truncatingIfNeeded: kept) }
                index = end
            } else {
                places[index] = UInt32(truncatingIfNeeded: kept)
                nodes[kept] = node
                kept += 1
                index += 1
            }
        }
        places[nodes.count] = UInt32(truncatingIfNeeded: kept)
        nodes.removeLast(nodes.count - kept)
        for index in nodes.indices where nodes[index].kind.isBranch {
            nodes[index].extent = places[Int(nodes[index].extent)]
        }
    }
}
