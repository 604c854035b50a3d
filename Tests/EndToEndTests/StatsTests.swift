import TestSupport
import Testing

/// `clixml stats`, as a user runs it.
@Suite struct StatsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let document = """
            <Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
              <Obj RefId="0"><TN RefId="0"><T>Demo.Host</T></TN><MS><S N="Name">web01</S><I32 N="Id">7</I32></MS></Obj>
              <S>x</S>
            </Objs>
            """
        try folder.write(Array(document.utf8), to: "hosts.xml")
    }

    @Test func showsTables() throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["stats", "--top", "2", "hosts.xml"], in: folder)
        #expect(
            run.output == """
                values    2
                objects   1
                elements  7
                bytes     113
                largest   105 bytes, Demo.Host at 2:3, Objs/Obj[1]
                deepest   level 2, System.String at 2:57, Objs/Obj[1]/MS/S[@N='Name']
                quota     113 bytes: 113 received, 0 for references to type names, 0 for XML

                       count           bytes    share  by type
                           1             105   92.9 %  Demo.Host
                           1               8    7.1 %  System.String

                       count           bytes    share  by property
                           1              21   18.6 %  Name
                           1              19   16.8 %  Id

                       count           bytes    share  by element
                           2              29   25.7 %  S
                           1              21   18.6 %  Obj
                                                       and 4 more

                """
        )
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    @Test func writesJSON() throws {
        defer { folder.remove() }
        let run = try ToolRun.clixml(["stats", "--to", "json", "hosts.xml", "hosts.xml"], in: folder)
        #expect(run.output.hasPrefix("{\"values\":4,\"objects\":2,\"elements\":14,\"bytes\":226,"))
        #expect(run.output.contains(#""types":[{"name":"Demo.Host","count":2,"bytes":210,"share":0.9292},"#))
        #expect(run.output.hasSuffix("}\n"))
    }

    @Test func countsUpToAnError() throws {
        defer { folder.remove() }
        try folder.write(Array(try folder.bytes(of: "hosts.xml").dropLast(8)), to: "cut.xml")
        let run = try ToolRun.clixml(["stats", "cut.xml"], in: folder)
        #expect(run.output.hasPrefix("values    2\n"))
        #expect(run.errors.contains("[truncated]"))
        #expect(run.status == 1)
    }
}
