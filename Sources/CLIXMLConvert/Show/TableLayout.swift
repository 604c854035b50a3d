internal import CLIXML

/// The columns of a table at their final widths, and the lines made with them (show.md 4.3 to 4.5).
struct TableLayout: Sendable {
    private let columns: [TableColumn]
    /// The cells of each column that is seen; columns that found no room are missing at the end.
    private(set) var widths: [Int]
    /// Whether rows go on in further lines instead of being cut.
    private let wrapsRows: Bool

    /// Lays out columns in a line.
    ///
    /// - Parameters:
    ///   - measured: for each column the cells of its widest text, the label included. Counts for all where the first column
    ///     has no fixed width.
    ///   - lineWidth: the cells of a line.
    init(_ columns: [TableColumn], measured: [Int], lineWidth: Int, wrapsRows: Bool = false) {
        self.columns = columns
        self.wrapsRows = wrapsRows
        widths = TableLayout.isMeasured(columns) ? measured : TableLayout.shares(columns, lineWidth)
        fit(lineWidth)
    }

    /// Whether the widths of columns are those of their texts: fixed ones count only if the first column has one.
    static func isMeasured(_ columns: [TableColumn]) -> Bool {
        if case .fixed = columns.first?.width { false } else { true }
    }

    /// The fixed widths, and what they leave of the line in equal parts, the first ones a cell larger.
    private static func shares(_ columns: [TableColumn], _ lineWidth: Int) -> [Int] {
        var widths: [Int] = []
        var shareCount = 0
        for column in columns {
            if case .fixed(let width) = column.width {
                widths.append(width)
            } else {
                widths.append(1)
                shareCount += 1
            }
        }
        guard shareCount > 0 else { return widths }
        let room = max(0, lineWidth - widths.reduce(columns.count - 1, +))
        var index = 0
        for position in widths.indices {
            if case .fixed = columns[position].width { continue }
            widths[position] += room / shareCount + (index < room % shareCount ? 1 : 0)
            index += 1
        }
        return widths
    }

    /// Narrows or hides columns from the right until they fit.
    private mutating func fit(_ lineWidth: Int) {
        guard lineWidth >= TableLayout.minimumLineWidth else { return widths.removeAll() }
        var total = widths.reduce(max(0, widths.count - 1), +)
        while total > lineWidth, let last = widths.last {
            let excess = total - lineWidth
            if last > excess {
                widths[widths.count - 1] = last - excess
                return
            }
            widths.removeLast()
            total -= last + (widths.isEmpty ? 0 : 1)
        }
    }

    /// In fewer cells PowerShell writes no lists and no tables.
    static let minimumLineWidth = 5

    // MARK: - Rows

    /// Appends a row.
    ///
    /// - Parameters:
    ///   - text: the texts of the cells, one after another, made ready by ``CellText/finish(_:from:_:)``.
    ///   - ends: where each of them ends.
    ///   - cellCounts: how many cells each takes.
    func appendRow(
        _ text: Span<UInt8>,
        start: Int,
        ends: Span<Int>,
        cellCounts: Span<Int>,
        into output: inout [UInt8]
    ) {
        guard !widths.isEmpty else { return }
        if wrapsRows {
            return appendWrapped(into: &output) { index in
                let range = (index == 0 ? start : ends[index - 1])..<ends[index]
                var copy: [UInt8] = []
                copy.append(text, range)
                return copy
            }
        }
        var begin = start
        for index in widths.indices {
            if index > 0 { output.append(UInt8(ascii: " ")) }
            let end = ends[index]
            appendCell(text.extracting(begin..<end), cellCounts[index], index, into: &output)
            begin = end
        }
        output.append(CellText.lineFeed)
    }

    @inline(__always)
    private func appendCell(_ text: Span<UInt8>, _ cellCount: Int, _ index: Int, into output: inout [UInt8]) {
        let width = widths[index]
        let isLast = index == columns.count - 1
        // A text of one byte a cell can hold a line break all the same.
        guard cellCount <= width, !CellText.hasLineBreak(text) else {
            return appendCut(text, index, isLast: isLast, into: &output)
        }
        appendPadded(text, cellCount, width, columns[index].alignment, isLast: isLast, into: &output)
    }

    @inline(__always)
    private func appendPadded(
        _ text: Span<UInt8>,
        _ cellCount: Int,
        _ width: Int,
        _ alignment: CellAlignment,
        isLast: Bool,
        into output: inout [UInt8]
    ) {
        let room = width - cellCount
        let before =
            switch alignment {
            case .left: 0
            case .center: room / 2
            case .right: room
            }
        if before > 0 { output.appendBlanks(before) }
        output.append(text)
        if !isLast, room > before { output.appendBlanks(room - before) }
    }

