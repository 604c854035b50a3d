internal import CLIXML

/// Text on the grid of a terminal, measured and cut as PowerShell does: by UTF-16 code units, each one cell wide or two
/// (show.md 1.4). All texts are WTF-8.
enum CellText {
    /// How control characters are treated in what is written.
    enum Controls: Sendable {
        /// As PowerShell has them.
        case kept
        /// Replaced by the symbols that Unicode has for them, so that a text cannot steer the terminal it is shown on.
        case shown
    }

    /// One character, or half of one beyond U+FFFF.
    struct Piece: BitwiseCopyable {
        /// Bytes of the text, 0 at its end.
        let byteCount: Int
        /// Cells: 2 for a character beyond U+FFFF too, which may be cut into two of one each.
        let cellCount: Int
    }

    static let ellipsis: [UInt8] = [0xE2, 0x80, 0xA6]
    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    private static let escape: UInt8 = 0x1B

    /// The character at an index.
    @inline(__always)
    static func piece(at index: Int, in text: Span<UInt8>) -> Piece {
        let byte = text[index]
        if byte < 0x80 { return Piece(byteCount: 1, cellCount: 1) }
        return longPiece(at: index, in: text)
    }

    private static func longPiece(at index: Int, in text: Span<UInt8>) -> Piece {
        let byte = text[index]
        let rest = text.count &- index
        if byte < 0xE0 { return Piece(byteCount: min(2, rest), cellCount: 1) }
        if byte >= 0xF0 { return Piece(byteCount: min(4, rest), cellCount: 2) }
        guard rest >= 3 else { return Piece(byteCount: rest, cellCount: 1) }
        let value = UInt32(byte & 15) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
        return Piece(byteCount: 3, cellCount: isWide(value) ? 2 : 1)
    }

    /// Whether a character of the basic plane takes two cells.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case ..<0x1100: false
        case 0x1100...0x115F, 0x2329, 0x232A: true
        case 0x2E80...0xA4CF: value != 0x303F
        case 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6: true
        default: false
        }
    }

    /// The cells that a text takes.
    ///
    /// - Complexity: O(*n*) in its bytes.
    static func width(_ text: Span<UInt8>) -> Int {
        var cellCount = 0
        var index = 0
        while index < text.count {
            let piece = piece(at: index, in: text)
            index &+= piece.byteCount
            cellCount &+= piece.cellCount
        }
        return cellCount
    }

    /// Makes the end of a buffer, from an index on, fit for a list or a table: escape sequences are taken out, lone
    /// surrogates become U+FFFD, and control characters are treated as told.
    ///
    /// - Returns: the cells that the text takes.
    static func finish(_ text: inout [UInt8], from start: Int, _ controls: Controls) -> Int {
        // One pass tells whether anything is to be done, which it rarely is.
        var hasHigh = false
        var hasControl = false
        for index in start..<text.count {
            let byte = text[index]
            hasHigh = hasHigh || byte >= 0x80
            hasControl = hasControl || byte < 0x20 || byte == 0x7F
        }
        guard hasHigh || hasControl else { return text.count - start }
        if hasControl { removeSequences(from: &text, start) }
        if hasHigh { replaceSurrogates(in: &text, start) }
        if controls == .shown { showControls(in: &text, start) }
        return width(text.span.extracting(start..<text.count))
    }

    /// Makes the end of a buffer, from an index on, fit to be written as it is, line breaks included: as ``finish`` does,
    /// but escape sequences stay.
    static func finishRaw(_ text: inout [UInt8], from start: Int, _ controls: Controls) {
        replaceSurrogates(in: &text, start)
        if controls == .shown { showControls(in: &text, start) }
    }

    private static func replaceSurrogates(in text: inout [UInt8], _ start: Int) {
        var index = start
        while index + 2 < text.count {
            if text[index] == 0xED, text[index + 1] >= 0xA0 {
                text.replaceSubrange(index..<(index + 3), with: replacement)
                index += 3
            } else {
                index += 1
            }
        }
    }

    /// Takes out `ESC [ digits ; m`, `ESC [ ? digits h`, the same with `l`, and `ESC ] 8 ;; … ESC \`.
    private static func removeSequences(from text: inout [UInt8], _ start: Int) {
        guard var target = text[start...].firstIndex(of: escape) else { return }
        var index = target
        while index < text.count {
            let length = text[index] == escape ? sequenceLength(at: index, in: text) : 0
            if length > 0 {
                index += length
            } else {
                text[target] = text[index]
                target += 1
                index += 1
            }
        }
        text.removeLast(text.count - target)
    }

    private static func sequenceLength(at start: Int, in text: [UInt8]) -> Int {
        guard start + 2 < text.count else { return 0 }
        var index = start + 2
        switch text[start + 1] {
        case UInt8(ascii: "["):
            let isPrivate = text[index] == UInt8(ascii: "?")
            if isPrivate { index += 1 }
            while index < text.count {
                switch text[index] {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): index += 1
                case UInt8(ascii: ";") where !isPrivate: index += 1
                case UInt8(ascii: "m") where !isPrivate: return index + 1 - start
                case UInt8(ascii: "h") where isPrivate, UInt8(ascii: "l") where isPrivate: return index + 1 - start
                default: return 0
                }
            }
        case UInt8(ascii: "]"):
            guard text[index...].starts(with: [0x38, 0x3B, 0x3B]) else { return 0 }
            index += 3
            while index + 1 < text.count {
                if text[index] == escape, text[index + 1] == UInt8(ascii: "\\") { return index + 2 - start }
                index += 1
            }
        default: break
        }
        return 0
    }

    /// Replaces control characters but for tabs and line breaks, and those that change the direction of writing.
    private static func showControls(in text: inout [UInt8], _ start: Int) {
        let source = Array(text[start...])
        text.removeLast(source.count)
        var index = 0
        while index < source.count {
            let byte = source[index]
            let length = piece(at: index, in: source.span).byteCount
            switch byte {
            case 0x09, lineFeed, carriageReturn: text.append(byte)
            case ..<0x20: text.append(contentsOf: [0xE2, 0x90, 0x80 | byte])
            case 0x7F: text.append(contentsOf: [0xE2, 0x90, 0xA1])
            case 0xC2 where length == 2 && source[index + 1] < 0xA0: text.append(contentsOf: replacement)
            case 0xE2 where length == 3 && isDirection(source[index + 1], source[index + 2]):
                text.append(contentsOf: replacement)
            default: text.append(contentsOf: source[index..<(index + length)])
            }
            index += length
        }
    }

    /// Whether U+200E, U+200F, U+202A to U+202E or U+2066 to U+2069 ends with these bytes.
    private static func isDirection(_ second: UInt8, _ third: UInt8) -> Bool {
        second == 0x80 && (third == 0x8E || third == 0x8F || 0xAA...0xAE ~= third)
            || second == 0x81 && 0xA6...0xA9 ~= third
    }
}
