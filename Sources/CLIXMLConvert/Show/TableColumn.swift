/// Where a text stands in its column.
enum CellAlignment: Sendable {
    case left
    case center
    case right
}

/// A column of a table: its label, where its texts stand, and how wide it is.
struct TableColumn: Sendable {
    /// How the width is found (show.md 4.3).
    enum Width: Sendable, Equatable {
        /// This many cells.
        case fixed(Int)
        /// A share of what the fixed columns leave of the line.
        case share
        /// As wide as the widest of its texts.
        case measured
    }

    /// What the header shows, as WTF-8.
    let label: [UInt8]
    let width: Width
    let alignment: CellAlignment

    init(_ label: [UInt8], _ width: Width = .measured, _ alignment: CellAlignment = .left) {
        self.label = label
        self.width = width
        self.alignment = alignment
    }
}
