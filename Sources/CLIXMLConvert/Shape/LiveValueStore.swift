internal import CLIXML

/// Makes objects of the properties of live values that are no primitives, in stores of their own.
enum LiveValueStore {
    /// The object that stands for a property: an enumeration's member, or a collection of values.
    ///
    /// - Parameter text: the text of the value, which the object remembers.
    static func object(_ value: DotNetValue, in store: NodeStore, text: [UInt8]) -> PSObject {
        var builder = Builder(text: text)
        switch value {
        case .enumeration(let member):
            builder.begin(types: [member.className, "System.Enum", "System.ValueType", "System.Object"])
            builder.addNumber(member.number)
        case .texts(let texts):
            builder.begin(types: ["System.String[]", "System.Array", "System.Object"])
            builder.list { list in
                for text in texts { list.addText(text) }
            }
        case .base(let node): builder.addCollection(store, node)
        case .keys(let node):
            builder.begin(types: [])
            builder.list { list in
                for entry in DictionaryKeys.entries(of: node, store) { list.attach(PSObject(store, entry.key)) }
            }
        case .values(let node):
            builder.begin(types: [])
            builder.list { list in
                for entry in DictionaryKeys.entries(of: node, store) { list.attach(PSObject(store, entry.value)) }
            }
        case .xml(let document, let nodes):
            if nodes.count == 1 { return XMLNodeStore.object(document, nodes[0]) }
            builder.begin(types: ["System.Object[]", "System.Array", "System.Object"])
            builder.list { list in
                for node in nodes {
                    if let text = document.simpleText(of: node) {
                        list.addText(Array(text))
                    } else {
                        list.attach(XMLNodeStore.object(document, node))
                    }
                }
            }
        default: builder.begin(types: [])
        }
        return builder.finish()
    }

    /// One object with a remembered text, put together node by node.
    struct Builder {
        private var nodes: [Node] = []
        private var bytes: [UInt8]
        private var attachments: [PSObject] = []
        private var names = NameTable()
        private let textCount: Int

        init(text: [UInt8]) {
            bytes = text
            textCount = text.count
        }

        mutating func begin(types: [String]) {
            nodes.append(Node(kind: .object, name: Node.noName, start: .max, extent: 0))
            if !types.isEmpty {
                let list = names.add(PSTypeNames(types))
                nodes.append(Node(kind: .typeNames, name: Node.noName, start: .max, extent: list))
            }
            nodes.append(leaf(.stringRepresentation, 0, textCount))
        }

        private func leaf(_ kind: NodeKind, _ start: Int, _ count: Int) -> Node {
            let (start, count) = (UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: count))
            return Node(kind: kind, flags: .literal, name: Node.noName, start: start, extent: count)
        }

        mutating func addNumber(_ number: Int) {
            let start = bytes.count
            PrimitiveFormatter.integer(number, into: &bytes)
            nodes.append(leaf(.int32, start, bytes.count - start))
        }

        mutating func addText(_ text: [UInt8]) {
            nodes.append(leaf(.string, bytes.count, text.count))
            bytes.append(contentsOf: text)
        }

        mutating func attach(_ object: PSObject) {
            let index = UInt32(truncatingIfNeeded: attachments.count)
            attachments.append(object)
            nodes.append(Node(kind: .attached, name: Node.noName, start: .max, extent: index))
        }

        /// Adds a container of what `fill` adds.
        mutating func list(_ kind: NodeKind = .list, _ fill: (inout Builder) -> Void) {
            let list = nodes.count
            nodes.append(Node(kind: kind, name: Node.noName, start: .max, extent: 0))
            fill(&self)
            nodes[list].extent = UInt32(truncatingIfNeeded: nodes.count)
        }

        /// A collection without the wrapper around it.
        mutating func addCollection(_ store: NodeStore, _ node: Int) {
            begin(types: [])
            let kind = store.nodes[node].kind
            guard kind.isContainer else {
                let text = store.text(of: node)
                nodes.append(leaf(kind, bytes.count, text.count))
                bytes.append(contentsOf: text)
                return
            }
            list(kind) { list in
                for item in PSContainer(store, node).itemNodes { list.attach(PSObject(store, item)) }
            }
        }

        mutating func finish() -> PSObject {
            nodes[0].extent = UInt32(truncatingIfNeeded: nodes.count)
            let store = NodeStore(
                nodes: nodes,
                bytes: bytes,
                snapshot: names.takeSnapshot(),
                attachments: AttachmentList(attachments)
            )
            return PSObject(store, 0)
        }
    }
}
