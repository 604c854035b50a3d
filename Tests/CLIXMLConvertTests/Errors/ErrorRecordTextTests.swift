import CLIXML
import CLIXMLConvert
import Foundation
import TestSupport
import Testing

@Suite struct ErrorRecordTextTests {
    private struct Console: Decodable, Sendable {
        let id: String
        let document: String
        let text: String
    }

    private func records(_ document: String) throws -> [PSObject] {
        try documentValues(document).compactMap { value in
            guard case .object(let object) = value.value, ErrorRecordText.isErrorRecord(object) else { return nil }
            return object
        }
    }

    private func text(_ record: PSObject, _ change: (inout ErrorRecordText) -> Void = { _ in }) throws -> String {
        var printer = ErrorRecordText()
        change(&printer)
        var output: [UInt8] = []
        try printer.append(record, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The process that raised an error prints it before its record is written.
    @Test func printsLiveRecordsAsTheConsoleDid() throws {
        var count = 0
        for console in try Golden.decode(Console.self, from: URL(filePath: Fixture("show/console-errors.jsonl").path)) {
            let lines = try records(console.document).map { try text($0) { $0.origin = .live } }
            // What a record wraps is another record, which the console does not show.
            let expected = console.text.replacing("raw stderr\n", with: "")
            if expected.isEmpty { continue }
            count += 1
            #expect(lines.joined() == expected, "\(console.id)")
        }
        #expect(count >= 12)
    }

    private func record(
        _ members: String,
        invocation: String = "",
        exception: String = "m1_x000A_m2"
    ) throws -> PSObject {
        let markup = """
            <Obj><TN><T>System.Management.Automation.ErrorRecord</T><T>System.Object</T></TN><MS>\
            <Obj N="Exception"><Props><S N="Message">\(exception)</S></Props></Obj>\(members)\
            <Obj N="InvocationInfo"><Props>\(invocation)</Props></Obj></MS></Obj>
            """
        return try #require(try records(markup).first)
    }

    private let position = """
        <S N="PositionMessage">At /a/b.ps1:12345 char:2_x000A_+ foo_x000A_+ ~~~</S><S N="InvocationName">inv</S>
        """

    /// Each line of the rules for ConciseView (show.md 7.1).
    @Test(arguments: [
        ("<S N=\"FullyQualifiedErrorId\">NativeCommandError</S>", "", "m1\nm2\n"), ("", "", "Error: m1\nm2\n"),
        ("", "<S N=\"InvocationName\">inv</S>", "inv: m1\nm2\n"),
        ("", "<S N=\"InvocationName\">inv</S><S N=\"MyCommand\">cmd</S>", "cmd: m1\nm2\n"),
        (
            "", "<S N=\"ScriptName\">/a/b.ps1</S><I32 N=\"ScriptLineNumber\">12345</I32>POSITION",
            "inv: /a/b.ps1:12345\n Line |\n12345 |  foo\n      |  ~~~\n      | m1 m2\n\n"
        ),
        (
            "", "<I32 N=\"ScriptLineNumber\">7</I32>POSITION",
            "inv: \nLine |\n   7 |  foo\n     |  ~~~\n     | m1\nm2\n"
        ),
        ("", "<S N=\"ScriptName\">/a/b.PSM1</S><I32 N=\"ScriptLineNumber\">7</I32>POSITION", "inv: m1 m2\n\n"),
        (
            "<S N=\"PSMessageDetails\">pmd</S>",
            "<S N=\"ScriptName\">/a/b.ps1</S><I32 N=\"ScriptLineNumber\">12345</I32>POSITION",
            " : pmdinv: /a/b.ps1:12345\n Line |\n12345 |  foo\n      |  ~~~\n      | m1 m2\n\n"
        ),
        ("", "<S N=\"ScriptName\">/a/b.ps1</S><I32 N=\"ScriptLineNumber\">7</I32>", "\n"),
        (
            """
            <Obj N="TargetObject"><DCT><En><S N="Key">Line</S><I32 N="Value">42</I32></En><En><S N="Key">LineText</S>\
            <S N="Value">  text  </S></En><En><S N="Key">File</S><S N="Value">f.txt</S></En></DCT></Obj>
            """,
            "<S N=\"ScriptName\">/a/b.ps1</S><I32 N=\"ScriptLineNumber\">7</I32>",
            "Error: f.txt\nLine |\n  42 | text\n     | m1 m2\n\n"
        ),
    ])
    func printsTheConciseView(members: String, invocation: String, expected: String) throws {
        let found = try text(record(members, invocation: invocation.replacing("POSITION", with: position)))
        #expect(found == expected)
    }

    @Test(arguments: [
        (81, "word word word word word word word word word word word word word word word"),
        (80, "word word word word word word word word word word word word word word\nword"),
        (20, "word word\nword word\nword word\nword word\nword word\nword word\nword word\nword"),
    ])
    func breaksLongMessagesAtBlanks(width: Int, expected: String) throws {
        let message = Array(repeating: "word", count: 15).joined(separator: " ")
        let invocation = "<S N=\"ScriptName\">s</S><I32 N=\"ScriptLineNumber\">7</I32>\(position)"
        let found = try text(record("", invocation: invocation, exception: message)) { $0.lineWidth = width }
        let lines = found.split(separator: "\n").dropFirst(4)
        #expect(
            lines.map { $0.dropFirst(7) }.joined(separator: "\n")
                == expected
        )
        #expect(lines.allSatisfy { $0.hasPrefix("     | ") })
    }

    @Test func aMessageWithoutBlanksStaysWhole() throws {
        let message = String(repeating: "x", count: 200)
        let invocation = "<S N=\"ScriptName\">s</S><I32 N=\"ScriptLineNumber\">7</I32>\(position)"
        let found = try text(record("", invocation: invocation, exception: message))
        #expect(found.hasSuffix("\n     |\n     | \(message)\n\n"))
    }

    @Test func printsTheNormalView() throws {
        let found = try text(
            record(
                "<S N=\"FullyQualifiedErrorId\">Id</S><S N=\"ErrorCategory_Message\">Category</S>",
                invocation: "<Obj N=\"MyCommand\"><Props><S N=\"Name\">Get-It</S></Props></Obj>\(position)"
            )
        ) { $0.view = .normal }
        #expect(
            found == """
                inv : m1
                m2
                At /a/b.ps1:12345 char:2
                + foo
                + ~~~
                + CategoryInfo          : Category
                + FullyQualifiedErrorId : Id

                """
        )
    }

    @Test func tellsErrorRecords() throws {
        let others = try documentValues("<Obj><TN><T>System.Exception</T></TN></Obj><Obj />")
        for other in others {
            guard case .object(let object) = other.value else { continue }
            #expect(!ErrorRecordText.isErrorRecord(object))
        }
        #expect(ErrorRecordText.isErrorRecord(try record("")))
    }
}
