internal import CLIXML

extension JSONWriter {
    /// Writes a text node; one without anything to escape or to undo is copied.
    @inline(__always)
    mutating func writeString(_ entry: Node, _ bytes: Span<UInt8>, into output: inout [UInt8]) {
        let start = Int(entry.start)
        output.append(UInt8(ascii: "\""))
        if escapes.canCopy(entry.flags) {
            output.append(bytes, start..<(start &+ Int(entry.extent)))
        } else {
            writeUnusual(entry, bytes, into: &output)
        }
        output.append(UInt8(ascii: "\""))
    }

    @inline(never)
    private mutating func writeUnusual(_ entry: Node, _ bytes: Span<UInt8>, into output: inout [UInt8]) {
        let start = Int(entry.start)
        let source = bytes.extracting(start..<(start &+ Int(entry.extent)))
        if entry.flags.isDisjoint(with: .coded) || entry.flags.contains(.literal) {
            escapes.append(source, to: &output)
        } else {
            scratch.removeAll(keepingCapacity: true)
            NodeText.append(source, entry.flags, isCoded: true, to: &scratch)
            escapes.append(scratch.span, to: &output)
        }
    }

    /// Writes a text that is WTF-8 as a JSON string.
    func writeText(_ text: Span<UInt8>, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        escapes.append(text, to: &output)
        output.append(UInt8(ascii: "\""))
    }

    /// Writes one of the primitives that JSON has a scalar for (convert.md 3.5).
    mutating func writeScalar(_ store: NodeStore, _ entry: Node, _ bytes: Span<UInt8>, into output: inout [UInt8]) {
        switch entry.kind {
        case .string, .scriptBlock, .uri: writeString(entry, bytes, into: &output)
        case .char:
            output.append(UInt8(ascii: "\""))
            var unit: [UInt8] = []
            texts.plain.withText(store, entry) { text in
                TextEscapes.appendCodeUnit(PrimitiveParser.char(text) ?? 0, into: &unit)
            }
            characterEscapes.append(unit.span, to: &output)
            output.append(UInt8(ascii: "\""))
        case .single:
            texts.plain.withText(store, entry) { text in
                PrimitiveFormatter.single(PrimitiveParser.single(text) ?? 0, as: .json, into: &output)
            }
        case .double:
            texts.plain.withText(store, entry) { text in
                PrimitiveFormatter.double(PrimitiveParser.double(text) ?? 0, as: .json, into: &output)
            }
        case .decimal:
            texts.plain.withText(store, entry) { text in
                if let value = PrimitiveParser.decimal(text) { PrimitiveFormatter.decimalJSON(value, into: &output) }
            }
        case .dateTime, .guid:
            output.append(UInt8(ascii: "\""))
            ScalarText.append(entry, bytes, zone: settings.zone, today: today, to: &output)
            output.append(UInt8(ascii: "\""))
        default: ScalarText.append(entry, bytes, zone: settings.zone, today: today, to: &output)
        }
    }

    /// Writes a byte array: an array of numbers.
    func writeBytes(_ store: NodeStore, _ node: Int, level: Int, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        let start = output.count
        let entry = store.nodes[node]
        texts.plain.withText(store, entry) { text in
            if settings.isCompressed, entry.flags.contains(.canonical) {
                JSONWriter.byteNumbers.append(base64: text, to: &output)
            } else {
                var lineEnd: [UInt8] = []
                if !settings.isCompressed { newLine(level, into: &lineEnd) }
                let content = PrimitiveParser.base64(text) ?? []
                JSONWriter.byteNumbers.append(content.span, after: lineEnd.span, to: &output)
            }
        }
        if output.count > start {
            // The comma after the last.
            output.removeLast()
            if !settings.isCompressed { newLine(level - 1, into: &output) }
        }
        output.append(UInt8(ascii: "]"))
    }

    private static let byteNumbers = JSONByteNumbers()
}
