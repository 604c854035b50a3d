internal import CLIXML

/// Finds the properties of objects that the columns of a table name.
struct ColumnFinder {
    private var columns: CSVColumns
    private var cells = CSVCells()
    private var collector = MemberCollector()
    private let zone: LocalZone
    /// Whether a column has the name of a method that can hide an adapted property.
    private let mayBeHidden: Bool

    /// Whether a live value's property has the value that the document gives it, as it has in items of a queue.
    var keepsWritten = false

    /// The live value that some of the properties found belong to.
    private(set) var live: DotNetObject?

    init(_ names: [[UInt8]], zone: LocalZone) {
        columns = CSVColumns(names: names)
        cells.reset(columns)
        self.zone = zone
        let methods = [Array("TOSTRING".utf8), Array("GETTYPE".utf8)]
        mayBeHidden = names.contains { methods.contains(TextEscapes.upperCased($0.span)) }
    }

    /// Looks at an object, for ``member(_:of:)``.
    mutating func find(_ value: LocatedValue) {
        let (store, wrapper) = (value.store, value.wrapper)
        let nodes = store.nodes
        columns.prepare(store)
        cells.clear()
        let slots = columns.slotOfName
        if wrapper.extended >= 0 { cells.takeMembers(of: wrapper.extended, nodes.span, slots.span) }
        if wrapper.inner >= 0 {
            for part in wrapper.extendedParts(nodes.span).reversed() {
                cells.takeMembers(of: part, nodes.span, slots.span)
            }
        }
        if let member = collector.typeTableMember(of: wrapper, in: store) { cells.take(member, &columns) }
        live = nil
        // A live value's own properties come before those that the document has for it.
        if wrapper.base >= 0, !(keepsWritten && wrapper.adapted >= 0) {
            live = cells.takeLiveProperties(of: wrapper, store, &columns, zone: zone)
            if wrapper.baseKind == .xml {
                let document = live ?? DotNetObject(store, base: wrapper.base, zone: zone)
                cells.takeUnlistedProperties(of: document, columns)
                live = document
            }
        }
        if wrapper.adapted >= 0 { cells.takeMembers(of: wrapper.adapted, nodes.span, slots.span) }
        for name in cells.omitted { columns.noteOmitted(name, store) }
    }

    /// The property of a column of the object looked at last.
    @inline(__always)
    func member(_ column: Int, of value: LocatedValue) -> ShownMember {
        switch cells.bySlot[columns.slots[column]] {
        case .absent: return .missing
        case .node(let node):
            return mayBeHidden && isHidden(node, value) ? .missing : .node(node)
        case .typeTable(let added): return .typeTable(added)
        case .dotNet(let index): return .dotNet(index)
        case .unlisted(let index): return .unlisted(index)
        }
    }

    private func isHidden(_ node: Int, _ value: LocatedValue) -> Bool {
        let wrapper = value.wrapper
        return wrapper.adapted >= 0 && node > wrapper.adapted && node < value.store.end(of: wrapper.adapted)
            && wrapper.hidesAdapted(value.store.nodes[node].name, in: value.store)
    }
}
