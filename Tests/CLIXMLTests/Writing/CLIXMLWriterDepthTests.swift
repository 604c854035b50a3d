import CLIXML
import Testing

/// The rows of spec section 9.5 that are about writing.
@Suite struct CLIXMLWriterDepthTests {
    private func dotNet(_ properties: PSMembers, text: String? = "Acme.Thing", notes: PSMembers = [:]) -> PSValue {
        .object(
            PSObject(
                typeNames: ["Acme.Thing"],
                stringRepresentation: text,
                adaptedProperties: properties,
                extendedProperties: notes
            )
        )
    }

    /// The properties that an object with one property is written with.
    private func property(_ value: PSValue, depth: Int = 1) throws -> String {
        let text = try Written.compact(.object(PSObject(typeNames: [], adaptedProperties: ["P": value])), depth: depth)
        let start = "<Obj RefId=\"0\"><Props>"
        let end = "</Props></Obj>"
        try #require(text.hasPrefix(start) && text.hasSuffix(end))
        return String(text.dropFirst(start.count).dropLast(end.count))
    }

    @Test func cutsPropertiesOfDotNetObjects() throws {
        #expect(try property(dotNet(["X": 1])) == "<S N=\"P\">Acme.Thing</S>")
        #expect(try property(dotNet(["X": 1]), depth: 2).hasPrefix("<Obj N=\"P\" RefId=\"1\">"))
        #expect(try property(dotNet(["X": 1], text: nil)) == "<S N=\"P\">Acme.Thing</S>")
        #expect(try property(dotNet(["X": 1], text: "")) == "<S N=\"P\"></S>")
        let list = PSValue.object(PSObject(list: [dotNet(["X": 1])], typeNames: []))
        #expect(try property(list) == "<Obj N=\"P\" RefId=\"1\"><LST><S>Acme.Thing</S></LST></Obj>")
    }

