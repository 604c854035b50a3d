internal import CLIXML

/// What PowerShell finds under a name where an object has no property of that name: an entry of a dictionary, a method, the
/// properties of the items of a collection, and a `Count` and `Length` of one.
///
/// The columns of a table are looked up like that in all objects but the first.
struct FallbackProperty {
    typealias Resolver = LocatedValue.Resolver

    /// The name, and in upper case.
    private let name: [UInt8]
    private let upperName: [UInt8]
    private let isCount: Bool
    private let text: ValueText

    init(_ name: [UInt8], text: ValueText) {
        self.name = name
        self.text = text
        upperName = TextEscapes.upperCased(name.span)
        isCount = upperName.elementsEqual("COUNT".utf8) || upperName.elementsEqual("LENGTH".utf8)
    }

    /// Appends the text of what is found.
    ///
    /// - Throws: what `resolving` throws.
    func append(
        of value: LocatedValue,
        _ numbers: ValueText.Numbers,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        let wrapper = value.wrapper
        if wrapper.baseKind.isDictionary, let entry = entry(of: value) {
            return try text.append(value.store, entry, numbers, resolving: resolving, to: &output)
        }
        if let method = ObjectMembers.methodText(named: upperName, of: value) {
            output += method
            return
        }
        switch wrapper.baseKind {
        case .list, .enumerable, .stack, .queue:
            try appendItems(value, numbers, resolving, to: &output)
        default:
            if isCount { output.append(UInt8(ascii: "1")) }
        }
    }

    private func entry(of value: LocatedValue) -> Int? {
        let store = value.store
        return DictionaryKeys.entries(of: value.wrapper.base, store).first { entry in
            guard DictionaryKeys.isString(entry.key, store) else { return false }
            let key = store.text(of: entry.key)
            return TextEscapes.equalIgnoringCase(key.span, name.span)
        }?.value
    }

    /// Appends the properties of the items of a collection: one alone as it is, several in braces. A bag without the
    /// property counts as having null, other values do not count.
    private func appendItems(
        _ list: LocatedValue,
        _ numbers: ValueText.Numbers,
        _ resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        let store = list.store
        var found: [Found] = []
        var child = list.wrapper.base + 1
        while child < store.end(of: list.wrapper.base), found.count <= FallbackProperty.shownCount {
            defer { child = store.end(of: child) }
            guard let item = try LocatedValue(store, child, resolving: resolving),
                let property = try property(of: item, resolving)
            else { continue }
            found.append(property)
        }
        guard found.count > 1 else {
            switch found.first {
            case .node(let value):
                try text.append(value.store, value.node, numbers, resolving: resolving, to: &output)
            case .live(let value, let store):
                try text.append(value, store, numbers, resolving: resolving, to: &output)
            case .null, nil: break
            }
            return
        }
        output.append(UInt8(ascii: "{"))
        for (index, property) in found.prefix(FallbackProperty.shownCount).enumerated() {
            if index > 0 { output.append(text: ", ") }
            switch property {
            case .null: output.append(text: "$null")
            case .node(let value):
                try text.appendItem(value.store, value.node, resolving: resolving, to: &output)
            case .live(let value, let store):
                try text.append(value, store, .general, resolving: resolving, to: &output)
            }
        }
        if found.count > FallbackProperty.shownCount { output += CellText.ellipsis }
        output.append(UInt8(ascii: "}"))
    }

    private enum Found {
        case null
        case node(LocatedValue)
        case live(DotNetValue, NodeStore)
    }

    /// What an item of a collection has under the name, or `nil` where it does not count.
    private func property(of item: LocatedValue, _ resolving: Resolver) throws -> Found? {
        let access = PropertyAccess(text: text.text)
        let property = TextEscapes.string(fromWTF8: name.span)
        if let value = try access.value(property, of: item, resolving: resolving) { return .node(value) }
        if item.wrapper.isBag { return .null }
        let live = DotNetObject(item.store, base: item.wrapper.base, zone: text.text.plain.zone)
        return live.index(of: name.span).map { .live(live.value($0), item.store) }
    }

    private static let shownCount = 4
}
