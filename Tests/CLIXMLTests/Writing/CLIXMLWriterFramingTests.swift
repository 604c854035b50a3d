import CLIXML
import Testing

/// The rows of spec section 9.1 that are about writing.
@Suite struct CLIXMLWriterFramingTests {
    private let empty = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\" />"

    @Test func writesTheRootAloneWithoutValues() throws {
        #expect(try Written.document([]) == empty)
    }

    @Test func writesNull() throws {
        #expect(try Written.document([.null]) == "\(Written.root)\n  <Nil />\n</Objs>")
    }

    @Test func writesEachValueOnALineOfItsOwn() throws {
        let expected = "\(Written.root)\n  <I32>1</I32>\n  <I32>2</I32>\n  <I32>3</I32>\n</Objs>"
        #expect(try Written.document([1, 2, 3]) == expected)
    }

    @Test func writesAListAsOneObject() throws {
        let expected = """
            \(Written.root)
              <Obj RefId="0">
                <TN RefId="0">
                  <T>System.Object[]</T>
                  <T>System.Array</T>
                  <T>System.Object</T>
                </TN>
                <LST>
                  <I32>1</I32>
                  <I32>2</I32>
                  <I32>3</I32>
                </LST>
              </Obj>
            </Objs>
            """
        #expect(try Written.document([[1, 2, 3]]) == expected)
    }

    @Test func endsLinesAsOnWindows() throws {
        var options = CLIXMLWriterOptions()
        options.newline = .crlf
        let expected = "\(Written.root)\r\n  <S>a</S>\r\n</Objs>"
        #expect(String(decoding: try Written.bytes(["a"], options), as: UTF8.self) == expected)
    }

    @Test func writesFilesOfWindowsPowerShell() throws {
        let bytes = try Written.bytes(["é€"], .windowsPowerShell)
        #expect(bytes.prefix(4) == [0xFF, 0xFE, 0x3C, 0x00])
        let units = stride(from: 2, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
        #expect(String(decoding: units, as: UTF16.self) == "\(Written.root)\r\n  <S>é€</S>\r\n</Objs>")
    }

    @Test func writesAPayloadWithoutRoot() throws {
        #expect(try Written.bytes([5], .payload) == [0xEF, 0xBB, 0xBF] + Array("<I32>5</I32>".utf8))
        var options = CLIXMLWriterOptions.payload
        options.hasByteOrderMark = false
        #expect(try Written.bytes([5], options) == Array("<I32>5</I32>".utf8))
    }

    @Test func indentsAPayloadFromItsFirstByte() throws {
        var options = CLIXMLWriterOptions.payload
        options.hasByteOrderMark = false
        options.layout = .indented
        let text = String(
            decoding: try Written.bytes([.object(PSObject(typeNames: [], extendedProperties: ["a": 1]))], options),
            as: UTF8.self
        )
        #expect(text == "<Obj RefId=\"0\">\n  <MS>\n    <I32 N=\"a\">1</I32>\n  </MS>\n</Obj>")
    }

    @Test func depthIsAtLeastOne() {
        var options = CLIXMLWriterOptions()
        options.depth = 0
        #expect(options.depth == 1)
    }

    @Test func writesTheConsoleFormat() throws {
        var writer = CLIXMLWriter(options: .console)
        var output: [UInt8] = []
        try writer.write("hi", stream: PSStream(name: "Output"), into: &output)
        try writer.write(.null, stream: PSStream(name: "Output"), into: &output)
        try writer.write(.object(PSObject(typeNames: [])), stream: PSStream(name: "Error"), into: &output)
        writer.finish(into: &output)
        let expected =
            "#< CLIXML\n\(Written.root)<S S=\"Output\">hi</S><Nil S=\"Output\" /><Obj S=\"Error\" RefId=\"0\" /></Objs>"
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }

    @Test func aConsoleWithoutValuesStaysEmpty() throws {
        #expect(try Written.bytes([], .console).isEmpty)
    }

    @Test func writesTheInputOfAChild() throws {
        let expected = "#< CLIXML\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\(Written.root)<S>a</S></Objs>"
        #expect(String(decoding: try Written.bytes(["a"], .childInput), as: UTF8.self) == expected)
    }

    @Test func writesTheArgumentsOfAChild() throws {
        let bytes = try Written.bytes([.object(PSObject(list: ["a"]))], .commandLine)
        let units = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
        let expected =
            "<?xml version=\"1.0\" encoding=\"utf-16\"?>\(Written.root)<Obj RefId=\"0\"><TN RefId=\"0\">"
            + "<T>System.Collections.ArrayList</T><T>System.Object</T></TN><LST><S>a</S></LST></Obj></Objs>"
        #expect(String(decoding: units, as: UTF16.self) == expected)
    }

    @Test func resetBeginsANewDocument() throws {
        var options = CLIXMLWriterOptions.payload
        options.hasByteOrderMark = false
        var writer = CLIXMLWriter(options: options)
        let bag = PSValue.object(["a": 1])
        var first: [UInt8] = []
        try writer.write(bag, into: &first)
        writer.reset()
        var second: [UInt8] = []
        try writer.write(bag, into: &second)
        #expect(first == second)
        #expect(String(decoding: first, as: UTF8.self).hasPrefix("<Obj RefId=\"0\"><TN RefId=\"0\">"))
    }

    @Test func keepsTheStreamOfADocumentWithVerbatimOnly() throws {
        let elements = "<S S=\"Error\">a</S><Nil S=\"verbose\" /><Obj S=\"Output\" RefId=\"0\" />"
        #expect(try Written.rewritten(elements, isVerbatim: true) == elements)
        #expect(try Written.rewritten("<S S=\"Error\">a</S>") == "<S>a</S>")
    }

    @Test func aRefusedValueLeavesNoTrace() throws {
        var writer = CLIXMLWriter()
        var output: [UInt8] = []
        let shared = PSObject(typeNames: ["T"], extendedProperties: ["a": "b"])
        let bad = PSValue.object(PSObject(list: [.object(shared), "\u{FFFF}"]))
        try writer.write("first", into: &output)
        let before = output
        #expect(throws: CLIXMLError(code: .noncharacter)) { try writer.write(bad, into: &output) }
        #expect(output == before)
        // The object was taken back with the value, so it is written in full, and so are its type names.
        try writer.write(.object(shared), into: &output)
        writer.finish(into: &output)
        let values = try Written.read(output)
        #expect(values.count == 2)
        #expect(values.last?.value == .object(PSObject(typeNames: ["Deserialized.T"], extendedProperties: ["a": "b"])))
    }

    @Test func aRefusedFirstValueLeavesAnUnopenedDocument() throws {
        var writer = CLIXMLWriter()
        var output: [UInt8] = []
        #expect(throws: CLIXMLError(code: .noncharacter)) { try writer.write("\u{FFFE}", into: &output) }
        #expect(output.isEmpty)
        writer.finish(into: &output)
        #expect(String(decoding: output, as: UTF8.self) == empty)
    }

    /// As characters they would be read as blanks.
    @Test func writesLineEndsInTheNameOfAStreamAsReferences() throws {
        var writer = CLIXMLWriter()
        var output: [UInt8] = []
        try writer.write("x", stream: PSStream(name: "a\nb\tc\rd"), into: &output)
        writer.finish(into: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text == "\(Written.root)\n  <S S=\"a&#xA;b&#x9;c&#xD;d\">x</S>\n</Objs>")
        #expect(try Written.read(text).first?.stream?.name == "a\nb\tc\rd")
    }
}
