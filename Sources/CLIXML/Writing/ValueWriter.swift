/// Writes values as elements: the algorithm of spec section 7.2 over the nodes of a store, with an explicit stack.
///
/// | Frame | What is left to write |
/// | --- | --- |
/// | `object` | `Props` (`next`), `MS` (`end`), then the end of the `Obj` |
/// | `parts` | the parts of an `Obj` as the document has them, verbatim |
/// | `members` | members from `next` to `end`, then the end of `Props` or `MS` |
/// | `selection` | the members whose nodes are listed in `selections`, then the end of the element |
/// | `items` | items from `next` to `end`, then the end of the collection |
/// | `dictionary` | keys and values in turn |
/// | `progress` | the children of a `PR`, verbatim |
///
/// A frame's `depth` and `level` are those of its children (spec sections 5.1 and 5.4).
struct ValueWriter {
    /// Finds the object that a reference to an earlier top-level value means.
    typealias Resolver = (PSReference) throws -> PSObject?

    enum FrameKind: UInt8 { case object, parts, members, selection, items, dictionary, progress }

    struct Frame {
        let kind: FrameKind
        let element: NodeKind
        let depth: Int
        let level: Int
        var next: Int
        var end: Int
        /// Which of `stores` the nodes are in.
        var store = 0
        /// For `members`: a member set, so that sets in it are empty.
        var isSet = false
        /// For `dictionary` what comes next: 0 a key, 1 its value, 2 the end of the entry. For `progress` the number of the
        /// child.
        var phase = 0
        /// For `object`: the adapted properties to write are the last of `selections`.
        var hasSelection = false
        /// For `object` and the `MS` in it: the object to which the type table adds a property Value, or -1.
        var addsValueOf = -1
    }

    /// What stands for the name of a value that is no member.
    enum Label {
        static let none = Node.noName
        static let key = UInt32.max - 1
        static let value = UInt32.max - 2
        static let stream = UInt32.max - 3
    }

    let isVerbatim: Bool
    let depth: Int
    let zone: LocalZone
    let today: PSDateTime
    var layout: MarkupLayout
    var names = NameAttributes()
    var typeNames: TypeNameNumbers
    var objects = RefIDAllocator()
    /// Whether U+FFFE or U+FFFF was written.
    var hasNoncharacter = false
    /// The `S` attribute of the value being written.
    var stream: PSStream?
    var frames: [Frame] = []
    var stores: [NodeStore] = []
    var selections: [[Int]] = []

    /// A value that would be at this level is not written (spec section 5.4).
    static let levelLimit = 50
    static let placeholder = "Serialized XML is nested too deeply."

    init(_ options: CLIXMLWriterOptions) {
        isVerbatim = options.isVerbatim
        depth = options.depth
        zone = options.zone
        today = .today()
        layout = MarkupLayout(options)
        typeNames = TypeNameNumbers(isVerbatim: options.isVerbatim)
    }

    /// Writes a top-level value.
    ///
    /// - Parameter isWhole: whether the node is the root of a value that comes out of a document.
    mutating func write(
        _ store: NodeStore,
        _ node: Int,
        stream: PSStream?,
        isWhole: Bool,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        typeNames.shrinkIfLarge()
        objects.begin(isWhole ? store : nil)
        self.stream = stream
        let label = stream == nil ? Label.none : Label.stream
        let place = Place(label: label, labelStore: store, depth: depth, level: 1)
        try begin(PSObject(store, node), at: place, into: &output, resolving: resolving)
        while let top = frames.last {
            if stores.count > top.store &+ 1 { stores.removeLast(stores.count &- top.store &- 1) }
            let store = stores[top.store]
            let nodes = store.nodes
            let bytes = store.bytes
            try run(store, nodes.span, bytes.span, top.store, into: &output, resolving: resolving)
        }
        stores.removeAll(keepingCapacity: true)
    }

    /// Forgets what was written, because the last of it was taken back.
    mutating func abandon() {
        stop()
        typeNames.forget()
        objects.forget()
    }

    /// Leaves the value that is being written.
    private mutating func stop() {
        frames.removeAll(keepingCapacity: true)
        stores.removeAll(keepingCapacity: true)
        selections.removeAll(keepingCapacity: true)
        names.hasNoncharacter = false
        hasNoncharacter = false
    }

    /// Begins a new document.
    mutating func reset() {
        stop()
        typeNames.reset()
        objects.reset()
        layout.indentation = 0
        layout.isAtStart = true
    }

    // MARK: - Frames

    /// Whether there is a child that counts below a node, -1 standing for no node.
    static func hasMembers(_ nodes: Span<Node>, _ parent: Int) -> Bool {
        guard parent >= 0 else { return false }
        var child = parent &+ 1
        let end = Int(nodes[parent].extent)
        while child < end {
            if !nodes[child].isSuperseded { return true }
            child = nodes[child].kind.isBranch ? Int(nodes[child].extent) : child &+ 1
        }
        return false
    }

    mutating func push(_ frame: Frame, of store: NodeStore) {
        var frame = frame
        if let last = stores.last, last === store {
            frame.store = stores.count &- 1
        } else {
            frame.store = stores.count
            stores.append(store)
        }
        layout.indentation &+= 1
        frames.append(frame)
    }

