internal import CLIXML

/// Writes one value as JSON (convert.md 3.2), with a stack of its own, so that no input makes it recurse.
struct JSONWriter {
    typealias Resolver = LocatedValue.Resolver

    let settings: JSONSettings
    let escapes: JSONEscapes
    /// Characters are escaped in this way whatever the settings say.
    let characterEscapes = JSONEscapes(.standard)
    let texts: PowerShellText
    var collector = MemberCollector()
    var members: [Member] = []
    let today = PSDateTime.today()

    var stack: [JSONFrame] = []
    /// The stores of the frames, the current one last.
    var stores: [NodeStore] = []
    /// Members that were gathered beforehand, for the frames that need it.
    var plan: [JSONPlanItem] = []
    /// A table for each epoch of symbols that the current values use.
    var names: [JSONNames] = []
    var currentNames = 0
    var scratch: [UInt8] = []
    let liveNames: JSONLiveNames

    /// JSON Pointer of the value that is being written.
    var pointerPrefix: [UInt8] = []
    /// Nodes that came out of references so far.
    var expandedNodeCount = 0
    var hasReferred = false
    /// Where the objects of the value being written are, and those of earlier ones.
    var places: JSONPlaces?
    var earlierPlaces = JSONEarlierPlaces()
    /// The object of the value being written that was referred to last, or -1, and the pointer to it: items of a list often
    /// refer to the same one.
    var lastPlace = -1
    var lastPointer: [UInt8] = []
    /// What a reference begins with.
    let referenceStart: [UInt8]
    var order = JSONOrder()
    /// The node that the value being written begins with.
    var root = 0
    var warnings: [ConversionWarning] = []
    var hasTruncated = false

    init(_ settings: JSONSettings) {
        self.settings = settings
        escapes = JSONEscapes(settings.escapeHandling)
        texts = PowerShellText(plain: PlainText(zone: settings.zone))
        let colon = settings.isCompressed ? ":" : ": "
        referenceStart = Array("{\"$ref\"\(colon)\"".utf8)
        liveNames = JSONLiveNames(isCompressed: settings.isCompressed)
        names.append(JSONNames(isCompressed: settings.isCompressed))
    }

    /// What became of a child.
    enum Step {
        /// It is written.
        case done
        /// It was opened: a frame for it is now the top one.
        case opened
        /// It stands in another store.
        case elsewhere
    }

    /// Appends a top-level value.
    ///
    /// - Complexity: O(*n*) in what is written.
    mutating func write(
        _ store: NodeStore,
        _ node: Int,
        depth: Int,
        level: Int,
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        order.add(store, node)
        if writeAlone(store, node, depth: depth, level: level, into: &output) { return }
        if !stack.isEmpty { stack.removeAll(keepingCapacity: true) }
        if !plan.isEmpty { plan.removeAll(keepingCapacity: true) }
        stores.append(store)
        stack.append(JSONFrame(.single, node: -1, from: node, to: node + 1, depth: depth, level: level))
        root = node
        defer {
            while !stores.isEmpty { stores.removeLast() }
            if places != nil { places = nil }
            lastPlace = -1
            earlierPlaces.releaseValue()
        }
        while !stack.isEmpty {
            let store = stores[stores.count - 1]
            selectNames(store.snapshot)
            let nodes = store.nodes
            let bytes = store.bytes
            try run(store, nodes.span, bytes.span, resolving: resolving, into: &output)
        }
    }

    /// Makes the names of a store's symbols ready.
    private mutating func selectNames(_ snapshot: SymbolSnapshot) {
        let epoch = snapshot.symbols.epoch
        if names[currentNames].epoch !== epoch {
            // A value and those it refers to rarely use more than two tables.
            if let known = names.firstIndex(where: { $0.epoch === epoch }) {
                currentNames = known
            } else if names.count < 4 {
                names.append(JSONNames(isCompressed: settings.isCompressed))
                currentNames = names.count - 1
            } else {
                currentNames = (currentNames + 1) % names.count
            }
        }
        if !names[currentNames].areComplete(for: snapshot) { names[currentNames].update(snapshot.symbols, escapes) }
    }

