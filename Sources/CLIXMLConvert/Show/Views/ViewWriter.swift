internal import CLIXML

/// Writes objects in a built-in view.
struct ViewWriter {
    /// The view's number.
    let number: Int

    private let view: ViewDefinition
    private let columns: [ViewColumn]
    private let options: ShowOptions
    private let cells: ViewCellText
    private var table: ObjectTable
    private var list: ListLayout
    private var finder: ColumnFinder
    private var groupKey: [UInt8]?
    private var isOpen = false

    /// - Parameter showsComputer: whether a column with the name of the computer is added.
    init(_ number: Int, options: ShowOptions, cells: ViewCellText, showsComputer: Bool) {
        self.number = number
        view = BuiltInViews.all[number]
        self.options = options
        self.cells = cells
        columns = view.columns + (showsComputer ? [ViewColumn("PSComputerName", .share)] : [])
        table = ObjectTable(
            .view,
            columns,
            cells: cells,
            lineWidth: options.width,
            controls: options.controls,
            wrapsRows: view.wrapsRows
        )
        list = ListLayout(lineWidth: options.width, controls: options.controls)
        finder = ColumnFinder(columns.map(\.cell.propertyName), zone: cells.zone)
    }

    /// Writes an object, and before it what begins its group.
    mutating func write(
        _ value: LocatedValue,
        resolving: LocatedValue.Resolver,
        into output: inout [UInt8]
    ) throws {
        switch view.shape {
        case .list: try writeList(value, resolving, into: &output)
        case .custom:
            var text: [UInt8] = []
            for column in columns.prefix(1) {
                try cells.append(column.cell, of: value, resolving: resolving, to: &text)
            }
            CellText.finishRaw(&text, from: 0, options.controls)
            output += text
            output.append(CellText.lineFeed)
        case .table:
            try beginGroup(value, resolving, into: &output)
            try table.add(value, resolving: resolving, into: &output)
        }
    }

    private mutating func writeList(
        _ value: LocatedValue,
        _ resolving: LocatedValue.Resolver,
        into output: inout [UInt8]
    ) throws {
        finder.find(value)
        list.begin(columns.map(\.label))
        for index in columns.indices {
            let member = finder.member(index, of: value)
            if case .node(let node) = member {
                try cells.text.append(value.store, node, .general, resolving: resolving, to: &list.value)
            } else {
                let property = ShownMembers.value(of: member, value, finder.live, zone: cells.zone)
                try cells.text.append(property, value.store, .general, resolving: resolving, to: &list.value)
            }
            list.endField(into: &output)
        }
        output.append(CellText.lineFeed)
    }

    /// Adds bytes that are no part of the view.
    mutating func addRaw(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        if view.shape == .table { table.addRaw(bytes, into: &output) } else { output.append(bytes) }
    }

    /// Writes what was held back, and the empty line at the end.
    mutating func finish(into output: inout [UInt8]) {
        if view.shape == .table { table.release(into: &output) }
        if view.shape != .list { output.append(CellText.lineFeed) }
    }

    // MARK: - Groups

    private mutating func beginGroup(
        _ value: LocatedValue,
        _ resolving: LocatedValue.Resolver,
        into output: inout [UInt8]
    ) throws {
        let key = try groupKey(of: value, resolving)
        if isOpen {
            guard let key, !isSame(key) else { return }
            table.release(into: &output)
            output.append(CellText.lineFeed)
            table.beginGroup()
        }
        isOpen = true
        if let key {
            groupKey = key
            var heading = self.heading(key)
            _ = CellText.finish(&heading, from: 0, options.controls)
            CellText.appendWrapped(heading.span, cellCount: options.width, into: &output)
            output.append(CellText.lineFeed)
        }
        table.begin(into: &output)
    }

    private func isSame(_ key: [UInt8]) -> Bool {
        guard let groupKey else { return false }
        return TextEscapes.equalIgnoringCase(key.span, groupKey.span)
    }

    /// What objects of one group have in common, or `nil` where the object has no such property.
    private func groupKey(of value: LocatedValue, _ resolving: LocatedValue.Resolver) throws -> [UInt8]? {
        let name: String
        switch view.grouping {
        case nil: return nil
        case .property(let property), .folder(let property), .folderOfPath(let property): name = property
        }
        guard let property = try cells.access.value(name, of: value, resolving: resolving) else { return nil }
        let text = try cells.access.text(of: property, resolving: resolving)
        guard case .folderOfPath = view.grouping else { return text }
        let plain = text.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        return Array(plain[..<(plain.lastIndex(of: UInt8(ascii: "/")) ?? 0)])
    }

    private func heading(_ key: [UInt8]) -> [UInt8] {
        switch view.grouping {
        case .property(let name): return Array("   \(name): ".utf8) + key
        default:
            let provider = Array("Microsoft.PowerShell.Core\\FileSystem::".utf8)
            return Array("    Directory: ".utf8) + (key.starts(with: provider) ? key[provider.count...] : key[...])
        }
    }
}
