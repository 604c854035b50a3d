internal import CLIXML

/// Puts together property bags whose members are values of other values.
///
/// Nothing is copied but nodes of 16 bytes: a primitive of the source keeps its text among the source's bytes, which both
/// values share, and an object is attached by handle.
struct BagBuilder {
    /// The names that the bags made have.
    var names = NameTable()
    private var nodes: [Node] = []
    private var attachments: [PSObject] = []
    /// For each name the number of the last bag that has it, by the index of its folded form.
    private var marks: [UInt32] = []
    private var bag: UInt32 = 0
    private let text: PowerShellText

    init(text: PowerShellText) { self.text = text }

    /// Begins a bag.
    ///
    /// - Parameter typeNames: the index of its type names in ``names``, or `nil` for none.
    mutating func begin(typeNames: UInt32?) {
        nodes.removeAll(keepingCapacity: true)
        attachments = []
        // The start lies outside all bytes: the bag has no element, and so no RefId.
        nodes.append(Node(kind: .object, name: Node.noName, start: .max, extent: 0))
        if let typeNames {
            nodes.append(Node(kind: .typeNames, name: Node.noName, start: .max, extent: typeNames))
        }
        nodes.append(Node(kind: .extended, name: Node.noName, start: .max, extent: 0))
        bag &+= 1
        if bag == 0 {
            marks.removeAll()
            bag = 1
        }
    }

    /// The names began anew: marks mean others now.
    mutating func forgetNames() { marks.removeAll(keepingCapacity: true) }

    /// How many nodes the bag has.
    var count: Int { nodes.count }

    /// Takes a name for a member, unless the bag has a member of that name ignoring case.
    mutating func claim(_ name: UInt32) -> Bool {
        let folded = Int(names.foldedIndex(name))
        while marks.count <= folded { marks.append(0) }
        guard marks[folded] != bag else { return false }
        marks[folded] = bag
        return true
    }

    /// Adds a member that is null.
    mutating func addNull(_ name: UInt32) {
        nodes.append(Node(kind: .null, name: name, start: .max, extent: 0))
    }

    /// Adds a member with the value of a node.
    ///
    /// - Parameter source: the store whose bytes the bag shares.
    mutating func add(_ name: UInt32, _ node: Int, of store: NodeStore, source: NodeStore) {
        var entry = store.nodes[node]
        if store === source, entry.kind.isScalar || entry.kind == .null {
            entry.name = name
            nodes.append(entry)
        } else {
            attach(name, PSObject(store, node))
        }
    }

    /// Adds a member with a text.
    mutating func add(_ name: UInt32, text: [UInt8]) { attach(name, BagBuilder.literal(.string, text)) }

    /// Adds a member with a property of a live value.
    ///
    /// - Throws: what `resolving` throws.
    mutating func add(
        _ name: UInt32,
        _ value: DotNetValue,
        of store: NodeStore,
        resolving: LocatedValue.Resolver
    ) throws {
        var bytes: [UInt8] = []
        switch value {
        case .null, .failing: addNull(name)
        case .boolean(let value):
            PrimitiveFormatter.boolean(value, into: &bytes)
            attach(name, BagBuilder.literal(.boolean, bytes))
        case .integer(let value, let kind):
            PrimitiveFormatter.integer(value, into: &bytes)
            attach(name, BagBuilder.literal(kind, bytes))
        case .double(let value):
            PrimitiveFormatter.double(value, into: &bytes)
            attach(name, BagBuilder.literal(.double, bytes))
        case .text(let text): add(name, text: text)
        case .dateTime(let value):
            PrimitiveFormatter.dateTimeAsWritten(value, into: &bytes)
            attach(name, BagBuilder.literal(.dateTime, bytes))
        case .duration(let value):
            PrimitiveFormatter.duration(value, into: &bytes)
            attach(name, BagBuilder.literal(.duration, bytes))
        case .textOf(let node):
            try text.append(store, node, resolving: resolving, to: &bytes)
            add(name, text: bytes)
        case .enumeration, .texts, .base, .keys, .values, .xml:
            try value.append(store, text: text, resolving: resolving, to: &bytes)
            attach(name, LiveValueStore.object(value, in: store, text: bytes))
        }
    }

    private mutating func attach(_ name: UInt32, _ object: PSObject) {
        let index = UInt32(truncatingIfNeeded: attachments.count)
        attachments.append(object)
        nodes.append(Node(kind: .attached, name: name, start: .max, extent: index))
    }

    /// A primitive in a store of its own.
    static func literal(_ kind: NodeKind, _ text: [UInt8]) -> PSObject {
        let count = UInt32(truncatingIfNeeded: text.count)
        let node = Node(kind: kind, flags: .literal, name: Node.noName, start: 0, extent: count)
        return PSObject(NodeStore(nodes: [node], bytes: text, snapshot: NameTable.empty), 0)
    }

    /// The bag as a top-level value.
    ///
    /// - Parameters:
    ///   - source: the store whose bytes it shares.
    ///   - stream: the stream that it belongs to.
    mutating func finish(source: NodeStore, stream: PSStream?) -> DocumentValue {
        let end = UInt32(truncatingIfNeeded: nodes.count)
        nodes[0].extent = end
        nodes[nodes[1].kind == .typeNames ? 2 : 1].extent = end
        let store = NodeStore(
            nodes: nodes,
            bytes: source.bytes,
            snapshot: names.takeSnapshot(),
            attachments: AttachmentList(attachments),
            byteOffset: source.byteOffset,
            valueOrdinal: source.valueOrdinal
        )
        return DocumentValue(store: store, stream: stream)
    }
}
