import CLIXML
import CLIXMLConvert
import Foundation
import TestSupport
import Testing

/// Lists, tables, default views and members against what PowerShell printed of the same documents.
@Suite struct RecordedShowTests {
    struct Recording: Decodable, Sendable, CustomTestStringConvertible {
        struct Answer: Decodable, Sendable {
            let command: String
            let output: String
        }

        let name: String
        let document: String
        let answers: [Answer]
        var testDescription: String { name }
    }

    static let recordings =
        (try? Golden.decode(Recording.self, from: URL(filePath: Fixture("show/answers.jsonl").path))) ?? []

    @Test func recordingsAreThere() { #expect(RecordedShowTests.recordings.count > 60) }

    @Test(arguments: recordings)
    func printsWhatPowerShellPrints(_ recording: Recording) throws {
        let values = try documentValues(Array(recording.document.utf8))
        for answer in recording.answers {
            let found = try shown(values, as: answer.command)
            let expected = answer.command == "Get-Member" ? answer.output + "\n" : answer.output
            #expect(found == expected, "\(answer.command)")
        }
    }
}
