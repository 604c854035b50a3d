internal import CLIXML

/// How PowerShell finds the entries of a dictionary that it read from a document (reading spec, section 6.6).
enum DictionaryKeys {
    /// What makes two keys the same.
    enum Comparison: Equatable {
        /// Strings ignoring case, other keys by value.
        case ignoringCase
        /// By value: the dictionary has keys that differ in case only.
        case exact
        /// Being the very same object: the dictionary has equal keys.
        case identity
    }

    /// A key and its value, by node.
    struct Entry: BitwiseCopyable {
        let key: Int
        let value: Int
    }

    /// The entries of the dictionary at a node, in order.
    ///
    /// - Complexity: O(*n*) in the entries.
    static func entries(of dictionary: Int, _ store: NodeStore) -> [Entry] {
        var entries: [Entry] = []
        let end = store.end(of: dictionary)
        var key = dictionary + 1
        while key < end {
            let value = store.end(of: key)
            guard value < end else { break }
            entries.append(Entry(key: key, value: value))
            key = store.end(of: value)
        }
        return entries
    }

    /// Whether a key is a string without `Obj`: only such ones are found by text.
    static func isString(_ key: Int, _ store: NodeStore) -> Bool {
        let kind = store.nodes[key].kind
        return kind == .string || kind == .scriptBlock
    }

    /// What the dictionary compares by.
    ///
    /// - Complexity: O(*n*) in the entries.
    static func comparison(of entries: [Entry], _ store: NodeStore) -> Comparison {
        let keys = entries.compactMap { identifier(of: $0.key, store, ignoringCase: true) }
        guard Set(keys).count < keys.count else { return .ignoringCase }
        let exact = entries.compactMap { identifier(of: $0.key, store, ignoringCase: false) }
        return Set(exact).count < exact.count ? .identity : .exact
    }

    /// Bytes that are the same for equal keys, or `nil` for a key that is equal to no other.
    private static func identifier(of key: Int, _ store: NodeStore, ignoringCase: Bool) -> [UInt8]? {
        let kind = store.nodes[key].kind
        guard kind.isScalar, kind != .bytes, kind != .xml, kind != .secureString else { return nil }
        let isString = kind == .string || kind == .scriptBlock
        var text: [UInt8] = [isString ? NodeKind.string.rawValue : kind.rawValue]
        if isString {
            let spelling = store.text(of: key)
            text.append(contentsOf: ignoringCase ? TextEscapes.upperCased(spelling.span) : spelling)
        } else {
            PlainText(zone: .utc).append(store, key, to: &text)
        }
        return text
    }
}
