package import CLIXML

/// The texts that PowerShell gives values: alone, inside the text of another one, and where JSON's depth ends
/// (conversion spec, sections 2.2 to 2.4). All are WTF-8.
package struct PowerShellText {
    package typealias Resolver = LocatedValue.Resolver

    /// Where a text is put.
    package enum Place {
        /// Between the others of a list, a blank between.
        case list
        /// Behind the name of a member in the text of a bag.
        case bag
    }

    /// The texts of values without wrapper.
    package let plain: PlainText

    package init(plain: PlainText) { self.plain = plain }

    /// How long the text of a list or a bag may get, in bytes: what stands in it once may be shown in it many times, each
    /// time a reference leads there. The same as what a value may have by default.
    package static let maximumByteCount = 256 << 20

    /// Refuses a text that got too long.
    ///
    /// - Throws: `CLIXMLError`: `text-too-long`.
    package static func check(byteCount: Int) throws(CLIXMLError) {
        guard byteCount > maximumByteCount else { return }
        throw CLIXMLError(
            code: .textTooLong,
            message:
                "the text of a value is longer than \(maximumByteCount) bytes, because it shows other values many times"
        )
    }

    // MARK: - On its own

    /// Appends the text of a wrapped value, nothing for null.
    ///
    /// - Throws: what `resolving` throws.
    /// - Complexity: O(*n*) in the text and the nodes directly below the value.
    package func append(
        _ store: NodeStore,
        _ node: Int,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        guard let value = try LocatedValue(store, node, resolving: resolving) else { return }
        let wrapper = value.wrapper
        if wrapper.stringRepresentation >= 0 {
            value.store.appendText(of: wrapper.stringRepresentation, to: &output)
        } else {
            try appendBase(wrapper, value.store, resolving: resolving, to: &output)
        }
    }

    /// Appends the text of a value without its remembered ToString, its content opened.
    private func appendBase(
        _ wrapper: Wrapper,
        _ store: NodeStore,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        switch wrapper.baseKind {
        case .object: try appendBag(wrapper, store, resolving: resolving, to: &output)
        case .list, .enumerable, .stack, .queue:
            try appendItems(wrapper.base, store, resolving: resolving, to: &output)
        case .bytes: appendBytes(wrapper.base, store, to: &output)
        case .dictionary, .orderedDictionary: output.append(text: wrapper.baseKind.typeName)
        case .single, .double: plain.appendGeneral(store, wrapper.base, to: &output)
        case .xml: output.append(text: "#document")
        default: plain.append(store, wrapper.base, to: &output)
        }
    }

    private func appendBag(
        _ wrapper: Wrapper,
        _ store: NodeStore,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        var members: [Member] = []
        var collector = MemberCollector()
        collector.append(.all, of: wrapper, in: store, zone: plain.zone, to: &members)
        var isFirst = true
        let start = output.count
        for member in members {
            try PowerShellText.check(byteCount: output.count - start)
            output.append(text: isFirst ? "@{" : "; ")
            isFirst = false
            switch member.source {
            case .node(let node):
                let symbols = store.symbols
                output.append(symbols.nameBytes.span, symbols.nameRange(store.nodes[node].name))
                output.append(UInt8(ascii: "="))
                try appendInner(store, node, in: .bag, resolving: resolving, to: &output)
            case .typeTable(let added):
                output.append(contentsOf: added.name)
                // A script property shows its class here, not its value.
                output.append(text: "=System.Management.Automation.PSScriptProperty")
            case .dotNet: break
            }
        }
        if !isFirst { output.append(UInt8(ascii: "}")) }
    }

    private func appendItems(
        _ list: Int,
        _ store: NodeStore,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        let nodes = store.nodes
        let bytes = store.bytes
        let end = store.end(of: list)
        let start = output.count
        var child = list + 1
        while child < end {
            try PowerShellText.check(byteCount: output.count - start)
            if child > list + 1 { output.append(UInt8(ascii: " ")) }
            let entry = nodes[child]
            if !appendAsWritten(entry, bytes.span, to: &output) {
                try appendInner(store, child, in: .list, resolving: resolving, to: &output)
            }
            child = entry.kind.isBranch ? Int(entry.extent) : child &+ 1
        }
    }

    /// Appends the text of an item that is its bytes, or nearly so; false for all others.
    @inline(__always)
    private func appendAsWritten(_ entry: Node, _ bytes: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        switch entry.kind {
        case .string: guard entry.flags.isDisjoint(with: .coded) else { return false }
        case .int32, .int64: guard entry.flags.contains(.canonical) else { return false }
        case .double:
            let text = bytes.extracting(Int(entry.start)..<(Int(entry.start) &+ Int(entry.extent)))
            return PlainDecimal(text)?.appendGeneral(to: &output) == true
        default: return false
        }
        output.append(bytes, Int(entry.start)..<(Int(entry.start) &+ Int(entry.extent)))
        return true
    }

    private func appendBytes(_ node: Int, _ store: NodeStore, to output: inout [UInt8]) {
        plain.withText(store, store.nodes[node]) { text in
            guard let bytes = PrimitiveParser.base64(text) else { return }
            for index in bytes.indices {
                if index > 0 { output.append(UInt8(ascii: " ")) }
                PrimitiveFormatter.integer(bytes[index], into: &output)
            }
        }
    }

    // MARK: - Inside another text

    /// Appends the text of a value in the text of another one: nothing is opened a second time.
    ///
    /// - Throws: what `resolving` throws.
    package func appendInner(
        _ store: NodeStore,
        _ node: Int,
        in place: Place,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        guard let value = try LocatedValue(store, node, resolving: resolving) else { return }
        let wrapper = value.wrapper
        if wrapper.stringRepresentation >= 0 {
            value.store.appendText(of: wrapper.stringRepresentation, to: &output)
            return
        }
        switch wrapper.baseKind {
        case .object: break
        case .list, .enumerable, .stack, .queue, .dictionary, .orderedDictionary:
            output.append(text: wrapper.baseKind.typeName)
        case .single, .double: plain.appendGeneral(value.store, wrapper.base, to: &output)
        case .xml where wrapper.base != wrapper.node || place == .list: output.append(text: "#document")
        default: plain.append(value.store, wrapper.base, to: &output)
        }
    }

    // MARK: - At the depth limit

    /// Appends what JSON has for a value below its depth limit, if it is none of the kinds that are never cut off.
    ///
    /// - Throws: what `resolving` throws.
    package func appendLimited(
        _ wrapper: Wrapper,
        _ store: NodeStore,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        if wrapper.isBag, wrapper.stringRepresentation >= 0, !isReplaced(wrapper, store) {
            store.appendText(of: wrapper.stringRepresentation, to: &output)
        } else if wrapper.baseKind == .xml {
            output.append(text: "System.Xml.XmlDocument")
        } else {
            try appendBase(wrapper, store, resolving: resolving, to: &output)
        }
    }

    /// Whether a note called ToString took the place of the method that the remembered ToString makes.
    private func isReplaced(_ wrapper: Wrapper, _ store: NodeStore) -> Bool {
        store.nodes[wrapper.node].detail & Node.toStringReplaced != 0
    }
}
