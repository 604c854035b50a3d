/// Looks at the markup behind a damage to find out how deep it stands, without reading it.
///
/// The end tags in it that have no start tag are, from the first to the last, the elements that were open where the damage
/// ends, the innermost first. Beside the elements that were open where it begins they say what was lost in between.
struct StructureProbe {
    /// The first tag that is sound.
    struct Tag {
        let offset: Int
        let tag: ElementTag
        let isEnd: Bool
        let hasName: Bool
    }

    struct EndTag {
        let tag: ElementTag
        /// The offset behind it.
        let end: Int
    }

    private(set) var first: Tag?
    private(set) var unmatched: [EndTag] = []
    /// Whether the root's end tag is the last of `unmatched`, so that all of them are known.
    private(set) var isComplete = false
    /// The offset of the first value behind `unmatched` that could stand at the top.
    private(set) var nextValue: Int?
    /// The first tag behind the last of `unmatched`, which tells what element it stands in; `nil` where nothing was seen.
    private(set) var following: Tag?
    /// Where looking ended.
    private(set) var stop = 0
    /// How many bytes were looked at.
    private(set) var byteCount = 0

    private let limits: CLIXMLLimits

    init(limits: CLIXMLLimits) { self.limits = limits }

    /// Looks at the markup from the first sound tag at or after `start` on.
    ///
    /// - Parameter budget: How many bytes to look at behind the first tag.
    /// - Complexity: O(*n*) in the damage and the budget.
    mutating func look(_ source: Span<UInt8>, from start: Int, budget: Int) {
        guard let (tag, position) = firstTag(source, from: start) else {
            byteCount = source.count - start
            return
        }
        first = tag
        walk(source, from: position, to: min(source.count, position &+ budget))
        byteCount = position - start + min(budget, source.count - position)
    }

    /// The offset behind the element that begins at `start`, or `nil` if it has no end.
    static func endOfElement(_ source: Span<UInt8>, at start: Int, limits: CLIXMLLimits) -> Int? {
        var scanner = MarkupScanner(limits: limits)
        scanner.position = start
        var open: [UInt64] = []
        while true {
            guard let token = try? scanner.next(source, isFinal: true, expecting: 0) else { return nil }
            switch token {
            case .startTag: open.append(scanner.packedName)
            case .emptyTag: break
            case .endTag: guard open.popLast() == scanner.packedName else { return nil }
            case .endOfInput, .incomplete, .declaration: return nil
            case .text, .cdata, .skipped: continue
            }
            if open.isEmpty { return scanner.position }
        }
    }

    /// Whether a start tag with an `N` attribute begins at `offset`.
    static func hasName(_ source: Span<UInt8>, at offset: Int, limits: CLIXMLLimits) -> Bool {
        tag(source, at: offset, limits: limits)?.hasName ?? false
    }

    private func firstTag(_ source: Span<UInt8>, from start: Int) -> (Tag, Int)? {
        var offset = start
        while offset < source.count {
            if source[offset] == UInt8(ascii: "<"), let tag = StructureProbe.tag(source, at: offset, limits: limits) {
                return (tag, offset)
            }
            offset &+= 1
        }
        return nil
    }

    /// The tag of an element of the format at `offset`, or `nil`.
    private static func tag(_ source: Span<UInt8>, at offset: Int, limits: CLIXMLLimits) -> Tag? {
        var scanner = MarkupScanner(limits: limits)
        scanner.position = offset
        // No tag of the format is that long; a longer one is not looked for in all of the input.
        let end = min(source.count, offset &+ 64 << 10)
        guard let token = try? scanner.next(source.extracting(0..<end), isFinal: true, expecting: 0),
            token == .startTag || token == .emptyTag || token == .endTag
        else { return nil }
        let tag = ElementTag(packed: scanner.packedName)
        guard tag != .unknown else { return nil }
        return Tag(
            offset: offset,
            tag: tag,
            isEnd: token == .endTag,
            hasName: token != .endTag && scanner.attributeN.isPresent
        )
    }

    private mutating func walk(_ source: Span<UInt8>, from start: Int, to end: Int) {
        let source = source.extracting(0..<end)
        var scanner = MarkupScanner(limits: limits)
        scanner.position = start
        defer { stop = scanner.tokenStart }
        var open: [UInt64] = []
        while true {
            guard let token = try? scanner.next(source, isFinal: false, expecting: 0) else { return }
            switch token {
            case .startTag, .emptyTag:
                if open.isEmpty { noteSibling(scanner) }
                if token == .startTag { open.append(scanner.packedName) }
            case .endTag:
                if let last = open.popLast() {
                    guard last == scanner.packedName else { return }
                } else {
                    let tag = ElementTag(packed: scanner.packedName)
                    guard tag != .unknown else { return }
                    unmatched.append(EndTag(tag: tag, end: scanner.position))
                    nextValue = nil
                    following = nil
                    if tag == .root {
                        isComplete = true
                        return
                    }
                }
            case .endOfInput, .incomplete, .declaration: return
            case .text, .cdata, .skipped: break
            }
        }
    }

    private mutating func noteSibling(_ scanner: borrowing MarkupScanner) {
        let tag = ElementTag(packed: scanner.packedName)
        let hasName = scanner.attributeN.isPresent
        if following == nil, tag != .unknown {
            following = Tag(offset: scanner.tokenStart, tag: tag, isEnd: false, hasName: hasName)
        }
        if nextValue == nil, !hasName, tag == .object || tag.scalarKind != nil { nextValue = scanner.tokenStart }
    }
}
