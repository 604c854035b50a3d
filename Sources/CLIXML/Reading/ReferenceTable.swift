/// Which objects of a document a `Ref` may mean (spec section 6.3), in memory that does not grow with their number.
///
/// For the value being read it knows the node of every definition; of earlier values only which numbers were defined.
/// Writers number objects in ascending order, so both are runs: an array that starts at the value's first number, and a list
/// of ranges. What does not fit a run goes into dictionaries, whose size is limited.
struct ReferenceTable {
    private var firstID: UInt64 = 0
    private var nodes: [UInt32] = []
    private var scattered: [UInt64: UInt32] = [:]
    /// Whether each number of `nodes` was defined once, in the order of the nodes.
    private var isRun = true

    private var earlierRanges: [ClosedRange<UInt64>] = []
    private var earlierScattered: Set<UInt64> = []

    /// Identifiers that are not plain numbers, numbered downwards from the highest number.
    private var texts: [[UInt8]: UInt64] = [:]
    private var textByteCount = 0
    private let maximumRangeCount: Int

    private var isRereading = false
    private var moving: [(id: UInt64, node: Int)] = []

    init(maximumRangeCount: Int) { self.maximumRangeCount = maximumRangeCount }

    /// Begins a new document.
    mutating func reset() {
        if !nodes.isEmpty { nodes.removeAll(keepingCapacity: nodes.capacity < 1 << 16) }
        if !earlierRanges.isEmpty { earlierRanges.removeAll(keepingCapacity: earlierRanges.capacity < 1 << 10) }
        if !scattered.isEmpty { scattered = [:] }
        if !earlierScattered.isEmpty { earlierScattered = [] }
        if !texts.isEmpty { texts = [:] }
        if !moving.isEmpty { moving = [] }
        textByteCount = 0
        isRereading = false
        isRun = true
    }

    /// The number that stands for an identifier, which is added if it is new.
    ///
    /// - Throws: `tooManyReferences`.
    @inline(__always)
    mutating func number(of source: Span<UInt8>, _ attribute: MarkupScanner.Attribute) throws(Fault) -> UInt64 {
        if let number = RefID.plainNumber(source.extracting(attribute.start..<attribute.end)) { return number }
        return try textNumber(of: source, attribute)
    }

    @inline(never)
    private mutating func textNumber(
        of source: Span<UInt8>,
        _ attribute: MarkupScanner.Attribute
    ) throws(Fault) -> UInt64 {
        let text = NodeText.attributeText(source, attribute)
        if let number = RefID.plainNumber(text.span) ?? texts[text] { return number }
        textByteCount += text.count
        guard texts.count < maximumRangeCount, textByteCount <= 16 << 20 else { throw full(at: attribute.nameStart) }
        let number = UInt64.max - UInt64(texts.count) - 1
        texts[text] = number
        return number
    }

    private func full(at offset: Int) -> Fault {
        Fault(.tooManyReferences, at: offset, "the document's reference numbers are too scattered to be remembered")
    }

    /// Notes that the object at `node` of the value being read has this number; it replaces an earlier one.
    @inline(__always)
    mutating func define(_ id: UInt64, node: Int) {
        if nodes.isEmpty {
            firstID = id
            nodes.append(UInt32(truncatingIfNeeded: node))
        } else if id &- firstID == UInt64(truncatingIfNeeded: nodes.count) {
            nodes.append(UInt32(truncatingIfNeeded: node))
        } else if id >= firstID, id &- firstID < UInt64(truncatingIfNeeded: nodes.count) {
            nodes[Int(id &- firstID)] = UInt32(truncatingIfNeeded: node)
            isRun = false
        } else {
            scattered[id] = UInt32(truncatingIfNeeded: node)
        }
    }

    /// The node in the value being read that the number means, if it was defined there.
    @inline(__always)
    func node(for id: UInt64) -> UInt32? {
        if !nodes.isEmpty, id >= firstID, id &- firstID < UInt64(truncatingIfNeeded: nodes.count) {
            return nodes[Int(id &- firstID)]
        }
        return scattered.isEmpty ? nil : scattered[id]
    }

    /// Forgets definitions of the value being read at a node or behind it.
    mutating func forget(from node: Int) {
        while let last = nodes.last, Int(last) >= node { nodes.removeLast() }
        isRun = false
        if !scattered.isEmpty { scattered = scattered.filter { Int($0.value) < node } }
    }

    /// The object moved to another place among the nodes: if its RefId means it, that is corrected.
    mutating func move(_ object: Node, of source: Span<UInt8>, _ valueStart: Int, from old: Int, to new: Int) {
        guard old != new, let range = StartTag.refID(source, at: valueStart &+ Int(object.start)) else { return }
        let text = source.extracting(range)
        let id: UInt64
        if let number = RefID.plainNumber(text) {
            id = number
        } else {
            var plain: [UInt8] = []
            TextEscapes.unescapeXML(text, in: .attribute, into: &plain)
            guard let number = RefID.plainNumber(plain.span) ?? texts[plain] else { return }
            id = number
        }
        if node(for: id) == UInt32(truncatingIfNeeded: old) { moving.append((id, new)) }
    }

