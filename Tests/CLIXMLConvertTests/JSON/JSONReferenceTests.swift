import CLIXML
import CLIXMLConvert
import Testing

/// Objects that stand in several places, and objects that contain themselves (conversion spec, section 3.9).
@Suite struct JSONReferenceTests {
    private static let cycle =
        "<Obj RefId='0'><MS><I32 N='a'>1</I32><Ref N='self' RefId='0' /></MS></Obj>"

    @Test func opensCyclesUntilTheGivenDepth() throws {
        let found = try JSONText(Self.cycle)
        let expected = #"{"a":1,"self":{"a":1,"self":{"a":1,"self":"@{a=1; self=}"}}}"#
        #expect(found == JSONText(text: expected, warnings: [.truncatedAtDepth]))
    }

    /// A value, and what becomes of it without a depth.
    @Test(arguments: [
        (cycle, #"{"a":1,"self":{"$ref":""}}"#),
        (
            "<Obj><LST><I32>1</I32><Obj RefId='1'><Props><Obj N='a/b~c' RefId='2'><LST><Ref RefId='1' /><Ref RefId='2' /></LST></Obj></Props></Obj></LST></Obj>",
            #"[1,{"a/b~c":[{"$ref":"/1"},{"$ref":"/1/a~1b~0c"}]}]"#
        ),
        (
            "<Obj RefId='0'><DCT><En><S N='Key'>k&quot;</S><Obj N='Value' RefId='1'><LST><Ref RefId='1' /></LST><MS><Ref N='n' RefId='0' /><Ref N='m' RefId='1' /></MS></Obj></En></DCT></Obj>",
            #"{"k\"":{"value":[{"$ref":"/k\""}],"n":{"$ref":""},"m":{"$ref":"/k\""}}}"#
        ),
        (
            "<Obj RefId='0'><I32>5</I32><MS><Ref N='me' RefId='0' /></MS></Obj>",
            #"{"value":5,"me":{"$ref":""}}"#
        ),
        (
            "<Obj RefId='0'><MS><Obj N='a' RefId='1'><MS><I32 N='x'>1</I32></MS></Obj><Ref N='b' RefId='1' /></MS></Obj>",
            #"{"a":{"x":1},"b":{"x":1}}"#
        ),
    ])
    func marksCyclesWithoutADepth(_ markup: String, _ expected: String) throws {
        let found = try JSONText(markup, .compressed(depth: nil))
        #expect(found == JSONText(text: expected))
        let array = try JSONText("<Nil />" + markup, .compressed(depth: nil))
        #expect(array.text == "[null,\(expected.replacing(#""$ref":""#, with: #""$ref":"/1"#))]")
    }

    /// PowerShell dies of this one: notes of scalars have no depth.
    @Test func endsScalarsThatAreTheirOwnNotes() throws {
        let found = try JSONText(
            "<Obj RefId='0'><I32>5</I32><MS><Ref N='me' RefId='0' /></MS></Obj>",
            .compressed(depth: 1)
        )
        #expect(found.text == #"{"value":5,"me":{"value":5,"me":{"$ref":"/me"}}}"#)
    }

    @Test func followsReferencesToEarlierValues() throws {
        let markup =
            "<Obj RefId='0'><MS><Obj N='in' RefId='1'><MS><I32 N='x'>1</I32></MS></Obj></MS></Obj>"
            + "<Obj RefId='2'><MS><Ref N='r' RefId='1' /><Ref N='s' RefId='0' /></MS></Obj>"
            + "<Obj RefId='3'><LST><Ref RefId='2' /><Ref RefId='3' /><I32>4</I32></LST></Obj><Ref RefId='1' />"
        let lines = try JSONText(markup, .lines(depth: nil))
        let second = #"{"r":{"x":1},"s":{"in":{"x":1}}}"#
        #expect(lines.text == "{\"in\":{\"x\":1}}\n\(second)\n[\(second),{\"$ref\":\"\"},4]\n{\"x\":1}\n")
        #expect(lines.warnings == [])
    }

    @Test func writesNullForWhatCannotBeFound() throws {
        let values = try documentValues(
            "<Obj RefId='0' /><Obj RefId='1'><LST><Ref RefId='0' /><I32>1</I32></LST></Obj>"
        )
        let found = JSONText([values[1]], .compressed(depth: nil))
        #expect(found == JSONText(text: "[null,1]", warnings: [.unresolvedReference]))
    }

    /// The held first value of a document finds what it refers to when it comes, not when the next one does.
    @Test(arguments: [false, true])
    func resolvesTheFirstValueAtOnce(_ hasSecond: Bool) throws {
        let values = try documentValues(
            "<Obj RefId='0'><MS><I32 N='x'>1</I32></MS></Obj><Obj RefId='1'><LST><Ref RefId='0' /><Obj><LST /></Obj></LST></Obj>"
        )
        var options = JSONOptions()
        options.depth = 1
        var exporter = JSONExporter(options: options)
        var output: [UInt8] = []
        try exporter.write(values[1], into: &output) { _ in PSObject(values[0].store, 0) }
        if hasSecond { try exporter.write(.int32(2), into: &output) }
        try exporter.finish(into: &output)
        let alone = "[\n  {\n    \"x\": 1\n  },\n  []\n]"
        let several = "[\n  [\n    \"@{x=1}\",\n    \"\"\n  ],\n  2\n]"
        #expect(String(decoding: output, as: UTF8.self) == (hasSecond ? several : alone))
        #expect(exporter.takeWarnings().map(\.code) == (hasSecond ? [.truncatedAtDepth] : []))
    }

    /// Twelve lists of ten references each: opened they would be 10^12 items.
    private static let bomb: String = {
        var markup = "<Obj RefId='0'><LST><S>x</S></LST></Obj>"
        for level in 1...12 {
            let references = String(repeating: "<Ref RefId='\(level - 1)' />", count: 10)
            markup += "<Obj RefId='\(level)'><LST>\(references)</LST></Obj>"
        }
        return markup
    }()

    @Test func refersToSharedObjectsBeyondTheLimit() throws {
        let found = try JSONText(Self.bomb, .lines(depth: nil))
        #expect(found.warnings == [.sharedObjectsReferred])
        #expect(found.text.utf8.count < 8_000_000)
        let lines = found.text.split(separator: "\n")
        #expect(lines.count == 13)
        let references = Array(repeating: #"{"$ref":"12#"}"#, count: 10).joined(separator: ",")
        #expect(lines.last.map(String.init) == "[\(references)]")
    }

    @Test func saysWhereSharedObjectsAre() throws {
        let markup = """
            <Obj RefId='0'><MS><Obj N='a' RefId='1'><LST><I32>1</I32></LST></Obj>\
            <Obj N='l' RefId='2'><LST><I32>0</I32><Obj RefId='3'><LST /></Obj></LST><MS><Ref N='n' RefId='1' /></MS></Obj>\
            <Obj N='d' RefId='4'><DCT><En><S N='Key'>k</S><Obj N='Value' RefId='5' /></En>\
            <En><Obj N='Key' RefId='6'><S>q</S></Obj><I32 N='Value'>1</I32></En></DCT></Obj>\
            <Ref N='r1' RefId='1' /><Ref N='r3' RefId='3' /><Ref N='r5' RefId='5' /><Ref N='r6' RefId='6' /></MS></Obj>\
            <Obj RefId='7'><LST><Ref RefId='3' /><Ref RefId='0' /></LST></Obj>
            """
        let options = JSONOptions.compressed(depth: nil) { $0.maximumExpandedNodeCount = 0 }
        let first =
            #"{"a":[1],"l":{"value":[0,[]],"n":{"$ref":"/0/a"}},"d":{"k":{},"q":1},"r1":{"$ref":"/0/a"},"r3":{"$ref":"/0/l/value/1"},"r5":{"$ref":"/0/d/k"},"r6":{"$ref":null}}"#
        let array = try JSONText(markup, options)
        #expect(array.text == "[\(first),[{\"$ref\":\"/0/l/value/1\"},{\"$ref\":\"/0\"}]]")
        #expect(
            array.warnings == [.nonStringKey, .sharedObjectsReferred]
                || array.warnings == [.sharedObjectsReferred, .nonStringKey]
        )
        let lines = try JSONText(
            markup,
            .compressed(depth: nil) {
                $0.form = .lines; $0.maximumExpandedNodeCount = 0
            }
        )
        #expect(
            lines.text == first.replacing("\"/0/", with: "\"/") + "\n[{\"$ref\":\"1#/l/value/1\"},{\"$ref\":\"1#\"}]\n"
        )
    }