    /// Ends the element of the topmost frame.
    mutating func pop(_ name: ElementName, into output: inout [UInt8]) {
        frames.removeLast()
        layout.indentation &-= 1
        endTag(name, into: &output)
    }

    /// Goes on with the topmost frame while it is one of the store's.
    private mutating func run(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        _ index: Int,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        while let last = frames.last, last.store == index {
            writePlain(store, index, into: &output)
            guard let top = frames.last, top.store == index else { return }
            switch top.kind {
            case .object:
                continueObject(store, nodes, into: &output)
            case .parts:
                try continueParts(store, nodes, bytes, into: &output, resolving: resolving)
            case .members:
                try continueMembers(store, nodes, bytes, into: &output, resolving: resolving)
            case .selection:
                try continueSelection(store, nodes, into: &output, resolving: resolving)
            case .items:
                try continueItems(store, nodes, bytes, into: &output, resolving: resolving)
            case .dictionary:
                try continueEntries(store, nodes, into: &output, resolving: resolving)
            case .progress:
                try continueProgress(store, nodes, into: &output, resolving: resolving)
            }
        }
    }

    private mutating func continueMembers(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let last = frames.count &- 1
        let frame = frames[last]
        var child = frame.next
        let isShallow = isVerbatim || frame.level < ValueWriter.levelLimit
        while child < frame.end {
            let node = nodes[child]
            if node.isSuperseded {
                let following = node.kind.isBranch ? Int(node.extent) : child &+ 1
                objects.omit(nodes, child..<following, in: store)
                child = following
            } else if node.kind.isScalar, isShallow {
                leaf(node, bytes, node.name, of: store, into: &output)
                child &+= 1
            } else if node.kind == .null {
                null(node.name, of: store, into: &output)
                child &+= 1
            } else {
                frames[last].next = node.kind.isBranch ? Int(node.extent) : child &+ 1
                try member(store, nodes, child, frame, into: &output, resolving: resolving)
                if frames.count > last &+ 1 { return }
                child = frames[last].next
            }
        }
        if frame.addsValueOf >= 0 {
            try addedValue(of: frame.addsValueOf, store, level: frame.level, into: &output, resolving: resolving)
        }
        pop(ElementName(frame.element), into: &output)
    }

    private mutating func continueSelection(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let last = frames.count &- 1
        let frame = frames[last]
        guard frame.next < selections[selections.count &- 1].count else {
            selections.removeLast()
            pop(ElementName(frame.element), into: &output)
            return
        }
        let child = selections[selections.count &- 1][frame.next]
        frames[last].next &+= 1
        try member(store, nodes, child, frame, into: &output, resolving: resolving)
    }

    private mutating func member(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ child: Int,
        _ frame: Frame,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let node = nodes[child]
        guard node.kind == .memberSet else {
            let place = Place(label: node.name, labelStore: store, depth: frame.depth, level: frame.level)
            return try begin(PSObject(store, child), at: place, into: &output, resolving: resolving)
        }
        layout.beginLine(into: &output)
        ElementName(.memberSet).appendStart(to: &output)
        label(node.name, of: store, into: &output)
        // The reader stores a copy of an inner set before it reads what is in it (spec section 4.9).
        let isEmpty = frame.isSet && !isVerbatim && store.isFromDocument
        if isEmpty || !ValueWriter.hasMembers(nodes, child) {
            output.appendEmptyEnd()
            objects.omit(nodes, child..<Int(node.extent), in: store)
            return
        }
        output.append(UInt8(ascii: ">"))
        var set = Frame(
            kind: .members,
            element: .memberSet,
            depth: frame.depth,
            level: frame.level,
            next: child &+ 1,
            end: Int(node.extent)
        )
        set.isSet = true
        push(set, of: store)
    }

    private mutating func continueItems(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let last = frames.count &- 1
        let frame = frames[last]
        var child = frame.next
        let isShallow = isVerbatim || frame.level < ValueWriter.levelLimit
        while child < frame.end {
            let node = nodes[child]
            if node.kind.isScalar, isShallow {
                leaf(node, bytes, Label.none, of: store, into: &output)
                child &+= 1
                continue
            }
            frames[last].next = node.kind.isBranch ? Int(node.extent) : child &+ 1
            let place = Place(label: Label.none, labelStore: store, depth: frame.depth, level: frame.level)
            try begin(PSObject(store, child), at: place, into: &output, resolving: resolving)
            if frames.count > last &+ 1 { return }
            child = frames[last].next
        }
        pop(ElementName(frame.element), into: &output)
    }

    private mutating func continueEntries(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let last = frames.count &- 1
        while frames.count == last &+ 1 {
            let frame = frames[last]
            frames[last].phase = (frame.phase &+ 1) % 3
            if frame.phase == 2 {
                layout.indentation &-= 1
                endTag(.entry, into: &output)
                continue
            }
            if frame.phase == 0 {
                guard frame.next < frame.end else { return pop(ElementName(.dictionary), into: &output) }
                tag(.entry, Label.none, of: store, .open, into: &output)
                layout.indentation &+= 1
            }
            let child = frame.next
            frames[last].next = nodes[child].kind.isBranch ? Int(nodes[child].extent) : child &+ 1
            let label = frame.phase == 0 ? Label.key : Label.value
            let place = Place(label: label, labelStore: store, depth: frame.depth, level: frame.level)
            try begin(PSObject(store, child), at: place, into: &output, resolving: resolving)
        }
    }
}
