/// Where lines end and how far they are indented (spec section 1.3).
struct MarkupLayout {
    /// A line end and blanks for as many levels as were needed so far.
    private(set) var margin: [UInt8]
    private let newlineByteCount: Int
    private let isIndented: Bool
    /// How many elements are open.
    var indentation = 0
    /// Whether the next element is the first thing of the document.
    var isAtStart = true

    init(_ options: CLIXMLWriterOptions) {
        isIndented = options.layout == .indented
        margin = options.newline == .crlf ? [0x0D, 0x0A] : [0x0A]
        newlineByteCount = margin.count
        // More than the lines of most documents begin with, so that the margin can be copied in blocks.
        margin.append(contentsOf: repeatElement(0x20, count: 96))
    }

    /// Whether the next line begins with as many bytes of the margin as ``marginByteCount`` says.
    @inline(__always)
    var isSteady: Bool { isSteady(below: 0) }

    /// Whether that holds for elements so many levels deeper as well.
    @inline(__always)
    func isSteady(below levels: Int) -> Bool {
        !isIndented || !isAtStart && newlineByteCount &+ 2 &* (indentation &+ levels) <= margin.count
    }

    /// How many bytes of the margin stand before an element that is one level deeper.
    @inline(__always)
    var innerMarginByteCount: Int { isIndented ? marginByteCount &+ 2 : 0 }

    /// How many bytes of the margin stand before the next element.
    @inline(__always)
    var marginByteCount: Int { isIndented ? newlineByteCount &+ 2 &* indentation : 0 }

    /// Ends the line and indents the next one.
    @inline(__always)
    mutating func beginLine(into output: inout [UInt8]) {
        guard isIndented else { return }
        let byteCount = newlineByteCount &+ 2 &* indentation
        if isAtStart || byteCount > margin.count { return beginUnusualLine(into: &output) }
        output.append(margin.span.extracting(0..<byteCount))
    }

    @inline(never)
    private mutating func beginUnusualLine(into output: inout [UInt8]) {
        if isAtStart {
            isAtStart = false
            return
        }
        let byteCount = newlineByteCount &+ 2 &* indentation
        margin.append(contentsOf: repeatElement(0x20, count: 2 &* (byteCount &- margin.count)))
        output.append(margin.span.extracting(0..<byteCount))
    }
}
