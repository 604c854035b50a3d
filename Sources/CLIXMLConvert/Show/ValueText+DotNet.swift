internal import CLIXML

extension ValueText {
    /// Appends the text of a property of a live value, or of a member of the type table.
    func append(
        _ value: DotNetValue,
        _ store: NodeStore,
        _ numbers: Numbers,
        resolving: Resolver,
        to output: inout [UInt8]
    ) throws {
        switch value {
        case .double(let number):
            if numbers == .twoDecimals {
                FixedPoint.append(number, to: &output)
            } else {
                PrimitiveFormatter.double(number, as: .general, into: &output)
            }
        case .texts(let texts): appendBraces(texts, to: &output)
        case .base(let node):
            if store.nodes[node].kind.isContainer || store.nodes[node].kind == .bytes {
                try appendBraces(store, node, resolving: resolving, to: &output)
            } else {
                try text.append(store, node, resolving: resolving, to: &output)
            }
        case .keys(let node), .values(let node):
            let entries = DictionaryKeys.entries(of: node, store)
            let nodes: [Int] = if case .keys = value { entries.map(\.key) } else { entries.map(\.value) }
            let texts = try nodes.prefix(5).map { item in
                var text: [UInt8] = []
                try appendItem(store, item, resolving: resolving, to: &text)
                return text
            }
            appendBraces(texts, to: &output)
        case .xml(let document, let nodes):
            let texts = nodes.prefix(5).map { ValueText.text(of: $0, document) }
            if nodes.count == 1 { output.append(contentsOf: texts[0]) } else { appendBraces(texts, to: &output) }
        default: try value.append(store, text: text, resolving: resolving, to: &output)
        }
    }

    /// What PowerShell has for an XML node in a string: its text if it holds no more than that, else its name.
    private static func text(of node: Int, _ document: PSXMLDocument) -> [UInt8] {
        document.simpleText(of: node).map { Array($0) } ?? document.name(of: node)
    }

    /// Appends texts in braces; of more than four the first ones.
    private func appendBraces(_ texts: [[UInt8]], to output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        for (index, text) in texts.prefix(4).enumerated() {
            if index > 0 { output.append(text: ", ") }
            output.append(contentsOf: text)
        }
        if texts.count > 4 { output.append(contentsOf: CellText.ellipsis) }
        output.append(UInt8(ascii: "}"))
    }
}
