public import CLIXML

/// Writes values as CSV, byte for byte as PowerShell's ConvertTo-Csv does at the same settings.
///
/// Make one for a run, hand it the values in order, then finish:
///
/// ```swift
/// var csv = CSVExporter()
/// while let value = try reader.nextDocumentValue() {
///     try csv.write(value, into: &output) { try reader.object(for: $0) }
/// }
/// csv.finish(into: &output)
/// ```
///
/// The columns are the properties of the first value that is not null; what other values have besides is left out, with one
/// warning. For columns that suit all values collect them with ``ColumnInference`` and give them to
/// ``init(columns:options:zone:)``.
///
/// Every record ends in a line feed. Text is UTF-8; lone surrogates become U+FFFD. Where PowerShell gives up, the table goes
/// on: a null value is a record without cells, a null in a dictionary no cell.
public struct CSVExporter {
    /// Finds the object that a reference to an earlier top-level value means, or `nil`.
    public typealias Resolver = (PSReference) throws -> PSObject?

    let options: CSVOptions
    let zone: LocalZone
    let text: PowerShellText
    var collector = MemberCollector()
    /// The columns; none until they are known.
    var columns = CSVColumns(names: [])
    private var hasColumns = false
    /// How each column is quoted.
    var quoting: [CSVField.Quoting] = []
    var cells: CSVCells
    var line: CSVLine
    var members: [Member] = []
    let flagBits = CSVFlagBits()
    private var blanks = CSVBlanks()
    private var hasBegun = false
    /// Null values before the first that gives the columns.
    private var nullCount = 0
    private var hasUnresolvedReference = false
    private var warnings: [ConversionWarning] = []

    /// Makes an exporter that takes the columns from the first value.
    ///
    /// - Parameter zone: the zone that local dates are shown in, as PowerShell shows them in its machine's.
    public init(options: CSVOptions = CSVOptions(), zone: LocalZone = .utc) {
        self.init(columns: nil, options: options, zone: zone)
    }

    /// Makes an exporter for these columns, whose cells are found by name ignoring case.
    ///
    /// - Parameter zone: the zone that local dates are shown in, as PowerShell shows them in its machine's.
    public init(columns names: [String], options: CSVOptions = CSVOptions(), zone: LocalZone = .utc) {
        self.init(columns: names.map { Array($0.utf8) }, options: options, zone: zone)
    }

    /// Makes an exporter for the columns of all values.
    ///
    /// - Parameter zone: the zone that local dates are shown in, as PowerShell shows them in its machine's.
    public init(columns inference: ColumnInference, options: CSVOptions = CSVOptions(), zone: LocalZone = .utc) {
        self.init(columns: inference.names, options: options, zone: zone)
    }

    package init(columns names: [[UInt8]]?, options: CSVOptions, zone: LocalZone) {
        self.options = options
        self.zone = zone
        text = PowerShellText(plain: PlainText(zone: zone))
        line = CSVLine(field: CSVField(delimiter: Array(String(Character(options.delimiter)).utf8)))
        cells = CSVCells()
        if let names { begin(names) }
    }

