// Tags in any form that XML allows. What writers of the format give takes the paths of MarkupScanner+ShortTags.swift instead.
extension MarkupScanner {
    /// Scans an end tag.
    mutating func scanEndTag(
        _ source: Span<UInt8>,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 2
        guard try scanName(source, from: &offset) else { return try cutOff(.tag, isFinal, "an end tag") }
        while offset < source.count, ByteClass.isBlank(source[offset]) { offset &+= 1 }
        guard offset < source.count else { return try cutOff(.tag, isFinal, "an end tag") }
        guard source[offset] == UInt8(ascii: ">") else {
            throw Fault(.invalidMarkup, at: offset, "an end tag ends with '>'")
        }
        position = offset &+ 1
        return .endTag
    }

    /// Scans a start tag or an empty-element tag.
    mutating func scanStartTag(
        _ source: Span<UInt8>,
        isFinal: Bool
    ) throws(Fault) -> MarkupToken {
        var offset = position &+ 1
        guard try scanName(source, from: &offset) else { return try cutOff(.tag, isFinal, "a start tag") }
        attributeN.end = -1
        attributeRefID.end = -1
        attributeS.end = -1
        attributeVersion.end = -1
        if !otherAttributes.isEmpty { otherAttributes.removeAll(keepingCapacity: true) }
        while offset < source.count {
            let byte = source[offset]
            if byte == UInt8(ascii: ">") {
                position = offset &+ 1
                return .startTag
            }
            if byte == UInt8(ascii: "/") {
                guard offset &+ 1 < source.count else { break }
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
            while offset < source.count, ByteClass.isBlank(source[offset]) { offset &+= 1 }
            guard offset < source.count else { break }
            if source[offset] == UInt8(ascii: ">") || source[offset] == UInt8(ascii: "/") { continue }
            guard try scanAttribute(source, from: &offset) else { break }
        }
        return try cutOff(.tag, isFinal, "a start tag")
    }

    /// Scans one attribute. Returns false when the source ends in it.
    @inline(never)
    mutating func scanAttribute(
        _ source: Span<UInt8>,
        from offset: inout Int,
    ) throws(Fault) -> Bool {
        var attribute = Attribute()
        attribute.nameStart = offset
        var packed: UInt64 = 0
        while offset < source.count, ByteClass.isName(source[offset]) {
            packed = packed << 8 | UInt64(source[offset])
            offset &+= 1
        }
        attribute.nameEnd = offset
        try checkNameLength(from: attribute.nameStart, to: offset)
        guard offset < source.count else { return false }
        guard offset > attribute.nameStart, ByteClass.isNameStart(source[attribute.nameStart]) else {
            throw Fault(.invalidName, at: attribute.nameStart, "an attribute's name is expected")
        }
        guard try passEquals(source, from: &offset) else { return false }
        let quote = source[offset]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw Fault(.invalidMarkup, at: offset, "an attribute's value is quoted")
        }
        offset &+= 1
        attribute.start = offset
        var seen: UInt8 = 0
        while true {
            guard offset < source.count else {
                try checkLength(attribute, offset)
                return false
            }
            let byte = source[offset]
            if byte == quote { break }
            let class_ = ByteClass.attribute[Int(byte)]
            if class_ & ByteClass.stop != 0 {
                try checkLength(attribute, offset)
                let special = try MarkupScanner.passSpecialInAttribute(source, at: offset)
                if special.length == 0 { return false }
                seen |= special.flags
                offset &+= special.length
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

    func checkLength(_ attribute: Attribute, _ offset: Int) throws(Fault) {
        if offset &- attribute.start > maximumNameByteCount {
            throw Fault(.nameTooLong, at: attribute.nameStart, Fault.longName(maximumNameByteCount))
        }
    }

    func checkNameLength(from start: Int, to end: Int) throws(Fault) {
        if end &- start > maximumNameByteCount {
            throw Fault(.nameTooLong, at: start, Fault.longName(maximumNameByteCount))
        }
    }

    /// Passes over `=` and the blanks around it. Returns false when the source ends before the value.
    func passEquals(_ source: Span<UInt8>, from offset: inout Int) throws(Fault) -> Bool {
        while offset < source.count, ByteClass.isBlank(source[offset]) { offset &+= 1 }
        guard offset < source.count else { return false }
        guard source[offset] == UInt8(ascii: "=") else {
            throw Fault(.invalidMarkup, at: offset, "'=' is expected after an attribute's name")
        }
        offset &+= 1
        while offset < source.count, ByteClass.isBlank(source[offset]) { offset &+= 1 }
        return offset < source.count
    }

    private static func passSpecialInAttribute(
        _ source: Span<UInt8>,
        at offset: Int
    ) throws(Fault) -> (length: Int, flags: UInt8) {
        switch source[offset] {
        case UInt8(ascii: "<"):
            throw Fault(.invalidCharacter, at: offset, "'<' is not allowed in an attribute's value")
        case UInt8(ascii: "\""):
            return (1, 0)
        default:
            // What is well-formed in a text is in a value, and the same kinds of bytes need a second look.
            return try MarkupScanner.passSpecial(source, at: offset, isFinal: false)
        }
    }

    @inline(never)
    mutating func addOther(_ attribute: Attribute, _ source: Span<UInt8>) throws(Fault) {
        try NameSyntax.check(source, from: attribute.nameStart, to: attribute.nameEnd)
        otherAttributes.append(attribute)
        for other in [attributeN, attributeS, attributeRefID, attributeVersion] where other.isPresent {
            try refuseEqual(other, attribute, source)
        }
        // Comparing a few dozen pairwise is cheap, and more than that is refused before it becomes quadratic.
        guard otherAttributes.count <= maximumAttributeCount else {
            throw Fault(
                .tooManyAttributes,
                at: attribute.nameStart,
                "a tag has more than the limit of \(maximumAttributeCount) attributes"
            )
        }
        for other in otherAttributes.dropLast() { try refuseEqual(other, attribute, source) }
    }

    func refuseEqual(_ one: Attribute, _ two: Attribute, _ source: Span<UInt8>) throws(Fault) {
        guard one.nameEnd &- one.nameStart == two.nameEnd &- two.nameStart else { return }
        for index in 0..<(one.nameEnd &- one.nameStart)
        where source[one.nameStart &+ index] != source[two.nameStart &+ index] { return }
        throw Fault(.duplicateAttribute, at: two.nameStart, "the attribute stands twice in one tag")
    }

    /// Scans an element's name into the name fields. Returns false when the source ends in it.
    @inline(never)
    mutating func scanName(
        _ source: Span<UInt8>,
        from offset: inout Int,
    ) throws(Fault) -> Bool {
        nameStart = offset
        var packed: UInt64 = 0
        while offset < source.count, ByteClass.isPlainName(source[offset]) {
            packed = packed << 8 | UInt64(source[offset])
            offset &+= 1
        }
        if offset < source.count, !ByteClass.isName(source[offset]), offset > nameStart,
            ByteClass.isNameStart(source[nameStart])
        {
            try checkNameLength(from: nameStart, to: offset)
            nameEnd = offset
            prefixCount = 0
            packedName = offset &- nameStart <= 8 ? packed : 0
            return true
        }
        return try scanUnusualName(source, from: &offset)
    }

    /// A name with a prefix or characters outside ASCII, or none at all.
    @inline(never)
    mutating func scanUnusualName(
        _ source: Span<UInt8>,
        from offset: inout Int,
    ) throws(Fault) -> Bool {
        while offset < source.count, ByteClass.isName(source[offset]) { offset &+= 1 }
        try checkNameLength(from: nameStart, to: offset)
        guard offset < source.count else { return false }
        nameEnd = offset
        prefixCount = try NameSyntax.check(source, from: nameStart, to: nameEnd)
        let local = prefixCount == 0 ? nameStart : nameStart &+ prefixCount &+ 1
        packedName = 0
        if nameEnd &- local <= 8 {
            for index in local..<nameEnd { packedName = packedName << 8 | UInt64(source[index]) }
        }
        return true
    }
}
