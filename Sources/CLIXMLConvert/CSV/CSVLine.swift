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

    private static let constants = Array("TrueFalse".utf8)
    /// Room behind a line, so that all of it can be put in in blocks.
    private static let slack = 64
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
            let quoteCount = mayHaveQuote ? CSVField.roomForQuotes(in: text) : 0
            add(start, count, .value, isQuoted: true, quoteCount: quoteCount)
        case .asNeeded:
            let isQuoted = field.needsQuotes(text)
            let quoteCount = isQuoted ? CSVField.roomForQuotes(in: text) : 0
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

    /// A text among the value's bytes in which something is to be undone.
    ///
    /// - Returns: false, with nothing added, if that is not done here.
    mutating func add(coded bytes: Span<UInt8>, _ start: Int, _ count: Int, _ quoting: CSVField.Quoting) -> Bool {
        let first = scratch.count
        var isKnown = false
        let isQuoted = quoting == .always
        scratch.appendThroughSink(room: (isQuoted ? 2 &* count : count) &+ 16) { sink in
            isKnown = CodedText.put(bytes, from: start, count: count, doublesQuotes: isQuoted, into: &sink)
        }
        guard isKnown else { return false }
        if isQuoted {
            // Quotation marks are doubled already, which spares two more ways through the text.
            add(first, scratch.count &- first, .scratch, isQuoted: true)
        } else {
            endPlainText(from: first, quoting)
        }
        return true
    }

    /// The text that was appended to ``scratch`` is a cell.
    mutating func endText(from start: Int, _ quoting: CSVField.Quoting) {
        CSVField.replaceLoneSurrogates(in: &scratch, from: start)
        endPlainText(from: start, quoting)
    }

    /// The text that was appended to ``scratch``, without lone surrogates, is a cell.
    mutating func endPlainText(from start: Int, _ quoting: CSVField.Quoting) {
        let count = scratch.count &- start
        let isQuoted =
            switch quoting {
            case .always: true
            case .never: false
            case .asNeeded: field.needsQuotes(scratch.span.extracting(start..<scratch.count))
            }
        let quotes = isQuoted ? CSVField.roomForQuotes(in: scratch.span.extracting(start..<scratch.count)) : 0
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
        output.appendThroughSink(room: byteCount &+ CSVLine.slack) { sink in
            fill(&sink, bytes)
            if sink.count > 0 { sink.put(CSVField.lineFeed) }
        }
    }

    /// Appends a record without texts of a value, and a line feed.
    mutating func write(into output: inout [UInt8]) {
        let nothing: [UInt8] = []
        write(nothing.span, into: &output)
    }

    /// Copies all pieces into the line.
    private func fill(_ line: inout ByteSink, _ bytes: Span<UInt8>) {
        let delimiter = field.delimiter
        let scratch = scratch
        let constants = CSVLine.constants
        for index in pieces.indices {
            let piece = pieces[index]
            if index > 0 {
                if delimiter.count == 1 {
                    line.put(delimiter[0])
                } else {
                    line.put(delimiter.span, from: 0, count: delimiter.count)
                }
            }
            if piece.isAbsent { continue }
            if piece.isQuoted { line.put(CSVField.quote) }
            switch piece.source {
            case .value: CSVLine.copy(bytes, piece, to: &line)
            case .scratch: CSVLine.copy(scratch.span, piece, to: &line)
            case .constant: CSVLine.copy(constants.span, piece, to: &line)
            }
            if piece.isQuoted { line.put(CSVField.quote) }
        }
    }

    /// Copies a text, with its quotation marks doubled if it has any.
    @inline(__always)
    private static func copy(_ source: Span<UInt8>, _ piece: Piece, to line: inout ByteSink) {
        guard piece.isDoubled else { return line.put(source, from: piece.start, count: piece.count) }
        let quote = CSVField.quote
        let end = piece.start &+ piece.count
        var index = piece.start
        while true {
            index = line.put(source, upTo: (quote, quote, quote, quote), from: index, to: end)
            guard index < end else { return }
            line.put(UInt32(quote) << 8 | UInt32(quote), count: 2)
            index &+= 1
        }
    }
}
