import CLIXML

/// Writes one payload as the engine does: compact, without a root, `N` before `RefId`, numbers counted from 0.
///
/// The bags that the protocol defines are written member by member, straight to bytes; values that came out of a message
/// are copied as they stand, with new numbers (spec/clixml.md section 1.4).
struct PayloadWriter {
    private struct ObjectKey: Hashable {
        let store: ObjectIdentifier
        let node: Int
    }

    /// An open branch of a value that is being copied.
    private struct Frame {
        let store: NodeStore
        var next: Int
        let end: Int
        let closing: StaticString
        /// Whether children are keys and values in turn, and if so whether a key is next.
        var isDictionary = false
        var isKeyNext = true
        /// Whether children are the parts of an object.
        var isObject = false
    }

    private var output: [UInt8] = []
    private var nextRefID = 0
    private var typeNameIDs: [[String]: Int] = [:]
    private var objectIDs: [ObjectKey: Int] = [:]

    /// Begins a payload, by default with the byte order mark that the engine writes.
    init(hasByteOrderMark: Bool = true) {
        if hasByteOrderMark { output = [0xEF, 0xBB, 0xBF] }
    }

    /// The bytes written so far.
    var byteCount: Int { output.count }

    /// The bytes of the payload.
    consuming func finish() -> [UInt8] { output }

    // MARK: - Primitives

    mutating func null(_ name: String?) {
        output.append(text: "<Nil")
        attribute(name)
        output.append(text: " />")
    }

    mutating func string(_ name: String?, _ text: String) { element("S", name) { Self.encode(text, into: &$0) } }

    /// Writes a text, or null when there is none.
    mutating func string(_ name: String?, orNull text: String?) {
        if let text { string(name, text) } else { null(name) }
    }

    mutating func boolean(_ name: String?, _ value: Bool) {
        element("B", name) { PrimitiveFormatter.boolean(value, into: &$0) }
    }

    mutating func int32(_ name: String?, _ value: Int32) {
        element("I32", name) { PrimitiveFormatter.integer(value, into: &$0) }
    }

    mutating func int64(_ name: String?, _ value: Int64) {
        element("I64", name) { PrimitiveFormatter.integer(value, into: &$0) }
    }

    mutating func uint32(_ name: String?, _ value: UInt32) {
        element("U32", name) { PrimitiveFormatter.integer(value, into: &$0) }
    }

    mutating func version(_ name: String?, _ value: PSVersion) {
        element("Version", name) { PrimitiveFormatter.version(value, into: &$0) }
    }

    mutating func guid(_ name: String?, _ value: PSGUID) {
        element("G", name) { PrimitiveFormatter.guid(value, into: &$0) }
    }

    mutating func dateTime(_ name: String?, _ value: PSDateTime) {
        element("DT", name) { PrimitiveFormatter.dateTimeAsWritten(value, into: &$0) }
    }

    mutating func bytes(_ name: String?, _ value: [UInt8]) {
        element("BA", name) { Base64.encode(value.span, into: &$0) }
    }

    mutating func char(_ name: String?, _ value: UInt16) {
        element("C", name) { PrimitiveFormatter.integer(value, into: &$0) }
    }

    mutating func secureString(_ name: String?, _ value: PSSecureString) {
        element("SS", name) { Self.encode(value.text, into: &$0) }
    }

    // MARK: - Objects

    /// Writes an object: type names and remembered text if it has them, then what `content` writes.
    mutating func object(
        _ name: String?,
        typeNames: [String] = [],
        stringRepresentation: String? = nil,
        _ content: (inout PayloadWriter) -> Void
    ) {
        beginObject(name)
        if !typeNames.isEmpty { self.typeNames(typeNames) }
        if let stringRepresentation {
            element("ToString", nil) { Self.encode(stringRepresentation, into: &$0) }
        }
        content(&self)
        output.append(text: "</Obj>")
    }

    /// Writes an object with members under `MS`.
    mutating func bag(
        _ name: String?,
        typeNames: [String] = [],
        stringRepresentation: String? = nil,
        _ members: (inout PayloadWriter) -> Void
    ) {
        object(name, typeNames: typeNames, stringRepresentation: stringRepresentation) { writer in
            writer.branch("MS", members)
        }
    }

    /// Writes the properties of an object under `Props`.
    mutating func properties(_ content: (inout PayloadWriter) -> Void) { branch("Props", content) }

