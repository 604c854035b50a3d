import CLIXML
import CLIXMLConvert
import Foundation
import Testing

@Suite struct JSONGoldenTests {
    /// How many differing rows are shown.
    private let shownCount = 5

    @Test(
        .enabled("the recorded answers are not at hand", { Golden.folder != nil }),
        arguments: [
            "types/json", "corpus/json", "random/json", "time-zones/json", "types/ndjson", "corpus/ndjson",
            "random/ndjson",
        ]
    )
    func writesWhatPowerShellWrites(_ file: String) throws {
        let rows = try Golden.rows("\(file).jsonl").filter { $0.error == nil && $0.output != nil }
        #expect(rows.count > 40)
        var different: [String] = []
        for row in rows {
            let options = try #require(jsonOptions(row.switches, isLines: file.hasSuffix("ndjson")))
            let found = try convert(row, options)
            let expected = row.output ?? ""
            if found == expected || found == expected + "\n" { continue }
            different.append("\(row.input) | \(row.command) \(row.timeZone ?? "")")
        }
        let shown = different.prefix(shownCount).joined(separator: "\n")
        #expect(different.isEmpty, "\(different.count) of \(rows.count) rows differ:\n\(shown)")
    }

    private func convert(_ row: Golden.Row, _ options: JSONOptions) throws -> String {
        let zone = row.timeZone.map { LocalZone(identifier: $0) } ?? .utc
        var exporter = JSONExporter(options: options, zone: try #require(zone))
        var reader = try CLIXMLReader(path: row.path)
        var output: [UInt8] = []
        while let value = try reader.nextDocumentValue() {
            try exporter.write(value, into: &output) { try reader.object(for: $0) }
        }
        try exporter.finish(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private func jsonOptions(_ switches: [String], isLines: Bool) -> JSONOptions? {
        var options = JSONOptions()
        if isLines { options.form = .lines }
        var rest = switches[...]
        while let name = rest.popFirst() {
            switch name {
            case "-Depth": options.depth = rest.popFirst().flatMap { Int($0) }
            case "-Compress": options.isCompressed = true
            case "-AsArray": options.writesArray = true
            case "-EnumsAsStrings": options.writesEnumNames = true
            case "-EscapeHandling":
                let handling = rest.popFirst()
                options.escapeHandling =
                    handling == "EscapeHtml" ? .html : handling == "EscapeNonAscii" ? .nonASCII : .standard
            case "-InputObject": _ = rest.popFirst()
            default: return nil
            }
        }
        return options
    }
}