    // MARK: - The loop

    /// Writes on until the stack is empty or the store changes.
    private mutating func run(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        resolving: Resolver,
        into output: inout [UInt8]
    ) throws {
        let nameBytes = names[currentNames].bytes
        let nameEnds = names[currentNames].ends
        let foldedNames = store.snapshot.symbols.foldedNames
        let nameSpan = nameBytes.span
        let endSpan = nameEnds.span
        let isCompressed = settings.isCompressed
        let enums = names[currentNames].enums
        guard var top = stack.popLast() else { return }
        while true {
            writeQuickly(
                &top,
                nodes,
                bytes,
                names: nameSpan,
                nameEnds: endSpan,
                enums: enums.span,
                foldedNames: foldedNames.span,
                into: &output
            )
            let child: Int
            switch top.kind {
            case .extended, .adapted:
                guard top.cursor < top.end else {
                    if top.adapted >= 0 {
                        top.beginAdapted(nodes)
                        continue
                    }
                    close(top, UInt8(ascii: "}"), into: &output)
                    guard let next = pop(top) else { return }
                    top = next
                    continue
                }
                child = top.cursor
                let entry = nodes[child]
                top.cursor = entry.kind.isBranch ? Int(entry.extent) : child &+ 1
                if entry.isSuperseded || entry.kind == .memberSet { continue }
                if top.hidingEnd > 0 {
                    let folded = foldedNames[Int(entry.name)]
                    if top.kind == .extended {
                        top.hidingNames |= 1 << UInt64(folded & 63)
                    } else if top.hidingNames >> UInt64(folded & 63) & 1 == 1,
                        isHidden(folded, by: top, nodes, foldedNames)
                    {
                        continue
                    }
                }
                if !top.isEmpty { output.append(UInt8(ascii: ",")) }
                top.isEmpty = false
                if !isCompressed { newLine(top.level, into: &output) }
                let name = Int(entry.name)
                output.append(nameSpan, (Int(endSpan[name]) &+ 1)..<Int(endSpan[name &+ 1]))
                top.current = child
            case .items:
                guard top.cursor < top.end else {
                    close(top, UInt8(ascii: "]"), into: &output)
                    guard let next = pop(top) else { return }
                    top = next
                    continue
                }
                child = top.cursor
                top.cursor = nodes[child].kind.isBranch ? Int(nodes[child].extent) : child &+ 1
                if !top.isEmpty {
                    output.append(UInt8(ascii: ","))
                    top.current &+= 1
                }
                top.isEmpty = false
                if !isCompressed { newLine(top.level, into: &output) }
            case .entries:
                guard top.cursor < top.end else {
                    if top.planStart < top.planEnd {
                        top.kind = .plan
                        (top.cursor, top.end) = (top.planStart, top.planEnd)
                        continue
                    }
                    close(top, UInt8(ascii: "}"), into: &output)
                    guard let next = pop(top) else { return }
                    top = next
                    continue
                }
                let key = top.cursor
                child = nodes[key].kind.isBranch ? Int(nodes[key].extent) : key &+ 1
                guard child < top.end else {
                    top.cursor = top.end
                    continue
                }
                top.cursor = nodes[child].kind.isBranch ? Int(nodes[child].extent) : child &+ 1
                top.current = key
                separate(&top, into: &output)
                try writeKey(store, nodes, bytes, key, resolving: resolving, into: &output)
            case .plan:
                guard top.cursor < top.end else {
                    plan.removeLast(plan.count - top.planStart)
                    close(top, UInt8(ascii: "}"), into: &output)
                    guard let next = pop(top) else { return }
                    top = next
                    continue
                }
                let item = plan[top.cursor]
                top.current = top.cursor
                top.cursor &+= 1
                separate(&top, into: &output)
                switch item {
                case .form:
                    writeName("value", into: &output)
                    stack.append(top)
                    let wrapper = Wrapper(nodes, of: top.node)
                    _ = try writeForm(wrapper, store, depth: top.depth - 1, level: top.level, resolving, into: &output)
                    top = stack.removeLast()
                    continue
                case .member(let member):
                    switch member.source {
                    case .node(let node):
                        let name = Int(nodes[node].name)
                        output.append(nameSpan, (Int(endSpan[name]) &+ 1)..<Int(endSpan[name &+ 1]))
                        child = node
                    case .typeTable(let added):
                        try writeTypeMember(added, store, top.node, resolving: resolving, into: &output)
                        continue
                    case .dotNet: continue
                    }
                }
            case .single:
                guard top.cursor < top.end else {
                    guard let next = pop(top) else { return }
                    top = next
                    continue
                }
                child = top.cursor
                top.cursor = top.end
                if stack.isEmpty, nodes[child].kind == .guid {
                    // Alone at the top PowerShell wraps it, and its type's property Guid comes to light.
                    stack.append(top)
                    _ = try writePlanned(
                        Wrapper(nodes, of: child),
                        store,
                        depth: top.depth,
                        level: top.level,
                        resolving,
                        &output
                    )
                    top = stack.removeLast()
                    continue
                }
            }
            let entry = nodes[child]
            switch entry.kind {
            case .string, .scriptBlock:
                writeString(entry, bytes, into: &output)
            case .int32, .int64, .boolean:
                let start = Int(entry.start)
                if entry.flags.contains(.canonical) {
                    output.append(bytes, start..<(start &+ Int(entry.extent)))
                } else {
                    writeScalar(store, entry, bytes, into: &output)
                }
            case .null:
                output.append(text: "null")
            default:
                stack.append(top)
                let step = try writeOther(
                    store,
                    nodes,
                    bytes,
                    child,
                    depth: top.depth,
                    level: top.level,
                    resolving: resolving,
                    into: &output
                )
                if step == .elsewhere { return }
                top = stack.removeLast()
            }
        }
    }

