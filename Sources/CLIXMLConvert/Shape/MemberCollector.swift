package import CLIXML

/// A property of a wrapper, as PowerShell's converters list it.
package struct Member: Sendable, BitwiseCopyable {
    package enum Source: Sendable, BitwiseCopyable {
        /// A member of `MS` or `Props`: the node, which has the name.
        case node(Int)
        /// A property of the type table.
        case typeTable(TypeTableMember)
        /// A property of the live value, by its number in ``DotNetObject``.
        case dotNet(Int)
    }

    package let source: Source

    package init(_ source: Source) { self.source = source }
}

/// Which properties of a wrapper are wanted.
package enum MemberView: Sendable, BitwiseCopyable {
    /// Added ones and those of the type table.
    case extended
    /// Those and the adapted ones: `Props`, or without them the properties of the base value.
    case all
}

/// Lists the properties of wrappers in PowerShell's order (conversion spec, section 1): `MS`, then the type table, then
/// `Props` or the .NET properties of the base; of equal names, ignoring case, the first.
///
/// Names are compared by index. One collector serves any number of values and documents; it keeps one word a name.
package struct MemberCollector: Sendable {
    private var typeTable = TypeTable()
    /// For each name, by the index of its folded form, the number of the last call that listed it.
    private var marks: [UInt32] = []
    private var call: UInt32 = 0
    private var epoch: Symbols.Epoch?

    package init() {}

    /// Appends the properties of a wrapper.
    ///
    /// - Parameter zone: where local dates are shown.
    /// - Returns: the live value whose properties are among them, or `nil`.
    /// - Complexity: O(*n*) in the number of properties.
    @discardableResult
    package mutating func append(
        _ view: MemberView,
        of wrapper: Wrapper,
        in store: NodeStore,
        zone: LocalZone,
        to members: inout [Member]
    ) -> DotNetObject? {
        let nodes = store.nodes
        let first = members.count
        if wrapper.inner >= 0 {
            appendNested(wrapper.extendedParts(nodes.span), nodes.span, store, to: &members)
        } else if wrapper.extended >= 0 {
            appendAll(of: wrapper.extended, nodes.span, to: &members)
        }
        if let added = typeTable.member(of: wrapper, nodes.span, store),
            !members[first...].contains(where: { isNamed($0, added.name, store) })
        {
            members.append(Member(.typeTable(added)))
        }
        guard view == .all else { return nil }
        if wrapper.adapted >= 0 {
            appendAdapted(wrapper.adapted, nodes.span, store, from: first, to: &members)
            return nil
        }
        guard wrapper.base >= 0 else { return nil }
        let value = DotNetObject(store, base: wrapper.base, zone: zone)
        let last = members.count
        for index in 0..<value.count {
            let name = value.name(index)
            let isHidden = members[first..<last].contains { isNamed($0, name, store) }
            if !isHidden { members.append(Member(.dotNet(index))) }
        }
        return value
    }

    /// The property of the type table that a wrapper has, were there no note of that name.
    package mutating func typeTableMember(of wrapper: Wrapper, in store: NodeStore) -> TypeTableMember? {
        let nodes = store.nodes
        return typeTable.member(of: wrapper, nodes.span, store)
    }

    private func appendAll(of parent: Int, _ nodes: Span<Node>, to members: inout [Member]) {
        var child = parent &+ 1
        let end = Int(nodes[parent].extent)
        while child < end {
            let node = nodes[child]
            if !node.isSuperseded, node.kind != .memberSet { members.append(Member(.node(child))) }
            child = node.kind.isBranch ? Int(node.extent) : child &+ 1
        }
    }

    /// `Props` without those that an added property hides.
    private mutating func appendAdapted(
        _ parent: Int,
        _ nodes: Span<Node>,
        _ store: NodeStore,
        from first: Int,
        to members: inout [Member]
    ) {
        guard members.count > first else { return appendAll(of: parent, nodes, to: &members) }
        let folded = store.snapshot.symbols.foldedNames
        if members.count - first <= MemberCollector.fewCount {
            return appendAdapted(parent, nodes, store, hiddenByFew: first..<members.count, folded, to: &members)
        }
        beginMarks(store, count: folded.count)
        var typeTableName: [UInt8]?
        for member in members[first...] {
            switch member.source {
            case .node(let node): marks[Int(folded[Int(nodes[node].name)])] = call
            case .typeTable(let added): typeTableName = added.name
            case .dotNet: break
            }
        }
        var child = parent &+ 1
        let end = Int(nodes[parent].extent)
        while child < end {
            let node = nodes[child]
            let current = child
            child = node.kind.isBranch ? Int(node.extent) : child &+ 1
            if node.isSuperseded || marks[Int(folded[Int(node.name)])] == call { continue }
            let member = Member(.node(current))
            if let typeTableName, isNamed(member, typeTableName, store) { continue }
            members.append(member)
        }
    }

    /// So few added properties hide others that comparing each with each costs less than marks for all names.
    private static let fewCount = 8

    private func appendAdapted(
        _ parent: Int,
        _ nodes: Span<Node>,
        _ store: NodeStore,
        hiddenByFew added: Range<Int>,
        _ folded: [UInt32],
        to members: inout [Member]
    ) {
        var child = parent &+ 1
        let end = Int(nodes[parent].extent)
        while child < end {
            let node = nodes[child]
            let current = child
            child = node.kind.isBranch ? Int(node.extent) : child &+ 1
            if node.isSuperseded { continue }
            let name = folded[Int(node.name)]
            var isHidden = false
            for index in added {
                switch members[index].source {
                case .node(let other): isHidden = isHidden || folded[Int(nodes[other].name)] == name
                case .typeTable(let other):
                    isHidden = isHidden || isNamed(Member(.node(current)), other.name, store)
                case .dotNet: break
                }
            }
            if !isHidden { members.append(Member(.node(current))) }
        }
    }

    /// The members of objects directly inside one another are one list: an outer one replaces an inner one of its name.
    private mutating func appendNested(
        _ parts: [Int],
        _ nodes: Span<Node>,
        _ store: NodeStore,
        to members: inout [Member]
    ) {
        let folded = store.snapshot.symbols.foldedNames
        var places: [UInt32: Int] = [:]
        for part in parts {
            let start = members.count
            appendAll(of: part, nodes, to: &members)
            let added = members[start...]
            members.removeLast(added.count)
            for member in added {
                guard case .node(let node) = member.source else { continue }
                let name = folded[Int(nodes[node].name)]
                if let place = places[name] {
                    members[place] = member
                } else {
                    places[name] = members.count
                    members.append(member)
                }
            }
        }
    }

    private mutating func beginMarks(_ store: NodeStore, count: Int) {
        if epoch !== store.snapshot.symbols.epoch || call == .max {
            epoch = store.snapshot.symbols.epoch
            marks.removeAll(keepingCapacity: true)
            call = 0
        }
        while marks.count < count { marks.append(0) }
        call += 1
    }

    private func isNamed(_ member: Member, _ name: [UInt8], _ store: NodeStore) -> Bool {
        switch member.source {
        case .node(let node):
            let names = store.snapshot.symbols.nameBytes
            let range = store.snapshot.symbols.nameRange(store.nodes[node].name)
            return TextEscapes.equalIgnoringCase(names.span.extracting(range), name.span)
        case .typeTable(let added): return TextEscapes.equalIgnoringCase(added.name.span, name.span)
        case .dotNet: return false
        }
    }
}
