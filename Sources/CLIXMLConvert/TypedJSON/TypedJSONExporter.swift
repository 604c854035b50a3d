public import CLIXML

/// Writes values as typed JSON: CLIXML in JSON, one line a top-level value, nothing lost of what the reader made of it.
///
/// The form is described in the command line's documentation, "Typed JSON". Objects are written by a stack of work still to
/// do, so that nesting takes no call stack.
public struct TypedJSONExporter {
    /// The zone that dates with an offset are shown in, as PowerShell shows them in its machine's zone.
    public var zone = LocalZone.utc
    private var work: [Work] = []
    private let today = PSDateTime.today()

    private enum Work {
        case text(String)
        /// A value; the stream stands beside it.
        case value(node: Int)
        /// Values from `node` up to `end`, separated by commas.
        case items(node: Int, end: Int, isFirst: Bool)
        case entries(node: Int, end: Int, isFirst: Bool)
        case members(node: Int, end: Int, isFirst: Bool, isInSet: Bool)
        /// A value that stands in another store.
        case enter(PSObject)
        /// The value in the other store is done.
        case leave
    }

    /// An object of a document, be it read twice.
    private struct Identity: Hashable {
        let store: ObjectIdentifier?
        let number: UInt64

        init(_ store: NodeStore, _ node: Int) {
            // A store that did not come out of a document has no line, and its numbers mean nothing elsewhere.
            self.store = store.line > 0 ? nil : ObjectIdentifier(store)
            number = store.line > 0 ? store.firstNumber &+ UInt64(node) : UInt64(node)
        }
    }

    /// For a value put together of parts of others, the objects written of it with their new RefIds.
    ///
    /// What their RefIds were no longer says what is meant: an object may be left out that a reference names.
    private var numbers: [Identity: Int]?

    /// Makes an exporter.
    public init() {}

    /// Appends a value and a line feed.
    ///
    /// - Complexity: O(*n*) in the size of the value.
    public mutating func write(_ value: DocumentValue, into output: inout [UInt8]) {
        try? write(value, into: &output) { _ in nil }
    }