    /// More objects of more values than places are remembered for, each referred to from several values.
    @Test func saysWhereManyEarlierObjectsAre() throws {
        let values = 3
        let items = 40
        var markup = ""
        for value in 0..<values {
            let list = (0..<items).map { "<Obj RefId='\(value * 100 + $0 + 1)'><LST /></Obj>" }.joined()
            markup +=
                "<Obj RefId='\(value * 100)'><MS><Obj N='v\(value)' RefId='\(value * 100 + 99)'><LST>\(list)</LST></Obj></MS></Obj>"
        }
        var expected: [String] = []
        for value in 0..<6 {
            let targets = (0..<50).map { (($0 * 7 + value) % values, ($0 * $0 * 3 + value * 11) % items) }
            let references = targets.map { "<Ref RefId='\($0.0 * 100 + $0.1 + 1)' />" }.joined()
            markup += "<Obj RefId='\(1000 + value)'><LST>\(references)</LST></Obj>"
            let pointers = targets.map { "{\"$ref\":\"\($0.0 + 1)#/v\($0.0)/\($0.1)\"}" }
            expected.append("[\(pointers.joined(separator: ","))]")
        }
        let lines = try JSONText(
            markup,
            .compressed(depth: nil) {
                $0.form = .lines; $0.maximumExpandedNodeCount = 0
            }
        )
        #expect(lines.text.split(separator: "\n").dropFirst(values).map(String.init) == expected)
    }

