internal import CLIXML

extension CSVExporter {
    /// Appends the record of a value that is not null.
    mutating func writeRecord(
        _ wrapper: Wrapper,
        _ store: NodeStore,
        isFirst: Bool,
        into output: inout [UInt8],
        _ resolving: Resolver
    ) throws {
        let nodes = store.nodes
        let bytes = store.bytes
        let live = findCells(wrapper, nodes.span, store)
        if wrapper.baseKind.isDictionary { findEntries(wrapper, store, isFirst: isFirst) }
        line.begin()
        guard let slots = columns?.slots else { return }
        for column in slots.indices {
            var cell = cells.bySlot[slots[column]]
            if !cells.entries.isEmpty, cells.entries[column] >= 0 { cell = .node(cells.entries[column]) }
            switch cell {
            case .absent: line.addAbsent()
            case .node(let node): try add(node, quoting[column], nodes.span, bytes.span, store, resolving)
            case .typeTable(let member):
                try add(member.value(of: wrapper, in: store, zone: zone), quoting[column], store, resolving)
            case .dotNet(let index): try add(live?.value(index) ?? .null, quoting[column], store, resolving)
            }
        }
        line.write(bytes.span, into: &output)
    }

    /// Finds the properties that the columns name (conversion spec, section 4.3).
    ///
    /// - Returns: the live value that some of them belong to.
    private mutating func findCells(_ wrapper: Wrapper, _ nodes: Span<Node>, _ store: NodeStore) -> DotNetObject? {
        guard var columns else { return nil }
        self.columns = nil
        defer { self.columns = columns }
        columns.prepare(store)
        cells.clear()
        let slots = columns.slotOfName
        if wrapper.extended >= 0 { cells.takeMembers(of: wrapper.extended, nodes, slots.span) }
        if wrapper.inner >= 0 {
            for part in wrapper.extendedParts(nodes).reversed() { cells.takeMembers(of: part, nodes, slots.span) }
        }
        if let member = collector.typeTableMember(of: wrapper, in: store) { cells.take(member, &columns) }
        var live: DotNetObject?
        if wrapper.adapted >= 0 {
            cells.takeMembers(of: wrapper.adapted, nodes, slots.span)
        } else if wrapper.base >= 0 {
            live = cells.takeLiveProperties(of: wrapper, store, &columns, zone: zone)
        }
        for name in cells.omitted { columns.noteOmitted(name, store) }
        return live
    }

    // MARK: - Cells

    /// Adds the text of a node: plain where it is not wrapped, PowerShell's where it is.
    @inline(__always)
    private mutating func add(
        _ node: Int,
        _ quoting: CSVField.Quoting,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        _ store: NodeStore,
        _ resolving: Resolver
    ) throws {
        let entry = nodes[node]
        switch entry.kind {
        case .null: line.addAbsent()
        case .string, .scriptBlock: addText(node, entry, quoting, bytes, store)
        case .int32, .int64, .uint8, .uint16, .uint32, .uint64, .int8, .int16, .decimal, .guid, .version:
            guard entry.flags.contains(.canonical) else { return addPlain(node, quoting, store) }
            line.add(bytes, Int(entry.start), Int(entry.extent), quoting, mayHaveQuote: false)
        case .boolean:
            guard entry.flags.contains(.canonical) else { return addPlain(node, quoting, store) }
            line.add(entry.extent == 4, quoting)
        case .object:
            let text = PSObject.parts(nodes, of: node).stringRepresentation
            guard text < 0 else { return addText(text, nodes[text], quoting, bytes, store) }
            try addWrapped(store, node, quoting, resolving)
        case .reference, .attached:
            guard let found = try locate(store, node, resolving) else { return line.addAbsent() }
            try addWrapped(found.store, found.node, quoting, resolving)
        default: addPlain(node, quoting, store)
        }
    }

    /// Adds a text, copied as it is where nothing in it is to be undone.
    @inline(__always)
    private mutating func addText(
        _ node: Int,
        _ entry: Node,
        _ quoting: CSVField.Quoting,
        _ bytes: Span<UInt8>,
        _ store: NodeStore
    ) {
        let (start, count) = (Int(entry.start), Int(entry.extent))
        if entry.flags.isDisjoint(with: [.coded, .quoting, .literal]) {
            line.add(bytes, start, count, quoting, mayHaveQuote: false)
        } else if entry.flags.isDisjoint(with: [.entity, .carriageReturn, .markup, .literal]),
            !entry.flags.contains(.underscore)
                || !CSVField.mayHaveEscape(bytes.extracting(start..<(start &+ count)))
        {
            line.add(bytes, start, count, quoting, mayHaveQuote: true)
        } else {
            line.add(quoting) { store.appendText(of: node, to: &$0) }
        }
    }

    @inline(never)
    private mutating func addPlain(_ node: Int, _ quoting: CSVField.Quoting, _ store: NodeStore) {
        let plain = text.plain
        line.add(quoting) { plain.append(store, node, to: &$0) }
    }

    @inline(never)
    private mutating func addWrapped(
        _ store: NodeStore,
        _ node: Int,
        _ quoting: CSVField.Quoting,
        _ resolving: Resolver
    ) throws {
        let text = text
        try line.add(quoting) { try text.append(store, node, resolving: resolving, to: &$0) }
    }

    @inline(never)
    private mutating func add(
        _ value: DotNetValue,
        _ quoting: CSVField.Quoting,
        _ store: NodeStore,
        _ resolving: Resolver
    ) throws {
        if value.isAbsent { return line.addAbsent() }
        let (text, zone) = (text, zone)
        try line.add(quoting) { output in
            try value.append(store, zone: zone, to: &output) { node, output in
                try text.append(store, node, resolving: resolving, to: &output)
            }
        }
    }
}
