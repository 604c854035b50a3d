internal import CLIXML

extension DotNetValue {
    /// Whether there is no text: the value is null or cannot be had.
    var isAbsent: Bool {
        switch self {
        case .null, .failing: true
        default: false
        }
    }

    /// Appends the text that .NET gives the value (conversion spec, sections 2.1 and 6): what a CSV cell shows.
    ///
    /// - Parameters:
    ///   - store: where the nodes are that the value names.
    ///   - text: makes the texts of nodes, and says where local dates are shown.
    /// - Throws: what `resolving` throws.
    func append(
        _ store: NodeStore,
        text: PowerShellText,
        resolving: LocatedValue.Resolver,
        to output: inout [UInt8]
    ) throws {
        switch self {
        case .null, .failing: break
        case .boolean(let value): PrimitiveFormatter.booleanText(value, into: &output)
        case .integer(let value, _): PrimitiveFormatter.integer(value, into: &output)
        case .double(let value): PrimitiveFormatter.double(value, as: .roundTrip, into: &output)
        case .text(let bytes): output.append(contentsOf: bytes)
        case .enumeration(let member): output.append(text: member.name)
        case .dateTime(let value): PrimitiveFormatter.dateTimeText(value, in: text.plain.zone, into: &output)
        case .duration(let value): PrimitiveFormatter.durationText(value, into: &output)
        case .texts: output.append(text: "System.String[]")
        case .base(let node): output.append(text: store.nodes[node].kind.typeName)
        case .textOf(let node): try text.append(store, node, resolving: resolving, to: &output)
        case .keys(let node): output.append(text: DotNetValue.collectionName(store, node, "KeyCollection"))
        case .values(let node): output.append(text: DotNetValue.collectionName(store, node, "ValueCollection"))
        case .xml(let document, let nodes):
            output.append(text: nodes.count == 1 ? document.className(of: nodes[0]) : "System.Object[]")
        }
    }

    /// The class of a dictionary's keys or values.
    private static func collectionName(_ store: NodeStore, _ node: Int, _ part: String) -> String {
        let kind = store.nodes[node].kind
        // The ordered one has the same class for both.
        let suffix = kind == .orderedDictionary ? "OrderedDictionaryKeyValueCollection" : part
        return "\(kind.typeName)+\(suffix)"
    }
}
