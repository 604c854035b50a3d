package import CLIXML

/// What PowerShell's converters see when they look at a value: the wrapper around it, with the parts that count
/// (conversion spec, section 1).
///
/// It is found by walking a handful of nodes, holds no memory, and refers to nodes of one store.
package struct Wrapper: Sendable, BitwiseCopyable {
    /// The value itself: an `Obj`, or a primitive that stands without one.
    package let node: Int
    /// The primitive, progress record or collection inside, or -1 for a property bag.
    package private(set) var base: Int
    /// What the base is; ``NodeKind/object`` for a property bag.
    package private(set) var baseKind: NodeKind
    /// The type-name list that counts, or -1 when the names are those of the base.
    package private(set) var typeNames: Int
    /// The remembered ToString, or -1.
    package private(set) var stringRepresentation: Int
    /// The `Props`, or -1: what the .NET object had for properties, instead of those of the base.
    package private(set) var adapted: Int
    /// The `MS` of the outermost `Obj`, or -1.
    package private(set) var extended: Int
    /// The `Obj` inside this one, or -1: its members come before those of ``extended``.
    package private(set) var inner: Int

    /// Looks at a node that is an object, a primitive, a progress record or null.
    ///
    /// - Complexity: O(*d*) in the number of objects directly inside one another, in practice one.
    @inline(__always)
    package init(_ nodes: Span<Node>, of node: Int) {
        self.node = node
        guard nodes[node].kind == .object else {
            (base, baseKind) = (node, nodes[node].kind)
            (typeNames, stringRepresentation, adapted, extended, inner) = (-1, -1, -1, -1, -1)
            return
        }
        let parts = PSObject.Parts(nodes, of: node)
        base = parts.base
        baseKind = parts.base < 0 ? .object : nodes[parts.base].kind
        typeNames = parts.typeNames
        stringRepresentation = parts.stringRepresentation
        adapted = parts.adapted
        extended = parts.extended
        inner = -1
        if base >= 0, baseKind == .object { lookInside(nodes) }
    }

    /// An object directly inside an object gives it all that it has not itself (reading spec, section 6.4).
    @inline(never)
    private mutating func lookInside(_ nodes: Span<Node>) {
        inner = base
        var current = base
        while current >= 0, nodes[current].kind == .object {
            let parts = PSObject.parts(nodes, of: current)
            if typeNames < 0 { typeNames = parts.typeNames }
            if stringRepresentation < 0 { stringRepresentation = parts.stringRepresentation }
            if adapted < 0 { adapted = parts.adapted }
            current = parts.base
        }
        base = current
        baseKind = current < 0 ? .object : nodes[current].kind
    }

    /// Whether there is nothing inside but members.
    package var isBag: Bool { base < 0 }

    /// Whether the value stands in an `Obj`; values that do not are wrapped only at the top level.
    package func isObject(_ nodes: Span<Node>) -> Bool { nodes[node].kind == .object }

    /// The `MS` elements whose members the wrapper has, the innermost object's first.
    package func extendedParts(_ nodes: Span<Node>) -> [Int] {
        var parts = extended < 0 ? [] : [extended]
        var current = inner
        while current >= 0, nodes[current].kind == .object {
            let inside = PSObject.parts(nodes, of: current)
            if inside.extended >= 0 { parts.insert(inside.extended, at: 0) }
            current = inside.base
        }
        return parts
    }
}
