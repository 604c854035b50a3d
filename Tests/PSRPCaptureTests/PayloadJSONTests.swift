import CLIXML
import PSRP
import PSRPCapture
import Testing

/// Objects that stand in several places, as JSON.
@Suite struct PayloadJSONTests {
    private func json(_ data: String) -> String {
        let message = Message(
            destination: .client,
            type: .pipelineOutput,
            runspacePoolID: .zero,
            data: MessageData(Array(data.utf8))
        )
        var output: [UInt8] = []
        PayloadJSON(scheme: .plain).append(message, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test func writesASharedObjectInEachPlace() {
        let shared = "<Obj N=\"a\" RefId=\"1\"><MS><I32 N=\"n\">1</I32></MS></Obj>"
        let text = json("<Obj RefId=\"0\"><MS>\(shared)<Ref N=\"b\" RefId=\"1\" /></MS></Obj>")
        #expect(text == #"{"a":{"n":1},"b":{"n":1}}"#)
    }

    @Test func doesNotMultiplyAnObjectThatContainsItself() {
        let text = json("<Obj RefId=\"0\"><MS><Ref N=\"a\" RefId=\"0\" /><Ref N=\"b\" RefId=\"0\" /></MS></Obj>")
        #expect(text.hasPrefix(#"{"a":{"a":{"a":{"#))
        #expect(text.utf8.count < 2_000)
        #expect(text.contains(#""…""#))
    }

    /// Each of forty objects holds the one before twice.
    @Test func doesNotMultiplyWhatIsSharedManyTimes() {
        var data = "<Obj RefId=\"0\"><MS><I32 N=\"n\">1</I32></MS></Obj>"
        for number in 1...40 {
            let inner = data.replacing("<Obj RefId", with: "<Obj N=\"a\" RefId", maxReplacements: 1)
            let again = "<Ref N=\"b\" RefId=\"\(number - 1)\" />"
            data = "<Obj RefId=\"\(number)\"><MS>\(inner)\(again)</MS></Obj>"
        }
        let text = json(data)
        #expect(text.utf8.count < 20_000)
        #expect(text.contains(#"{"n":1}"#))
    }
}