    /// Moves take effect together, because an old place of one object may be the new place of another.
    mutating func finishMoves() {
        for (id, node) in moving { define(id, node: node) }
        moving.removeAll()
    }

    /// Which identifiers a value defines.
    struct Definitions: Sendable {
        /// From the lowest to the highest plain number among them.
        fileprivate(set) var numbers: ClosedRange<UInt64>?
        /// Whether there are others.
        fileprivate(set) var hasTexts = false
        /// Whether each plain number was defined once, in the order of the objects.
        fileprivate(set) var isRun = false

        var isEmpty: Bool { numbers == nil && !hasTexts }

        /// Whether the identifier may be among them.
        func mayContain(_ id: RefID) -> Bool { id.isPlainNumber ? numbers?.contains(id.number) ?? false : hasTexts }

        /// Adds those of another value.
        mutating func add(_ other: Definitions) {
            if let numbers = other.numbers { add(numbers.lowerBound, numbers.upperBound) }
            hasTexts = hasTexts || other.hasTexts
            isRun = false
        }

        fileprivate mutating func add(_ first: UInt64, _ last: UInt64) {
            guard first < ReferenceTable.firstTextID else {
                hasTexts = true
                return
            }
            numbers = min(numbers?.lowerBound ?? first, first)...max(numbers?.upperBound ?? last, last)
        }
    }

    /// Which identifiers the value being read defines.
    @inline(__always)
    private var definitions: Definitions {
        var definitions = Definitions()
        if !nodes.isEmpty { definitions.add(firstID, firstID &+ UInt64(nodes.count &- 1)) }
        guard !scattered.isEmpty else {
            definitions.isRun = isRun && definitions.numbers != nil
            return definitions
        }
        for id in scattered.keys { definitions.add(id, id) }
        return definitions
    }

    /// Plain numbers have at most 18 digits; all others are above.
    fileprivate static let firstTextID: UInt64 = 1_000_000_000_000_000_000

    /// A table for reading a value again, whose references were checked before: every number counts as defined earlier.
    static func rereading(_ table: ReferenceTable) -> ReferenceTable {
        var copy = table
        copy.nodes = []
        copy.scattered = [:]
        copy.earlierRanges = [0...UInt64.max]
        copy.earlierScattered = []
        copy.isRereading = true
        copy.isRun = true
        return copy
    }

    /// Whether an earlier value defined the number.
    ///
    /// - Complexity: O(log *n*) in the number of ranges.
    func isDefinedEarlier(_ id: UInt64) -> Bool {
        if let range = rangeIndex(notAfter: id), earlierRanges[range].contains(id) { return true }
        return earlierScattered.contains(id)
    }

    /// The last range that does not begin after `id`.
    private func rangeIndex(notAfter id: UInt64) -> Int? {
        var low = 0
        var high = earlierRanges.count
        while low < high {
            let middle = (low + high) / 2
            if earlierRanges[middle].lowerBound <= id { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }

    /// The value being read is complete: its numbers are now those of an earlier value.
    ///
    /// - Returns: which identifiers it defined.
    /// - Throws: `tooManyReferences`, at `offset`.
    /// - Complexity: O(*n*) in the numbers that do not follow one another.
    @discardableResult
    mutating func endValue(at offset: Int) throws(Fault) -> Definitions {
        let definitions = definitions
        isRun = true
        if isRereading {
            nodes.removeAll(keepingCapacity: true)
            scattered = [:]
            return definitions
        }
        if !nodes.isEmpty {
            addEarlier(firstID...(firstID &+ UInt64(nodes.count &- 1)))
            nodes.removeAll(keepingCapacity: nodes.capacity < 1 << 16)
        }
        if !scattered.isEmpty {
            for id in scattered.keys.sorted() { addEarlier(id...id) }
            scattered = [:]
        }
        if earlierRanges.count &+ earlierScattered.count > maximumRangeCount { throw full(at: offset) }
        return definitions
    }

    private mutating func addEarlier(_ range: ClosedRange<UInt64>) {
        guard let last = earlierRanges.last, range.lowerBound <= last.upperBound else {
            if let last = earlierRanges.last, range.lowerBound == last.upperBound &+ 1 {
                earlierRanges[earlierRanges.count - 1] = last.lowerBound...range.upperBound
            } else {
                earlierRanges.append(range)
            }
            return
        }
        if range.lowerBound >= last.lowerBound {
            earlierRanges[earlierRanges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            return
        }
        // Out of order: what no range covers is remembered one by one, up to the limit that `endValue` checks.
        for id in range {
            if isDefinedEarlier(id) {
                continue
            }
            if id > last.upperBound {
                addEarlier(id...range.upperBound)
                return
            }
            earlierScattered.insert(id)
            if earlierRanges.count &+ earlierScattered.count > maximumRangeCount { return }
        }
    }
}
