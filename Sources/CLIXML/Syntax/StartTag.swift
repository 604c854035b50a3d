/// Finds again, in a value's own bytes, what a start tag says: nodes do not keep what is rarely asked for.
package enum StartTag {
    /// The value of the `RefId` attribute of the tag whose `<` stands at `offset`, or `nil` without one.
    ///
    /// The tag is well-formed: it was read before.
    package static func refID(_ source: Span<UInt8>, at offset: Int) -> Range<Int>? {
        var at = offset &+ 1
        while at < source.count, ByteClass.isName(source[at]) { at &+= 1 }
        while at < source.count {
            if source.count &- at > 9, ByteWord.load(source, at) == refIDStart {
                let start = at &+ refIDStartCount
                at = start
                while at < source.count, source[at] != UInt8(ascii: "\"") { at &+= 1 }
                return start..<at
            }
            while at < source.count, ByteClass.isBlank(source[at]) { at &+= 1 }
            let nameStart = at
            while at < source.count, ByteClass.isName(source[at]) { at &+= 1 }
            guard at > nameStart else { return nil }
            let nameEnd = at
            while at < source.count, source[at] != UInt8(ascii: "\""), source[at] != UInt8(ascii: "'") { at &+= 1 }
            guard at < source.count else { return nil }
            let quote = source[at]
            let start = at &+ 1
            at = start
            while at < source.count, source[at] != quote { at &+= 1 }
            if nameEnd &- nameStart == 5, isRefID(source, nameStart) { return start..<at }
            at &+= 1
        }
        return nil
    }

    /// The number of a `RefId` attribute with a plain one, if it stands right at an offset as writers put it there.
    @inline(__always)
    package static func plainRefID(_ source: Span<UInt8>, at offset: Int) -> UInt64? {
        guard offset >= 0, source.count &- offset > 9, ByteWord.load(source, offset) == refIDStart else { return nil }
        let start = offset &+ refIDStartCount
        var end = start
        while end < source.count, source[end] &- 0x30 < 10 { end &+= 1 }
        guard end < source.count, source[end] == UInt8(ascii: "\"") else { return nil }
        return RefID.plainNumber(source.extracting(start..<end))
    }

    /// ` RefId="` as a word.
    private static var refIDStart: UInt64 { 0x223D_6449_6665_5220 }
    private static var refIDStartCount: Int { 8 }

    private static func isRefID(_ source: Span<UInt8>, _ at: Int) -> Bool {
        source[at] == 0x52 && source[at &+ 1] == 0x65 && source[at &+ 2] == 0x66 && source[at &+ 3] == 0x49
            && source[at &+ 4] == 0x64
    }

    /// Where the element begins whose text or content begins at `offset`: a tag holds no other `<`.
    package static func start(_ source: Span<UInt8>, before offset: Int) -> Int {
        var at = min(offset, source.count) &- 1
        while at > 0, source[at] != UInt8(ascii: "<") { at &-= 1 }
        return max(at, 0)
    }
}
