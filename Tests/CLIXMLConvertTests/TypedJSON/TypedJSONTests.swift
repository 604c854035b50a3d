import CLIXML
import CLIXMLConvert
import TestSupport
import Testing

/// Typed JSON, there and back.
@Suite struct TypedJSONTests {
    private let prefix = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"

    /// The document that typed JSON stands for, and the error that ends it.
    private func document(_ pieces: [ArraySlice<UInt8>], limit: Int = 1 << 20) -> EverySplit.Outcome<UInt8, CLIXMLError>
    {
        var reader = TypedJSONReader(maximumLineByteCount: limit)
        var outcome = EverySplit.Outcome<UInt8, CLIXMLError>()
        do throws(CLIXMLError) {
            for piece in pieces {
                let bytes = Array(piece)
                try reader.append(bytes.span, into: &outcome.values)
            }
            try reader.finish(into: &outcome.values)
        } catch {
            outcome.error = error
        }
        return outcome
    }

    private func document(_ text: String, limit: Int = 1 << 20) -> (text: String, error: CLIXMLError?) {
        let outcome = document([Array(text.utf8)[...]], limit: limit)
        return (String(decoding: outcome.values, as: UTF8.self), outcome.error)
    }

    private func typedJSON(_ document: [UInt8]) throws -> [UInt8] {
        var exporter = TypedJSONExporter()
        var output: [UInt8] = []
        for value in try documentValues(document) { exporter.write(value, into: &output) }
        return output
    }

    private func verbatim(_ document: [UInt8]) throws -> [UInt8] {
        var options = CLIXMLWriterOptions()
        options.isVerbatim = true
        options.refusesNoncharacters = false
        var writer = CLIXMLWriter(options: options)
        var output: [UInt8] = []
        for value in try documentValues(document) { try writer.write(value, into: &output) }
        writer.finish(into: &output)
        return output
    }

    // MARK: - Round trips

    @Test(arguments: try Fixture.all(in: "documents", suffix: ".clixml"))
    func givesBackWhatPowerShellWrote(_ fixture: Fixture) throws {
        let original = try fixture.bytes
        let json = try typedJSON(original)
        let outcome = document([json[...]])
        #expect(outcome.error == nil)
        let again = try verbatim(outcome.values)
        #expect(String(decoding: again, as: UTF8.self) == String(decoding: original, as: UTF8.self))
        #expect(try typedJSON(outcome.values) == json)
    }

    @Test(arguments: try Fixture.all(in: "read", suffix: ".clixml"))
    func readsTheSameValues(_ fixture: Fixture) throws {
        let original = try fixture.bytes
        let json = try typedJSON(original)
        let outcome = document([json[...]])
        #expect(outcome.error == nil)
        #expect(try typedJSON(outcome.values) == json)
    }

    // MARK: - Translation

