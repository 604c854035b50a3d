public import CLIXML

/// Picks properties out of values, as PowerShell's `Select-Object NAME,…` does.
///
/// What comes out is an ordinary value, a property bag of the picked properties, for any target:
///
/// ```swift
/// var selection = Selection(["Name", "*Time"])
/// while let value = try reader.nextDocumentValue() {
///     guard let selected = try selection.select(value, resolving: { try reader.object(for: $0) }) else { continue }
///     try exporter.write(selected, into: &output) { try reader.object(for: $0) }
/// }
/// ```
///
/// Names are found ignoring case and keep the spelling of the value; one that a value does not have is null. `*`, `?` and
/// `[a-z]` in a name stand for any number of properties, none included. The computed properties of live values are found as
/// well (`Length` of a string), and the keys of a hash table before those. A name that comes twice counts once. The bag
/// shares the bytes of the value it was made of.
public struct Selection {
    private let patterns: [WildcardPattern]
    private var builder: BagBuilder
    private var collector = MemberCollector()
    private var members: [Member] = []
    /// For each name of the document's table the name of the bags' table, once it was asked for.
    private var bagNames: [UInt32] = []
    /// For each pattern whether it means a name of the document's table: 0 unknown, 1 no, 2 yes.
    private var answers: [[UInt8]]
    private var epoch: Symbols.Epoch?
    /// The type names of bags made of values of a kind, in the bags' table.
    private var typeNames: [UInt8: UInt32] = [:]
    private let zone: LocalZone

    /// Makes a selection.
    ///
    /// - Parameters:
    ///   - names: the properties in the order in which they are wanted.
    ///   - zone: the zone that local dates are shown in, for their computed properties.
    public init(_ names: [String], zone: LocalZone = .utc) {
        patterns = names.map { WildcardPattern($0) }
        answers = names.map { _ in [] }
        builder = BagBuilder(text: PowerShellText(plain: PlainText(zone: zone)))
        self.zone = zone
    }

    /// The bag of the properties of a value, or `nil` for null, which Select-Object passes over.
    ///
    /// - Throws: what `resolving` throws.
    /// - Complexity: O(*n* · *m*) in the number of properties and of names; nothing is copied but 16 bytes a property.
    public mutating func select(
        _ value: DocumentValue,
        resolving: (PSReference) throws -> PSObject? = { _ in nil }
    ) throws -> DocumentValue? {
        guard let located = try LocatedValue(value.store, 0, resolving: resolving) else { return nil }
        let (store, wrapper) = (located.store, located.wrapper)
        if builder.names.beginEpochIfNeeded() {
            builder.forgetNames()
            typeNames = [:]
            epoch = nil
        }
        prepare(store)
        builder.begin(typeNames: typeNames(of: wrapper.baseKind))
        members.removeAll(keepingCapacity: true)
        let live = collector.append(.all, of: wrapper, in: store, zone: zone, to: &members)
        // PowerShell takes the entries of a Hashtable for properties, but not those of an OrderedDictionary.
        let entries = wrapper.baseKind == .dictionary ? namedEntries(of: wrapper.base, store) : []
        for (index, pattern) in patterns.enumerated() {
            var isFound = addEntries(entries, pattern, store)
            if !isFound {
                isFound = try addMembers(of: wrapper, index, pattern, store, live, resolving)
            }
            if !isFound, let literal = pattern.literal {
                let name = builder.names.index(of: literal)
                if builder.claim(name) { builder.addNull(name) }
            }
        }
        return builder.finish(source: store, stream: value.stream)
    }

    private mutating func prepare(_ store: NodeStore) {
        if epoch !== store.snapshot.symbols.epoch {
            epoch = store.snapshot.symbols.epoch
            bagNames.removeAll(keepingCapacity: true)
            for index in answers.indices { answers[index].removeAll(keepingCapacity: true) }
        }
        let count = store.snapshot.symbols.nameEnds.count
        while bagNames.count < count { bagNames.append(.max) }
        for index in answers.indices {
            while answers[index].count < count { answers[index].append(0) }
        }
    }

