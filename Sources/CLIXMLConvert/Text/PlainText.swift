package import CLIXML

/// The text that .NET gives a value which is not wrapped (convert.md 2.1), the culture being invariant.
package struct PlainText {
    /// The zone that local dates are shown in.
    package let zone: LocalZone
    /// What stands in for the date of a text that has only a time.
    private let today = PSDateTime.today()

    package init(zone: LocalZone) { self.zone = zone }

    /// Appends the text of a primitive or of a progress record, as WTF-8.
    ///
    /// - Complexity: O(*n*) in the node's bytes.
    package func append(_ store: NodeStore, _ node: Int, to output: inout [UInt8]) {
        let entry = store.nodes[node]
        switch entry.kind {
        case .string, .scriptBlock, .stringRepresentation: store.appendText(of: node, to: &output)
        case .xml: output.append(text: "System.Xml.XmlDocument")
        case .bytes: output.append(text: "System.Byte[]")
        case .secureString: output.append(text: "System.Security.SecureString")
        case .progress: progress(store, node, to: &output)
        default: withText(store, entry) { text in scalar(entry.kind, text, to: &output) }
        }
    }

    /// Appends the text of a double or a single with as many digits as PowerShell shows, 15 or 7 (convert.md 2.2).
    package func appendGeneral(_ store: NodeStore, _ node: Int, to output: inout [UInt8]) {
        let entry = store.nodes[node]
        withText(store, entry) { text in
            if entry.kind == .single {
                PrimitiveFormatter.single(PrimitiveParser.single(text) ?? 0, as: .general, into: &output)
            } else if PlainDecimal(text)?.appendGeneral(to: &output) != true {
                PrimitiveFormatter.double(PrimitiveParser.double(text) ?? 0, as: .general, into: &output)
            }
        }
    }

    /// Hands the decoded text of a scalar to `body`.
    func withText(_ store: NodeStore, _ entry: Node, _ body: (Span<UInt8>) -> Void) {
        let bytes = store.bytes
        let start = Int(entry.start)
        let source = bytes.span.extracting(start..<(start &+ Int(entry.extent)))
        if entry.flags.isDisjoint(with: .coded) || entry.flags.contains(.literal) {
            body(source)
        } else {
            let plain = NodeText.bytes(source, entry.flags, isCoded: entry.kind.isText)
            body(plain.span)
        }
    }

    /// Whether the text of a double or single is for sure the one that .NET gives it.
    @inline(__always)
    static func isRoundTrip(_ kind: NodeKind, _ text: Span<UInt8>) -> Bool {
        if case .double = kind { return PlainDecimal(text)?.isShortest == true }
        return PrimitiveParser.isShortDecimal(text, digits: 6)
    }

    private func scalar(_ kind: NodeKind, _ text: Span<UInt8>, to output: inout [UInt8]) {
        switch kind {
        case .char: TextEscapes.appendCodeUnit(PrimitiveParser.char(text) ?? 0, into: &output, textStart: output.count)
        case .boolean: PrimitiveFormatter.booleanText(PrimitiveParser.boolean(text) ?? false, into: &output)
        case .single where PlainText.isRoundTrip(kind, text), .double where PlainText.isRoundTrip(kind, text):
            output.append(text)
        case .single: PrimitiveFormatter.single(PrimitiveParser.single(text) ?? 0, as: .roundTrip, into: &output)
        case .double: PrimitiveFormatter.double(PrimitiveParser.double(text) ?? 0, as: .roundTrip, into: &output)
        case .dateTime:
            if let value = try? PrimitiveParser.dateTime(text, today: today) {
                PrimitiveFormatter.dateTimeText(value, in: zone, into: &output)
            }
        case .duration:
            if let value = try? PrimitiveParser.duration(text) { PrimitiveFormatter.durationText(value, into: &output) }
        case .uri:
            PSURI(bytes: text)?.appendDisplayText(to: &output)
        case .uint8, .int8, .int16, .uint16, .int32, .uint32, .int64, .uint64, .decimal, .guid, .version:
            let node = Node(kind: kind, name: Node.noName, start: 0, extent: UInt32(truncatingIfNeeded: text.count))
            ScalarText.append(node, text, zone: zone, today: today, to: &output)
        default: break
        }
    }

    private func progress(_ store: NodeStore, _ node: Int, to output: inout [UInt8]) {
        let fields = store.progressFields(of: node)
        output.append(text: "parent = ")
        PrimitiveFormatter.integer(fields.parentActivityID, into: &output)
        output.append(text: " id = ")
        PrimitiveFormatter.integer(fields.activityID, into: &output)
        output.append(text: " act = ")
        output.append(contentsOf: fields.activity)
        output.append(text: " stat = ")
        output.append(contentsOf: fields.statusDescription)
        output.append(text: " cur = ")
        appendCurrentOperation(store, fields, to: &output)
        output.append(text: " pct = ")
        PrimitiveFormatter.integer(fields.percentComplete, into: &output)
        output.append(text: " sec = ")
        PrimitiveFormatter.integer(fields.secondsRemaining, into: &output)
        output.append(text: fields.isCompleted ? " type = Completed" : " type = Processing")
    }

    /// Appends the current operation of a progress record: the text of the object that the record has for it.
    func appendCurrentOperation(_ store: NodeStore, _ fields: ProgressFields, to output: inout [UInt8]) {
        let kind = store.nodes[fields.currentOperation].kind
        if kind.isScalar {
            append(store, fields.currentOperation, to: &output)
        } else if kind == .object {
            // An object of an earlier value has no text here; PowerShell itself writes a string or null.
            let texts = PowerShellText(plain: self)
            try? texts.append(store, fields.currentOperation, resolving: { _ in nil }, to: &output)
        }
    }
}
