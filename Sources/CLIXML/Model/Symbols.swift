/// The member names and type-name lists that the values of one document share.
///
/// Names are interned, so that a node holds four bytes for one and a converter can prepare each name once. A table only
/// grows; once it is large the reader begins a new one with the next value (its ``epoch`` tells tables apart), because a
/// document may have any number of names and memory must not follow it.
package struct Symbols: Sendable {
    /// Tells the tables of different readers and times apart: an index means the same name in two tables of one epoch.
    package final class Epoch: Sendable {}

    package let epoch = Epoch()
    /// All names after one another, decoded, as WTF-8.
    package private(set) var nameBytes: [UInt8]
    /// Where each name ends in `nameBytes`.
    package private(set) var nameEnds: [UInt32]
    /// For each name the index of the first name that is equal to it ignoring case.
    package private(set) var foldedNames: [UInt32]
    /// The type-name lists in order of first use.
    package private(set) var typeLists = TypeLists()

    /// Names that make methods of an object are always present: their indices are what these say.
    package static let toString: UInt32 = 0
    package static let getType: UInt32 = 1

    package init() {
        // Shared until the first name is added, because many tables of small values are made.
        nameBytes = Symbols.methodBytes
        nameEnds = [8, 15]
        foldedNames = [0, 1]
    }

    private static let methodBytes = Array("ToStringGetType".utf8)

    package var nameCount: Int { nameEnds.count }

    /// Bytes that this table takes, roughly.
    package var byteCount: Int { nameBytes.count &+ nameEnds.count &* 8 &+ typeLists.count &* 8 }

    /// The bytes of name `index` among ``nameBytes``.
    @inline(__always)
    package func nameRange(_ index: UInt32) -> Range<Int> {
        let end = Int(nameEnds[Int(index)])
        return (index == 0 ? 0 : Int(nameEnds[Int(index) - 1]))..<end
    }

    /// Name `index` as text; a lone surrogate shows as U+FFFD.
    package func name(_ index: UInt32) -> String {
        TextEscapes.string(fromWTF8: nameBytes.span.extracting(nameRange(index)))
    }

    /// Whether another table of the same epoch has as many names and lists, and so the same.
    package func isSame(as other: Symbols) -> Bool {
        epoch === other.epoch && nameEnds.count == other.nameEnds.count && typeLists.count == other.typeLists.count
    }

    /// Adds a name that is not in the table yet. `folded` is the index of the first name equal to it ignoring case, its own
    /// when there is none.
    package mutating func append(name: [UInt8], folded: UInt32) {
        nameBytes.append(contentsOf: name)
        nameEnds.append(UInt32(nameBytes.count))
        foldedNames.append(folded)
    }

    /// Adds a type-name list and gives its index.
    package mutating func append(_ list: PSTypeNames) -> UInt32 {
        typeLists.append(list)
        return UInt32(typeLists.count &- 1)
    }
}

/// A growing list of type-name lists, in pieces, so that adding to a list that a snapshot shares copies one small piece.
package struct TypeLists: Sendable {
    private var pieces: [[PSTypeNames]] = []
    package private(set) var count = 0

    /// A power of two.
    private static let pieceCount = 32

    package subscript(index: Int) -> PSTypeNames { pieces[index / TypeLists.pieceCount][index % TypeLists.pieceCount] }

    fileprivate mutating func append(_ list: PSTypeNames) {
        if count % TypeLists.pieceCount == 0 { pieces.append([]) }
        pieces[pieces.count &- 1].append(list)
        count &+= 1
    }
}

/// ``Symbols`` at one moment, shared by the values read until the next new name.
package final class SymbolSnapshot: Sendable {
    package let symbols: Symbols
    /// Whether values after one another have the same names, so that it pays to prepare each once.
    package let isShared: Bool

    package init(_ symbols: Symbols, isShared: Bool = false) {
        self.symbols = symbols
        self.isShared = isShared
    }
}
