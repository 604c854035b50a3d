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
        var found: [LocatedValue?] = []
        var child = list.wrapper.base + 1
        while child < store.end(of: list.wrapper.base), found.count <= FallbackProperty.shownCount {
            defer { child = store.end(of: child) }
            guard let item = try LocatedValue(store, child, resolving: resolving) else { continue }
            let access = PropertyAccess(text: text.text)
            let property = TextEscapes.string(fromWTF8: name.span)
            let value = try access.value(property, of: item, resolving: resolving)
            if value != nil || item.wrapper.isBag { found.append(value) }
        }
        guard found.count > 1 else {
            if let value = found.first ?? nil {
                try text.append(value.store, value.node, numbers, resolving: resolving, to: &output)
            }
            return
        }
        output.append(UInt8(ascii: "{"))
        for (index, value) in found.prefix(FallbackProperty.shownCount).enumerated() {
            if index > 0 { output.append(text: ", ") }
            if let value {
                try text.appendItem(value.store, value.node, resolving: resolving, to: &output)
            } else {
                output.append(text: "$null")
            }
        }
        if found.count > FallbackProperty.shownCount { output += CellText.ellipsis }
        output.append(UInt8(ascii: "}"))
    }

    private static let shownCount = 4
}