    @Test func keepsTheNotesOfWhatItCuts() throws {
        let noted = dotNet(["X": 1], notes: ["n": 2])
        #expect(
            try property(noted) == "<Obj N=\"P\" RefId=\"1\"><S>Acme.Thing</S><MS><I32 N=\"n\">2</I32></MS></Obj>"
        )
    }

    @Test func bagsDoNotConsumeDepth() throws {
        var bag = PSValue.object(["n": 10])
        for _ in 0..<10 { bag = .object(["child": bag]) }
        let text = try Written.compact(bag, depth: 1)
        #expect(text.contains("<I32 N=\"n\">10</I32>"))
        #expect(!text.contains("@{"))
    }

    @Test func showsBagsAtTheEndOfDepthAsText() throws {
        let bag = PSValue.object(["B": 2, "C": "x", "D": .null, "E": ["F": 1], "G": [1]])
        let text = try property(bag)
        #expect(
            text.hasPrefix("<Obj N=\"P\" RefId=\"1\"><S>@{B=2; C=x; D=; E=; G=System.Collections.ArrayList}</S><MS>")
        )
        #expect(try property(.object([:])) == "<Obj N=\"P\" RefId=\"1\"><S></S></Obj>")
        let named = PSValue.object(PSObject(typeNames: ["My.Bag"], extendedProperties: ["B": 2]))
        #expect(
            try property(named)
                == "<Obj N=\"P\" RefId=\"1\"><TN RefId=\"0\"><T>My.Bag</T></TN><S>@{B=2}</S><MS><I32 N=\"B\">2</I32></MS></Obj>"
        )
    }

    @Test func omitsMembersOfCollectionsAtTheEndOfDepth() throws {
        let table = PSValue.object(PSObject(dictionary: ["k": 1], typeNames: [], extendedProperties: ["n": 1]))
        let expected = "<Obj N=\"P\" RefId=\"1\"><DCT><En><S N=\"Key\">k</S><I32 N=\"Value\">1</I32></En></DCT></Obj>"
        #expect(try property(table) == expected)
    }

    @Test func expandsTypesWithADepthOfTheirOwn() throws {
        let inner = PSObject(
            typeNames: ["System.ArgumentException", "System.Exception", "System.Object"],
            stringRepresentation: "inner",
            adaptedProperties: ["Message": "inner"]
        )
        let outer = PSObject(
            typeNames: ["System.Exception", "System.Object"],
            stringRepresentation: "outer",
            adaptedProperties: ["InnerException": .object(inner)]
        )
        let text = try property(.object(outer))
        #expect(text.contains("<S N=\"Message\">inner</S>"))
        // One level only, however deep the rest is written.
        let switchObject = PSObject(
            typeNames: ["System.Management.Automation.SwitchParameter"],
            stringRepresentation: "True",
            adaptedProperties: ["IsPresent": true, "Deep": dotNet(["X": 1])]
        )
        #expect(try property(.object(switchObject), depth: 5).contains("<S N=\"Deep\">Acme.Thing</S>"))
        let address = PSObject(
            typeNames: ["system.net.ipaddress"],
            stringRepresentation: "::1",
            adaptedProperties: ["ScopeId": 0]
        )
        #expect(try property(.object(address)).contains("<Props><I32 N=\"ScopeId\">0</I32></Props>"))
    }

    @Test func writesChosenPropertiesOfSomeTypes() throws {
        let culture = PSObject(
            typeNames: ["System.Globalization.CultureInfo", "System.Object"],
            stringRepresentation: "de-DE",
            adaptedProperties: [
                "Parent": "de", "Name": "de-DE", "LCID": 1031, "DisplayName": "German (Germany)", "IsReadOnly": true,
            ],
            extendedProperties: ["note": 1]
        )
        let expected =
            "<Props><I32 N=\"LCID\">1031</I32><S N=\"Name\">de-DE</S><S N=\"DisplayName\">German (Germany)</S></Props>"
            + "<MS><I32 N=\"note\">1</I32></MS></Obj>"
        #expect(try Written.compact(.object(culture)).hasSuffix("<ToString>de-DE</ToString>" + expected))
    }

    @Test func writesSomeTypesAsText() throws {
        let name = PSObject(
            typeNames: ["System.Management.Automation.PSTypeName", "System.Object"],
            stringRepresentation: "int",
            adaptedProperties: ["Name": "System.Int32", "Type": .null]
        )
        #expect(try Written.compact(.object(name), depth: 4) == "<S>System.Int32</S>")
    }

    @Test func remembersOnlyWhatWasWrittenAsAnObject() throws {
        let thing = dotNet(["X": 1])
        let first = PSObject(typeNames: [], adaptedProperties: ["P": thing])
        // Text first and then in full.
        let text = try Written.compact(.object(first), thing, depth: 1)
        #expect(text.hasPrefix("<Obj RefId=\"0\"><Props><S N=\"P\">Acme.Thing</S></Props></Obj><Obj RefId=\"1\"><TN"))
        // In full first and then a reference, where only text was left of it.
        #expect(
            try Written.compact(thing, .object(first), depth: 1).hasSuffix(
                "<Props><Ref N=\"P\" RefId=\"0\" /></Props></Obj>"
            )
        )
        // With a note the text is an object, which is referred to later.
        let noted = dotNet(["X": 1], notes: ["n": 2])
        let holder = PSObject(typeNames: [], adaptedProperties: ["P": noted])
        #expect(try Written.compact(.object(holder), noted, depth: 1).hasSuffix("</Obj><Ref RefId=\"1\" />"))
    }

    @Test func readObjectsWithPropertiesAreNotCut() throws {
        func source(_ inner: String) -> String {
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><Props>\(inner)</Props></Obj>"
        }
        let deserialized = "<Obj N=\"p\" RefId=\"1\"><TNRef RefId=\"0\" /><Props><I32 N=\"q\">1</I32></Props></Obj>"
        #expect(try Written.rewritten(source(deserialized), depth: 1).contains(deserialized))
        let plain = "<Obj N=\"p\" RefId=\"1\"><TNRef RefId=\"0\" /><ToString>text</ToString></Obj>"
        #expect(
            try Written.rewritten(source(plain), depth: 1)
                .contains("<TNRef RefId=\"0\" /><ToString>text</ToString><S>text</S></Obj>")
        )
    }

    // MARK: - Levels

    private func nested(_ bagCount: Int, around value: PSValue) -> PSValue {
        var bag = value
        for _ in 0..<bagCount { bag = .object(PSObject(typeNames: [], extendedProperties: ["c": bag])) }
        return bag
    }

    @Test func stopsAtLevelFifty() throws {
        let placeholder = "<S N=\"c\">Serialized XML is nested too deeply.</S>"
        #expect(try Written.compact(nested(48, around: 5)).contains("<I32 N=\"c\">5</I32>"))
        let deep = try Written.compact(nested(49, around: 5))
        #expect(deep.contains(placeholder))
        #expect(!deep.contains("I32"))
        #expect(try Written.compact(nested(49, around: .null)).contains("<Nil N=\"c\" />"))
        let list = PSValue.object(PSObject(list: [1], typeNames: []))
        #expect(try Written.compact(nested(49, around: list)).contains(placeholder))
        #expect(try Written.compact(nested(60, around: 5)).contains(placeholder))
    }

    @Test func countsTheNumberOfAnEnumerationAsALevel() throws {
        let day = PSValue.object(
            PSObject(typeNames: ["D", "System.Enum"], stringRepresentation: "Monday", baseValue: 1)
        )
        let text = try Written.compact(nested(48, around: day))
        #expect(text.contains("<ToString>Monday</ToString><S>Serialized XML is nested too deeply.</S></Obj>"))
        #expect(try Written.read(text).count == 1)
    }

    @Test func hasNoLevelsVerbatim() throws {
        let text = try Written.compact(nested(5_000, around: 5), isVerbatim: true)
        #expect(text.contains("<I32 N=\"c\">5</I32>"))
        var limits = CLIXMLLimits()
        limits.maximumDepth = 10_000
        limits.maximumElementDepth = 100_000
        let values = try Written.read(text, limits: limits)
        #expect(values.map(\.value) == [nested(5_000, around: 5)])
    }

    @Test func memberSetsCountNowhere() throws {
        var members: PSMembers = ["c": 5]
        for _ in 0..<60 {
            var outer: PSMembers = [:]
            outer.setMemberSet("s", to: members)
            members = outer
        }
        let text = try Written.compact(.object(PSObject(typeNames: [], extendedProperties: members)))
        #expect(text.contains("<I32 N=\"c\">5</I32>"))
    }
}
