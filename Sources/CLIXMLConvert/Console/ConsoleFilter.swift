public import CLIXML

/// Passes console output on as plain text: what stands in `#< CLIXML` blocks is shown as PowerShell's console shows it, and all
/// else goes through as it is.
///
/// PowerShell writes such blocks to its standard error when that is redirected and the command came encoded, as `ssh`,
/// WinRM and build tools send it. A block may stand anywhere: after text, in lines that a log gives a prefix, in strings of JSON or
/// of a programming language, cut off at the end, with text between its values where two streams were merged.
///
/// ```swift
/// var filter = ConsoleFilter()
/// for chunk in chunks {
///     filter.append(chunk.span, to: &output)      // write `output` out, and empty it
/// }
/// filter.finish(to: &output)
/// ```
///
/// Any chunking gives the same output. Plain text comes out with the call that brought it, up to a few bytes that may begin a
/// mark; a value of a block when its last byte is there. A block that cannot be read comes out as it is, with a note: see
/// ``takeNotes()``. Memory is bounded by the size that a value may have. Bytes that are not UTF-8, as in the code pages of
/// Windows consoles, come out as they went in; a stream that begins with the byte order mark of UTF-16 or UTF-32, as Windows
/// PowerShell redirects into files, comes out as UTF-8.
///
/// - Complexity: O(1) amortised for each byte.
public struct ConsoleFilter: ~Copyable {
    enum Mode {
        /// Outside blocks.
        case text
        /// In bytes that may begin a block.
        case mark
        /// At the beginning of a line whose prefix may be that of the line before.
        case prefix
        case block
        /// Behind a root's end tag, where the rest of its line, or another root, may follow.
        case afterBlock
    }

    /// Where the output stands in its line.
    enum LineState { case start, afterPrefix, inText }

    enum Expectation {
        /// No header was seen.
        case nothing
        /// After a header: the next root is a block.
        case root
        /// After a block: a root that stands like a block's is one, as when documents run together.
        case anotherRoot
    }

    let options: ConsoleFilterOptions
    private var encoding = StreamEncoding()
    var mode = Mode.text
    /// The place of the next byte that is looked at.
    var position = StreamPosition()
    /// Bytes to be looked at again, before those that follow them.
    var replay: [UInt8] = []
    private(set) var notes: [CLIXMLError] = []

    // Text.
    var expectation = Expectation.nothing
    /// With how many backslashes the line end behind the last header was spelled.
    var headerBackslashCount = 0
    /// Whether a header stands before this place in the same line.
    var isHeaderInLine = false
    var isRightAfterBlock = false
    /// Bytes that may begin a mark, and their place.
    var candidate: [UInt8] = []
    var candidatePosition = StreamPosition()
    /// The input's line up to here, as far as it may be a prefix.
    var line: [UInt8] = []
    var isLineTooLong = false
    /// Whether `line` is known to be what a log puts in front of lines.
    var isPrefixKnown = false
    /// What the line before began with, whose end is owed.
    var owedPrefix: LinePrefix?
    var owedLineEnd: [UInt8] = []
    /// What the line of the last header began with.
    var headerPrefix = LinePrefix([])
    /// A line end that is left out if a block follows at once, and the text before it.
    var deferredLineEnd: (lineEnd: [UInt8], line: [UInt8])?
    var recentLines = RecentLines()

    // Output.
    var lineState = LineState.start
    /// What begins each line that the current block, or the text behind it, still gives.
    var outputPrefix: [UInt8] = []

    // The block.
    var layer = EscapeLayer.none
    var decoder = EscapeDecoder(.none)
    var scanner = BlockScanner()
    var parser: CLIXMLParser?
    /// The root's start tag, once it is there.
    var rootTag: [UInt8] = []
    var streamText: StreamText
    /// The input's bytes since the last value ended.
    var held: [UInt8] = []
    var heldPosition = StreamPosition()
    /// The place of the byte that is looked at.
    var bytePosition = StreamPosition()
    /// The same as the document has them.
    var valueBytes: [UInt8] = []
    /// Set at a line end in a document that has none: it may have been cut off there.
    var suspicion: Suspicion?
    var isCompact = false
    var isAfterRootTag = false
    var hasPrinted = false
    var isInForeignText = false
    /// Bytes of a line end and a prefix inside a block.
    var brokenLine: [UInt8]?
    var prefixInBlock = LinePrefix([])

    struct Suspicion {
        /// How much of `held` and `valueBytes` stands before.
        let heldCount: Int
        let valueCount: Int
        /// The place behind it.
        let position: StreamPosition
    }

    /// Makes a filter for one stream.
    public init(options: ConsoleFilterOptions = ConsoleFilterOptions()) {
        self.options = options
        streamText = StreamText(options: options)
    }

    /// Takes the next bytes of the stream and appends what they give.
    ///
    /// - Complexity: O(*n*) in the bytes.
    public mutating func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        guard !encoding.isTransparent else { return take(bytes, to: &output) }
        let text = encoding.decode(bytes)
        take(text.span, to: &output)
    }

    private mutating func take(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            index = step(bytes, index, to: &output)
            if !replay.isEmpty { runReplay(to: &output) }
        }
    }

    /// Says that the stream has ended and appends what was held back.
    public mutating func finish(to output: inout [UInt8]) {
        let rest = encoding.finish()
        take(rest.span, to: &output)
        while mode != .text || !replay.isEmpty {
            runReplay(to: &output)
            switch mode {
            case .text: break
            case .mark: finishMark(to: &output)
            case .prefix: giveUpPrefix(to: &output)
            case .block: cutOff(to: &output)
            case .afterBlock: mode = .text
            }
        }
    }

    /// What is to be told about blocks since the last call: each with the place where it begins in the stream.
    ///
    /// The codes are `cut-off-block` for one whose end is missing, of which everything whole was shown; all others say why a
    /// block was passed on as it is. In a stream of UTF-16 or UTF-32, byte offsets count its text as UTF-8.
    public mutating func takeNotes() -> [CLIXMLError] {
        defer { notes = [] }
        return notes
    }

    /// Looks at bytes again. What they make be looked at once more comes before the rest of them.
    private mutating func runReplay(to output: inout [UInt8]) {
        while !replay.isEmpty {
            let again = replay
            replay = []
            var index = 0
            while index < again.count, replay.isEmpty { index = step(again.span, index, to: &output) }
            if index < again.count { replay += again[index...] }
        }
    }

    /// Takes at least one byte. Returns the index of the next.
    private mutating func step(_ bytes: Span<UInt8>, _ index: Int, to output: inout [UInt8]) -> Int {
        switch mode {
        case .text: return passText(bytes, index, to: &output)
        case .mark: takeMark(bytes[index], to: &output)
        case .prefix: takePrefix(bytes[index], to: &output)
        case .block: takeBlock(bytes[index], to: &output)
        case .afterBlock: takeAfterBlock(bytes[index], to: &output)
        }
        return index + 1
    }

    mutating func note(_ code: CLIXMLError.Code, _ message: String, at position: StreamPosition) {
        notes.append(CLIXMLError(code: code, position: position.sourcePosition, message: message))
    }
}

extension CLIXMLError.Code {
    /// A block of console output has no end: what is whole of it was shown.
    public static let cutOffBlock = Self(rawValue: "cut-off-block")
}
