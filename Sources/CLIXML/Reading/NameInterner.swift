/// Turns the names of members into indices of ``Symbols``, decoding each spelling once.
///
/// Members follow one another in the same order from object to object, so the spelling that followed the last one the time
/// before is compared first: most names cost one comparison and no hash.
struct NameInterner {
    private(set) var symbols = Symbols()
    /// The table as values need it; `nil` when names were added since.
    private var snapshot: SymbolSnapshot?

    /// All spellings seen, as written, after one another; a word of zeros follows.
    private var spellingBytes = NameInterner.noSpelling
    private var spellingEnds: [UInt32] = [0]
    private var spellingNames: [UInt32] = []
    /// For each spelling the one that came after it the last time.
    private var successors: [UInt32] = []
    private var last: UInt32 = 0
    /// Open addressing over spellings; 0 is free, else index + 1.
    private var slots = NameInterner.noSlots
    /// The same over decoded names.
    private var nameSlots = NameInterner.seededNames
    /// The same over the first of those names that are equal but for case.
    private var foldedSlots = NameInterner.seededFolded
    /// Whether names come as attributes have them, with entities and escapes.
    private let isCoded: Bool

    /// Above this many bytes of names the next value begins a new table: 64 KiB hold all names of real documents.
    private static let epochByteCount = 64 << 10

    // What every table begins with is shared until the first name is added, because many tables of small values are made.
    private static let noSpelling = [UInt8](repeating: 0, count: ByteWord.count)
    private static let noSlots = [UInt32](repeating: 0, count: 64)
    private static let seededNames = slots(of: Symbols(), count: 64, ignoringCase: false)
    private static let seededFolded = slots(of: Symbols(), count: 64, ignoringCase: true)
    /// Strangers choose the names: they must not be able to choose the slots.
    private static let hashSeed = UInt64.random(in: 0 ... .max)

    init(isCoded: Bool = true) { self.isCoded = isCoded }

    /// The index of the name spelled by `source[start..<end]`.
    @inline(__always)
    mutating func index(of source: Span<UInt8>, from start: Int, to end: Int) -> UInt32 {
        if Int(last) < successors.count {
            let guess = successors[Int(last)]
            if guess != .max, matches(guess, source, from: start, to: end) {
                last = guess
                return spellingNames[Int(guess)]
            }
        }
        return slowIndex(of: source, from: start, to: end)
    }

    @inline(__always)
    private func matches(_ spelling: UInt32, _ source: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        let begin = Int(spellingEnds[Int(spelling)])
        let count = Int(spellingEnds[Int(spelling) + 1]) &- begin
        guard count == end &- start else { return false }
        let known = spellingBytes.span
        var index = 0
        // Beyond the last spelling there is room for a word.
        while index < count, source.count &- start &- index >= ByteWord.count {
            let difference = ByteWord.load(known, begin &+ index) ^ ByteWord.load(source, start &+ index)
            let left = count &- index
            if left <= ByteWord.count {
                return difference &<< UInt64(truncatingIfNeeded: 64 &- 8 &* left) == 0
            }
            if difference != 0 { return false }
            index &+= ByteWord.count
        }
        while index < count {
            if known[begin &+ index] != source[start &+ index] { return false }
            index &+= 1
        }
        return true
    }

    @inline(never)
    private mutating func slowIndex(of source: Span<UInt8>, from start: Int, to end: Int) -> UInt32 {
        let mask = slots.count &- 1
        var slot = NameInterner.hash(source.extracting(start..<end), ignoringCase: false) & mask
        while slots[slot] != 0 {
            let spelling = slots[slot] &- 1
            if matches(spelling, source, from: start, to: end) { return follow(with: spelling) }
            slot = (slot &+ 1) & mask
        }
        let spelling = UInt32(spellingNames.count)
        spellingBytes.removeLast(ByteWord.count)
        spellingBytes.append(source.extracting(start..<end))
        spellingEnds.append(UInt32(spellingBytes.count))
        spellingBytes.append(contentsOf: repeatElement(0, count: ByteWord.count))
        successors.append(.max)
        let written = source.extracting(start..<end)
        var name: [UInt8] = []
        if isCoded { name = NodeText.name(written) } else { name.append(written) }
        spellingNames.append(intern(name))
        slots[slot] = spelling &+ 1
        if spellingNames.count &* 2 > slots.count { growSlots() }
        return follow(with: spelling)
    }

