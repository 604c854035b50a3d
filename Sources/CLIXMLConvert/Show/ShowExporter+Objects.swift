internal import CLIXML

extension ShowExporter {
    /// Shows an object in what is open, which the first one opens.
    mutating func writeObject(
        _ value: LocatedValue,
        _ facts: TypeFacts,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        if case .nothing = state { try open(value, facts, resolving, into: &output) }
        switch state {
        case .nothing: break
        case .list: try writeList(value, facts, resolving, into: &output)
        case .table(var table):
            // Taken out of the state while it changes, so that it is not copied.
            state = .nothing
            defer { state = .table(table) }
            table.finder.keepsWritten = members.keepsWritten
            try table.add(value, resolving: resolving, into: &output)
        case .formatted:
            var lines: [UInt8] = [CellText.lineFeed]
            try writeList(value, facts, resolving, into: &lines)
            writeAside(lines, into: &output)
        case .view(var view):
            if facts.views.contains(view.number) {
                state = .nothing
                defer { state = .view(view) }
                try view.write(value, resolving: resolving, into: &output)
            } else {
                var lines: [UInt8] = [CellText.lineFeed]
                try writeList(value, facts, resolving, into: &lines)
                writeAside(lines, into: &output)
            }
        }
    }

    /// Prints what a formatter put out, which ends what is open.
    mutating func writeFormatted(
        _ value: LocatedValue,
        _ kind: Substring,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        var formatted: FormattedObjects
        if case .formatted(let open) = state {
            formatted = open
            state = .nothing
        } else {
            finish(into: &output)
            formatted = FormattedObjects(access: cells.access, options: options)
        }
        defer { state = .formatted(formatted) }
        try formatted.write(value, kind: kind, resolving: resolving, into: &output)
    }

    /// Decides how objects are shown.
    private mutating func open(
        _ value: LocatedValue,
        _ facts: TypeFacts,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        output.append(CellText.lineFeed)
        let computer = try computer(of: value, resolving)
        if choice.isStandard, facts.view >= 0 {
            let view = BuiltInViews.all[facts.view]
            let isWanted =
                switch options.view {
                case .automatic: true
                case .list: view.shape == .list
                case .table: view.shape == .table
                }
            if isWanted {
                state = .view(
                    ViewWriter(facts.view, options: options, cells: cells, showsComputer: computer == .shown)
                )
                return
            }
        }
        let isTable =
            switch options.view {
            case .automatic: choice.count(value, facts, &members) <= ShowExporter.maximumTableCount
            case .list: false
            case .table: true
            }
        guard isTable else {
            state = .list
            return
        }
        let choices = choice.choices(of: value, facts, &members, isTable: true, computer: computer)
        // Each column takes two cells at least, so that what is further on the right is never seen.
        let columns = try choices.prefix(max(1, options.width / 2 + 2)).map { choice in
            let alignment = try alignment(of: choice.member, value, resolving)
            return ViewColumn(name: choice.name, alignment)
        }
        var table = ObjectTable(
            .properties,
            columns,
            cells: cells,
            lineWidth: options.width,
            controls: options.controls
        )
        table.begin(into: &output)
        state = .table(table)
    }

    /// Objects with more properties are shown as a list.
    private static let maximumTableCount = 4

    /// Numbers and truth values stand on the right.
    private func alignment(
        of member: ShownMember,
        _ value: LocatedValue,
        _ resolving: Resolver
    ) throws -> CellAlignment {
        switch member {
        case .node(let node):
            guard let property = try LocatedValue(value.store, node, resolving: resolving) else { return .left }
            let name = PSObject(property.store, property.node).firstTypeName
            return TypeFacts.isRightAligned(name) ? .right : .left
        case .dotNet, .unlisted:
            switch ShownMembers.value(of: member, value, members.live, zone: zone) {
            case .boolean, .integer, .double, .enumeration: return .right
            default: return .left
            }
        case .typeTable, .missing: return .left
        }
    }

    /// Writes the lines of an object and the empty one behind them.
    private mutating func writeList(
        _ value: LocatedValue,
        _ facts: TypeFacts,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        let computer = choice.isStandard ? try computer(of: value, resolving) : .none
        let choices = choice.choices(of: value, facts, &members, isTable: false, computer: computer)
        list.begin(choices.map(\.name))
        for choice in choices {
            if case .node(let node) = choice.member {
                try cells.text.append(value.store, node, .general, resolving: resolving, to: &list.value)
            } else {
                let property = ShownMembers.value(of: choice.member, value, members.live, zone: zone)
                try cells.text.append(property, value.store, .general, resolving: resolving, to: &list.value)
            }
            list.endField(into: &output)
        }
        output.append(CellText.lineFeed)
    }

    private func computer(of value: LocatedValue, _ resolving: Resolver) throws -> PropertyChoice.Computer {
        let shows = try cells.access.value("PSShowComputerName", of: value, resolving: resolving)
        guard let shows, shows.wrapper.baseKind == .boolean else { return .none }
        return cells.access.isTrue(shows) ? .shown : .hidden
    }
}

extension ViewColumn {
    /// The column of a property of the objects themselves.
    init(name: [UInt8], _ alignment: CellAlignment) {
        column = TableColumn(name, .measured, alignment)
        cell = .property(TextEscapes.string(fromWTF8: name.span))
    }
}
