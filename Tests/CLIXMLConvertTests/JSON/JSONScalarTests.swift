import CLIXML
import CLIXMLConvert
import Foundation
import TestSupport
import Testing

/// Scalars and live values (conversion spec, sections 3.5 and 9).
@Suite struct JSONScalarTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let clixml: String
        let json: String
        let jsonInBag: String
        let jsonAtLimit: String

        var testDescription: String { name }

        static let all: [Row] = {
            let file = URL(filePath: Fixture("convert/dotnet-values.jsonl").path)
            return (try? Golden.decode(Row.self, from: file)) ?? []
        }()
    }

    @Test func hasRows() { #expect(Row.all.count == 188) }

    @Test(arguments: Row.all)
    func writesWhatPowerShellWrites(_ row: Row) throws {
        let alone = try JSONText(row.clixml, .compressed(depth: 10))
        #expect(alone.text == row.json)
        let inside = try JSONText("<Obj><MS>\(named(row.clixml))</MS></Obj>", .compressed(depth: 10))
        #expect(inside.text == "{\"p\":\(row.jsonInBag)}")
        let cut = try JSONText("<Obj><MS>\(named(row.clixml))</MS></Obj>", .compressed(depth: 0))
        #expect(cut.text == "{\"p\":\(row.jsonAtLimit)}")
    }

    /// The element with the name `p`.
    private func named(_ element: String) -> String {
        let end = element.firstIndex { $0 == ">" || $0 == " " } ?? element.endIndex
        return element[..<end] + " N='p'" + element[end...]
    }

    /// More bytes than are written in one go, each of them an element of the array.
    @Test func writesLongByteArrays() throws {
        let bytes = (0..<3000).map { UInt8(truncatingIfNeeded: $0) }
        let element = "<BA>\(Data(bytes).base64EncodedString())</BA>"
        let compressed = try JSONText(element)
        #expect(compressed.text == "[" + bytes.map { "\($0)" }.joined(separator: ",") + "]")
        let indented = try JSONText("<Obj><LST>\(element)</LST></Obj>", JSONOptions())
        let lines = bytes.map { "    \($0)" }.joined(separator: ",\n")
        #expect(indented.text == "[\n  [\n\(lines)\n  ]\n]")
    }

    @Test(arguments: [
        ("2024-01-02T03:04:05+02:00", "America/New_York", "2024-01-01T20:04:05-05:00"),
        ("2024-07-02T03:04:05+02:00", "America/New_York", "2024-07-01T21:04:05-04:00"),
        ("2024-07-02T03:04:05+00:00", "UTC", "2024-07-02T03:04:05+00:00"),
        ("2024-07-02T03:04:05.120+00:00", "Asia/Kathmandu", "2024-07-02T08:49:05.12+05:45"),
        ("2024-07-02T03:04:05Z", "Asia/Kathmandu", "2024-07-02T03:04:05Z"),
        ("2024-07-02T03:04:05", "Asia/Kathmandu", "2024-07-02T03:04:05"),
    ])
    func showsLocalDatesInTheZone(_ text: String, _ zone: String, _ expected: String) throws {
        let found = try JSONText("<DT>\(text)</DT>", zone: try #require(LocalZone(identifier: zone)))
        #expect(found.text == "\"\(expected)\"")
    }

    @Test(arguments: [
        ("<I32> 007 </I32>", "7"), ("<I64>+5</I64>", "5"), ("<I32>-0</I32>", "0"), ("<B>1</B>", "true"),
        ("<Db>1.50</Db>", "1.5"), ("<Db>&#49;.5</Db>", "1.5"),
        (
            "<G>{792E5B37-4505-47EF-B7D2-8711BB7AFFA8}</G>",
            #"{"value":"792e5b37-4505-47ef-b7d2-8711bb7affa8","Guid":"792e5b37-4505-47ef-b7d2-8711bb7affa8"}"#
        ),
        ("<U64>18446744073709551615</U64>", "18446744073709551615"), ("<D>-0.00</D>", "0.00"),
        ("<SBK>a</SBK>", "\"a\""), ("<URI>http://A/%41</URI>", "\"http://A/%41\""),
    ])
    func normalisesWhatIsNotWrittenAsPowerShellWrites(_ markup: String, _ expected: String) throws {
        let found = try JSONText(markup)
        #expect(found.text == expected)
    }
}
