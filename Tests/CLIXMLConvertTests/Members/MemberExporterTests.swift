import CLIXML
import CLIXMLConvert
import Foundation
import TestSupport
import Testing

@Suite struct MemberExporterTests {
    private func rows(_ markup: String, _ change: (inout MemberOptions) -> Void = { _ in }) throws -> [String] {
        let text = try members(of: documentValues(markup)) { options in
            options.form = .tsv
            change(&options)
        }
        return text.split(separator: "\n").map(String.init)
    }

    /// What PowerShell's Get-Member lists of live values.
    private struct Live: Decodable {
        let type: String
        let memberType: String
        let name: String
        let definition: String

        var line: String { "\(type)\t\(memberType)\t\(name)\t\(definition)" }
    }

    @Test(
        .enabled("the recorded answers are not at hand", { Golden.folder != nil }),
        arguments: [
            ("System.String", "<S>a</S>"), ("System.Char", "<C>65</C>"), ("System.Boolean", "<B>true</B>"),
            ("System.Byte", "<By>1</By>"), ("System.SByte", "<SB>1</SB>"), ("System.Int16", "<I16>1</I16>"),
            ("System.UInt16", "<U16>1</U16>"), ("System.Int32", "<I32>1</I32>"), ("System.UInt32", "<U32>1</U32>"),
            ("System.Int64", "<I64>1</I64>"), ("System.UInt64", "<U64>1</U64>"), ("System.Single", "<Sg>1</Sg>"),
            ("System.Double", "<Db>1</Db>"), ("System.Decimal", "<D>1</D>"),
            ("System.DateTime", "<DT>2024-01-02T03:04:05</DT>"), ("System.TimeSpan", "<TS>PT1S</TS>"),
            ("System.Guid", "<G>d1d0e536-1234-5678-9abc-def012345678</G>"), ("System.Uri", "<URI>http://a/</URI>"),
            ("System.Version", "<Version>1.2</Version>"), ("System.Xml.XmlDocument", "<XD>&lt;a&gt;x&lt;/a&gt;</XD>"),
            ("System.Collections.ArrayList", "<Obj><LST /></Obj>"),
            ("System.Collections.Stack", "<Obj><STK /></Obj>"),
            ("System.Collections.Queue", "<Obj><QUE /></Obj>"), ("System.Byte[]", "<BA>AQI=</BA>"),
            ("System.Collections.Hashtable", "<Obj><DCT /></Obj>"),
            ("System.Security.SecureString", "<SS>61006200</SS>"),
        ]
    )
    func liveValuesHaveTheMembersOfTheirClass(type: String, markup: String) throws {
        let golden = try #require(Golden.folder)
        let all = try Golden.decode(Live.self, from: golden.appending(path: "dotnet-members.jsonl"))
        let expected = all.filter { $0.type == type }.map(\.line)
        #expect(expected.count > 5)
        let found = try members(of: documentValues(markup)) { $0.form = .tsv }
        #expect(found == expected.joined(separator: "\n") + "\n")
    }

    @Test func aBagHasFourMethods() throws {
        let found = try rows("<Obj><MS><S N=\"b\">x</S><I32 N=\"A\">1</I32><Nil N=\"c\" /></MS></Obj>")
        let type = "System.Management.Automation.PSCustomObject"
        #expect(
            found == [
                "\(type)\tMethod\tEquals\tbool Equals(System.Object obj)",
                "\(type)\tMethod\tGetHashCode\tint GetHashCode()", "\(type)\tMethod\tGetType\ttype GetType()",
                "\(type)\tMethod\tToString\tstring ToString()", "\(type)\tNoteProperty\tA\tint A=1",
                "\(type)\tNoteProperty\tb\tstring b=x", "\(type)\tNoteProperty\tc\tobject c=null",
            ]
        )
    }

    @Test func aDeserializedObjectHasTwo() throws {
        let found = try rows(
            """
            <Obj><TN><T>A.B</T><T>System.Object</T></TN><ToString>text</ToString>\
            <Props><Db N="Load">0.30000000000000004</Db><Nil N="None" /></Props><MS><Db N="Note">0.30000000000000004</Db></MS></Obj>
            """
        )
        #expect(
            found == [
                "Deserialized.A.B\tMethod\tGetType\ttype GetType()",
                """
                Deserialized.A.B\tMethod\tToString\tstring ToString(), string ToString(string format, \
                System.IFormatProvider formatProvider), string IFormattable.ToString(string format, \
                System.IFormatProvider formatProvider)
                """,
                "Deserialized.A.B\tNoteProperty\tNote\tdouble Note=0.30000000000000004",
                "Deserialized.A.B\tProperty\tLoad\tSystem.Double {get;set;}",
                "Deserialized.A.B\tProperty\tNone\t {get;set;}",
            ]
        )
    }

    @Test func aTypeIsListedOnceWithTheMembersOfItsFirstValue() throws {
        let text = try members(
            of: documentValues(
                """
                <Nil /><Obj><TN><T>A</T></TN><Props /><MS><I32 N="One">1</I32></MS></Obj>\
                <Obj><TN><T>B</T></TN><Props /></Obj>\
                <Obj><TN><T>A</T></TN><Props /><MS><I32 N="Two">1</I32></MS></Obj>
                """
            )
        ) { $0.width = 40 }
        #expect(
            text == """

                   TypeName: Deserialized.A

                Name    MemberType   Definition
                ----    ----------   ----------
                GetType Method       type GetType()
                One     NoteProperty int One=1

                   TypeName: Deserialized.B

                Name    MemberType Definition
                ----    ---------- ----------
                GetType Method     type GetType()


                """
        )
    }

    @Test func kindsCanBeChosen() throws {
        let markup = "<Obj><Props><S N=\"P\">x</S></Props><MS><S N=\"N\">y</S></MS></Obj>"
        let notes = try rows(markup) { $0.memberTypes = [.noteProperty] }
        #expect(notes == ["System.Management.Automation.PSCustomObject\tNoteProperty\tN\tstring N=y"])
        let none = try members(of: documentValues(markup)) { $0.memberTypes = [.propertySet] }
        #expect(none == "")
        #expect(MemberType.allCases.filter(\.isMethod) == [.codeMethod, .method])
    }

    @Test func namesAreSortedAsUTF16() throws {
        let names = ["\u{FF21}", "😀", "_", "a", "B", "é"]
        let members = names.map { "<I32 N=\"\($0)\">1</I32>" }.joined()
        let found = try rows("<Obj><Props /><MS>\(members)</MS></Obj>") { $0.memberTypes = [.noteProperty] }
        #expect(found.map { $0.split(separator: "\t")[2] } == ["a", "B", "_", "é", "😀", "\u{FF21}"])
    }

    @Test func saysWhetherThereWereValues() throws {
        var exporter = MemberExporter()
        var output: [UInt8] = []
        for value in try documentValues("<Nil />") { try exporter.write(value, into: &output) }
        #expect(!exporter.hasValues)
        for value in try documentValues("<S>x</S>") { try exporter.write(value, into: &output) }
        #expect(exporter.hasValues)
    }

    @Test func aLongTypeNameGoesOnInTheNextLine() throws {
        let text = try members(of: documentValues("<Obj><TN><T>Some.Long.TypeName</T></TN><Props /></Obj>")) {
            $0.width = 30
        }
        #expect(text.hasPrefix("\n   TypeName: Deserialized.Some\n.Long.TypeName\n\nName "))
    }
}
