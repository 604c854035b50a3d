internal import CLIXML

/// The texts that lists and tables have of the values of properties (show.md 2).
struct ValueText {
    typealias Resolver = LocatedValue.Resolver

    /// How numbers with a fraction are shown.
    enum Numbers: Sendable {
        /// With as many digits as they need, up to 15.
        case general
        /// With two decimals: in tables that are made of the properties of objects.
        case twoDecimals
    }

    let text: PowerShellText

    /// How many items of a collection are shown.
    private static let maximumItemCount = 4

    /// Appends the text of a node: of a collection its first items in braces, of others what PowerShell has for them in a
    /// string. Null has none.
    func append(
        _ store: NodeStore,
        _ node: Int,
        _ numbers: Numbers,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        let entry = store.nodes[node]
        switch entry.kind {
        case .null: return
        case .string, .scriptBlock:
            guard entry.flags.isDisjoint(with: .coded) else { return store.appendText(of: node, to: &output) }
            return ValueText.appendBytes(of: entry, store, to: &output)
        case .int32, .int64, .uint8, .uint16, .uint32, .uint64, .int8, .int16, .guid, .version:
            guard entry.flags.contains(.canonical) else { return text.plain.append(store, node, to: &output) }
            return ValueText.appendBytes(of: entry, store, to: &output)
        case .boolean, .dateTime, .duration: return text.plain.append(store, node, to: &output)
        default: break
        }
        guard let value = try LocatedValue(store, node, resolving: resolving) else { return }
        try append(value, numbers, resolving: resolving, to: &output)
    }

    /// Appends a text that stands in the document as it is shown.
    private static func appendBytes(of entry: Node, _ store: NodeStore, to output: inout [UInt8]) {
        let bytes = store.bytes
        let start = Int(entry.start)
        output.append(bytes.span, start..<(start &+ Int(entry.extent)))
    }

    private func append(
        _ value: LocatedValue,
        _ numbers: Numbers,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        let wrapper = value.wrapper
        switch wrapper.baseKind {
        case .list, .enumerable, .stack, .queue, .bytes, .dictionary, .orderedDictionary:
            try appendBraces(value.store, wrapper.base, resolving: resolving, to: &output)
        case .single, .double, .decimal:
            guard numbers == .twoDecimals else { fallthrough }
            ValueText.appendTwoDecimals(PSValue(value.store, wrapper.base), to: &output)
        default: try text.append(value.store, value.node, resolving: resolving, to: &output)
        }
    }

    private static func appendTwoDecimals(_ value: PSValue, to output: inout [UInt8]) {
        switch value {
        case .single(let number): FixedPoint.append(Double(number), to: &output)
        case .double(let number): FixedPoint.append(number, to: &output)
        case .decimal(let number): FixedPoint.append(number, to: &output)
        default: break
        }
    }

    // MARK: - Braces

    /// Appends the first items of a collection in braces.
    ///
    /// - Parameter collection: the node of a container or of a byte array.
    func appendBraces(
        _ store: NodeStore,
        _ collection: Int,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        let kind = store.nodes[collection].kind
        output.append(UInt8(ascii: "{"))
        if kind == .bytes {
            appendFirstBytes(PSValue(store, collection), to: &output)
        } else {
            var count = 0
            var child = collection + 1
            while child < store.end(of: collection) {
                if count == ValueText.maximumItemCount {
                    output.append(contentsOf: CellText.ellipsis)
                    break
                }
                if count > 0 { output.append(text: ", ") }
                if kind.isDictionary {
                    let value = store.end(of: child)
                    try appendEntry(store, child, value, resolving: resolving, to: &output)
                    child = store.end(of: value)
                } else {
                    try appendItem(store, child, resolving: resolving, to: &output)
                    child = store.end(of: child)
                }
                try PowerShellText.check(byteCount: output.count)
                count += 1
            }
        }
        output.append(UInt8(ascii: "}"))
    }

    private func appendFirstBytes(_ value: PSValue, to output: inout [UInt8]) {
        guard case .bytes(let bytes) = value else { return }
        for (index, byte) in bytes.prefix(ValueText.maximumItemCount).enumerated() {
            if index > 0 { output.append(text: ", ") }
            PrimitiveFormatter.integer(byte, into: &output)
        }
        if bytes.count > ValueText.maximumItemCount { output.append(contentsOf: CellText.ellipsis) }
    }

    /// Appends an item in braces.
    func appendItem(_ store: NodeStore, _ node: Int, resolving: Resolver, to output: inout [UInt8]) throws {
        guard let value = try LocatedValue(store, node, resolving: resolving) else {
            return output.append(text: "$null")
        }
        let wrapper = value.wrapper
        if wrapper.baseKind == .bytes, value.store.nodes[wrapper.base].extent == 0 {
            return output.append(text: wrapper.baseKind.typeName)
        }
        try text.append(value.store, value.node, resolving: resolving, to: &output)
    }

    /// Appends an entry of a dictionary: unlike elsewhere, values that are not wrapped have the texts of .NET.
    private func appendEntry(
        _ store: NodeStore,
        _ key: Int,
        _ value: Int,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        output.append(UInt8(ascii: "["))
        for (index, node) in [key, value].enumerated() {
            if index > 0 { output.append(text: ", ") }
            guard let part = try LocatedValue(store, node, resolving: resolving) else { continue }
            if part.store.nodes[part.node].kind == .object {
                try text.append(part.store, part.node, resolving: resolving, to: &output)
            } else {
                text.plain.append(part.store, part.node, to: &output)
            }
        }
        output.append(UInt8(ascii: "]"))
    }
}
