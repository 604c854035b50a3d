/// The tokenizer: XML 1.0 without DTD, as PowerShell's reader takes it (spec section 6.1), over bytes of valid UTF-8.
///
/// Call ``next(_:isFinal:expecting:)`` until it says ``MarkupToken/incomplete``; then append to the source and call again. A token
/// is only ever reported whole: where the source ends inside one, the scanner stays at its start and remembers how far it
/// has looked (`pending`), so that feeding single bytes costs no more than linear time. What a token says is in the
/// scanner's fields until the next call. Offsets are positions in the source.
///
/// Why it is fast: names of at most eight bytes are packed into a number with one load, what is nothing special in a text is
/// passed over in words and blocks (``ByteWord``, ``ByteBlock``), and one look-up a byte classifies the rest, gathering the flags
/// with which converters decide what they can copy as it is. Comments, CDATA, prefixes and malformed input are handled out of
/// line.
struct MarkupScanner {
    /// Where the next token begins.
    var position = 0

    // What the last token said.
    var tokenStart = 0
    /// The tag's name as written, with prefix.
    var nameStart = 0
    var nameEnd = 0
    /// The tag's name without prefix, packed, or 0 for a name longer than eight bytes.
    var packedName: UInt64 = 0
    /// The length of the tag's prefix without its colon, 0 without one.
    var prefixCount = 0
    /// The attributes the format knows.
    var attributeN = Attribute.absent
    var attributeRefID = Attribute.absent
    var attributeS = Attribute.absent
    var attributeVersion = Attribute.absent
    /// Whether the tag has attributes besides these, `xmlns` among them; they are then in ``otherAttributes``.
    var otherAttributes: [Attribute] = []
    var textStart = 0
    var textEnd = 0
    var textFlags: TextFlags = []

    let maximumNameByteCount: Int
    let maximumTextByteCount: Int
    let maximumAttributeCount: Int

    var pending = Pending()

    /// An attribute's name and value, as ranges of the source.
    struct Attribute {
        var nameStart = 0
        var nameEnd = 0
        var start = 0
        var end = -1
        /// `.carriageReturn` here means a TAB, LF or CR, which XML turns into blanks in attribute values.
        var flags: TextFlags = []

        static let absent = Attribute()
        var isPresent: Bool { end >= 0 }
    }

    /// How far the scanner has looked for the end of the token at `position`.
    struct Pending {
        enum Kind: UInt8 { case nothing, text, tag, comment, cdata, instruction }
        var kind = Kind.nothing
        var scanned = 0
        var flags: TextFlags = []
        /// Inside a tag: the quotation mark that is open, or 0.
        var quote: UInt8 = 0
        /// Looking for the end is given up at this offset, once, to see whether a limit or an error stands before it.
        var retryAt = 0
    }

    init(limits: CLIXMLLimits) {
        maximumNameByteCount = limits.maximumNameByteCount
        maximumTextByteCount = limits.maximumTextByteCount
        maximumAttributeCount = limits.maximumAttributeCount
    }

    /// Moves all offsets when the source loses its first `count` bytes. Only between tokens.
    mutating func dropFirst(_ count: Int) {
        position &-= count
        pending.scanned &-= count
        pending.retryAt &-= count
    }

    // MARK: - Tokens

    /// Passes over white space, unless a token there was begun already.
    @inline(__always)
    mutating func passBlanks(_ source: Span<UInt8>) {
        guard pending.kind == .nothing else { return }
        position = MarkupScanner.endOfBlanks(source, from: position)
    }

    /// Where the white space from `start` on ends.
    @inline(__always)
    static func endOfBlanks(_ source: Span<UInt8>, from start: Int) -> Int {
        var at = start
        while at < source.count, ByteClass.isBlank(source[at]) {
            // A line end is followed by indentation.
            at = ByteWord.passSpaces(source, from: at &+ 1)
        }
        return at
    }

