package import CLIXML

extension TypeTableMember {
    /// The value of the property for a wrapper that has it.
    ///
    /// - Parameter zone: where local dates are shown.
    package func value(of wrapper: Wrapper, in store: NodeStore, zone: LocalZone) -> DotNetValue {
        switch self {
        case .enumValue: return .textOf(wrapper.node)
        case .guid:
            guard case .guid(let guid) = PSValue(store, wrapper.base) else { return .null }
            var text: [UInt8] = []
            PrimitiveFormatter.guid(guid, into: &text)
            return .text(text)
        case .dateTime:
            guard case .dateTime(let date) = PSValue(store, wrapper.base) else { return .null }
            var text: [UInt8] = []
            let parts = TypeTableMember.shownParts(of: wrapper, in: store)
            PrimitiveFormatter.dateTimeLong(date, showing: parts, in: zone, into: &text)
            return .text(text)
        }
    }

    /// What the property DisplayHint says is to be shown of a date.
    private static func shownParts(of wrapper: Wrapper, in store: NodeStore) -> PrimitiveFormatter.DateParts {
        let nodes = store.nodes
        var members: [Member] = []
        var collector = MemberCollector()
        collector.append(.extended, of: wrapper, in: store, zone: .utc, to: &members)
        let added = members.compactMap { if case .node(let node) = $0.source { node } else { nil } }
        let found = added.first { isNamed($0, in: store) } ?? adapted(wrapper, store).first { isNamed($0, in: store) }
        guard let found else { return .dateTime }
        let value = Wrapper(nodes.span, of: found)
        guard value.baseKind == .string || value.baseKind == .scriptBlock else { return .dateTime }
        let hint = store.text(of: value.base)
        if TextEscapes.equalIgnoringCase(hint.span, dateText.span) { return .date }
        return TextEscapes.equalIgnoringCase(hint.span, timeText.span) ? .time : .dateTime
    }

    private static func adapted(_ wrapper: Wrapper, _ store: NodeStore) -> [Int] {
        guard wrapper.adapted >= 0 else { return [] }
        return PSPropertyList(store, wrapper.adapted).map(\.node)
    }

    private static func isNamed(_ node: Int, in store: NodeStore) -> Bool {
        let symbols = store.snapshot.symbols
        let name = symbols.nameBytes.span.extracting(symbols.nameRange(store.nodes[node].name))
        return TextEscapes.equalIgnoringCase(name, displayHint.span)
    }

    private static let displayHint = Array("DisplayHint".utf8)
    private static let dateText = Array("Date".utf8)
    private static let timeText = Array("Time".utf8)
}
