internal import CLIXML

extension JSONWriter {
    /// Writes a reference to an object that may not be opened here, and says whether it did.
    mutating func writeReference(to object: PSObject, into output: inout [UInt8]) -> Bool {
        guard settings.marksCycles else { return false }
        if let frame = frameIndex(of: object) {
            var pointer: [UInt8] = pointerPrefix
            appendPath(to: frame, into: &pointer)
            writePointer(pointer, into: &output)
            return true
        }
        return false
    }

    private func writePointer(_ pointer: [UInt8], into output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        writeName("$ref", into: &output)
        writeText(pointer.span, into: &output)
        output.append(UInt8(ascii: "}"))
    }

    /// The frame in which an object is being written, as an index into the stack.
    private func frameIndex(of object: PSObject) -> Int? {
        var store = stores.count - 1
        for index in stack.indices.reversed() {
            let frame = stack[index]
            if frame.node >= 0, isSame(stores[store], frame.node, object) { return index }
            if frame.beginsStore { store -= 1 }
        }
        return nil
    }

    /// Whether both are one object of the document, be it read twice.
    private func isSame(_ store: NodeStore, _ node: Int, _ object: PSObject) -> Bool {
        if store === object.store { return node == object.node }
        return store.line > 0 && object.store.line > 0 && store.firstNumber &+ UInt64(node) == object.number
    }

    /// Appends the path from the value being written to the object of a frame, as JSON Pointer (RFC 6901).
    private func appendPath(to last: Int, into pointer: inout [UInt8]) {
        var store = 0
        for index in 0..<last {
            let frame = stack[index]
            if frame.beginsStore { store += 1 }
            switch frame.kind {
            case .single: continue
            case .items:
                pointer.append(UInt8(ascii: "/"))
                PrimitiveFormatter.integer(frame.current, into: &pointer)
            case .extended, .adapted:
                let symbols = stores[store].symbols
                appendSegment(
                    symbols.nameBytes.span.extracting(
                        symbols.nameRange(stores[store].nodes[frame.current].name)
                    ),
                    into: &pointer
                )
            case .entries:
                appendSegment(stores[store].text(of: frame.current).span, into: &pointer)
            case .plan:
                guard case .member(let member) = plan[frame.current] else {
                    pointer.append(text: "/value")
                    continue
                }
                appendSegment(JSONWriter.nameBytes(of: member, stores[store]).span, into: &pointer)
            }
        }
    }

    private func appendSegment(_ name: Span<UInt8>, into pointer: inout [UInt8]) {
        pointer.append(UInt8(ascii: "/"))
        for index in name.indices {
            switch name[index] {
            case UInt8(ascii: "~"): pointer.append(text: "~0")
            case UInt8(ascii: "/"): pointer.append(text: "~1")
            default: pointer.append(name[index])
            }
        }
    }
}
