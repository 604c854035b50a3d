// Start tags, end tags and attributes.
extension XMLDocumentParser {
    /// Reads the start tag or empty tag at the position.
    mutating func parseStartTag() throws(Fault) {
        let start = input.position
        guard !open.isEmpty || !hasRoot else { throw fault(.multipleRoots, "a second root element follows the first") }
        guard open.count < limits.maximumDepth else {
            throw fault(.embeddedXMLDepthLimit, "elements are nested deeper than \(limits.maximumDepth)")
        }
        var node = PSXMLDocument.Node(kind: .element)
        let end = try nameEnd(from: start + 1)
        node.prefixCount = Int32(truncatingIfNeeded: try checkName(from: start + 1, to: end))
        node.name = try appendText(from: start + 1, to: end)
        let first = document.attributes.count
        let index = try parseAttributes(from: end)
        node.isSelfClosed = input.bytes[index] == UInt8(ascii: "/")
        if node.isSelfClosed {
            guard index + 1 < input.bytes.count else { throw fault(.truncated, "the document ends inside a tag") }
            guard input.bytes[index + 1] == UInt8(ascii: ">") else {
                throw fault(.invalidMarkup, at: index, "'/' in a tag is followed by '>'")
            }
        }
        try addDefaultAttributes(of: node, from: first)
        node.firstAttribute = Int32(truncatingIfNeeded: first)
        node.attributeCount = Int32(truncatingIfNeeded: document.attributes.count - first)
        let attributes = first..<document.attributes.count
        do {
            node.value = try namespaces.enter(&document, node, attributes: attributes, depth: open.count)
        } catch {
            throw fault(error.code, at: start, error.message)
        }
        let preservesSpace = try declaredSpace(attributes, at: start) ?? open.last?.preservesSpace ?? false
        hasRoot = true
        let added = try add(node)
        input.position = index + (node.isSelfClosed ? 2 : 1)
        if node.isSelfClosed {
            namespaces.leave(depth: open.count)
        } else {
            open.append(OpenElement(node: added, preservesSpace: preservesSpace))
        }
    }

    /// Reads the end tag at the position.
    mutating func parseEndTag() throws(Fault) {
        let start = input.position
        let nameStart = start + 2
        let end = try nameEnd(from: nameStart)
        let close = skippingBlanks(from: end)
        guard close < input.bytes.count else { throw fault(.truncated, "the document ends inside a tag") }
        guard input.bytes[close] == UInt8(ascii: ">") else {
            throw fault(.invalidMarkup, at: close, "an end tag holds a name only")
        }
        guard open.count > input.openCount, let last = open.popLast() else {
            throw fault(.mismatchedTag, "an end tag without a start tag")
        }
        guard document.text[document.nodes[last.node].name.bounds] == input.bytes[nameStart..<end] else {
            let name = TextEscapes.string(fromWTF8: document.name(of: last.node).span)
            throw fault(.mismatchedTag, "the end tag is not that of '\(name)'")
        }
        document.nodes[last.node].end = Int32(truncatingIfNeeded: document.nodes.count)
        namespaces.leave(depth: open.count)
        input.position = close + 1
    }

    // MARK: - Attributes

