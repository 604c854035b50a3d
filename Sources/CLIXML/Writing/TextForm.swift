/// The text that PowerShell shows for a value, under the invariant culture: what stands for an object where depth ends
/// (spec section 5.2).
struct TextForm {
    typealias Resolver = ValueWriter.Resolver

    let zone: LocalZone
    let today: PSDateTime

    /// Appends the text of a value on its own, as WTF-8.
    ///
    /// - Complexity: O(*n*) in the nodes directly below the value.
    func append(_ value: PSObject, resolving: Resolver, to output: inout [UInt8]) throws {
        guard let value = try located(value, resolving: resolving) else { return }
        let shape = UnwrappedObject(value)
        if shape.stringRepresentation >= 0 {
            return value.store.appendText(of: shape.stringRepresentation, to: &output)
        }
        guard shape.base >= 0 else { return try appendBag(value, resolving: resolving, to: &output) }
        let kind = shape.store.nodes[shape.base].kind
        switch kind {
        case .list, .enumerable, .stack, .queue:
            var isFirst = true
            for item in PSContainer(shape.store, shape.base).itemNodes {
                if !isFirst { output.append(UInt8(ascii: " ")) }
                isFirst = false
                try appendInner(PSObject(shape.store, item), inList: true, resolving: resolving, to: &output)
            }
        case .bytes:
            guard case .bytes(let bytes) = PSValue(shape.store, shape.base) else { return }
            for (index, byte) in bytes.enumerated() {
                if index > 0 { output.append(UInt8(ascii: " ")) }
                PrimitiveFormatter.integer(byte, into: &output)
            }
        case .xml: output.append(text: "#document")
        default: try plain(shape.store, shape.base, kind, resolving: resolving, to: &output)
        }
    }

    /// Appends the text of a property bag: `@{name=value; name=value}`, or nothing where it has no properties.
    func appendBag(_ value: PSObject, resolving: Resolver, to output: inout [UInt8]) throws {
        let shape = UnwrappedObject(value)
        let isReplaced = value.store.nodes[value.node].detail & Node.toStringReplaced != 0
        if shape.stringRepresentation >= 0, !isReplaced {
            return value.store.appendText(of: shape.stringRepresentation, to: &output)
        }
        var isFirst = true
        func begin(_ name: Span<UInt8>) {
            output.append(text: isFirst ? "@{" : "; ")
            isFirst = false
            output.append(name)
            output.append(UInt8(ascii: "="))
        }
        let names = value.store.symbols.nameBytes
        for member in shape.members {
            begin(names.span.extracting(value.store.symbols.nameRange(value.store.nodes[member].name)))
            try appendInner(PSObject(value.store, member), inList: false, resolving: resolving, to: &output)
        }
        if shape.addsValue {
            begin(Array("Value".utf8).span)
            output.append(text: "System.Management.Automation.PSScriptProperty")
        }
        if !isFirst { output.append(UInt8(ascii: "}")) }
    }

    /// Appends the text of a value inside another text, where nothing is opened a second time.
    private func appendInner(
        _ value: PSObject,
        inList: Bool,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        guard let value = try located(value, resolving: resolving) else { return }
        let shape = UnwrappedObject(value)
        if shape.stringRepresentation >= 0 {
            return value.store.appendText(of: shape.stringRepresentation, to: &output)
        }
        guard shape.base >= 0 else { return }
        let kind = shape.store.nodes[shape.base].kind
        switch kind {
        case .list, .enumerable, .stack, .queue: output.append(text: kind.typeName)
        case .xml: output.append(text: inList || shape.base != value.node ? "#document" : kind.typeName)
        default: try plain(shape.store, shape.base, kind, resolving: resolving, to: &output)
        }
    }

    // MARK: - Primitives

    private func plain(
        _ store: NodeStore,
        _ node: Int,
        _ kind: NodeKind,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        switch PSValue(store, node) {
        case .string, .scriptBlock: store.appendText(of: node, to: &output)
        case .char(let unit): TextEscapes.appendCodeUnit(unit, into: &output, textStart: output.count)
        case .boolean(let value): PrimitiveFormatter.booleanText(value, into: &output)
        case .single(let value): PrimitiveFormatter.single(value, as: .general, into: &output)
        case .double(let value): PrimitiveFormatter.double(value, as: .general, into: &output)
        case .dateTime(let value): PrimitiveFormatter.dateTimeText(value, in: zone, into: &output)
        case .duration(let value): PrimitiveFormatter.durationText(value, into: &output)
        case .uri(let value): value.appendDisplayText(to: &output)
        case .progress(let record):
            let current = PSObject(store, store.progressFields(of: node).currentOperation)
            var operation: [UInt8] = []
            try append(current, resolving: resolving, to: &operation)
            output.append(
                text: "parent = \(record.parentActivityID) id = \(record.activityID) act = \(record.activity)"
                    + " stat = \(record.statusDescription) cur = "
            )
            output.append(contentsOf: operation)
            output.append(
                text: " pct = \(record.percentComplete) sec = \(record.secondsRemaining)"
                    + " type = \(record.isCompleted ? "Completed" : "Processing")"
            )
        case .bytes, .xml, .secureString, .null, .object, .reference: output.append(text: kind.typeName)
        default:
            let bytes = store.bytes
            ScalarText.append(store.nodes[node], bytes.span, zone: zone, today: today, to: &output)
        }
    }

    // MARK: - References

    /// Where a value stands, references followed; `nil` for null.
    private func located(_ value: PSObject, resolving: Resolver) throws -> PSObject? {
        var value = value
        while true {
            let entry = value.store.nodes[value.node]
            switch entry.kind {
            case .null: return nil
            case .attached: value = value.store.attachments[Int(entry.extent)]
            case .object where value.isAttachedWrapper:
                value = PSObject(value.store, value.parts.base)
            case .reference where entry.extent != Node.elsewhere: value = PSObject(value.store, Int(entry.extent))
            case .reference:
                guard let refID = value.store.refID(of: value.node) else { return nil }
                let reference = PSReference(refID: refID, valueOrdinal: value.store.valueOrdinal)
                guard let object = try resolving(reference) else { throw ValueWriter.unresolved(refID) }
                value = object
            default: return value
            }
        }
    }
}

extension PSObject {
    /// Whether the object is nothing but a wrapper that a program put around another object.
    fileprivate var isAttachedWrapper: Bool {
        let parts = parts
        return parts.base >= 0 && store.nodes[parts.base].kind == .attached && parts.stringRepresentation < 0
    }
}
