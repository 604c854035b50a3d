internal import CLIXML

/// Prints what `Format-Table` and `Format-List` put out, where that was exported instead of the objects: PowerShell's
/// formatters recognise it and lay it out again.
///
/// ```
/// FormatStartData  GroupStartData  FormatEntryData …  GroupEndData  FormatEndData
/// ```
///
/// What an export at a low depth left out is missing here too.
struct FormattedObjects {
    typealias Resolver = LocatedValue.Resolver

    private enum Layout {
        case nothing
        case table(TableWriter, columnCount: Int)
        case list
    }

    private let access: PropertyAccess
    private let options: ShowOptions
    private var columns: [TableColumn] = []
    private var layout = Layout.nothing

    static let prefix = "Microsoft.PowerShell.Commands.Internal.Format."

    init(access: PropertyAccess, options: ShowOptions) {
        self.access = access
        self.options = options
    }

    /// Takes one of the objects.
    ///
    /// - Parameter kind: the last part of its type name.
    /// - Throws: what `resolving` throws.
    mutating func write(
        _ value: LocatedValue,
        kind: Substring,
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        switch kind {
        case "FormatStartData":
            finish(into: &output)
            columns = try columns(of: access.value("shapeInfo", of: value, resolving: resolving), resolving)
        case "GroupStartData": beginGroup(into: &output)
        case "FormatEntryData":
            let entry = try access.value("formatEntryInfo", of: value, resolving: resolving)
            try writeEntry(entry, resolving, into: &output)
        default: finish(into: &output)
        }
    }

    /// Ends the group that is open.
    mutating func finish(into output: inout [UInt8]) {
        if case .table(var table, _) = layout {
            layout = .nothing
            table.release(into: &output)
            output.append(CellText.lineFeed)
        }
        layout = .nothing
    }

    /// Adds bytes that are no part of it.
    mutating func addRaw(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        guard case .table(var table, let count) = layout else { return output.append(bytes) }
        layout = .nothing
        table.addRaw(bytes, into: &output)
        layout = .table(table, columnCount: count)
    }

    private mutating func beginGroup(into output: inout [UInt8]) {
        finish(into: &output)
        output.append(CellText.lineFeed)
        guard !columns.isEmpty else {
            layout = .list
            return
        }
        var table = TableWriter(columns, lineWidth: options.width, controls: options.controls)
        table.begin(into: &output)
        layout = .table(table, columnCount: columns.count)
    }

    /// The columns that the header describes; none for what is no table.
    private func columns(of header: LocatedValue?, _ resolving: Resolver) throws -> [TableColumn] {
        let list = try access.value("tableColumnInfoList", of: header, resolving: resolving)
        // What is further on the right is never seen: each column takes two cells at least.
        return try items(of: list, resolving).prefix(options.width / 2 + 2).map { column in
            let label = try access.value("label", of: column, resolving: resolving)
            let name = try access.value("propertyName", of: column, resolving: resolving)
            let width = Int(clamping: access.integer(try access.value("width", of: column, resolving: resolving)) ?? 0)
            let alignment = try alignment(of: column, resolving) ?? .left
            return TableColumn(
                try access.text(of: label ?? name, resolving: resolving),
                width > 0 ? .fixed(min(width, options.width)) : .share,
                alignment
            )
        }
    }

    private func alignment(of value: LocatedValue?, _ resolving: Resolver) throws -> CellAlignment? {
        switch access.integer(try access.value("alignment", of: value, resolving: resolving)) {
        case 1: .left
        case 2: .center
        case 3: .right
        default: nil
        }
    }

    private func items(of list: LocatedValue?, _ resolving: Resolver) throws -> [LocatedValue] {
        guard let list, list.wrapper.baseKind.isContainer else { return [] }
        return try PSContainer(list.store, list.wrapper.base).itemNodes.compactMap {
            try LocatedValue(list.store, $0, resolving: resolving)
        }
    }

    private mutating func writeEntry(
        _ entry: LocatedValue?,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        if let text = try access.value("text", of: entry, resolving: resolving) {
            var line = try access.text(of: text, resolving: resolving)
            CellText.finishRaw(&line, from: 0, options.controls)
            line.append(CellText.lineFeed)
            return addRaw(line.span, into: &output)
        }
        switch layout {
        case .table(var table, let count):
            let list = try access.value("formatPropertyFieldList", of: entry, resolving: resolving)
            let texts = try items(of: list, resolving).map {
                try access.text("propertyValue", of: $0, resolving: resolving)
            }
            layout = .nothing
            for index in 0..<count {
                if index < texts.count { table.text += texts[index] }
                table.endCell()
            }
            table.endRow(into: &output)
            layout = .table(table, columnCount: count)
        case .list: try writeList(entry, resolving, into: &output)
        case .nothing: break
        }
    }

    private func writeList(_ entry: LocatedValue?, _ resolving: Resolver, into output: inout [UInt8]) throws {
        let fields = try items(of: access.value("listViewFieldList", of: entry, resolving: resolving), resolving)
        var list = ListLayout(lineWidth: options.width, controls: options.controls)
        list.begin(
            try fields.map { field in
                let label = try access.value("label", of: field, resolving: resolving)
                let name = try access.value("propertyName", of: field, resolving: resolving)
                return try access.text(of: label ?? name, resolving: resolving)
            }
        )
        for field in fields {
            let property = try access.value("formatPropertyField", of: field, resolving: resolving)
            list.value = try access.text("propertyValue", of: property, resolving: resolving)
            list.endField(into: &output)
        }
        output.append(CellText.lineFeed)
    }
}
