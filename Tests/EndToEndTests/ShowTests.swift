import TestSupport
import Testing

/// `clixml show` and `clixml members`.
@Suite struct ShowTests {
    private static let root =
        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"
    private static let host = "<Obj><MS><S N=\"Name\">web01</S><I32 N=\"Id\">7</I32></MS></Obj>"

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Runs the tool on a document with these elements.
    private func run(_ arguments: [String], _ elements: String) throws -> ToolRun {
        try folder.write(Array((ShowTests.root + elements + "</Objs>").utf8), to: "in.xml")
        return try ToolRun.clixml(arguments + ["in.xml"], in: folder)
    }

    @Test(arguments: [
        (["show"], "\nName  Id\n----  --\nweb01  7\n\n"),
        (["show", "--view", "list"], "\nName : web01\nId   : 7\n\n"),
        (["show", "--view", "table", "-p", "Id,N*"], "\nId Name\n-- ----\n 7 web01\n\n"),
        (["show", "--width", "6"], "\nName\n---- \nweb01\n\n"),
        (["show", "--view", "list", "--width", "9"], "\nName : we\n       b0\n       1\nId   : 7\n\n"),
    ])
    func showsObjects(arguments: [String], expected: String) throws {
        defer { folder.remove() }
        let run = try run(arguments, ShowTests.host)
        #expect(run.output == expected)
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    @Test func showsWhatCameBeforeAnError() throws {
        defer { folder.remove() }
        let run = try run(["show"], ShowTests.host + "<I32>x</I32>")
        #expect(run.output == "\nName  Id\n----  --\nweb01  7\n\n")
        #expect(run.errors.contains(": error: "))
        #expect(run.status == 1)
    }

    @Test func severalInputsMakeOneTable() throws {
        defer { folder.remove() }
        try folder.write(
            Array((ShowTests.root + "<Obj><MS><S N=\"Name\">a longer name</S></MS></Obj></Objs>").utf8),
            to: "2.xml"
        )
        let run = try run(["show", "2.xml"], ShowTests.host)
        #expect(run.output == "\nName\n----\na longer name\nweb01\n\n")
    }

    @Test func datesAreShownInTheZoneAskedFor() throws {
        defer { folder.remove() }
        let date = "<Obj><MS><DT N=\"When\">2024-07-01T12:00:00+00:00</DT></MS></Obj>"
        let utc = try run(["show"], date)
        #expect(utc.output == "\nWhen\n----\n07/01/2024 12:00:00\n\n")
        let berlin = try run(["show", "--time-zone", "Europe/Berlin"], date)
        #expect(berlin.output == "\nWhen\n----\n07/01/2024 14:00:00\n\n")
    }

    @Test func referencesToEarlierValuesAreFollowed() throws {
        defer { folder.remove() }
        let run = try run(
            ["show", "--view", "list"],
            "<Obj RefId=\"0\"><MS><I32 N=\"A\">1</I32></MS></Obj><Obj RefId=\"1\"><MS><Ref N=\"B\" RefId=\"0\" /></MS></Obj>"
        )
        #expect(run.output == "\nA : 1\n\nB : @{A=1}\n\n")
    }

    @Test(arguments: [
        (
            ["members", "--member-type", "NoteProperty", "--to", "tsv"],
            """
            System.Management.Automation.PSCustomObject\tNoteProperty\tId\tint Id=7
            System.Management.Automation.PSCustomObject\tNoteProperty\tName\tstring Name=web01

            """
        ),
        (
            ["members", "--member-type", "properties", "--width", "40"],
            """

               TypeName: System.Management.Automatio
            n.PSCustomObject

            Name MemberType   Definition
            ---- ----------   ----------
            Id   NoteProperty int Id=7
            Name NoteProperty string Name=web01


            """
        ),
    ])
    func listsMembers(arguments: [String], expected: String) throws {
        defer { folder.remove() }
        let run = try run(arguments, ShowTests.host)
        #expect(run.output == expected)
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    @Test func membersOfNothingIsAnError() throws {
        defer { folder.remove() }
        let run = try run(["members"], "<Nil />")
        #expect(run.output == "")
        #expect(run.errors == "clixml: error: there is no value whose members could be listed [no-value]\n")
        #expect(run.status == 1)
    }
}
