import CLIXML
import Testing

/// The rows of spec section 9.4 that are about writing, with .NET objects as a program builds them.
@Suite struct CLIXMLWriterObjectTests {
    private let bagNames = "<T>System.Management.Automation.PSCustomObject</T><T>System.Object</T>"

    @Test func writesEmptyBags() throws {
        #expect(try Written.compact(.object([:])) == "<Obj RefId=\"0\"><TN RefId=\"0\">\(bagNames)</TN></Obj>")
        #expect(try Written.compact(.object(PSObject(typeNames: []))) == "<Obj RefId=\"0\" />")
    }

    @Test func writesABag() throws {
        let bag: PSObject = ["Name": "x", "Size": 3, "Child": ["A": 1], "Nothing": .null]
        let expected =
            "<Obj RefId=\"0\"><TN RefId=\"0\">\(bagNames)</TN><MS><S N=\"Name\">x</S><I32 N=\"Size\">3</I32>"
            + "<Obj N=\"Child\" RefId=\"1\"><TNRef RefId=\"0\" /><MS><I32 N=\"A\">1</I32></MS></Obj>"
            + "<Nil N=\"Nothing\" /></MS></Obj>"
        #expect(try Written.compact(.object(bag)) == expected)
    }

    @Test func refersToAnObjectWrittenBefore() throws {
        let table = PSObject(dictionary: ["k": 1])
        let list = PSObject(list: [.object(table), .object(table)], typeNames: [])
        let expected =
            "<Obj RefId=\"0\"><LST><Obj RefId=\"1\"><TN RefId=\"0\"><T>System.Collections.Hashtable</T><T>System.Object</T>"
            + "</TN><DCT><En><S N=\"Key\">k</S><I32 N=\"Value\">1</I32></En></DCT></Obj><Ref RefId=\"1\" /></LST></Obj>"
        #expect(try Written.compact(.object(list)) == expected)
        // Also across values, and under a name.
        let bag = PSObject(typeNames: [], extendedProperties: ["t": .object(table)])
        let both = try Written.compact(.object(list), .object(bag))
        #expect(both == expected + "<Obj RefId=\"2\"><MS><Ref N=\"t\" RefId=\"1\" /></MS></Obj>")
    }

    @Test func writesEqualObjectsTwice() throws {
        let list = PSObject(
            list: ["a", "a", .object(PSObject(typeNames: [])), .object(PSObject(typeNames: []))],
            typeNames: []
        )
        let expected =
            "<Obj RefId=\"0\"><LST><S>a</S><S>a</S><Obj RefId=\"1\" /><Obj RefId=\"2\" /></LST></Obj>"
        #expect(try Written.compact(.object(list)) == expected)
    }

    @Test func writesCycles() throws {
        var builder = PSObjectBuilder()
        let bag = builder.makeObject()
        builder.setExtendedProperty("Self", to: bag, of: bag)
        let expected =
            "<Obj RefId=\"0\"><TN RefId=\"0\">\(bagNames)</TN><MS><Ref N=\"Self\" RefId=\"0\" /></MS></Obj>"
        #expect(try Written.compact(.object(builder.build(bag))) == expected)
    }

    @Test func numbersTypeNameLists() throws {
        func named(_ names: PSTypeNames) -> PSValue { .object(PSObject(typeNames: names)) }
        let expected =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN></Obj><Obj RefId=\"1\"><TN RefId=\"1\"><T>a</T></TN></Obj>"
            + "<Obj RefId=\"2\"><TNRef RefId=\"0\" /></Obj>"
        #expect(try Written.compact(named(["A"]), named(["a"]), named(["A"])) == expected)
        // PowerShell takes the joined names for the list.
        let joined =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T><T>B</T></TN></Obj><Obj RefId=\"1\"><TNRef RefId=\"0\" /></Obj>"
        #expect(try Written.compact(named(["A", "B"]), named(["A@@@B"])) == joined)
    }

