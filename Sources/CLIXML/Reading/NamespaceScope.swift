/// Which namespace names stand for, as far as the format cares: its own, none, or another.
struct NamespaceScope {
    enum Namespace: UInt8, Sendable { case none, clixml, other }

    /// The namespace of names without prefix.
    var unprefixed = Namespace.none

    private struct Binding {
        let prefix: [UInt8]
        let uri: [UInt8]
        let namespace: Namespace
        let depth: Int
        /// The binding of the same prefix that this one hides, or -1.
        let hidden: Int
    }

    private var bindings: [Binding] = []
    /// The index of each prefix's binding that counts.
    private var current: [[UInt8]: Int] = [:]
    /// What names without prefix were in before the innermost element that says it, and that element's depth, or -1: kept apart
    /// from those around it, because nearly every document has just one.
    private var enclosing: (namespace: Namespace, depth: Int) = (.none, -1)
    private var outer: [(namespace: Namespace, depth: Int)] = []

    /// The nesting depth of the innermost element that declared something, or -1: leaving deeper ones changes nothing.
    private(set) var innermostDepth = -1

    static let uri = Array("http://schemas.microsoft.com/powershell/2004/04".utf8)
    private static let xmlURI = Array("http://www.w3.org/XML/1998/namespace".utf8)
    private static let declarationURI = Array("http://www.w3.org/2000/xmlns/".utf8)

    /// Forgets all declarations.
    mutating func removeAll() {
        guard innermostDepth >= 0 || unprefixed != .none else { return }
        self = NamespaceScope()
    }

    /// Whether there is one declaration, of the namespace of names without prefix.
    var isOneDefault: Bool { bindings.isEmpty && outer.isEmpty && enclosing.depth >= 0 }

    /// The namespace of names without prefix is another one from the element at nesting `depth` on.
    mutating func beginDefault(_ namespace: Namespace, depth: Int) {
        if enclosing.depth >= 0 { outer.append(enclosing) }
        enclosing = (unprefixed, depth)
        unprefixed = namespace
        innermostDepth = depth
    }

    /// Takes the declarations of a tag at nesting `depth` and judges the prefixes of its attributes.
    ///
    /// - Throws: `invalidNamespace`, `duplicateAttribute`.
    mutating func enter(
        _ attributes: [MarkupScanner.Attribute],
        _ source: Span<UInt8>,
        depth: Int
    ) throws(Fault) {
        innermostDepth = depth
        for attribute in attributes {
            let name = source.extracting(attribute.nameStart..<attribute.nameEnd)
            if NamespaceScope.equal(name, "xmlns") {
                beginDefault(try defaultNamespace(source, attribute), depth: depth)
            } else if name.count > 6, NamespaceScope.equal(name.extracting(0..<6), "xmlns:") {
                try declare(name.extracting(6..<name.count), source, attribute, depth)
            }
        }
        var expanded: Set<[UInt8]> = []
        for attribute in attributes {
            let name = source.extracting(attribute.nameStart..<attribute.nameEnd)
            guard let colon = NamespaceScope.colon(name) else { continue }
            let prefix = name.extracting(0..<colon)
            if NamespaceScope.equal(name, "xml:space") { try NamespaceScope.checkSpace(source, attribute) }
            if NamespaceScope.equal(prefix, "xmlns") || NamespaceScope.equal(prefix, "xml") { continue }
            guard let binding = binding(of: prefix) else { throw undeclared(at: attribute.nameStart) }
            var key = binding.uri
            key.append(name.extracting(colon..<name.count))
            guard expanded.insert(key).inserted else {
                throw Fault(
                    .duplicateAttribute,
                    at: attribute.nameStart,
                    "the attribute stands twice in one tag, under two prefixes of one namespace"
                )
            }
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
        let isXML = value == NamespaceScope.xmlURI
        let isReserved = NamespaceScope.equal(prefix, "xmlns") || value == NamespaceScope.declarationURI
        guard isXML == NamespaceScope.equal(prefix, "xml"), !isReserved else { throw reserved(at: attribute.nameStart) }
        let namespace: Namespace = value == NamespaceScope.uri ? .clixml : .other
        var bytes: [UInt8] = []
        bytes.append(prefix)
        let hidden = current[bytes] ?? -1
        current[bytes] = bindings.count
        bindings.append(Binding(prefix: bytes, uri: value, namespace: namespace, depth: depth, hidden: hidden))
    }

    private func defaultNamespace(
        _ source: Span<UInt8>,
        _ attribute: MarkupScanner.Attribute
    ) throws(Fault) -> Namespace {
        let value = NodeText.attributeText(source, attribute)
        if value == NamespaceScope.xmlURI || value == NamespaceScope.declarationURI {
            throw reserved(at: attribute.nameStart)
        }
        return value.isEmpty ? .none : value == NamespaceScope.uri ? .clixml : .other
    }

    private func reserved(at offset: Int) -> Fault {
        Fault(.invalidNamespace, at: offset, "this prefix or namespace cannot be declared")
    }

    /// Forgets the declarations of the element at nesting `depth`, which ends.
    mutating func leave(depth: Int) {
        while let last = bindings.last, last.depth >= depth {
            current[last.prefix] = last.hidden < 0 ? nil : last.hidden
            bindings.removeLast()
        }
        while enclosing.depth >= 0, enclosing.depth >= depth {
            unprefixed = enclosing.namespace
            enclosing = outer.popLast() ?? (.none, -1)
        }
        innermostDepth = max(bindings.last?.depth ?? -1, enclosing.depth)
    }

    /// The namespace of a prefix.
    ///
    /// - Throws: `invalidNamespace` when it was not declared.
    func namespace(ofPrefix prefix: Span<UInt8>, at offset: Int) throws(Fault) -> Namespace {
        if NamespaceScope.equal(prefix, "xml") { return .other }
        guard let binding = binding(of: prefix) else { throw undeclared(at: offset) }
        return binding.namespace
    }

    private func binding(of prefix: Span<UInt8>) -> Binding? {
        guard !bindings.isEmpty else { return nil }
        var bytes: [UInt8] = []
        bytes.append(prefix)
        return current[bytes].map { bindings[$0] }
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
