/// The markup that stood between texts before, and what it did.
///
/// ```
///  <S N="Name">Spooler</S>⏎  <Nil N="Site" />⏎  <B N="CanStop">true</B>
///              |  text  |        passage            | text |
/// ```
///
/// Why this is fast: values of a document resemble each other, so between two texts there is nearly always the very markup
/// that stood there in the last value. ``NodeBuilder/follow(_:)`` compares it eight bytes at a time and takes the steps that
/// its tags meant, where scanning them means to look at each name and attribute again. What is compared is exact and what a
/// step depends on is checked, so that nothing but time depends on what was learned; where anything differs, the scanner
/// goes on from the tag in question.
///
/// Each passage knows eight that followed it. Memory is bounded: a full table is emptied. Markup that never repeats
/// stops the learning, so that it costs a bounded part of what reading costs.
struct FamiliarMarkup {
    /// What one tag does.
    struct Step: Equatable {
        enum Action: UInt8 {
            /// Ends the passage: the text of a primitive and its end tag follow.
            case text
            /// The same for base64.
            case bytes
            /// Ends the passage: the number of an object or reference follows.
            case object, reference
            case emptyScalar, null, typeNames, branch, emptyBranch, entry, end
            /// A whole `TN` with what is in it.
            case newTypeNames
        }
        var action: Action
        /// In which element the tag stands.
        var frame: NodeBuilder.FrameKind
        var kind: NodeKind = .null
        var part: NodeBuilder.Parts = []
        /// The number of children that an entry or root had, this one included.
        var childCount: UInt8 = 0
        var nameByteCount: UInt8 = 0
        /// The length of an end tag or of the tag of an empty primitive.
        var tagByteCount: UInt16 = 0
        /// Where the tag begins, from the start of the passage.
        var offset: UInt32 = 0
        /// The member's name in the symbols, and its bit among those of the frame; for `newTypeNames` the list in the symbols.
        var name: UInt32 = Node.noName
        var nameBit: UInt64 = 0
        /// The element's name, packed; of a text its end tag; the RefId of a list of type names.
        var number: UInt64 = 0
    }

    struct Passage {
        var start: Int
        var count: Int
        var firstStep: Int
        var endStep: Int
    }

    /// No passage; as the one followed last, the beginning of a document, or of a value after unknown markup.
    static let none = UInt32.max
    /// As the passage followed last: any.
    private static let unknown = UInt32.max - 1

    private(set) var passages: [Passage] = []
    private(set) var steps: [Step] = []
    /// The markup of all passages; a word of zeros follows.
    private var bytes: [UInt8] = []
    /// For each passage those that came after it: the last one first.
    private var followers: [SIMD8<UInt32>] = []
    private var firstFollowers = SIMD8<UInt32>(repeating: FamiliarMarkup.none)
    /// Open addressing over passages; 0 is free, else index + 1.
    private var slots: [UInt32] = []

    /// The passage that was followed last.
    private var last = FamiliarMarkup.none
    /// Where it ended in the source, so that the next one begins there; -1 where nothing is known.
    private(set) var position = -1
    /// Where the passage begins that is being learned, or -1.
    private var learnedStart = -1
    private var learnedSteps: [Step] = []
    private var hasNoted = false

    /// What may still be spent on learning: it costs, and what is recognised pays.
    private var credit = FamiliarMarkup.maximumCredit
    /// How many passages are scanned before the first is learned, so that small documents cost nothing.
    private var patience = 48

    private static let maximumCredit = 1 << 14
    private static let price = 8
    private static let maximumPassageCount = 1 << 10
    private static let maximumByteCount = 64 << 10
    private static let maximumPassageByteCount = 2 << 10
    private static let maximumStepCount = 64

    var isLearning: Bool { learnedStart >= 0 }

    /// Whether it is worth looking for what follows.
    var mayFollow: Bool { !followers.isEmpty || patience == 0 && credit >= FamiliarMarkup.price }

    /// Forgets everything: the indices of names are void.
    mutating func removeAll() {
        let (credit, patience) = (credit, patience)
        self = FamiliarMarkup()
        (self.credit, self.patience) = (credit, patience)
    }

    mutating func dropFirst(_ count: Int) {
        if position >= 0 { position = max(position &- count, -1) }
        if learnedStart >= 0 { learnedStart = max(learnedStart &- count, -1) }
    }

    // MARK: - Following

    /// A value begins at `offset`. What follows is what followed the last value before.
    @inline(always)
    mutating func beginValue(at offset: Int) {
        if last == FamiliarMarkup.unknown { last = FamiliarMarkup.none }
        beginPassage(at: offset)
    }

    /// A document begins.
    mutating func beginDocument() {
        cancel()
        last = FamiliarMarkup.none
    }

    /// The passage that begins at `offset` of the source, if one that followed the last one does.
    @inline(always)
    func next(_ source: Span<UInt8>, at offset: Int) -> UInt32 {
        let candidates: SIMD8<UInt32>
        if Int(last) < followers.count {
            candidates = followers[Int(last)]
        } else if last == FamiliarMarkup.none {
            candidates = firstFollowers
        } else {
            return FamiliarMarkup.none
        }
        var index = 0
        while index < candidates.scalarCount, candidates[index] != FamiliarMarkup.none {
            if matches(candidates[index], source, at: offset) { return candidates[index] }
            index &+= 1
        }
        return FamiliarMarkup.none
    }

