// Comments, CDATA sections, processing instructions and declarations.
extension MarkupScanner {
    /// Everything that begins with `<` and is no tag.
    @inline(never)
    mutating func scanDeclaration(
        _ source: Span<UInt8>,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        let next = position &+ 1
        guard next < source.count else {
            if isFinal { throw Fault(.truncated, at: position, "the input ends after '<'") }
            return .incomplete
        }
        switch source[next] {
        case UInt8(ascii: "?"): return try scanInstruction(source, isFinal: isFinal)
        case UInt8(ascii: "!"): break
        default:
            throw Fault(.invalidName, at: next, "a name cannot begin with \(Fault.shown(source, next, source.count))")
        }
        if let isComment = begins(source, "<!--") {
            if isComment { return try scanComment(source, isFinal: isFinal) }
        } else {
            return try cutOffShort(isFinal)
        }
        if let isCDATA = begins(source, "<![CDATA[") {
            if isCDATA { return try scanCDATA(source, isFinal: isFinal) }
        } else {
            return try cutOffShort(isFinal)
        }
        if let isDoctype = begins(source, "<!DOCTYPE") {
            if isDoctype {
                throw Fault(.documentType, at: position, "document type declarations are refused")
            }
        } else {
            return try cutOffShort(isFinal)
        }
        throw Fault(.invalidMarkup, at: position, "'<!' begins a comment or a CDATA section")
    }

    func cutOffShort(_ isFinal: Bool) throws(Fault) -> MarkupToken {
        if isFinal { throw Fault(.truncated, at: position, "the input ends inside markup") }
        return .incomplete
    }

    /// Whether `word` stands at `position`; `nil` when the source ends before that can be told.
    func begins(_ source: Span<UInt8>, _ word: StaticString) -> Bool? {
        var index = position
        for byte in word.description.utf8 {
            guard index < source.count else { return nil }
            guard source[index] == byte else { return false }
            index &+= 1
        }
        return true
    }

    mutating func scanComment(
        _ source: Span<UInt8>,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 4
        while offset < source.count {
            if source[offset] == UInt8(ascii: "-") {
                guard offset &+ 1 < source.count else { break }
                if source[offset &+ 1] == UInt8(ascii: "-") {
                    guard offset &+ 2 < source.count else { break }
                    guard source[offset &+ 2] == UInt8(ascii: ">") else {
                        throw Fault(.invalidMarkup, at: offset, "'--' is not allowed in a comment")
                    }
                    position = offset &+ 3
                    return .skipped
                }
            }
            offset &+= try passCharacter(source, at: offset)
        }
        return try cutOff(.comment, isFinal, "a comment")
    }

    mutating func scanCDATA(
        _ source: Span<UInt8>,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 9
        var seen: UInt8 = TextFlags.markup.rawValue
        while offset &+ 2 < source.count {
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
            if byte == UInt8(ascii: "_") { seen |= TextFlags.underscore.rawValue }
            offset &+= try passCharacter(source, at: offset)
        }
        return try cutOff(.cdata, isFinal, "a CDATA section")
    }

    mutating func scanInstruction(
        _ source: Span<UInt8>,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 2
        let targetStart = offset
        while offset < source.count, ByteClass.isName(source[offset]) { offset &+= 1 }
        guard offset < source.count else { return try cutOff(.instruction, isFinal, "a processing instruction") }
        let targetEnd = offset
        if try NameSyntax.check(source, from: targetStart, to: targetEnd) != 0 {
            throw Fault(.invalidName, at: targetStart, "a processing instruction's target has no prefix")
        }
        guard ByteClass.isBlank(source[offset]) || source[offset] == UInt8(ascii: "?") else {
            throw Fault(.invalidMarkup, at: offset, "white space is expected after a target")
        }
        if source[offset] == UInt8(ascii: "?"), offset &+ 1 < source.count, source[offset &+ 1] != UInt8(ascii: ">") {
            throw Fault(.invalidMarkup, at: offset, "'?>' is expected after a target")
        }
        while offset &+ 1 < source.count {
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
            offset &+= try passCharacter(source, at: offset)
        }
        return try cutOff(.instruction, isFinal, "a processing instruction")
    }

    /// The length of the character at `offset` where any character may stand.
    func passCharacter(_ source: Span<UInt8>, at offset: Int) throws(Fault) -> Int {
        let byte = source[offset]
        if byte == 0xEF, offset &+ 2 < source.count, source[offset &+ 1] == 0xBF, source[offset &+ 2] >= 0xBE {
            throw Fault(.invalidCharacter, at: offset, "U+FFFE and U+FFFF are not allowed in XML")
        }
        if byte < 0x20, !ByteClass.isBlank(byte) { throw Fault.invalidCharacter(byte, at: offset) }
        return 1
    }
}
