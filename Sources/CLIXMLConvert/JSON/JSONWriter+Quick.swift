internal import CLIXML

/// The part of the work that nearly all of it is: members, items and entries that are texts without much to escape, canonical
/// numbers, dates and GUIDs, time spans, versions, enumerations, references, bags and lists. It is done in one loop that
/// writes into a sink and leaves everything else to the loop around it, child by child.
extension JSONWriter {
    /// The room of a sink. Larger texts are left to the slower way, which copies them in one go.
    static let sinkRoom = 16 << 10

    /// Why the quick loop stopped.
    enum Pause {
        /// The next child, or the end of the frame, is for the slower way.
        case child
        /// The sink is full.
        case room
    }

    /// Writes on until something comes that is not for the quick loop.
    @inline(always)
    mutating func writeQuickly(
        _ top: inout JSONFrame,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        names: Span<UInt8>,
        nameEnds: Span<UInt32>,
        enums: Span<Bool>,
        foldedNames: Span<UInt32>,
        into output: inout [UInt8]
    ) {
        var pause = Pause.room
        while pause == .room {
            output.appendThroughSink(room: JSONWriter.sinkRoom) { sink in
                pause = fill(&sink, &top, nodes, bytes, names, nameEnds, enums, foldedNames)
            }
        }
    }

    /// Writes until the sink is full or something comes that is not for this loop.
    @inline(never)
    private mutating func fill(
        _ sink: inout ByteSink,
        _ top: inout JSONFrame,
        _ nodes: Span<Node>,
        _ bytes: Span<UInt8>,
        _ names: Span<UInt8>,
        _ nameEnds: Span<UInt32>,
        _ enums: Span<Bool>,
        _ foldedNames: Span<UInt32>
    ) -> Pause {
        let isCompressed = settings.isCompressed
        let maximumDepth = settings.depth
        var frame = top
        defer { top = frame }
        while true {
            // Brackets, separators, numbers, and an enumeration's four lines of indentation.
            let reserve = 128 &+ (isCompressed ? 0 : 8 &* frame.level)
            guard sink.room >= reserve else { return reserve < sink.capacity ? .room : .child }
            let isMember = frame.kind == .extended || frame.kind == .adapted
            guard isMember || frame.kind == .items || frame.kind == .entries else { return .child }

            guard frame.cursor < frame.end else {
                if frame.adapted >= 0 {
                    frame.beginAdapted(nodes)
                    continue
                }
                guard !frame.beginsStore, frame.planStart == frame.planEnd, !stack.isEmpty else { return .child }
                if !isCompressed, !frame.isEmpty { putLine(frame.level &- 1, into: &sink) }
                sink.put(frame.kind == .items ? UInt8(ascii: "]") : UInt8(ascii: "}"))
                frame = stack.removeLast()
                continue
            }

            var child = frame.cursor
            var name = Name.none
            if isMember {
                let entry = nodes[child]
                if entry.isSuperseded || entry.kind.isMemberSet {
                    frame.cursor = entry.kind.isBranch ? Int(entry.extent) : child &+ 1
                    continue
                }
                let index = Int(entry.name)
                if frame.hidingEnd > 0 {
                    let bit: UInt64 = 1 << UInt64(foldedNames[index] & 63)
                    if frame.kind == .extended {
                        frame.hidingNames |= bit
                    } else if frame.hidingNames & bit != 0 {
                        return .child
                    }
                }
                name = Name(.member, start: Int(nameEnds[index]), end: Int(nameEnds[index &+ 1]))
            } else if frame.kind == .entries {
                let key = nodes[child]
                guard case .string = key.kind, escapes.canCopy(key.flags) else { return .child }
                name = Name(.key, start: Int(key.start), end: Int(key.start) &+ Int(key.extent))
                child &+= 1
                guard child < frame.end else { return .child }
            }
            guard sink.room &- reserve >= name.count else {
                return reserve &+ name.count < sink.capacity ? .room : .child
            }
            var entry = nodes[child]
            let next = entry.kind.isBranch ? Int(entry.extent) : child &+ 1
            let place = frame.kind == .items ? (frame.isEmpty ? 0 : frame.current &+ 1) : frame.cursor

            var form = Form.copied
            var enumText = -1
            if case .object = entry.kind {
                let wrapper = Wrapper(nodes, of: child)
                let isEnum = wrapper.typeNames >= 0 && enums[Int(nodes[wrapper.typeNames].extent)]
                if wrapper.isBag {
                    guard !isEnum, frame.depth <= maximumDepth, wrapper.inner < 0, canCompareNames(wrapper, nodes)
                    else { return .child }
                    form = .bag
                } else {
                    guard wrapper.extended < 0, wrapper.inner < 0, !wrapper.baseKind.isGUID,
                        !settings.writesEnumNames || wrapper.typeNames < 0
                    else { return .child }
                    entry = nodes[wrapper.base]
                    // Their own properties are then not those that show.
                    if wrapper.adapted >= 0, entry.kind.isLive { return .child }
                    if isEnum {
                        enumText = wrapper.stringRepresentation
                        guard enumText >= 0, entry.kind.isInteger, entry.flags.isCanonical, entry.extent <= 20,
                            (sink.room &- reserve &- name.count) / 6 >= Int(nodes[enumText].extent)
                        else { return .child }
                        form = .enumeration
                    } else if entry.kind.isList {
                        guard frame.depth <= maximumDepth else { return .child }
                        form = .list
                    }
                }
            }
            let start = Int(entry.start)
            let count = Int(entry.extent)
            if form == .copied {
                switch entry.kind {
                case .string where escapes.canCopy(entry.flags):
                    guard sink.room &- reserve &- name.count >= count else {
                        return reserve &+ name.count &+ count < sink.capacity ? .room : .child
                    }
                    form = .quoted
                case .int32, .boolean, .int64, .uint8, .int8, .int16, .uint16, .uint32, .uint64:
                    guard entry.flags.isCanonical, count <= 20 else { return .child }
                case .null:
                    form = .null
                default:
                    if let pause = putOther(
                        entry,
                        &frame,
                        name,
                        nodes,
                        names,
                        bytes,
                        reserve: reserve,
                        into: &sink
                    ) {
                        return pause
                    }
                    frame.current = place
                    frame.cursor = next
                    continue
                }
            }

            let mark = sink.count
            let wasEmpty = frame.isEmpty
            putSeparator(&frame, name, names, bytes, into: &sink)
            switch form {
            case .quoted:
                sink.put(UInt8(ascii: "\""))
                sink.put(bytes, from: start, count: count)
                sink.put(UInt8(ascii: "\""))
            case .copied:
                sink.put(bytes, from: start, count: count)
            case .null:
                sink.put(0x6C6C_756E, count: 4)
            case .enumeration:
                guard putEnum(entry, nodes[enumText], bytes, level: frame.level, into: &sink) else {
                    sink.rewind(to: mark)
                    frame.isEmpty = wasEmpty
                    return .child
                }
            case .bag, .list:
                frame.current = place
                frame.cursor = next
                guard let inner = begin(form, child, nodes, in: frame, into: &sink) else { continue }
                stack.append(frame)
                frame = inner
                continue
            }
            frame.current = place
            frame.cursor = next
        }
    }

