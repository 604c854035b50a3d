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
            return try open(store, nodes, bytes, node, depth: depth, level: level, resolving: resolving, into: &output)
        case .reference where entry.extent != Node.elsewhere:
            let target = Int(entry.extent)
            if try writeReference(to: PSObject(store, target), depth: depth, into: &output) { return .done }
            return try open(
                store,
                nodes,
                bytes,
                target,
                depth: depth,
                level: level,
                resolving: resolving,
                into: &output
            )
        case .reference:
            guard let refID = store.refID(of: node),
                let object = try resolving(PSReference(refID: refID, valueOrdinal: store.valueOrdinal))
            else {
                warn(.unresolvedReference, "a reference to an earlier value could not be followed; null is written")
                output.append(text: "null")
                return .done
            }
            if try writeReference(to: object, depth: depth, into: &output) { return .done }
            return enter(object, depth: depth, level: level)
        case .attached:
            return enter(store.attachments[Int(entry.extent)], depth: depth, level: level)
        case .duration, .version, .secureString, .progress, .bytes, .xml:
            return try writeForm(ShapedValue(store, node), depth: depth, level: level, resolving, into: &output)
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
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws -> Step {
        let parts = PSObject.parts(nodes, of: node)
        let isEnum = parts.typeNames >= 0 && names[currentNames].enums[Int(nodes[parts.typeNames].extent)]
        if parts.base < 0 {
            let isPlain =
                parts.extended < 0 || parts.adapted < 0 || Int(nodes[parts.extended].extent) - parts.extended <= 256
            if isEnum || !isPlain || depth > settings.depth {
                return try writePlanned(ShapedValue(store, node), depth: depth, level: level, resolving, &output)
            }
            output.append(UInt8(ascii: "{"))
            let first = parts.extended >= 0 ? parts.extended : parts.adapted
            guard first >= 0 else {
                output.append(UInt8(ascii: "}"))
                return .done
            }
            var frame = JSONFrame(
                parts.extended >= 0 ? .extended : .adapted,
                node: node,
                from: first + 1,
                to: Int(nodes[first].extent),
                depth: depth &+ 1,
                level: level &+ 1
            )
            if parts.extended >= 0, parts.adapted >= 0 {
                frame.adapted = parts.adapted
                frame.hidingStart = frame.cursor
                frame.hidingEnd = frame.end
            }
            stack.append(frame)
            return .opened
        }
        let kind = nodes[parts.base].kind
        if parts.extended >= 0 || isEnum || kind == .guid || kind == .object {
            return try writePlanned(ShapedValue(store, node), depth: depth, level: level, resolving, &output)
        }
        if isScalar(kind) {
            writeScalar(store, nodes[parts.base], bytes, into: &output)
            return .done
        }
        if parts.adapted >= 0 {
            return try writePlanned(ShapedValue(store, node), depth: depth, level: level, resolving, &output)
        }
        return try writeForm(ShapedValue(store, node), depth: depth, level: level, resolving, into: &output)
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

    // MARK: - Wrappers with members

    /// Writes or opens a wrapper whose members are not just the nodes below it.
    mutating func writePlanned(
        _ value: ShapedValue,
        depth: Int,
        level: Int,
        _ resolving: Resolver,
        _ output: inout [UInt8]
    ) throws -> Step {
        let isBeyond = depth > settings.depth
        switch value.kind {
        case .object where !isBeyond:
            let members = WrapperMembers.all(of: value)
            output.append(UInt8(ascii: "{"))
            open(value, members, isEmpty: true, depth: depth, level: level)
            return .opened
        case .object, .string, .scriptBlock, .dateTime:
            return try writeForm(value, depth: depth, level: level, resolving, into: &output)
        case .duration, .version, .secureString,
            .progress where !isBeyond:
            let computed = computedNames(of: value.kind)
            let members = WrapperMembers.all(of: value).filter { member in
                !computed.contains { isNamed(member, $0, value.store) }
            }
            output.append(UInt8(ascii: "{"))
            writeComputed(value, level: level + 1, into: &output)
            open(value, members, isEmpty: false, depth: depth, level: level)
            return .opened
        case .dictionary,
            .orderedDictionary where !isBeyond:
            let members = WrapperMembers.extended(of: value)
            let keys = try keyTexts(of: value, resolving: resolving)
            output.append(UInt8(ascii: "{"))
            let planStart = plan.count
            for member in members where !keys.contains(nameBytes(member, value.store)) { append(member) }
            var frame = JSONFrame(
                .entries,
                node: value.node,
                from: value.base + 1,
                to: value.store.end(of: value.base),
                depth: depth + 1,
                level: level + 1
            )
            (frame.planStart, frame.planEnd) = (planStart, plan.count)
            noteRepeatedKeys(value)
            stack.append(frame)
            return .opened
        default:
            let members = WrapperMembers.extended(of: value).filter { !isNamed($0, "value", value.store) }
            if members.isEmpty { return try writeForm(value, depth: depth, level: level, resolving, into: &output) }
            output.append(UInt8(ascii: "{"))
            let planStart = plan.count
            plan.append(JSONPlanItem(name: .literal("value"), value: .form))
            for member in members { append(member) }
            var frame = JSONFrame(
                .plan,
                node: value.node,
                from: planStart,
                to: plan.count,
                depth: depth + 1,
                level: level + 1
            )
            frame.planStart = planStart
            stack.append(frame)
            return .opened
        }
    }

    private mutating func open(_ value: ShapedValue, _ members: [WrapperMember], isEmpty: Bool, depth: Int, level: Int)
    {
        let planStart = plan.count
        for member in members { append(member) }
        var frame = JSONFrame(
            .plan,
            node: value.node,
            from: planStart,
            to: plan.count,
            depth: depth + 1,
            level: level + 1
        )
        frame.planStart = planStart
        frame.isEmpty = isEmpty
        stack.append(frame)
    }

    private mutating func append(_ member: WrapperMember) {
        switch member.value {
        case .node(let node): plan.append(JSONPlanItem(name: member.name, value: .node(node)))
        case .text: plan.append(JSONPlanItem(name: member.name, value: .text))
        }
    }

    private func nameBytes(_ member: WrapperMember, _ store: NodeStore) -> [UInt8] {
        var name: [UInt8] = []
        member.appendName(store, to: &name)
        return name
    }

    private func isNamed(_ member: WrapperMember, _ name: StaticString, _ store: NodeStore) -> Bool {
        nameBytes(member, store).elementsEqual(name.description.utf8)
    }

    func writePlannedName(_ name: WrapperMember.Name, into output: inout [UInt8]) {
        switch name {
        case .symbol(let index):
            let ready = names[currentNames]
            output.append(ready.bytes.span, Int(ready.ends[Int(index)])..<Int(ready.ends[Int(index) + 1]))
        case .literal(let text): writeName(text, into: &output)
        }
    }

    /// Writes a name that needs no escapes, with what follows it.
    func writeName(_ name: StaticString, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        output.append(text: name.description)
        output.append(text: settings.isCompressed ? "\":" : "\": ")
    }

    // MARK: - Forms

    /// Writes or opens a value without the members of its wrapper.
    mutating func writeForm(
        _ value: ShapedValue,
        depth: Int,
        level: Int,
        _ resolving: Resolver,
        into output: inout [UInt8]
    ) throws -> Step {
        let store = value.store
        if isScalar(value.kind) {
            let bytes = store.bytes
            writeScalar(store, store.nodes[value.base], bytes.span, into: &output)
            return .done
        }
        if depth > settings.depth {
            noteTruncation()
            var text: [UInt8] = []
            try texts.appendLimited(value, resolving: resolving, to: &text)
            writeText(text.span, into: &output)
            return .done
        }
        switch value.kind {
        case .list, .enumerable, .stack, .queue:
            let end = store.end(of: value.base)
            output.append(UInt8(ascii: "["))
            stack.append(
                JSONFrame(.items, node: value.node, from: value.base + 1, to: end, depth: depth + 1, level: level + 1)
            )
            return .opened
        case .dictionary, .orderedDictionary:
            let end = store.end(of: value.base)
            noteRepeatedKeys(value)
            output.append(UInt8(ascii: "{"))
            stack.append(
                JSONFrame(.entries, node: value.node, from: value.base + 1, to: end, depth: depth + 1, level: level + 1)
            )
            return .opened
        case .bytes: writeBytes(value, level: level + 1, into: &output)
        case .xml: writeXML(value, depth: depth, level: level, into: &output)
        case .duration, .version, .secureString, .progress:
            output.append(UInt8(ascii: "{"))
            writeComputed(value, level: level + 1, into: &output)
            if !settings.isCompressed { newLine(level, into: &output) }
            output.append(UInt8(ascii: "}"))
        default: output.append(text: "null")
        }
        return .done
    }

    /// Writes the text that a wrapper's type gives it as a property.
    mutating func writeOwnText(
        _ store: NodeStore,
        _ node: Int,
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        var text: [UInt8] = []
        let value = ShapedValue(store, node)
        if value.kind == .guid {
            texts.plain.append(store, value.base, to: &text)
        } else {
            try texts.append(store, node, resolving: resolving, to: &text)
        }
        writeText(text.span, into: &output)
    }
}