    @Test func wrapsPrimitivesWithExtras() throws {
        let note = PSValue.object(PSObject(baseValue: 5, extendedProperties: ["n": "v"]))
        #expect(
            try Written.compact(note) == "<Obj RefId=\"0\"><I32>5</I32><MS><S N=\"n\">v</S></MS></Obj>"
        )
        let named = PSValue.object(PSObject(typeNames: ["X", "System.Int32"], baseValue: 5))
        #expect(
            try Written.compact(named)
                == "<Obj RefId=\"0\"><TN RefId=\"0\"><T>X</T><T>System.Int32</T></TN><I32>5</I32></Obj>"
        )
        let literal = PSValue.object(PSObject(stringRepresentation: "0x10", baseValue: 16))
        #expect(try Written.compact(literal) == "<Obj RefId=\"0\"><ToString>0x10</ToString><I32>16</I32></Obj>")
        let plain = PSValue.object(
            PSObject(typeNames: ["system.int32", "System.ValueType", "System.Object"], baseValue: 5)
        )
        #expect(try Written.compact(plain, plain) == "<I32>5</I32><I32>5</I32>")
        #expect(try Written.compact(note, note).hasSuffix("<Ref RefId=\"0\" />"))
    }

    @Test func countsMethodsOfReadPrimitivesAsMembers() throws {
        #expect(try Written.rewritten("<Obj RefId=\"0\"><S>a</S></Obj>") == "<S>a</S>")
        #expect(try Written.rewritten("<Obj RefId=\"0\"><S>a</S><MS /></Obj>") == "<S>a</S>")
        let withProperties = "<Obj RefId=\"0\"><S>a</S><Props><S N=\"p\">x</S></Props></Obj>"
        #expect(try Written.rewritten(withProperties) == "<Obj RefId=\"0\"><S>a</S></Obj>")
        let withText = "<Obj RefId=\"0\"><ToString /><S>a</S></Obj>"
        #expect(try Written.rewritten(withText) == withText)
        let withoutNames = "<Obj RefId=\"0\"><TN RefId=\"0\" /><S>a</S></Obj>"
        #expect(try Written.rewritten(withoutNames) == "<Obj RefId=\"0\"><S>a</S></Obj>")
    }

    @Test func writesEnumerations() throws {
        let day = PSObject(
            typeNames: ["System.DayOfWeek", "System.Enum", "System.ValueType", "System.Object"],
            stringRepresentation: "Monday",
            baseValue: 1
        )
        let full =
            "<TN RefId=\"0\"><T>System.DayOfWeek</T><T>System.Enum</T><T>System.ValueType</T><T>System.Object</T></TN>"
            + "<ToString>Monday</ToString><I32>1</I32></Obj>"
        #expect(try Written.compact(.object(day)) == "<Obj RefId=\"0\">" + full)
        let holder = PSObject(typeNames: [], adaptedProperties: ["Day": .object(day)])
        #expect(
            try Written.compact(.object(holder), depth: 1)
                == "<Obj RefId=\"0\"><Props><S N=\"Day\">Monday</S></Props></Obj>"
        )
        let small = PSObject(typeNames: ["E", "System.Enum"], stringRepresentation: "A, B", baseValue: .uint8(3))
        #expect(try Written.compact(.object(small)).hasSuffix("<ToString>A, B</ToString><By>3</By></Obj>"))
    }

    @Test(
        arguments: [
            (PSContainer.Kind.list, "LST", "System.Collections.ArrayList"),
            (.queue, "QUE", "System.Collections.Queue"),
            (.stack, "STK", "System.Collections.Stack"),
            (.enumerable, "IE", "System.Collections.ArrayList"),
        ]
    )
    func writesCollections(_ kind: PSContainer.Kind, _ element: String, _ name: String) throws {
        let start = "<Obj RefId=\"0\"><TN RefId=\"0\"><T>\(name)</T><T>System.Object</T></TN>"
        #expect(try Written.compact(.object(PSObject(list: [], kind: kind))) == start + "<\(element) /></Obj>")
        let items = PSObject(list: [3, .null], kind: kind)
        #expect(
            try Written.compact(.object(items)) == start + "<\(element)><I32>3</I32><Nil /></\(element)></Obj>"
        )
    }

    @Test func writesDictionaries() throws {
        let inner = PSObject(list: ["x"], typeNames: [])
        let table = PSObject(dictionary: ["b": .object(inner), 1: .null], typeNames: [])
        let expected =
            "<Obj RefId=\"0\"><DCT><En><S N=\"Key\">b</S><Obj N=\"Value\" RefId=\"1\"><LST><S>x</S></LST></Obj></En>"
            + "<En><I32 N=\"Key\">1</I32><Nil N=\"Value\" /></En></DCT></Obj>"
        #expect(try Written.compact(.object(table)) == expected)
        #expect(
            try Written.compact(.object(PSObject(dictionary: [:], typeNames: []))) == "<Obj RefId=\"0\"><DCT /></Obj>"
        )
    }

    @Test func writesMembersOfCollections() throws {
        let list = PSObject(list: [1], typeNames: [], extendedProperties: ["n": "v"])
        let expected = "<Obj RefId=\"0\"><LST><I32>1</I32></LST><MS><S N=\"n\">v</S></MS></Obj>"
        #expect(try Written.compact(.object(list)) == expected)
    }

    @Test func writesDotNetObjects() throws {
        let inner = PSObject(
            typeNames: ["Acme.Inner", "System.Object"],
            stringRepresentation: "Acme.Inner",
            adaptedProperties: ["X": 1]
        )
        let outer = PSObject(
            typeNames: ["Acme.Outer", "System.Object"],
            stringRepresentation: "Acme.Outer",
            adaptedProperties: [
                "Id": 7,
                "In": .object(inner),
                "List": .object(
                    PSObject(list: [.object(inner)], typeNames: ["Acme.Inner[]", "System.Array", "System.Object"])
                ),
                "None": .null,
            ]
        )
        let expected = """
            \(Written.root)
              <Obj RefId="0">
                <TN RefId="0">
                  <T>Acme.Outer</T>
                  <T>System.Object</T>
                </TN>
                <ToString>Acme.Outer</ToString>
                <Props>
                  <I32 N="Id">7</I32>
                  <Obj N="In" RefId="1">
                    <TN RefId="1">
                      <T>Acme.Inner</T>
                      <T>System.Object</T>
                    </TN>
                    <ToString>Acme.Inner</ToString>
                    <Props>
                      <I32 N="X">1</I32>
                    </Props>
                  </Obj>
                  <Obj N="List" RefId="2">
                    <TN RefId="2">
                      <T>Acme.Inner[]</T>
                      <T>System.Array</T>
                      <T>System.Object</T>
                    </TN>
                    <LST>
                      <Ref RefId="1" />
                    </LST>
                  </Obj>
                  <Nil N="None" />
                </Props>
              </Obj>
            </Objs>
            """
        #expect(try Written.document([.object(outer)]) == expected)
        let flat = try Written.document([.object(outer)], depth: 1)
        #expect(flat.contains("      <S N=\"In\">Acme.Inner</S>\n"))
        #expect(flat.contains("          <S>Acme.Inner</S>\n"))
    }

    @Test func writesTheFixtureOfTheSpecification() throws {
        var builder = PSObjectBuilder()
        let table = builder.makeCollection(.dictionary)
        let list = builder.makeCollection(.list, typeNames: ["System.Object[]", "System.Array", "System.Object"])
        builder.append(key: "k", value: list, to: table)
        builder.append(table, to: list)
        builder.append(.null, to: list)
        builder.append(.double(-0.0), to: list)
        builder.append("_x\n", to: list)
        let expected = """
            \(Written.root)
              <Obj RefId="0">
                <TN RefId="0">
                  <T>System.Collections.Hashtable</T>
                  <T>System.Object</T>
                </TN>
                <DCT>
                  <En>
                    <S N="Key">k</S>
                    <Obj N="Value" RefId="1">
                      <TN RefId="1">
                        <T>System.Object[]</T>
                        <T>System.Array</T>
                        <T>System.Object</T>
                      </TN>
                      <LST>
                        <Ref RefId="0" />
                        <Nil />
                        <Db>-0</Db>
                        <S>_x005F_x_x000A_</S>
                      </LST>
                    </Obj>
                  </En>
                </DCT>
              </Obj>
              <Obj RefId="2">
                <TNRef RefId="1" />
                <LST />
              </Obj>
            </Objs>
            """
        let empty = PSObject(list: [], typeNames: ["System.Object[]", "System.Array", "System.Object"])
        #expect(try Written.document([.object(builder.build(table)), .object(empty)]) == expected)
    }

    @Test func writesMemberSets() throws {
        var members: PSMembers = ["A": 1]
        members.setMemberSet("PSStandardMembers", to: [:])
        members.setMemberSet("Set", to: ["b": 2])
        let object = PSObject(typeNames: [], extendedProperties: members)
        let expected =
            "<Obj RefId=\"0\"><MS><I32 N=\"A\">1</I32><MS N=\"PSStandardMembers\" />"
            + "<MS N=\"Set\"><I32 N=\"b\">2</I32></MS></MS></Obj>"
        #expect(try Written.compact(.object(object)) == expected)
    }

    @Test func losesMemberSetsInsideMemberSetsAsReadingDoes() throws {
        let source =
            "<Obj RefId=\"0\"><MS><MS N=\"s\"><MS N=\"t\"><I32 N=\"b\">2</I32></MS><I32 N=\"c\">3</I32></MS></MS></Obj>"
        let written = "<MS N=\"s\"><MS N=\"t\" /><I32 N=\"c\">3</I32></MS>"
        #expect(try Written.rewritten(source).contains(written))
        #expect(try Written.rewritten(source, isVerbatim: true) == source)
    }

    @Test func prefixesTypeNamesThatWereRead() throws {
        let source = "<Obj RefId=\"0\"><TN RefId=\"0\"><T>System.Int32</T><T>deserialized.X</T></TN></Obj>"
        let expected =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>Deserialized.System.Int32</T><T>deserialized.X</T></TN></Obj>"
        #expect(try Written.rewritten(source) == expected)
        #expect(try Written.rewritten(source, isVerbatim: true) == source)
    }

    @Test func writesListsThatBecomeEqualByReadingOnce() throws {
        let source =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN></Obj><Obj RefId=\"1\"><TN RefId=\"1\"><T>Deserialized.A</T></TN></Obj>"
        let expected =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>Deserialized.A</T></TN></Obj><Obj RefId=\"1\"><TNRef RefId=\"0\" /></Obj>"
        #expect(try Written.rewritten(source) == expected)
        #expect(try Written.rewritten(source, isVerbatim: true) == source)
    }

    @Test func givesReadObjectsWithoutNamesThoseOfTheirKind() throws {
        let names = "<TN RefId=\"0\">\(bagNames)</TN>"
        #expect(try Written.rewritten("<Obj />") == "<Obj RefId=\"0\">\(names)</Obj>")
        #expect(
            try Written.rewritten("<Obj><LST /></Obj>")
                == "<Obj RefId=\"0\"><TN RefId=\"0\"><T>System.Collections.ArrayList</T><T>System.Object</T></TN><LST /></Obj>"
        )
        #expect(try Written.rewritten("<Obj><TN RefId=\"0\" /></Obj>") == "<Obj RefId=\"0\" />")
        #expect(
            try Written.rewritten("<Obj><TN RefId=\"0\" /></Obj>", isVerbatim: true)
                == "<Obj RefId=\"0\"><TN RefId=\"0\" /></Obj>"
        )
    }

    @Test func turnsEnumerablesIntoListsWithTheirProperties() throws {
        let source =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>H</T></TN><IE><I32>1</I32></IE><Props><I32 N=\"Count\">1</I32></Props></Obj>"
        let expected = source.replacing("IE>", with: "LST>").replacing("<T>H", with: "<T>Deserialized.H")
        #expect(try Written.rewritten(source) == expected)
        #expect(try Written.rewritten(source, isVerbatim: true) == source)
    }

    @Test func losesEmptyPropertiesAsReadingDoes() throws {
        let source = "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><Props /></Obj>"
        #expect(
            try Written.rewritten(source) == "<Obj RefId=\"0\"><TN RefId=\"0\"><T>Deserialized.A</T></TN></Obj>"
        )
        #expect(try Written.rewritten(source, isVerbatim: true) == source)
    }

    @Test func writesAWrapperAroundAWrapper() throws {
        let source =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><ToString>a</ToString>"
            + "<Obj RefId=\"1\"><TNRef RefId=\"0\" /><ToString>a</ToString><Props><I32 N=\"p\">1</I32></Props></Obj>"
            + "<MS><I32 N=\"q\">2</I32></MS></Obj>"
        #expect(try Written.rewritten(source) == source.replacing("<T>A", with: "<T>Deserialized.A"))
        #expect(try Written.rewritten(source, isVerbatim: true) == source)
        let bag = "<Obj><Obj><MS><I32 N=\"N\">1</I32></MS></Obj></Obj>"
        let written =
            "<Obj RefId=\"0\"><TN RefId=\"0\">\(bagNames)</TN><ToString>@{N=1}</ToString>"
            + "<Obj RefId=\"1\"><TNRef RefId=\"0\" /><MS><I32 N=\"N\">1</I32></MS></Obj></Obj>"
        #expect(try Written.rewritten(bag) == written)
        let list = "<Obj><Obj><LST><I32>1</I32></LST></Obj></Obj>"
        #expect(try Written.rewritten(list).contains("<IE><I32>1</I32></IE>"))
    }

    @Test func addsTheValueOfEnumerationsWithoutBase() throws {
        let source = "<Obj RefId=\"0\"><TN RefId=\"0\"><T>E</T><T>System.Enum</T></TN><ToString>One</ToString></Obj>"
        let expected =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>Deserialized.E</T><T>Deserialized.System.Enum</T></TN>"
            + "<ToString>One</ToString><MS><S N=\"Value\">One</S></MS></Obj>"
        #expect(try Written.rewritten(source) == expected)
    }

    @Test func addsTheValueOfEnumerationsBehindTheirMembers() throws {
        let names = "<TN RefId=\"0\"><T>E</T><T>System.Enum</T></TN>"
        let first = "\(names)<ToString>One</ToString><MS><S N=\"a\">1</S></MS></Obj>"
        let second = "<TNRef RefId=\"0\" /><ToString>Two</ToString><MS><S N=\"a\">2</S><S N=\"a\">3</S></MS></Obj>"
        let source =
            "<Obj RefId=\"0\"><LST><Obj RefId=\"1\">\(first)<Obj RefId=\"2\">\(second)<Obj RefId=\"3\">\(second)</LST></Obj>"
        let written = try Written.rewritten(source)
        #expect(written.contains("<ToString>One</ToString><MS><S N=\"a\">1</S><S N=\"Value\">One</S></MS></Obj>"))
        let others = "<ToString>Two</ToString><MS><S N=\"a\">3</S><S N=\"Value\">Two</S></MS></Obj>"
        #expect(written.ranges(of: others).count == 2)
        #expect(written.ranges(of: "N=\"a\"").count == 3)
    }

    @Test func keepsPartsInTheirOrderVerbatim() throws {
        // The order decides whether the dictionary is read as an ordered one.
        let source =
            "<Obj RefId=\"0\"><DCT><En><S N=\"Key\">k</S><Nil N=\"Value\" /></En></DCT><TN RefId=\"0\">"
            + "<T>System.Collections.Specialized.OrderedDictionary</T></TN></Obj>"
        #expect(try Written.rewritten(source, isVerbatim: true) == source)
    }

    /// No reader takes a reference directly in an object.
    @Test func writesABaseAgainThatWasWritten() throws {
        let base = "<MS><I32 N=\"a\">1</I32></MS></Obj>"
        let source =
            "<Obj RefId=\"0\"><MS /><Obj RefId=\"1\">\(base)<MS><Ref N=\"y\" RefId=\"1\" /></MS></Obj>"
        let expected =
            "<Obj RefId=\"0\"><MS><Obj N=\"y\" RefId=\"1\">\(base)</MS><Obj RefId=\"2\">\(base)</Obj>"
        #expect(try Written.rewritten(source, isVerbatim: true) == expected)
        #expect(try Written.rewritten(expected, isVerbatim: true) == expected)
    }

    @Test func mergesRepeatedMembers() throws {
        let source =
            "<Obj><TN RefId=\"0\" /><MS><I32 N=\"a\">1</I32><I32 N=\"b\">2</I32></MS><MS><I32 N=\"A\">3</I32></MS></Obj>"
        let members = "<MS><I32 N=\"A\">3</I32><I32 N=\"b\">2</I32></MS></Obj>"
        #expect(try Written.rewritten(source) == "<Obj RefId=\"0\">" + members)
        #expect(try Written.rewritten(source, isVerbatim: true) == "<Obj RefId=\"0\"><TN RefId=\"0\" />" + members)
    }
}