    /// How the quick loop writes a child.
    private enum Form {
        /// The bytes between quotation marks, or as they are.
        case quoted, copied
        case null, enumeration, bag, list
    }

    /// Puts the bracket that a bag or list begins with, and the other one behind it where nothing is in it.
    @inline(never)
    private func begin(
        _ form: Form,
        _ node: Int,
        _ nodes: Span<Node>,
        in frame: JSONFrame,
        into sink: inout ByteSink
    ) -> JSONFrame? {
        let wrapper = Wrapper(nodes, of: node)
        guard form == .bag else {
            sink.put(UInt8(ascii: "["))
            return JSONFrame(
                .items,
                node: node,
                from: wrapper.base &+ 1,
                to: Int(nodes[wrapper.base].extent),
                depth: frame.depth &+ 1,
                level: frame.level &+ 1
            )
        }
        sink.put(UInt8(ascii: "{"))
        let inner = JSONFrame(bag: wrapper, nodes, depth: frame.depth, level: frame.level)
        if inner == nil { sink.put(UInt8(ascii: "}")) }
        return inner
    }

    /// Writes a child that is rarer than others, or for which there is more to do than to copy it.
    ///
    /// - Returns: why it was not written, with nothing changed, or `nil` where it was.
    // A function of its own, since the loop would else be too large to be compiled well.
    @inline(never)
    private mutating func putOther(
        _ entry: Node,
        _ frame: inout JSONFrame,
        _ name: Name,
        _ nodes: Span<Node>,
        _ names: Span<UInt8>,
        _ bytes: Span<UInt8>,
        reserve: Int,
        into sink: inout ByteSink
    ) -> Pause? {
        let mark = sink.count
        let wasEmpty = frame.isEmpty
        let start = Int(entry.start)
        let count = Int(entry.extent)
        var isWritten = true
        switch entry.kind {
        case .string, .scriptBlock:
            if escapes.canCopy(entry.flags) {
                guard sink.room &- reserve &- name.count >= count else {
                    return reserve &+ name.count &+ count < sink.capacity ? .room : .child
                }
                putSeparator(&frame, name, names, bytes, into: &sink)
                sink.put(UInt8(ascii: "\""))
                sink.put(bytes, from: start, count: count)
                sink.put(UInt8(ascii: "\""))
            } else {
                guard escapes.mayPut(entry.flags) else { return .child }
                guard (sink.room &- reserve &- name.count) / 6 >= count else {
                    return count < sink.capacity / 8 &- reserve &- name.count ? .room : .child
                }
                putSeparator(&frame, name, names, bytes, into: &sink)
                sink.put(UInt8(ascii: "\""))
                isWritten = escapes.put(bytes, from: start, count: count, entry.flags, into: &sink)
                sink.put(UInt8(ascii: "\""))
            }
        case .guid, .dateTime:
            guard entry.flags.isCanonical, count <= 36 else { return .child }
            if !entry.kind.isGUID, isLocal(bytes, from: start, count: count) {
                let text = bytes.extracting(start..<(start &+ count))
                guard let value = try? PrimitiveParser.dateTime(text, today: today) else { return .child }
                scratch.removeAll(keepingCapacity: true)
                PrimitiveFormatter.dateTime(value, in: settings.zone, into: &scratch)
                putSeparator(&frame, name, names, bytes, into: &sink)
                sink.put(UInt8(ascii: "\""))
                sink.put(scratch.span, from: 0, count: scratch.count)
                sink.put(UInt8(ascii: "\""))
                break
            }
            putSeparator(&frame, name, names, bytes, into: &sink)
            sink.put(UInt8(ascii: "\""))
            sink.put(bytes, from: start, count: count)
            sink.put(UInt8(ascii: "\""))
        case .double:
            let text = bytes.extracting(start..<(start &+ count))
            if let plain = PlainDecimal(text), plain.isShortest {
                putSeparator(&frame, name, names, bytes, into: &sink)
                sink.put(bytes, from: start, count: count)
                if !plain.hasPoint { sink.put(0x302E, count: 2) }
            } else {
                guard entry.flags.isUncoded, let value = PrimitiveParser.double(text) else { return .child }
                putSeparator(&frame, name, names, bytes, into: &sink)
                isWritten = put(value, into: &sink)
            }
        case .single:
            guard PrimitiveParser.isShortDecimal(bytes.extracting(start..<(start &+ count)), digits: 6)
            else { return .child }
            putSeparator(&frame, name, names, bytes, into: &sink)
            sink.put(bytes, from: start, count: count)
            if !hasPoint(bytes, from: start, count: count) { sink.put(0x302E, count: 2) }
        case .decimal:
            guard entry.flags.isCanonical, count <= 32 else { return .child }
            putSeparator(&frame, name, names, bytes, into: &sink)
            sink.put(bytes, from: start, count: count)
            if !hasPoint(bytes, from: start, count: count) { sink.put(0x302E, count: 2) }
        case .version, .duration:
            let room = reserve &+ name.count &+ liveRoom(level: frame.level)
            guard frame.depth <= settings.depth else { return .child }
            guard sink.room >= room else { return room < sink.capacity ? .room : .child }
            putSeparator(&frame, name, names, bytes, into: &sink)
            if case .version = entry.kind {
                isWritten =
                    entry.flags.isCanonical
                    && putVersion(bytes, from: start, count: count, level: frame.level, into: &sink)
            } else {
                isWritten =
                    entry.flags.isUncoded
                    && putDuration(bytes, from: start, count: count, level: frame.level, into: &sink)
            }
        case .reference:
            guard entry.extent != Node.elsewhere, settings.marksCycles, escapes.canCopyPlain, stores.count == 1 else {
                return .child
            }
            guard makePointer(to: Int(entry.extent), nodes, below: frame.node) else { return .child }
            let pointer = scratch
            let room = reserve &+ name.count &+ pointer.count &+ 32
            guard sink.room >= room else { return room < sink.capacity ? .room : .child }
            putSeparator(&frame, name, names, bytes, into: &sink)
            isWritten = putPointer(pointer.span, into: &sink)
        default: return .child
        }
        guard isWritten else {
            sink.rewind(to: mark)
            frame.isEmpty = wasEmpty
            return .child
        }
        return nil
    }

