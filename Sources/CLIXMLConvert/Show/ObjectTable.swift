internal import CLIXML

/// A table whose rows are objects: its columns are properties, or what a built-in view makes of them.
struct ObjectTable {
    /// Where the columns come from.
    enum Kind: Sendable {
        /// The properties of the first object.
        case properties
        case view
    }

    private let kind: Kind
    private let columns: [ViewColumn]
    private let cells: ViewCellText
    private let controls: CellText.Controls
    private let lineWidth: Int
    private let wrapsRows: Bool
    private let zone: LocalZone
    var finder: ColumnFinder
    private var writer: TableWriter
    /// For each column what is looked for in objects without the property.
    private let fallbacks: [FallbackProperty]
    private var hasRows = false

    init(
        _ kind: Kind,
        _ columns: [ViewColumn],
        cells: ViewCellText,
        lineWidth: Int,
        controls: CellText.Controls,
        wrapsRows: Bool = false
    ) {
        self.kind = kind
        self.columns = columns
        self.cells = cells
        self.controls = controls
        self.lineWidth = lineWidth
        self.wrapsRows = wrapsRows
        zone = cells.zone
        finder = ColumnFinder(columns.map(\.cell.propertyName), zone: zone)
        writer = TableWriter(
            columns.map(\.column),
            lineWidth: lineWidth,
            controls: controls,
            wrapsRows: wrapsRows
        )
        fallbacks = columns.map { FallbackProperty($0.label, text: cells.text) }
    }

    /// Writes the header if widths do not depend on rows.
    mutating func begin(into output: inout [UInt8]) { writer.begin(into: &output) }

    /// Adds the row of an object.
    ///
    /// - Throws: what `resolving` throws.
    mutating func add(_ value: LocatedValue, resolving: LocatedValue.Resolver, into output: inout [UInt8]) throws {
        finder.find(value)
        let numbers: ValueText.Numbers = kind == .properties ? .twoDecimals : .general
        for index in columns.indices {
            if case .property = columns[index].cell {
                let member = finder.member(index, of: value)
                switch member {
                case .node(let node):
                    try cells.text.append(value.store, node, numbers, resolving: resolving, to: &writer.text)
                case .missing:
                    guard kind == .properties, hasRows else { break }
                    try fallbacks[index].append(
                        of: value,
                        numbers,
                        resolving: resolving,
                        to: &writer.text
                    )
                default:
                    let property = ShownMembers.value(of: member, value, finder.live, zone: zone)
                    try cells.text.append(property, value.store, numbers, resolving: resolving, to: &writer.text)
                }
            } else {
                try cells.append(columns[index].cell, of: value, resolving: resolving, to: &writer.text)
            }
            writer.endCell()
        }
        hasRows = true
        writer.endRow(into: &output)
    }

    /// Adds bytes that are no part of the table.
    mutating func addRaw(_ bytes: Span<UInt8>, into output: inout [UInt8]) { writer.addRaw(bytes, into: &output) }

    /// Writes what was held back.
    mutating func release(into output: inout [UInt8]) { writer.release(into: &output) }

    /// Begins a further group: a header of its own and new widths.
    mutating func beginGroup() {
        writer = TableWriter(columns.map(\.column), lineWidth: lineWidth, controls: controls, wrapsRows: wrapsRows)
    }
}

extension ViewCell {
    /// The property that a plain cell shows; empty for others.
    var propertyName: [UInt8] {
        if case .property(let name) = self { Array(name.utf8) } else { [] }
    }
}