    /// Appends a text that has a line break or is too long.
    private func appendCut(_ text: Span<UInt8>, _ index: Int, isLast: Bool, into output: inout [UInt8]) {
        let width = widths[index]
        let alignment = columns[index].alignment
        var line: [UInt8] = []
        line.append(text)
        if let lineBreak = line.firstIndex(where: { $0 == CellText.lineFeed || $0 == CellText.carriageReturn }) {
            line.removeLast(line.count - lineBreak)
            line.append(contentsOf: CellText.ellipsis)
        }
        let cellCount = CellText.width(line.span)
        if cellCount <= width {
            return appendPadded(line.span, cellCount, width, alignment, isLast: isLast, into: &output)
        }
        let room = width > 1 ? width - 1 : 1
        if alignment == .right {
            let cut = CellText.tail(line.span, cellCount: room)
            if cut.cellCount < room { output.append(UInt8(ascii: " ")) }
            if width > 1 { output.append(contentsOf: CellText.ellipsis) }
            if cut.hasHalf { output.append(contentsOf: CellText.replacement) }
            output.append(contentsOf: line[cut.index...])
        } else {
            let cut = CellText.head(line.span, cellCount: room)
            output.append(contentsOf: line[..<cut.index])
            if cut.hasHalf { output.append(contentsOf: CellText.replacement) }
            if width > 1 { output.append(contentsOf: CellText.ellipsis) }
            if cut.cellCount < room { output.append(UInt8(ascii: " ")) }
        }
    }

    // MARK: - Header

    /// Appends the labels and the dashes below them.
    func appendHeader(into output: inout [UInt8]) {
        guard !widths.isEmpty else { return }
        appendWrapped(into: &output) { columns[$0].label }
        for index in widths.indices {
            if index > 0 { output.append(UInt8(ascii: " ")) }
            let text = columns[index].label
            let label = CellText.width(text.span)
            let dashes = Array(
                repeating: UInt8(ascii: "-"),
                count: label == 0 ? widths[index] : min(widths[index], label)
            )
            let isLast = index == columns.count - 1
            appendPadded(
                dashes.span,
                dashes.count,
                widths[index],
                columns[index].alignment,
                isLast: isLast,
                into: &output
            )
        }
        output.append(CellText.lineFeed)
    }

    /// Appends texts that go on in further lines where they are too long for their columns.
    private func appendWrapped(into output: inout [UInt8], _ text: (Int) -> [UInt8]) {
        var pieces: [[(text: [UInt8], cellCount: Int)]] = []
        var scratch: [UInt8] = []
        for index in widths.indices {
            var lines: [(text: [UInt8], cellCount: Int)] = []
            let whole = text(index).filter { $0 != CellText.carriageReturn }
            for line in whole.split(separator: CellText.lineFeed, omittingEmptySubsequences: false) {
                let line = Array(line)
                CellText.forEachChunk(of: line.span, cellCount: widths[index], &scratch) { chunk, cellCount in
                    var copy: [UInt8] = []
                    copy.append(chunk)
                    lines.append((copy, cellCount))
                }
            }
            pieces.append(lines)
        }
        let lineCount = pieces.map(\.count).max() ?? 0
        for line in 0..<lineCount {
            // In a block of several lines nothing follows the last text of each.
            let last = lineCount == 1 ? pieces.count - 1 : pieces.lastIndex { $0.count > line } ?? 0
            for index in 0...last {
                if index > 0 { output.append(UInt8(ascii: " ")) }
                guard line < pieces[index].count else {
                    output.appendBlanks(widths[index])
                    continue
                }
                let piece = pieces[index][line]
                appendPadded(
                    piece.text.span,
                    piece.cellCount,
                    widths[index],
                    columns[index].alignment,
                    isLast: index == last,
                    into: &output
                )
            }
            output.append(CellText.lineFeed)
        }
    }
}

extension CellText {
    @inline(__always)
    static func hasLineBreak(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] == lineFeed || text[index] == carriageReturn { return true }
        return false
    }
}

extension [UInt8] {
    /// Appends blanks.
    mutating func appendBlanks(_ count: Int) {
        guard count > 0 else { return }
        append(addingCapacity: count) { $0.append(repeating: UInt8(ascii: " "), count: count) }
    }
}
