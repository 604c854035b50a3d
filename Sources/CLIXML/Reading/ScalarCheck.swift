/// Whether the text of a primitive is one of its type (spec sections 2.3 to 2.10).
enum ScalarCheck {
    enum Verdict {
        /// Valid, and exactly what the writer would write.
        case canonical
        case valid
        case invalid
        /// Well-formed, but beyond the type's range in a way that PowerShell reports apart.
        case outOfRange
    }

    /// - Complexity: O(*n*) in the bytes.
    @inline(__always)
    static func check(_ kind: NodeKind, _ text: Span<UInt8>, today: PSDateTime) -> Verdict {
        switch kind {
        case .int32: return isShortInteger(text, digits: 9) ? .canonical : integer(text, Int32.self)
        case .int64: return isShortInteger(text, digits: 18) ? .canonical : integer(text, Int64.self)
        case .boolean: return boolean(text)
        default: return checkOther(kind, text, today: today)
        }
    }

    /// At most `digits` digits without padding, perhaps after a minus sign: canonical whatever they are, but for `-0`.
    @inline(__always)
    private static func isShortInteger(_ text: Span<UInt8>, digits: Int) -> Bool {
        var index = 0
        let count = text.count
        if count > 1, text[0] == UInt8(ascii: "-") { index = 1 }
        guard count > index, count &- index <= digits else { return false }
        if text[index] == UInt8(ascii: "0") { return count == 1 }
        while index < count {
            if text[index] &- 0x30 > 9 { return false }
            index &+= 1
        }
        return true
    }

    @inline(never)
    private static func integer<T: FixedWidthInteger>(_ text: Span<UInt8>, _ type: T.Type) -> Verdict {
        guard PrimitiveParser.integer(text, as: type) != nil else { return .invalid }
        return isShortInteger(text, digits: 20) ? .canonical : .valid
    }

    @inline(__always)
    private static func boolean(_ text: Span<UInt8>) -> Verdict {
        if text.count == 4, text[0] == 0x74, text[1] == 0x72, text[2] == 0x75, text[3] == 0x65 { return .canonical }
        if text.count == 5, text[0] == 0x66, text[1] == 0x61, text[2] == 0x6C, text[3] == 0x73, text[4] == 0x65 {
            return .canonical
        }
        return PrimitiveParser.boolean(text) == nil ? .invalid : .valid
    }

    @inline(never)
    private static func checkOther(_ kind: NodeKind, _ text: Span<UInt8>, today: PSDateTime) -> Verdict {
        switch kind {
        case .uint8: return integer(text, UInt8.self)
        case .int8: return integer(text, Int8.self)
        case .int16: return integer(text, Int16.self)
        case .uint16: return integer(text, UInt16.self)
        case .uint32: return integer(text, UInt32.self)
        case .uint64: return integer(text, UInt64.self)
        case .char: return integer(text, UInt16.self)
        case .single, .double: return PrimitiveParser.isFloatingPoint(text) ? .valid : .invalid
        case .decimal:
            guard PrimitiveParser.isDecimal(text) else { return .invalid }
            return PrimitiveParser.isCanonicalDecimal(text) ? .canonical : .valid
        case .dateTime:
            if PrimitiveParser.isCanonicalDateTime(text, in: .utc) { return .canonical }
            return verdict { () throws(PrimitiveError) in _ = try PrimitiveParser.dateTime(text, today: today) }
        case .duration:
            return verdict { () throws(PrimitiveError) in _ = try PrimitiveParser.duration(text) }
        case .guid:
            guard PrimitiveParser.guid(text) != nil else { return .invalid }
            return PrimitiveParser.isCanonicalGUID(text) ? .canonical : .valid
        case .version:
            guard (try? PrimitiveParser.version(text)) != nil else { return .invalid }
            return PrimitiveParser.isCanonicalVersion(text) ? .canonical : .valid
        case .bytes:
            guard let form = PrimitiveParser.base64Form(text) else { return .invalid }
            return form.isCanonical ? .canonical : .valid
        case .secureString:
            return (try? PrimitiveParser.secureStringByteCount(text)) == nil ? .invalid : .valid
        case .uri: return PSURI.isValid(text) ? .valid : .invalid
        case .xml: return PSXMLDocument.isValid(text) ? .valid : .invalid
        default: return .valid
        }
    }

    private static func verdict(_ parse: () throws(PrimitiveError) -> Void) -> Verdict {
        do {
            try parse()
            return .valid
        } catch {
            return error == .outOfRange ? .outOfRange : .invalid
        }
    }
}