    /// Writes an object with a list of items.
    mutating func list(_ name: String?, typeNames: [String], _ items: (inout PayloadWriter) -> Void) {
        object(name, typeNames: typeNames) { $0.branch("LST", items) }
    }

    /// Writes an object with a dictionary.
    mutating func dictionary(_ name: String?, typeNames: [String], _ entries: (inout PayloadWriter) -> Void) {
        object(name, typeNames: typeNames) { $0.branch("DCT", entries) }
    }

    /// Writes an entry of a dictionary, whose key and value are written with the names given.
    mutating func entry(_ content: (inout PayloadWriter) -> Void) {
        output.append(text: "<En>")
        content(&self)
        output.append(text: "</En>")
    }

    /// Writes a member of an enumeration: type names, its text, its number.
    mutating func enumeration(_ name: String?, _ type: String, _ value: Int32, _ text: String) {
        object(
            name,
            typeNames: [type, "System.Enum", "System.ValueType", "System.Object"],
            stringRepresentation: text
        ) { $0.int32(nil, value) }
    }

    /// Writes an element that is written empty where it has no content.
    private mutating func branch(_ tag: String, _ content: (inout PayloadWriter) -> Void) {
        output.append(text: "<\(tag)>")
        let start = output.count
        content(&self)
        if output.count == start {
            output.removeLast()
            output.append(text: " />")
        } else {
            output.append(text: "</\(tag)>")
        }
    }

    private mutating func beginObject(_ name: String?) {
        output.append(text: "<Obj")
        attribute(name)
        output.append(text: " RefId=\"")
        PrimitiveFormatter.integer(nextRefID, into: &output)
        output.append(text: "\">")
        nextRefID += 1
    }

    private mutating func typeNames(_ names: [String]) {
        if let id = typeNameIDs[names] {
            output.append(text: "<TNRef RefId=\"")
            PrimitiveFormatter.integer(id, into: &output)
            output.append(text: "\" />")
            return
        }
        output.append(text: "<TN RefId=\"")
        PrimitiveFormatter.integer(typeNameIDs.count, into: &output)
        output.append(text: "\">")
        typeNameIDs[names] = typeNameIDs.count
        for name in names { element("T", nil) { Self.encode(name, into: &$0) } }
        output.append(text: "</TN>")
    }

    private mutating func element(_ tag: String, _ name: String?, _ content: (inout [UInt8]) -> Void) {
        output.append(UInt8(ascii: "<"))
        output.append(text: tag)
        attribute(name)
        output.append(UInt8(ascii: ">"))
        content(&output)
        output.append(text: "</")
        output.append(text: tag)
        output.append(UInt8(ascii: ">"))
    }

    private mutating func attribute(_ name: String?) {
        guard let name else { return }
        output.append(text: " N=\"")
        let bytes = Array(name.utf8)
        TextEscapes.encodeAttribute(bytes.span, into: &output)
        output.append(UInt8(ascii: "\""))
    }

    private static func encode(_ text: String, into output: inout [UInt8]) {
        let bytes = Array(text.utf8)
        TextEscapes.encodeText(bytes.span, into: &output)
    }

    // MARK: - Values

    /// Writes any value.
    mutating func value(_ name: String?, _ value: RemoteValue) {
        switch value.origin {
        case .node(let store, let node): copy(store, node, name)
        case .value(let value): primitive(name, value)
        case .composed(let composed): self.composed(name, composed)
        }
    }

    /// Writes a value, or null when there is none.
    mutating func value(_ name: String?, orNull value: RemoteValue?) {
        if let value { self.value(name, value) } else { null(name) }
    }

    private mutating func composed(_ name: String?, _ composed: ComposedValue) {
        switch composed {
        case .list(let typeNames, let items):
            list(name, typeNames: typeNames) { writer in
                for item in items { writer.value(nil, item) }
            }
        case .dictionary(let typeNames, let keys, let values):
            dictionary(name, typeNames: typeNames) { writer in
                for (key, value) in zip(keys, values) {
                    writer.entry {
                        $0.value("Key", key)
                        $0.value("Value", value)
                    }
                }
            }
        case .object(let typeNames, let stringRepresentation, let names, let values):
            bag(name, typeNames: typeNames, stringRepresentation: stringRepresentation) { writer in
                for (name, value) in zip(names, values) { writer.value(name, value) }
            }
        case .enumeration(let type, let value, let text):
            enumeration(name, type, value, text)
        }
    }

