internal import CLIXML

/// Writes one table, or one group of a grouped one: the header, then rows as they come.
///
/// Where widths are those of the texts, rows are held back to be measured until the table ends or there are many of them;
/// from then on they are written at once. PowerShell does the same with the rows that come in the first 300 ms.
///
/// Fill ``text`` with the text of a cell, then call ``endCell()``, for each column, then ``endRow(into:)``.
struct TableWriter {
    private enum Line: BitwiseCopyable {
        case row(textStart: Int, firstCell: Int)
        /// Bytes written as they are.
        case raw(start: Int, end: Int)
    }

    /// The texts of the row that is being filled, behind those that are held back.
    var text: [UInt8] = []

    private let columns: [TableColumn]
    private let lineWidth: Int
    private let controls: CellText.Controls
    private let wrapsRows: Bool
    private var layout: TableLayout?
    private var measured: [Int]
    private var ends: [Int] = []
    private var cellCounts: [Int] = []
    private var lines: [Line] = []
    /// Where the row that is being filled begins.
    private var rowStart = 0
    private var rowFirstCell = 0

    /// So many rows are measured at most.
    static let maximumHeldRowCount = 50_000
    /// So many bytes of their texts are held back at most, but for the last row.
    static let maximumHeldByteCount = 32 << 20

    init(_ columns: [TableColumn], lineWidth: Int, controls: CellText.Controls, wrapsRows: Bool = false) {
        self.columns = columns.map { column in
            var label = column.label
            _ = CellText.finish(&label, from: 0, controls)
            return TableColumn(label, column.width, column.alignment)
        }
        self.lineWidth = lineWidth
        self.controls = controls
        self.wrapsRows = wrapsRows
        measured = self.columns.map { CellText.width($0.label.span) }
    }

    /// Writes the header if the widths are fixed.
    mutating func begin(into output: inout [UInt8]) {
        if !TableLayout.isMeasured(columns) { release(into: &output) }
    }

    /// Ends a cell whose text stands at the end of ``text``.
    mutating func endCell() {
        let start = cellCounts.count == rowFirstCell ? rowStart : ends[ends.count - 1]
        let cellCount = CellText.finish(&text, from: start, controls)
        let column = cellCounts.count - rowFirstCell
        if layout == nil, cellCount > measured[column] { measured[column] = cellCount }
        ends.append(text.count)
        cellCounts.append(cellCount)
    }

    /// Ends a row, all of whose cells were ended.
    mutating func endRow(into output: inout [UInt8]) {
        if let layout {
            write(.row(textStart: rowStart, firstCell: rowFirstCell), layout, into: &output)
            clear()
            return
        }
        lines.append(.row(textStart: rowStart, firstCell: rowFirstCell))
        endLine(into: &output)
    }

    /// Adds bytes that take no part in the table.
    mutating func addRaw(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        guard layout == nil else {
            output.append(bytes)
            return
        }
        lines.append(.raw(start: text.count, end: text.count + bytes.count))
        text.append(bytes)
        endLine(into: &output)
    }

    private mutating func endLine(into output: inout [UInt8]) {
        rowStart = text.count
        rowFirstCell = ends.count
        if lines.count >= TableWriter.maximumHeldRowCount || text.count >= TableWriter.maximumHeldByteCount {
            release(into: &output)
        }
    }

    /// Fixes the widths, and writes the header and what was held back.
    mutating func release(into output: inout [UInt8]) {
        guard layout == nil else { return }
        let layout = TableLayout(columns, measured: measured, lineWidth: lineWidth, wrapsRows: wrapsRows)
        layout.appendHeader(into: &output)
        for line in lines { write(line, layout, into: &output) }
        self.layout = layout
        lines = []
        clear()
    }

    private func write(_ line: Line, _ layout: TableLayout, into output: inout [UInt8]) {
        switch line {
        case .row(let start, let cell):
            layout.appendRow(
                text.span,
                start: start,
                ends: ends.span.extracting(cell..<(cell + columns.count)),
                cellCounts: cellCounts.span.extracting(cell..<(cell + columns.count)),
                into: &output
            )
        case .raw(let start, let end): output.append(text.span, start..<end)
        }
    }

    private mutating func clear() {
        text.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        cellCounts.removeAll(keepingCapacity: true)
        rowStart = 0
        rowFirstCell = 0
    }
}
