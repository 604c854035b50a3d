internal import CLIXML

/// The names and type-name lists of one table of symbols, made ready for writing: each name once as `,"Name":`.
struct JSONNames {
    private(set) var epoch: Symbols.Epoch?
    /// All names after one another, escaped, with quotation marks, a comma before and a colon after them, and then zeros, so
    /// that the last ones too are copied in blocks.
    private(set) var bytes: [UInt8] = []
    /// Where each name ends, after a 0 in front.
    private(set) var ends: [UInt32] = [0]
    /// For each type-name list whether it is one of an enumeration, or of large integers: their objects are no plain bags.
    private(set) var enums: [Bool] = []
    private let colon: String

    init(isCompressed: Bool) { colon = isCompressed ? "\":" : "\": " }

    /// Whether everything that the symbols have is ready.
    @inline(__always)
    func areComplete(for snapshot: SymbolSnapshot) -> Bool {
        epoch === snapshot.symbols.epoch && ends.count > snapshot.symbols.nameEnds.count
            && enums.count >= snapshot.symbols.typeLists.count
    }

    /// Makes ready what the symbols have that was not there before.
    mutating func update(_ symbols: Symbols, _ escapes: JSONEscapes) {
        if epoch !== symbols.epoch {
            epoch = symbols.epoch
            bytes.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            ends.append(0)
            enums.removeAll(keepingCapacity: true)
        }
        bytes.removeLast(bytes.count - Int(ends[ends.count - 1]))
        while ends.count &- 1 < symbols.nameCount {
            let range = symbols.nameRange(UInt32(ends.count &- 1))
            bytes.append(text: ",\"")
            escapes.append(symbols.nameBytes.span.extracting(range), to: &bytes)
            bytes.append(text: colon)
            ends.append(UInt32(bytes.count))
        }
        bytes.append(contentsOf: repeatElement(0, count: ByteSink.blockCount))
        while enums.count < symbols.typeLists.count {
            let list = symbols.typeLists[enums.count]
            enums.append(TypeTable.member(for: list) == .enumValue || JSONNames.isLargeInteger(list))
        }
    }

    /// Whether objects with these names are live BigIntegers, which came out of no document.
    static func isLargeInteger(_ list: PSTypeNames) -> Bool {
        !list.isDeserialized && list.first == "System.Numerics.BigInteger"
    }
}
