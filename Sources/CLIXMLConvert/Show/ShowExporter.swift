public import CLIXML

/// Shows values as PowerShell's `Format-List` and `Format-Table` do, or as its console shows them of itself.
///
/// ```swift
/// var show = ShowExporter()
/// while let value = try reader.nextDocumentValue() {
///     try show.write(value, into: &output) { try reader.object(for: $0) }
/// }
/// show.finish(into: &output)
/// ```
///
/// The first object that is more than a text decides how the following ones are shown, as in PowerShell. Lists, custom views
/// and tables whose widths do not depend on their rows are written as values come; other tables hold back rows to measure
/// them, up to 50,000 rows or 32 MiB.
///
/// The texts of strings and of errors are written as they are, with the escape sequences they may hold; set
/// ``ShowOptions/showsControls`` for a terminal.
public struct ShowExporter {
    /// Finds the object that a reference to an earlier top-level value means.
    public typealias Resolver = (PSReference) throws -> PSObject?

    /// What is open.
    enum State {
        case nothing
        case list
        case table(ObjectTable)
        case view(ViewWriter)
        case formatted(FormattedObjects)
    }

    let options: ShowOptions
    let zone: LocalZone
    let cells: ViewCellText
    let choice: PropertyChoice
    var types = TypeFactsTable()
    var members: ShownMembers
    var list: ListLayout
    var state = State.nothing
    /// Whether the value is another that stood at the top and so was shown before.
    private var isRepeated = false
    private var entries: EntryBags
    private var errors: ErrorRecordText

    /// Makes an exporter.
    ///
    /// - Parameter zone: the zone that local dates are shown in.
    public init(options: ShowOptions = ShowOptions(), zone: LocalZone = .utc) {
        self.options = options
        self.zone = zone
        cells = ViewCellText(zone: zone)
        choice = PropertyChoice(options.properties)
        members = ShownMembers(zone: zone)
        list = ListLayout(lineWidth: options.width, controls: options.controls)
        entries = EntryBags(text: cells.access.text)
        errors = ErrorRecordText(zone: zone)
        errors.view = options.errorView
    }

