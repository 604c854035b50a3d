// Progress records (spec section 2.11).
extension ValueWriter {
    private static let fieldNames: [ElementName] = [
        .activity, .activityID, .null, .parentActivityID, .percentComplete, .typeName, .secondsRemaining,
        .statusDescription,
    ]

    /// Writes a progress record; verbatim its start tag and a frame for the rest.
    mutating func progress(
        _ value: PSObject,
        at place: Place,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        layout.beginLine(into: &output)
        ElementName.progress.appendStart(to: &output)
        label(place.label, of: place.labelStore, into: &output)
        output.append(UInt8(ascii: ">"))
        if isVerbatim {
            let frame = Frame(
                kind: .progress,
                element: .progress,
                depth: place.depth,
                level: place.level &+ 1,
                next: value.node &+ 1,
                end: value.store.end(of: value.node)
            )
            return push(frame, of: value.store)
        }
        layout.indentation &+= 1
        let fields = value.store.progressFields(of: value.node)
        field(0, fields.activity, into: &output)
        field(1, fields.activityID, into: &output)
        var operation: [UInt8] = []
        let current = PSObject(value.store, fields.currentOperation)
        try TextForm(zone: zone, today: today).append(current, resolving: resolving, to: &operation)
        let nodes = value.store.nodes
        objects.omit(nodes.span, current.node..<value.store.end(of: current.node), in: value.store)
        let isNull = nodes[current.node].kind == .null || operation.isEmpty && value.store.isFromDocument
        if isNull {
            null(Label.none, of: value.store, into: &output)
        } else if place.level &+ 1 >= ValueWriter.levelLimit {
            tooDeep(Place(label: Label.none, labelStore: value.store, depth: 1, level: place.level), into: &output)
        } else {
            string(operation.span, Label.none, of: value.store, into: &output)
        }
        field(3, fields.parentActivityID, into: &output)
        field(4, fields.percentComplete, into: &output)
        field(5, Array((fields.isCompleted ? "Completed" : "Processing").utf8), into: &output)
        field(6, fields.secondsRemaining, into: &output)
        field(7, fields.statusDescription, into: &output)
        layout.indentation &-= 1
        layout.beginLine(into: &output)
        ElementName.progress.appendEndTag(to: &output)
    }

    private mutating func field(_ number: Int, _ value: Int32, into output: inout [UInt8]) {
        var text: [UInt8] = []
        PrimitiveFormatter.integer(value, into: &text)
        field(number, text, into: &output)
    }

    private mutating func field(_ number: Int, _ text: [UInt8], into output: inout [UInt8]) {
        layout.beginLine(into: &output)
        element(ValueWriter.fieldNames[number], text.span, into: &output)
    }

    /// Goes on with a progress record, verbatim.
    mutating func continueProgress(
        _ store: NodeStore,
        _ nodes: Span<Node>,
        into output: inout [UInt8],
        resolving: Resolver
    ) throws {
        let last = frames.count &- 1
        while frames.count == last &+ 1 {
            let frame = frames[last]
            guard frame.next < frame.end else { return pop(ElementName.progress, into: &output) }
            frames[last].next = nodes[frame.next].kind.isBranch ? Int(nodes[frame.next].extent) : frame.next &+ 1
            frames[last].phase &+= 1
            if frame.phase != 2, frame.phase < ValueWriter.fieldNames.count {
                field(frame.phase, store.codedText(of: frame.next), into: &output)
            } else {
                let place = Place(label: Label.none, labelStore: store, depth: frame.depth, level: frame.level)
                try begin(PSObject(store, frame.next), at: place, into: &output, resolving: resolving)
            }
        }
    }
}
