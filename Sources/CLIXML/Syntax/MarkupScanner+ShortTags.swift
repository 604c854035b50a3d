// Tags as writers of the format give them. All others are looked at closely in MarkupScanner+Tags.swift.
extension MarkupScanner {
    /// Passes over an end tag without prefix and blanks: the expected one at once. Returns false, with the position
    /// unchanged, for any other.
    @inline(__always)
    mutating func passEndTag(_ source: Span<UInt8>, _ openName: UInt64) -> Bool {
        let start = position &+ 2
        let end = MarkupScanner.endOfEndTag(source, at: position, openName)
        if end > 0 {
            nameStart = start
            nameEnd = end &- 1
            prefixCount = 0
            packedName = openName
            position = end
            return true
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

    /// Where the end tag at `start` ends if it has the packed name and nothing else, else 0.
    ///
    /// How long it is follows from the name alone, so that what comes after it can be looked at before this is.
    @inline(__always)
    static func endOfEndTag(_ source: Span<UInt8>, at start: Int, _ name: UInt64) -> Int {
        let bitCount = 64 &- (name.leadingZeroBitCount & ~7)
        let end = start &+ 2 &+ bitCount &>> 3
        guard bitCount > 0, source.count &- start >= 11,
            ByteWord.load(source, start &+ 2).byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- bitCount) == name,
            source[end] == UInt8(ascii: ">")
        else { return 0 }
        return end &+ 1
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
            // Without a mark all eight bytes are looked up; what follows them is for the caller to see.
            let count = ByteWord.index(of: marks)
            if count > 0 {
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
    mutating func passStartTag(_ source: Span<UInt8>) -> Int {
        let start = position &+ 1
        let name = MarkupScanner.elementName(source, at: start)
        guard name.count > 0 else { return 0 }
        var at = start &+ name.count
        attributeN.end = -1
        attributeRefID.end = -1
        attributeS.end = -1
        attributeVersion.end = -1
        if !otherAttributes.isEmpty { otherAttributes.removeAll(keepingCapacity: true) }
        while let attribute = MarkupScanner.shortAttribute(source, at: at, maximumNameByteCount) {
            switch attribute.nameEnd &- attribute.nameStart {
            case 1 where source[attribute.nameStart] == UInt8(ascii: "N"):
                guard !attributeN.isPresent else { return 0 }
                attributeN = attribute
            case 1:
                guard !attributeS.isPresent else { return 0 }
                attributeS = attribute
            default:
                guard !attributeRefID.isPresent else { return 0 }
                attributeRefID = attribute
            }
            at = attribute.end &+ 1
        }
        let end = MarkupScanner.tagEnd(source, at: at)
        guard end.length > 0 else { return 0 }
        nameStart = start
        nameEnd = start &+ name.count
        prefixCount = 0
        packedName = name.packed
        position = at &+ end.length
        return end.isEmpty ? 2 : 1
    }

    /// A start tag as ``shortTag(_:at:)`` finds it.
    struct ShortTag {
        let packedName: UInt64
        let nameCount: Int
        let end: Int
        let isEmpty: Bool
    }

    /// The start tag at `start`, if its name is short and it has at most the attributes `N`, `S` and `RefId`.
    ///
    /// For those who do not care what the attributes say: nothing is stored, and so nothing waits for what was.
    @inline(__always)
    static func shortTag(_ source: Span<UInt8>, at start: Int, _ maximumNameByteCount: Int) -> ShortTag? {
        let name = MarkupScanner.elementName(source, at: start &+ 1)
        guard name.count > 0, ByteClass.isNameStart(source[start &+ 1]) else { return nil }
        var at = start &+ 1 &+ name.count
        var seen: UInt8 = 0
        while let attribute = MarkupScanner.shortAttribute(source, at: at, maximumNameByteCount) {
            let isLong = attribute.nameEnd &- attribute.nameStart > 1
            // The lowest bits of `N` and `S` differ.
            let bit: UInt8 = isLong ? 4 : 1 &+ (source[attribute.nameStart] & 1)
            guard seen & bit == 0 else { return nil }
            seen |= bit
            at = attribute.end &+ 1
        }
        let end = MarkupScanner.tagEnd(source, at: at)
        guard end.length > 0 else { return nil }
        return ShortTag(packedName: name.packed, nameCount: name.count, end: at &+ end.length, isEmpty: end.isEmpty)
    }

    /// The length of `>`, `/>` or ` />` at an offset, 0 for anything else.
    @inline(__always)
    private static func tagEnd(_ source: Span<UInt8>, at offset: Int) -> (length: Int, isEmpty: Bool) {
        // At the very end of the source the close look does without.
        guard source.count &- offset >= 3 else { return (0, false) }
        if source[offset] == UInt8(ascii: ">") { return (1, false) }
        let slash = source[offset] == UInt8(ascii: " ") ? 1 : 0
        guard source[offset &+ slash] == UInt8(ascii: "/"), source[offset &+ slash &+ 1] == UInt8(ascii: ">") else {
            return (0, false)
        }
        return (slash &+ 2, true)
    }

    /// ` N="…"`, ` S="…"` or ` RefId="…"` at an offset, without references in it, or `nil` for anything else.
    @inline(__always)
    private static func shortAttribute(
        _ source: Span<UInt8>,
        at offset: Int,
        _ maximumNameByteCount: Int
    ) -> Attribute? {
        guard source.count &- offset >= 8 else { return nil }
        let nameCount: Int
        switch ByteWord.loadHalf(source, offset) {
        case 0x223D_4E20, 0x223D_5320: nameCount = 1
        case 0x6665_5220 where ByteWord.loadHalf(source, offset &+ 4) == 0x223D_6449: nameCount = 5
        default: return nil
        }
        let start = offset &+ 3 &+ nameCount
        var seen: UInt8 = 0
        var at = start
        while true {
            at = ByteWord.passPlain(source, from: at)
            guard at < source.count else { return nil }
            let class_ = ByteClass.attribute[Int(source[at])]
            if class_ & ByteClass.stop != 0 { break }
            seen |= class_
            at &+= 1
        }
        guard source[at] == UInt8(ascii: "\""), at &- start <= maximumNameByteCount else { return nil }
        return Attribute(
            nameStart: offset &+ 1,
            nameEnd: offset &+ 1 &+ nameCount,
            start: start,
            end: at,
            flags: TextFlags(rawValue: seen)
        )
    }
}