    static let values: [(line: String, markup: String)] = [
        (#"{"S":"a<&\"\u0001_x0041_é\ud83d"}"#, "<S>a&lt;&amp;\"_x0001__x005F_x0041_é_xD83D_</S>"),
        (#"{ "I32" : 5 }"#, "<I32>5</I32>"),
        (#"{"I64":"-5"}"#, "<I64>-5</I64>"),
        (#"{"B":true}"#, "<B>true</B>"),
        (#"{"Db":"NaN"}"#, "<Db>NaN</Db>"),
        (#"{"Nil":null}"#, "<Nil />"),
        (#"{"Ref":"0"}"#, "<Ref RefId=\"0\" />"),
        (#"{"S":"x","stream":"Error"}"#, "<S S=\"Error\">x</S>"),
        (#"{"Obj":{"RefId":"1"},"stream":"a\"b"}"#, "<Obj S=\"a&quot;b\" RefId=\"1\"></Obj>"),
        (#"{"Obj":{}}"#, "<Obj></Obj>"),
        (#"{"Obj":{"ToString":"t","value":{"I32":5}}}"#, "<Obj><ToString>t</ToString><I32>5</I32></Obj>"),
        (#"{"Obj":{"TN":["A","B"]}}"#, "<Obj><TN><T>A</T><T>B</T></TN></Obj>"),
        (#"{"Obj":{"LST":[{"S":"a"},{"Nil":null}]}}"#, "<Obj><LST><S>a</S><Nil /></LST></Obj>"),
        (
            #"{"Obj":{"DCT":[[{"S":"k"},{"I32":1}]]}}"#,
            "<Obj><DCT><En><S N=\"Key\">k</S><I32 N=\"Value\">1</I32></En></DCT></Obj>"
        ),
        (
            #"{"Obj":{"Props":[["a\"",{"S":""}]],"MS":[["set",{"MS":[["x",{"I32":1}]]}]]}}"#,
            "<Obj><Props><S N=\"a&quot;\"></S></Props><MS><MS N=\"set\"><I32 N=\"x\">1</I32></MS></MS></Obj>"
        ),
        (
            #"{"PR":{"AV":"a","AI":1,"CO":null,"PI":-1,"PC":50,"T":"Processing","SR":-1,"SD":"s"}}"#,
            "<PR><AV>a</AV><AI>1</AI><Nil /><PI>-1</PI><PC>50</PC><T>Processing</T><SR>-1</SR><SD>s</SD></PR>"
        ),
    ]

    @Test(arguments: values)
    func translates(line: String, markup: String) {
        let found = document(line)
        #expect(found.text == prefix + markup + "</Objs>")
        #expect(found.error == nil)
        let difference = EverySplit.firstDifference(of: Array(line.utf8)) { document($0) }
        #expect(difference == nil)
    }

    @Test func keepsAValueOnItsLine() {
        #expect(document("\u{FEFF}{\"S\":\"a\"}\r\n\n{\"S\":\"b\"}").text == prefix + "<S>a</S>\n\n<S>b</S></Objs>")
        #expect(document("").text == prefix + "</Objs>")
    }

    // MARK: - Errors

    static let faults: [(line: String, offset: Int)] = [
        ("5", 0),
        ("{", 1),
        ("{}", 1),
        (#"{"X":1}"#, 1),
        (#"{"S":5}"#, 5),
        (#"{"S":"a""#, 8),
        (#"{"S":"a","x":1}"#, 9),
        (#"{"S":"a"} {"S":"b"}"#, 10),
        (#"{"S":"a\x"}"#, 7),
        (#"{"S":"a"#, 5),
        (#"{"S" "a"}"#, 5),
        (#"{"I32":5,}"#, 9),
        (#"{"I32":05}"#, 7),
        (#"{"I32":[5]}"#, 7),
        (#"{"Nil":0}"#, 7),
        (#"{'S':"a"}"#, 1),
        (#"{"S":"a"}//"#, 9),
        (#"{"Obj":{"X":1}}"#, 8),
        (#"{"Obj":{"LST":[1]}}"#, 15),
        (#"{"Obj":{"LST":[{"S":"a"} {"S":"b"}]}}"#, 25),
        (#"{"Obj":{"DCT":[[{"S":"k"}]]}}"#, 25),
        (#"{"Obj":{"MS":[["a"]]}}"#, 18),
        (#"{"Obj":{"TN":"A"}}"#, 13),
        (#"{"PR":{"AI":1}}"#, 7),
    ]

    @Test(arguments: faults)
    func refusesWhatIsNotTypedJSON(line: String, offset: Int) {
        let text = "{\"S\":\"é\"}\n" + line
        let found = document(text)
        let position = SourcePosition(byteOffset: 11 + offset, line: 2, column: offset + 1)
        #expect(found.error == CLIXMLError(code: .invalidTypedJSON, position: position))
        #expect(found.text == prefix + "<S>é</S>\n")
        let difference = EverySplit.firstDifference(of: Array(text.utf8)) { document($0) }
        #expect(difference == nil)
    }

    @Test func refusesALongLine() {
        let found = document("{\"S\":\"a\"}\n{\"S\":\"aaaaaaaaaaaa\"}", limit: 12)
        let position = SourcePosition(byteOffset: 10, line: 2, column: 1)
        #expect(found.error == CLIXMLError(code: .valueTooLarge, position: position))
    }

    // MARK: - Recognition

    @Test(arguments: [
        (#"{"S":"a"}"#, true), (#"{"I32":5}"#, true), (#"{"I32":"5"}"#, false), (#"{"S":5}"#, false),
        (#"{"B":true,"stream":"Error"}"#, true), (#"{"S":"a","T":"b"}"#, false), (#"{"Nil":null}"#, true),
        (#"{"Obj":{"RefId":"0","TN":["#, true), (#"{"Obj":{}}"#, true), (#"{"Obj":{"Name":1}}"#, false),
        (#"{"PR":{"AV":"a""#, true), (#"{"Name":"a"}"#, false), ("{}", false), ("[1]", false), ("{", false),
        (#"{"I64":"5"}"#, true), (#"{"Db":"NaN"}"#, true), (#"{"D":5}"#, false),
    ])
    func knowsAFirstLine(line: String, isTyped: Bool) {
        #expect(TypedJSONReader.recognises(Array(line.utf8)) == isTyped)
    }
}
