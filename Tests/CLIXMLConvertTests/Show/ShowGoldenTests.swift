import CLIXML
import CLIXMLConvert
import Foundation
import Testing

/// All recorded answers, where they are at hand.
@Suite struct ShowGoldenTests {
    /// Rows that depend on what the recording process had done before.
    private let leftOut = ["types/parameter-set"]

    @Test(
        .enabled("the recorded answers are not at hand", { Golden.folder != nil }),
        arguments: ["types", "corpus", "random"]
    )
    func showsWhatPowerShellShows(_ area: String) throws {
        var different: [String] = []
        let rows = try ["show", "members"].flatMap { try Golden.rows("\(area)/\($0).jsonl") }
            .filter { row in row.output != nil && !leftOut.contains { row.input.hasPrefix($0) } }
        #expect(rows.count > 250)
        for (path, rows) in Dictionary(grouping: rows, by: \.path) {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            guard let values = try? documentValues(bytes) else {
                different.append("\(path) cannot be read")
                continue
            }
            for row in rows {
                let found = try shown(values, as: row.command)
                let expected = row.output ?? ""
                if found != expected, found != expected + "\n" { different.append("\(row.input) | \(row.command)") }
            }
        }
        #expect(different.isEmpty, "\(different.count) of \(rows.count) rows differ: \(different.prefix(10))")
    }
}