    private mutating func typeNames(of kind: NodeKind) -> UInt32 {
        if let list = typeNames[kind.rawValue] { return list }
        let bag = NodeKind.object.typeName
        let list = builder.names.add(PSTypeNames(["Selected.\(kind.typeName)", bag, "System.Object"]))
        typeNames[kind.rawValue] = list
        return list
    }

    // MARK: - Properties

    private mutating func addMembers(
        of wrapper: Wrapper,
        _ index: Int,
        _ pattern: WildcardPattern,
        _ store: NodeStore,
        _ live: DotNetObject?,
        _ resolving: LocatedValue.Resolver
    ) throws -> Bool {
        var isFound = false
        for member in members {
            guard matches(member, index, pattern, store, live) else { continue }
            isFound = true
            let name = bagName(of: member, store, live)
            guard builder.claim(name) else { continue }
            switch member.source {
            case .node(let node): builder.add(name, node, of: store, source: store)
            case .typeTable(let added):
                let value = added.value(of: wrapper, in: store, zone: zone)
                try builder.add(name, value, of: store, resolving: resolving)
            case .dotNet(let property):
                try builder.add(name, live?.value(property) ?? .null, of: store, resolving: resolving)
            }
        }
        guard !isFound, pattern.literal != nil, wrapper.baseKind == .xml else { return isFound }
        return try addUnlisted(pattern, live ?? DotNetObject(store, base: wrapper.base, zone: zone), store, resolving)
    }

    /// Adds a property that is found by its name only.
    private mutating func addUnlisted(
        _ pattern: WildcardPattern,
        _ live: DotNetObject,
        _ store: NodeStore,
        _ resolving: LocatedValue.Resolver
    ) throws -> Bool {
        for property in 0..<live.unlistedCount {
            let spelling = live.unlistedName(property)
            guard pattern.matches(spelling.span) else { continue }
            let name = builder.names.index(of: spelling)
            if builder.claim(name) {
                try builder.add(name, live.unlistedValue(property), of: store, resolving: resolving)
            }
            return true
        }
        return false
    }

    private mutating func matches(
        _ member: Member,
        _ index: Int,
        _ pattern: WildcardPattern,
        _ store: NodeStore,
        _ live: DotNetObject?
    ) -> Bool {
        switch member.source {
        case .node(let node):
            let name = Int(store.nodes[node].name)
            if answers[index][name] == 0 {
                let symbols = store.snapshot.symbols
                let spelling = symbols.nameBytes.span.extracting(symbols.nameRange(UInt32(name)))
                answers[index][name] = pattern.matches(spelling) ? 2 : 1
            }
            return answers[index][name] == 2
        case .typeTable(let added): return pattern.matches(added.name.span)
        case .dotNet(let property):
            guard let live else { return false }
            let name = live.name(property)
            return pattern.matches(name.span)
        }
    }

    private mutating func bagName(of member: Member, _ store: NodeStore, _ live: DotNetObject?) -> UInt32 {
        switch member.source {
        case .node(let node):
            let name = store.nodes[node].name
            if bagNames[Int(name)] == .max {
                let symbols = store.snapshot.symbols
                bagNames[Int(name)] = builder.names.index(of: Array(symbols.nameBytes[symbols.nameRange(name)]))
            }
            return bagNames[Int(name)]
        case .typeTable(let added): return builder.names.index(of: added.name)
        case .dotNet(let property): return builder.names.index(of: live?.name(property) ?? [])
        }
    }

    // MARK: - Entries

    private func namedEntries(of dictionary: Int, _ store: NodeStore) -> [(name: [UInt8], value: Int)] {
        let plain = PlainText(zone: zone)
        return DictionaryKeys.entries(of: dictionary, store).map { entry in
            var name: [UInt8] = []
            plain.append(store, entry.key, to: &name)
            return (name, entry.value)
        }
    }

    private mutating func addEntries(
        _ entries: [(name: [UInt8], value: Int)],
        _ pattern: WildcardPattern,
        _ store: NodeStore
    ) -> Bool {
        var isFound = false
        for entry in entries where pattern.matches(entry.name.span) {
            isFound = true
            let name = builder.names.index(of: entry.name)
            if builder.claim(name) { builder.add(name, entry.value, of: store, source: store) }
        }
        return isFound
    }
}
