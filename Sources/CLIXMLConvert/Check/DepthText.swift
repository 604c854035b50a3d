import CLIXML

/// Texts that an export wrote in the place of objects.
enum DepthText {
    private static let english = Array("Serialized XML is nested too deeply.".utf8)

    /// Whether a text is what PowerShell writes at the level where it stops (spec section 5.4): the English one, or any text
    /// in the place of an enumeration's number, since the text is translated.
    ///
    /// - Parameter parent: The node around it.
    static func isPlaceholder(_ store: NodeStore, _ node: Int, in parent: Int?) -> Bool {
        let entry = store.nodes[node]
        let text = store.bytes[Int(entry.start)..<(Int(entry.start) + Int(entry.extent))]
        if text.elementsEqual(english) { return true }
        guard let parent, store.nodes[parent].kind == .object else { return false }
        return PSObject(store, parent).typeNames?.contains(ignoringCase: "Deserialized.System.Enum") ?? false
    }

    /// Whether a text is the full name of a .NET type, which is the text of most objects.
    static func isTypeName(_ store: NodeStore, _ node: Int) -> Bool {
        let entry = store.nodes[node]
        guard entry.flags.isDisjoint(with: [.nonASCII, .quoting]), isMember(store, node) else { return false }
        let text = store.bytes[Int(entry.start)..<(Int(entry.start) + Int(entry.extent))]
        guard text.starts(with: "System.".utf8) || text.starts(with: "Microsoft.".utf8) else { return false }
        var isAfterDot = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "."):
                if isAfterDot { return false }
                isAfterDot = true
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): isAfterDot = false
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"):
                // Names of types and namespaces begin with a capital letter; those of files often do not.
                if isAfterDot { return false }
            case UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","):
                return true
            default: return false
            }
        }
        return !isAfterDot
    }

    /// Whether a text stands where an object could: among adapted properties, which depth cuts off, under a name that does not
    /// promise the name of a type.
    private static func isMember(_ store: NodeStore, _ node: Int) -> Bool {
        let entry = store.nodes[node]
        guard entry.hasName else { return false }
        let name = store.symbols.name(entry.name).lowercased()
        return !name.contains("type") && !name.contains("name") && !name.contains("class") && !name.contains("module")
            && !name.contains("handle") && name != "definition" && name != "source" && name != "namespace"
    }
}
