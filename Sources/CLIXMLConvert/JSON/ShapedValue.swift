internal import CLIXML

/// A value with references followed and wrappers looked through: what it is, and which parts of its wrappers count.
struct ShapedValue {
    /// The store that the indices below are indices of.
    let store: NodeStore
    /// The outermost node: an object, or a value without wrapper.
    let node: Int
    /// The value inside all wrappers, or -1 for a property bag.
    let base: Int
    /// What the base is; `object` for a bag.
    let kind: NodeKind
    /// Whether there is an `Obj` around the value.
    let isWrapped: Bool
    /// The wrappers from the innermost to the outermost, when there are several.
    let wrappers: [Int]
    /// The parts that count, or -1.
    let stringRepresentation: Int
    let typeNames: Int
    let adapted: Int
    /// The members of the only wrapper, or -1.
    let extended: Int
    /// Whether a note took the place of the method that the remembered ToString makes.
    let isStringReplaced: Bool

    /// Looks at a value; `nil` stands for null.
    ///
    /// - Complexity: O(1) in its content.
    init?(_ store: NodeStore, _ node: Int, resolving: PowerShellText.Resolver) throws {
        var store = store
        var node = node
        var isResolved = false
        while true {
            let entry = store.nodes[node]
            switch entry.kind {
            case .null: return nil
            case .attached:
                let object = store.attachments[Int(entry.extent)]
                (store, node) = (object.store, object.node)
                continue
            case .reference where entry.extent != Node.elsewhere:
                node = Int(entry.extent)
                continue
            case .reference:
                // What is found is an object; a second leap would be a defect of whoever resolves.
                guard !isResolved, let refID = store.refID(of: node),
                    let object = try resolving(PSReference(refID: refID, valueOrdinal: store.valueOrdinal))
                else { return nil }
                isResolved = true
                (store, node) = (object.store, object.node)
                continue
            default: break
            }
            break
        }
        self.init(store, node)
    }

    /// Looks at an object or another value that is not null and no reference.
    init(_ store: NodeStore, _ node: Int) {
        self.store = store
        self.node = node
        let nodes = store.nodes
        guard nodes[node].kind == .object else {
            base = node
            kind = nodes[node].kind
            isWrapped = false
            wrappers = []
            stringRepresentation = -1
            typeNames = -1
            adapted = -1
            extended = -1
            isStringReplaced = false
            return
        }
        isWrapped = true
        var parts = PSObject.parts(nodes.span, of: node)
        var chain: [Int] = []
        var stringRepresentation = parts.stringRepresentation
        var typeNames = parts.typeNames
        var adapted = parts.adapted
        let extended = parts.extended
        var isStringReplaced = nodes[node].detail & Node.toStringReplaced != 0
        while parts.base >= 0, nodes[parts.base].kind == .object {
            if chain.isEmpty { chain.append(node) }
            let inner = parts.base
            chain.append(inner)
            parts = PSObject.parts(nodes.span, of: inner)
            if stringRepresentation < 0 {
                stringRepresentation = parts.stringRepresentation
                isStringReplaced = nodes[inner].detail & Node.toStringReplaced != 0
            }
            if typeNames < 0 { typeNames = parts.typeNames }
            if adapted < 0 { adapted = parts.adapted }
        }
        base = parts.base
        kind = parts.base < 0 ? .object : nodes[parts.base].kind
        wrappers = chain.reversed()
        self.stringRepresentation = stringRepresentation
        self.typeNames = typeNames
        self.adapted = adapted
        self.extended = extended
        self.isStringReplaced = isStringReplaced
    }

    /// The .NET name of a collection's class.
    var className: String {
        switch kind {
        case .stack: "System.Collections.Stack"
        case .queue: "System.Collections.Queue"
        case .dictionary: "System.Collections.Hashtable"
        case .orderedDictionary: "System.Collections.Specialized.OrderedDictionary"
        default: "System.Collections.ArrayList"
        }
    }

    /// Whether its type names make it an enumeration's value, which has the property Value.
    var isEnum: Bool {
        guard typeNames >= 0 else { return false }
        return store.symbols.typeLists[Int(store.nodes[typeNames].extent)]
            .contains(ignoringCase: "Deserialized.System.Enum")
    }
}
