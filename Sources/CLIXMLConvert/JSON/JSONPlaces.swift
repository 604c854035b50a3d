internal import CLIXML

/// Where the objects of one top-level value stand in the JSON that is made of it.
///
/// The children of a node are listed once they are asked for, so that any number of questions costs little more than one.
struct JSONPlaces {
    private let store: NodeStore
    private let root: Int
    private var children: [Int: [UInt32]] = [:]
    /// The names, folded, of an object's added members, which hide others.
    private var hiding: [Int: Set<UInt32>] = [:]
    private var membersOfCollections: [Int: Bool] = [:]

    init(_ store: NodeStore, root: Int) {
        self.store = store
        self.root = root
    }

    /// Whether these are the places of a store's objects.
    func areOf(_ store: NodeStore) -> Bool { self.store === store }

    /// Appends the path from the value to one of its objects as JSON Pointer (RFC 6901).
    ///
    /// - Returns: false if the object does not show in the JSON, as the key of a dictionary does not.
    /// - Complexity: O(*d* · log *n*) in depth and siblings, but for the first time in a subtree.
    mutating func appendPath(to target: Int, into pointer: inout [UInt8]) -> Bool {
        var node = root
        while node != target {
            guard store.nodes[node].kind == .object else { return false }
            let parts = PSObject(store, node).parts
            if isInside(target, parts.base), store.nodes[parts.base].kind == .object {
                // An object directly inside another one is written as one with it.
                if target == parts.base { return true }
                node = parts.base
            } else if isInside(target, parts.extended) || isInside(target, parts.adapted) {
                let part = isInside(target, parts.extended) ? parts.extended : parts.adapted
                let (member, _) = child(of: part, containing: target)
                let entry = store.nodes[member]
                guard entry.hasName, isShown(member, in: part, of: node) else { return false }
                let symbols = store.symbols
                JSONPlaces.append(segment: Array(symbols.nameBytes[symbols.nameRange(entry.name)]), to: &pointer)
                node = member
            } else if isInside(target, parts.base), store.nodes[parts.base].kind.isContainer {
                let (item, index) = child(of: parts.base, containing: target)
                if store.nodes[parts.base].kind.isDictionary {
                    guard index % 2 == 1 else { return false }
                    let key = Int(listed(parts.base)[index - 1])
                    guard DictionaryKeys.isString(key, store) else { return false }
                    JSONPlaces.append(segment: store.text(of: key), to: &pointer)
                } else {
                    if hasMembers(node) { pointer.append(text: "/value") }
                    pointer.append(UInt8(ascii: "/"))
                    PrimitiveFormatter.integer(index, into: &pointer)
                }
                node = item
            } else {
                return false
            }
        }
        return true
    }

    /// Appends a step of a pointer: `/` and a name.
    static func append(segment name: [UInt8], to pointer: inout [UInt8]) {
        pointer.append(UInt8(ascii: "/"))
        for byte in name {
            switch byte {
            case UInt8(ascii: "~"): pointer.append(text: "~0")
            case UInt8(ascii: "/"): pointer.append(text: "~1")
            default: pointer.append(byte)
            }
        }
    }

    private func isInside(_ node: Int, _ part: Int) -> Bool {
        part >= 0 && node >= part && node < store.end(of: part)
    }

    /// The nodes directly below one.
    private mutating func listed(_ parent: Int) -> [UInt32] {
        if let known = children[parent] { return known }
        var list: [UInt32] = []
        let end = store.end(of: parent)
        var child = parent + 1
        while child < end {
            list.append(UInt32(truncatingIfNeeded: child))
            child = store.end(of: child)
        }
        children[parent] = list
        return list
    }

    /// The child whose subtree has a node in it, and its index.
    private mutating func child(of parent: Int, containing node: Int) -> (node: Int, index: Int) {
        let list = listed(parent)
        var low = 0
        var high = list.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if Int(list[middle]) <= node { low = middle } else { high = middle }
        }
        return list.isEmpty ? (parent, 0) : (Int(list[low]), low)
    }

    /// Whether a member is among those that are written of an object.
    private mutating func isShown(_ member: Int, in part: Int, of object: Int) -> Bool {
        let entry = store.nodes[member]
        guard !entry.isSuperseded, entry.kind != .memberSet else { return false }
        guard store.nodes[part].kind == .adapted else { return true }
        let nodes = store.nodes
        let wrapper = Wrapper(nodes.span, of: object)
        switch wrapper.baseKind {
        case .object, .duration, .version, .secureString, .progress: break
        default: return false
        }
        guard wrapper.extended >= 0 else { return true }
        let folded = store.symbols.foldedNames
        if hiding[wrapper.extended] == nil {
            hiding[wrapper.extended] = Set(
                listed(wrapper.extended).map { nodes[Int($0)] }
                    .filter { !$0.isSuperseded && $0.kind != .memberSet }.map { folded[Int($0.name)] }
            )
        }
        return hiding[wrapper.extended]?.contains(folded[Int(entry.name)]) != true
    }

    /// Whether a collection is written as the member `value` of an object because it has others.
    private mutating func hasMembers(_ object: Int) -> Bool {
        if let known = membersOfCollections[object] { return known }
        let nodes = store.nodes
        var members: [Member] = []
        var collector = MemberCollector()
        collector.append(.extended, of: Wrapper(nodes.span, of: object), in: store, zone: .utc, to: &members)
        let found = members.contains { JSONWriter.nameBytes(of: $0, store) != JSONWriter.formName }
        membersOfCollections[object] = found
        return found
    }
}
