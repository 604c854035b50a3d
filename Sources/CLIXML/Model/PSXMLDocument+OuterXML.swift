extension PSXMLDocument {
    /// Appends the document as .NET's `XmlDocument.OuterXml` writes it: what an `XD` element holds, before the escapes of
    /// CLIXML.
    ///
    /// Quotation marks become `"`, blanks inside tags one, an empty tag `<a />` (an element without content that was not
    /// written as one stays `<a></a>`), entities are expanded, `<!DOCTYPE a>` becomes `<!DOCTYPE a[]>`, attributes that a
    /// DTD supplies are left out, prefixes are those of ``OuterXMLNamespaces``.
    ///
    /// - Complexity: O(*n*) in the size of the document.
    package func appendOuterXML(into output: inout [UInt8]) {
        var open: [Int] = []
        var namespaces = OuterXMLNamespaces()
        for index in nodes.indices {
            close(&open, before: index, &namespaces, into: &output)
            let node = nodes[index]
            switch node.kind {
            case .element:
                append("<", node.name, "", into: &output)
                namespaces.start(prefix: prefix(node.name, node.prefixCount), uri: text[node.value.bounds])
                appendAttributes(of: index, &namespaces, into: &output)
                if node.isSelfClosed {
                    output.append(text: " />")
                    namespaces.end()
                } else {
                    output.append(UInt8(ascii: ">"))
                    open.append(index)
                }
            case .text, .whitespace, .significantWhitespace:
                appendEscaped(node.value, in: .text, into: &output)
            case .cdata:
                append("<![CDATA[", node.value, "]]>", into: &output)
            case .comment:
                append("<!--", node.value, "-->", into: &output)
            case .processingInstruction:
                append("<?", node.name, " ", into: &output)
                append("", node.value, "?>", into: &output)
            case .declaration:
                append("<?xml ", node.value, "?>", into: &output)
            case .documentType:
                appendDocumentType(node, into: &output)
            }
        }
        close(&open, before: nodes.count, &namespaces, into: &output)
    }

    /// Ends the elements whose subtrees end before a node.
    private func close(
        _ open: inout [Int],
        before index: Int,
        _ namespaces: inout OuterXMLNamespaces,
        into output: inout [UInt8]
    ) {
        while let last = open.last, nodes[last].end <= index {
            append("</", nodes[last].name, ">", into: &output)
            namespaces.end()
            open.removeLast()
        }
    }

    private func appendAttributes(
        of node: Int,
        _ namespaces: inout OuterXMLNamespaces,
        into output: inout [UInt8]
    ) {
        for index in attributeRange(of: node) where !attributes[index].isDefault {
            let attribute = attributes[index]
            let name = text[attribute.name.bounds]
            output.append(UInt8(ascii: " "))
            if isNamespaceDeclaration(attribute) {
                namespaces.declare(prefix: name.dropFirst(6), uri: text[attribute.value.bounds])
                output.append(contentsOf: name)
            } else if attribute.prefixCount > 0 {
                let written = prefix(attribute.name, attribute.prefixCount)
                let uri = text[attribute.namespace.bounds]
                output.append(contentsOf: namespaces.attributePrefix(written, uri: uri))
                output.append(contentsOf: name.dropFirst(written.count))
            } else {
                output.append(contentsOf: name)
            }
            appendValue(attribute.value, into: &output)
        }
        for (prefix, uri) in namespaces.missing {
            output.append(text: prefix.isEmpty ? " xmlns" : " xmlns:")
            output.append(contentsOf: prefix)
            appendValue(
                TextRange(
                    start: Int32(truncatingIfNeeded: uri.startIndex),
                    count: Int32(truncatingIfNeeded: uri.count)
                ),
                into: &output
            )
        }
    }

    private func appendValue(_ value: TextRange, into output: inout [UInt8]) {
        output.append(text: "=\"")
        appendEscaped(value, in: .attribute, into: &output)
        output.append(UInt8(ascii: "\""))
    }

    private func prefix(_ name: TextRange, _ count: Int32) -> ArraySlice<UInt8> { text[name.bounds].prefix(Int(count)) }

    func isNamespaceDeclaration(_ attribute: Attribute) -> Bool {
        let name = text[attribute.name.bounds]
        return name.starts(with: "xmlns".utf8) && (attribute.prefixCount == 5 || name.count == 5)
    }

    private func appendDocumentType(_ node: Node, into output: inout [UInt8]) {
        append("<!DOCTYPE ", node.name, "", into: &output)
        if let publicID {
            append(" PUBLIC \"", publicID, "\" \"", into: &output)
            append("", systemID ?? TextRange(), "\"", into: &output)
        } else if let systemID {
            append(" SYSTEM \"", systemID, "\"", into: &output)
        }
        append("[", node.value, "]>", into: &output)
    }

    private func append(_ prefix: String, _ range: TextRange, _ suffix: String, into output: inout [UInt8]) {
        output.append(text: prefix)
        output.append(contentsOf: text[range.bounds])
        output.append(text: suffix)
    }

    /// Characters that XML does not allow, surrogates without a partner, and line ends in attributes become references.
    private func appendEscaped(_ range: TextRange, in place: XMLPlace, into output: inout [UInt8]) {
        var copied = Int(range.start)
        var index = copied
        let end = copied + Int(range.count)
        while index < end {
            let byte = text[index]
            let replacement: StaticString?
            switch byte {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">"): replacement = "&gt;"
            case UInt8(ascii: "\"") where place == .attribute: replacement = "&quot;"
            case 0x0A where place == .attribute: replacement = "&#xA;"
            case 0x0D where place == .attribute: replacement = "&#xD;"
            default: replacement = nil
            }
            let unit = replacement == nil ? forbiddenUnit(at: index, before: end) : nil
            guard replacement != nil || unit != nil else {
                index += 1
                continue
            }
            output.append(contentsOf: text[copied..<index])
            if let replacement {
                output.append(text: replacement.description)
            } else if let unit {
                output.append(text: "&#x" + String(unit, radix: 16, uppercase: true) + ";")
            }
            index += byte < 0x80 ? 1 : 3
            copied = index
        }
        output.append(contentsOf: text[copied..<end])
    }

    private func forbiddenUnit(at index: Int, before end: Int) -> UInt16? {
        let byte = text[index]
        if byte < 0x20 { return byte == 0x09 || byte == 0x0A || byte == 0x0D ? nil : UInt16(byte) }
        guard byte == 0xED || byte == 0xEF, index + 2 < end else { return nil }
        let unit = UInt16(byte & 0x0F) << 12 | UInt16(text[index + 1] & 0x3F) << 6 | UInt16(text[index + 2] & 0x3F)
        return unit >= 0xFFFE || unit & 0xF800 == 0xD800 ? unit : nil
    }
}