    /// Appends a value and a line feed.
    ///
    /// References to earlier values stay references, but in a value that was put together of parts of others, as
    /// ``Selection`` does it: there they are followed, and all objects have new RefIds.
    ///
    /// - Throws: what `resolving` throws; nothing of the value is then in the output.
    /// - Complexity: O(*n*) in the size of the value.
    public mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving: (PSReference) throws -> PSObject?
    ) throws {
        numbers = value.store.attachments.isEmpty ? nil : [:]
        let start = output.count
        do {
            try write(value, from: start, into: &output, resolving)
        } catch {
            work.removeAll()
            output.removeLast(output.count - start)
            throw error
        }
    }

    private mutating func write(
        _ value: DocumentValue,
        from start: Int,
        into output: inout [UInt8],
        _ resolving: (PSReference) throws -> PSObject?
    ) throws {
        var store = value.store
        var nodes = store.nodes
        var bytes = store.bytes
        var outerStores: [NodeStore] = []
        work.append(.value(node: 0))
        while let next = work.popLast() {
            switch next {
            case .text(let text): output.append(text: text)
            case .value(let node): try write(node, store, nodes.span, bytes.span, into: &output, resolving)
            case .enter(let object):
                outerStores.append(store)
                work.append(.leave)
                work.append(.value(node: object.node))
                store = object.store
                nodes = store.nodes
                bytes = store.bytes
            case .leave:
                store = outerStores.removeLast()
                nodes = store.nodes
                bytes = store.bytes
            case .items(let node, let end, let isFirst):
                guard node < end else { continue }
                if !isFirst { output.append(UInt8(ascii: ",")) }
                work.append(.items(node: store.end(of: node), end: end, isFirst: false))
                work.append(.value(node: node))
            case .entries(let node, let end, let isFirst):
                guard node < end else { continue }
                let second = store.end(of: node)
                output.append(text: isFirst ? "[" : ",[")
                work.append(.entries(node: second < end ? store.end(of: second) : end, end: end, isFirst: false))
                work.append(.text("]"))
                if second < end { work.append(.value(node: second)) }
                work.append(.text(","))
                work.append(.value(node: node))
            case .members(let node, let end, let isFirst, let isInSet):
                guard node < end else { continue }
                let entry = nodes.span[node]
                var isNextFirst = isFirst
                let following = store.end(of: node)
                if entry.isSuperseded {
                    work.append(.members(node: following, end: end, isFirst: isFirst, isInSet: isInSet))
                    continue
                }
                output.append(text: isFirst ? "[" : ",[")
                isNextFirst = false
                work.append(.members(node: following, end: end, isFirst: isNextFirst, isInSet: isInSet))
                work.append(.text("]"))
                writeName(entry.name, store, into: &output)
                output.append(UInt8(ascii: ","))
                if entry.kind == .memberSet {
                    output.append(text: "{\"MS\":[")
                    work.append(.text("]}"))
                    // PowerShell stores a copy of an inner set before it reads what is in it, so it stays empty.
                    if !isInSet {
                        work.append(.members(node: node + 1, end: following, isFirst: true, isInSet: true))
                    }
                } else {
                    work.append(.value(node: node))
                }
            }
        }
        if let stream = value.stream {
            output.removeLast()
            output.append(text: ",\"stream\":")
            TypedJSONText.append(Array(stream.name.utf8).span, to: &output)
            output.append(UInt8(ascii: "}"))
        }
        if output.count > start { output.append(UInt8(ascii: "\n")) }
    }

    private mutating func write(
        _ node: Int,
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        into output: inout [UInt8],
        _ resolving: (PSReference) throws -> PSObject?
    ) throws {
        let entry = nodes[node]
        switch entry.kind {
        case .null: output.append(text: "{\"Nil\":null}")
        case .object:
            if numbers != nil, !number(node, of: store, into: &output) { return }
            writeObject(node, store, nodes, into: &output)
        case .attached: work.append(.enter(store.attachments[Int(entry.extent)]))
        case .reference where numbers != nil:
            if entry.extent != Node.elsewhere {
                work.append(.value(node: Int(entry.extent)))
            } else if let refID = store.refID(of: node),
                let object = try resolving(PSReference(refID: refID, valueOrdinal: store.valueOrdinal))
            {
                work.append(.enter(object))
            } else {
                output.append(text: "{\"Nil\":null}")
            }
        case .reference:
            output.append(text: "{\"Ref\":")
            writeRefID(node, store, into: &output)
            output.append(UInt8(ascii: "}"))
        case .progress: writeProgress(node, store, nodes, into: &output)
        default:
            output.append(text: "{\"")
            output.append(text: entry.kind.elementName.description)
            output.append(text: "\":")
            writeScalar(entry, node, store, bytes, into: &output)
            output.append(UInt8(ascii: "}"))
        }
    }

    /// Gives an object its new RefId, or writes a reference to it if it has one already.
    ///
    /// - Returns: whether the object is still to be written.
    private mutating func number(_ object: Int, of store: NodeStore, into output: inout [UInt8]) -> Bool {
        let identity = Identity(store, object)
        if let number = numbers?[identity] {
            output.append(text: "{\"Ref\":\"\(number)\"}")
            return false
        }
        let count = numbers?.count ?? 0
        numbers?[identity] = count
        return true
    }

    private func writeScalar(
        _ entry: Node,
        _ node: Int,
        _ store: NodeStore,
        _ bytes: Span<UInt8>,
        into output: inout [UInt8]
    ) {
        switch entry.kind {
        case .string, .scriptBlock, .uri, .xml, .stringRepresentation, .secureString:
            TypedJSONText.append(store.text(of: node).span, to: &output)
        case .boolean, .char, .uint8, .int8, .int16, .uint16, .int32, .uint32:
            ScalarText.append(entry, bytes, zone: zone, today: today, to: &output)
        case .single, .double:
            var text: [UInt8] = []
            ScalarText.append(entry, bytes, zone: zone, today: today, to: &text)
            let isNumber = text.last.map { $0 &- 0x30 < 10 } ?? false
            if text.elementsEqual("-0".utf8) { output.append(text: "-0.0"); return }
            if !isNumber { output.append(UInt8(ascii: "\"")) }
            output.append(contentsOf: text)
            if !isNumber { output.append(UInt8(ascii: "\"")) }
        default:
            output.append(UInt8(ascii: "\""))
            ScalarText.append(entry, bytes, zone: zone, today: today, to: &output)
            output.append(UInt8(ascii: "\""))
        }
    }

    /// Writes the parts that fit on the spot and leaves the rest to the work, last part first.
    ///
    /// An `Obj` directly inside an `Obj` is one object to the reader: it takes from the inner one what it lacks itself.
    private mutating func writeObject(
        _ object: Int,
        _ store: NodeStore,
        _ nodes: Span<Node>,
        into output: inout [UInt8]
    ) {
        var parts = PSObject.parts(nodes, of: object)
        var identified = object
        var memberLists = parts.extended >= 0 ? [parts.extended] : []
        while parts.base >= 0, nodes[parts.base].kind == .object {
            if store.refID(of: identified) == nil { identified = parts.base }
            let inner = PSObject.parts(nodes, of: parts.base)
            if parts.typeNames < 0 { parts.typeNames = inner.typeNames }
            if parts.stringRepresentation < 0 { parts.stringRepresentation = inner.stringRepresentation }
            if parts.adapted < 0 { parts.adapted = inner.adapted }
            if inner.extended >= 0 { memberLists.append(inner.extended) }
            parts.base = inner.base
        }
        output.append(text: "{\"Obj\":{")
        var separator = ""
        if let number = numbers?[Identity(store, object)] {
            output.append(text: "\"RefId\":\"\(number)\"")
            separator = ","
        } else if store.refID(of: identified) != nil {
            output.append(text: "\"RefId\":")
            writeRefID(identified, store, into: &output)
            separator = ","
        }
        if parts.typeNames >= 0 {
            output.append(text: separator + "\"TN\":[")
            var isFirst = true
            store.symbols.typeLists[Int(nodes[parts.typeNames].extent)].forEachWrittenName { name in
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                TypedJSONText.append(name, to: &output)
            }
            output.append(UInt8(ascii: "]"))
            separator = ","
        }
        if parts.stringRepresentation >= 0 {
            output.append(text: separator + "\"ToString\":")
            TypedJSONText.append(store.text(of: parts.stringRepresentation).span, to: &output)
            separator = ","
        }
        work.append(.text("}}"))
        if !memberLists.isEmpty {
            work.append(.text("]"))
            for (index, list) in memberLists.enumerated() {
                let isFirst = index == memberLists.count - 1
                work.append(.members(node: list + 1, end: store.end(of: list), isFirst: isFirst, isInSet: false))
            }
            work.append(.text((parts.base >= 0 || parts.adapted >= 0 ? "," : separator) + "\"MS\":["))
        }
        if parts.adapted >= 0 {
            work.append(.text("]"))
            let end = store.end(of: parts.adapted)
            work.append(.members(node: parts.adapted + 1, end: end, isFirst: true, isInSet: false))
            work.append(.text((parts.base >= 0 ? "," : separator) + "\"Props\":["))
        }
        if parts.base >= 0 { writeBase(parts.base, store, nodes[parts.base].kind, !separator.isEmpty) }
    }

    private mutating func writeBase(_ base: Int, _ store: NodeStore, _ kind: NodeKind, _ separator: Bool) {
        let end = store.end(of: base)
        let key: String
        switch kind {
        case .list: key = "\"LST\":["
        case .enumerable: key = "\"IE\":["
        case .stack: key = "\"STK\":["
        case .queue: key = "\"QUE\":["
        case .dictionary, .orderedDictionary: key = "\"DCT\":["
        default:
            work.append(.value(node: base))
            work.append(.text("\"value\":"))
            if separator { work.append(.text(",")) }
            return
        }
        work.append(.text("]"))
        if kind.isDictionary {
            work.append(.entries(node: base + 1, end: end, isFirst: true))
        } else {
            work.append(.items(node: base + 1, end: end, isFirst: true))
        }
        work.append(.text(key))
        if separator { work.append(.text(",")) }
    }

    private mutating func writeProgress(
        _ node: Int,
        _ store: NodeStore,
        _ nodes: Span<Node>,
        into output: inout [UInt8]
    ) {
        let fields = store.progressFields(of: node)
        output.append(text: "{\"PR\":{\"AV\":")
        TypedJSONText.append(fields.activity.span, to: &output)
        output.append(text: ",\"AI\":")
        PrimitiveFormatter.integer(fields.activityID, into: &output)
        output.append(text: ",\"CO\":")
        let operation = nodes[fields.currentOperation].kind
        if operation.isText {
            TypedJSONText.append(store.text(of: fields.currentOperation).span, to: &output)
        } else if operation.isScalar {
            var text: [UInt8] = []
            let bytes = store.bytes
            ScalarText.append(nodes[fields.currentOperation], bytes.span, zone: zone, today: today, to: &text)
            TypedJSONText.append(text.span, to: &output)
        } else {
            output.append(text: "null")
        }
        output.append(text: ",\"PI\":")
        PrimitiveFormatter.integer(fields.parentActivityID, into: &output)
        output.append(text: ",\"PC\":")
        PrimitiveFormatter.integer(fields.percentComplete, into: &output)
        output.append(text: fields.isCompleted ? ",\"T\":\"Completed\",\"SR\":" : ",\"T\":\"Processing\",\"SR\":")
        PrimitiveFormatter.integer(fields.secondsRemaining, into: &output)
        output.append(text: ",\"SD\":")
        TypedJSONText.append(fields.statusDescription.span, to: &output)
        output.append(text: "}}")
    }

    private func writeRefID(_ node: Int, _ store: NodeStore, into output: inout [UInt8]) {
        let text = store.refID(of: node)?.description ?? ""
        TypedJSONText.append(Array(text.utf8).span, to: &output)
    }

    private func writeName(_ name: UInt32, _ store: NodeStore, into output: inout [UInt8]) {
        let names = store.symbols.nameBytes
        TypedJSONText.append(names.span.extracting(store.symbols.nameRange(name)), to: &output)
    }
}
