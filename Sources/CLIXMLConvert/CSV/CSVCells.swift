internal import CLIXML

/// Where the cells of one record come from: its properties by the slots of ``CSVColumns``, and the entries of a dictionary
/// by column.
struct CSVCells {
    enum Cell: BitwiseCopyable {
        case absent
        case node(Int)
        case typeTable(TypeTableMember)
        /// A property of the live value, by number.
        case dotNet(Int)
        /// A property of the live value that is not listed, by number.
        case unlisted(Int)

        var isAbsent: Bool {
            if case .absent = self { true } else { false }
        }
    }

    private(set) var bySlot: [Cell] = []
    /// For each column the node of the dictionary's value, or -1; empty for other values.
    var entries: [Int] = []
    /// The names of properties that are no columns, for the first time.
    private(set) var omitted: [UInt32] = []
    /// For each kind of node the slots of the properties of live values, once they were asked for.
    private var dotNetSlots: [[Int32]?] = []

    /// Whether the record has no cell.
    var areAbsent: Bool { entries.isEmpty && bySlot.allSatisfy { $0.isAbsent } }

    /// Makes ready for other columns.
    mutating func reset(_ columns: CSVColumns) {
        bySlot = Array(repeating: .absent, count: columns.slotCount)
        entries = []
        dotNetSlots = []
    }

    /// Forgets the record before.
    mutating func clear() {
        for slot in bySlot.indices { bySlot[slot] = .absent }
        if !entries.isEmpty { entries.removeAll(keepingCapacity: true) }
        if !omitted.isEmpty { omitted.removeAll() }
    }

    /// Takes the members of `MS` or `Props` whose slots are still free.
    @inline(__always)
    mutating func takeMembers(of parent: Int, _ nodes: Span<Node>, _ slots: Span<Int32>) {
        var child = parent &+ 1
        let end = Int(nodes[parent].extent)
        while child < end {
            let node = nodes[child]
            if !node.isSuperseded, node.kind != .memberSet {
                let slot = slots[Int(node.name)]
                if slot >= 0 {
                    if bySlot[Int(slot)].isAbsent { bySlot[Int(slot)] = .node(child) }
                } else if slot == CSVColumns.noSlot {
                    omitted.append(node.name)
                }
            }
            child = node.kind.isBranch ? Int(node.extent) : child &+ 1
        }
    }

    /// Takes a property of the type table if its slot is still free.
    mutating func take(_ member: TypeTableMember, _ columns: inout CSVColumns) {
        guard let slot = columns.slot(named: member.name.span) else { return columns.noteOmitted(member.name.span) }
        if bySlot[slot].isAbsent { bySlot[slot] = .typeTable(member) }
    }

    /// Takes the properties of a live value whose slots are still free.
    ///
    /// - Returns: the value, if one of its properties was taken.
    mutating func takeLiveProperties(
        of wrapper: Wrapper,
        _ store: NodeStore,
        _ columns: inout CSVColumns,
        zone: LocalZone
    ) -> DotNetObject? {
        let kind = Int(wrapper.baseKind.rawValue)
        while dotNetSlots.count <= kind { dotNetSlots.append(nil) }
        if let slots = dotNetSlots[kind] {
            guard slots.contains(where: { $0 >= 0 && bySlot[Int($0)].isAbsent }) else { return nil }
            for (index, slot) in slots.enumerated() where slot >= 0 && bySlot[Int(slot)].isAbsent {
                bySlot[Int(slot)] = .dotNet(index)
            }
            return DotNetObject(store, base: wrapper.base, zone: zone)
        }
        let value = DotNetObject(store, base: wrapper.base, zone: zone)
        var slots: [Int32] = []
        for index in 0..<value.count {
            let name = value.name(index)
            let slot = columns.slot(named: name.span)
            if slot == nil { columns.noteOmitted(name.span) }
            slots.append(slot.map { Int32(truncatingIfNeeded: $0) } ?? -1)
            if let slot, bySlot[slot].isAbsent { bySlot[slot] = .dotNet(index) }
        }
        // The names of a document's properties are its own; all others are the same for each value of the kind.
        if wrapper.baseKind != .xml { dotNetSlots[kind] = slots }
        return value
    }

    /// Takes the properties of a live value that are only found by name.
    mutating func takeUnlistedProperties(of value: DotNetObject, _ columns: CSVColumns) {
        for index in 0..<value.unlistedCount {
            let name = value.unlistedName(index)
            if let slot = columns.slot(named: name.span), bySlot[slot].isAbsent { bySlot[slot] = .unlisted(index) }
        }
    }
}
