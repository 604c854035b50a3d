/// The text that the writer gives a primitive, from the node that was read (spec sections 2.3 to 2.10).
package enum ScalarText {
    /// Appends the canonical text of a scalar node that is not a text, `dateTime` as shown in `zone`.
    ///
    /// Nodes whose bytes are canonical already are copied. URIs and SecureStrings keep their text.
    package static func append(
        _ node: Node,
        _ bytes: Span<UInt8>,
        zone: LocalZone,
        today: PSDateTime,
        to output: inout [UInt8]
    ) {
        let start = Int(node.start)
        let source = bytes.extracting(start..<(start &+ Int(node.extent)))
        if node.flags.contains(.canonical), node.kind != .dateTime || zone.isUTC || !isLocal(source) {
            output.append(source)
        } else if node.flags.isDisjoint(with: .coded) || node.flags.contains(.literal) {
            format(node.kind, source, zone: zone, today: today, to: &output)
        } else {
            let plain = NodeText.bytes(source, node.flags, isCoded: node.kind.isText)
            format(node.kind, plain.span, zone: zone, today: today, to: &output)
        }
    }

    /// Whether a canonical date ends in an offset.
    private static func isLocal(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 6 else { return false }
        let sign = text[text.count - 6]
        return sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") && text[text.count - 3] == UInt8(ascii: ":")
    }

    private static func format(
        _ kind: NodeKind,
        _ text: Span<UInt8>,
        zone: LocalZone,
        today: PSDateTime,
        to output: inout [UInt8]
    ) {
        switch kind {
        case .char, .uint16: integer(text, UInt16.self, &output)
        case .uint8: integer(text, UInt8.self, &output)
        case .int8: integer(text, Int8.self, &output)
        case .int16: integer(text, Int16.self, &output)
        case .int32: integer(text, Int32.self, &output)
        case .uint32: integer(text, UInt32.self, &output)
        case .int64: integer(text, Int64.self, &output)
        case .uint64: integer(text, UInt64.self, &output)
        case .boolean: PrimitiveFormatter.boolean(PrimitiveParser.boolean(text) ?? false, into: &output)
        case .single where PrimitiveParser.isShortDecimal(text, digits: 6): output.append(text)
        case .double where PlainDecimal(text)?.isShortest == true: output.append(text)
        case .single: PrimitiveFormatter.single(PrimitiveParser.single(text) ?? 0, into: &output)
        case .double: PrimitiveFormatter.double(PrimitiveParser.double(text) ?? 0, into: &output)
        case .decimal:
            if let value = PrimitiveParser.decimal(text) { PrimitiveFormatter.decimal(value, into: &output) }
        case .dateTime:
            if let value = try? PrimitiveParser.dateTime(text, today: today) {
                PrimitiveFormatter.dateTime(value, in: zone, into: &output)
            }
        case .duration:
            if let value = try? PrimitiveParser.duration(text) { PrimitiveFormatter.duration(value, into: &output) }
        case .guid:
            if let value = PrimitiveParser.guid(text) { PrimitiveFormatter.guid(value, into: &output) }
        case .version:
            if let value = try? PrimitiveParser.version(text) { PrimitiveFormatter.version(value, into: &output) }
        case .bytes:
            if let value = PrimitiveParser.base64(text) { PrimitiveFormatter.base64(value.span, into: &output) }
        default: output.append(text)
        }
    }

    private static func integer<T: FixedWidthInteger>(_ text: Span<UInt8>, _ type: T.Type, _ output: inout [UInt8]) {
        PrimitiveFormatter.integer(PrimitiveParser.integer(text, as: type) ?? 0, into: &output)
    }
}
