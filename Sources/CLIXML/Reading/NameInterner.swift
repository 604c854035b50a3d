/// Turns the names of members into indices of ``Symbols``, decoding each spelling once.
///
/// Members follow one another in the same order from object to object, so the spelling that followed the last one the time
/// before is compared first: most names cost one comparison and no hash.
struct NameInterner {
    private(set) var symbols = Symbols()
    private(set) var snapshot: SymbolSnapshot

    /// All spellings seen, as written, after one another; a word of zeros follows.
    private var spellingBytes = [UInt8](repeating: 0, count: ByteWord.count)
    private var spellingEnds: [UInt32] = [0]
    private var spellingNames: [UInt32] = []
    /// For each spelling the one that came after it the last time.
    private var successors: [UInt32] = []
    private var last: UInt32 = 0
    /// Open addressing over spellings; 0 is free, else index + 1.
    private var slots: [UInt32]
    private var names: [[UInt8]: UInt32] = [:]
    private var folded: [[UInt8]: UInt32] = [:]
    private var isSnapshotCurrent = true
    /// Whether names come as attributes have them, with entities and escapes.
    private let isCoded: Bool

    /// Above this many bytes of names the next value begins a new table: 64 KiB hold all names of real documents.
    private static let epochByteCount = 64 << 10

    init(isCoded: Bool = true) {
        self.isCoded = isCoded
        snapshot = SymbolSnapshot(symbols, isShared: true)
        slots = [UInt32](repeating: 0, count: 256)
        seed()
    }

    private mutating func seed() {
        for (name, index) in [("ToString", Symbols.toString), ("GetType", Symbols.getType)] {
            names[Array(name.utf8)] = index
            folded[TextEscapes.upperCased(Array(name.utf8).span)] = index
        }
    }

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
        var slot = hash(source, from: start, to: end) & mask
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

    private func hash(_ source: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in start..<end { hash = (hash ^ UInt64(source[index])) &* 0x0000_0100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ (hash >> 29)) & .max
    }

    private mutating func growSlots() {
        var grown = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = grown.count - 1
        for spelling in spellingNames.indices {
            let range = Int(spellingEnds[spelling])..<Int(spellingEnds[spelling + 1])
            var slot = hash(spellingBytes.span, from: range.lowerBound, to: range.upperBound) & mask
            while grown[slot] != 0 { slot = (slot + 1) & mask }
            grown[slot] = UInt32(spelling) + 1
        }
        slots = grown
    }

    /// The index of a decoded name, added if it is new.
    private mutating func intern(_ name: [UInt8]) -> UInt32 {
        if let index = names[name] { return index }
        let index = UInt32(symbols.nameCount)
        let upper = TextEscapes.upperCased(name.span)
        let first = folded[upper] ?? index
        if first == index { folded[upper] = index }
        names[name] = index
        symbols.append(name: name, folded: first)
        isSnapshotCurrent = false
        return index
    }

    /// Adds a type-name list to the table that the next snapshot shows.
    mutating func add(_ list: PSTypeNames) -> UInt32 {
        isSnapshotCurrent = false
        return symbols.append(list)
    }

    /// The table as the value that just ended needs it.
    mutating func takeSnapshot() -> SymbolSnapshot {
        if !isSnapshotCurrent {
            snapshot = SymbolSnapshot(symbols, isShared: true)
            isSnapshotCurrent = true
        }
        return snapshot
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
