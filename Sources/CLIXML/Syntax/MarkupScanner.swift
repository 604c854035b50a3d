/// The tokenizer: XML 1.0 without DTD, as PowerShell's reader takes it (spec section 6.1), over bytes of valid UTF-8.
///
/// Call ``next(_:upTo:isFinal:)`` until it says ``MarkupToken/incomplete``; then append to the source and call again. A token
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
    private(set) var tokenStart = 0
    /// The tag's name as written, with prefix.
    private(set) var nameStart = 0
    private(set) var nameEnd = 0
    /// The tag's name without prefix, packed, or 0 for a name longer than eight bytes.
    private(set) var packedName: UInt64 = 0
    /// The length of the tag's prefix without its colon, 0 without one.
    private(set) var prefixCount = 0
    /// The attributes the format knows.
    private(set) var attributeN = Attribute.absent
    private(set) var attributeRefID = Attribute.absent
    private(set) var attributeS = Attribute.absent
    private(set) var attributeVersion = Attribute.absent
    /// Whether the tag has attributes besides these, `xmlns` among them; they are then in ``otherAttributes``.
    private(set) var otherAttributes: [Attribute] = []
    private(set) var textStart = 0
    private(set) var textEnd = 0
    private(set) var textFlags: TextFlags = []

    /// The most bytes an attribute's value or a name may have.
    let maximumNameByteCount: Int
    /// The most bytes a text may have.
    let maximumTextByteCount: Int

    private var pending = Pending()

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
    private struct Pending {
        enum Kind: UInt8 { case nothing, text, tag, comment, cdata, instruction }
        var kind = Kind.nothing
        var scanned = 0
        var flags: TextFlags = []
        /// Inside a tag: the quotation mark that is open, or 0.
        var quote: UInt8 = 0
        /// Looking for the end is given up at this offset, once, to see whether a limit or an error stands before it.
        var retryAt = 0
    }

    init(maximumNameByteCount: Int, maximumTextByteCount: Int) {
        self.maximumNameByteCount = maximumNameByteCount
        self.maximumTextByteCount = maximumTextByteCount
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
        var offset = position
        while offset < source.count, ByteClass.isBlank(source[offset]) { offset &+= 1 }
        position = offset
    }

    /// The next token of `source`, which is taken to end at `end`.
    ///
    /// - Parameter isFinal: whether nothing follows `end`, so that a token cut off there is an error and not incomplete.
    /// - Throws: syntax codes.
    @inline(__always)
    mutating func next(_ source: Span<UInt8>, upTo end: Int, isFinal: Bool) throws(Fault) -> MarkupToken {
        if pending.kind != .nothing, try !resume(source, upTo: end, isFinal: isFinal) { return .incomplete }
        tokenStart = position
        guard position < end else { return isFinal ? .endOfInput : .incomplete }
        if source[position] == UInt8(ascii: "<") {
            let next = position &+ 1
            if next < end {
                if source[next] == UInt8(ascii: "/") { return try scanEndTag(source, upTo: end, isFinal: isFinal) }
                if ByteClass.isNameStart(source[next]) {
                    return try scanStartTag(source, upTo: end, isFinal: isFinal)
                }
            }
            return try scanDeclaration(source, upTo: end, isFinal: isFinal)
        }
        return try scanText(source, upTo: end, isFinal: isFinal)
    }

    /// Scans a text from `position` to the next `<`.
    private mutating func scanText(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position
        var flags: TextFlags = []
        if pending.kind == .text {
            offset = pending.scanned
            flags = pending.flags
            pending.kind = .nothing
        }
        try passText(source, from: &offset, upTo: end, isFinal: isFinal, flags: &flags)
        if offset &- position > maximumTextByteCount {
            throw Fault(.textTooLong, at: position, Fault.longText(maximumTextByteCount))
        }
        if offset < end || isFinal {
            textStart = position
            textEnd = offset
            textFlags = flags
            position = offset
            return .text
        }
        pending = Pending(kind: .text, scanned: offset, flags: flags)
        return .incomplete
    }

    /// Passes over character data until `<` or the end; before a reference or sequence that is cut off by the end it stops.
    @inline(__always)
    private func passText(
        _ source: Span<UInt8>,
        from offset: inout Int,
        upTo end: Int,
        isFinal: Bool,
        flags: inout TextFlags
    ) throws(Fault) {
        var seen: UInt8 = 0
        var at = offset
        while at < end {
            let class_ = ByteClass.text[Int(source[at])]
            if class_ & ByteClass.stop != 0 {
                if source[at] == UInt8(ascii: "<") { break }
                let length = try passSpecial(source, at: at, upTo: end, isFinal: isFinal, flags: &seen)
                if length == 0 { break }
                at &+= length
                continue
            }
            seen |= class_
            at &+= 1
        }
        offset = at
        flags.formUnion(TextFlags(rawValue: seen))
    }

    /// Judges a byte that cannot just be passed over. Returns how many bytes to pass, 0 when more are needed to tell.
    @inline(never)
    private func passSpecial(
        _ source: Span<UInt8>,
        at offset: Int,
        upTo end: Int,
        isFinal: Bool,
        flags: inout UInt8
    ) throws(Fault) -> Int {
        switch source[offset] {
        case UInt8(ascii: "&"):
            let length = try ReferenceSyntax.length(source, at: offset, upTo: end, isFinal: isFinal)
            if length > 0 { flags |= TextFlags.entity.rawValue }
            return length
        case UInt8(ascii: ">"):
            // The writer gives it as a reference, so a text with it cannot be copied as it is.
            flags |= TextFlags.entity.rawValue
            return 1
        case UInt8(ascii: "]"):
            if offset &+ 2 >= end {
                let isPossible = offset &+ 1 >= end || source[offset &+ 1] == UInt8(ascii: "]")
                return isPossible && !isFinal ? 0 : 1
            }
            if source[offset &+ 1] == UInt8(ascii: "]"), source[offset &+ 2] == UInt8(ascii: ">") {
                throw Fault(.invalidCharacter, at: offset, "']]>' is not allowed in text")
            }
            return 1
        case 0xEF:
            guard offset &+ 2 < end else { return isFinal ? 1 : 0 }
            if source[offset &+ 1] == 0xBF, source[offset &+ 2] >= 0xBE {
                throw Fault(.invalidCharacter, at: offset, "U+FFFE and U+FFFF are not allowed in XML")
            }
            flags |= TextFlags.nonASCII.rawValue
            return 3
        default:
            throw Fault.invalidCharacter(source[offset], at: offset)
        }
    }

    /// Scans an end tag.
    private mutating func scanEndTag(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 2
        guard try scanName(source, from: &offset, upTo: end) else { return try cutOff(.tag, isFinal, "an end tag") }
        while offset < end, ByteClass.isBlank(source[offset]) { offset &+= 1 }
        guard offset < end else { return try cutOff(.tag, isFinal, "an end tag") }
        guard source[offset] == UInt8(ascii: ">") else {
            throw Fault(.invalidMarkup, at: offset, "an end tag ends with '>'")
        }
        position = offset &+ 1
        return .endTag
    }

    /// Scans a start tag or an empty-element tag.
    private mutating func scanStartTag(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 1
        guard try scanName(source, from: &offset, upTo: end) else { return try cutOff(.tag, isFinal, "a start tag") }
        attributeN.end = -1
        attributeRefID.end = -1
        attributeS.end = -1
        attributeVersion.end = -1
        if !otherAttributes.isEmpty { otherAttributes.removeAll(keepingCapacity: true) }
        while offset < end {
            let byte = source[offset]
            if byte == UInt8(ascii: ">") {
                position = offset &+ 1
                return .startTag
            }
            if byte == UInt8(ascii: "/") {
                guard offset &+ 1 < end else { break }
                guard source[offset &+ 1] == UInt8(ascii: ">") else {
                    throw Fault(.invalidMarkup, at: offset, "'/' in a tag is followed by '>'")
                }
                position = offset &+ 2
                return .emptyTag
            }
            guard ByteClass.isBlank(byte) else {
                throw Fault(.invalidMarkup, at: offset, "white space, '>' or '/>' is expected in a tag")
            }
            offset &+= 1
            while offset < end, ByteClass.isBlank(source[offset]) { offset &+= 1 }
            guard offset < end else { break }
            if source[offset] == UInt8(ascii: ">") || source[offset] == UInt8(ascii: "/") { continue }
            guard try scanAttribute(source, from: &offset, upTo: end) else { break }
        }
        return try cutOff(.tag, isFinal, "a start tag")
    }

    /// Scans one attribute. Returns false when the source ends in it.
    @inline(__always)
    private mutating func scanAttribute(
        _ source: Span<UInt8>,
        from offset: inout Int,
        upTo end: Int
    ) throws(Fault) -> Bool {
        var attribute = Attribute()
        attribute.nameStart = offset
        var packed: UInt64 = 0
        while offset < end, ByteClass.isName(source[offset]) {
            packed = packed << 8 | UInt64(source[offset])
            offset &+= 1
        }
        attribute.nameEnd = offset
        guard offset < end else { return false }
        guard offset > attribute.nameStart, ByteClass.isNameStart(source[attribute.nameStart]) else {
            throw Fault(.invalidName, at: attribute.nameStart, "an attribute's name is expected")
        }
        guard try passEquals(source, from: &offset, upTo: end) else { return false }
        let quote = source[offset]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw Fault(.invalidMarkup, at: offset, "an attribute's value is quoted")
        }
        offset &+= 1
        attribute.start = offset
        var seen: UInt8 = 0
        while true {
            guard offset < end else {
                try checkLength(attribute, offset)
                return false
            }
            let byte = source[offset]
            if byte == quote { break }
            let class_ = ByteClass.attribute[Int(byte)]
            if class_ & ByteClass.stop != 0 {
                let length = try passSpecialInAttribute(source, at: offset, upTo: end, flags: &seen)
                if length == 0 { return false }
                offset &+= length
            } else {
                seen |= class_
                offset &+= 1
            }
        }
        attribute.end = offset
        attribute.flags = TextFlags(rawValue: seen)
        offset &+= 1
        try checkLength(attribute, attribute.end)
        switch attribute.nameEnd &- attribute.nameStart {
        case 1 where packed == 0x4E && !attributeN.isPresent: attributeN = attribute
        case 1 where packed == 0x53 && !attributeS.isPresent: attributeS = attribute
        case 5 where packed == 0x52_6566_4964 && !attributeRefID.isPresent: attributeRefID = attribute
        case 7 where packed == 0x56_6572_7369_6F6E && !attributeVersion.isPresent: attributeVersion = attribute
        default: try addOther(attribute, source)
        }
        return true
    }

    private func checkLength(_ attribute: Attribute, _ offset: Int) throws(Fault) {
        if offset &- attribute.start > maximumNameByteCount {
            throw Fault(.nameTooLong, at: attribute.nameStart, Fault.longName(maximumNameByteCount))
        }
    }

    /// Passes over `=` and the blanks around it. Returns false when the source ends before the value.
    private func passEquals(_ source: Span<UInt8>, from offset: inout Int, upTo end: Int) throws(Fault) -> Bool {
        while offset < end, ByteClass.isBlank(source[offset]) { offset &+= 1 }
        guard offset < end else { return false }
        guard source[offset] == UInt8(ascii: "=") else {
            throw Fault(.invalidMarkup, at: offset, "'=' is expected after an attribute's name")
        }
        offset &+= 1
        while offset < end, ByteClass.isBlank(source[offset]) { offset &+= 1 }
        return offset < end
    }

    @inline(never)
    private func passSpecialInAttribute(
        _ source: Span<UInt8>,
        at offset: Int,
        upTo end: Int,
        flags: inout UInt8
    ) throws(Fault) -> Int {
        switch source[offset] {
        case UInt8(ascii: "<"):
            throw Fault(.invalidCharacter, at: offset, "'<' is not allowed in an attribute's value")
        case UInt8(ascii: "]"), UInt8(ascii: ">"):
            return 1
        default:
            // What is well-formed in a text is in a value, and the same kinds of bytes need a second look.
            return try passSpecial(source, at: offset, upTo: end, isFinal: false, flags: &flags)
        }
    }

    @inline(never)
    private mutating func addOther(_ attribute: Attribute, _ source: Span<UInt8>) throws(Fault) {
        try NameSyntax.check(source, from: attribute.nameStart, to: attribute.nameEnd)
        otherAttributes.append(attribute)
        for other in [attributeN, attributeS, attributeRefID, attributeVersion] where other.isPresent {
            try refuseEqual(other, attribute, source)
        }
        // Tags with many attributes are no tags of this format; comparing a few dozen pairwise is cheap, and more than that
        // is refused before it becomes quadratic.
        guard otherAttributes.count <= 256 else {
            throw Fault(.nameTooLong, at: attribute.nameStart, "a tag has more than 256 attributes")
        }
        for other in otherAttributes.dropLast() { try refuseEqual(other, attribute, source) }
    }

    private func refuseEqual(_ one: Attribute, _ two: Attribute, _ source: Span<UInt8>) throws(Fault) {
        guard one.nameEnd &- one.nameStart == two.nameEnd &- two.nameStart else { return }
        for index in 0..<(one.nameEnd &- one.nameStart)
        where source[one.nameStart &+ index] != source[two.nameStart &+ index] { return }
        throw Fault(.duplicateAttribute, at: two.nameStart, "the attribute stands twice in one tag")
    }

    /// Scans an element's name into the name fields. Returns false when the source ends in it.
    @inline(__always)
    private mutating func scanName(
        _ source: Span<UInt8>,
        from offset: inout Int,
        upTo end: Int
    ) throws(Fault) -> Bool {
        nameStart = offset
        var packed: UInt64 = 0
        while offset < end, ByteClass.isPlainName(source[offset]) {
            packed = packed << 8 | UInt64(source[offset])
            offset &+= 1
        }
        if offset < end, !ByteClass.isName(source[offset]), offset > nameStart,
            ByteClass.isNameStart(source[nameStart])
        {
            nameEnd = offset
            prefixCount = 0
            packedName = offset &- nameStart <= 8 ? packed : 0
            return true
        }
        return try scanUnusualName(source, from: &offset, upTo: end)
    }

    /// A name with a prefix or characters outside ASCII, or none at all.
    @inline(never)
    private mutating func scanUnusualName(
        _ source: Span<UInt8>,
        from offset: inout Int,
        upTo end: Int
    ) throws(Fault) -> Bool {
        while offset < end, ByteClass.isName(source[offset]) { offset &+= 1 }
        if offset &- nameStart > maximumNameByteCount {
            throw Fault(.nameTooLong, at: nameStart, Fault.longName(maximumNameByteCount))
        }
        guard offset < end else { return false }
        nameEnd = offset
        prefixCount = try NameSyntax.check(source, from: nameStart, to: nameEnd)
        let local = prefixCount == 0 ? nameStart : nameStart &+ prefixCount &+ 1
        packedName = 0
        if nameEnd &- local <= 8 {
            for index in local..<nameEnd { packedName = packedName << 8 | UInt64(source[index]) }
        }
        return true
    }

    // MARK: - A scalar's text and end tag in one go

    /// After a start tag: passes over text and the matching end tag when both are there and nothing else is in between.
    ///
    /// This is the path nearly every byte of a document takes. Returns false, with nothing changed, when it does not apply.
    @inline(__always)
    mutating func passLeaf(_ source: Span<UInt8>, upTo end: Int) throws(Fault) -> Bool {
        var offset = position
        var flags: TextFlags = []
        try passText(source, from: &offset, upTo: end, isFinal: false, flags: &flags)
        let count = nameEnd &- nameStart
        guard offset &+ count &+ 2 < end, source[offset &+ 1] == UInt8(ascii: "/") else { return false }
        var index = 0
        while index < count {
            if source[offset &+ 2 &+ index] != source[nameStart &+ index] { return false }
            index &+= 1
        }
        guard source[offset &+ 2 &+ count] == UInt8(ascii: ">"), offset &- position <= maximumTextByteCount else {
            return false
        }
        textStart = position
        textEnd = offset
        textFlags = flags
        position = offset &+ count &+ 3
        return true
    }

    // MARK: - The cold tokens

    /// Everything that begins with `<` and is no tag.
    @inline(never)
    private mutating func scanDeclaration(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        let next = position &+ 1
        guard next < end else {
            if isFinal { throw Fault(.truncated, at: position, "the input ends after '<'") }
            return .incomplete
        }
        switch source[next] {
        case UInt8(ascii: "?"): return try scanInstruction(source, upTo: end, isFinal: isFinal)
        case UInt8(ascii: "!"): break
        default: throw Fault(.invalidName, at: next, "a name cannot begin with \(Fault.shown(source, next, end))")
        }
        if let isComment = begins(source, "<!--", upTo: end) {
            if isComment { return try scanComment(source, upTo: end, isFinal: isFinal) }
        } else {
            return try cutOffShort(isFinal)
        }
        if let isCDATA = begins(source, "<![CDATA[", upTo: end) {
            if isCDATA { return try scanCDATA(source, upTo: end, isFinal: isFinal) }
        } else {
            return try cutOffShort(isFinal)
        }
        if let isDoctype = begins(source, "<!DOCTYPE", upTo: end) {
            if isDoctype {
                throw Fault(.documentType, at: position, "document type declarations are refused")
            }
        } else {
            return try cutOffShort(isFinal)
        }
        throw Fault(.invalidMarkup, at: position, "'<!' begins a comment or a CDATA section")
    }

    private func cutOffShort(_ isFinal: Bool) throws(Fault) -> MarkupToken {
        if isFinal { throw Fault(.truncated, at: position, "the input ends inside markup") }
        return .incomplete
    }

    /// Whether `word` stands at `position`; `nil` when the source ends before that can be told.
    private func begins(_ source: Span<UInt8>, _ word: StaticString, upTo end: Int) -> Bool? {
        var index = position
        for byte in word.description.utf8 {
            guard index < end else { return nil }
            guard source[index] == byte else { return false }
            index &+= 1
        }
        return true
    }

    private mutating func scanComment(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 4
        while offset < end {
            if source[offset] == UInt8(ascii: "-") {
                guard offset &+ 1 < end else { break }
                if source[offset &+ 1] == UInt8(ascii: "-") {
                    guard offset &+ 2 < end else { break }
                    guard source[offset &+ 2] == UInt8(ascii: ">") else {
                        throw Fault(.invalidMarkup, at: offset, "'--' is not allowed in a comment")
                    }
                    position = offset &+ 3
                    return .skipped
                }
            }
            offset &+= try passCharacter(source, at: offset, upTo: end)
        }
        return try cutOff(.comment, isFinal, "a comment")
    }

    private mutating func scanCDATA(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 9
        var seen: UInt8 = TextFlags.markup.rawValue
        while offset &+ 2 < end {
            let byte = source[offset]
            if byte == UInt8(ascii: "]"), source[offset &+ 1] == byte, source[offset &+ 2] == UInt8(ascii: ">") {
                textStart = position &+ 9
                textEnd = offset
                textFlags = TextFlags(rawValue: seen)
                position = offset &+ 3
                return .cdata
            }
            let class_ = ByteClass.text[Int(byte)]
            if class_ & ByteClass.stop == 0 { seen |= class_ }
            if byte == 0xEF { seen |= TextFlags.nonASCII.rawValue }
            offset &+= try passCharacter(source, at: offset, upTo: end)
        }
        return try cutOff(.cdata, isFinal, "a CDATA section")
    }

    private mutating func scanInstruction(
        _ source: Span<UInt8>,
        upTo end: Int,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 2
        let targetStart = offset
        while offset < end, ByteClass.isName(source[offset]) { offset &+= 1 }
        guard offset < end else { return try cutOff(.instruction, isFinal, "a processing instruction") }
        let targetEnd = offset
        if try NameSyntax.check(source, from: targetStart, to: targetEnd) != 0 {
            throw Fault(.invalidName, at: targetStart, "a processing instruction's target has no prefix")
        }
        guard ByteClass.isBlank(source[offset]) || source[offset] == UInt8(ascii: "?") else {
            throw Fault(.invalidMarkup, at: offset, "white space is expected after a target")
        }
        if source[offset] == UInt8(ascii: "?"), offset &+ 1 < end, source[offset &+ 1] != UInt8(ascii: ">") {
            throw Fault(.invalidMarkup, at: offset, "'?>' is expected after a target")
        }
        while offset &+ 1 < end {
            if source[offset] == UInt8(ascii: "?"), source[offset &+ 1] == UInt8(ascii: ">") {
                nameStart = targetStart
                nameEnd = targetEnd
                textStart = targetEnd
                textEnd = offset
                position = offset &+ 2
                let isDeclaration =
                    targetEnd &- targetStart == 3 && source[targetStart] | 0x20 == UInt8(ascii: "x")
                    && source[targetStart &+ 1] | 0x20 == UInt8(ascii: "m")
                    && source[targetStart &+ 2] | 0x20 == UInt8(ascii: "l")
                return isDeclaration ? .declaration : .skipped
            }
            offset &+= try passCharacter(source, at: offset, upTo: end)
        }
        return try cutOff(.instruction, isFinal, "a processing instruction")
    }

    /// The length of the character at `offset` where any character may stand.
    private func passCharacter(_ source: Span<UInt8>, at offset: Int, upTo end: Int) throws(Fault) -> Int {
        let byte = source[offset]
        if byte == 0xEF, offset &+ 2 < end, source[offset &+ 1] == 0xBF, source[offset &+ 2] >= 0xBE {
            throw Fault(.invalidCharacter, at: offset, "U+FFFE and U+FFFF are not allowed in XML")
        }
        if byte < 0x20, !ByteClass.isBlank(byte) { throw Fault.invalidCharacter(byte, at: offset) }
        return 1
    }

    // MARK: - Tokens that the source cuts off

    /// The source ends in the token at `position`: an error at the end of the input, else something to wait for.
    private mutating func cutOff(_ kind: Pending.Kind, _ isFinal: Bool, _ what: String) throws(Fault) -> MarkupToken {
        if isFinal { throw Fault(.truncated, at: position, "the input ends inside \(what)") }
        if pending.kind == .nothing {
            // The first offset at which the token's last '>' can stand.
            let first: Int =
                switch kind {
                case .comment: 6
                case .cdata: 11
                case .instruction: 4
                default: 1
                }
            pending = Pending(kind: kind, scanned: position &+ first)
            pending.retryAt = position &+ maximumNameByteCount
        }
        return .incomplete
    }

    /// Looks for the end of a token that was cut off. Returns false while it is not there.
    @inline(never)
    private mutating func resume(_ source: Span<UInt8>, upTo end: Int, isFinal: Bool) throws(Fault) -> Bool {
        if pending.kind == .text { return true }
        while pending.scanned < end {
            let offset = pending.scanned
            let byte = source[offset]
            pending.scanned &+= 1
            switch pending.kind {
            case .tag:
                if pending.quote != 0 {
                    if byte == pending.quote { pending.quote = 0 }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    pending.quote = byte
                } else if byte == UInt8(ascii: ">") {
                    pending.kind = .nothing
                    return true
                }
            default:
                // All three end with '>' after a byte of their own; a false alarm costs one more look at the token.
                let mark: UInt8 =
                    pending.kind == .comment
                    ? UInt8(ascii: "-") : pending.kind == .cdata ? UInt8(ascii: "]") : UInt8(ascii: "?")
                if byte == UInt8(ascii: ">"), source[offset &- 1] == mark {
                    let before = pending.kind == .instruction || source[offset &- 2] == mark
                    if before {
                        pending.kind = .nothing
                        return true
                    }
                }
            }
        }
        if isFinal || end >= pending.retryAt {
            // Whether a limit or an error stands before the end of the token is seen by scanning what is there. Doing it
            // again only when it has doubled keeps the whole linear.
            let kept = pending
            pending.kind = .nothing
            pending.retryAt = position &+ 2 &* (end &- position)
            let again = Pending(
                kind: kept.kind,
                scanned: kept.scanned,
                flags: kept.flags,
                quote: kept.quote,
                retryAt: pending.retryAt
            )
            let probe = position
            let token = try probeToken(source, upTo: end, isFinal: isFinal)
            if token == .incomplete {
                position = probe
                pending = again
                return false
            }
            position = probe
            return true
        }
        return false
    }

    private mutating func probeToken(_ source: Span<UInt8>, upTo end: Int, isFinal: Bool) throws(Fault) -> MarkupToken {
        tokenStart = position
        if source[position &+ 1] == UInt8(ascii: "/") { return try scanEndTag(source, upTo: end, isFinal: isFinal) }
        if ByteClass.isNameStart(source[position &+ 1]) {
            return try scanStartTag(source, upTo: end, isFinal: isFinal)
        }
        return try scanDeclaration(source, upTo: end, isFinal: isFinal)
    }
}
