internal import CLIXML

/// Where the objects of one top-level value stand in the JSON that is made of it.
///
/// Where a node has many nodes below it, its children are listed once they are asked for, so that any number of questions
/// costs little more than one.
struct JSONPlaces {
    private let store: NodeStore
    private let root: Int
    // Held here, since each way through the store would retain them.
    private let nameBytes: [UInt8]
    private let nameEnds: [UInt32]
    private var children: [Int: [UInt32]] = [:]
    /// The names, folded, of an object's added members, which hide others.
    private var hiding: [Int: Set<UInt32>] = [:]
    private var membersOfCollections: [Int: Bool] = [:]

    init(_ store: NodeStore, root: Int) {
        self.store = store
        self.root = root
        nameBytes = store.snapshot.symbols.nameBytes
        nameEnds = store.snapshot.symbols.nameEnds
    }

    /// Whether these are the places of a store's objects.
    func areOf(_ store: NodeStore) -> Bool { self.store === store }

    /// Appends the path from the value to one of its objects as JSON Pointer (RFC 6901).
    ///
    /// - Parameter nodes: those of the value.
    /// - Returns: false if the object does not show in the JSON, as the key of a dictionary does not.
    /// - Complexity: O(*d* · log *n*) in depth and siblings, but for the first time in a subtree.
    mutating func appendPath(
        to target: Int,
        _ nodes: Span<Node>,
        into pointer: inout [UInt8],
        using collector: inout MemberCollector
    ) -> Bool {
        var node = root
        while node != target {
            guard nodes[node].kind == .object else { return false }
            let parts = PSObject.parts(nodes, of: node)
            if isInside(target, parts.base, nodes), nodes[parts.base].kind == .object {
                // An object directly inside another one is written as one with it.
                if target == parts.base { return true }
                node = parts.base
            } else if isInside(target, parts.extended, nodes) || isInside(target, parts.adapted, nodes) {
                let part = isInside(target, parts.extended, nodes) ? parts.extended : parts.adapted
                let (member, _) = child(of: part, containing: target, nodes)
                let entry = nodes[member]
                guard entry.hasName, isShown(member, in: part, of: node, nodes) else { return false }
                let name = Int(entry.name)
                let range = (name == 0 ? 0 : Int(nameEnds[name &- 1]))..<Int(nameEnds[name])
                JSONPlaces.append(segment: nameBytes.span.extracting(range), to: &pointer)
                node = member
            } else if isInside(target, parts.base, nodes), nodes[parts.base].kind.isContainer {
                let (item, index) = child(of: parts.base, containing: target, nodes)
                if nodes[parts.base].kind.isDictionary {
                    guard index % 2 == 1 else { return false }
                    let (key, _) = child(of: parts.base, containing: item - 1, nodes)
                    guard DictionaryKeys.isString(key, store) else { return false }
                    let text = store.text(of: key)
                    JSONPlaces.append(segment: text.span, to: &pointer)
                } else {
                    if hasMembers(Wrapper(nodes, of: node), &collector) { pointer.append(text: "/value") }
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
    static func append(segment name: Span<UInt8>, to pointer: inout [UInt8]) {
        pointer.append(UInt8(ascii: "/"))
        guard CSVField.contains(UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: "/"), in: name) else {
            return pointer.append(name)
        }
        for index in name.indices {
            let byte = name[index]
            switch byte {
            case UInt8(ascii: "~"): pointer.append(text: "~0")
            case UInt8(ascii: "/"): pointer.append(text: "~1")
            default: pointer.append(byte)
            }
        }
    }

    private func isInside(_ node: Int, _ part: Int, _ nodes: Span<Node>) -> Bool {
        part >= 0 && node >= part && (nodes[part].kind.isBranch ? node < Int(nodes[part].extent) : node == part)
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

    /// Where there are no more nodes than this, children are passed over one after another.
    private static let fewCount = 256

    /// The child whose subtree has a node in it, and its index.
    private mutating func child(
        of parent: Int,
        containing node: Int,
        _ nodes: Span<Node>
    ) -> (node: Int, index: Int) {
        let end = Int(nodes[parent].extent)
        if end - parent <= JSONPlaces.fewCount {
            var child = parent &+ 1
            var index = 0
            while child < end {
                let next = nodes[child].kind.isBranch ? Int(nodes[child].extent) : child &+ 1
                if node < next { return (child, index) }
                child = next
                index &+= 1
            }
            return (parent, 0)
        }
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
    private mutating func isShown(_ member: Int, in part: Int, of object: Int, _ nodes: Span<Node>) -> Bool {
        let entry = nodes[member]
        guard !entry.isSuperseded, entry.kind != .memberSet else { return false }
        guard nodes[part].kind == .adapted else { return true }
        let wrapper = Wrapper(nodes, of: object)
        switch wrapper.baseKind {
        case .object, .duration, .version, .secureString, .progress: break
        default: return false
        }
        guard wrapper.extended >= 0 else { return true }
        let folded = store.snapshot.symbols.foldedNames
        if hiding[wrapper.extended] == nil {
            var names: Set<UInt32> = []
            for member in listed(wrapper.extended) {
                let entry = nodes[Int(member)]
                if !entry.isSuperseded, entry.kind != .memberSet { names.insert(folded[Int(entry.name)]) }
            }
            hiding[wrapper.extended] = names
        }
        return hiding[wrapper.extended]?.contains(folded[Int(entry.name)]) != true
    }

    /// Whether a collection is written as the member `value` of an object because it has others.
    private mutating func hasMembers(_ wrapper: Wrapper, _ collector: inout MemberCollector) -> Bool {
        if wrapper.extended < 0, wrapper.inner < 0, collector.typeTableMember(of: wrapper, in: store) == nil {
            return false
        }
        if let known = membersOfCollections[wrapper.node] { return known }
        var members: [Member] = []
        collector.append(.extended, of: wrapper, in: store, zone: .utc, to: &members)
        let found = members.contains { JSONWriter.nameBytes(of: $0, store) != JSONWriter.formName }
        membersOfCollections[wrapper.node] = found
        return found
    }
}
