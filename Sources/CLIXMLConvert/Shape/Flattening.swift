public import CLIXML

/// Makes one row of a nested value: properties of nested objects become properties `Parent.Name` of the value itself, and
/// lists become text.
///
/// What comes out is an ordinary property bag for any target. Objects are opened where they have properties, dictionaries
/// where they have entries. An object inside itself stays closed, and so does what goes beyond the limits below; in a table it
/// is text then. A list becomes the texts of its items, joined. Top-level values that are neither property bags nor
/// dictionaries stay as they are. The bag shares the bytes of the value it was made of.
public struct Flattening {
    /// How many properties a value may become before no more objects are opened: one that stands in many places is opened
    /// in each of them.
    public static let maximumMemberCount = 65_536

    /// How deep objects are opened. Objects written in one another are less deep; references can lead on and on.
    public static let maximumDepth = 64

    /// How many bytes the names of one value's properties may take before no more objects are opened.
    public static let maximumNameByteCount = 16 << 20

    /// How long the text of a list may get before objects in it that have no text of their own are left out of it.
    public static let maximumOpenedTextByteCount = 1 << 20

    /// A member that waits for its turn.
    private struct Pending {
        let store: NodeStore
        let node: Int
        let name: UInt32
        /// How many objects stand around it.
        let depth: Int
    }

    private let separator: [UInt8]
    private let zone: LocalZone
    private let text: PowerShellText
    private var builder: BagBuilder
    private var collector = MemberCollector()
    private var members: [Member] = []
    /// Members still to do, the next one last.
    private var pending: [Pending] = []
    /// The objects around the member at hand.
    private var ancestors: [PSObject] = []
    /// For names of one document's table the name of the bags' table, by the parent's name and their own.
    private var joinedNames: [UInt64: UInt32] = [:]
    private var epoch: Symbols.Epoch?
    /// The type names of the value before, in its document's table and in that of the bags.
    private var lastTypeNames: (epoch: Symbols.Epoch, list: UInt32, index: UInt32)?

    private static let noParent = UInt32.max

    /// Makes a flattening.
    ///
    /// - Parameters:
    ///   - listSeparator: what joins the items of a list.
    ///   - zone: the zone that local dates are shown in.
    public init(listSeparator: String = "; ", zone: LocalZone = .utc) {
        separator = Array(listSeparator.utf8)
        self.zone = zone
        text = PowerShellText(plain: PlainText(zone: zone))
        builder = BagBuilder(text: text)
    }

    /// The flat form of a value.
    ///
    /// - Throws: what `resolving` throws.
    /// - Complexity: O(*n*) in the properties of the value and the objects in it, and in the texts of its lists.
    public mutating func flatten(
        _ value: DocumentValue,
        resolving: (PSReference) throws -> PSObject? = { _ in nil }
    ) throws -> DocumentValue {
        guard let located = try LocatedValue(value.store, 0, resolving: resolving) else { return value }
        let wrapper = located.wrapper
        guard wrapper.isBag || wrapper.baseKind.isDictionary else { return value }
        if builder.names.beginEpochIfNeeded() {
            builder.forgetNames()
            joinedNames = [:]
            lastTypeNames = nil
        }
        pending.removeAll(keepingCapacity: true)
        ancestors.removeAll(keepingCapacity: true)
        builder.begin(typeNames: typeNames(of: wrapper, located.store))
        try open(wrapper, located.store, name: Flattening.noParent, depth: 0, resolving)
        while let next = pending.popLast() {
            ancestors.removeLast(ancestors.count - next.depth)
            try add(next, source: located.store, resolving)
        }
        ancestors = []
        return builder.finish(source: located.store, stream: value.stream)
    }

    // MARK: - Members

    private mutating func add(_ member: Pending, source: NodeStore, _ resolving: LocatedValue.Resolver) throws {
        let entry = member.store.nodes[member.node]
        if entry.kind.isScalar || entry.kind == .null {
            if builder.claim(member.name) { builder.add(member.name, member.node, of: member.store, source: source) }
            return
        }
        guard let value = try LocatedValue(member.store, member.node, resolving: resolving) else {
            if builder.claim(member.name) { builder.addNull(member.name) }
            return
        }
        let wrapper = value.wrapper
        if try open(wrapper, value.store, name: member.name, depth: member.depth, resolving) { return }
        guard builder.claim(member.name) else { return }
        switch wrapper.baseKind {
        case .list, .enumerable, .stack, .queue:
            builder.add(member.name, text: try joined(wrapper.base, value.store, resolving))
        default: builder.add(member.name, value.node, of: value.store, source: source)
        }
    }

