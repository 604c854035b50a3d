internal import CLIXML

extension CellText {
    /// A part of a text that is cut by cells.
    struct Cut {
        /// The bytes up to which the text was taken, or from which on.
        var index: Int
        /// The cells taken.
        var cellCount: Int
        /// Whether the half of a character beyond U+FFFF is among them.
        var hasHalf: Bool
    }

    /// How much of a text from its start fits into a number of cells.
    static func head(_ text: Span<UInt8>, cellCount limit: Int) -> Cut {
        var cut = Cut(index: 0, cellCount: 0, hasHalf: false)
        while cut.index < text.count {
            let piece = piece(at: cut.index, in: text)
            guard cut.cellCount &+ piece.cellCount <= limit else {
                if piece.byteCount == 4, cut.cellCount < limit {
                    cut.hasHalf = true
                    cut.cellCount &+= 1
                }
                break
            }
            cut.index &+= piece.byteCount
            cut.cellCount &+= piece.cellCount
        }
        return cut
    }

    /// How much of a text up to its end fits into a number of cells.
    static func tail(_ text: Span<UInt8>, cellCount limit: Int) -> Cut {
        var cut = Cut(index: text.count, cellCount: 0, hasHalf: false)
        while cut.index > 0 {
            var start = cut.index &- 1
            while start > 0, text[start] & 0xC0 == 0x80 { start &-= 1 }
            let piece = piece(at: start, in: text)
            guard cut.cellCount &+ piece.cellCount <= limit else {
                if piece.byteCount == 4, cut.cellCount < limit {
                    cut.hasHalf = true
                    cut.cellCount &+= 1
                }
                break
            }
            cut.index = start
            cut.cellCount &+= piece.cellCount
        }
        return cut
    }

    /// Appends the chunks that a text is cut into so that each fits into a number of cells, and hands each to `body` with the
    /// cells it takes. There is at least one.
    ///
    /// A character of two cells where there is room for one becomes a question mark.
    static func forEachChunk(
        of text: Span<UInt8>,
        cellCount limit: Int,
        _ scratch: inout [UInt8],
        _ body: (Span<UInt8>, Int) -> Void
    ) {
        var index = 0
        var beginsWithHalf = false
        repeat {
            scratch.removeAll(keepingCapacity: true)
            var cellCount = 0
            if beginsWithHalf {
                scratch.append(contentsOf: replacement)
                cellCount = 1
                beginsWithHalf = false
            }
            let cut = head(text.extracting(index..<text.count), cellCount: limit - cellCount)
            scratch.append(text, index..<(index + cut.index))
            index += cut.index
            cellCount += cut.cellCount
            if cut.hasHalf {
                scratch.append(contentsOf: replacement)
                beginsWithHalf = true
                index += 4
            } else if cellCount == 0, index < text.count {
                scratch.append(UInt8(ascii: "?"))
                cellCount = 1
                index += piece(at: index, in: text).byteCount
            }
            body(scratch.span, cellCount)
        } while index < text.count || beginsWithHalf
    }

    /// Appends lines of a number of cells at most, each ended by a line feed.
    static func appendWrapped(_ text: Span<UInt8>, cellCount limit: Int, into output: inout [UInt8]) {
        var scratch: [UInt8] = []
        forEachChunk(of: text, cellCount: max(1, limit), &scratch) { chunk, _ in
            output.append(chunk)
            output.append(lineFeed)
        }
    }
}
