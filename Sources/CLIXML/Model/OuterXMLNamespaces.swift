/// Which prefixes .NET's `XmlTextWriter` has bound, and which it writes for an attribute.
///
/// It does not copy what it is given: where an element declares two prefixes for one namespace, an attribute gets the one
/// declared last, and names whose prefix no written attribute declares get a declaration at the end of their start tag.
struct OuterXMLNamespaces {
    typealias Bytes = ArraySlice<UInt8>

    private struct Binding {
        let prefix: Bytes
        let uri: Bytes
        var isWritten: Bool
    }

    private struct Element {
        let bindingCount: Int
        let outerDefault: Bytes
    }

    private var bindings: [Binding] = []
    private var indicesOfPrefix: [Bytes: [Int]] = [:]
    private var indicesOfURI: [Bytes: [Int]] = [:]
    private var elements: [Element] = []
    private var defaultURI: Bytes = []
    private var lacksDefault = false

    /// Begins an element with its name's prefix and namespace.
    mutating func start(prefix: Bytes, uri: Bytes) {
        elements.append(Element(bindingCount: bindings.count, outerDefault: defaultURI))
        lacksDefault = false
        if !prefix.isEmpty {
            bind(prefix, uri, isWritten: false)
        } else if uri != defaultURI {
            defaultURI = uri
            lacksDefault = true
        }
    }

    /// Notes a declaration that is written; without a prefix it is that of the default namespace.
    mutating func declare(prefix: Bytes, uri: Bytes) {
        if prefix.isEmpty {
            defaultURI = uri
            lacksDefault = false
        } else {
            bind(prefix, uri, isWritten: true)
        }
    }

    /// The prefix that an attribute is written with.
    mutating func attributePrefix(_ prefix: Bytes, uri: Bytes) -> Bytes {
        if prefix.elementsEqual("xml".utf8) { return prefix }
        let first = elements.last?.bindingCount ?? 0
        if let index = indicesOfPrefix[prefix]?.last, index >= first {
            for candidate in (indicesOfURI[uri] ?? []).reversed()
            where indicesOfPrefix[bindings[candidate].prefix]?.last == candidate {
                return bindings[candidate].prefix
            }
        }
        bind(prefix, uri, isWritten: false)
        return prefix
    }

    /// The declarations that the element's start tag still lacks, in the order in which they are written.
    var missing: [(prefix: Bytes, uri: Bytes)] {
        let first = elements.last?.bindingCount ?? 0
        var missing: [(prefix: Bytes, uri: Bytes)] = []
        for binding in bindings[first...].reversed() where !binding.isWritten {
            missing.append((binding.prefix, binding.uri))
        }
        if lacksDefault { missing.append(([], defaultURI)) }
        return missing
    }

    /// Ends the element that began last.
    mutating func end() {
        guard let element = elements.popLast() else { return }
        defaultURI = element.outerDefault
        for binding in bindings[element.bindingCount...] {
            indicesOfPrefix[binding.prefix]?.removeLast()
            indicesOfURI[binding.uri]?.removeLast()
        }
        bindings.removeSubrange(element.bindingCount...)
    }

    private mutating func bind(_ prefix: Bytes, _ uri: Bytes, isWritten: Bool) {
        if let index = indicesOfPrefix[prefix]?.last {
            if bindings[index].uri == uri {
                if isWritten { bindings[index].isWritten = true }
                return
            }
            // A declaration of the same element takes the place of one that its name asked for.
            if isWritten, index >= elements.last?.bindingCount ?? 0 { bindings[index].isWritten = true }
        }
        indicesOfPrefix[prefix, default: []].append(bindings.count)
        indicesOfURI[uri, default: []].append(bindings.count)
        bindings.append(Binding(prefix: prefix, uri: uri, isWritten: isWritten))
    }
}
