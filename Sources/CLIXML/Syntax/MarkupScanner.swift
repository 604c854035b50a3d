/// The tokenizer: XML 1.0 without DTD, as PowerShell's reader takes it (spec section 6.1), over bytes of valid UTF-8.
///
/// Call ``next(_:isFinal:expecting:)`` until it says ``MarkupToken/incomplete``; then append to the source and call again. A token
/// is only ever reported whole: where the source ends inside one, the scanner stays at its start and remembers how far it
/// has looked (`pending`), so that feeding single bytes costs no more than linear time. What a token says is in the
/// scanner's fields until the next call. Offsets are positions in the source.
///
/// Why it is fast: names of at most eight bytes are packed into a number while they are passed over, and one look-up a byte
/// classifies texts, gathering the flags with which converters decide what they can copy as it is. Comments, CDATA,
/// prefixes and malformed input are handled out of line.
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
        var at = position
        while at < source.count, ByteClass.isBlank(source[at]) {
            at &+= 1
            // A line end is followed by indentation.
            while source.count &- at >= 8 {
                let difference = ByteWord.load(source, at) ^ ByteWord.repeating(0x20)
                at &+= ByteWord.index(of: difference)
                if difference != 0 { break }
            }
        }
        position = at
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

    // MARK: - Tags as writers give them

    /// Passes over an end tag without prefix and blanks: the expected one at once. Returns false, with the position
    /// unchanged, for any other.
    @inline(__always)
    private mutating func passEndTag(_ source: Span<UInt8>, _ openName: UInt64) -> Bool {
        let start = position &+ 2
        if source.count &- start >= 8 {
            let word = ByteWord.load(source, start)
            let marks = ByteWord.marks(of: UInt8(ascii: ">"), in: word)
            let count = ByteWord.index(of: marks)
            // Packed, zero bytes before a name would not tell it from the name alone.
            if marks != 0, count > 0, word & 0xFF != 0,
                word.byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count) == openName
            {
                nameStart = start
                nameEnd = start &+ count
                prefixCount = 0
                packedName = openName
                position = start &+ count &+ 1
                return true
            }
        }
        let name = MarkupScanner.shortName(source, at: start)
        let at = start &+ name.count
        guard name.count > 0, source[at] == UInt8(ascii: ">") else { return false }
        nameStart = start
        nameEnd = at
        prefixCount = 0
        packedName = name.packed
        position = at &+ 1
        return true
    }

    /// A name of at most eight ASCII characters without prefix that is followed by another byte, or a count of 0.
    @inline(__always)
    private static func shortName(_ source: Span<UInt8>, at start: Int) -> (packed: UInt64, count: Int) {
        guard start < source.count else { return (0, 0) }
        let rest = source.extracting(start..<min(start &+ 9, source.count))
        var packed: UInt64 = 0
        for index in rest.indices {
            let byte = rest[index]
            if !ByteClass.isPlainName(byte) { return (packed, index) }
            packed = packed << 8 | UInt64(byte)
        }
        return (0, 0)
    }

    /// The name of an element of the format, or a short name that ``shortName(_:at:)`` finds.
    @inline(__always)
    private static func elementName(_ source: Span<UInt8>, at start: Int) -> (packed: UInt64, count: Int) {
        if source.count &- start >= 8 {
            let word = ByteWord.load(source, start)
            let marks =
                ByteWord.marks(of: UInt8(ascii: " "), in: word) | ByteWord.marks(of: UInt8(ascii: ">"), in: word)
                | ByteWord.marks(of: UInt8(ascii: "/"), in: word)
            let count = ByteWord.index(of: marks)
            if marks != 0, count > 0 {
                let packed = word.byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
                // What is none of the format's names may be no name at all.
                if ElementTag(packed: packed) != .unknown { return (packed, count) }
            }
        }
        return shortName(source, at: start)
    }

    /// Passes over a start tag of a short name with at most the attributes `N`, `S` and `RefId`, each after one blank and in
    /// quotation marks.
    ///
    /// - Returns: 1 for a start tag, 2 for an empty-element tag, 0 with the position unchanged for anything else, which is
    ///   then looked at closely.
    @inline(__always)
    private mutating func passStartTag(_ source: Span<UInt8>) -> Int {
        let start = position &+ 1
        let name = MarkupScanner.elementName(source, at: start)
        guard name.count > 0 else { return 0 }
        let end = start &+ name.count
        var at = end
        attributeN.end = -1
        attributeRefID.end = -1
        attributeS.end = -1
        attributeVersion.end = -1
        if !otherAttributes.isEmpty { otherAttributes.removeAll(keepingCapacity: true) }
        var kind = 0
        while kind == 0 {
            // `/>` is looked at together; at the very end of the source the close look does without.
            guard at &+ 1 < source.count else { return 0 }
            switch source[at] {
            case UInt8(ascii: ">"):
                kind = 1
                at &+= 1
            case UInt8(ascii: "/"):
                guard source[at &+ 1] == UInt8(ascii: ">") else { return 0 }
                kind = 2
                at &+= 2
            case UInt8(ascii: " "):
                at = passAttribute(source, at &+ 1)
                if at == 0 { return 0 }
            default: return 0
            }
        }
        nameStart = start
        nameEnd = end
        prefixCount = 0
        packedName = name.packed
        position = at
        return kind
    }

    /// Passes over `N="…"`, `S="…"`, `RefId="…"` or `/>` at `start`, after a blank. Returns the offset after it, or 0.
    @inline(__always)
    private mutating func passAttribute(_ source: Span<UInt8>, _ start: Int) -> Int {
        guard source.count &- start >= 8 else { return 0 }
        let word = ByteWord.load(source, start)
        let nameEnd: Int
        switch UInt32(truncatingIfNeeded: word) & 0xFF_FFFF {
        case 0x22_3D4E, 0x22_3D53: nameEnd = start &+ 1
        case 0x66_6552 where word & 0xFF_FFFF_FFFF_FFFF == 0x22_3D64_4966_6552: nameEnd = start &+ 5
        default: return word & 0xFFFF == 0x3E2F ? start : 0
        }
        let valueStart = nameEnd &+ 2
        var seen: UInt8 = 0
        var at = valueStart
        while true {
            at = ByteWord.passPlain(source, from: at)
            guard at < source.count else { return 0 }
            let class_ = ByteClass.attribute[Int(source[at])]
            if class_ & ByteClass.stop != 0 { break }
            seen |= class_
            at &+= 1
        }
        guard source[at] == UInt8(ascii: "\""), at &- valueStart <= maximumNameByteCount else { return 0 }
        let attribute = Attribute(
            nameStart: start,
            nameEnd: nameEnd,
            start: valueStart,
            end: at,
            flags: TextFlags(rawValue: seen)
        )
        let first = UInt8(truncatingIfNeeded: word)
        if first == UInt8(ascii: "N") {
            guard !attributeN.isPresent else { return 0 }
            attributeN = attribute
        } else if first == UInt8(ascii: "R") {
            guard !attributeRefID.isPresent else { return 0 }
            attributeRefID = attribute
        } else {
            guard !attributeS.isPresent else { return 0 }
            attributeS = attribute
        }
        return at &+ 1
    }

    // MARK: - Members

    /// A primitive with a name: `<S N="Name">text</S>`.
    struct Member {
        let kind: NodeKind
        let start: Int
        let nameStart: Int
        let nameEnd: Int
        let textStart: Int
        let textEnd: Int
        let flags: TextFlags
    }

    /// Passes over blanks and a primitive with an `N` attribute and no other, its text and its end tag in sight.
    ///
    /// This is the path nearly every byte of a document takes. Returns `nil`, with nothing but the blanks passed over, for
    /// everything else; what is wrong with that is then found by those who look closely.
    @inline(__always)
    mutating func passMember(_ source: Span<UInt8>) -> Member? {
        passBlanks(source)
        let start = position
        let name = start &+ 1
        guard pending.kind == .nothing, source.count &- name >= 8, source[start] == UInt8(ascii: "<") else {
            return nil
        }
        let word = ByteWord.load(source, name)
        let marks = ByteWord.marks(of: UInt8(ascii: " "), in: word)
        let count = ByteWord.index(of: marks)
        let packed = word.byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        guard marks != 0, count > 0, word & 0xFF != 0, let kind = ElementTag(packed: packed).scalarKind else {
            return nil
        }
        let attribute = name &+ count
        guard source.count &- attribute >= 8,
            UInt32(truncatingIfNeeded: ByteWord.load(source, attribute)) == 0x223D_4E20
        else { return nil }
        let nameStart = attribute &+ 4
        var at = nameStart
        while true {
            at = ByteWord.passPlain(source, from: at)
            guard at &+ 1 < source.count else { return nil }
            if ByteClass.attribute[Int(source[at])] & ByteClass.stop != 0 { break }
            at &+= 1
        }
        guard source[at] == UInt8(ascii: "\""), source[at &+ 1] == UInt8(ascii: ">"), at > nameStart,
            at &- nameStart <= maximumNameByteCount
        else { return nil }
        let text = passText(source, from: at &+ 2)
        guard text.end >= 0, MarkupScanner.isEndTag(source, at: text.end, of: name, count) else { return nil }
        position = text.end &+ count &+ 3
        return Member(
            kind: kind,
            start: start,
            nameStart: nameStart,
            nameEnd: at,
            textStart: at &+ 2,
            textEnd: text.end,
            flags: text.flags
        )
    }

    // MARK: - Text

    /// After a start tag: passes over text and the matching end tag when both are there and nothing else is in between.
    ///
    /// Returns false, with nothing changed, when it does not apply;
    /// what is wrong with the text is then found by those who look closely.
    @inline(__always)
    mutating func passLeaf(_ source: Span<UInt8>) -> Bool {
        let start = position
        let text = passText(source, from: start)
        let count = nameEnd &- nameStart
        guard text.end >= 0, MarkupScanner.isEndTag(source, at: text.end, of: nameStart, count) else { return false }
        textStart = start
        textEnd = text.end
        textFlags = text.flags
        position = text.end &+ count &+ 3
        return true
    }

    /// Passes over a text to the `<` after it. Returns an end of -1 where that is not there or something is wrong.
    @inline(__always)
    func passText(_ source: Span<UInt8>, from start: Int) -> (end: Int, flags: TextFlags) {
        var at = start
        var seen: UInt8 = 0
        while true {
            at = ByteWord.passPlain(source, from: at)
            guard at < source.count else { return (-1, []) }
            var class_ = ByteClass.text[Int(source[at])]
            if class_ & ByteClass.stop == 0 {
                // Characters outside ASCII seldom come alone.
                repeat {
                    seen |= class_
                    at &+= 1
                    guard at < source.count else { return (-1, []) }
                    class_ = ByteClass.text[Int(source[at])]
                } while class_ == TextFlags.nonASCII.rawValue
                if class_ & ByteClass.stop == 0 { continue }
            }
            if source[at] == UInt8(ascii: "<") { break }
            if source[at] == UInt8(ascii: "_"), at &+ 1 < source.count {
                if source[at &+ 1] | 0x20 == UInt8(ascii: "x") { seen |= TextFlags.underscore.rawValue }
                at &+= 1
                continue
            }
            guard let special = try? MarkupScanner.passSpecial(source, at: at, isFinal: false), special.length > 0
            else {
                return (-1, [])
            }
            seen |= special.flags
            at &+= special.length
        }
        guard at &- start <= maximumTextByteCount else { return (-1, []) }
        return (at, TextFlags(rawValue: seen))
    }

    /// Whether the end tag at `offset` has the name of `count` bytes at `name`.
    @inline(__always)
    static func isEndTag(_ source: Span<UInt8>, at offset: Int, of name: Int, _ count: Int) -> Bool {
        if count <= 5, source.count &- offset >= 8 {
            // A tag with a name of five bytes fills the word.
            let bits = UInt64(truncatingIfNeeded: 8 &* count)
            let nameMask = ~(~0 &<< bits)
            let expected = 0x2F3C | (ByteWord.load(source, name) & nameMask) &<< 16 | 0x3E &<< (bits &+ 16)
            return (ByteWord.load(source, offset) ^ expected) &<< (40 &- bits) == 0
        }
        guard offset &+ count &+ 2 < source.count, source[offset &+ 1] == UInt8(ascii: "/") else { return false }
        var index = 0
        while index < count {
            if source[offset &+ 2 &+ index] != source[name &+ index] { return false }
            index &+= 1
        }
        return source[offset &+ 2 &+ count] == UInt8(ascii: ">")
    }

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
