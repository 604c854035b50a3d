import CLIXML
import CLIXMLCommands
import TestSupport
import Testing

@Suite struct FormatRecognitionTests {
    private func format(_ text: String, isComplete: Bool = true, name: String = "-") -> FormatRecognition.Format? {
        FormatRecognition.format(Array(text.utf8), isComplete: isComplete, name: name, delimiter: ",")
    }

    static let texts: [(text: String, format: FormatRecognition.Format)] = [
        ("<Objs", .clixml), ("  \n<Objs", .clixml), ("#< CLIXML\n<Objs", .clixml), ("#<", .clixml),
        ("", .clixml), (" \n ", .clixml), ("# note", .clixml), ("hello", .clixml), ("Objs Version=\"1,1\">", .clixml),
        ("{}", .json), ("{\"Name\":\"a\"}\n{\"Name\":\"b\"}", .json), ("[1,2]", .json), (" {\n", .json),
        ("{a:1}", .json), ("{\"S\":5}", .json), ("\"text\"", .json), ("5\n", .json), ("null", .json),
        ("{\"S\":\"a\"}", .typedJSON), ("{\"Obj\":{\"RefId\":\"0\"}}\n{\"I32\":5}", .typedJSON),
        ("Name,Id\n1,2", .csv), ("\"Name\",\"Id\"\n", .csv), ("#TYPE Demo\nName", .csv), ("#Fields: a b", .csv),
        ("é,b\n1,2", .csv),
    ]

    @Test(arguments: texts)
    func tellsByTheFirstBytes(text: String, expected: FormatRecognition.Format) { #expect(format(text) == expected) }

    @Test(arguments: ["", " \n", "#", "#TYPE", "{\"a\":1", "[1,", "Name,Id", "5"])
    func asksForMore(_ text: String) { #expect(format(text, isComplete: false) == nil) }

    static let names: [(text: String, name: String, format: FormatRecognition.Format)] = [
        ("Name\n1", "a.csv", .csv), ("Name\n1", "b.CSV.zst", .csv), ("5", "a.csv", .csv), ("", "a.json", .json),
        ("// note\n5", "a.json", .json), ("'a'", "a.jsonl", .ndjson), ("{\"a\":1}", "a.ndjson", .ndjson),
        ("[a],b\n1,2", "a.csv", .csv), ("{\"a\":1}", "a.xml", .json), ("a,b\n", "a.xml", .clixml),
        ("<Objs", "a.json", .clixml), ("{\"S\":\"a\"}", "a.jsonl", .typedJSON), ("# note\na", "a.csv", .csv),
        ("Name\n1", "a.txt", .clixml),
    ]

    @Test(arguments: names)
    func tellsByTheExtensionOtherwise(text: String, name: String, expected: FormatRecognition.Format) {
        #expect(format(text, name: name) == expected)
    }

    @Test func putsBackWhatItReads() throws {
        for text in ["  <Objs/>", "{\"a\":\n1}", "", "a,b\n1,2\n"] {
            var left = Array(text.utf8)[...]
            var source = ByteSource(nextChunk: { chunk in
                chunk = Array(left.prefix(1))
                left = left.dropFirst()
                return !chunk.isEmpty
            })
            let found = try FormatRecognition.recognise(&source, name: "-", delimiter: ",")
            #expect(found == format(text))
            var again: [UInt8] = []
            var chunk: [UInt8] = []
            while try source.nextChunk(&chunk) { again += chunk }
            #expect(String(decoding: again, as: UTF8.self) == text)
            #expect(try !source.nextChunk(&chunk))
        }
    }
}
