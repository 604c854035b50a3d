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
        var lineEnd: [UInt8] = []
        if !settings.isCompressed { newLine(level, into: &lineEnd) }
        output.append(UInt8(ascii: "["))
        texts.plain.withText(store, store.nodes[node]) { text in
            let content = PrimitiveParser.base64(text) ?? []
            JSONWriter.write(content.span, after: lineEnd.span, into: &output)
            if !content.isEmpty, !settings.isCompressed { newLine(level - 1, into: &output) }
        }
        output.append(UInt8(ascii: "]"))
    }

    /// Writes numbers with commas between them, each after `lineEnd`.
    private static func write(_ content: Span<UInt8>, after lineEnd: Span<UInt8>, into output: inout [UInt8]) {
        guard !content.isEmpty else { return }
        let numbers = numbers
        let words = numbers.span
        var start = 0
        while start < content.count {
            let part = content.extracting(start..<min(start &+ 1024, content.count))
            output.appendThroughSink(room: part.count &* (lineEnd.count &+ 4) &+ 4) { sink in
                for index in part.indices {
                    if !lineEnd.isEmpty { sink.put(lineEnd, from: 0, count: lineEnd.count) }
                    let number = part[index]
                    sink.put(words[Int(number)], count: number < 10 ? 2 : number < 100 ? 3 : 4)
                }
            }
            start &+= 1024
        }
        // The comma after the last.
        output.removeLast()
    }

    /// Each number of a byte with a comma, as the word of its characters.
    private static let numbers: [UInt32] = (UInt32(0)..<256).map { number in
        "\(number),".utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
