/// A format that PowerShell has built in for a type (show.md 6.3).
struct ViewDefinition: Sendable {
    /// How objects are laid out.
    enum Shape: Sendable {
        case list
        case table
        /// A text of its own for each object.
        case custom
    }

    /// Which objects of a table stand under one heading.
    enum Grouping: Sendable {
        /// Those with the same text of a property, which the heading names.
        case property(String)
        /// Those with the same folder in a property, whose provider is left out.
        case folder(String)
        /// Those with the same folder of the path in a property.
        case folderOfPath(String)
    }

    /// The types it is for. Each is meant with and without `Deserialized.`, unless that stands in it.
    let typeNames: [String]
    let shape: Shape
    let columns: [ViewColumn]
    var grouping: Grouping?
    /// Whether cells go on in further lines instead of being cut.
    var wrapsRows = false

    static func table(_ typeNames: [String], _ columns: [ViewColumn]) -> ViewDefinition {
        ViewDefinition(typeNames: typeNames, shape: .table, columns: columns)
    }

    static func table(_ typeName: String, _ columns: [ViewColumn]) -> ViewDefinition { table([typeName], columns) }

    static func list(_ typeName: String, _ properties: [String]) -> ViewDefinition {
        ViewDefinition(
            typeNames: [typeName],
            shape: .list,
            columns: properties.map { ViewColumn($0, .share) }
        )
    }

    static func custom(_ typeName: String, _ cell: ViewCell) -> ViewDefinition {
        ViewDefinition(typeNames: [typeName], shape: .custom, columns: [ViewColumn("", .share, cell: cell)])
    }

    func grouped(by grouping: Grouping) -> ViewDefinition {
        var view = self
        view.grouping = grouping
        return view
    }

    func wrappingRows() -> ViewDefinition {
        var view = self
        view.wrapsRows = true
        return view
    }
}

/// A column of a table, or a field of a list.
struct ViewColumn: Sendable {
    let column: TableColumn
    let cell: ViewCell
    /// What the header shows, or stands before the value in a list.
    var label: [UInt8] { column.label }

    /// - Parameters:
    ///   - label: the header, and the property unless `cell` says more.
    init(
        _ label: String,
        _ width: TableColumn.Width,
        _ alignment: CellAlignment = .left,
        cell: ViewCell? = nil
    ) {
        column = TableColumn(Array(label.utf8), width, alignment)
        self.cell = cell ?? .property(label)
    }

    init(_ label: String, _ width: Int, _ alignment: CellAlignment = .left, cell: ViewCell? = nil) {
        self.init(label, .fixed(width), alignment, cell: cell)
    }
}

/// Where the text of a cell comes from.
enum ViewCell: Sendable, Hashable {
    /// How a number is shown.
    enum NumberForm: Sendable, Hashable {
        /// Without a fraction, a half rounded to the even number.
        case whole
        /// With two decimals and commas between thousands.
        case grouped
        /// With two decimals.
        case plain
    }

    /// The value of a property.
    case property(String)
    /// A property of the value of a property.
    case inner(String, String)
    /// That property of each item of a list.
    case innerItems(String, String)
    /// A number, divided. Missing ones are 0.
    case number(String, divisor: Double, NumberForm)
    /// A number of bytes in units of 2^30, or nothing if it and the other one are missing or 0.
    case gigabytes(String, other: String)
    /// A date as `MM/dd/yyyy HH:mm`.
    case fileTime(String)
    /// A date as `MMM dd HH:mm`.
    case monthAndTime(String)
    /// A time span in seconds, with minutes and hours where it is that long.
    case elapsed(String)
    /// The first of two properties that is not null.
    case either(String, String)
    /// The name of a command; of an alias the one that it shows for itself.
    case commandName
    /// The commands of a module.
    case exportedCommands
    /// The part of a module's version that says that it is not released.
    case preRelease
    /// The part of a path behind the last separator.
    case lastPathPart(String)
    /// The long text of a date.
    case longDate
}