    /// The name of a member, in the table of names, or the key of an entry, in the value's own bytes.
    private struct Name {
        enum Kind { case none, member, key }

        static let none = Name(.none, start: 0, end: 0)

        let kind: Kind
        let start: Int
        let count: Int

        init(_ kind: Kind, start: Int, end: Int) {
            self.kind = kind
            self.start = start
            count = end &- start
        }
    }

    /// Puts what stands before a child: a comma, its place on a new line, its name.
    @inline(always)
    private func putSeparator(
        _ frame: inout JSONFrame,
        _ name: Name,
        _ names: Span<UInt8>,
        _ bytes: Span<UInt8>,
        into sink: inout ByteSink
    ) {
        let isFirst = frame.isEmpty
        frame.isEmpty = false
        if settings.isCompressed, name.kind == .member {
            // The comma stands before the name in the table.
            let skipped = isFirst ? 1 : 0
            sink.put(names, from: name.start &+ skipped, count: name.count &- skipped)
            return
        }
        if !isFirst { sink.put(UInt8(ascii: ",")) }
        if !settings.isCompressed { putLine(frame.level, into: &sink) }
        switch name.kind {
        case .none: break
        case .member: sink.put(names, from: name.start &+ 1, count: name.count &- 1)
        case .key:
            sink.put(UInt8(ascii: "\""))
            sink.put(bytes, from: name.start, count: name.count)
            sink.put(UInt8(ascii: "\""))
            sink.put(UInt8(ascii: ":"))
            if !settings.isCompressed { sink.put(UInt8(ascii: " ")) }
        }
    }

