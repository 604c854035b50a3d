internal import CLIXML

/// The texts that PowerShell gives values: alone, inside the text of another one, and where JSON's depth ends
/// (convert.md 2.2 to 2.4).
struct PowerShellText {
    /// Finds the object that a reference to an earlier top-level value means.
    typealias Resolver = (PSReference) throws -> PSObject?

    /// Where a text is put.
    enum Place {
        /// Between the others of a list, a blank between.
        case list
        /// Behind the name of a member in the text of a bag.
        case bag
    }

    let plain: PlainText

    init(plain: PlainText) { self.plain = plain }

    // MARK: - On its own

    /// Appends the text of a wrapped value.
    ///
    /// - Complexity: O(*n*) in the nodes directly below the value.
    func append(_ store: NodeStore, _ node: Int, resolving: Resolver, to output: inout [UInt8]) throws {
        guard let value = try ShapedValue(store, node, resolving: resolving) else { return }
        if value.stringRepresentation >= 0 {
            value.store.appendText(of: value.stringRepresentation, to: &output)
        } else {
            try appendBase(value, resolving: resolving, to: &output)
        }
    }

    /// Appends the text of a value without its remembered ToString, its content opened.
    private func appendBase(_ value: ShapedValue, resolving: Resolver, to output: inout [UInt8]) throws {
        switch value.kind {
        case .object: try appendBag(value, resolving: resolving, to: &output)
        case .list, .enumerable, .stack, .queue: try appendItems(value, resolving: resolving, to: &output)
        case .bytes: appendBytes(value, to: &output)
        case .dictionary, .orderedDictionary: output.append(text: value.className)
        case .single, .double: plain.appendGeneral(value.store, value.base, to: &output)
        case .xml: output.append(text: "#document")
        default: plain.append(value.store, value.base, to: &output)
        }
    }

    private func appendBag(_ value: ShapedValue, resolving: Resolver, to output: inout [UInt8]) throws {
        var isFirst = true
        for member in WrapperMembers.all(of: value) {
            output.append(text: isFirst ? "@{" : "; ")
            isFirst = false
            member.appendName(value.store, to: &output)
            output.append(UInt8(ascii: "="))
            switch member.value {
            case .node(let node): try appendInner(value.store, node, in: .bag, resolving: resolving, to: &output)
            case .text: output.append(text: "System.Management.Automation.PSScriptProperty")
            }
        }
        if !isFirst { output.append(UInt8(ascii: "}")) }
    }

    private func appendItems(_ value: ShapedValue, resolving: Resolver, to output: inout [UInt8]) throws {
        let end = value.store.end(of: value.base)
        var child = value.base + 1
        while child < end {
            if child > value.base + 1 { output.append(UInt8(ascii: " ")) }
            try appendInner(value.store, child, in: .list, resolving: resolving, to: &output)
            child = value.store.end(of: child)
        }
    }

    private func appendBytes(_ value: ShapedValue, to output: inout [UInt8]) {
        plain.withText(value.store, value.store.nodes[value.base]) { text in
            guard let bytes = PrimitiveParser.base64(text) else { return }
            for index in bytes.indices {
                if index > 0 { output.append(UInt8(ascii: " ")) }
                PrimitiveFormatter.integer(bytes[index], into: &output)
            }
        }
    }

    // MARK: - Inside another text

    /// Appends the text of a value in the text of another one: nothing is opened a second time.
    func appendInner(
        _ store: NodeStore,
        _ node: Int,
        in place: Place,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        guard let value = try ShapedValue(store, node, resolving: resolving) else { return }
        if value.stringRepresentation >= 0 {
            value.store.appendText(of: value.stringRepresentation, to: &output)
            return
        }
        switch value.kind {
        case .object: break
        case .list, .enumerable, .stack, .queue, .dictionary, .orderedDictionary:
            output.append(text: value.className)
        case .single, .double: plain.appendGeneral(value.store, value.base, to: &output)
        case .xml where value.isWrapped || place == .list: output.append(text: "#document")
        default: plain.append(value.store, value.base, to: &output)
        }
    }

    // MARK: - At the depth limit

    /// Appends what JSON has for a value below its depth limit, which is not one of the kinds that are never cut off.
    func appendLimited(_ value: ShapedValue, resolving: Resolver, to output: inout [UInt8]) throws {
        switch value.kind {
        case .object where value.stringRepresentation >= 0 && !value.isStringReplaced:
            value.store.appendText(of: value.stringRepresentation, to: &output)
        case .xml: output.append(text: "System.Xml.XmlDocument")
        default: try appendBase(value, resolving: resolving, to: &output)
        }
    }
}
