/// What may stand before the root element and is no part of the document's content: the line `#< CLIXML` and the XML
/// declaration (spec sections 1.6 and 6.1).
struct DocumentPreamble {
    private enum State { case header, declaration, passed }

    private var state: State
    private static let header = Array("#< CLIXML".utf8)

    init(form: DocumentForm) { state = form == .document ? .header : .passed }

    /// Passes over what of it is at `position`. Returns false when more is needed to tell.
    ///
    /// - Throws: `textOutsideRoot`, `invalidDeclaration`, `unsupportedXMLVersion`, `truncated`.
    mutating func pass(_ source: Span<UInt8>, at position: inout Int, isFinal: Bool) throws(Fault) -> Bool {
        if state == .passed { return true }
        if state == .header {
            guard try passHeader(source, at: &position, isFinal: isFinal) else { return false }
            state = .declaration
        }
        guard try passDeclaration(source, at: &position, isFinal: isFinal) else { return false }
        state = .passed
        return true
    }

    /// Looks for nothing more of it.
    mutating func skip() { state = .passed }

    private func passHeader(_ source: Span<UInt8>, at position: inout Int, isFinal: Bool) throws(Fault) -> Bool {
        guard position < source.count else { return isFinal }
        guard source[position] == UInt8(ascii: "#") else { return true }
        var offset = position
        for byte in DocumentPreamble.header {
            guard offset < source.count || isFinal else { return false }
            guard offset < source.count, source[offset] == byte else { throw wrongHeader(position) }
            offset += 1
        }
        guard offset < source.count else {
            if isFinal {
                throw Fault(.missingRoot, at: position, "the input is only a header line; 'Objs' is expected")
            }
            return false
        }
        if source[offset] == UInt8(ascii: "\r") {
            guard offset + 1 < source.count || isFinal else { return false }
            position = offset + 1 < source.count && source[offset + 1] == UInt8(ascii: "\n") ? offset + 2 : offset + 1
        } else if source[offset] == UInt8(ascii: "\n") {
            position = offset + 1
        } else {
            throw wrongHeader(position)
        }
        return true
    }

    private func wrongHeader(_ position: Int) -> Fault {
        Fault(.textOutsideRoot, at: position, "the first line is not '#< CLIXML'; '<' is expected")
    }

    // MARK: - The XML declaration

    private func passDeclaration(_ source: Span<UInt8>, at position: inout Int, isFinal: Bool) throws(Fault) -> Bool {
        var offset = position
        for byte in "<?xml".utf8 {
            guard offset < source.count else { return isFinal }
            guard source[offset] == byte else { return true }
            offset += 1
        }
        guard offset < source.count else { return isFinal }
        // `<?xml-stylesheet` and the like are processing instructions.
        guard ByteClass.isBlank(source[offset]) || source[offset] == UInt8(ascii: "?") else { return true }
        var end = offset
        while end + 1 < source.count, !(source[end] == UInt8(ascii: "?") && source[end + 1] == UInt8(ascii: ">")) {
            end += 1
            // No declaration is that long; without an end it is not waited for.
            if end - position > 1024 { throw malformed(position) }
        }
        guard end + 1 < source.count else {
            if isFinal { throw Fault(.truncated, at: position, "the input ends inside the XML declaration") }
            return false
        }
        try check(source, from: offset, to: end, declaration: position)
        position = end + 2
        return true
    }

    private func malformed(_ position: Int) -> Fault {
        Fault(.invalidDeclaration, at: position, "the XML declaration is not well-formed")
    }

    /// `version`, then perhaps `encoding`, then perhaps `standalone`.
    private func check(_ source: Span<UInt8>, from start: Int, to end: Int, declaration: Int) throws(Fault) {
        var offset = start
        let names = ["version", "encoding", "standalone"]
        var next = 0
        while true {
            let blanks = offset
            while offset < end, ByteClass.isBlank(source[offset]) { offset += 1 }
            if offset == end { break }
            guard offset > blanks else { throw malformed(declaration) }
            let nameStart = offset
            while offset < end, ByteClass.isPlainName(source[offset]) { offset += 1 }
            let name = TextEscapes.string(fromWTF8: source.extracting(nameStart..<offset))
            while offset < end, ByteClass.isBlank(source[offset]) { offset += 1 }
            guard offset < end, source[offset] == UInt8(ascii: "=") else { throw malformed(declaration) }
            offset += 1
            while offset < end, ByteClass.isBlank(source[offset]) { offset += 1 }
            guard offset < end else { throw malformed(declaration) }
            let quote = source[offset]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw malformed(declaration) }
            let valueStart = offset + 1
            offset = valueStart
            while offset < end, source[offset] != quote { offset += 1 }
            guard offset < end else { throw malformed(declaration) }
            let value = TextEscapes.string(fromWTF8: source.extracting(valueStart..<offset))
            offset += 1
            guard let index = names[next...].firstIndex(of: name), next > 0 || index == 0 else {
                throw malformed(declaration)
            }
            next = index + 1
            try check(name, value, at: nameStart, declaration: declaration)
        }
        guard next > 0 else { throw malformed(declaration) }
    }

    private func check(_ name: String, _ value: String, at offset: Int, declaration: Int) throws(Fault) {
        switch name {
        case "version":
            guard value == "1.0" else {
                throw Fault(.unsupportedXMLVersion, at: offset, "the document is XML \(value); 1.0 is expected")
            }
        case "encoding":
            let bytes = Array(value.utf8)
            guard let first = bytes.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A,
                bytes.allSatisfy({ ByteClass.isPlainName($0) && $0 < 0x80 })
            else { throw malformed(declaration) }
        default:
            guard value == "yes" || value == "no" else { throw malformed(declaration) }
        }
    }
}
