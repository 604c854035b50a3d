import CLIXML
import CLIXMLConvert
import Testing

@Suite struct MemberCollectorTests {
    /// The names of the properties of a value in order, those of the type table with `*`, computed ones with `+`.
    private func names(_ markup: String, _ view: MemberView = .all) throws -> [String] {
        let store = try #require(try documentValues(markup).first).store
        let nodes = store.nodes
        var members: [Member] = []
        var collector = MemberCollector()
        let wrapper = Wrapper(nodes.span, of: 0)
        let live = collector.append(view, of: wrapper, in: store, zone: .utc, to: &members)
        return members.map { member in
            switch member.source {
            case .node(let node): store.symbols.name(nodes[node].name)
            case .typeTable(let added): "*" + String(decoding: added.name, as: UTF8.self)
            case .dotNet(let index): "+" + String(decoding: live?.name(index) ?? [], as: UTF8.self)
            }
        }
    }

    @Test(arguments: [
        ("<Obj><MS><I32 N='a'>1</I32><S N='b'>x</S></MS></Obj>", ["a", "b"]),
        (
            "<Obj><MS><I32 N='c'>3</I32><S N='A'>e</S></MS><Props><I32 N='a'>1</I32><I32 N='b'>2</I32></Props></Obj>",
            ["c", "A", "b"]
        ),
        ("<Obj><MS><I32 N='a'>1</I32><I32 N='b'>2</I32><I32 N='A'>3</I32></MS></Obj>", ["A", "b"]),
        ("<Obj><MS><MS N='Set'><I32 N='x'>1</I32></MS><I32 N='b'>2</I32></MS></Obj>", ["b"]),
        ("<G>792e5b37-4505-47ef-b7d2-8711bb7affa8</G>", ["*Guid", "+Variant", "+Version"]),
        (
            "<Obj><G>792e5b37-4505-47ef-b7d2-8711bb7affa8</G><MS><I32 N='n'>1</I32></MS></Obj>",
            ["n", "*Guid", "+Variant", "+Version"]
        ),
        (
            "<Obj><G>792e5b37-4505-47ef-b7d2-8711bb7affa8</G><MS><I32 N='version'>1</I32></MS></Obj>",
            ["version", "*Guid", "+Variant"]
        ),
        ("<Obj><TN><T>My.Guid</T></TN><G>792e5b37-4505-47ef-b7d2-8711bb7affa8</G></Obj>", ["+Variant", "+Version"]),
        ("<Obj><TN><T>X</T><T>System.Enum</T></TN><ToString>A</ToString><I32>5</I32></Obj>", ["*Value"]),
        ("<Obj><TN><T>X</T><T>System.Enum</T></TN><I32>5</I32><MS><S N='vALUE'>x</S></MS></Obj>", ["vALUE"]),
        (
            "<Obj><TN><T>X</T><T>deserialized.system.ENUM</T></TN><Props><I32 N='value'>1</I32><I32 N='b'>1</I32></Props></Obj>",
            ["*Value", "b"]
        ),
        ("<Obj><S>text</S><Props><S N='p'>x</S></Props><MS><S N='n'>y</S></MS></Obj>", ["n", "p"]),
        ("<Obj><LST /><Props /></Obj>", []),
        (
            "<Obj><LST><I32>1</I32></LST><MS><I32 N='COUNT'>9</I32></MS></Obj>",
            ["COUNT", "+Capacity", "+IsFixedSize", "+IsReadOnly", "+IsSynchronized", "+SyncRoot"]
        ),
        ("<I32>5</I32>", []),
        ("<Obj />", []),
        (
            "<Obj><Obj><S>t</S><MS><I32 N='a'>1</I32><I32 N='b'>1</I32></MS></Obj><MS><I32 N='B'>2</I32><I32 N='c'>1</I32></MS></Obj>",
            ["a", "B", "c", "+Length"]
        ),
    ])
    func listsPropertiesInOrder(_ markup: String, _ expected: [String]) throws {
        let found = try names(markup)
        #expect(found == expected)
    }

    /// With few added properties and with many, hidden ones are found in different ways.
    @Test(arguments: [1, 8, 9, 200])
    func hidesWhatAddedPropertiesHide(_ count: Int) throws {
        let added = (0..<count).map { "<I32 N='n\($0)'>1</I32>" }.joined()
        let adapted = (0..<(count + 1)).map { "<I32 N='N\($0)'>1</I32>" }.joined()
        let type = "<TN><T>X</T><T>System.Enum</T></TN>"
        let value = "<I32 N='vaLUE'>1</I32>"
        let found = try names("<Obj>\(type)<MS>\(added)</MS><Props>\(adapted)\(value)</Props></Obj>")
        #expect(found == (0..<count).map { "n\($0)" } + ["*Value", "N\(count)"])
    }

    @Test func listsAddedPropertiesAlone() throws {
        let date = "<Obj><DT>2024-01-02T03:04:05</DT><MS><I32 N='n'>1</I32></MS></Obj>"
        let found = try names(date, .extended)
        #expect(found == ["n", "*DateTime"])
        let bag = "<Obj><MS><I32 N='n'>1</I32></MS><Props><I32 N='p'>1</I32></Props></Obj>"
        let ofBag = try names(bag, .extended)
        #expect(ofBag == ["n"])
    }

    /// A collector keeps marks from call to call and from document to document; they must not leak.
    @Test func servesSeveralDocuments() throws {
        var collector = MemberCollector()
        for markup in [
            "<Obj><MS><I32 N='a'>1</I32></MS><Props><I32 N='b'>1</I32><I32 N='a'>1</I32></Props></Obj>",
            "<Obj><MS><I32 N='x'>1</I32></MS><Props><I32 N='a'>1</I32><I32 N='X'>1</I32></Props></Obj>",
        ] {
            for value in try documentValues(markup + markup) {
                let nodes = value.store.nodes
                var members: [Member] = []
                let wrapper = Wrapper(nodes.span, of: 0)
                collector.append(.all, of: wrapper, in: value.store, zone: .utc, to: &members)
                #expect(members.count == 2)
            }
        }
    }
}
