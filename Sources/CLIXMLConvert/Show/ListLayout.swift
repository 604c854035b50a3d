internal import CLIXML

/// Lays out the fields of one object, a line a field: labels padded to the longest of them, then values, broken where they
/// are too long (show.md 3.2).
struct ListLayout {
    private let lineWidth: Int
    private let controls: CellText.Controls
    private var labels: [[UInt8]] = []
    private var labelCounts: [Int] = []
    private var labelWidth = 0
    private var scratch: [UInt8] = []
    private var field = 0

    /// Where the value of a field is put before it is ended.
    var value: [UInt8] = []

    init(lineWidth: Int, controls: CellText.Controls) {
        self.lineWidth = lineWidth
        self.controls = controls
    }

    /// Begins an object whose fields have these labels.
    mutating func begin(_ newLabels: [[UInt8]]) {
        field = 0
        labels = newLabels
        labelCounts.removeAll(keepingCapacity: true)
        var longest = 0
        for index in labels.indices {
            labelCounts.append(CellText.finish(&labels[index], from: 0, controls))
            longest = max(longest, labelCounts[index])
        }
        labelWidth = min(longest, max(0, lineWidth - 4))
    }

    /// Ends a field whose text is ``value``.
    mutating func endField(into output: inout [UInt8]) {
        defer {
            value.removeAll(keepingCapacity: true)
            field += 1
        }
        guard lineWidth >= TableLayout.minimumLineWidth else { return }
        appendLabel(into: &output)
        let width = lineWidth - labelWidth - 3
        let cellCount = CellText.finish(&value, from: 0, controls)
        let text = value
        if cellCount <= width, !CellText.hasLineBreak(text.span) {
            output.append(text.span)
            output.append(CellText.lineFeed)
            return
        }
        appendLines(text, width, into: &output)
    }

    private func appendLabel(into output: inout [UInt8]) {
        let label = labels[field]
        if labelCounts[field] > labelWidth {
            let cut = CellText.head(label.span, cellCount: labelWidth)
            output.append(label.span, 0..<cut.index)
            if cut.hasHalf { output.append(contentsOf: CellText.replacement) }
            output.appendBlanks(labelWidth - cut.cellCount)
        } else {
            output.append(label.span)
            output.appendBlanks(labelWidth - labelCounts[field])
        }
        output.append(text: " : ")
    }

    private mutating func appendLines(_ text: [UInt8], _ width: Int, into output: inout [UInt8]) {
        let indentation = labelWidth + 3
        var isFirst = true
        let plain = text.filter { $0 != CellText.carriageReturn }
        var start = 0
        while start <= plain.count {
            let end = plain[start...].firstIndex(of: CellText.lineFeed) ?? plain.count
            CellText.forEachChunk(of: plain.span.extracting(start..<end), cellCount: width, &scratch) { chunk, _ in
                if !isFirst { output.appendBlanks(indentation) }
                isFirst = false
                output.append(chunk)
                output.append(CellText.lineFeed)
            }
            start = end + 1
        }
    }
}
