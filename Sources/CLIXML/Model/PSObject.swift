/// An object of a document: a view of one node, two words that copy freely and hold on to the value they are part of.
///
/// Everything is found by walking the nodes when it is asked for. A cycle is an index, so an object can contain itself and is
/// released all the same. Equality of objects is structural; whether two are the very same object, the way a `Ref` says so,
/// is ``isIdentical(to:)``.
public struct PSObject: Sendable {
    package let store: NodeStore
    package let node: Int

    package init(_ store: NodeStore, _ node: Int) {
        self.store = store
        self.node = node
    }

    /// The parts of the object that count, by node, or -1.
    @usableFromInline package struct Parts: Sendable, BitwiseCopyable {
        @usableFromInline package var typeNames = -1
        @usableFromInline package var stringRepresentation = -1
        @usableFromInline package var base = -1
        @usableFromInline package var adapted = -1
        @usableFromInline package var extended = -1

        /// Finds the parts of a node; none where it is no object.
        ///
        /// - Complexity: O(1) in the object's content; an object has at most a handful of parts.
        @inlinable @inline(__always)
        package init(_ nodes: Span<Node>, of object: Int) {
            guard nodes[object].kind == .object else { return }
            var child = object &+ 1
            let end = Int(nodes[object].extent)
            while child < end {
                let node = nodes[child]
                if !node.isSuperseded {
                    switch node.kind {
                    case .typeNames: typeNames = child
                    case .stringRepresentation: stringRepresentation = child
                    case .adapted: adapted = child
                    case .extended: extended = child
                    default: base = child
                    }
                }
                child = node.kind.isBranch ? Int(node.extent) : child &+ 1
            }
        }
    }

    /// Finds the parts of a node.
    package static func parts(_ nodes: Span<Node>, of object: Int) -> Parts { Parts(nodes, of: object) }

    package var parts: Parts {
        let nodes = store.nodes
        return PSObject.parts(nodes.span, of: node)
    }

    /// The type names, most derived first, as PowerShell shows them after reading; `nil` when the document has none and the
    /// names are those of the base value or of a property bag (spec section 6.4).
    public var typeNames: PSTypeNames? {
        let part = parts.typeNames
        return part < 0 ? nil : store.symbols.typeLists[Int(store.nodes[part].extent)]
    }

    /// The remembered ToString, or `nil` when the document has none, which differs from an empty one.
    public var stringRepresentation: String? {
        let part = parts.stringRepresentation
        return part < 0 ? nil : store.string(of: part)
    }

    /// The primitive or inner object that this object wraps, or `nil` for property bags and containers.
    public var baseValue: PSValue? {
        let part = parts.base
        guard part >= 0, !store.nodes[part].kind.isContainer else { return nil }
        return PSValue(store, part)
    }

    /// The items of a list, stack, queue or dictionary, or `nil` for other objects.
    public var container: PSContainer? {
        let part = parts.base
        guard part >= 0, store.nodes[part].kind.isContainer else { return nil }
        return PSContainer(store, part)
    }

    /// The properties of the .NET object that was written: `Props`.
    public var adaptedProperties: PSPropertyList { PSPropertyList(store, parts.adapted) }

    /// Whether there was a `Props` element, be it empty: PowerShell's deserialized flag.
    public var isDeserialized: Bool { parts.adapted >= 0 }

    /// The members that were added to the object: `MS`.
    public var extendedProperties: PSPropertyList { PSPropertyList(store, parts.extended) }

    /// The value of a property, added ones before those of the .NET object, ignoring case, as script sees it.
    ///
    /// - Complexity: O(*n*) in the number of properties.
    public subscript(name: String) -> PSValue? { extendedProperties[name] ?? adaptedProperties[name] }

    /// The text of the wrapped text value or, without one, of the remembered ToString, with lone surrogates kept as three
    /// bytes each.
    public var textBytes: [UInt8]? {
        let parts = parts
        if parts.base >= 0, store.nodes[parts.base].kind.isText { return store.text(of: parts.base) }
        return parts.stringRepresentation < 0 ? nil : store.text(of: parts.stringRepresentation)
    }

    /// The `RefId` in the document, if the object came out of one and has one.
    public var refID: RefID? { store.refID(of: node) }

    /// The number of the object: the same each time the object is read from its document, and no other object's.
    package var number: UInt64 { store.firstNumber &+ UInt64(node) }

    /// Whether both are the very same object of the same reading of a document.
    public func isIdentical(to other: PSObject) -> Bool { store === other.store && node == other.node }

    /// Where the object's element begins in the input, in bytes, counted in the UTF-8 form of the text after the value's
    /// own beginning; 0 for an object that a program made.
    public var byteOffset: Int { store.isFromDocument ? store.byteOffset + Int(store.nodes[node].start) : 0 }
}
