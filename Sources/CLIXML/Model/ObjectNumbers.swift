internal import Synchronization

/// Hands out the numbers by which a writer knows an object again (``NodeStore/firstNumber``).
///
/// No two objects of a process have the same number, whichever document they come from, and one that is read twice from
/// its document has the same number both times. Numbers ascend with the place in the document, and for values that a
/// program builds with the order in which they are built.
package enum ObjectNumbers {
    private static let documents = Atomic<UInt64>(0)
    private static let built = Atomic<UInt64>(0)

    /// A document has room for 2^36 nodes before its numbers run into those of the next.
    private static let documentShift: UInt64 = 36
    private static let builtMark: UInt64 = 1 << 63

    /// The number of the first node of a new document.
    package static func nextDocument() -> UInt64 {
        let ordinal = documents.wrappingAdd(1, ordering: .relaxed).oldValue
        return (ordinal << documentShift) & (builtMark - 1)
    }

    /// The number of the first of `count` nodes that a program built.
    package static func take(_ count: Int) -> UInt64 {
        builtMark | built.wrappingAdd(UInt64(truncatingIfNeeded: count), ordering: .relaxed).oldValue
    }

    /// What the numbers of all nodes of one document have in common.
    package static func document(of number: UInt64) -> UInt64 { number >> documentShift }
}
