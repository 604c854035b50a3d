/// The items of a list, stack, queue or dictionary, in the order of the document.
public struct PSContainer: Sendable {
    /// What kind of collection the document says it is.
    public enum Kind: Sendable, Hashable {
        /// `LST`
        case list
        /// `IE`, which PowerShell reads as a list.
        case enumerable
        /// `STK`, the top first.
        case stack
        /// `QUE`, the first out first.
        case queue
        /// `DCT`
        case dictionary
        /// `DCT` of an object whose first type name is OrderedDictionary.
        case orderedDictionary
    }

    /// An entry of a dictionary.
    public struct Entry: Sendable {
        /// The key; never null.
        public let key: PSValue
        /// The value.
        public let value: PSValue
    }

    package let store: NodeStore
    package let node: Int

    package init(_ store: NodeStore, _ node: Int) {
        self.store = store
        self.node = node
    }

    /// The kind of collection.
    public var kind: Kind {
        switch store.nodes[node].kind {
        case .enumerable: .enumerable
        case .stack: .stack
        case .queue: .queue
        case .dictionary: .dictionary
        case .orderedDictionary: .orderedDictionary
        default: .list
        }
    }

    /// Whether the collection is a dictionary of either kind.
    public var isDictionary: Bool { store.nodes[node].kind.isDictionary }

    /// The nodes of the items; for a dictionary keys and values alternate.
    ///
    /// - Complexity: O(*n*).
    package var itemNodes: [Int] {
        var items: [Int] = []
        var child = node + 1
        while child < Int(store.nodes[node].extent) {
            items.append(child)
            child = store.end(of: child)
        }
        return items
    }

    /// The items in order; for a dictionary its values.
    ///
    /// - Complexity: O(*n*).
    public var items: [PSValue] {
        let nodes = itemNodes
        guard isDictionary else { return nodes.map { PSValue(store, $0) } }
        return stride(from: 1, to: nodes.count, by: 2).map { PSValue(store, nodes[$0]) }
    }

    /// The entries of a dictionary in order; empty for other kinds.
    ///
    /// - Complexity: O(*n*).
    public var entries: [Entry] {
        guard isDictionary else { return [] }
        let nodes = itemNodes
        return stride(from: 0, to: nodes.count - 1, by: 2).map {
            Entry(key: PSValue(store, nodes[$0]), value: PSValue(store, nodes[$0 + 1]))
        }
    }
}
