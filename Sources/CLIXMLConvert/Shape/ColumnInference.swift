public import CLIXML

/// Collects the columns of a table that has room for all properties of all values.
///
/// Pass over the values once with ``add(_:resolving:)``, then make a ``CSVExporter`` with these columns and pass over them
/// again; or hold the values in memory between the two.
///
/// The order is that of first appearance. Names equal ignoring case are one column, spelled as seen first.
public struct ColumnInference {
    private let zone: LocalZone
    private let text: PowerShellText
    private var collector = MemberCollector()
    private var members: [Member] = []
    private var foldedNames: Set<[UInt8]> = []
    /// The names found, as WTF-8.
    package private(set) var names: [[UInt8]] = []
    private var epoch: Symbols.Epoch?
    /// For each name of the document's table whether it is among the columns already.
    private var isKnown: [Bool] = []

    /// Makes an inference without columns.
    ///
    /// - Parameter zone: the zone that local dates are shown in.
    public init(zone: LocalZone = .utc) {
        self.zone = zone
        text = PowerShellText(plain: PlainText(zone: zone))
    }

    /// The columns found so far.
    public var columns: [String] { names.map { TextEscapes.string(fromWTF8: $0.span) } }

    /// Adds the columns that a value gives; null gives none.
    ///
    /// - Throws: what `resolving` throws.
    /// - Complexity: O(*n*) in the value's properties.
    public mutating func add(
        _ value: DocumentValue,
        resolving: (PSReference) throws -> PSObject? = { _ in nil }
    ) throws {
        guard let located = try LocatedValue(value.store, 0, resolving: resolving) else { return }
        let (store, wrapper) = (located.store, located.wrapper)
        prepare(store)
        let isDictionary = wrapper.baseKind.isDictionary
        if isDictionary {
            for entry in DictionaryKeys.entries(of: wrapper.base, store) {
                var name: [UInt8] = []
                try text.append(store, entry.key, resolving: resolving, to: &name)
                add(name)
            }
        }
        members.removeAll(keepingCapacity: true)
        let view: MemberView = isDictionary ? .extended : .all
        let live = collector.append(view, of: wrapper, in: store, zone: zone, to: &members)
        for member in members {
            switch member.source {
            case .node(let node): add(store.nodes[node].name, store)
            case .typeTable(let added): add(added.name)
            case .dotNet(let index): add(live?.name(index) ?? [])
            }
        }
    }

    private mutating func prepare(_ store: NodeStore) {
        if epoch !== store.snapshot.symbols.epoch {
            epoch = store.snapshot.symbols.epoch
            isKnown.removeAll(keepingCapacity: true)
        }
        while isKnown.count < store.snapshot.symbols.nameEnds.count { isKnown.append(false) }
    }

    private mutating func add(_ name: UInt32, _ store: NodeStore) {
        guard !isKnown[Int(name)] else { return }
        isKnown[Int(name)] = true
        let symbols = store.snapshot.symbols
        add(Array(symbols.nameBytes[symbols.nameRange(name)]))
    }

    private mutating func add(_ name: [UInt8]) {
        if foldedNames.insert(TextEscapes.upperCased(name.span)).inserted { names.append(name) }
    }
}