    private mutating func follow(with spelling: UInt32) -> UInt32 {
        if Int(last) < successors.count { successors[Int(last)] = spelling }
        last = spelling
        return spellingNames[Int(spelling)]
    }

    private mutating func growSlots() {
        var grown = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = grown.count - 1
        for spelling in spellingNames.indices {
            let range = Int(spellingEnds[spelling])..<Int(spellingEnds[spelling + 1])
            var slot = NameInterner.hash(spellingBytes.span.extracting(range), ignoringCase: false) & mask
            while grown[slot] != 0 { slot = (slot + 1) & mask }
            grown[slot] = UInt32(spelling) + 1
        }
        slots = grown
    }

    /// The index of a decoded name, added if it is new.
    private mutating func intern(_ name: [UInt8]) -> UInt32 {
        let slot = slot(of: name.span, ignoringCase: false)
        if nameSlots[slot] != 0 { return nameSlots[slot] - 1 }
        let index = UInt32(symbols.nameCount)
        let foldedSlot = self.slot(of: name.span, ignoringCase: true)
        if foldedSlots[foldedSlot] == 0 { foldedSlots[foldedSlot] = index + 1 }
        symbols.append(name: name, folded: foldedSlots[foldedSlot] - 1)
        nameSlots[slot] = index + 1
        if symbols.nameCount * 2 > nameSlots.count {
            let count = nameSlots.count * 2
            nameSlots = NameInterner.slots(of: symbols, count: count, ignoringCase: false)
            foldedSlots = NameInterner.slots(of: symbols, count: count, ignoringCase: true)
        }
        snapshot = nil
        return index
    }

    /// Where a name is in its table, or the free place where it belongs.
    private func slot(of name: Span<UInt8>, ignoringCase: Bool) -> Int {
        let slots = ignoringCase ? foldedSlots : nameSlots
        let known = symbols.nameBytes
        var slot = NameInterner.hash(name, ignoringCase: ignoringCase) & (slots.count - 1)
        while slots[slot] != 0 {
            let other = known.span.extracting(symbols.nameRange(slots[slot] - 1))
            let isEqual =
                ignoringCase ? TextEscapes.equalIgnoringCase(other, name) : TextEscapes.equal(other, name)
            if isEqual { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private static func hash(_ name: Span<UInt8>, ignoringCase: Bool) -> Int {
        let hash = ignoringCase ? TextEscapes.foldedHash(name, seed: hashSeed) : hash(name)
        return Int(truncatingIfNeeded: hash) & .max
    }

    /// A hash of bytes that strangers chose.
    static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash = hashSeed
        for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
        return hash ^ (hash >> 29)
    }

    private static func slots(of symbols: Symbols, count: Int, ignoringCase: Bool) -> [UInt32] {
        var slots = [UInt32](repeating: 0, count: count)
        let names = symbols.nameBytes
        for index in 0..<UInt32(symbols.nameCount) where !ignoringCase || symbols.foldedNames[Int(index)] == index {
            let name = names.span.extracting(symbols.nameRange(index))
            var slot = hash(name, ignoringCase: ignoringCase) & (count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (count - 1) }
            slots[slot] = index + 1
        }
        return slots
    }

    /// Adds a type-name list to the table that the next snapshot shows.
    mutating func add(_ list: PSTypeNames) -> UInt32 {
        snapshot = nil
        return symbols.append(list)
    }

    /// The table as the value that just ended needs it.
    mutating func takeSnapshot() -> SymbolSnapshot {
        if let snapshot { return snapshot }
        let taken = SymbolSnapshot(symbols, isShared: true)
        snapshot = taken
        return taken
    }

    /// Begins a new table if this one is large. Called between values, when no node is waiting for its store.
    ///
    /// - Returns: whether the indices handed out before are void.
    mutating func beginEpochIfNeeded() -> Bool {
        guard symbols.byteCount &+ spellingBytes.count > NameInterner.epochByteCount else { return false }
        self = NameInterner(isCoded: isCoded)
        return true
    }
}