    /// The next token of `source`.
    ///
    /// - Parameters:
    ///   - isFinal: whether nothing follows the source, so that a token cut off there is an error and not incomplete.
    ///   - openName: the packed name of the open element, whose end tag is likely.
    /// - Throws: syntax codes.
    @inline(__always)
    mutating func next(
        _ source: Span<UInt8>,
        isFinal: Bool,
        expecting openName: UInt64
    ) throws(Fault) -> MarkupToken {
        if pending.kind != .nothing, try !resume(source, isFinal: isFinal) { return .incomplete }
        let start = position
        tokenStart = start
        guard start < source.count else { return isFinal ? .endOfInput : .incomplete }
        guard source[start] == UInt8(ascii: "<") else { return try scanText(source, isFinal: isFinal) }
        let next = start &+ 1
        guard next < source.count else { return try scanDeclaration(source, isFinal: isFinal) }
        if source[next] == UInt8(ascii: "/") {
            if passEndTag(source, openName) { return .endTag }
            return try scanEndTag(source, isFinal: isFinal)
        }
        guard ByteClass.isNameStart(source[next]) else { return try scanDeclaration(source, isFinal: isFinal) }
        switch passStartTag(source) {
        case 1: return .startTag
        case 2: return .emptyTag
        default: return try scanStartTag(source, isFinal: isFinal)
        }
    }

    // MARK: - Text

    /// Scans a text from `position` to the next `<`.
    mutating func scanText(_ source: Span<UInt8>, isFinal: Bool) throws(Fault) -> MarkupToken {
        var at = position
        var seen: UInt8 = 0
        if pending.kind == .text {
            at = pending.scanned
            seen = pending.flags.rawValue
            pending.kind = .nothing
        }
        while at < source.count {
            at = ByteWord.passPlain(source, from: at)
            guard at < source.count else { break }
            let class_ = ByteClass.text[Int(source[at])]
            if class_ & ByteClass.stop == 0 {
                seen |= class_
                at &+= 1
                continue
            }
            if source[at] == UInt8(ascii: "<") { break }
            // The limit stands before what is wrong after it, however much of the text is there.
            if at &- position > maximumTextByteCount { break }
            let special = try MarkupScanner.passSpecial(source, at: at, isFinal: isFinal)
            if special.length == 0 { break }
            seen |= special.flags
            at &+= special.length
        }
        if at &- position > maximumTextByteCount {
            throw Fault(.textTooLong, at: position, Fault.longText(maximumTextByteCount))
        }
        if at < source.count && source[at] == UInt8(ascii: "<") || isFinal {
            textStart = position
            textEnd = at
            textFlags = TextFlags(rawValue: seen)
            position = at
            return .text
        }
        pending = Pending(kind: .text, scanned: at, flags: TextFlags(rawValue: seen))
        return .incomplete
    }

    /// Judges a byte that cannot just be passed over. A length of 0 says that more is needed to tell.
    @inline(never)
    static func passSpecial(
        _ source: Span<UInt8>,
        at offset: Int,
        isFinal: Bool
    ) throws(Fault) -> (length: Int, flags: UInt8) {
        switch source[offset] {
        case UInt8(ascii: "&"):
            let length = try ReferenceSyntax.length(source, at: offset, isFinal: isFinal)
            return (length, TextFlags.entity.rawValue)
        case UInt8(ascii: "_"):
            guard offset &+ 1 < source.count else { return (isFinal ? 1 : 0, 0) }
            return (1, source[offset &+ 1] | 0x20 == UInt8(ascii: "x") ? TextFlags.underscore.rawValue : 0)
        case UInt8(ascii: ">"):
            // The writer gives it as a reference, so a text with it cannot be copied as it is.
            return (1, TextFlags.entity.rawValue)
        case UInt8(ascii: "]"):
            if offset &+ 2 >= source.count {
                let isPossible = offset &+ 1 >= source.count || source[offset &+ 1] == UInt8(ascii: "]")
                return (isPossible && !isFinal ? 0 : 1, 0)
            }
            if source[offset &+ 1] == UInt8(ascii: "]"), source[offset &+ 2] == UInt8(ascii: ">") {
                throw Fault(.invalidCharacter, at: offset, "']]>' is not allowed in text")
            }
            return (1, 0)
        case 0xEF:
            guard offset &+ 2 < source.count else { return (isFinal ? 1 : 0, TextFlags.nonASCII.rawValue) }
            if source[offset &+ 1] == 0xBF, source[offset &+ 2] >= 0xBE {
                throw Fault(.invalidCharacter, at: offset, "U+FFFE and U+FFFF are not allowed in XML")
            }
            return (3, TextFlags.nonASCII.rawValue)
        default:
            throw Fault.invalidCharacter(source[offset], at: offset)
        }
    }
}
