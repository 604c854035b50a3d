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
        for column in quoting.indices {
            var cell = cells.bySlot[columns.slots[column]]
            if !cells.entries.isEmpty, cells.entries[column] >= 0 { cell = .node(cells.entries[column]) }
            switch cell {
            case .absent: line.addAbsent()
            case .node(let node): try add(node, quoting[column], nodes.span, bytes.span, store, resolving)
            case .typeTable(let member):
                try add(member.value(of: wrapper, in: store, zone: zone), quoting[column], store, resolving)
            case .dotNet(let index): try add(live?.value(index) ?? .null, quoting[column], store, resolving)
            case .unlisted(let index):
                try add(live?.unlistedValue(index) ?? .null, quoting[column], store, resolving)
            }
        }
        line.write(bytes.span, into: &output)
    }

    /// Finds the properties that the columns name (conversion spec, section 4.3).
    ///
    /// - Returns: the live value that some of them belong to.
    private mutating func findCells(_ wrapper: Wrapper, _ nodes: Span<Node>, _ store: NodeStore) -> DotNetObject? {
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
        if wrapper.baseKind == .xml {
            let document = live ?? DotNetObject(store, base: wrapper.base, zone: zone)
            cells.takeUnlistedProperties(of: document, columns)
            live = document
        }
        if !cells.omitted.isEmpty { noteOmitted(store) }
        return live
    }

    @inline(never)
    private mutating func noteOmitted(_ store: NodeStore) {
        for name in cells.omitted { columns.noteOmitted(name, store) }
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
            guard entry.flags.rawValue & flagBits.canonical != 0 else { return addPlain(node, quoting, store) }
            line.add(bytes, Int(entry.start), Int(entry.extent), quoting, mayHaveQuote: false)
        case .double, .single:
            let text = bytes.extracting(Int(entry.start)..<(Int(entry.start) &+ Int(entry.extent)))
            guard PlainText.isRoundTrip(entry.kind, text) else { return addPlain(node, quoting, store) }
            line.add(bytes, Int(entry.start), Int(entry.extent), quoting, mayHaveQuote: false)
        case .dateTime, .duration:
            let start = line.scratch.count
            text.plain.append(store, node, to: &line.scratch)
            line.endPlainText(from: start, quoting)
        case .boolean:
            guard entry.flags.rawValue & flagBits.canonical != 0 else { return addPlain(node, quoting, store) }
            line.add(entry.extent == 4, quoting)
        case .object:
            let text = PSObject.parts(nodes, of: node).stringRepresentation
            guard text < 0 else { return addText(text, nodes[text], quoting, bytes, store) }
            try addWrapped(node, quoting, store, resolving)
        case .reference, .attached:
            try addElsewhere(node, quoting, store, resolving)
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
        let changes = entry.flags.rawValue & flagBits.changing
        let isPlain =
            changes == 0
            || changes == flagBits.underscore && !CSVField.mayHaveEscape(bytes.extracting(start..<(start &+ count)))
        if isPlain {
            let mayHaveQuote = entry.flags.rawValue & flagBits.quoting != 0
            line.add(bytes, start, count, quoting, mayHaveQuote: mayHaveQuote)
        } else {
            addDecoded(node, entry, quoting, bytes, store)
        }
    }

    @inline(never)
    private mutating func addDecoded(
        _ node: Int,
        _ entry: Node,
        _ quoting: CSVField.Quoting,
        _ bytes: Span<UInt8>,
        _ store: NodeStore
    ) {
        if entry.flags.rawValue & ~(CodedText.manageable & ~CodedText.literal) == 0,
            line.add(coded: bytes, Int(entry.start), Int(entry.extent), quoting)
        {
            return
        }
        let start = line.scratch.count
        store.appendText(of: node, to: &line.scratch)
        line.endText(from: start, quoting)
    }

    @inline(never)
    private mutating func addPlain(_ node: Int, _ quoting: CSVField.Quoting, _ store: NodeStore) {
        let start = line.scratch.count
        text.plain.append(store, node, to: &line.scratch)
        line.endText(from: start, quoting)
    }

    /// Adds the text of a value that a reference or an attachment leads to.
    @inline(never)
    private mutating func addElsewhere(
        _ node: Int,
        _ quoting: CSVField.Quoting,
        _ store: NodeStore,
        _ resolving: Resolver
    ) throws {
        guard let found = try locate(store, node, resolving) else { return line.addAbsent() }
        if found.store.nodes[found.node].kind == .object {
            try addWrapped(found.node, quoting, found.store, resolving)
        } else {
            addPlain(found.node, quoting, found.store)
        }
    }

    @inline(never)
    private mutating func addWrapped(
        _ node: Int,
        _ quoting: CSVField.Quoting,
        _ store: NodeStore,
        _ resolving: Resolver
    ) throws {
        let start = line.scratch.count
        try text.append(store, node, resolving: resolving, to: &line.scratch)
        try PowerShellText.check(byteCount: line.scratch.count)
        line.endText(from: start, quoting)
    }

    @inline(never)
    private mutating func add(
        _ value: DotNetValue,
        _ quoting: CSVField.Quoting,
        _ store: NodeStore,
        _ resolving: Resolver
    ) throws {
        if value.isAbsent { return line.addAbsent() }
        let start = line.scratch.count
        try value.append(store, text: text, resolving: resolving, to: &line.scratch)
        line.endText(from: start, quoting)
    }
}

/// Bits of ``TextFlags``: as set operations on the type they would be calls into its module for each text.
struct CSVFlagBits: Sendable {
    let underscore = TextFlags.underscore.rawValue
    let quoting = TextFlags.quoting.rawValue
    let canonical = TextFlags.canonical.rawValue
    /// The flags that say that the text is not just the bytes, or perhaps not UTF-8.
    let changing = TextFlags.coded.rawValue | TextFlags.literal.rawValue
}
