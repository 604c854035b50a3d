/// The type names that a value has of itself in .NET, most derived first: what PowerShell writes and compares with when a
/// value has no list of its own (spec section 4.5).
enum NativeTypeNames {
    /// The names of the value that the reader makes of a kind of node; those of a property bag for an object.
    static func names(of kind: NodeKind) -> PSTypeNames { table[Int(kind.rawValue)] }

    private static let table: [PSTypeNames] = (0...NodeKind.memberSet.rawValue).map { raw in
        PSTypeNames(hierarchy(NodeKind(rawValue: raw) ?? .object))
    }

    private static func hierarchy(_ kind: NodeKind) -> [String] {
        switch kind {
        case .scriptBlock: ["System.Management.Automation.ScriptBlock", "System.Object"]
        case .xml: ["System.Xml.XmlDocument", "System.Xml.XmlNode", "System.Object"]
        case .bytes: ["System.Byte[]", "System.Array", "System.Object"]
        case .string, .uri, .version, .secureString, .progress, .stringRepresentation: [kind.typeName, "System.Object"]
        case _ where kind.isScalar: [kind.typeName, "System.ValueType", "System.Object"]
        default: [kind.typeName, "System.Object"]
        }
    }
}
