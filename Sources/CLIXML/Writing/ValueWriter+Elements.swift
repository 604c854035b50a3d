// The forms of single elements (spec sections 1.3 and 1.7).
extension ValueWriter {
    /// Appends the attribute that names a value in the element around it.
    @inline(__always)
    mutating func label(_ label: UInt32, of store: NodeStore, into output: inout [UInt8]) {
        if label < Label.stream {
            names.append(label, of: store, into: &output)
        } else if label != Label.none {
            unusualLabel(label, into: &output)
        }
    }

    @inline(never)
    private mutating func unusualLabel(_ label: UInt32, into output: inout [UInt8]) {
        switch label {
        case Label.key: output.append(text: " N=\"Key\"")
        case Label.value: output.append(text: " N=\"Value\"")
        default:
            output.append(text: " S=\"")
            let name = Array((stream?.name ?? "").utf8)
            if TextEscapes.firstNoncharacter(in: name.span) != nil { hasNoncharacter = true }
            // The stream is the one attribute that is not coded.
            var escaped: [UInt8] = []
            TextEscapes.escapeXMLAttribute(name.span, into: &escaped)
            for byte in escaped {
                switch byte {
                // Read as they are, they would become blanks.
                case 0x09: output.append(text: "&#x9;")
                case 0x0A: output.append(text: "&#xA;")
                case 0x0D: output.append(text: "&#xD;")
                default: output.append(byte)
                }
            }
            output.append(UInt8(ascii: "\""))
        }
    }

    // MARK: - Primitives

    /// Writes a primitive.
    @inline(__always)
    mutating func leaf(
        _ node: Node,
        _ bytes: Span<UInt8>,
        _ label: UInt32,
        of labelStore: NodeStore,
        into output: inout [UInt8]
    ) {
        let kind = elementKind(of: node)
        let name = ElementName(kind)
        let text = node.textRange
        let isCopied = isCopied(node, bytes)
        if isCopied, layout.isSteady, let place = names.place(of: label, in: labelStore) {
            return element(name, place, bytes, text, into: &output)
        }
        layout.beginLine(into: &output)
        name.appendStart(to: &output)
        self.label(label, of: labelStore, into: &output)
        output.append(UInt8(ascii: ">"))
        let start = output.count
        if isCopied {
            output.append(bytes.extracting(text))
        } else {
            content(node, bytes, into: &output)
        }
        if output.count == start, kind == .bytes {
            output.removeLast()
            output.appendEmptyEnd()
        } else {
            name.appendEndTag(to: &output)
        }
    }

    /// Writes a primitive under a name that may come from another store.
    mutating func leaf(
        _ node: Node,
        of store: NodeStore,
        _ label: UInt32,
        of labelStore: NodeStore,
        into output: inout [UInt8]
    ) {
        let bytes = store.bytes
        leaf(node, bytes.span, label, of: labelStore, into: &output)
    }

    /// The kind of the element that a primitive is written as.
    @inline(__always)
    func elementKind(of node: Node) -> NodeKind {
        // PowerShell reads a script block as a string.
        node.kind == .scriptBlock && !isVerbatim && !node.flags.contains(.literal) ? .string : node.kind
    }

    /// Whether the text of a primitive is written as it is, between two tags.
    @inline(__always)
    func isCopied(_ node: Node, _ bytes: Span<UInt8>) -> Bool {
        let kind = elementKind(of: node)
        guard kind == .string else {
            return node.extent > 0 && node.flags.contains(.canonical) && (kind != .dateTime || zone.isUTC || isVerbatim)
        }
        if node.flags.isDisjoint(with: ValueWriter.unusual) { return true }
        let text = bytes.extracting(node.textRange)
        if node.flags.contains(.literal) { return ValueWriter.isPlain(text) }
        return node.flags.isDisjoint(with: [.markup, .carriageReturn]) && TextEscapes.isAsWritten(text)
    }

    /// Writes an element with an attribute and a text that need no escapes, on a line of its own.
    @inline(__always)
    private func element(
        _ name: ElementName,
        _ attribute: Range<Int>,
        _ bytes: Span<UInt8>,
        _ text: Range<Int>,
        into output: inout [UInt8]
    ) {
        let (margin, marginByteCount, attributes) = (layout.margin, layout.marginByteCount, names.bytes)
        let room = marginByteCount &+ attribute.count &+ text.count &+ ByteSink.tagRoom
        output.appendThroughSink(room: room) {
            $0.putElement(margin.span, marginByteCount, name, attributes.span, attribute, bytes, text)
        }
    }

