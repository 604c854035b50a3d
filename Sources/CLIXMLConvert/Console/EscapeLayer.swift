import CLIXML

/// How a block is written where it stands inside other text: a string of JSON or of a programming language, a field of CSV, a
/// text of XML.
enum EscapeLayer: Sendable, Equatable {
    /// As it is.
    case none
    /// In a string with backslashes, which may stand in another such string: JSON, C, Python, Go. `quote` ends it.
    case backslash(depth: Int, quote: UInt8)
    /// In a string whose quotation marks are doubled: CSV, SQL.
    case doubled(quote: UInt8)
    /// In XML or HTML, with references for `<`, `>`, `&` and quotation marks.
    case references

    /// Deeper nesting of strings is taken for text.
    static let maximumDepth = 3

    /// Appends a text as it is written there.
    func append(_ text: [UInt8], to output: inout [UInt8]) {
        switch self {
        case .none: output.append(contentsOf: text)
        case .backslash(let depth, let quote):
            var written = text
            for _ in 0..<depth { written = EscapeLayer.withBackslashes(written, quote: quote) }
            output.append(contentsOf: written)
        case .doubled(let quote):
            for byte in text {
                output.append(byte)
                if byte == quote { output.append(byte) }
            }
        case .references:
            for byte in text {
                switch byte {
                case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
                case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
                case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
                case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
                default: output.append(byte)
                }
            }
        }
    }

    private static func withBackslashes(_ text: [UInt8], quote: UInt8) -> [UInt8] {
        var result: [UInt8] = []
        let digits = Array("0123456789abcdef".utf8)
        for byte in text {
            switch byte {
            case UInt8(ascii: "\\"), quote: result += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): result += "\\n".utf8
            case UInt8(ascii: "\r"): result += "\\r".utf8
            case UInt8(ascii: "\t"): result += "\\t".utf8
            case 0..<0x20, 0x7F:
                result += "\\u00".utf8
                result += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: result.append(byte)
            }
        }
        return result
    }
}

/// Undoes an ``EscapeLayer`` byte by byte.
struct EscapeDecoder: Sendable {
    private let layer: EscapeLayer
    private var stages: [BackslashDecoder] = []
    private var isAfterQuote = false
    private var reference: [UInt8] = []

    /// `&#x10FFFF;` and shorter ones.
    private static let maximumReferenceByteCount = 10

    init(_ layer: EscapeLayer) {
        self.layer = layer
        if case .backslash(let depth, let quote) = layer {
            stages = Array(repeating: BackslashDecoder(quote: quote), count: depth)
        }
    }

    /// Appends what a byte completes.
    ///
    /// - Returns: false when the byte is not part of the string any more.
    mutating func decode(_ byte: UInt8, into output: inout [UInt8]) -> Bool {
        switch layer {
        case .none:
            output.append(byte)
            return true
        case .backslash: return decode(byte, stage: 0, into: &output)
        case .doubled(let quote):
            if isAfterQuote {
                isAfterQuote = false
                guard byte == quote else { return false }
                output.append(byte)
            } else if byte == quote {
                isAfterQuote = true
            } else {
                output.append(byte)
            }
            return true
        case .references:
            decodeReference(byte, into: &output)
            return true
        }
    }

    private mutating func decode(_ byte: UInt8, stage first: Int, into output: inout [UInt8]) -> Bool {
        // A raw line end cannot stand in such a string.
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return false }
        var bytes = [byte]
        for stage in first..<stages.count {
            var next: [UInt8] = []
            for byte in bytes {
                guard stages[stage].decode(byte, into: &next) else { return false }
            }
            bytes = next
            if bytes.isEmpty { return true }
        }
        output.append(contentsOf: bytes)
        return true
    }

    private mutating func decodeReference(_ byte: UInt8, into output: inout [UInt8]) {
        guard !reference.isEmpty || byte == UInt8(ascii: "&") else {
            output.append(byte)
            return
        }
        if byte == UInt8(ascii: "&"), !reference.isEmpty {
            output.append(contentsOf: reference)
            reference = []
        }
        reference.append(byte)
        if byte == UInt8(ascii: ";") {
            TextEscapes.unescapeXML(reference.span, in: .text, into: &output)
            reference = []
        } else if reference.count > EscapeDecoder.maximumReferenceByteCount {
            output.append(contentsOf: reference)
            reference = []
        }
    }
}

/// Undoes one level of backslashes.
private struct BackslashDecoder: Sendable {
    let quote: UInt8
    private var isAfterBackslash = false
    /// Digits of a number that are still to come, and what they make so far.
    private var digitCount = 0
    private var number: UInt32 = 0
    private var isByte = false
    private var highSurrogate: UInt32 = 0

    init(quote: UInt8) { self.quote = quote }

    mutating func decode(_ byte: UInt8, into output: inout [UInt8]) -> Bool {
        if digitCount > 0 {
            decodeDigit(byte, into: &output)
            return true
        }
        guard isAfterBackslash else {
            if byte == quote { return false }
            if byte == UInt8(ascii: "\\") {
                isAfterBackslash = true
            } else {
                output.append(byte)
            }
            return true
        }
        isAfterBackslash = false
        switch byte {
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "v"): output.append(0x0B)
        case UInt8(ascii: "a"): output.append(0x07)
        case UInt8(ascii: "e"): output.append(0x1B)
        case UInt8(ascii: "u"): expect(4, isByte: false)
        case UInt8(ascii: "U"): expect(8, isByte: false)
        case UInt8(ascii: "x"): expect(2, isByte: true)
        default: output.append(byte)
        }
        return true
    }

    private mutating func expect(_ count: Int, isByte: Bool) {
        digitCount = count
        number = 0
        self.isByte = isByte
    }

    private mutating func decodeDigit(_ byte: UInt8, into output: inout [UInt8]) {
        digitCount -= 1
        let digit = Character(Unicode.Scalar(byte)).hexDigitValue ?? 0
        number = number << 4 | UInt32(truncatingIfNeeded: digit)
        guard digitCount == 0 else { return }
        if isByte {
            // Python and Go write the bytes of UTF-8 one by one.
            output.append(UInt8(truncatingIfNeeded: number))
        } else if number & 0xFC00 == 0xD800 {
            highSurrogate = number
        } else if highSurrogate != 0, number & 0xFC00 == 0xDC00 {
            TextEscapes.appendCodePoint(0x10000 + (highSurrogate & 0x3FF) << 10 + number & 0x3FF, into: &output)
            highSurrogate = 0
        } else {
            highSurrogate = 0
            TextEscapes.appendCodePoint(Unicode.Scalar(number) == nil ? 0xFFFD : number, into: &output)
        }
    }
}