    /// Appends what is shown of a value: of a collection, what is shown of its items.
    ///
    /// - Throws: what `resolving` throws; `CLIXMLError` with `text-too-long` where a text shows other values too many times.
    ///   The output may then end in the middle of the value.
    /// - Complexity: O(*n*) in the value's properties and what is written of them.
    public mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving: Resolver = { _ in nil }
    ) throws {
        guard let located = try LocatedValue(value.store, 0, resolving: resolving) else { return }
        let (store, wrapper) = (located.store, located.wrapper)
        isRepeated = value.store.nodes[0].kind == .reference && located.node == 0
        members.keepsWritten = wrapper.baseKind == .queue
        defer { members.keepsWritten = false }
        if isOutOfBand(located) { return try writeItem(located, resolving, into: &output) }
        switch wrapper.baseKind {
        case .list, .enumerable, .stack, .queue:
            var child = wrapper.base + 1
            while child < store.end(of: wrapper.base) {
                try writeElement(store, child, resolving, into: &output)
                child = store.end(of: child)
            }
        case .dictionary, .orderedDictionary:
            for entry in DictionaryKeys.entries(of: wrapper.base, store) {
                let bag = entries.bag(entry, of: store)
                guard let located = try LocatedValue(bag.store, 0, resolving: resolving) else { continue }
                try writeItem(located, resolving, into: &output)
            }
        case .bytes:
            guard case .bytes(let bytes) = PSValue(store, wrapper.base) else { return }
            for byte in bytes {
                var text: [UInt8] = []
                PrimitiveFormatter.integer(byte, into: &text)
                writeRaw(&text, into: &output)
            }
        default: try writeItem(located, resolving, into: &output)
        }
    }

    /// Ends what is open.
    public mutating func finish(into output: inout [UInt8]) {
        switch state {
        case .nothing, .list: break
        case .table(var table):
            state = .nothing
            table.release(into: &output)
            output.append(CellText.lineFeed)
        case .view(var view):
            state = .nothing
            view.finish(into: &output)
        case .formatted(var formatted):
            state = .nothing
            formatted.finish(into: &output)
        }
        state = .nothing
    }

    // MARK: - Items

    private mutating func isOutOfBand(_ value: LocatedValue) -> Bool {
        types.facts(of: value.wrapper, value.store).outOfBand != nil
    }

    /// Writes an item of a collection, which is not opened if it is a collection itself.
    private mutating func writeElement(
        _ store: NodeStore,
        _ node: Int,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        var text: [UInt8] = []
        guard let value = try LocatedValue(store, node, resolving: resolving) else {
            return writeRaw(&text, into: &output)
        }
        let wrapper = value.wrapper
        if wrapper.baseKind == .dictionary, !isOutOfBand(value) {
            text.append(text: wrapper.baseKind.typeName)
            return writeRaw(&text, into: &output)
        }
        try writeItem(value, resolving, into: &output)
    }

    private mutating func writeItem(
        _ value: LocatedValue,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        let facts = types.facts(of: value.wrapper, value.store)
        var text: [UInt8] = []
        if let kind = facts.outOfBand {
            try append(kind, value, resolving, to: &text)
            return writeRaw(&text, into: &output)
        }
        if let kind = facts.formattedKind {
            return try writeFormatted(value, kind, resolving, into: &output)
        }
        if isText(value, facts) {
            try cells.access.text.append(value.store, value.node, resolving: resolving, to: &text)
            return writeRaw(&text, into: &output)
        }
        try writeObject(value, facts, resolving, into: &output)
    }

    /// Whether an object is shown as its text (show.md 1.2).
    private mutating func isText(_ value: LocatedValue, _ facts: TypeFacts) -> Bool {
        let wrapper = value.wrapper
        if facts.isScalar || wrapper.baseKind == .string || wrapper.baseKind == .scriptBlock { return true }
        if hasOrdinaryProperty(value) { return false }
        members.take(value, facts, .standard)
        for member in members.members {
            let name = members.name(of: member, value.store)
            let isRemote = ShowExporter.remoteNames.contains { TextEscapes.equalIgnoringCase(name.span, $0.span) }
            if !isRemote { return false }
        }
        // An object without properties is a row of blanks when it comes again.
        if isRepeated, case .table = state { return false }
        return true
    }

    /// Whether the first property of the document that the object has tells already that it is no text.
    private func hasOrdinaryProperty(_ value: LocatedValue) -> Bool {
        let (store, wrapper) = (value.store, value.wrapper)
        let parent = wrapper.extended >= 0 ? wrapper.extended : wrapper.adapted
        guard parent >= 0, parent + 1 < store.end(of: parent) else { return false }
        let node = store.nodes[parent + 1]
        guard !node.isSuperseded, node.kind != .memberSet, !wrapper.hidesAdapted(node.name, in: store) else {
            return false
        }
        let symbols = store.snapshot.symbols
        let names = symbols.nameBytes
        let name = names.span.extracting(symbols.nameRange(node.name))
        return !ShowExporter.remoteNames.contains { TextEscapes.equalIgnoringCase(name, $0.span) }
    }

    /// Properties that remoting adds; an object that has no others counts as having none.
    private static let remoteNames = ["PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId"]
        .map { Array($0.utf8) }

    private func append(
        _ kind: TypeFacts.OutOfBand,
        _ value: LocatedValue,
        _ resolving: Resolver,
        to text: inout [UInt8]
    ) throws {
        switch kind {
        case .errorRecord:
            try errors.append(PSObject(value.store, value.node), to: &text, resolving: resolving)
            if text.last == CellText.lineFeed { text.removeLast() }
        case .messageRecord:
            text = try cells.access.text("InformationalRecord_Message", of: value, resolving: resolving)
        case .informationRecord: text = try cells.access.text(of: value, resolving: resolving)
        }
    }

    /// Writes a text and a line feed in the order of the objects, whatever is open.
    private mutating func writeRaw(_ text: inout [UInt8], into output: inout [UInt8]) {
        CellText.finishRaw(&text, from: 0, options.controls)
        text.append(CellText.lineFeed)
        writeAside(text, into: &output)
    }

    /// Writes lines that are no part of what is open.
    mutating func writeAside(_ bytes: [UInt8], into output: inout [UInt8]) {
        switch state {
        case .nothing, .list: output += bytes
        case .table(var table):
            state = .nothing
            table.addRaw(bytes.span, into: &output)
            state = .table(table)
        case .view(var view):
            state = .nothing
            view.addRaw(bytes.span, into: &output)
            state = .view(view)
        case .formatted(var formatted):
            state = .nothing
            formatted.addRaw(bytes.span, into: &output)
            state = .formatted(formatted)
        }
    }
}