    private mutating func primitive(_ name: String?, _ value: PSValue) {
        switch value {
        case .null, .reference: null(name)
        case .string(let text), .scriptBlock(let text): string(name, text)
        case .xml(let text): element("XD", name) { Self.encode(text, into: &$0) }
        case .char(let unit): char(name, unit)
        case .boolean(let value): boolean(name, value)
        case .uint8(let value): integer("By", name, value)
        case .int8(let value): integer("SB", name, value)
        case .int16(let value): integer("I16", name, value)
        case .uint16(let value): integer("U16", name, value)
        case .int32(let value): int32(name, value)
        case .uint32(let value): uint32(name, value)
        case .int64(let value): int64(name, value)
        case .uint64(let value): integer("U64", name, value)
        case .single(let value): element("Sg", name) { PrimitiveFormatter.single(value, into: &$0) }
        case .double(let value): element("Db", name) { PrimitiveFormatter.double(value, into: &$0) }
        case .decimal(let value): element("D", name) { PrimitiveFormatter.decimal(value, into: &$0) }
        case .dateTime(let value): dateTime(name, value)
        case .duration(let value): element("TS", name) { PrimitiveFormatter.duration(value, into: &$0) }
        case .guid(let value): guid(name, value)
        case .uri(let value): element("URI", name) { Self.encode(value.originalString, into: &$0) }
        case .version(let value): version(name, value)
        case .bytes(let value): bytes(name, value)
        case .secureString(let value): secureString(name, value)
        case .progress(let value): copy(value.store, value.node, name)
        case .object(let object): copy(object.store, object.node, name)
        }
    }

    private mutating func integer(_ tag: String, _ name: String?, _ value: some FixedWidthInteger) {
        element(tag, name) { PrimitiveFormatter.integer(value, into: &$0) }
    }

    /// Writes a value as an object with further members, after those it has.
    mutating func value(_ value: RemoteValue, adding members: [(name: String, value: RemoteValue)]) {
        guard case .node(let store, let node) = value.origin, store.nodes[node].kind == .object else {
            return object(nil) { object in
                object.value(nil, value)
                object.branch("MS") { $0.add(members) }
            }
        }
        objectIDs[ObjectKey(store: ObjectIdentifier(store), node: node)] = nextRefID
        beginObject(nil)
        var hasMembers = false
        var part = node + 1
        while part < store.end(of: node) {
            defer { part = store.end(of: part) }
            let entry = store.nodes[part]
            guard !entry.isSuperseded else { continue }
            guard entry.kind == .extended else {
                copy(store, part, nil)
                continue
            }
            hasMembers = true
            branch("MS") { writer in
                var member = part + 1
                while member < store.end(of: part) {
                    let name = store.symbols.name(store.nodes[member].name)
                    if !store.nodes[member].isSuperseded { writer.copy(store, member, name) }
                    member = store.end(of: member)
                }
                writer.add(members)
            }
        }
        if !hasMembers { branch("MS") { $0.add(members) } }
        output.append(text: "</Obj>")
    }

    private mutating func add(_ members: [(name: String, value: RemoteValue)]) {
        for member in members { value(member.name, member.value) }
    }

    // MARK: - Copying nodes

    /// Copies a value of a document with an explicit stack: how deep it is was decided by whoever sent it.
    private mutating func copy(_ store: NodeStore, _ node: Int, _ name: String?) {
        var stack: [Frame] = []
        begin(store, node, name.map { Array($0.utf8) }, &stack)
        while var frame = stack.popLast() {
            guard frame.next < frame.end else {
                output.append(text: frame.closing.description)
                continue
            }
            let child = frame.next
            frame.next = frame.store.end(of: child)
            let entry = frame.store.nodes[child]
            if frame.isDictionary {
                if frame.isKeyNext { output.append(text: "<En>") }
                let isKey = frame.isKeyNext
                frame.isKeyNext.toggle()
                let store = frame.store
                stack.append(frame)
                if !isKey {
                    // Closes the entry once the value is written.
                    stack.append(Frame(store: store, next: 0, end: 0, closing: "</En>"))
                }
                begin(store, child, Array((isKey ? "Key" : "Value").utf8), &stack)
            } else {
                let store = frame.store
                stack.append(frame)
                guard !entry.isSuperseded else { continue }
                let name = entry.hasName ? Array(store.symbols.nameBytes[store.symbols.nameRange(entry.name)]) : nil
                begin(store, child, name, isBase: frame.isObject, &stack)
            }
        }
    }

