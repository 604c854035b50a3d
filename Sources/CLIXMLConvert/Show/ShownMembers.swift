internal import CLIXML

/// A property of an object, as lists and tables show it.
enum ShownMember: BitwiseCopyable {
    /// A member of `MS` or `Props`.
    case node(Int)
    case typeTable(TypeTableMember)
    /// A property of the live value, by number.
    case dotNet(Int)
    /// A property of an XML document itself, by number.
    case unlisted(Int)
    /// There is none of this name.
    case missing
}

/// The properties of one object in PowerShell's order (show.md 3.1). One of these serves any number of objects.
struct ShownMembers {
    /// Which order is meant.
    enum Order {
        /// That of `*`.
        case all
        /// That of lists and tables for which no properties were named.
        case standard
    }

    /// Whether a live value's property has the value that the document gives it, as it has in items of a queue.
    var keepsWritten = false

    private let zone: LocalZone
    private var collector = MemberCollector()
    private var found: [Member] = []
    private(set) var members: [ShownMember] = []
    private(set) var live: DotNetObject?
    private var names = NameArrays()

    init(zone: LocalZone) { self.zone = zone }

    /// Takes the properties of an object.
    mutating func take(_ value: LocatedValue, _ facts: TypeFacts, _ order: Order) {
        let (store, wrapper) = (value.store, value.wrapper)
        found.removeAll(keepingCapacity: true)
        members.removeAll(keepingCapacity: true)
        live = collector.append(.all, of: wrapper, in: store, zone: zone, to: &found)
        let isOverridden = wrapper.adapted >= 0 && wrapper.base >= 0 && !keepsWritten
        if isOverridden { live = DotNetObject(store, base: wrapper.base, zone: zone) }
        var added: ShownMember?
        for member in found {
            switch member.source {
            case .node(let node):
                if wrapper.adapted >= 0, node > wrapper.adapted, node < store.end(of: wrapper.adapted) {
                    if wrapper.hidesAdapted(store.nodes[node].name, in: store) { continue }
                    // The name comes from the document, the value from the live value if it has such a property.
                    if isOverridden, let index = live?.index(of: names.name(store.nodes[node].name, store).span) {
                        members.append(.dotNet(index))
                        continue
                    }
                }
                members.append(.node(node))
            case .typeTable(let member):
                if order == .all { members.append(.typeTable(member)) } else { added = .typeTable(member) }
            case .dotNet(let index): members.append(.dotNet(index))
            }
        }
        if let added { members.append(added) }
        if order == .all {
            if wrapper.baseKind == .xml, wrapper.adapted < 0, let live {
                for index in 0..<live.unlistedCount { members.append(.unlisted(index)) }
            }
            if facts.isDeserializedProcess { moveProcessSets(store, wrapper) }
        } else if facts.isDictionaryEntry, members.count == 3 {
            // Name is a member of the type table, though it stands first in the bag that stands for an entry.
            members.append(members.removeFirst())
        }
    }

    /// Puts the properties that the property sets of a process name behind the notes.
    private mutating func moveProcessSets(_ store: NodeStore, _ wrapper: Wrapper) {
        guard wrapper.adapted >= 0 else { return }
        let end = store.end(of: wrapper.adapted)
        func isAdapted(_ member: ShownMember) -> Bool {
            if case .node(let node) = member { node > wrapper.adapted && node < end } else { false }
        }
        var sorted = members.filter { !isAdapted($0) }
        var rest = members.filter(isAdapted)
        for name in ShownMembers.processSets {
            let wanted = Array(name.utf8)
            guard
                let index = rest.firstIndex(where: { member in
                    let name = self.name(of: member, store)
                    return TextEscapes.equalIgnoringCase(name.span, wanted.span)
                })
            else { continue }
            sorted.append(rest.remove(at: index))
        }
        members = sorted + rest
    }

    private static let processSets = [
        "Name", "Id", "PriorityClass", "FileVersion", "HandleCount", "WorkingSet", "NonPagedMemorySize",
        "PagedMemorySize", "PrivateMemorySize", "VirtualMemorySize", "TotalProcessorTime",
    ]

    /// The name of a property, as WTF-8.
    mutating func name(of member: ShownMember, _ store: NodeStore) -> [UInt8] {
        switch member {
        case .node(let node): names.name(store.nodes[node].name, store)
        case .typeTable(let added): added.name
        case .dotNet(let index): live?.name(index) ?? []
        case .unlisted(let index): live?.unlistedName(index) ?? []
        case .missing: []
        }
    }

    /// The property of a name, ignoring case, or `nil`.
    mutating func member(named name: Span<UInt8>, _ store: NodeStore) -> ShownMember? {
        for member in members {
            let other = self.name(of: member, store)
            if TextEscapes.equalIgnoringCase(other.span, name) { return member }
        }
        return nil
    }

    /// The value of a property that stands for no node.
    static func value(
        of member: ShownMember,
        _ value: LocatedValue,
        _ live: DotNetObject?,
        zone: LocalZone
    ) -> DotNetValue {
        switch member {
        case .typeTable(let added): return added.value(of: value.wrapper, in: value.store, zone: zone)
        case .dotNet(let index): return live?.value(index) ?? .null
        case .unlisted(let index):
            guard let live else { return .null }
            switch TextEscapes.string(fromWTF8: live.unlistedName(index).span) {
            case "InnerText": return .null
            case "ChildNodes": return live.childNodes
            default: break
            }
            // Unlike the property that is called like a node, these are the node itself.
            if case .xml(let document, let nodes) = live.unlistedValue(index), let node = nodes.first {
                return .text(document.name(of: node))
            }
            return live.unlistedValue(index)
        case .node, .missing: return .null
        }
    }
}

/// The names of a document's table as arrays, each made once.
private struct NameArrays {
    private var epoch: Symbols.Epoch?
    private var arrays: [[UInt8]?] = []

    mutating func name(_ index: UInt32, _ store: NodeStore) -> [UInt8] {
        let symbols = store.snapshot.symbols
        if epoch !== symbols.epoch {
            epoch = symbols.epoch
            arrays.removeAll(keepingCapacity: true)
        }
        while arrays.count <= Int(index) { arrays.append(nil) }
        if let name = arrays[Int(index)] { return name }
        let name = Array(symbols.nameBytes[symbols.nameRange(index)])
        arrays[Int(index)] = name
        return name
    }
}