    /// The flags of texts that may not be what the writer would write.
    static let unusual: TextFlags = [
        .entity, .underscore, .carriageReturn, .markup, .quoting, .nonASCII, .literal,
    ]

    /// Whether a text that a program put in is written as it is.
    @inline(__always)
    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        TextEscapes.firstUnusual(in: text, from: 0) == text.count
    }

    /// Appends the text of a primitive, escaped.
    @inline(never)
    private mutating func content(_ node: Node, _ bytes: Span<UInt8>, into output: inout [UInt8]) {
        switch node.kind {
        case .string, .scriptBlock, .stringRepresentation:
            text(node, bytes, isCoded: true, into: &output)
        case .uri, .xml:
            if isVerbatim {
                text(node, bytes, isCoded: true, into: &output)
            } else {
                normalizedText(node, bytes, into: &output)
            }
        case .secureString:
            text(node, bytes, isCoded: false, into: &output)
        default:
            if isVerbatim {
                text(node, bytes, isCoded: false, into: &output)
            } else {
                ScalarText.append(node, bytes, zone: zone, today: today, to: &output)
            }
        }
    }

    /// Appends the text of a node, copied where it is already as it would be written.
    mutating func text(_ node: Node, _ bytes: Span<UInt8>, isCoded: Bool, into output: inout [UInt8]) {
        let start = Int(node.start)
        let source = bytes.extracting(start..<(start &+ Int(node.extent)))
        if node.flags.isDisjoint(with: ValueWriter.unusual) {
            output.append(source)
        } else if node.flags.contains(.literal) {
            encoded(source, isCoded: isCoded, into: &output)
        } else if node.flags.isDisjoint(with: [.markup, .carriageReturn]), isCoded, TextEscapes.isAsWritten(source) {
            output.append(source)
        } else {
            let plain = NodeText.bytes(source, node.flags, isCoded: isCoded)
            encoded(plain.span, isCoded: isCoded, into: &output)
        }
    }

    /// Appends text with the escapes of the writer, or for what is not a text with those of XML only.
    mutating func encoded(_ text: Span<UInt8>, isCoded: Bool, into output: inout [UInt8]) {
        guard TextEscapes.firstUnusual(in: text, from: 0) < text.count else { return output.append(text) }
        if TextEscapes.firstNoncharacter(in: text) != nil { hasNoncharacter = true }
        if isCoded {
            TextEscapes.encodeText(text, into: &output)
        } else {
            TextEscapes.escapeXMLText(text, into: &output)
        }
    }

    /// Appends the text of a URI or an XML document as .NET gives it after reading (spec sections 2.8 and 2.9).
    private mutating func normalizedText(_ node: Node, _ bytes: Span<UInt8>, into output: inout [UInt8]) {
        let start = Int(node.start)
        let source = NodeText.bytes(
            bytes.extracting(start..<(start &+ Int(node.extent))),
            node.flags,
            isCoded: true
        )
        var text: [UInt8] = []
        if node.kind == .uri, let uri = PSURI(bytes: source.span) {
            uri.appendDisplayText(to: &text)
        } else if node.kind == .xml, let document = try? PSXMLDocument.parse(source.span) {
            document.appendOuterXML(into: &text)
        } else {
            text = source
        }
        encoded(text.span, isCoded: true, into: &output)
    }

    /// Writes a text that is not a node's as a string.
    mutating func string(
        _ text: Span<UInt8>,
        _ label: UInt32,
        of store: NodeStore,
        into output: inout [UInt8]
    ) {
        layout.beginLine(into: &output)
        ElementName.string.appendStart(to: &output)
        self.label(label, of: store, into: &output)
        output.append(UInt8(ascii: ">"))
        encoded(text, isCoded: true, into: &output)
        ElementName.string.appendEndTag(to: &output)
    }

    /// Writes what stands for a value that is nested too deeply.
    mutating func tooDeep(_ place: Place, into output: inout [UInt8]) {
        string(Array(ValueWriter.placeholder.utf8).span, place.label, of: place.labelStore, into: &output)
    }

    /// Writes a start tag on a line of its own.
    @inline(__always)
    mutating func tag(
        _ name: ElementName,
        _ label: UInt32,
        of store: NodeStore,
        refID id: UInt64? = nil,
        _ ending: TagEnding,
        into output: inout [UInt8]
    ) {
        if layout.isSteady, let place = names.place(of: label, in: store) {
            let (margin, marginByteCount, attributes) = (layout.margin, layout.marginByteCount, names.bytes)
            let room = marginByteCount &+ place.count &+ ByteSink.tagRoom
            return output.appendThroughSink(room: room) {
                $0.putTag(margin.span, marginByteCount, name, attributes.span, place, refID: id, ending)
            }
        }
        layout.beginLine(into: &output)
        name.appendStart(to: &output)
        self.label(label, of: store, into: &output)
        if let id { output.appendRefID(id) }
        if ending == .open { output.append(UInt8(ascii: ">")) } else { output.appendEmptyEnd() }
    }

    /// Writes an end tag on a line of its own.
    @inline(__always)
    mutating func endTag(_ name: ElementName, into output: inout [UInt8]) {
        if layout.isSteady {
            let (margin, marginByteCount) = (layout.margin, layout.marginByteCount)
            return output.appendThroughSink(room: marginByteCount &+ ByteSink.tagRoom) {
                $0.putEndTag(margin.span, marginByteCount, name)
            }
        }
        layout.beginLine(into: &output)
        name.appendEndTag(to: &output)
    }

    mutating func null(_ label: UInt32, of store: NodeStore, into output: inout [UInt8]) {
        tag(.null, label, of: store, .empty, into: &output)
    }

    // MARK: - Objects

    mutating func reference(_ id: UInt64, _ label: UInt32, of store: NodeStore, into output: inout [UInt8]) {
        tag(.reference, label, of: store, refID: id, .empty, into: &output)
    }

    /// Writes a list of type names of an object of a store, in full or as a reference to where it was written.
    mutating func typeNames(_ entry: Int, _ list: PSTypeNames, of store: NodeStore, into output: inout [UInt8]) {
        if let number = typeNames.entries[entry].number {
            tag(.typeNamesReference, Label.none, of: store, refID: UInt64(number), .empty, into: &output)
            return
        }
        let number = UInt64(typeNames.assignNumber(entry))
        if layout.isSteady(below: 1), let names = typeNames.entries[entry].plainNames {
            return element(names, number: number, into: &output)
        }
        tag(.typeNames, Label.none, of: store, refID: number, list.isEmpty ? .empty : .open, into: &output)
        guard !list.isEmpty else { return }
        layout.indentation &+= 1
        var name: [UInt8] = []
        for position in list.indices {
            layout.beginLine(into: &output)
            name.removeAll(keepingCapacity: true)
            typeNames.appendName(position, of: list, to: &name)
            element(.typeName, name.span, into: &output)
        }
        layout.indentation &-= 1
        endTag(.typeNames, into: &output)
    }

    /// Writes a list of type names that need no escapes.
    private func element(_ names: TypeNameNumbers.PlainNames, number: UInt64, into output: inout [UInt8]) {
        let (margin, marginByteCount, inner) = (layout.margin, layout.marginByteCount, layout.innerMarginByteCount)
        let (bytes, none) = (names.bytes, [UInt8]())
        let room = bytes.count &+ (names.ends.count &+ 2) &* (inner &+ 2 &* ByteSink.tagRoom)
        output.appendThroughSink(room: room) { sink in
            sink.putTag(margin.span, marginByteCount, .typeNames, none.span, 0..<0, refID: number, .open)
            var start = 0
            for end in names.ends {
                sink.putElement(margin.span, inner, .typeName, none.span, 0..<0, bytes.span, start..<end)
                start = end &+ TypeNameNumbers.separator.count
            }
            sink.putEndTag(margin.span, marginByteCount, .typeNames)
        }
    }

    /// Writes an element with a coded text; an empty one has no end tag.
    mutating func element(_ name: ElementName, _ text: Span<UInt8>, into output: inout [UInt8]) {
        name.appendStart(to: &output)
        guard !text.isEmpty else {
            output.appendEmptyEnd()
            return
        }
        output.append(UInt8(ascii: ">"))
        encoded(text, isCoded: true, into: &output)
        name.appendEndTag(to: &output)
    }

    /// Writes a remembered ToString.
    mutating func stringRepresentation(_ node: Node, _ bytes: Span<UInt8>, into output: inout [UInt8]) {
        if node.flags.isDisjoint(with: ValueWriter.unusual), node.extent > 0, layout.isSteady {
            return element(.stringRepresentation, 0..<0, bytes, node.textRange, into: &output)
        }
        layout.beginLine(into: &output)
        ElementName.stringRepresentation.appendStart(to: &output)
        output.append(UInt8(ascii: ">"))
        let start = output.count
        text(node, bytes, isCoded: true, into: &output)
        if output.count == start {
            output.removeLast()
            output.appendEmptyEnd()
        } else {
            ElementName.stringRepresentation.appendEndTag(to: &output)
        }
    }
}
