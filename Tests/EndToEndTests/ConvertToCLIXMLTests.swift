import TestSupport
import Testing

/// `clixml convert --to clixml`.
@Suite struct ConvertToCLIXMLTests {
    private static let root =
        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Converts a document with these elements.
    private func convert(_ options: [String], _ elements: String) throws -> ToolRun {
        try folder.write(Array((ConvertToCLIXMLTests.root + elements + "</Objs>").utf8), to: "in.xml")
        return try ToolRun.clixml(["convert", "--to", "clixml"] + options + ["in.xml"], in: folder)
    }

    @Test func writesWhatExportClixmlWrites() throws {
        defer { folder.remove() }
        let run = try convert([], "<Obj><TN RefId=\"4\"><T>A</T></TN><SBK>x</SBK></Obj><I32> 7 </I32>")
        let expected = """
            \(ConvertToCLIXMLTests.root)
              <Obj RefId="0">
                <TN RefId="0">
                  <T>Deserialized.A</T>
                </TN>
                <S>x</S>
              </Obj>
              <I32>7</I32>
            </Objs>
            """
        #expect(run.output == expected)
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    @Test func cutsOffAtTheDepth() throws {
        defer { folder.remove() }
        let bag = "<Obj N=\"b\" RefId=\"1\"><TN RefId=\"1\" /><MS><I32 N=\"n\">1</I32></MS></Obj>"
        let elements = "<Obj RefId=\"0\"><TN RefId=\"0\" /><Props>\(bag)</Props></Obj>"
        #expect(try convert(["--depth", "1"], elements).output.contains("<S>@{n=1}</S>"))
        #expect(!(try convert([], elements).output.contains("@{")))
        let refused = try convert(["--depth", "0"], elements)
        #expect(refused.status == 64)
        #expect(refused.output == "")
        #expect(refused.errors.contains("wrong value '0' for '--depth'"))
    }

    @Test func choosesEncodingAndLineEnds() throws {
        defer { folder.remove() }
        let run = try convert(["--encoding", "utf-16", "--newline", "crlf"], "<S>é</S>")
        #expect(run.outputBytes.starts(with: [0xFF, 0xFE, 0x3C, 0x00]))
        let units = stride(from: 2, to: run.outputBytes.count, by: 2).map {
            UInt16(run.outputBytes[$0]) | UInt16(run.outputBytes[$0 + 1]) << 8
        }
        #expect(String(decoding: units, as: UTF16.self) == "\(ConvertToCLIXMLTests.root)\r\n  <S>é</S>\r\n</Objs>")
    }

    @Test func keepsTheDocumentVerbatim() throws {
        defer { folder.remove() }
        let document = """
            \(ConvertToCLIXMLTests.root)
              <Obj RefId="0">
                <TN RefId="0">
                  <T>A</T>
                </TN>
                <IE>
                  <SBK>a_x000A_</SBK>
                  <DT>2024-01-02T03:04:05-08:00</DT>
                </IE>
                <Props />
              </Obj>
              <S S="Error">e</S>
            </Objs>
            """
        try folder.write(Array(document.utf8), to: "in.xml")
        let run = try ToolRun.clixml(["convert", "--to", "clixml", "--verbatim", "in.xml"], in: folder)
        #expect(run.output == document)
        #expect(run.status == 0)
    }

    @Test func showsTimesInTheZone() throws {
        defer { folder.remove() }
        let run = try convert(["--time-zone", "Asia/Tokyo"], "<DT>2024-01-02T03:04:05-08:00</DT>")
        #expect(run.output.contains("<DT>2024-01-02T20:04:05+09:00</DT>"))
    }

    @Test func joinsInputsIntoOneDocument() throws {
        defer { folder.remove() }
        let bag = "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><MS><I32 N=\"n\">1</I32></MS></Obj>"
        let again = "<Obj RefId=\"1\"><TNRef RefId=\"0\" /><MS><Ref N=\"r\" RefId=\"0\" /></MS></Obj>"
        let document = ConvertToCLIXMLTests.root + bag + again + "</Objs>"
        try folder.write(Array(document.utf8), to: "a.xml")
        let run = try ToolRun.clixml(["convert", "--to", "clixml", "--verbatim", "a.xml", "a.xml"], in: folder)
        // The second input has objects of its own with the same RefIds.
        #expect(
            run.output.contains(
                "<Obj RefId=\"3\">\n    <TNRef RefId=\"0\" />\n    <MS>\n      <Ref N=\"r\" RefId=\"2\" />"
            )
        )
    }

    @Test func writesPickedProperties() throws {
        defer { folder.remove() }
        let bag =
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><MS><I32 N=\"n\">1</I32><SBK N=\"s\">x</SBK></MS></Obj>"
        let run = try convert(["--select", "s,n"], bag + bag.replacing("\"0\"", with: "\"1\""))
        let expected = """
              <Obj RefId="1">
                <TNRef RefId="0" />
                <MS>
                  <S N="s">x</S>
                  <I32 N="n">1</I32>
                </MS>
              </Obj>
            </Objs>
            """
        #expect(run.output.hasSuffix(expected))
        #expect(run.output.contains("<T>Selected.System.Management.Automation.PSCustomObject</T>"))
    }

    @Test func closesTheDocumentBeforeAnError() throws {
        defer { folder.remove() }
        let run = try convert([], "<S>a</S><Foo />")
        #expect(run.status == 1)
        #expect(run.output == "\(ConvertToCLIXMLTests.root)\n  <S>a</S>\n</Objs>")
        #expect(run.errors.contains("[unknown-element]"))
    }

    @Test func writesTheRootAloneWithoutValues() throws {
        defer { folder.remove() }
        #expect(try convert([], "").output == ConvertToCLIXMLTests.root.dropLast() + " />")
    }
}
