/// Puts a value together node by node in the order of a document, for values that do not come out of one.
///
/// Begin a branch, add what is in it, end it; the first node is the value. Objects of other stores are attached and not
/// copied, so that they stay the objects they are.
package struct NodeStoreBuilder: ~Copyable {
    private var nodes: [Node] = []
    private var bytes: [UInt8] = []
    private var symbols = Symbols()
    /// The symbols as they were when they were last shared.
    private var snapshot: SymbolSnapshot?
    private var attachments: [PSObject] = []
    private var open: [Int] = []
    private var known: [[UInt8]: UInt32] = [:]
    private var folded: [[UInt8]: UInt32] = [:]
    /// For each name the two that came after it the last times.
    private var following: [SIMD2<UInt32>] = []
    /// The type-name lists added last, so that those that are the very same are kept once.
    private var recentLists: [(list: PSTypeNames, index: UInt32)] = []

    /// Up to so many names are compared one after another, which is faster than to look them up.
    private static let shortCount = 12

    package init() {}

    /// Begins a branch, whose index it gives.
    @discardableResult
    package mutating func begin(_ kind: NodeKind, name: UInt32 = Node.noName) -> Int {
        let node = append(Node(kind: kind, name: name, start: 0, extent: 0))
        open.append(node)
        return node
    }

    /// Ends the branch begun last.
    package mutating func end() {
        guard let node = open.popLast() else { return }
        nodes[node].extent = UInt32(truncatingIfNeeded: nodes.count)
    }

    /// Adds a value: a primitive, null, or an object of another store. A reference becomes null.
    package mutating func add(_ value: PSValue, name: UInt32 = Node.noName) {
        let start = bytes.count
        if let (kind, flags) = value.appendLeaf(to: &bytes) {
            leaf(kind, flags, name, from: start)
            return
        }
        switch value {
        case .object(let object): attach(object, name: name)
        case .progress(let progress): attach(PSObject(progress.store, progress.node), name: name)
        default: append(Node(kind: .null, name: name, start: 0, extent: 0))
        }
    }

    /// Adds a primitive whose text, as WTF-8, is at hand.
    package mutating func add(_ kind: NodeKind, _ text: Span<UInt8>, flags: TextFlags, name: UInt32 = Node.noName) {
        let start = bytes.count
        bytes.append(text)
        leaf(kind, flags.union(.literal), name, from: start)
    }

    /// Adds the type names of the object whose branch is open.
    package mutating func add(_ typeNames: PSTypeNames) {
        let known = recentLists.first { $0.list.isIdentical(to: typeNames) }?.index
        let list = known ?? symbols.append(typeNames)
        if known == nil {
            if recentLists.count == NodeStoreBuilder.shortCount { recentLists.removeFirst() }
            recentLists.append((typeNames, list))
        }
        append(Node(kind: .typeNames, name: Node.noName, start: 0, extent: list))
    }

    /// Adds a reference to an object of this store.
    package mutating func addReference(to node: Int, name: UInt32 = Node.noName) {
        append(Node(kind: .reference, name: name, start: 0, extent: UInt32(truncatingIfNeeded: node)))
    }

    /// Adds an object of another store.
    package mutating func attach(_ object: PSObject, name: UInt32 = Node.noName) {
        append(Node(kind: .attached, name: name, start: 0, extent: UInt32(truncatingIfNeeded: attachments.count)))
        attachments.append(object)
    }

    /// How many branches are open.
    package var openCount: Int { open.count }

    /// How many nodes there are.
    package var nodeCount: Int { nodes.count }

    /// The kind of a node.
    package func kind(of node: Int) -> NodeKind { nodes[node].kind }

    /// Adds a text.
    package mutating func addText(_ kind: NodeKind, _ text: String, name: UInt32 = Node.noName) {
        let start = bytes.count
        let utf8 = text.utf8
        bytes.append(utf8.span)
        leaf(kind, .literal, name, from: start)
    }

    /// Adds a primitive whose text, as it would be written, `body` appends.
    @inline(__always)
    package mutating func addPrimitive(_ kind: NodeKind, name: UInt32, _ body: (inout [UInt8]) -> Void) {
        let start = bytes.count
        body(&bytes)
        leaf(kind, [.literal, .canonical], name, from: start)
    }

    /// Adds an object of another store that is not made yet; the result is its place for ``setAttachment(_:to:)``.
    package mutating func attachLater(name: UInt32 = Node.noName) -> Int {
        attach(NodeStoreBuilder.nothing, name: name)
        return attachments.count &- 1
    }

    /// Says what was to be attached.
    package mutating func setAttachment(_ index: Int, to object: PSObject) { attachments[index] = object }

    private static let nothing: PSObject = {
        var builder = NodeStoreBuilder()
        builder.add(.null)
        return PSObject(builder.finish(), 0)
    }()

    /// Marks the child of the branch begun last that has a name, ignoring case, as replaced by what is added next.
    ///
    /// - Complexity: O(*n*) in the number of children.
    private mutating func supersede(_ name: UInt32) {
        guard let parent = open.last else { return }
        let wanted = symbols.foldedNames[Int(name)]
        var child = parent &+ 1
        while child < nodes.count {
            let node = nodes[child]
            if node.hasName, symbols.foldedNames[Int(node.name)] == wanted { nodes[child].detail |= Node.superseded }
            child = node.kind.isBranch ? Int(node.extent) : child &+ 1
        }
    }

    /// The names of an object whose members are being added.
    package struct MemberNames {
        /// The one added last, after which the next mostly comes.
        fileprivate var previous = Symbols.toString
        /// A bit for each name that was added, by its number.
        fileprivate var used: UInt64 = 0

        package init() {}
    }

    /// The index of the name of a member to be added to the branch begun last. A member that has it already, ignoring case,
    /// is marked as replaced.
    ///
    /// - Complexity: O(1) for a name that came after the previous one before, and no member has it.
    @inline(__always)
    package mutating func memberName(_ text: String, _ names: inout MemberNames) -> UInt32 {
        let name = name(text, after: names.previous)
        names.previous = name
        let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: symbols.foldedNames[Int(name)] & 63)
        if names.used & bit != 0 { supersede(name) }
        names.used |= bit
        return name
    }

    @inline(__always)
    private mutating func name(_ text: String, after previous: UInt32) -> UInt32 {
        if Int(previous) < following.count {
            let guesses = following[Int(previous)]
            let utf8 = text.utf8
            if isName(guesses.x, utf8.span) { return guesses.x }
            if isName(guesses.y, utf8.span) { return guesses.y }
        }
        return lookUpName(text, after: previous)
    }

    @inline(__always)
    private func isName(_ index: UInt32, _ text: Span<UInt8>) -> Bool {
        guard index != Node.noName else { return false }
        return TextEscapes.equal(symbols.nameBytes.span.extracting(symbols.nameRange(index)), text)
    }

    @inline(never)
    private mutating func lookUpName(_ text: String, after previous: UInt32) -> UInt32 {
        let index = name(text)
        if Int(previous) < symbols.nameCount {
            while following.count < symbols.nameCount { following.append(SIMD2(repeating: Node.noName)) }
            following[Int(previous)] = SIMD2(index, following[Int(previous)].x)
        }
        return index
    }

    /// The index of a name, which is added if it is new.
    package mutating func name(_ text: String) -> UInt32 { name(Array(text.utf8)) }

    /// The index of a name in WTF-8, which is added if it is new.
    ///
    /// - Complexity: O(1) in the number of names.
    package mutating func name(_ text: [UInt8]) -> UInt32 {
        if symbols.nameCount <= NodeStoreBuilder.shortCount {
            var first: UInt32?
            for index in 0..<UInt32(symbols.nameCount) {
                let name = symbols.nameBytes.span.extracting(symbols.nameRange(index))
                if TextEscapes.equal(name, text.span) { return index }
                if first == nil, TextEscapes.equalIgnoringCase(name, text.span) { first = index }
            }
            return append(text, folded: first)
        }
        if known.isEmpty {
            for index in 0..<UInt32(symbols.nameCount) {
                let name = Array(symbols.nameBytes[symbols.nameRange(index)])
                known[name] = index
                let upper = TextEscapes.upperCased(name.span)
                if folded[upper] == nil { folded[upper] = index }
            }
        }
        if let index = known[text] { return index }
        let upper = TextEscapes.upperCased(text.span)
        let index = append(text, folded: folded[upper])
        known[text] = index
        if folded[upper] == nil { folded[upper] = index }
        return index
    }

    /// The store; open branches are ended.
    package consuming func finish() -> NodeStore {
        while !open.isEmpty { end() }
        return NodeStore(
            nodes: nodes,
            bytes: bytes,
            snapshot: SymbolSnapshot(symbols),
            attachments: attachments.isEmpty ? nil : AttachmentList(attachments)
        )
    }

    /// The store, with which the builder begins another one. What it knows about names stays, unless that is much.
    package mutating func finishValue() -> NodeStore {
        while !open.isEmpty { end() }
        let shared = snapshot.flatMap { $0.symbols.isSame(as: symbols) ? $0 : nil } ?? SymbolSnapshot(symbols)
        let store = NodeStore(
            nodes: nodes,
            bytes: bytes,
            snapshot: shared,
            attachments: attachments.isEmpty ? nil : AttachmentList(attachments)
        )
        let (nodeCount, byteCount) = (nodes.count, bytes.count)
        if symbols.byteCount > NodeStoreBuilder.keptByteCount {
            self = NodeStoreBuilder()
        } else {
            (nodes, bytes, attachments) = ([], [], [])
            snapshot = shared
        }
        // The next value is mostly as large.
        nodes.reserveCapacity(min(nodeCount, 1 << 12))
        bytes.reserveCapacity(min(byteCount, 1 << 16))
        return store
    }

    /// What names may take beyond a value, in bytes.
    private static let keptByteCount = 64 << 10

    // MARK: - Nodes

    private mutating func leaf(_ kind: NodeKind, _ flags: TextFlags, _ name: UInt32, from start: Int) {
        // Offsets are of 32 bits; a value of that size could be written, but not read again.
        precondition(bytes.count <= Int(UInt32.max), "a value has at most 4 GiB of text")
        append(
            Node(
                kind: kind,
                flags: flags,
                name: name,
                start: UInt32(truncatingIfNeeded: start),
                extent: UInt32(truncatingIfNeeded: bytes.count &- start)
            )
        )
    }

    @discardableResult
    private mutating func append(_ node: Node) -> Int {
        precondition(nodes.count < Int(UInt32.max) - 1, "a value has at most 2^32 - 2 nodes")
        nodes.append(node)
        return nodes.count &- 1
    }

    private mutating func append(_ name: [UInt8], folded: UInt32?) -> UInt32 {
        let index = UInt32(symbols.nameCount)
        symbols.append(name: name, folded: folded ?? index)
        return index
    }
}
