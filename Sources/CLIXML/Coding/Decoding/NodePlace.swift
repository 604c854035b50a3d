/// A node of a value, or nothing where a member is missing.
struct NodePlace {
    let store: NodeStore
    /// The node, or -1.
    let node: Int

    init(_ store: NodeStore, _ node: Int) {
        self.store = store
        self.node = node
    }

    var isMissing: Bool { node < 0 }
    var isNull: Bool { node >= 0 && store.nodes[node].kind == .null }
    var kind: NodeKind { node < 0 ? .null : store.nodes[node].kind }
}

/// The objects of a whole document by their identifiers, for references to earlier values.
struct EarlierObjects {
    private var objects: [RefID: [PSObject]] = [:]

    /// - Complexity: O(*n*) in the nodes of all values.
    init(_ values: [NodePlace]) {
        for value in values {
            let store = value.store
            for node in store.nodes.indices where store.nodes[node].kind == .object {
                if let id = store.refID(of: node) { objects[id, default: []].append(PSObject(store, node)) }
            }
        }
    }

    /// The object defined last before the reference.
    func object(for reference: PSReference) -> PSObject? {
        objects[reference.refID]?.last { $0.store.valueOrdinal < reference.valueOrdinal }
    }
}