    /// - Parameter isBase: whether the value stands directly in an object.
    private mutating func begin(
        _ store: NodeStore,
        _ node: Int,
        _ name: [UInt8]?,
        isBase: Bool = false,
        _ stack: inout [Frame]
    ) {
        let entry = store.nodes[node]
        switch entry.kind {
        case .attached:
            let object = store.attachments[Int(entry.extent)]
            begin(object.store, object.node, name, isBase: isBase, &stack)
        case .reference where entry.extent == Node.elsewhere:
            open("Nil", name)
            output.append(text: " />")
        case .reference:
            beginObject(store, Int(entry.extent), name, isBase: isBase, &stack)
        case .object:
            beginObject(store, node, name, isBase: isBase, &stack)
        case .typeNames:
            typeNames(store.symbols.typeLists[Int(entry.extent)].writtenNames)
        case .null:
            open("Nil", name)
            output.append(text: " />")
        case .progress:
            push(store, node, name, "PR", "</PR>", &stack)
        case .list: push(store, node, nil, "LST", "</LST>", &stack)
        case .enumerable: push(store, node, nil, "IE", "</IE>", &stack)
        case .stack: push(store, node, nil, "STK", "</STK>", &stack)
        case .queue: push(store, node, nil, "QUE", "</QUE>", &stack)
        case .dictionary, .orderedDictionary: push(store, node, nil, "DCT", "</DCT>", &stack)
        case .adapted: push(store, node, nil, "Props", "</Props>", &stack)
        case .extended: push(store, node, nil, "MS", "</MS>", &stack)
        case .memberSet: push(store, node, name, "MS", "</MS>", &stack)
        default:
            copyText(store, node, entry, entry.kind == .stringRepresentation ? nil : name)
        }
    }

    private mutating func beginObject(
        _ store: NodeStore,
        _ node: Int,
        _ name: [UInt8]?,
        isBase: Bool,
        _ stack: inout [Frame]
    ) {
        let key = ObjectKey(store: ObjectIdentifier(store), node: node)
        // No reader takes a `Ref` directly in an object, so one that was written before is written again.
        if !isBase, let id = objectIDs[key] {
            open("Ref", name)
            output.append(text: " RefId=\"")
            PrimitiveFormatter.integer(id, into: &output)
            output.append(text: "\" />")
            return
        }
        objectIDs[key] = nextRefID
        open("Obj", name)
        output.append(text: " RefId=\"")
        PrimitiveFormatter.integer(nextRefID, into: &output)
        output.append(text: "\">")
        nextRefID += 1
        var frame = Frame(store: store, next: node + 1, end: store.end(of: node), closing: "</Obj>")
        frame.isObject = true
        stack.append(frame)
    }

    private mutating func push(
        _ store: NodeStore,
        _ node: Int,
        _ name: [UInt8]?,
        _ tag: String,
        _ closing: StaticString,
        _ stack: inout [Frame]
    ) {
        open(tag, name)
        let end = store.end(of: node)
        guard end > node + 1 else {
            output.append(text: " />")
            return
        }
        output.append(UInt8(ascii: ">"))
        var frame = Frame(store: store, next: node + 1, end: end, closing: closing)
        frame.isDictionary = store.nodes[node].kind.isDictionary
        stack.append(frame)
    }

    private mutating func copyText(_ store: NodeStore, _ node: Int, _ entry: Node, _ name: [UInt8]?) {
        let tag = entry.kind.elementName.description
        open(tag, name)
        output.append(UInt8(ascii: ">"))
        if entry.flags.contains(.literal) || entry.flags.contains(.markup) {
            let text = store.text(of: node)
            if entry.kind.isText {
                TextEscapes.encodeText(text.span, into: &output)
            } else {
                TextEscapes.escapeXMLText(text.span, into: &output)
            }
        } else {
            let bytes = store.bytes
            let start = Int(entry.start)
            output.append(bytes.span.extracting(start..<start + Int(entry.extent)))
        }
        output.append(text: "</")
        output.append(text: tag)
        output.append(UInt8(ascii: ">"))
    }

    private mutating func open(_ tag: String, _ name: [UInt8]?) {
        output.append(UInt8(ascii: "<"))
        output.append(text: tag)
        guard let name else { return }
        output.append(text: " N=\"")
        TextEscapes.encodeAttribute(name.span, into: &output)
        output.append(UInt8(ascii: "\""))
    }
}
