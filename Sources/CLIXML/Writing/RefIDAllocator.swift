/// Numbers the objects of a document in the order in which they are written, and finds repeats (spec section 4.4).
struct RefIDAllocator {
    private var objects = ObjectTable()
    private var references = ReferenceMap()
    private var nextID: UInt64 = 0
    /// The document whose values come by, and the last of them.
    private var document: UInt64?
    private var ordinal: UInt64 = 0

    /// The table of objects is emptied between two values once it has more blocks than this, about 60 MB. Objects written
    /// before are then written again in full where they recur.
    private static let maximumBlockCount = 1 << 19

    /// A value is about to be written.
    ///
    /// - Parameter store: the value's store if it comes whole out of a document.
    mutating func begin(_ store: NodeStore?) {
        if objects.blockCount > RefIDAllocator.maximumBlockCount {
            objects.removeAll()
            references.removeAll()
        }
        guard let store else {
            document = nil
            return
        }
        let current = ObjectNumbers.document(of: store.firstNumber)
        // A value that did not come by may have given a RefId to another object.
        if current != document || store.valueOrdinal &- ordinal > 1 { references.removeAll() }
        document = current
        ordinal = store.valueOrdinal
    }

    /// The RefId under which an object was written, or `nil`.
    @inline(__always)
    func id(of node: Int, in store: NodeStore) -> UInt64? {
        objects.id(of: store.firstNumber &+ UInt64(truncatingIfNeeded: node))
    }

    /// Gives an object the next RefId.
    @inline(__always)
    mutating func register(_ node: Int, in store: NodeStore) -> UInt64 {
        let id = takeID(for: node, in: store)
        if isPassing(store), let source = store.refID(of: node) { references.define(source, as: id) }
        return id
    }

    /// The same where the object's `RefId` likely stands at an offset of the store's bytes, which saves a search.
    @inline(__always)
    mutating func register(
        _ node: Int,
        in store: NodeStore,
        _ bytes: Span<UInt8>,
        refIDAt offset: Int
    ) -> UInt64 {
        let id = takeID(for: node, in: store)
        guard isPassing(store) else { return id }
        if let number = StartTag.plainRefID(bytes, at: offset) {
            references.define(RefID(number: number), as: id)
        } else if let source = store.refID(of: node) {
            references.define(source, as: id)
        }
        return id
    }

    @inline(__always)
    private mutating func takeID(for node: Int, in store: NodeStore) -> UInt64 {
        let id = nextID
        nextID &+= 1
        objects.insert(store.firstNumber &+ UInt64(truncatingIfNeeded: node), id: id)
        return id
    }

    /// Notes that objects in a range of nodes are not written.
    mutating func omit(_ nodes: Span<Node>, _ range: Range<Int>, in store: NodeStore) {
        guard isPassing(store) else { return }
        for node in range where nodes[node].kind == .object {
            if let source = store.refID(of: node) { references.undefine(source) }
        }
    }

    /// The RefId for a reference to an earlier value, or `nil` when the object must be looked at.
    func id(for source: RefID, in store: NodeStore) -> UInt64? {
        isPassing(store) ? references.id(for: source) : nil
    }

    /// A reference to an earlier value led to an object which was written meanwhile.
    mutating func resolved(_ source: RefID, to object: PSObject, in store: NodeStore) {
        if isPassing(store), let id = id(of: object.node, in: object.store) { references.define(source, as: id) }
    }

    /// Whether the store is the value that comes by.
    @inline(__always)
    private func isPassing(_ store: NodeStore) -> Bool {
        document != nil && store.valueOrdinal == ordinal && store.isFromDocument
            && ObjectNumbers.document(of: store.firstNumber) == document
    }

    /// Forgets what was written; numbers go on.
    mutating func forget() {
        objects.removeAll()
        references.removeAll()
        document = nil
    }

    /// Begins a new document.
    mutating func reset() {
        forget()
        nextID = 0
    }
}
