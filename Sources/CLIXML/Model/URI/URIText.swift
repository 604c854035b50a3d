/// Characters and percent escapes of URIs, on UTF-16 units as .NET has them.
enum URIText {
    static func isDigit(_ unit: UInt16) -> Bool { unit &- 0x30 < 10 }

    static func isLetter(_ unit: UInt16) -> Bool { (unit | 0x20) &- 0x61 < 26 && unit < 0x80 }

    static func isSlash(_ unit: UInt16) -> Bool { unit == 0x2F || unit == 0x5C }

    /// The blanks that are cut off at both ends of a URI.
    static func isBlank(_ unit: UInt16) -> Bool { unit == 0x20 || unit == 0x0A || unit == 0x0D || unit == 0x09 }

    static func isUnreserved(_ unit: UInt16) -> Bool {
        isLetter(unit) || isDigit(unit) || unit == 0x2D || unit == 0x2E || unit == 0x5F || unit == 0x7E
    }

    /// True for the reserved characters `;/?:@&=+$,#[]!'()*`.
    static func isReserved(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x21, 0x23, 0x24, 0x26...0x2C, 0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40, 0x5B, 0x5D: true
        default: false
        }
    }

    /// Characters that stay escaped where text is made readable: reserved ones, `%`, `\` and controls.
    static func mustStayEscaped(_ unit: UInt16) -> Bool {
        isReserved(unit) || unit == 0x25 || unit == 0x5C || unit < 0x20 || (0x7F...0x9F).contains(unit)
    }

    /// Characters beyond ASCII that an IRI may have; a query may have the private ones too.
    static func isIRI(_ scalar: UInt32, inQuery: Bool) -> Bool {
        switch scalar {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0xE000...0xF8FF: inQuery
        case 0x1_0000...:
            scalar & 0xFFFF < 0xFFFE && !(0xE_0000...0xE_0FFF).contains(scalar) && (inQuery || scalar < 0xF_0000)
        default: false
        }
    }

    /// The byte of the escape whose `%` stands at an index, or `nil` when two hexadecimal digits do not follow.
    static func escapedByte(_ text: ArraySlice<UInt16>, at index: Int) -> UInt16? {
        guard index + 2 < text.endIndex, let high = hexDigit(text[index + 1]), let low = hexDigit(text[index + 2])
        else { return nil }
        return high << 4 | low
    }

    private static func hexDigit(_ unit: UInt16) -> UInt16? {
        unit < 0x80 ? hexDigitValue(UInt8(truncatingIfNeeded: unit)).map(UInt16.init) : nil
    }

    /// Says whether .NET takes a text for one with characters beyond ASCII, or with escapes it will always undo.
    static func needsNormalization(_ text: [UInt16]) -> Bool {
        var index = 0
        while index < text.count {
            if text[index] > 0x7F { return true }
            if text[index] == 0x25, index + 2 < text.count {
                // A broken escape counts as well.
                guard let byte = escapedByte(text[...], at: index), byte < 0x80, !isUnreserved(byte)
                else { return true }
                index += 2
            }
            index += 1
        }
        return false
    }

    // MARK: - Escaping

    /// Which characters a component may have as they are, besides letters, digits and `-._~`.
    enum Allowed {
        /// All reserved ones but `?` and `#`: paths and user information.
        case inPath
        /// All reserved ones but `#`: queries.
        case inQuery
        /// All reserved ones: fragments.
        case inFragment

        func contains(_ unit: UInt16) -> Bool {
            if isUnreserved(unit) { return true }
            guard isReserved(unit) else { return false }
            switch self {
            case .inPath: return unit != 0x3F && unit != 0x23
            case .inQuery: return unit != 0x23
            case .inFragment: return true
            }
        }
    }

    /// Appends text with everything escaped that may not stand in a component.
    ///
    /// - Parameter keepsEscapes: whether an escape that is already there stays; else its `%` is escaped too.
    static func escape(
        _ text: ArraySlice<UInt16>,
        _ allowed: Allowed,
        keepsEscapes: Bool,
        into output: inout [UInt16]
    ) {
        var index = text.startIndex
        while index < text.endIndex {
            let unit = text[index]
            if unit > 0x7F {
                let (scalar, width) = scalar(text, at: index)
                appendEscaped(scalar ?? 0xFFFD, into: &output)
                index += width
            } else if allowed.contains(unit) {
                output.append(unit)
                index += 1
            } else if keepsEscapes, unit == 0x25, escapedByte(text, at: index) != nil {
                output.append(contentsOf: text[index..<index + 3])
                index += 3
            } else {
                appendEscapedByte(unit, into: &output)
                index += 1
            }
        }
    }

    private static func appendEscaped(_ scalar: UInt32, into output: inout [UInt16]) {
        var bytes: [UInt8] = []
        TextEscapes.appendCodePoint(scalar, into: &bytes)
        for byte in bytes { appendEscapedByte(UInt16(byte), into: &output) }
    }

    private static func appendEscapedByte(_ byte: UInt16, into output: inout [UInt16]) {
        output.append(0x25)
        output.append(UInt16(upperHexDigit(UInt8(truncatingIfNeeded: byte >> 4) & 15)))
        output.append(UInt16(upperHexDigit(UInt8(truncatingIfNeeded: byte) & 15)))
    }

    /// The character at an index and how many units it has; `nil` for a lone surrogate.
    static func scalar(_ text: ArraySlice<UInt16>, at index: Int) -> (scalar: UInt32?, width: Int) {
        let unit = text[index]
        guard unit & 0xF800 == 0xD800 else { return (UInt32(unit), 1) }
        guard unit & 0xFC00 == 0xD800, index + 1 < text.endIndex, text[index + 1] & 0xFC00 == 0xDC00
        else { return (nil, 1) }
        return (TextEscapes.joined(UInt32(unit), UInt32(text[index + 1])), 2)
    }

    // MARK: - Unescaping

    /// Appends text for people: escapes undone where that changes nothing but looks.
    ///
    /// - Parameters:
    ///   - delimiters: characters that end the component: escapes of them stay, and where they stand bare they are
    ///     escaped.
    ///   - undoesEscapes: false for the path of a plain file name, in which every `%` means itself.
    static func display(
        _ text: ArraySlice<UInt16>,
        delimiters: [UInt16],
        inQuery: Bool,
        undoesEscapes: Bool = true,
        into output: inout [UInt16]
    ) {
        var index = text.startIndex
        while index < text.endIndex {
            let unit = text[index]
            guard unit == 0x25 else {
                if delimiters.contains(unit) { appendEscapedByte(unit, into: &output) } else { output.append(unit) }
                index += 1
                continue
            }
            guard undoesEscapes, let byte = escapedByte(text, at: index) else {
                appendEscapedByte(0x25, into: &output)
                index += 1
                continue
            }
            if byte == 0x25 || delimiters.contains(byte) || mustStayEscaped(byte) {
                output.append(contentsOf: text[index..<index + 3])
                index += 3
            } else if byte < 0x80 {
                output.append(byte)
                index += 3
            } else {
                index = unescapeSequence(text, at: index, onlyIRI: true, inQuery: inQuery, into: &output)
            }
        }
    }

    /// Appends text with every escape undone that stands for something.
    static func unescape(_ text: ArraySlice<UInt16>, into output: inout [UInt16]) {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == 0x25, let byte = escapedByte(text, at: index) {
                if byte < 0x80 {
                    output.append(byte)
                    index += 3
                } else {
                    index = unescapeSequence(text, at: index, onlyIRI: false, inQuery: false, into: &output)
                }
            } else {
                output.append(text[index])
                index += 1
            }
        }
    }

    /// Appends text as .NET rewrites one that is not plain ASCII: harmless escapes undone, forbidden characters escaped.
    static func normalize(_ text: ArraySlice<UInt16>, inQuery: Bool, into output: inout [UInt16]) {
        var index = text.startIndex
        while index < text.endIndex {
            let unit = text[index]
            if unit == 0x25, index + 2 < text.endIndex {
                guard let byte = escapedByte(text, at: index), !mustStayEscaped(byte) || byte >= 0x80 else {
                    output.append(contentsOf: text[index..<index + 3])
                    index += 3
                    continue
                }
                if byte < 0x80 {
                    output.append(byte)
                    index += 3
                } else if byte <= 0x9F {
                    output.append(contentsOf: text[index..<index + 3])
                    index += 3
                } else {
                    index = unescapeSequence(text, at: index, onlyIRI: true, inQuery: inQuery, into: &output)
                }
            } else if unit > 0x7F {
                let (scalar, width) = scalar(text, at: index)
                if let scalar, isIRI(scalar, inQuery: inQuery) {
                    output.append(contentsOf: text[index..<index + width])
                } else {
                    appendEscaped(scalar ?? 0xFFFD, into: &output)
                }
                index += width
            } else {
                output.append(unit)
                index += 1
            }
        }
    }

    /// Undoes a run of escapes of bytes beyond ASCII as far as it is UTF-8; the rest stays as written.
    ///
    /// - Returns: the index after the run.
    private static func unescapeSequence(
        _ text: ArraySlice<UInt16>,
        at start: Int,
        onlyIRI: Bool,
        inQuery: Bool,
        into output: inout [UInt16]
    ) -> Int {
        var bytes: [UInt8] = []
        var end = start
        while end < text.endIndex, text[end] == 0x25, let byte = escapedByte(text, at: end), byte >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: byte))
            end += 3
        }
        var index = 0
        while index < bytes.count {
            let first = start + index * 3
            let (scalar, width) = wellFormedScalar(bytes, at: index)
            if let scalar, !onlyIRI || isIRI(scalar, inQuery: inQuery) {
                if scalar > 0xFFFF {
                    output.append(UInt16(truncatingIfNeeded: 0xD7C0 + scalar >> 10))
                    output.append(UInt16(truncatingIfNeeded: 0xDC00 | scalar & 0x3FF))
                } else {
                    output.append(UInt16(truncatingIfNeeded: scalar))
                }
            } else {
                output.append(contentsOf: text[first..<first + width * 3])
            }
            index += width
        }
        return end
    }

    /// Decodes one character of UTF-8; a byte that begins none has the width 1 and no character.
    private static func wellFormedScalar(_ bytes: [UInt8], at index: Int) -> (UInt32?, Int) {
        let lead = bytes[index]
        let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
        guard width > 1, lead <= 0xF4, bytes.count - index >= width else { return (nil, 1) }
        var value = UInt32(lead) & (0x7F >> UInt32(width))
        for offset in 1..<width {
            guard bytes[index + offset] & 0xC0 == 0x80 else { return (nil, 1) }
            value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
        }
        let smallest: UInt32 = width == 2 ? 0x80 : width == 3 ? 0x800 : 0x1_0000
        guard value >= smallest, value <= 0x10_FFFF, value & 0xFFFF_F800 != 0xD800 else { return (nil, 1) }
        return (value, width)
    }
}