    /// Leaves a frame: gives the one around it, or `nil` where the store changes or nothing is left.
    private mutating func pop(_ frame: JSONFrame) -> JSONFrame? {
        if frame.beginsStore {
            stores.removeLast()
            return nil
        }
        return stack.popLast()
    }

    private func isHidden(_ folded: UInt32, by frame: JSONFrame, _ nodes: Span<Node>, _ foldedNames: [UInt32]) -> Bool {
        var child = frame.hidingStart
        while child < frame.hidingEnd {
            let entry = nodes[child]
            if !entry.isSuperseded, entry.kind != .memberSet, foldedNames[Int(entry.name)] == folded { return true }
            child = entry.kind.isBranch ? Int(entry.extent) : child &+ 1
        }
        return false
    }

    // MARK: - Layout

    @inline(__always)
    func separate(_ frame: inout JSONFrame, into output: inout [UInt8]) {
        if !frame.isEmpty { output.append(UInt8(ascii: ",")) }
        frame.isEmpty = false
        if !settings.isCompressed { newLine(frame.level, into: &output) }
    }

    @inline(never)
    func newLine(_ level: Int, into output: inout [UInt8]) {
        output.append(0x0A)
        for _ in 0..<level {
            output.append(0x20)
            output.append(0x20)
        }
    }

    @inline(__always)
    func close(_ frame: JSONFrame, _ bracket: UInt8, into output: inout [UInt8]) {
        if !frame.isEmpty, !settings.isCompressed { newLine(frame.level &- 1, into: &output) }
        output.append(bracket)
    }

    // MARK: - Warnings

    mutating func noteTruncation() {
        guard !hasTruncated else { return }
        hasTruncated = true
        warn(.truncatedAtDepth, "what lies deeper than the depth of \(settings.depth) is written as text")
    }

    mutating func warn(_ code: ConversionWarning.Code, _ message: String) {
        warnings.append(ConversionWarning(code: code, message: message))
    }
}
