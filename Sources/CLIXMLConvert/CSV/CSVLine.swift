internal import CLIXML

/// One record being put together: for each column where its text stands, then all of it in one go.
///
/// Texts that can be copied as they are stay where they are among the value's bytes; the others are made in a buffer of the
/// line.
struct CSVLine {
    private enum Source: UInt8, BitwiseCopyable { case value, scratch, constant }

    private struct Piece: BitwiseCopyable {
        let start: Int
        let count: Int
        let source: Source
        let isQuoted: Bool
        /// Whether quotation marks are in it that are to be doubled.
        let isDoubled: Bool
        let isAbsent: Bool
    }

    let field: CSVField
    private var pieces: [Piece] = []
    private var byteCount = 0
    /// Texts that had to be made. One begins at its end, and is ended by ``endText(from:_:)``.
    var scratch: [UInt8] = []
    private var line: [UInt8] = []

    private static let constants = Array("TrueFalse".utf8)
    /// Buffers beyond this are given back after the line.
    private static let keptByteCount = 1 << 20

    init(field: CSVField) { self.field = field }

    /// Begins a record.
    mutating func begin() {
        pieces.removeAll(keepingCapacity: true)
        byteCount = 0
        scratch.removeAll(keepingCapacity: scratch.capacity <= CSVLine.keptByteCount)
    }

    /// A cell that is not there.
    @inline(__always)
    mutating func addAbsent() {
        let piece = Piece(start: 0, count: 0, source: .value, isQuoted: false, isDoubled: false, isAbsent: true)
        pieces.append(piece)
        byteCount &+= 4
    }

    /// A text among the value's bytes that needs no change but for what quotes ask.
    @inline(__always)
    mutating func add(_ bytes: Span<UInt8>, _ start: Int, _ count: Int, _ quoting: CSVField.Quoting, mayHaveQuote: Bool)
    {
        let text = bytes.extracting(start..<(start &+ count))
        switch quoting {
        case .always:
            let quoteCount = mayHaveQuote ? CSVField.count(CSVField.quote, in: text) : 0
            add(start, count, .value, isQuoted: true, quoteCount: quoteCount)
        case .asNeeded:
            let isQuoted = field.needsQuotes(text)
            let quoteCount = isQuoted ? CSVField.count(CSVField.quote, in: text) : 0
            add(start, count, .value, isQuoted: isQuoted, quoteCount: quoteCount)
        case .never:
            add(start, count, .value, isQuoted: false)
        }
    }

    /// A truth value.
    @inline(__always)
    mutating func add(_ value: Bool, _ quoting: CSVField.Quoting) {
        if quoting == .asNeeded {
            let start = scratch.count
            PrimitiveFormatter.booleanText(value, into: &scratch)
            return endText(from: start, quoting)
        }
        add(value ? 0 : 4, value ? 4 : 5, .constant, isQuoted: quoting == .always)
    }

    /// The text that was appended to ``scratch`` is a cell.
    mutating func endText(from start: Int, _ quoting: CSVField.Quoting) {
        CSVField.replaceLoneSurrogates(in: &scratch, from: start)
        let count = scratch.count &- start
        let isQuoted =
            switch quoting {
            case .always: true
            case .never: false
            case .asNeeded: field.needsQuotes(scratch.span.extracting(start..<scratch.count))
            }
        let quotes = isQuoted ? CSVField.count(CSVField.quote, in: scratch.span.extracting(start..<scratch.count)) : 0
        add(start, count, .scratch, isQuoted: isQuoted, quoteCount: quotes)
    }

    @inline(__always)
    private mutating func add(_ start: Int, _ count: Int, _ source: Source, isQuoted: Bool, quoteCount: Int = 0) {
        let piece = Piece(
            start: start,
            count: count,
            source: source,
            isQuoted: isQuoted,
            isDoubled: quoteCount > 0,
            isAbsent: false
        )
        pieces.append(piece)
        byteCount &+= count &+ quoteCount &+ 6
    }

    /// Appends the record and a line feed, or nothing if the record is the empty text.
    ///
    /// - Complexity: O(*n*) in its bytes.
    mutating func write(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        if line.count < byteCount &+ 1 {
            line.append(contentsOf: repeatElement(0, count: max(byteCount &+ 1, 4_096) &- line.count))
        }
        // Taken out for the while, because the pieces are read beside it.
        var line = line
        self.line = []
        let count = fill(&line, bytes)
        if count > 0 { output.append(contentsOf: line[0...count]) }
        if line.count <= CSVLine.keptByteCount { self.line = line }
    }

    /// Appends a record without texts of a value, and a line feed.
    mutating func write(into output: inout [UInt8]) {
        let nothing: [UInt8] = []
        write(nothing.span, into: &output)
    }

    /// Copies all pieces into the line and gives the number of bytes before the line feed.
    private func fill(_ line: inout [UInt8], _ bytes: Span<UInt8>) -> Int {
        let delimiter = field.delimiter
        let scratch = scratch
        let constants = CSVLine.constants
        var line = line.mutableSpan
        var at = 0
        let quote = CSVField.quote
        for index in pieces.indices {
            let piece = pieces[index]
            if index > 0 {
                if delimiter.count == 1 {
                    line[at] = delimiter[0]
                    at &+= 1
                } else {
                    CSVLine.copy(delimiter.span, to: &line, &at)
                }
            }
            if piece.isAbsent { continue }
            if piece.isQuoted {
                line[at] = quote
                at &+= 1
            }
            let range = piece.start..<(piece.start &+ piece.count)
            switch piece.source {
            case .value where piece.isDoubled: CSVLine.copyDoubling(bytes.extracting(range), to: &line, &at)
            case .value: CSVLine.copy(bytes.extracting(range), to: &line, &at)
            case .scratch where piece.isDoubled:
                CSVLine.copyDoubling(scratch.span.extracting(range), to: &line, &at)
            case .scratch: CSVLine.copy(scratch.span.extracting(range), to: &line, &at)
            case .constant: CSVLine.copy(constants.span.extracting(range), to: &line, &at)
            }
            if piece.isQuoted {
                line[at] = quote
                at &+= 1
            }
        }
        line[at] = CSVField.lineFeed
        return at
    }

    @inline(__always)
    private static func copy(_ source: Span<UInt8>, to line: inout MutableSpan<UInt8>, _ at: inout Int) {
        var target = line._mutatingExtracting(at..<(at &+ source.count))
        for index in source.indices { target[index] = source[index] }
        at &+= source.count
    }

    /// Copies a text with its quotation marks doubled.
    ///
    /// Each byte is stored twice, and the second one written over unless it is a quotation mark: there is no branch to
    /// mispredict. Room for one byte beyond is there.
    private static func copyDoubling(_ source: Span<UInt8>, to line: inout MutableSpan<UInt8>, _ at: inout Int) {
        for index in source.indices {
            let byte = source[index]
            line[at] = byte
            line[at &+ 1] = byte
            at &+= byte == CSVField.quote ? 2 : 1
        }
    }
}
