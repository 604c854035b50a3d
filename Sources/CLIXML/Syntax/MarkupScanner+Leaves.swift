// Elements with nothing but text in them, from the start tag to the end tag at once.
extension MarkupScanner {
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
        // Packed, a zero byte before a name would not tell it from the name alone.
        guard marks != 0, count > 0, packed &>> UInt64(truncatingIfNeeded: 8 &* count &- 8) != 0,
            let kind = ElementTag(packed: packed).scalarKind
        else {
            return nil
        }
        let attribute = name &+ count
        guard source.count &- attribute >= 8,
            ByteWord.loadHalf(source, attribute) == 0x223D_4E20
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
        let text = MarkupScanner.passText(source, from: at &+ 2, maximumTextByteCount)
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

    /// After a start tag: passes over text and the matching end tag when both are there and nothing else is in between.
    ///
    /// Returns false, with nothing changed, when it does not apply;
    /// what is wrong with the text is then found by those who look closely.
    @inline(__always)
    mutating func passLeaf(_ source: Span<UInt8>) -> Bool {
        let start = position
        let text = MarkupScanner.passText(source, from: start, maximumTextByteCount)
        let count = nameEnd &- nameStart
        guard text.end >= 0, MarkupScanner.isEndTag(source, at: text.end, of: nameStart, count) else { return false }
        textStart = start
        textEnd = text.end
        textFlags = text.flags
        position = text.end &+ count &+ 3
        return true
    }

    /// Passes over a text to the `<` after it. Returns an end of -1 where that is not there or something is wrong.
    @inline(always)
    static func passText(
        _ source: Span<UInt8>,
        from start: Int,
        _ maximumTextByteCount: Int
    ) -> (end: Int, flags: TextFlags) {
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
            let entity = source[at] == UInt8(ascii: "&") ? ReferenceSyntax.entityLength(source, at: at) : 0
            if entity > 0 {
                seen |= TextFlags.entity.rawValue
                at &+= entity
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
        if count <= 8, source.count &- offset >= 11 {
            let difference = ByteWord.load(source, offset &+ 2) ^ ByteWord.load(source, name)
            let bits = UInt64(truncatingIfNeeded: 8 &* count)
            return source[offset &+ 1] == UInt8(ascii: "/") && source[offset &+ 2 &+ count] == UInt8(ascii: ">")
                && difference &<< (64 &- bits) == 0
        }
        guard offset &+ count &+ 2 < source.count, source[offset &+ 1] == UInt8(ascii: "/") else { return false }
        var index = 0
        while index < count {
            if source[offset &+ 2 &+ index] != source[name &+ index] { return false }
            index &+= 1
        }
        return source[offset &+ 2 &+ count] == UInt8(ascii: ">")
    }

    /// What stands after the `<` of a primitive's end tag, the first byte lowest; 0 where it takes more than eight.
    static func packedEndTag(of kind: NodeKind) -> UInt64 {
        let name = kind.elementName.description.utf8
        guard name.count <= 6 else { return 0 }
        var packed = UInt64(UInt8(ascii: ">"))
        for byte in name.reversed() { packed = packed &<< 8 | UInt64(byte) }
        return packed &<< 8 | UInt64(UInt8(ascii: "/"))
    }

    /// Whether the end tag at `offset` is the packed one, or where that is 0 has the name of `count` bytes at `name`.
    @inline(__always)
    static func isEndTag(
        _ source: Span<UInt8>,
        at offset: Int,
        packed: UInt64,
        of name: Int,
        _ count: Int
    ) -> Bool {
        guard packed != 0, source.count &- offset > ByteWord.count else {
            return isEndTag(source, at: offset, of: name, count)
        }
        let difference = ByteWord.load(source, offset &+ 1) ^ packed
        return difference &<< UInt64(truncatingIfNeeded: 48 &- 8 &* count) == 0
    }
}
