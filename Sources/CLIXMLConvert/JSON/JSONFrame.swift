internal import CLIXML

/// A JSON object or array that is being written: where its next child is, and how deep it is.
struct JSONFrame {
    enum Kind: UInt8 {
        /// One value that is not inside anything: the first one, or one that stands in another store.
        case single
        /// An object of a property bag's added members.
        case extended
        /// The same object, by now at the members of the .NET object.
        case adapted
        /// An array of a collection's items.
        case items
        /// An object of a dictionary's entries.
        case entries
        /// An object whose members were gathered beforehand.
        case plan
    }

    var kind: Kind
    /// Whether nothing stands between its brackets yet.
    var isEmpty = true
    /// Whether it is the first of its store.
    var beginsStore = false
    /// The node that a reference to the value would mean.
    let node: Int
    /// The next child and the end of the children, as nodes or as places in the plan.
    var cursor: Int
    var end: Int
    /// PowerShell's depth of the children, and how far they are indented.
    let depth: Int
    let level: Int
    /// The child being written: a node, or a place in the plan; for `items` how many came before it.
    var current = 0

    /// For `extended`: the `Props` that come after, or -1.
    var adapted = -1
    /// For `adapted`: the members that hide others of their name, as nodes, and one bit for each of their names modulo 64.
    var hidingStart = 0
    var hidingEnd = 0
    var hidingNames: UInt64 = 0
    /// For `plan`, and `entries` that members follow: where the plan begins and ends.
    var planStart = 0
    var planEnd = 0

    init(_ kind: Kind, node: Int, from cursor: Int, to end: Int, depth: Int, level: Int) {
        self.kind = kind
        self.node = node
        self.cursor = cursor
        self.end = end
        self.depth = depth
        self.level = level
    }

    /// The frame of a bag whose members are the nodes below it, or `nil` where it has none.
    init?(bag wrapper: Wrapper, _ nodes: Span<Node>, depth: Int, level: Int) {
        let first = wrapper.extended >= 0 ? wrapper.extended : wrapper.adapted
        guard first >= 0 else { return nil }
        self.init(
            wrapper.extended >= 0 ? .extended : .adapted,
            node: wrapper.node,
            from: first &+ 1,
            to: Int(nodes[first].extent),
            depth: depth &+ 1,
            level: level &+ 1
        )
        if wrapper.extended >= 0, wrapper.adapted >= 0 {
            adapted = wrapper.adapted
            hidingStart = cursor
            hidingEnd = end
        }
    }

    /// Goes on from the added members to those of the .NET object.
    mutating func beginAdapted(_ nodes: Span<Node>) {
        kind = .adapted
        cursor = adapted &+ 1
        end = Int(nodes[adapted].extent)
        adapted = -1
    }
}

/// A member of an object that is written member by member from a list.
enum JSONPlanItem {
    /// The value inside a wrapper, under the name `value`.
    case form
    case member(Member)
}