    func putLine(_ level: Int, into sink: inout ByteSink) {
        sink.put(0x0A)
        for _ in 0..<level { sink.put(0x2020, count: 2) }
    }

    /// Puts the value of an enumeration: its number, and its name as the property `Value`.
    @inline(always)
    private func putEnum(
        _ number: Node,
        _ text: Node,
        _ bytes: Span<UInt8>,
        level: Int,
        into sink: inout ByteSink
    ) -> Bool {
        sink.put(UInt8(ascii: "{"))
        if !settings.isCompressed { putLine(level &+ 1, into: &sink) }
        // `"value":`
        sink.put(word: 0x3A22_6575_6C61_7622, count: 8)
        if !settings.isCompressed { sink.put(UInt8(ascii: " ")) }
        sink.put(bytes, from: Int(number.start), count: Int(number.extent))
        sink.put(UInt8(ascii: ","))
        if !settings.isCompressed { putLine(level &+ 1, into: &sink) }
        // `"Value":`
        sink.put(word: 0x3A22_6575_6C61_5622, count: 8)
        if !settings.isCompressed { sink.put(UInt8(ascii: " ")) }
        sink.put(UInt8(ascii: "\""))
        if escapes.canCopy(text.flags) {
            sink.put(bytes, from: Int(text.start), count: Int(text.extent))
        } else {
            guard escapes.mayPut(text.flags),
                escapes.put(bytes, from: Int(text.start), count: Int(text.extent), text.flags, into: &sink)
            else { return false }
        }
        sink.put(UInt8(ascii: "\""))
        if !settings.isCompressed { putLine(level, into: &sink) }
        sink.put(UInt8(ascii: "}"))
        return true
    }

    @inline(always)
    private func hasPoint(_ bytes: Span<UInt8>, from start: Int, count: Int) -> Bool {
        for index in start..<(start &+ count) where bytes[index] == UInt8(ascii: ".") { return true }
        return false
    }

    /// Whether a canonical date ends in an offset, and may have to be moved to another zone.
    @inline(always)
    private func isLocal(_ bytes: Span<UInt8>, from start: Int, count: Int) -> Bool {
        guard count >= 20 else { return false }
        let sign = bytes[start &+ count &- 6]
        return sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    }
}

// Patterns instead of `==`, which for an enumeration of another module is a call.
extension NodeKind {
    @inline(always)
    fileprivate var isGUID: Bool { if case .guid = self { true } else { false } }

    @inline(always)
    fileprivate var isMemberSet: Bool { if case .memberSet = self { true } else { false } }

    /// Whether JSON shows the properties of the value.
    @inline(always)
    fileprivate var isLive: Bool {
        switch self {
        case .version, .duration: true
        default: false
        }
    }

    /// Whether the text is an integer.
    @inline(always)
    fileprivate var isInteger: Bool {
        switch self {
        case .uint8, .int8, .int16, .uint16, .int32, .uint32, .int64, .uint64: true
        default: false
        }
    }

    /// Whether the node holds items and is no dictionary.
    @inline(always)
    fileprivate var isList: Bool {
        switch self {
        case .list, .enumerable, .stack, .queue: true
        default: false
        }
    }
}

extension TextFlags {
    @inline(always)
    fileprivate var isCanonical: Bool { rawValue & 128 != 0 }

    /// Whether the bytes are the text.
    @inline(always)
    fileprivate var isUncoded: Bool { rawValue & 15 == 0 }
}
