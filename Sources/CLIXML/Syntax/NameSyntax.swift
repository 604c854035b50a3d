/// Names of elements, attributes and processing instructions, as XML 1.0 with namespaces has them.
enum NameSyntax {
    /// Judges a name and gives the length of its prefix, 0 without one.
    ///
    /// - Throws: `invalidName`.
    @discardableResult
    static func check(_ source: Span<UInt8>, from start: Int, to end: Int) throws(Fault) -> Int {
        var prefixCount = 0
        var offset = start
        var isFirst = true
        while offset < end {
            let byte = source[offset]
            if byte == UInt8(ascii: ":") {
                guard prefixCount == 0, !isFirst else {
                    throw Fault(.invalidName, at: start, "a name has at most one ':', between two names")
                }
                prefixCount = offset &- start
                isFirst = true
                offset &+= 1
                continue
            }
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard offset &+ length <= end else { throw Fault(.invalidName, at: start, "the name is not well-formed") }
            let isAllowed: Bool =
                if byte < 0x80 {
                    isFirst ? ByteClass.isNameStart(byte) : ByteClass.isName(byte)
                } else {
                    isNameCharacter(scalar(source, offset, length), isFirst: isFirst)
                }
            guard isAllowed else {
                throw Fault(.invalidName, at: offset, "a name cannot have this character here")
            }
            isFirst = false
            offset &+= length
        }
        guard !isFirst else { throw Fault(.invalidName, at: start, "a name is expected") }
        return prefixCount
    }

    private static func scalar(_ source: Span<UInt8>, _ offset: Int, _ length: Int) -> UInt32 {
        switch length {
        case 2: UInt32(source[offset] & 0x1F) << 6 | UInt32(source[offset &+ 1] & 0x3F)
        case 3:
            UInt32(source[offset] & 0x0F) << 12 | UInt32(source[offset &+ 1] & 0x3F) << 6
                | UInt32(source[offset &+ 2] & 0x3F)
        default: 0x10000
        }
    }

    private static func isNameCharacter(_ value: UInt32, isFirst: Bool) -> Bool {
        isFirst ? XMLNameCharacters.canStart(value) : XMLNameCharacters.canContinue(value)
    }
}
