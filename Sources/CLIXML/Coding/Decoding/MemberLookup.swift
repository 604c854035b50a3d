/// Finds the members of an object by name: the text keys of a dictionary, then added members, then those of the .NET object.
///
/// Types mostly ask in the order of the document, so each list is searched from where the last member was found.
struct MemberLookup {
    private let store: NodeStore
    private var first: List
    private var second: List
    /// The added members of objects inside the object, which PowerShell shows as its own.
    private var others: [List] = []

    /// A list of members: nodes with names, or keys and values in turn.
    private struct List {
        var start = 0
        var end = 0
        var next = 0
        var isDictionary = false
    }

    /// - Complexity: O(1) in the number of members.
    init(_ place: NodePlace, _ state: DecodingState) throws {
        let nodes = place.store.nodes
        var parts = PSObject.parts(nodes.span, of: place.node)
        store = place.store
        first = MemberLookup.list(nodes.span, parts.extended)
        var adapted = parts.adapted
        // An inner object of another value keeps its members to itself; nobody writes such.
        while parts.base >= 0, nodes[parts.base].kind == .object {
            parts = PSObject.parts(nodes.span, of: parts.base)
            others.append(MemberLookup.list(nodes.span, parts.extended))
            if adapted < 0 { adapted = parts.adapted }
        }
        second = MemberLookup.list(nodes.span, adapted)
        if parts.base >= 0, nodes[parts.base].kind.isDictionary {
            others.append(first)
            first = MemberLookup.list(nodes.span, parts.base)
            first.isDictionary = true
        }
    }

    private static func list(_ nodes: Span<Node>, _ parent: Int) -> List {
        guard parent >= 0 else { return List() }
        return List(start: parent &+ 1, end: Int(nodes[parent].extent), next: parent &+ 1)
    }

    /// The node of the member's value, or -1.
    ///
    /// - Complexity: O(1) for the member after the one found last, else O(*n*) in the number of members.
    mutating func find(_ name: String, ignoringCase: Bool) -> Int {
        let nodes = store.nodes
        let names = store.snapshot.symbols.nameBytes
        let utf8 = name.utf8
        let wanted = utf8.span
        if first.end > first.start {
            let node = find(wanted, ignoringCase, nodes.span, names.span, &first)
            if node >= 0 { return node }
        }
        for index in others.indices {
            let node = find(wanted, ignoringCase, nodes.span, names.span, &others[index])
            if node >= 0 { return node }
        }
        return find(wanted, ignoringCase, nodes.span, names.span, &second)
    }

    @inline(__always)
    private func find(
        _ name: Span<UInt8>,
        _ ignoringCase: Bool,
        _ nodes: Span<Node>,
        _ names: Span<UInt8>,
        _ list: inout List
    ) -> Int {
        if list.isDictionary { return findEntry(name, ignoringCase, nodes, &list) }
        var node = list.next
        var end = list.end
        for _ in 0..<2 {
            while node < end {
                let entry = nodes[node]
                let following = entry.kind.isBranch ? Int(entry.extent) : node &+ 1
                if isMatch(entry, name, ignoringCase, names) {
                    list.next = following
                    return node
                }
                node = following
            }
            node = list.start
            end = list.next
        }
        return -1
    }

    @inline(__always)
    private func isMatch(_ entry: Node, _ name: Span<UInt8>, _ ignoringCase: Bool, _ names: Span<UInt8>) -> Bool {
        guard entry.hasName, !entry.isSuperseded, entry.kind != .memberSet else { return false }
        let range = store.snapshot.symbols.nameRange(entry.name)
        return MemberLookup.isEqual(names.extracting(range), name, ignoringCase)
    }

    @inline(__always)
    private static func isEqual(_ left: Span<UInt8>, _ right: Span<UInt8>, _ ignoringCase: Bool) -> Bool {
        // Nearly all names that differ do so in the first letter or in length.
        if left.count > 0, right.count > 0, left[0] | right[0] < 0x80 {
            if left[0] | 0x20 != right[0] | 0x20 { return false }
        }
        return ignoringCase ? TextEscapes.equalIgnoringCase(left, right) : TextEscapes.equal(left, right)
    }

    private func findEntry(
        _ name: Span<UInt8>,
        _ ignoringCase: Bool,
        _ nodes: Span<Node>,
        _ list: inout List
    ) -> Int {
        var key = list.next
        var end = list.end
        for _ in 0..<2 {
            while key < end {
                let value = MemberLookup.end(nodes, key)
                guard value < list.end else { break }
                let following = MemberLookup.end(nodes, value)
                if nodes[key].kind.isScalar {
                    let text = store.text(of: key)
                    if MemberLookup.isEqual(text.span, name, ignoringCase) {
                        list.next = following
                        return value
                    }
                }
                key = following
            }
            key = list.start
            end = list.next
        }
        return -1
    }

    private static func end(_ nodes: Span<Node>, _ node: Int) -> Int {
        nodes[node].kind.isBranch ? Int(nodes[node].extent) : node &+ 1
    }

    // MARK: - All members

    /// The names of all members, each once.
    var names: [String] {
        var seen: Set<[UInt8]> = []
        return members.compactMap { member in
            seen.insert(TextEscapes.upperCased(Array(member.name.utf8).span)).inserted ? member.name : nil
        }
    }

    /// The first member whose node is not in a set, unless another of the same name hides it.
    func first(notIn asked: Set<Int>) -> (name: String, node: Int)? {
        let names = Set(members.filter { asked.contains($0.node) }.map { $0.name.lowercased() })
        return members.first { !asked.contains($0.node) && !names.contains($0.name.lowercased()) }
    }

    /// Names and values of all members, in the order of the lists.
    var members: [(name: String, node: Int)] {
        var found: [(name: String, node: Int)] = []
        let nodes = store.nodes
        for list in [first] + others + [second] {
            var node = list.start
            while node < list.end {
                let following = store.end(of: node)
                if list.isDictionary {
                    guard following < list.end else { break }
                    if nodes[node].kind.isScalar { found.append((store.string(of: node), following)) }
                    node = store.end(of: following)
                    continue
                }
                let entry = nodes[node]
                if entry.hasName, !entry.isSuperseded, entry.kind != .memberSet {
                    found.append((store.symbols.name(entry.name), node))
                }
                node = following
            }
        }
        return found
    }
}