    @inline(always)
    private func matches(_ passage: UInt32, _ source: Span<UInt8>, at offset: Int) -> Bool {
        let start = passages[Int(passage)].start
        let count = passages[Int(passage)].count
        guard source.count &- offset >= count &+ ByteWord.count else { return false }
        let there = source.extracting(offset..<(offset &+ count &+ ByteWord.count))
        let known = bytes.span.extracting(start..<(start &+ count &+ ByteWord.count))
        return ByteWord.areEqual(known, there, count: count)
    }

    /// A passage was followed whole, to `offset`.
    @inline(always)
    mutating func didFollow(_ passage: UInt32, to offset: Int) {
        last = passage
        position = offset
        credit = min(credit &+ 1, FamiliarMarkup.maximumCredit)
    }

    /// A passage begins at `offset` that is followed if it is known, and else learned.
    @inline(always)
    mutating func beginPassage(at offset: Int) {
        position = offset
        learnedStart = -1
    }

    /// The passage that begins at `offset` is not known, or other than expected from its step `count` of `passage` on.
    mutating func learn(from offset: Int, after count: Int, of passage: UInt32) {
        position = -1
        if !learnedSteps.isEmpty { learnedSteps.removeAll(keepingCapacity: true) }
        guard patience == 0, credit >= FamiliarMarkup.price else {
            patience = max(patience - 1, 0)
            credit = min(credit &+ 1, FamiliarMarkup.maximumCredit)
            learnedStart = -1
            return
        }
        learnedStart = offset
        hasNoted = false
        guard passage != FamiliarMarkup.none else { return }
        let first = passages[Int(passage)].firstStep
        learnedSteps.append(contentsOf: steps[first..<(first + count)])
    }

    // MARK: - Learning

    /// Notes what the tag at `offset` did.
    mutating func note(_ step: Step, at offset: Int) {
        guard learnedSteps.count < FamiliarMarkup.maximumStepCount else { return cancel() }
        var step = step
        step.offset = UInt32(truncatingIfNeeded: offset &- learnedStart)
        learnedSteps.append(step)
        hasNoted = true
    }

    /// A token was read: unless something noted what it did, what is being learned is given up.
    @inline(always)
    mutating func endToken() {
        guard isLearning else { return }
        if !hasNoted { cancel() }
        hasNoted = false
    }

    /// The token is part of what a later one will note.
    @inline(always)
    mutating func keepLearning() { hasNoted = true }

    mutating func cancel() {
        learnedStart = -1
        position = -1
    }

    /// The passage being learned ends at `end`, where a text or number begins; the next one begins at `next`.
    @inline(always)
    mutating func endPassage(_ source: Span<UInt8>, at end: Int, next: Int) {
        if isLearning { keep(source, to: end) } else { last = FamiliarMarkup.unknown }
        beginPassage(at: next)
    }

    @inline(never)
    private mutating func keep(_ source: Span<UInt8>, to end: Int) {
        let text = source.extracting(learnedStart..<end)
        guard text.count <= FamiliarMarkup.maximumPassageByteCount, !learnedSteps.isEmpty else {
            last = FamiliarMarkup.unknown
            return
        }
        let isFull =
            passages.count == FamiliarMarkup.maximumPassageCount
            || bytes.count &+ text.count &+ ByteWord.count > FamiliarMarkup.maximumByteCount
        if isFull {
            let learned = learnedSteps
            removeAll()
            (learnedSteps, last) = (learned, FamiliarMarkup.unknown)
        }
        let passage = index(of: text)
        if last == FamiliarMarkup.none {
            firstFollowers = FamiliarMarkup.added(passage, to: firstFollowers)
        } else if Int(last) < followers.count {
            followers[Int(last)] = FamiliarMarkup.added(passage, to: followers[Int(last)])
        }
        last = passage
    }

    private static func added(_ passage: UInt32, to followers: SIMD8<UInt32>) -> SIMD8<UInt32> {
        // What was cut off by the end of the source is learned again.
        for index in followers.indices where followers[index] == passage { return followers }
        var added = followers
        for index in followers.indices.dropFirst() { added[index] = followers[index - 1] }
        added[0] = passage
        return added
    }

    /// The passage with this markup and the steps noted, which is added if it is new.
    private mutating func index(of text: Span<UInt8>) -> UInt32 {
        if slots.isEmpty { slots = [UInt32](repeating: 0, count: 2 * FamiliarMarkup.maximumPassageCount) }
        var slot = Int(truncatingIfNeeded: NameInterner.hash(text) & UInt64(slots.count - 1))
        while slots[slot] != 0 {
            let passage = slots[slot] - 1
            if isEqual(passage, text) { return passage }
            slot = (slot + 1) & (slots.count - 1)
        }
        credit -= FamiliarMarkup.price
        let passage = UInt32(passages.count)
        slots[slot] = passage + 1
        if !bytes.isEmpty { bytes.removeLast(ByteWord.count) }
        passages.append(
            Passage(
                start: bytes.count,
                count: text.count,
                firstStep: steps.count,
                endStep: steps.count + learnedSteps.count
            )
        )
        bytes.append(text)
        bytes.append(contentsOf: repeatElement(0, count: ByteWord.count))
        steps.append(contentsOf: learnedSteps)
        followers.append(SIMD8(repeating: FamiliarMarkup.none))
        return passage
    }

    private func isEqual(_ passage: UInt32, _ text: Span<UInt8>) -> Bool {
        let known = passages[Int(passage)]
        guard known.count == text.count, steps[known.firstStep..<known.endStep] == learnedSteps[...] else {
            return false
        }
        for index in text.indices where bytes[known.start + index] != text[index] { return false }
        return true
    }
}
