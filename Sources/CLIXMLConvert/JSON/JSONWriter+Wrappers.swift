internal import CLIXML

/// Values whose members are not just the nodes below them (convert.md 3.3).
extension JSONWriter {
    /// Writes or opens a wrapper, its members gathered first.
    mutating func writePlanned(
        _ wrapper: Wrapper,
        _ store: NodeStore,
        depth: Int,
        level: Int,
        _ resolving: Resolver,
        _ output: inout [UInt8]
    ) throws -> Step {
        let isBeyond = depth > settings.depth
        members.removeAll(keepingCapacity: true)
        switch wrapper.baseKind {
        case .string, .scriptBlock, .dateTime,
            .object where isBeyond:
            return try writeForm(wrapper, store, depth: depth, level: level, resolving, into: &output)
        case .object:
            collector.append(.all, of: wrapper, in: store, zone: settings.zone, to: &members)
            output.append(UInt8(ascii: "{"))
            open(wrapper, isEmpty: true, depth: depth, level: level)
        case .duration where !isBeyond, .version where !isBeyond, .secureString where !isBeyond,
            .progress where !isBeyond:
            collector.append(.all, of: wrapper, in: store, zone: settings.zone, to: &members)
            let value = DotNetObject(store, base: wrapper.base, zone: settings.zone)
            let taken = (0..<value.count).map { value.name($0) }
            members = members.filter { !$0.isDotNet && !taken.contains(JSONWriter.nameBytes(of: $0, store)) }
            output.append(UInt8(ascii: "{"))
            try writeProperties(of: value, store, level: level + 1, resolving: resolving, into: &output)
            open(wrapper, isEmpty: false, depth: depth, level: level)
        case .dictionary where !isBeyond, .orderedDictionary where !isBeyond:
            collector.append(.extended, of: wrapper, in: store, zone: settings.zone, to: &members)
            let keys = try keyTexts(of: wrapper.base, store, resolving: resolving)
            members = members.filter { !keys.contains(JSONWriter.nameBytes(of: $0, store)) }
            output.append(UInt8(ascii: "{"))
            noteRepeatedKeys(of: wrapper.base, store)
            var frame = content(.entries, of: wrapper, store, depth: depth, level: level)
            frame.planStart = plan.count
            for member in members { plan.append(.member(member)) }
            frame.planEnd = plan.count
            stack.append(frame)
        default:
            collector.append(.extended, of: wrapper, in: store, zone: settings.zone, to: &members)
            members = members.filter { JSONWriter.nameBytes(of: $0, store) != JSONWriter.formName }
            if members.isEmpty {
                return try writeForm(wrapper, store, depth: depth, level: level, resolving, into: &output)
            }
            output.append(UInt8(ascii: "{"))
            open(wrapper, withForm: true, isEmpty: true, depth: depth, level: level)
        }
        return .opened
    }

    static let formName = Array("value".utf8)

    /// Puts a frame for the gathered members on the stack.
    private mutating func open(_ wrapper: Wrapper, withForm: Bool = false, isEmpty: Bool, depth: Int, level: Int) {
        let start = plan.count
        if withForm { plan.append(.form) }
        for member in members { plan.append(.member(member)) }
        var frame = JSONFrame(
            .plan,
            node: wrapper.node,
            from: start,
            to: plan.count,
            depth: depth + 1,
            level: level + 1
        )
        frame.planStart = start
        frame.isEmpty = isEmpty
        stack.append(frame)
    }

    /// The name of a member as WTF-8.
    static func nameBytes(of member: Member, _ store: NodeStore) -> [UInt8] {
        switch member.source {
        case .node(let node):
            let symbols = store.symbols
            return Array(symbols.nameBytes[symbols.nameRange(store.nodes[node].name)])
        case .typeTable(let added): return added.name
        case .dotNet: return []
        }
    }

    /// Writes a property of the type table with its name.
    func writeTypeMember(
        _ member: TypeTableMember,
        _ store: NodeStore,
        _ node: Int,
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        writeText(member.name.span, into: &output)
        output.append(text: settings.isCompressed ? ":" : ": ")
        let nodes = store.nodes
        let value = member.value(of: Wrapper(nodes.span, of: node), in: store, zone: settings.zone)
        try write(value, store, resolving: resolving, into: &output)
    }

    /// Writes a name that needs no escapes, with what follows it.
    func writeName(_ name: StaticString, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        output.append(text: name.description)
        output.append(text: settings.isCompressed ? "\":" : "\": ")
    }

    // MARK: - Live values

    /// Whether an object stands for an enumeration's member that a live value has for a property, as a selection makes it.
    func isLiveEnum(_ wrapper: Wrapper, _ nodes: Span<Node>, _ store: NodeStore) -> Bool {
        guard wrapper.typeNames >= 0, wrapper.stringRepresentation >= 0 else { return false }
        let names = store.snapshot.symbols.typeLists[Int(nodes[wrapper.typeNames].extent)]
        return !names.isDeserialized && names.contains(ignoringCase: "System.Enum")
    }

    /// Writes the properties of a live .NET value, without brackets.
    func writeProperties(
        of value: DotNetObject,
        _ store: NodeStore,
        level: Int,
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        for index in 0..<value.count {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            if !settings.isCompressed { newLine(level, into: &output) }
            output.append(UInt8(ascii: "\""))
            output.append(contentsOf: value.name(index))
            output.append(text: settings.isCompressed ? "\":" : "\": ")
            try write(value.value(index), store, resolving: resolving, into: &output)
        }
    }

    /// Writes a property of a live value; those of the values that JSON shows as objects are all scalars.
    private func write(
        _ value: DotNetValue,
        _ store: NodeStore,
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        switch value {
        case .boolean(let value): PrimitiveFormatter.boolean(value, into: &output)
        case .integer(let value, _): PrimitiveFormatter.integer(value, into: &output)
        case .double(let value): PrimitiveFormatter.double(value, as: .json, into: &output)
        case .text(let text): writeText(text.span, into: &output)
        case .textOf(let node):
            var text: [UInt8] = []
            try texts.append(store, node, resolving: resolving, to: &text)
            writeText(text.span, into: &output)
        case .enumeration(let member):
            if settings.writesEnumNames {
                writeText(Array(member.name.utf8).span, into: &output)
            } else {
                PrimitiveFormatter.integer(member.number, into: &output)
            }
        case .null, .failing, .dateTime, .duration, .texts, .base, .keys, .values, .xml: output.append(text: "null")
        }
    }
}

extension Member {
    /// Whether it is a property of the live value.
    fileprivate var isDotNet: Bool {
        if case .dotNet = source { return true }
        return false
    }
}
