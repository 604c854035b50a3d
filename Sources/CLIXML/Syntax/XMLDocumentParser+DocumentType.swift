/// What the document type declaration of an XML document declares, as far as it matters without validation.
struct XMLDeclarations {
    enum Entity {
        case text([UInt8])
        case external
        case unparsed
    }

    struct Attribute {
        let name: [UInt8]
        /// The name in the document's text, once for all tags that get the default.
        let nameRange: PSXMLDocument.TextRange
        let isCharacterData: Bool
        let value: PSXMLDocument.TextRange?
    }

    /// The name of the document type, `nil` where none has been declared.
    var name: String?
    /// General entities; the first declaration of a name counts.
    var entities: [[UInt8]: Entity] = [:]
    /// Attributes of each element that the subset names; the first declaration of one counts.
    var attributes: [[UInt8]: [Attribute]] = [:]
}

extension XMLDocumentParser {
    /// Reads the document type declaration at the position.
    ///
    /// This finds where it ends and which text its internal subset is. libxml2 reads the declarations: it refuses what is
    /// not well-formed, puts parameter entities in place and fetches nothing. References in the document are not its business.
    mutating func parseDocumentType() throws(Fault) {
        let start = input.position
        guard open.isEmpty, !hasRoot, declarations.name == nil, interrupted.isEmpty else {
            throw fault(.documentType, "a document type declaration stands once, before the root element")
        }
        guard skippingBlanks(from: start + 9) > start + 9 else {
            throw fault(.documentType, at: start, "a blank is expected after '<!DOCTYPE'")
        }
        let (subset, end) = try documentTypeExtent()
        let first = document.text.count
        try appendCharacters(from: start, to: end)
        let markup = Array(document.text[first...])
        document.text.removeSubrange(first...)
        input.position = end

        var node = PSXMLDocument.Node(kind: .documentType)
        for event in try declarationEvents(of: markup, at: start) {
            switch event {
            case .documentType(let name, let publicID, let systemID):
                guard (try? NameSyntax.check(Array(name.utf8).span, from: 0, to: name.utf8.count)) != nil,
                    systemID?.utf8.contains(UInt8(ascii: "#")) != true
                else {
                    throw fault(.documentType, at: start, "the document type has no proper name or system identifier")
                }
                declarations.name = name
                node.name = try append(name)
                document.publicID = try publicID.map { text throws(Fault) in try append(text) }
                document.systemID = try systemID.map { text throws(Fault) in try append(text) }
            case .entityDeclaration(let name, let content): declare(Array(name.utf8), content)
            case .attributeDeclaration(let declaration): try declare(declaration, at: start)
            default: break
            }
        }
        guard declarations.name != nil else {
            throw fault(.documentType, at: start, "the document type declaration is not well-formed")
        }
        node.value = try appendText(from: subset.lowerBound, to: subset.upperBound)
        _ = try add(node)
    }

    /// The internal subset (empty without one) and the end of the declaration at the position.
    private func documentTypeExtent() throws(Fault) -> (subset: Range<Int>, end: Int) {
        let what = "a document type declaration"
        var index = input.position + 9
        var subsetStart: Int?
        var subset = index..<index
        while index < input.bytes.count {
            switch input.bytes[index] {
            case UInt8(ascii: "\""): index = try find("\"", from: index + 1, of: what)
            case UInt8(ascii: "'"): index = try find("'", from: index + 1, of: what)
            case UInt8(ascii: "[") where subsetStart == nil: subsetStart = index + 1
            case UInt8(ascii: "]"):
                guard let lower = subsetStart else { break }
                subset = lower..<index
                subsetStart = nil
            case UInt8(ascii: "<") where input.bytes[index...].starts(with: "<!--".utf8):
                index = try find("-->", from: index + 4, of: what) + 2
            case UInt8(ascii: "<") where input.bytes[index...].starts(with: "<?".utf8):
                index = try find("?>", from: index + 2, of: what) + 1
            case UInt8(ascii: ">") where subsetStart == nil: return (subset, index + 1)
            default: break
            }
            index += 1
        }
        throw fault(.truncated, "the document ends inside \(what)")
    }

