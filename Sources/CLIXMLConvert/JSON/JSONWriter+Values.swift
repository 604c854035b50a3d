internal import CLIXML

extension JSONWriter {
    /// Writes or opens a value of the rarer kinds. The frame of what is opened goes on the stack.
    mutating func writeOther(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        _ node: Int,
        depth: Int,
        level: Int,
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws -> Step {
        let entry = nodes[node]
        switch entry.kind {
        case .object:
            return try open(store, nodes, bytes, node, depth: depth, level: level, resolving, into: &output)
        case .reference where entry.extent != Node.elsewhere:
            let target = Int(entry.extent)
            if writeReference(to: PSObject(store, target), depth: depth, into: &output) { return .done }
            return try open(store, nodes, bytes, target, depth: depth, level: level, resolving, into: &output)
        case .reference:
            guard let refID = store.refID(of: node),
                let object = try resolving(PSReference(refID: refID, valueOrdinal: store.valueOrdinal))
            else {
                warn(.unresolvedReference, "a reference to an earlier value could not be followed; null is written")
                output.append(text: "null")
                return .done
            }
            if writeReference(to: object, depth: depth, into: &output) { return .done }
            return enter(object, depth: depth, level: level)
        case .attached:
            return enter(store.attachments[Int(entry.extent)], depth: depth, level: level)
        case .duration, .version, .secureString, .progress, .bytes, .xml:
            return try writeForm(Wrapper(nodes, of: node), store, depth: depth, level: level, resolving, into: &output)
        default:
            writeScalar(store, entry, bytes, into: &output)
            return .done
        }
    }

    /// Goes on in another store.
    private mutating func enter(_ object: PSObject, depth: Int, level: Int) -> Step {
        var frame = JSONFrame(.single, node: -1, from: object.node, to: object.node + 1, depth: depth, level: level)
        frame.beginsStore = true
        stores.append(object.store)
        stack.append(frame)
        return .elsewhere
    }

    /// Writes or opens an object.
    private mutating func open(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        _ node: Int,
        depth: Int,
        level: Int,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws -> Step {
        let wrapper = Wrapper(nodes, of: node)
        let isEnum = wrapper.typeNames >= 0 && names[currentNames].enums[Int(nodes[wrapper.typeNames].extent)]
        if wrapper.isBag {
            if isEnum, writeLargeInteger(wrapper, nodes, store, into: &output) { return .done }
            if isEnum || depth > settings.depth || wrapper.inner >= 0 || !canCompareNames(wrapper, nodes) {
                return try writePlanned(wrapper, store, depth: depth, level: level, resolving, &output)
            }
            return openBag(wrapper, nodes, depth: depth, level: level, into: &output)
        }
        if settings.writesEnumNames, isLiveEnum(wrapper, nodes, store) {
            writeText(store.text(of: wrapper.stringRepresentation).span, into: &output)
            return .done
        }
        let hasOnlyForm = wrapper.extended < 0 && wrapper.inner < 0 && !isEnum && wrapper.baseKind != .guid
        if hasOnlyForm, isScalar(wrapper.baseKind) {
            writeScalar(store, nodes[wrapper.base], bytes, into: &output)
            return .done
        }
        if hasOnlyForm, wrapper.adapted < 0 {
            return try writeForm(wrapper, store, depth: depth, level: level, resolving, into: &output)
        }
        return try writePlanned(wrapper, store, depth: depth, level: level, resolving, &output)
    }

    /// Writes a live BigInteger as the number it is; false for other bags.
    private func writeLargeInteger(
        _ wrapper: Wrapper,
        _ nodes: Span<Node>,
        _ store: NodeStore,
        into output: inout [UInt8]
    ) -> Bool {
        let list = store.snapshot.symbols.typeLists[Int(nodes[wrapper.typeNames].extent)]
        guard wrapper.stringRepresentation >= 0, JSONNames.isLargeInteger(list) else { return false }
        let text = store.text(of: wrapper.stringRepresentation)
        guard JSONNumber.isStrict(text.span) else { return false }
        output.append(contentsOf: text)
        return true
    }

    /// Whether comparing each adapted name with each added one costs little.
    @inline(__always)
    func canCompareNames(_ wrapper: Wrapper, _ nodes: Span<Node>) -> Bool {
        guard wrapper.extended >= 0, wrapper.adapted >= 0 else { return true }
        return Int(nodes[wrapper.extended].extent) - wrapper.extended <= 256
    }

    /// Opens a bag whose members are the nodes below it.
    private mutating func openBag(
        _ wrapper: Wrapper,
        _ nodes: Span<Node>,
        depth: Int,
        level: Int,
        into output: inout [UInt8]
    ) -> Step {
        output.append(UInt8(ascii: "{"))
        guard let frame = JSONFrame(bag: wrapper, nodes, depth: depth, level: level) else {
            output.append(UInt8(ascii: "}"))
            return .done
        }
        stack.append(frame)
        return .opened
    }

    /// Whether values of a kind are written as they are at every depth.
    func isScalar(_ kind: NodeKind) -> Bool {
        switch kind {
        case .string, .scriptBlock, .uri, .char, .boolean, .uint8, .int8, .int16, .uint16, .int32, .uint32, .int64,
            .uint64, .single, .double, .decimal, .dateTime, .guid, .stringRepresentation:
            true
        default: false
        }
    }

    /// Writes or opens a value without the members of its wrapper.
    mutating func writeForm(
        _ wrapper: Wrapper,
        _ store: NodeStore,
        depth: Int,
        level: Int,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws -> Step {
        if isScalar(wrapper.baseKind) {
            let bytes = store.bytes
            writeScalar(store, store.nodes[wrapper.base], bytes.span, into: &output)
            return .done
        }
        if depth > settings.depth {
            noteTruncation()
            var text: [UInt8] = []
            try texts.appendLimited(wrapper, store, resolving: resolving, to: &text)
            writeText(text.span, into: &output)
            return .done
        }
        switch wrapper.baseKind {
        case .list, .enumerable, .stack, .queue:
            output.append(UInt8(ascii: "["))
            stack.append(content(.items, of: wrapper, store, depth: depth, level: level))
            return .opened
        case .dictionary, .orderedDictionary:
            output.append(UInt8(ascii: "{"))
            noteRepeatedKeys(of: wrapper.base, store)
            stack.append(content(.entries, of: wrapper, store, depth: depth, level: level))
            return .opened
        case .bytes: writeBytes(store, wrapper.base, level: level + 1, into: &output)
        case .xml:
            let document = try PSXMLDocument.parse(store.text(of: wrapper.base).span)
            var hasTruncated = false
            writeXML(document, depth: depth, level: level, warning: { hasTruncated = true }, into: &output)
            if hasTruncated { noteTruncation() }
        case .duration, .version, .secureString, .progress:
            output.append(UInt8(ascii: "{"))
            let value = DotNetObject(store, base: wrapper.base, zone: settings.zone)
            try writeProperties(of: value, store, level: level + 1, resolving: resolving, into: &output)
            if !settings.isCompressed { newLine(level, into: &output) }
            output.append(UInt8(ascii: "}"))
        default: output.append(text: "null")
        }
        return .done
    }

    /// The frame of a collection's items or entries.
    func content(_ kind: JSONFrame.Kind, of wrapper: Wrapper, _ store: NodeStore, depth: Int, level: Int) -> JSONFrame {
        let end = store.end(of: wrapper.base)
        return JSONFrame(kind, node: wrapper.node, from: wrapper.base + 1, to: end, depth: depth + 1, level: level + 1)
    }
}