    /// Appends the record of a value, and before the first one the header.
    ///
    /// - Throws: what `resolving` throws; nothing of the value is then in the output.
    /// - Complexity: O(*n*) in the value's properties and what is written of them.
    public mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving: Resolver = { _ in nil }
    ) throws {
        try write(value.store, 0, into: &output, resolving)
    }

    /// Appends the record of a value, and before the first one the header.
    ///
    /// - Throws: what `resolving` throws; nothing of the value is then in the output.
    /// - Complexity: O(*n*) in the value's properties and what is written of them.
    public mutating func write(
        _ value: PSValue,
        into output: inout [UInt8],
        resolving: Resolver = { _ in nil }
    ) throws {
        if case .reference(let reference) = value {
            if let object = try resolving(reference) {
                return try write(object.store, object.node, into: &output, resolving)
            }
            noteUnresolved()
            return writeNull(into: &output)
        }
        let (store, node) = value.located
        try write(store, node, into: &output, resolving)
    }

    /// Ends the table. Without a value there is a header only if the columns were given.
    public mutating func finish(into output: inout [UInt8]) {
        if hasColumns { writeStart(of: nil, into: &output) }
        guard !columns.omittedNames.isEmpty else { return }
        warnings.append(.omittedColumns(columns.omittedNames, further: columns.furtherOmittedCount))
    }

    /// The warnings since the last call. What was left out for want of a column is known after ``finish(into:)``.
    public mutating func takeWarnings() -> [ConversionWarning] {
        guard !warnings.isEmpty else { return [] }
        defer { warnings = [] }
        return warnings
    }

    // MARK: - Values

    private mutating func write(
        _ store: NodeStore,
        _ node: Int,
        into output: inout [UInt8],
        _ resolving: Resolver
    ) throws {
        var (store, node) = (store, node)
        switch store.nodes[node].kind {
        case .null: return writeNull(into: &output)
        case .attached, .reference:
            guard let found = try locate(store, node, resolving) else { return writeNull(into: &output) }
            (store, node) = (found.store, found.node)
        default: break
        }
        let nodes = store.nodes
        let kind = nodes[node].kind
        if hasBegun, blanks.has(kind) { return output.append(contentsOf: blanks.record) }
        let wrapper = Wrapper(nodes.span, of: node)
        var isFirst = false
        if !hasColumns {
            begin(try columnNames(of: wrapper, store, resolving))
            isFirst = true
        }
        let start = output.count
        let wasStarted = hasBegun
        do {
            if !hasBegun { writeStart(of: PSObject(store, node), into: &output) }
            let recordStart = output.count
            try writeRecord(wrapper, store, isFirst: isFirst, into: &output, resolving)
            if kind != .object, kind != .xml, cells.areAbsent {
                blanks.add(kind, output.span.extracting(recordStart..<output.count))
            }
        } catch {
            output.removeLast(output.count - start)
            hasBegun = wasStarted
            if isFirst { hasColumns = false }
            throw error
        }
    }

    /// Follows references and attachments; `nil` where they lead nowhere.
    mutating func locate(_ store: NodeStore, _ node: Int, _ resolving: Resolver) throws -> LocatedValue? {
        var isUnresolved = false
        let found = try LocatedValue(store, node) { reference throws in
            let object = try resolving(reference)
            if object == nil { isUnresolved = true }
            return object
        }
        if isUnresolved { noteUnresolved() }
        return found
    }

    private mutating func noteUnresolved() {
        guard !hasUnresolvedReference else { return }
        hasUnresolvedReference = true
        warnings.append(
            ConversionWarning(
                code: .unresolvedReference,
                message: "a reference to an earlier value could not be followed; its cell was left out"
            )
        )
    }

    private mutating func writeNull(into output: inout [UInt8]) {
        guard hasBegun else {
            nullCount += 1
            return
        }
        line.begin()
        for _ in quoting { line.addAbsent() }
        line.write(into: &output)
    }

    // MARK: - The lines before the records

    private mutating func begin(_ names: [[UInt8]]) {
        columns = CSVColumns(names: names)
        hasColumns = true
        quoting = options.quoting.forColumns(names)
        cells.reset(columns)
        blanks = CSVBlanks()
    }

    /// Writes type and header, then the null values that came before.
    private mutating func writeStart(of first: PSObject?, into output: inout [UInt8]) {
        guard !hasBegun else { return }
        hasBegun = true
        if options.writesHeader {
            if options.writesTypeInformation, let first { writeType(of: first, into: &output) }
            line.begin()
            for (index, name) in columns.names.enumerated() {
                let start = line.scratch.count
                line.scratch.append(contentsOf: name)
                line.endText(from: start, quoting[index])
            }
            line.write(into: &output)
        }
        for _ in 0..<nullCount { writeNull(into: &output) }
        nullCount = 0
    }

    private func writeType(of value: PSObject, into output: inout [UInt8]) {
        output.append(text: "#TYPE")
        let name = value.firstTypeName
        if !name.isEmpty {
            output.append(text: name.lowercased().hasPrefix("csv:") ? " \(name.dropFirst(4))" : " \(name)")
        }
        output.append(CSVField.lineFeed)
    }
}

/// The record without cells, and which kinds of values have it: those that are no objects and have none of the columns.
private struct CSVBlanks {
    private(set) var record: [UInt8] = []
    private var kinds: UInt64 = 0

    @inline(__always)
    func has(_ kind: NodeKind) -> Bool { kinds >> UInt64(kind.rawValue & 63) & 1 == 1 }

    mutating func add(_ kind: NodeKind, _ record: Span<UInt8>) {
        guard kind.rawValue < 64 else { return }
        if kinds == 0 { self.record.append(record) }
        kinds |= 1 << UInt64(kind.rawValue)
    }
}

extension CSVOptions.Quoting {
    /// How the columns of these names are quoted.
    fileprivate func forColumns(_ names: [[UInt8]]) -> [CSVField.Quoting] {
        switch self {
        case .always: return names.map { _ in .always }
        case .asNeeded: return names.map { _ in .asNeeded }
        case .never: return names.map { _ in .never }
        case .columns(let quoted):
            let folded = Set(quoted.map { TextEscapes.upperCased(Array($0.utf8).span) })
            return names.map { folded.contains(TextEscapes.upperCased($0.span)) ? .always : .never }
        }
    }
}