    private func declarationEvents(of markup: [UInt8], at start: Int) throws(Fault) -> [MarkupEvent] {
        var options = XMLPushParser.Options()
        options.documentTypes = .declarations(maximumEntityLength: limits.maximumEntityLength)
        options.maximumTextByteCount = limits.maximumByteCount
        var parser = XMLPushParser(options: options)
        var events: [MarkupEvent] = []
        do {
            try parser.append(markup.span)
            // An instruction after the declaration shows that it was read to its end; a root would have to be valid.
            try parser.append(Array("<?end?><".utf8).span)
        } catch {
            throw fault(error.code, at: start, error.message)
        }
        while let event = parser.nextEvent() {
            if case .processingInstruction(target: "end", data: "") = event { return events }
            events.append(event)
        }
        throw fault(.documentType, at: start, "the document type declaration is not well-formed")
    }

    private mutating func append(_ string: String) throws(Fault) -> PSXMLDocument.TextRange {
        let start = document.text.count
        document.text.append(text: string)
        return try textRange(from: start)
    }

    private mutating func declare(_ name: [UInt8], _ content: MarkupEvent.EntityContent) {
        guard declarations.entities[name] == nil else { return }
        switch content {
        case .text(let text): declarations.entities[name] = .text(Array(text.utf8))
        case .external: declarations.entities[name] = .external
        case .unparsed: declarations.entities[name] = .unparsed
        }
    }

    // MARK: - Declared attributes

    private mutating func declare(_ declaration: MarkupEvent.AttributeDeclaration, at start: Int) throws(Fault) {
        let element = Array(declaration.element.utf8)
        let name = Array(declaration.attribute.utf8)
        guard declarations.attributes[element]?.contains(where: { $0.name == name }) != true else { return }
        var value: PSXMLDocument.TextRange?
        if let text = declaration.defaultValue {
            value = try expandedDefault(Array(text.utf8))
            if !declaration.isCharacterData, let range = value { value = try collapsed(range) }
        }
        let added = XMLDeclarations.Attribute(
            name: name,
            nameRange: try append(declaration.attribute),
            isCharacterData: declaration.isCharacterData,
            value: value
        )
        declarations.attributes[element, default: []].append(added)
    }

    /// The value of a default, in which references are still as written.
    private mutating func expandedDefault(_ source: [UInt8]) throws(Fault) -> PSXMLDocument.TextRange {
        let start = document.text.count
        let depth = interrupted.count
        interrupted.append(input)
        input = Input(bytes: source)
        while interrupted.count > depth {
            if input.position < input.bytes.count {
                try appendValueCharacter(from: start)
            } else if let outer = interrupted.popLast() {
                input = outer
            }
        }
        return try textRange(from: start)
    }

    /// A value with blanks at its ends dropped and runs of blanks made one, as types other than CDATA want it. .NET keeps
    /// one of a value of blanks only.
    private mutating func collapsed(_ range: PSXMLDocument.TextRange) throws(Fault) -> PSXMLDocument.TextRange {
        let words = document.text[range.bounds].split(separator: 0x20)
        let start = document.text.count
        document.text += words.isEmpty && !range.isEmpty ? [0x20] : Array(words.joined(separator: [0x20]))
        return try textRange(from: start)
    }

    /// Gives the attributes of a tag the form that their declarations ask for, and adds declared ones that it lacks.
    mutating func addDefaultAttributes(of node: PSXMLDocument.Node, from first: Int) throws(Fault) {
        guard !declarations.attributes.isEmpty,
            let declared = declarations.attributes[Array(document.text[node.name.bounds])]
        else { return }
        var byName: [[UInt8]: Int] = [:]
        for index in first..<document.attributes.count {
            byName[Array(document.text[document.attributes[index].name.bounds])] = index
        }
        for declaration in declared {
            if let index = byName[declaration.name] {
                guard !declaration.isCharacterData else { continue }
                document.attributes[index].value = try collapsed(document.attributes[index].value)
            } else if let value = declaration.value {
                try checkNodeCount()
                var attribute = PSXMLDocument.Attribute(name: declaration.nameRange, value: value, isDefault: true)
                let colon = declaration.name.firstIndex(of: UInt8(ascii: ":")) ?? 0
                attribute.prefixCount = Int32(truncatingIfNeeded: colon)
                document.attributes.append(attribute)
            }
        }
    }
}
