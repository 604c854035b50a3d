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
}