    /// Reads attributes and gives the place of the `>` or `/` after them.
    private mutating func parseAttributes(from start: Int) throws(Fault) -> Int {
        let first = document.attributes.count
        var names: Set<[UInt8]> = []
        var index = start
        while true {
            let nameStart = skippingBlanks(from: index)
            guard nameStart < input.bytes.count else { throw fault(.truncated, "the document ends inside a tag") }
            if input.bytes[nameStart] == UInt8(ascii: ">") || input.bytes[nameStart] == UInt8(ascii: "/") {
                return nameStart
            }
            guard nameStart > index else { throw fault(.invalidMarkup, at: index, "a blank is expected in the tag") }
            let end = try nameEnd(from: nameStart)
            try checkNodeCount()
            var attribute = PSXMLDocument.Attribute()
            attribute.prefixCount = Int32(truncatingIfNeeded: try checkName(from: nameStart, to: end))
            attribute.name = try appendText(from: nameStart, to: end)
            index = skippingBlanks(from: end)
            guard index < input.bytes.count else { throw fault(.truncated, "the document ends inside a tag") }
            guard input.bytes[index] == UInt8(ascii: "=") else {
                throw fault(.invalidMarkup, at: index, "'=' is expected after the name of an attribute")
            }
            index = skippingBlanks(from: index + 1)
            attribute.value = try parseAttributeValue(from: &index)
            document.attributes.append(attribute)
            // Tags with one attribute need no look for a second of the same name.
            if document.attributes.count == first + 2 {
                names.insert(Array(document.text[document.attributes[first].name.bounds]))
            }
            if document.attributes.count >= first + 2 {
                guard names.insert(Array(input.bytes[nameStart..<end])).inserted else {
                    throw fault(.duplicateAttribute, at: nameStart, "an attribute stands twice in the tag")
                }
            }
        }
    }

    /// Reads the quoted value at a place and moves past it.
    private mutating func parseAttributeValue(from index: inout Int) throws(Fault) -> PSXMLDocument.TextRange {
        guard index < input.bytes.count else { throw fault(.truncated, "the document ends inside a tag") }
        let quote = input.bytes[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw fault(.invalidMarkup, at: index, "the value of an attribute stands in quotation marks")
        }
        let start = document.text.count
        let depth = interrupted.count
        input.position = index + 1
        while true {
            while input.position == input.bytes.count {
                // The end of an entity's text is not the end of the value.
                guard interrupted.count > depth, let outer = interrupted.popLast() else {
                    throw fault(.truncated, "the document ends inside the value of an attribute")
                }
                input = outer
            }
            if input.bytes[input.position] == quote, interrupted.count == depth { break }
            try appendValueCharacter(from: start)
        }
        index = input.position + 1
        return try textRange(from: start)
    }

    /// Appends the character or reference of an attribute value at the position; an entity's text interrupts the input.
    mutating func appendValueCharacter(from start: Int) throws(Fault) {
        let position = input.position
        let byte = input.bytes[position]
        switch byte {
        case UInt8(ascii: "<"): throw fault(.invalidCharacter, "'<' is not allowed in the value of an attribute")
        case UInt8(ascii: "&"):
            guard let name = try entityName(at: position) else {
                input.position += try appendReference(at: position, textStart: start)
                return
            }
            input.position += name.count + 2
            guard let replacement = try expand(name, at: position, inAttribute: true) else { return }
            interrupted.append(input)
            input = Input(bytes: replacement, entity: name, openCount: open.count)
        case 0x20, 0x09, 0x0A, 0x0D:
            document.text.append(0x20)
            let isPair = byte == 0x0D && interrupted.isEmpty && input.bytes[position...].starts(with: "\r\n".utf8)
            input.position += isPair ? 2 : 1
        default:
            let length = try characterLength(at: position, before: input.bytes.count)
            document.text.append(contentsOf: input.bytes[position..<(position + length)])
            input.position += length
        }
    }

    /// What `xml:space` says, if the tag has it.
    private func declaredSpace(_ attributes: Range<Int>, at start: Int) throws(Fault) -> Bool? {
        for index in attributes {
            let attribute = document.attributes[index]
            guard document.text[attribute.name.bounds].elementsEqual("xml:space".utf8) else { continue }
            let value = document.text[attribute.value.bounds].drop(while: ByteClass.isBlank)
            let end = value.lastIndex { !ByteClass.isBlank($0) }.map { $0 + 1 } ?? value.startIndex
            switch String(decoding: value[..<end], as: UTF8.self) {
            case "preserve": return true
            case "default": return false
            default: throw fault(.invalidValue, at: start, "xml:space is neither 'default' nor 'preserve'")
            }
        }
        return nil
    }
}
