internal import CLIXML

/// Takes the records of a CSV text apart, in any chunking, as PowerShell does (convert.md 8.2).
///
/// | state | where it is |
/// | --- | --- |
/// | `start` | before a cell's first character: blanks are passed over |
/// | `text` | in a cell without quotes |
/// | `quoted` | between quotes |
/// | `quote` | after a quote that ends a cell, unless another follows |
/// | `rest` | after the quotes, or after a blank or a quote in a cell without: everything counts up to the delimiter |
struct CSVRecordScanner {
    private enum State: UInt8 { case start, text, quoted, quote, rest }

    /// Where the next byte is looked at.
    var position = 0
    /// Where the record begins.
    var recordStart = 0
    /// The cells of the record, one after another.
    private(set) var bytes: [UInt8] = []
    /// Where each cell ends in ``bytes``.
    private(set) var ends: [Int] = []
    /// Where each cell begins in the source.
    private(set) var starts: [Int] = []

    private var state = State.start
    private var cellStart = 0
    /// Where the rest of the cell begins in ``bytes``.
    private var restStart = 0
    /// Whether a rest of blanks alone is dropped.
    private var dropsBlankRest = false
    /// Whether a line feed here belongs to the line end that was passed.
    private var isAfterCarriageReturn = false
    private let delimiter: [UInt8]

    init(delimiter: Unicode.Scalar) { self.delimiter = Array(String(Character(delimiter)).utf8) }

    /// How many cells the record has.
    var count: Int { ends.count }

    /// The place of a cell in ``bytes``.
    func range(_ cell: Int) -> Range<Int> { (cell == 0 ? 0 : ends[cell &- 1])..<ends[cell] }

    /// Whether the record is nothing but one empty cell: a blank line.
    var isBlank: Bool { ends.count == 1 && ends[0] == 0 }

    /// The source lost its first `count` bytes.
    mutating func dropFirst(_ count: Int) {
        position &-= count
        recordStart &-= count
        cellStart &-= count
    }

    /// Begins the next record.
    mutating func beginRecord() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        recordStart = position
        cellStart = position
    }

    /// Passes over a line; false if its end is not there yet.
    mutating func passLine(_ source: Span<UInt8>, isFinal: Bool) -> Bool {
        while position < source.count {
            let byte = source[position]
            position &+= 1
            if byte == 0x0A || byte == 0x0D {
                isAfterCarriageReturn = byte == 0x0D
                return true
            }
        }
        return isFinal
    }

    /// Goes on up to the end of the record; true if it is complete. Without any cell the text has ended.
    mutating func scan(_ source: Span<UInt8>, upTo end: Int, isFinal: Bool) -> Bool {
        if isAfterCarriageReturn, position < end {
            isAfterCarriageReturn = false
            if source[position] == 0x0A {
                position &+= 1
                if bytes.isEmpty, ends.isEmpty { beginRecord() }
            }
        }
        while position < end {
            switch state {
            case .start, .text: if outsideQuotes(source, upTo: end) { return true }
            case .quoted:
                var index = position
                while index < end, source[index] != UInt8(ascii: "\"") { index &+= 1 }
                bytes.append(source, position..<index)
                position = index
                if index < end {
                    state = .quote
                    position = index &+ 1
                }
            case .quote:
                if source[position] == UInt8(ascii: "\"") {
                    bytes.append(UInt8(ascii: "\""))
                    state = .quoted
                    position &+= 1
                } else {
                    beginRest(dropsBlanks: true)
                }
            case .rest: if restOfCell(source, upTo: end) { return true }
            }
        }
        guard isFinal else { return false }
        // The end of the text ends a cell that is not empty, or had quotes around it.
        if state == .quote { beginRest(dropsBlanks: true) }
        if state == .rest || bytes.count > (ends.last ?? 0) { endCell() }
        state = .start
        return true
    }

    /// - Returns: whether the record is complete.
    private mutating func outsideQuotes(_ source: Span<UInt8>, upTo end: Int) -> Bool {
        var index = position
        let first = delimiter[0]
        while index < end {
            let byte = source[index]
            if byte == first, isDelimiter(source, index, end) {
                bytes.append(source, position..<index)
                position = index &+ delimiter.count
                endCell()
                return false
            }
            switch byte {
            case UInt8(ascii: "\""):
                bytes.append(source, position..<index)
                if state == .start, index == position {
                    state = .quoted
                } else {
                    bytes.append(byte)
                    beginRest(dropsBlanks: false)
                }
                position = index &+ 1
                return false
            case 0x20, 0x09:
                guard state == .text || index > position else {
                    index &+= 1
                    position = index
                    continue
                }
                bytes.append(source, position..<(index &+ 1))
                position = index &+ 1
                beginRest(dropsBlanks: true)
                return false
            case 0x0A, 0x0D:
                bytes.append(source, position..<index)
                position = index &+ 1
                isAfterCarriageReturn = byte == 0x0D
                endCell()
                return true
            default: index &+= 1
            }
        }
        if index > position { state = .text }
        bytes.append(source, position..<index)
        position = index
        return false
    }

    private mutating func beginRest(dropsBlanks: Bool) {
        state = .rest
        restStart = bytes.count
        dropsBlankRest = dropsBlanks
    }

    /// - Returns: whether the record is complete.
    private mutating func restOfCell(_ source: Span<UInt8>, upTo end: Int) -> Bool {
        var index = position
        let first = delimiter[0]
        while index < end {
            let byte = source[index]
            let isLineEnd = byte == 0x0A || byte == 0x0D
            if isLineEnd || byte == first && isDelimiter(source, index, end) {
                let isCell = byte == first && isDelimiter(source, index, end)
                bytes.append(source, position..<index)
                position = index &+ (isCell ? delimiter.count : 1)
                isAfterCarriageReturn = !isCell && byte == 0x0D
                endCell()
                return !isCell
            }
            index &+= 1
        }
        bytes.append(source, position..<index)
        position = index
        return false
    }

    private func isDelimiter(_ source: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
        guard delimiter.count > 1 else { return true }
        guard index &+ delimiter.count <= end else { return false }
        for offset in delimiter.indices where source[index &+ offset] != delimiter[offset] { return false }
        return true
    }

    private mutating func endCell() {
        if state == .rest, dropsBlankRest {
            var index = restStart
            while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index &+= 1 }
            if index == bytes.count { bytes.removeLast(bytes.count &- restStart) }
        }
        ends.append(bytes.count)
        starts.append(cellStart)
        cellStart = position
        state = .start
    }
}
