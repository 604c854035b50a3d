/// Where the tags and elements of some bytes stand, well-formed or not.
struct Markup {
    /// A tag, from its `<` to behind its `>`.
    struct Tag {
        enum Kind { case start, end, empty }
        let kind: Kind
        let range: Range<Int>
        let name: Range<Int>
    }

    private(set) var tags: [Tag] = []
    /// Pairs of indices of tags that go together.
    private(set) var pairs: [(start: Int, end: Int)] = []
    /// The elements, empty ones included.
    private(set) var elements: [Range<Int>] = []

    /// Looks at bytes from an offset on.
    init(_ bytes: [UInt8], from start: Int) {
        var offset = start
        while let opening = bytes[offset...].firstIndex(of: UInt8(ascii: "<")), tags.count < 2_000 {
            guard let closing = bytes[opening...].firstIndex(of: UInt8(ascii: ">")) else { break }
            offset = closing + 1
            add(bytes, opening..<offset)
        }
        pairUp()
    }

    private mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
        let isEnd = range.count > 2 && bytes[range.lowerBound + 1] == UInt8(ascii: "/")
        let isEmpty = !isEnd && bytes[range.upperBound - 2] == UInt8(ascii: "/")
        let first = range.lowerBound + (isEnd ? 2 : 1)
        var last = first
        while last < range.upperBound - 1, bytes[last] > 0x20, bytes[last] != UInt8(ascii: "/") { last += 1 }
        tags.append(Tag(kind: isEnd ? .end : isEmpty ? .empty : .start, range: range, name: first..<last))
        if isEmpty { elements.append(range) }
    }

    private mutating func pairUp() {
        var open: [Int] = []
        for (index, tag) in tags.enumerated() {
            switch tag.kind {
            case .start: open.append(index)
            case .end:
                guard let start = open.popLast() else { continue }
                pairs.append((start, index))
                elements.append(tags[start].range.lowerBound..<tag.range.upperBound)
            case .empty: break
            }
        }
    }
}
