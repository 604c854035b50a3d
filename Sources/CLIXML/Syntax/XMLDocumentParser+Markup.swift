// Markup other than tags and the document type declaration.
extension XMLDocumentParser {
    /// Reads what the `<` at the position begins.
    mutating func parseMarkup() throws(Fault) {
        if starts(with: "<!--") {
            try parseComment()
        } else if starts(with: "<![CDATA[") {
            try parseCDATA()
        } else if starts(with: "<!DOCTYPE") {
            try parseDocumentType()
        } else if starts(with: "<?") {
            try parseInstruction()
        } else if starts(with: "</") {
            try parseEndTag()
        } else if starts(with: "<!") {
            throw fault(.invalidMarkup, "'<!' begins no comment, CDATA section or document type declaration")
        } else {
            try parseStartTag()
        }
    }

    func starts(with text: StaticString) -> Bool {
        input.bytes[input.position...].starts(with: text.description.utf8)
    }

    /// The index of a delimiter from a place on.
    ///
    /// - Throws: `truncated`.
    func find(_ delimiter: StaticString, from start: Int, of what: String) throws(Fault) -> Int {
        let bytes = input.bytes
        let first = delimiter.description.utf8.first ?? 0
        var index = start
        while index < bytes.count {
            if bytes[index] == first, bytes[index...].starts(with: delimiter.description.utf8) { return index }
            index += 1
        }
        throw fault(.truncated, "the document ends inside \(what)")
    }

    func skippingBlanks(from start: Int) -> Int {
        var index = start
        while index < input.bytes.count, ByteClass.isBlank(input.bytes[index]) { index += 1 }
        return index
    }

    // MARK: - Names

    /// The end of the name that begins at a place, judged.
    func nameEnd(from start: Int, allowsPrefix: Bool = true) throws(Fault) -> Int {
        var end = start
        while end < input.bytes.count, ByteClass.isName(input.bytes[end]) { end += 1 }
        if end == start, end == input.bytes.count {
            throw fault(.truncated, "the document ends where a name is expected")
        }
        try checkName(from: start, to: end, allowsPrefix: allowsPrefix)
        return end
    }

    @discardableResult
    func checkName(from start: Int, to end: Int, allowsPrefix: Bool = true) throws(Fault) -> Int {
        let prefixCount: Int
        do {
            prefixCount = try NameSyntax.check(input.bytes.span, from: start, to: end)
        } catch {
            throw fault(error.code, at: error.offset, error.message)
        }
        guard allowsPrefix || prefixCount == 0 else { throw fault(.invalidName, at: start, "this name has no prefix") }
        return prefixCount
    }

    // MARK: - Comments, CDATA sections, instructions

    private mutating func parseComment() throws(Fault) {
        let start = input.position + 4
        let end = try find("--", from: start, of: "a comment")
        guard end + 2 < input.bytes.count else { throw fault(.truncated, "the document ends inside a comment") }
        guard input.bytes[end + 2] == UInt8(ascii: ">") else {
            throw fault(.invalidMarkup, at: end, "a comment cannot hold '--'")
        }
        try addNode(.comment, from: start, to: end)
        input.position = end + 3
    }

    private mutating func parseCDATA() throws(Fault) {
        guard !open.isEmpty else { throw fault(.textOutsideRoot, "a CDATA section stands outside the root element") }
        let start = input.position + 9
        let end = try find("]]>", from: start, of: "a CDATA section")
        try addNode(.cdata, from: start, to: end)
        input.position = end + 3
    }

    private mutating func parseInstruction() throws(Fault) {
        let start = input.position + 2
        let targetEnd = try nameEnd(from: start, allowsPrefix: false)
        if String(decoding: input.bytes[start..<targetEnd], as: UTF8.self).lowercased() == "xml" {
            throw fault(.invalidDeclaration, "an XML declaration stands elsewhere than at the very start")
        }
        let dataStart = skippingBlanks(from: targetEnd)
        let end = try find("?>", from: dataStart, of: "a processing instruction")
        guard dataStart > targetEnd || end == targetEnd else {
            throw fault(.invalidName, at: targetEnd, "this character cannot stand in the target of an instruction")
        }
        var node = PSXMLDocument.Node(kind: .processingInstruction)
        node.name = try appendText(from: start, to: targetEnd)
        node.value = try appendText(from: dataStart, to: end)
        _ = try add(node)
        input.position = end + 2
    }

    private mutating func addNode(_ kind: PSXMLDocument.NodeKind, from start: Int, to end: Int) throws(Fault) {
        _ = try add(PSXMLDocument.Node(kind: kind, value: try appendText(from: start, to: end)))
    }

    /// Appends characters of the input to the document's text and gives their range there.
    mutating func appendText(from start: Int, to end: Int) throws(Fault) -> PSXMLDocument.TextRange {
        let first = document.text.count
        try appendCharacters(from: start, to: end)
        return try textRange(from: first)
    }

    // MARK: - XML declaration

    /// Reads the XML declaration, if the document begins with one. The encoding may be any: text has none.
    mutating func parseDeclaration() throws(Fault) {
        guard starts(with: "<?xml"), input.bytes.count > 5, !ByteClass.isName(input.bytes[5]) else { return }
        var index = 5
        var value: [UInt8] = []
        let allowed = ["version", "encoding", "standalone"]
        var next = 0
        while true {
            let nameStart = skippingBlanks(from: index)
            if input.bytes[nameStart...].starts(with: "?>".utf8), next > 0 {
                index = nameStart + 2
                break
            }
            guard nameStart > index else { throw invalidDeclaration() }
            index = nameStart
            while index < input.bytes.count, ByteClass.isName(input.bytes[index]) { index += 1 }
            let name = String(decoding: input.bytes[nameStart..<index], as: UTF8.self)
            guard let place = allowed.firstIndex(of: name), place == next || place == 2 && next == 1 else {
                throw invalidDeclaration()
            }
            next = place + 1
            let text = try declarationValue(from: &index)
            try checkDeclared(name, text)
            if !text.isEmpty { value.append(text: "\(value.isEmpty ? "" : " ")\(name)=\"\(text)\"") }
        }
        let start = document.text.count
        document.text += value
        _ = try add(PSXMLDocument.Node(kind: .declaration, value: try textRange(from: start)))
        input.position = index
    }

    private func declarationValue(from index: inout Int) throws(Fault) -> String {
        index = skippingBlanks(from: index)
        guard index < input.bytes.count, input.bytes[index] == UInt8(ascii: "=") else { throw invalidDeclaration() }
        index = skippingBlanks(from: index + 1)
        guard index < input.bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(input.bytes[index]) else {
            throw invalidDeclaration()
        }
        let quote = input.bytes[index]
        index += 1
        let start = index
        while index < input.bytes.count, input.bytes[index] != quote {
            let byte = input.bytes[index]
            guard byte >= 0x20, byte < 0xF0, !"<>&\"'".utf8.contains(byte) else { throw invalidDeclaration() }
            index += try characterLength(at: index, before: input.bytes.count)
        }
        guard index < input.bytes.count else { throw invalidDeclaration() }
        defer { index += 1 }
        return String(decoding: input.bytes[start..<index], as: UTF8.self)
    }

    private func checkDeclared(_ name: String, _ value: String) throws(Fault) {
        if name == "version", value != "1.0" {
            throw fault(.unsupportedXMLVersion, "the document declares XML \(value), not 1.0")
        }
        if name == "standalone", value != "yes", value != "no" { throw invalidDeclaration() }
    }

    private func invalidDeclaration() -> Fault { fault(.invalidDeclaration, "the XML declaration is not well-formed") }
}
