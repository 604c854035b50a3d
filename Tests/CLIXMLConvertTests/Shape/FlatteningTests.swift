import CLIXML
import CLIXMLConvert
import Testing

@Suite struct FlatteningTests {
    private func flatten(_ markup: String, separator: String = "; ") throws -> [DocumentValue] {
        let values = try documentValues(markup)
        var flattening = Flattening(listSeparator: separator)
        return try values.map { try flattening.flatten($0) { CSVText.find($0, in: values) } }
    }

    private func csv(_ markup: String, separator: String = "; ") throws -> String {
        CSVText(try flatten(markup, separator: separator), CSVExporter()).text
    }

    @Test func makesColumnsOfNestedProperties() throws {
        let found = try csv(
            """
            <Obj><TN><T>My.T</T></TN><MS><S N='Name'>n</S>\
            <Obj N='Owner'><ToString>text</ToString><Props><S N='Name'>o</S>\
            <Obj N='Group'><MS><I32 N='Id'>5</I32></MS></Obj></Props></Obj>\
            <Obj N='Map'><DCT><En><S N='Key'>k</S><B N='Value'>true</B></En>\
            <En><I32 N='Key'>2</I32><Obj N='Value'><MS><S N='x'>y</S></MS></Obj></En></DCT><MS><S N='note'>z</S></MS></Obj>\
            <I32 N='Last'>9</I32></MS></Obj>
            """
        )
        #expect(
            found == """
                "Name","Owner.Name","Owner.Group.Id","Map.k","Map.2.x","Map.note","Last"
                "n","o","5","True","y","z","9"
                """
        )
    }

    @Test func joinsLists() throws {
        let markup = """
            <Obj><MS><Obj N='l'><LST><I32>1</I32><S>a</S><Nil /><Obj><MS><I32 N='x'>2</I32></MS></Obj>\
            <Obj><LST><I32>3</I32><I32>4</I32></LST></Obj><Db>0.1</Db></LST></Obj>\
            <Obj N='q'><QUE /></Obj><Obj N='e'><TN><T>System.Enum</T></TN><ToString>Red</ToString><I32>1</I32></Obj></MS></Obj>
            """
        let found = try csv(markup)
        #expect(found == "\"l\",\"q\",\"e\"\n\"1; a; ; @{x=2}; 3 4; 0.1\",\"\",\"Red\"")
        let lines = try csv("<Obj><MS><Obj N='l'><LST><I32>1</I32><I32>2</I32></LST></Obj></MS></Obj>", separator: "\n")
        #expect(lines == "\"l\"\n\"1\n2\"")
    }

    @Test func keepsWhatHasNothingToOpen() throws {
        let found = try csv(
            "<Obj><MS><Obj N='bag' /><Obj N='named'><ToString>T</ToString></Obj><Obj N='map'><DCT /></Obj><Nil N='n' />"
                + "<Obj N='i'><I32>5</I32><MS><S N='note'>x</S></MS></Obj></MS></Obj>"
        )
        #expect(found == "\"bag\",\"named\",\"map\",\"n\",\"i\"\n\"\",\"T\",\"System.Collections.Hashtable\",,\"5\"")
    }

    @Test func leavesOtherValuesAlone() throws {
        let found = try csv("<S>abc</S><Obj><LST /></Obj><Nil /><Obj><MS><I32 N='length'>5</I32></MS></Obj>")
        #expect(found == "\"Length\"\n\"3\"\n\"5\"")
    }

    @Test func closesWhatContainsItself() throws {
        let found = try csv("<Obj RefId='0'><MS><S N='a'>1</S><Ref N='self' RefId='0' /></MS></Obj>")
        #expect(found == "\"a\",\"self\"\n\"1\",\"@{a=1; self=}\"")
        let mutual = try csv(
            """
            <Obj RefId='0'><MS><Obj N='b' RefId='1'><MS><Ref N='a' RefId='0' /><S N='x'>1</S></MS></Obj></MS></Obj>
            """
        )
        #expect(mutual == "\"b.a\",\"b.x\"\n\"@{b=}\",\"1\"")
    }

    @Test func opensSharedObjectsWhereverTheyStand() throws {
        let found = try csv(
            """
            <Obj RefId='1'><MS><S N='v'>1</S></MS></Obj>\
            <Obj RefId='2'><MS><Ref N='l' RefId='1' /><Ref N='r' RefId='1' /><S N='v'>2</S></MS></Obj>
            """
        )
        #expect(found == "\"v\"\n\"1\"\n\"2\"")
        let columns = try csv(
            "<Obj RefId='2'><MS><Obj N='l' RefId='1'><MS><S N='v'>1</S></MS></Obj><Ref N='r' RefId='1' /></MS></Obj>"
        )
        #expect(columns == "\"l.v\",\"r.v\"\n\"1\",\"1\"")
    }

    @Test func keepsTheTypeName() throws {
        var options = CSVOptions()
        options.writesTypeInformation = true
        let values = try flatten("<Obj><TN><T>My.T</T></TN><MS><S N='a'>1</S></MS></Obj>")
        #expect(CSVText(values, CSVExporter(options: options)).text == "#TYPE Deserialized.My.T\n\"a\"\n\"1\"")
    }

    @Test func stopsWhereSharedObjectsMultiply() throws {
        // Each object has the one before twice: opened everywhere there would be two to the power of 24.
        var markup = "<Obj RefId='0'><MS><S N='v'>1</S></MS></Obj>"
        for level in 1...24 {
            markup +=
                "<Obj RefId='\(level)'><MS><Ref N='l' RefId='\(level - 1)' /><Ref N='r' RefId='\(level - 1)' /></MS></Obj>"
        }
        let values = try documentValues("<Obj><LST>\(markup)</LST></Obj><Obj><MS><Ref N='top' RefId='24' /></MS></Obj>")
        var flattening = Flattening()
        let flat = try flattening.flatten(values[1]) { CSVText.find($0, in: values) }
        guard case .object(let object) = flat.value else { return }
        let count = object.extendedProperties.count
        #expect(count > 1_000 && count < 2 * Flattening.maximumMemberCount)
    }

    @Test func stopsWhereReferencesLeadOnAndOn() throws {
        let links = (1...1_000).map { "<Obj RefId='\($0)'><MS><Ref N='n' RefId='\($0 - 1)' /></MS></Obj>" }.joined()
        let markup =
            "<Obj><LST><Obj RefId='0'><MS><S N='v'>1</S></MS></Obj>\(links)</LST></Obj><Obj><MS><Ref N='n' RefId='1000' /></MS></Obj>"
        let values = try documentValues(markup)
        var flattening = Flattening()
        let flat = try flattening.flatten(values[1]) { CSVText.find($0, in: values) }
        guard case .object(let object) = flat.value else { return }
        let names = object.extendedProperties.map(\.name)
        #expect(names.count == 1)
        #expect(names.first?.split(separator: ".").count == Flattening.maximumDepth)
    }

    @Test func boundsTheNamesThatItJoins() throws {
        let long = String(repeating: "n", count: 500_000)
        let inner = (0..<1_000).map { "<I32 N='i\($0)'>1</I32>" }.joined()
        let values = try flatten("<Obj><MS><Obj N='\(long)'><MS>\(inner)</MS></Obj><I32 N='z'>1</I32></MS></Obj>")
        guard case .object(let object) = try #require(values.first).value else { return }
        let names = object.extendedProperties.map(\.name.count)
        #expect(names == [500_000, 1])
    }
}
