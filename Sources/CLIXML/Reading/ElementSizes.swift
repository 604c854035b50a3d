/// The elements of one value with the bytes that each takes, in document order.
///
/// The nodes of a value do not say where elements end, so this looks at its markup again.
package struct ElementSizes {
    /// One element.
    package struct Element: Sendable {
        /// Its name in the value's bytes, without prefix.
        package let name: Range<Int>
        /// The content of its `N` attribute in the value's bytes, as written, or `nil` without one.
        package let memberName: Range<Int>?
        /// The element around it, or -1.
        package let parent: Int
        /// How many elements are around it.
        package let depth: Int
        /// Where it begins in the value's bytes.
        package let start: Int
        /// Where it ends.
        package fileprivate(set) var end: Int
        /// Its bytes without those of the elements in it: its tags and its text.
        package fileprivate(set) var ownByteCount: Int
    }

    /// The elements, each after the one around it.
    package private(set) var elements: [Element] = []

    /// Looks at a value that was read from a document.
    ///
    /// - Complexity: O(*n*) in the value's bytes.
    package init(_ store: NodeStore) {
        let bytes = store.bytes
        let source = bytes.span
        var scanner = MarkupScanner(limits: CLIXMLLimits())
        var open: [Int] = []
        while scanner.position < source.count {
            let start = scanner.position
            guard let token = try? scanner.next(source, isFinal: true, expecting: 0) else { return }
            let count = scanner.position - start
            switch token {
            case .startTag, .emptyTag:
                let parent = open.last ?? -1
                let name =
                    (scanner.nameStart + (scanner.prefixCount > 0 ? scanner.prefixCount + 1 : 0))..<scanner.nameEnd
                let attribute = scanner.attributeN
                elements.append(
                    Element(
                        name: name,
                        memberName: attribute.isPresent ? attribute.start..<attribute.end : nil,
                        parent: parent,
                        depth: open.count,
                        start: start,
                        end: scanner.position,
                        ownByteCount: count
                    )
                )
                if token == .startTag { open.append(elements.count - 1) }
            case .endTag:
                guard let element = open.popLast() else { return }
                elements[element].end = scanner.position
                elements[element].ownByteCount += count
            case .text, .cdata, .skipped:
                if let element = open.last { elements[element].ownByteCount += count }
            case .incomplete, .declaration, .endOfInput: return
            }
        }
    }
}
