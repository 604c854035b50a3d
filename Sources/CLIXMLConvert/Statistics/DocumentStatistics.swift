public import CLIXML

/// What a document is made of: give it the values in order, then look.
///
/// Bytes are those of the markup as UTF-8. By type and by element each byte counts once, for the innermost object or element that
/// it is part of; by property a property has all that is in it, so that properties of properties count in both.
public struct DocumentStatistics {
    /// A value or a place that stands out.
    public struct Place: Sendable, Hashable {
        /// The first type name, or the .NET type of a primitive.
        public let typeName: String
        /// Where it is.
        public let position: SourcePosition
        /// The elements around it.
        public let path: ElementPath
        /// Its size in bytes, or its nesting, counted as PowerShell counts.
        public let measure: Int
    }

    /// What a document counts towards the memory quota of a remoting session (spec section 5.6), where each value is a message.
    public struct Quota: Sendable, Hashable {
        /// The bytes received.
        public internal(set) var byteCount = 0
        /// What is added for references to type names, because they are longer than the reference.
        public internal(set) var typeNameByteCount = 0
        /// What is added for XML documents that grow when they are read.
        public internal(set) var xmlByteCount = 0
        /// All of it.
        public var total: Int { byteCount + typeNameByteCount + xmlByteCount }
    }

    /// How many top-level values there are.
    public private(set) var valueCount = 0
    /// How many objects there are, at any depth.
    public private(set) var objectCount = 0
    /// How many elements there are.
    public private(set) var elementCount = 0
    /// The bytes of all values.
    public private(set) var byteCount = 0
    /// The value that takes the most bytes.
    public private(set) var largest: Place?
    /// The object or value that is nested most deeply.
    public private(set) var deepest: Place?
    /// What counts towards a quota.
    public private(set) var quota = Quota()

    private var typeTable = TallyTable()
    private var propertyTable = TallyTable()
    private var elementTable = TallyTable()
    private var streamTable = TallyTable()

    /// Makes statistics of nothing yet.
    public init() {}

    /// By the first type name of objects, and the .NET type of primitives at the top.
    public var types: [Tally] { typeTable.tallies }
    /// By the name of properties.
    public var properties: [Tally] { propertyTable.tallies }
    /// By element.
    public var elements: [Tally] { elementTable.tallies }
    /// By stream, of values that have one.
    public var streams: [Tally] { streamTable.tallies }

    /// Counts a value.
    ///
    /// - Complexity: O(*n*) in its bytes.
    public mutating func add(_ value: DocumentValue) {
        let store = value.store
        let sizes = ElementSizes(store)
        valueCount += 1
        elementCount += sizes.elements.count
        byteCount += store.bytes.count
        quota.byteCount += store.bytes.count
        if let stream = value.stream { streamTable.add(stream.name, byteCount: store.bytes.count) }
        addElements(sizes, store)
        addTypes(sizes, store)
        addQuota(store)
        if store.bytes.count > largest?.measure ?? -1 {
            largest = Place(
                typeName: DocumentStatistics.typeName(store, 0),
                position: store.position(of: 0),
                path: store.path(to: 0),
                measure: store.bytes.count
            )
        }
        addDepth(store)
    }

    private mutating func addElements(_ sizes: ElementSizes, _ store: NodeStore) {
        for element in sizes.elements {
            elementTable.add(
                String(decoding: store.bytes[element.name], as: UTF8.self),
                byteCount: element.ownByteCount
            )
            guard let name = element.memberName, element.parent >= 0 else { continue }
            let parent = store.bytes[sizes.elements[element.parent].name]
            guard parent.elementsEqual("Props".utf8) || parent.elementsEqual("MS".utf8) else { continue }
            var text: [UInt8] = []
            let bytes = store.bytes
            TextEscapes.decodeText(bytes.span.extracting(name), in: .attribute, into: &text)
            propertyTable.add(TextEscapes.string(fromWTF8: text.span), byteCount: element.end - element.start)
        }
    }

    private mutating func addTypes(_ sizes: ElementSizes, _ store: NodeStore) {
        // Members may have been put in another order than that of the document.
        let objects = store.nodes.indices.filter { store.nodes[$0].kind == .object }
            .sorted { store.nodes[$0].start < store.nodes[$1].start }
        objectCount += objects.count
        var owners: [Int] = []
        var byteCounts: [Int] = []
        var next = 0
        var top = 0
        for (index, element) in sizes.elements.enumerated() {
            if next < objects.count, Int(store.nodes[objects[next]].start) == element.start {
                byteCounts.append(0)
                owners.append(next)
                next += 1
            } else {
                owners.append(element.parent >= 0 ? owners[element.parent] : -1)
            }
            if owners[index] >= 0 {
                byteCounts[owners[index]] += element.ownByteCount
            } else {
                top += element.ownByteCount
            }
        }
        for (object, count) in zip(objects, byteCounts) {
            typeTable.add(DocumentStatistics.typeName(store, object), byteCount: count)
        }
        if top > 0 { typeTable.add(DocumentStatistics.typeName(store, 0), byteCount: top) }
    }

    /// The first type name as written, or what stands for one.
    private static func typeName(_ store: NodeStore, _ node: Int) -> String {
        let kind = store.nodes[node].kind
        guard kind == .object else {
            return kind == .null ? "(null)" : kind == .reference ? "(reference)" : kind.typeName
        }
        let object = PSObject(store, node)
        if let name = object.typeNames?.writtenNames.first { return name }
        let base = object.parts.base
        if base >= 0, store.nodes[base].kind != .object { return store.nodes[base].kind.typeName }
        return "System.Management.Automation.PSCustomObject"
    }

    /// The level as PowerShell's reader counts: objects, and values in objects, but not what an object wraps.
    private mutating func addDepth(_ store: NodeStore) {
        var open: [(node: Int, end: Int, level: Int)] = []
        for node in store.nodes.indices {
            let entry = store.nodes[node]
            while let last = open.last, last.end <= node { open.removeLast() }
            let level = open.last?.level ?? 0
            // What an object wraps is at the object's level.
            let isBase = open.last.map { store.nodes[$0.node].kind == .object } ?? false
            let isCounted =
                entry.kind == .object
                || !isBase && (entry.kind.isScalar || entry.kind == .null || entry.kind == .reference)
            let own = level + (isCounted ? 1 : 0)
            if isCounted, own > deepest?.measure ?? 0 {
                deepest = Place(
                    typeName: DocumentStatistics.typeName(store, node),
                    position: store.position(of: node),
                    path: store.path(to: node),
                    measure: own
                )
            }
            if entry.kind.isBranch { open.append((node, Int(entry.extent), own)) }
        }
    }

    private mutating func addQuota(_ store: NodeStore) {
        for node in store.nodes {
            if node.kind == .typeNames {
                let start = Int(node.start)
                guard store.bytes[start...].starts(with: "<TNRef".utf8) else { continue }
                let length = store.symbols.typeLists[Int(node.extent)].reduce(0) { $0 + $1.utf16.count }
                quota.typeNameByteCount += max(0, 2 * length - 29)
            } else if node.kind == .xml {
                // The text has escapes that the document in it has not.
                var text: [UInt8] = []
                let bytes = store.bytes
                let source = bytes.span.extracting(Int(node.start)..<(Int(node.start) + Int(node.extent)))
                NodeText.append(source, node.flags, isCoded: true, to: &text)
                quota.xmlByteCount += max(0, 2 * (Int(node.extent) - text.count))
            }
        }
    }
}