    /// Puts the members of an object or the entries of a dictionary next in line, and says whether it has any to open.
    @discardableResult
    private mutating func open(
        _ wrapper: Wrapper,
        _ store: NodeStore,
        name parent: UInt32,
        depth: Int,
        _ resolving: LocatedValue.Resolver
    ) throws -> Bool {
        guard wrapper.isBag || wrapper.baseKind.isDictionary else { return false }
        let object = PSObject(store, wrapper.node)
        guard depth < Flattening.maximumDepth, builder.count + pending.count < Flattening.maximumMemberCount,
            !ancestors.contains(where: { $0.isSame(as: object) })
        else { return false }
        let first = pending.count
        if wrapper.baseKind.isDictionary {
            for entry in DictionaryKeys.entries(of: wrapper.base, store) where hasRoomForNames(depth) {
                var key: [UInt8] = []
                try text.append(store, entry.key, resolving: resolving, to: &key)
                wait(store, entry.value, name: joinedName(parent, key), depth: depth + 1)
            }
        }
        members.removeAll(keepingCapacity: true)
        let view: MemberView = wrapper.isBag ? .all : .extended
        collector.append(view, of: wrapper, in: store, zone: zone, to: &members)
        for member in members where hasRoomForNames(depth) {
            switch member.source {
            case .node(let node):
                wait(store, node, name: joinedName(parent, store.nodes[node].name, store), depth: depth + 1)
            case .typeTable(let added):
                let value = added.value(of: wrapper, in: store, zone: zone)
                var bytes: [UInt8] = []
                try value.append(store, text: text, resolving: resolving, to: &bytes)
                let literal = BagBuilder.literal(.string, bytes)
                wait(literal.store, literal.node, name: joinedName(parent, added.name), depth: depth + 1)
            case .dotNet: break
            }
        }
        if !hasRoomForNames(depth) {
            pending.removeLast(pending.count - first)
        }
        guard pending.count > first else { return false }
        ancestors.append(object)
        pending[first...].reverse()
        return true
    }

    /// The names of the value itself are as long as they are; those that are joined are many times longer than the input
    /// where a long name stands before many.
    private func hasRoomForNames(_ depth: Int) -> Bool {
        depth == 0 || builder.names.byteCount <= Flattening.maximumNameByteCount
    }

    private mutating func wait(_ store: NodeStore, _ node: Int, name: UInt32, depth: Int) {
        pending.append(Pending(store: store, node: node, name: name, depth: depth))
    }

    /// The texts of a list's items with the separator between them.
    private func joined(_ list: Int, _ store: NodeStore, _ resolving: LocatedValue.Resolver) throws -> [UInt8] {
        var output: [UInt8] = []
        for (index, item) in PSContainer(store, list).itemNodes.enumerated() {
            try PowerShellText.check(byteCount: output.count)
            if index > 0 { output.append(contentsOf: separator) }
            let kind = store.nodes[item].kind
            if kind.isScalar || kind == .progress {
                text.plain.append(store, item, to: &output)
            } else if output.count < Flattening.maximumOpenedTextByteCount {
                try text.append(store, item, resolving: resolving, to: &output)
            } else {
                try text.appendInner(store, item, in: .list, resolving: resolving, to: &output)
            }
        }
        return output
    }

    // MARK: - Names

    private mutating func joinedName(_ parent: UInt32, _ name: UInt32, _ store: NodeStore) -> UInt32 {
        let symbols = store.snapshot.symbols
        if epoch !== symbols.epoch {
            epoch = symbols.epoch
            joinedNames.removeAll(keepingCapacity: true)
        }
        let key = UInt64(parent) << 32 | UInt64(name)
        if let index = joinedNames[key] { return index }
        let index = joinedName(parent, Array(symbols.nameBytes[symbols.nameRange(name)]))
        joinedNames[key] = index
        return index
    }

    private mutating func joinedName(_ parent: UInt32, _ name: [UInt8]) -> UInt32 {
        guard parent != Flattening.noParent else { return builder.names.index(of: name) }
        return builder.names.index(of: builder.names.name(parent) + [UInt8(ascii: ".")] + name)
    }

    private mutating func typeNames(of wrapper: Wrapper, _ store: NodeStore) -> UInt32? {
        guard wrapper.typeNames >= 0 else { return nil }
        let symbols = store.snapshot.symbols
        let list = store.nodes[wrapper.typeNames].extent
        if let last = lastTypeNames, last.epoch === symbols.epoch, last.list == list { return last.index }
        let index = builder.names.add(symbols.typeLists[Int(list)])
        lastTypeNames = (symbols.epoch, list, index)
        return index
    }
}

extension PSObject {
    /// Whether both are one object of a document, be it read twice.
    fileprivate func isSame(as other: PSObject) -> Bool {
        if store === other.store { return node == other.node }
        return store.line > 0 && other.store.line > 0 && number == other.number
    }
}
