/// Which namespace names stand for, as far as the format cares: its own, none, or another.
struct NamespaceScope {
    enum Namespace: UInt8, Sendable { case none, clixml, other }

    /// The namespace of names without prefix.
    private(set) var unprefixed = Namespace.none

    private struct Binding {
        let prefix: [UInt8]
        let namespace: Namespace
        let depth: Int
    }

    private var bindings: [Binding] = []
    private var outer: [(namespace: Namespace, depth: Int)] = []

    /// The nesting depth of the innermost element that declared something, or -1: leaving deeper ones changes nothing.
    private(set) var innermostDepth = -1

    static let uri = Array("http://schemas.microsoft.com/powershell/2004/04".utf8)

    /// Takes the declarations of a tag at nesting `depth` and judges the prefixes of its attributes.
    ///
    /// - Throws: `invalidNamespace`.
    mutating func enter(
        _ attributes: [MarkupScanner.Attribute],
        _ source: Span<UInt8>,
        depth: Int
    ) throws(Fault) {
        innermostDepth = depth
        for attribute in attributes {
            let name = source.extracting(attribute.nameStart..<attribute.nameEnd)
            if NamespaceScope.equal(name, "xmlns") {
                outer.append((unprefixed, depth))
                unprefixed = namespace(of: source, attribute)
            } else if name.count > 6, NamespaceScope.equal(name.extracting(0..<6), "xmlns:") {
                try declare(name.extracting(6..<name.count), source, attribute, depth)
            }
        }
        for attribute in attributes {
            let name = source.extracting(attribute.nameStart..<attribute.nameEnd)
            guard let colon = NamespaceScope.colon(name) else { continue }
            let prefix = name.extracting(0..<colon)
            if NamespaceScope.equal(name, "xml:space") { try NamespaceScope.checkSpace(source, attribute) }
            if NamespaceScope.equal(prefix, "xmlns") || NamespaceScope.equal(prefix, "xml") { continue }
            guard binding(of: prefix) != nil else { throw undeclared(at: attribute.nameStart) }
        }
    }

    /// `xml:space` means nothing to the format, but PowerShell's reader refuses values other than XML's two.
    private static func checkSpace(_ source: Span<UInt8>, _ attribute: MarkupScanner.Attribute) throws(Fault) {
        let value = NodeText.attributeText(source, attribute)
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let word = value.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed()
        guard word.elementsEqual("default".utf8) || word.elementsEqual("preserve".utf8) else {
            throw Fault(.invalidMarkup, at: attribute.nameStart, "xml:space is 'default' or 'preserve'")
        }
    }

    private mutating func declare(
        _ prefix: Span<UInt8>,
        _ source: Span<UInt8>,
        _ attribute: MarkupScanner.Attribute,
        _ depth: Int
    ) throws(Fault) {
        let value = NodeText.attributeText(source, attribute)
        if value.isEmpty {
            throw Fault(.invalidNamespace, at: attribute.nameStart, "a prefix cannot be bound to no namespace")
        }
        let isXML = value == Array("http://www.w3.org/XML/1998/namespace".utf8)
        let isReserved = NamespaceScope.equal(prefix, "xmlns") || value == Array("http://www.w3.org/2000/xmlns/".utf8)
        guard isXML == NamespaceScope.equal(prefix, "xml"), !isReserved else {
            throw Fault(.invalidNamespace, at: attribute.nameStart, "this prefix or namespace cannot be declared")
        }
        let namespace: Namespace = value == NamespaceScope.uri ? .clixml : .other
        var bytes: [UInt8] = []
        for index in prefix.indices { bytes.append(prefix[index]) }
        bindings.append(Binding(prefix: bytes, namespace: namespace, depth: depth))
    }

    private func namespace(of source: Span<UInt8>, _ attribute: MarkupScanner.Attribute) -> Namespace {
        let value = NodeText.attributeText(source, attribute)
        return value.isEmpty ? .none : value == NamespaceScope.uri ? .clixml : .other
    }

    /// Forgets the declarations of the element at nesting `depth`, which ends.
    mutating func leave(depth: Int) {
        while let last = bindings.last, last.depth >= depth { bindings.removeLast() }
        while let last = outer.last, last.depth >= depth {
            unprefixed = last.namespace
            outer.removeLast()
        }
        innermostDepth = max(bindings.last?.depth ?? -1, outer.last?.depth ?? -1)
    }

    /// The namespace of a prefix.
    ///
    /// - Throws: `invalidNamespace` when it was not declared.
    func namespace(ofPrefix prefix: Span<UInt8>, at offset: Int) throws(Fault) -> Namespace {
        if NamespaceScope.equal(prefix, "xml") { return .other }
        guard let namespace = binding(of: prefix) else { throw undeclared(at: offset) }
        return namespace
    }

    private func binding(of prefix: Span<UInt8>) -> Namespace? {
        for binding in bindings.reversed() where binding.prefix.count == prefix.count {
            if prefix.indices.allSatisfy({ prefix[$0] == binding.prefix[$0] }) { return binding.namespace }
        }
        return nil
    }

    private func undeclared(at offset: Int) -> Fault {
        Fault(.invalidNamespace, at: offset, "the prefix is not declared")
    }

    private static func colon(_ name: Span<UInt8>) -> Int? {
        for index in name.indices where name[index] == UInt8(ascii: ":") { return index }
        return nil
    }

    private static func equal(_ name: Span<UInt8>, _ word: StaticString) -> Bool {
        guard name.count == word.utf8CodeUnitCount else { return false }
        var index = 0
        for byte in word.description.utf8 {
            if name[index] != byte { return false }
            index += 1
        }
        return true
    }
}
