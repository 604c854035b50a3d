public import CLIXML

/// Writes the members of values as PowerShell's `Get-Member` lists them.
///
/// Each distinct type, by its first type name, is listed once, with the members of the first value of the type. A list is one
/// value here; null is passed over.
///
/// ```swift
/// var members = MemberExporter()
/// while let value = try reader.nextDocumentValue() {
///     try members.write(value, into: &output) { try reader.object(for: $0) }
/// }
/// members.finish(into: &output)
/// ```
public struct MemberExporter {
    /// How members are written.
    public enum Form: Sendable, Hashable {
        /// A table a type, as PowerShell's console shows it.
        case text
        /// A line a member: type, kind of member, name and definition with tabs between. Line breaks in them are kept.
        case tsv
    }

    private let options: MemberOptions
    private let zone: LocalZone
    private var members: ObjectMembers
    private var seenTypes: Set<String> = []
    private var epoch: Symbols.Epoch?
    /// For each list of type names of the document whether its type was listed.
    private var isSeen: [Bool] = []
    private var isOpen = false

    /// Whether there was a value that is not null. PowerShell calls it an error if there was none.
    public private(set) var hasValues = false

    /// Makes an exporter.
    ///
    /// - Parameter zone: the zone that local dates are shown in.
    public init(options: MemberOptions = MemberOptions(), zone: LocalZone = .utc) {
        self.options = options
        self.zone = zone
        members = ObjectMembers(zone: zone)
    }

    /// Appends the members of a value, unless its type was listed before.
    ///
    /// - Throws: what `resolving` throws; nothing is then in the output.
    /// - Complexity: O(1) but for the first value of a type.
    public mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving: (PSReference) throws -> PSObject? = { _ in nil }
    ) throws {
        guard let located = try LocatedValue(value.store, 0, resolving: resolving) else { return }
        hasValues = true
        guard beginsType(located) else { return }
        let typeName = PSObject(located.store, located.node).firstTypeName
        guard seenTypes.insert(typeName).inserted else { return }
        let rows = try members.rows(located, resolving: resolving).filter { options.memberTypes.contains($0.type) }
        switch options.form {
        case .tsv: writeLines(rows, typeName, into: &output)
        case .text: if !rows.isEmpty { writeTable(rows, typeName, into: &output) }
        }
    }

    /// Ends the output.
    public mutating func finish(into output: inout [UInt8]) {
        if isOpen { output.append(CellText.lineFeed) }
        isOpen = false
    }

    /// Whether the list of type names of a value comes for the first time.
    private mutating func beginsType(_ value: LocatedValue) -> Bool {
        let list = value.wrapper.typeNames
        guard list >= 0 else { return true }
        let index = Int(value.store.nodes[list].extent)
        if epoch !== value.store.snapshot.symbols.epoch {
            epoch = value.store.snapshot.symbols.epoch
            isSeen.removeAll(keepingCapacity: true)
        }
        while isSeen.count <= index { isSeen.append(false) }
        defer { isSeen[index] = true }
        return !isSeen[index]
    }

    private func writeLines(_ rows: [MemberRow], _ typeName: String, into output: inout [UInt8]) {
        for row in rows {
            let start = output.count
            output.append(text: "\(typeName)\t\(row.type.rawValue)\t")
            output.append(contentsOf: row.name)
            output.append(UInt8(ascii: "\t"))
            output.append(contentsOf: row.definition)
            CellText.finishRaw(&output, from: start, options.controls)
            output.append(CellText.lineFeed)
        }
    }

    private mutating func writeTable(_ rows: [MemberRow], _ typeName: String, into output: inout [UInt8]) {
        isOpen = true
        var heading = Array("   TypeName: \(typeName)".utf8)
        _ = CellText.finish(&heading, from: 0, options.controls)
        output.append(CellText.lineFeed)
        CellText.appendWrapped(heading.span, cellCount: options.width, into: &output)
        output.append(CellText.lineFeed)
        let columns = ["Name", "MemberType", "Definition"].map { TableColumn(Array($0.utf8)) }
        var table = TableWriter(columns, lineWidth: options.width, controls: options.controls)
        for row in rows {
            table.text.append(contentsOf: row.name)
            table.endCell()
            table.text.append(text: row.type.rawValue)
            table.endCell()
            table.text.append(contentsOf: row.definition)
            table.endCell()
            table.endRow(into: &output)
        }
        table.release(into: &output)
    }
}
