internal import CLIXML

extension Wrapper {
    /// Whether an adapted property of this name is hidden by a method that reading adds to the object: ToString with a
    /// remembered text, GetType with `Props` (reading spec, section 6.4).
    func hidesAdapted(_ name: UInt32, in store: NodeStore) -> Bool {
        guard adapted >= 0 else { return false }
        let folded = store.snapshot.symbols.foldedNames[Int(name)]
        return folded == Symbols.toString && stringRepresentation >= 0 || folded == Symbols.getType
    }
}
