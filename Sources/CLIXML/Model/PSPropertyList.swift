/// A named value of an object.
public struct PSProperty: Sendable {
    package let store: NodeStore
    package let node: Int

    /// The name as written in the document, decoded.
    public var name: String { store.symbols.name(store.nodes[node].name) }

    /// The value. A member set is `null` here; see ``memberSet``.
    public var value: PSValue { isMemberSet ? .null : PSValue(store, node) }

    /// Whether this is a member set and not a value.
    public var isMemberSet: Bool { store.nodes[node].kind == .memberSet }

    /// The members of a member set, or `nil` for a value.
    public var memberSet: PSPropertyList? { isMemberSet ? PSPropertyList(store, node) : nil }

    /// The text of a value that is a text, with lone surrogates kept as three bytes each, or `nil`.
    public var textBytes: [UInt8]? { store.nodes[node].kind.isText ? store.text(of: node) : nil }
}

/// The properties of an object in order, found by name ignoring case as PowerShell does.
public struct PSPropertyList: Sendable, Sequence {
    package let store: NodeStore
    /// The node whose children these are, or -1 for an empty list.
    package let node: Int

    package init(_ store: NodeStore, _ node: Int) {
        self.store = store
        self.node = node
    }

    /// Passes over the properties in order.
    public struct Iterator: IteratorProtocol {
        private let store: NodeStore
        private var child: Int
        private let end: Int

        init(_ store: NodeStore, _ node: Int) {
            self.store = store
            child = node + 1
            end = node < 0 ? 0 : Int(store.nodes[node].extent)
        }

        /// The next property, or `nil` after the last.
        public mutating func next() -> PSProperty? {
            while child < end {
                let current = child
                child = store.end(of: current)
                if !store.nodes[current].isSuperseded { return PSProperty(store: store, node: current) }
            }
            return nil
        }
    }

    /// Starts from the first property.
    public func makeIterator() -> Iterator { Iterator(store, node) }

    /// Whether there are no properties.
    public var isEmpty: Bool {
        var iterator = makeIterator()
        return iterator.next() == nil
    }

    /// The number of properties.
    ///
    /// - Complexity: O(*n*).
    public var count: Int { reduce(0) { count, _ in count + 1 } }

    /// The value of the property with this name, ignoring case, or `nil`.
    ///
    /// - Complexity: O(*n*) in the number of properties.
    public subscript(name: String) -> PSValue? { property(named: name)?.value }

    /// The property with this name, ignoring case, or `nil`.
    ///
    /// - Complexity: O(*n*) in the number of properties.
    public func property(named name: String) -> PSProperty? {
        let wanted = Array(name.utf8)
        let names = store.symbols.nameBytes.span
        return first { property in
            let range = store.symbols.nameRange(store.nodes[property.node].name)
            return TextEscapes.equalIgnoringCase(names.extracting(range), wanted.span)
        }
    }
}
