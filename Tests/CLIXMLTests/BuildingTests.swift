import CLIXML
import Testing

/// Values that a program makes, and how they compare.
@Suite struct BuildingTests {
    @Test func literalsMakeValues() {
        #expect("a" as PSValue == .string("a"))
        #expect(5 as PSValue == .int32(5))
        #expect(5_000_000_000 as PSValue == .int64(5_000_000_000))
        #expect(1.5 as PSValue == .double(1.5))
        #expect(true as PSValue == .boolean(true))
        let name = "x"
        #expect("a\(name)" as PSValue == .string("ax"))
        let list: PSValue = [1, "two", [3]]
        guard case .object(let object) = list else {
            Issue.record("no object")
            return
        }
        #expect(object.typeNames.map { Array($0) } == ["System.Object[]", "System.Array", "System.Object"])
        #expect(object.container?.items.count == 3)
    }

    @Test func objectsShowWhatWasPutIn() throws {
        let inner = PSObject(stringRepresentation: "text", baseValue: "base")
        let object = PSObject(
            typeNames: ["Demo.Host", "System.Object"],
            stringRepresentation: "host",
            adaptedProperties: ["Name": "web01", "Inner": .object(inner)],
            extendedProperties: ["name": "note", "Nothing": .null]
        )
        #expect(object.typeNames?.baseName == "Demo.Host")
        #expect(object.typeNames?.isDeserialized == false)
        #expect(object.stringRepresentation == "host")
        #expect(object.adaptedProperties.map(\.name) == ["Name", "Inner"])
        #expect(object["NAME"] == "note")
        #expect(object.adaptedProperties["name"] == "web01")
        #expect(object["Nothing"] == .null)
        #expect(object["Missing"] == nil)
        #expect(object.refID == nil)
        #expect(object.byteOffset == 0)
        guard case .object(let found)? = object["Inner"] else {
            Issue.record("no object")
            return
        }
        #expect(found.isIdentical(to: inner))
        #expect(found.baseValue == "base")
        #expect(String(decoding: try #require(found.textBytes), as: UTF8.self) == "base")
    }

    @Test func membersReplaceEachOtherIgnoringCase() {
        var members: PSMembers = ["a": 1, "b": 2]
        members["A"] = 3
        members["c"] = 4
        let object = PSObject(extendedProperties: members)
        #expect(object.extendedProperties.map(\.name) == ["A", "b", "c"])
        #expect(object.extendedProperties.map(\.value) == [3, 2, 4])
        for index in 0..<100 { members["n\(index)"] = .int32(Int32(index)) }
        members["N50"] = "replaced"
        #expect(members["n50"] == "replaced")
        #expect(members.count == 103)
        #expect(PSObject(extendedProperties: members).extendedProperties.count == 103)
    }

    @Test func containersShowTheirItems() {
        let stack = PSObject(list: ["top", 2], kind: .stack)
        #expect(stack.container?.kind == .stack)
        #expect(stack.container?.items == ["top", 2])
        #expect(stack.typeNames == nil)
        let table = PSObject(dictionary: ["k": 1, 2: [:]])
        #expect(table.container?.kind == .dictionary)
        #expect(table.container?.entries.map(\.key) == ["k", 2])
        let ordered = PSObject(dictionary: [:], typeNames: ["System.Collections.Specialized.OrderedDictionary"])
        #expect(ordered.container?.kind == .orderedDictionary)
    }

    @Test func buildsGraphs() {
        var builder = PSObjectBuilder()
        let parent = builder.makeObject(typeNames: ["Demo.Node"])
        let child = builder.makeObject(wrapping: "c", typeNames: ["Demo.Node"], stringRepresentation: "child")
        let list = builder.makeCollection(.queue)
        builder.setExtendedProperty("Children", to: list, of: parent)
        builder.setExtendedProperty("First", to: child, of: parent)
        builder.append(child, to: list)
        builder.append("end", to: list)
        builder.setAdaptedProperty("Parent", to: parent, of: child)
        builder.setAdaptedProperty("parent", to: parent, of: child)
        let object = builder.build(parent)
        guard case .object(let first)? = object["First"], case .object(let children)? = object["Children"],
            case .object(let item)? = children.container?.items.first, case .object(let back)? = first["Parent"]
        else {
            Issue.record("objects are missing")
            return
        }
        #expect(first.isIdentical(to: item))
        #expect(back.isIdentical(to: object))
        #expect(first.adaptedProperties.map(\.name) == ["parent"])
        #expect(first.baseValue == "c")
        #expect(first.stringRepresentation == "child")
        #expect(children.container?.kind == .queue)
        #expect(children.container?.items.last == "end")
    }

    @Test func keepsMemberSets() {
        var members: PSMembers = ["a": 1]
        members.setMemberSet("set", to: ["b": 2])
        let object = PSObject(extendedProperties: members)
        let set = object.extendedProperties.property(named: "SET")?.memberSet
        #expect(set?.map(\.name) == ["b"])
        #expect(members["set"] == nil)
    }