    /// Lines are counted where values are left out and where another document begins; what was left out stands nowhere.
    @Test(
        arguments: [
            ([0, 1, 2, 3], ["1#", "3#"], ["5#", "7#"]), ([0, 2, 3], ["1#", "2#"], ["4#", "5#"]),
            ([1, 2, 3], [nil, "2#"], [nil, "5#"]), ([0, 1, 3], ["1#", nil], ["4#", nil]),
            ([2, 0, 3], ["2#", nil], ["5#", nil]), ([3], [nil, nil], [nil, nil]),
        ] as [([Int], [String?], [String?])]
    )
    func countsTheLinesOfWhatIsWritten(_ written: [Int], first: [String?], second: [String?]) throws {
        let markup = """
            <Obj RefId='0'><LST /></Obj><I32>1</I32><Obj RefId='1'><LST /></Obj>\
            <Obj RefId='2'><LST><Ref RefId='0' /><Ref RefId='1' /></LST></Obj>
            """
        var options = JSONOptions.lines(depth: nil)
        options.maximumExpandedNodeCount = 0
        var exporter = JSONExporter(options: options)
        for expected in [first, second] {
            let values = try documentValues(markup)
            var output: [UInt8] = []
            for index in written {
                output.removeAll()
                try exporter.write(values[index], into: &output) { reference in
                    PSObject(values[reference.refID == values[0].store.refID(of: 0) ? 0 : 2].store, 0)
                }
            }
            let pointers = expected.map { "{\"$ref\":\($0.map { "\"\($0)\"" } ?? "null")}" }
            #expect(String(decoding: output, as: UTF8.self) == "[\(pointers.joined(separator: ","))]\n")
        }
    }
}
