/// The start tags that a damage took from elements whose ends are there: without them all that the elements hold would be lost.
///
/// Their names are those of the end tags; of their attributes there is what can still be read in the damage.
struct LostStartTags {
    /// The tags, outermost first, as they are to be read.
    let markup: [UInt8]
    /// Where reading goes on behind them.
    let resumeOffset: Int

    private typealias Attributes = (name: [UInt8]?, refID: [UInt8]?)

    /// Works out which of the elements that began in a damage can be opened again.
    ///
    /// - Parameters:
    ///   - plan: The plan for the damage, in which elements began.
    ///   - parent: The element that they stand in.
    ///   - damage: From the damaged part's beginning to the first sound tag behind it.
    /// - Returns: `nil` where none can: a member whose name is lost, a text without its beginning.
    init?(_ plan: RepairPlan, in parent: RepairPlan.Open, _ source: Span<UInt8>, damage: Range<Int>) {
        var context = parent.kind
        var parts = parent.parts
        var tags: [UInt8] = []
        var openedCount = 0
        for ended in plan.begun.reversed() {
            guard let kind = LostStartTags.kind(of: ended.tag, in: context, parts),
                let name = LostStartTags.elementName(ended.tag)
            else { break }
            tags.append(UInt8(ascii: "<"))
            tags += name.utf8
            if kind == .object {
                var attributes: Attributes = (nil, nil)
                if openedCount == 0 { attributes = LostStartTags.attributesOfFirst(source, damage) }
                if openedCount == plan.begun.count - 1 {
                    let last = LostStartTags.attributesOfLast(source, damage)
                    attributes.name = attributes.name ?? last.name
                    attributes.refID = attributes.refID ?? last.refID
                }
                if context != .root, context != .items {
                    guard let name = attributes.name else {
                        tags.removeLast(1 + ElementTag.objectName.utf8.count)
                        break
                    }
                    tags += " N=\"".utf8
                    tags += name
                    tags.append(UInt8(ascii: "\""))
                }
                if let refID = attributes.refID {
                    tags += " RefId=\"".utf8
                    tags += refID
                    tags.append(UInt8(ascii: "\""))
                }
            }
            tags.append(UInt8(ascii: ">"))
            (context, parts) = (kind, [])
            openedCount += 1
        }
        guard openedCount > 0 else { return nil }
        markup = tags
        let lost = plan.begun.dropLast(openedCount)
        resumeOffset = lost.last?.end ?? damage.upperBound
    }

    /// What an element is where it stands, or `nil` where it cannot be opened without what is lost of it.
    private static func kind(
        of tag: ElementTag,
        in context: NodeBuilder.FrameKind,
        _ parts: NodeBuilder.Parts
    ) -> NodeBuilder.FrameKind? {
        switch (tag, context) {
        case (.object, .root), (.object, .items), (.object, .adapted), (.object, .extended), (.object, .memberSet),
            (.object, .entry):
            return .object
        case (.entry, .dictionary): return .entry
        case (.adapted, .object): return parts.isDisjoint(with: [.adapted, .extended]) ? .adapted : nil
        case (.extended, .object): return parts.contains(.extended) ? nil : .extended
        case (.list, .object), (.enumerable, .object), (.stack, .object), (.queue, .object):
            return parts.contains(.base) ? nil : .items
        case (.dictionary, .object): return parts.contains(.base) ? nil : .dictionary
        default: return nil
        }
    }

    private static func elementName(_ tag: ElementTag) -> String? {
        switch tag {
        case .object: ElementTag.objectName
        case .adapted: "Props"
        case .extended: "MS"
        case .list: "LST"
        case .enumerable: "IE"
        case .stack: "STK"
        case .queue: "QUE"
        case .dictionary: "DCT"
        case .entry: "En"
        default: nil
        }
    }

    // MARK: - Attributes

    /// The attributes at the beginning of the damage, if an object's start tag begins there.
    private static func attributesOfFirst(_ source: Span<UInt8>, _ damage: Range<Int>) -> Attributes {
        var found: Attributes = (nil, nil)
        let begin = Array("<Obj".utf8)
        guard damage.count > begin.count else { return found }
        for (index, byte) in begin.enumerated() where source[damage.lowerBound + index] != byte { return found }
        var at = damage.lowerBound + begin.count
        while at < damage.upperBound, ByteClass.isBlank(source[at]) {
            while at < damage.upperBound, ByteClass.isBlank(source[at]) { at += 1 }
            let nameStart = at
            while at < damage.upperBound, ByteClass.isPlainName(source[at]) { at += 1 }
            let nameEnd = at
            guard at + 1 < damage.upperBound, source[at] == UInt8(ascii: "="), source[at + 1] == UInt8(ascii: "\"")
            else { break }
            at += 2
            let valueStart = at
            while at < damage.upperBound, isValueByte(source[at]) { at += 1 }
            guard at < damage.upperBound, source[at] == UInt8(ascii: "\"") else { break }
            take(source, nameStart..<nameEnd, valueStart..<at, into: &found)
            at += 1
        }
        return found
    }

    /// The attributes at the end of the damage, if a start tag ends there.
    private static func attributesOfLast(_ source: Span<UInt8>, _ damage: Range<Int>) -> Attributes {
        var found: Attributes = (nil, nil)
        var end = damage.upperBound
        func skipBlanks() { while end > damage.lowerBound, ByteClass.isBlank(source[end - 1]) { end -= 1 } }
        skipBlanks()
        guard end > damage.lowerBound, source[end - 1] == UInt8(ascii: ">") else { return found }
        end -= 1
        while true {
            skipBlanks()
            guard end > damage.lowerBound, source[end - 1] == UInt8(ascii: "\"") else { return found }
            var start = end - 1
            while start > damage.lowerBound, isValueByte(source[start - 1]) { start -= 1 }
            guard start - 2 >= damage.lowerBound, source[start - 1] == UInt8(ascii: "\""),
                source[start - 2] == UInt8(ascii: "=")
            else { return found }
            var nameStart = start - 2
            while nameStart > damage.lowerBound, ByteClass.isPlainName(source[nameStart - 1]) { nameStart -= 1 }
            take(source, nameStart..<(start - 2), start..<(end - 1), into: &found)
            end = nameStart
        }
    }

    private static func take(
        _ source: Span<UInt8>,
        _ name: Range<Int>,
        _ value: Range<Int>,
        into found: inout Attributes
    ) {
        func isName(_ text: StaticString) -> Bool {
            guard text.utf8CodeUnitCount == name.count else { return false }
            return zip(name, text.description.utf8).allSatisfy { source[$0] == $1 }
        }
        var bytes: [UInt8] = []
        bytes.append(source, value)
        if isName("N"), !bytes.isEmpty {
            found.name = bytes
        } else if isName("RefId"), !bytes.isEmpty, bytes.count < 20, bytes.allSatisfy({ $0 &- 0x30 < 10 }) {
            found.refID = bytes
        }
    }

    /// Whether a byte can stand in the value of an attribute that is sound.
    private static func isValueByte(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
    }
}

extension ElementTag {
    fileprivate static let objectName = "Obj"
}
