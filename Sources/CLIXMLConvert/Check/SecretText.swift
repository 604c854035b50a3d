import CLIXML

/// What protects the text of a SecureString (spec section 2.10).
enum SecretText {
    /// How a DPAPI blob begins: its version and the identifier of its provider.
    private static let blobBeginning = Array("01000000d08c9ddf0115d1118c7a00c04fc297eb".utf8)

    /// Whether it is a blob that Windows sealed.
    static func isSealed(_ store: NodeStore, _ node: Int) -> Bool {
        let entry = store.nodes[node]
        let text = store.bytes[Int(entry.start)..<(Int(entry.start) + Int(entry.extent))]
        return text.prefix(blobBeginning.count).map { $0 | 0x20 } == blobBeginning.map { $0 | 0x20 }
    }
}