    // MARK: - Equality

    /// A list of nodes, each of which refers to the next and the last to the first.
    private func ring(_ count: Int, _ name: String = "n") -> PSObject {
        var builder = PSObjectBuilder()
        let nodes = (0..<count).map { _ in builder.makeObject(typeNames: ["Node"]) }
        for (index, node) in nodes.enumerated() {
            builder.setExtendedProperty("next", to: nodes[(index + 1) % count], of: node)
            builder.setExtendedProperty("name", to: .string(name), of: node)
        }
        return builder.build(nodes[0])
    }

    @Test func comparesCycles() {
        #expect(ring(3) == ring(3))
        #expect(ring(3) != ring(3, "other"))
        // What can be seen of a ring does not tell how long it is.
        #expect(ring(2) == ring(3))
    }

    @Test func comparesDeepValues() {
        func chain(_ count: Int, _ end: PSValue) -> PSObject {
            var object = PSObject(baseValue: end)
            for _ in 0..<count { object = PSObject(extendedProperties: ["next": .object(object)]) }
            return object
        }
        // As deep as would overflow the stack of anything that recurses, when compared as when released.
        #expect(chain(200_000, 1) == chain(200_000, 1))
        #expect(chain(200_000, 1) != chain(200_000, 2))
    }

    @Test func comparesSharedValuesOnce() {
        func tree(_ depth: Int) -> PSObject {
            var object = PSObject(baseValue: 1)
            for _ in 0..<depth { object = PSObject(list: [.object(object), .object(object)]) }
            return object
        }
        // Compared path by path this would be 2^60 comparisons.
        #expect(tree(60) == tree(60))
    }

    private static func bag(_ members: PSMembers) -> PSObject { PSObject(extendedProperties: members) }

    private static let pairs: [(PSObject, PSObject)] = [
        (bag([:]), PSObject(typeNames: [])),
        (bag(["a": 1]), bag(["a": 2])),
        (bag(["a": 1]), bag(["A": 1])),
        (bag(["a": 1]), bag(["a": .int64(1)])),
        (bag(["a": 1, "b": 2]), bag(["b": 2, "a": 1])),
        (bag(["a": "é"]), bag(["a": "e\u{301}"])),
        (PSObject(adaptedProperties: ["a": 1]), bag(["a": 1])),
        (PSObject(stringRepresentation: ""), bag([:])),
        (PSObject(baseValue: "a"), PSObject(baseValue: .scriptBlock("a"))),
        (PSObject(list: [1]), PSObject(list: [1], kind: .stack)),
        (PSObject(list: [1]), PSObject(list: [1, 1])),
        (PSObject(dictionary: ["a": 1]), PSObject(dictionary: ["a": 2])),
    ]

    @Test(arguments: pairs)
    func tellsObjectsApart(_ left: PSObject, _ right: PSObject) {
        #expect(left != right)
        #expect(left == left)
        #expect(right == right)
    }

    @Test func comparesReadObjectsWithBuiltOnes() throws {
        let text =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><MS><I32 N=\"n\"> 5 </I32><S N=\"s\">_x0041_</S></MS></Obj>"
        guard case .object(let read) = try #require(try Written.read(text).first).value else {
            Issue.record("no object")
            return
        }
        let built = PSObject(typeNames: ["A"], extendedProperties: ["n": 5, "s": "A"])
        #expect(read.isEqualAsWritten(to: built))
        #expect(read != built)
        #expect(read == PSObject(typeNames: ["Deserialized.A"], extendedProperties: ["n": 5, "s": "A"]))
    }

    @Test func everyValueEqualsItself() {
        #expect(PSValue.double(.nan) == .double(.nan))
        #expect(PSValue.double(0) == .double(-0.0))
        #expect(PSValue.double(1) != .single(1))
        let progress = PSProgress(activity: "a", activityID: 1, statusDescription: "s", currentOperation: [1])
        let other = PSProgress(activity: "a", activityID: 1, statusDescription: "s", currentOperation: [2])
        #expect(progress == progress)
        #expect(progress != other)
    }

    /// A million values read, each of which refers to the one before: none keeps another, and letting go of them is one step
    /// each.
    @Test func valuesReadAreReleasedOneByOne() throws {
        var content = ""
        for number in 0..<1_000_000 {
            content +=
                number == 0
                ? "<Obj RefId='0'/>" : "<Obj RefId='\(number)'><LST><Ref RefId='\(number - 1)'/></LST></Obj>"
        }
        var parser = CLIXMLParser()
        var values: [DocumentValue] = []
        try parser.append(Reading.document(content).span)
        while let value = try parser.nextValue() { values.append(value) }
        try parser.finish()
        #expect(values.count == 1_000_000)
        weak let first = values.first?.store
        #expect(first != nil)
        values.removeFirst()
        #expect(first == nil)
        values = []
    }
}
