import CLIXML
import CLIXMLConvert
import Foundation
import Testing

@Suite struct CSVGoldenTests {
    /// How many differing rows are shown.
    private let shownCount = 5

    @Test(
        .enabled("the recorded answers are not at hand", { Golden.folder != nil }),
        arguments: ["types", "corpus", "random", "time-zones"]
    )
    func writesWhatPowerShellWrites(_ area: String) throws {
        let rows = try Golden.rows("\(area)/csv.jsonl").filter { $0.error == nil && $0.output != nil }
        #expect(rows.count > 50)
        var different: [String] = []
        for (path, rows) in Dictionary(grouping: rows, by: \.path) {
            for (row, found) in zip(rows, try convert(path, rows)) {
                let expected = row.output ?? ""
                if found == expected || found == expected + "\n" { continue }
                let name = "\(row.input) | \(row.command) \(row.timeZone ?? "")"
                different.append("\(name)\n\(firstDifference(found, expected))")
            }
        }
        let shown = different.prefix(shownCount).joined(separator: "\n")
        #expect(different.count == 0, "\(different.count) of \(rows.count) rows differ:\n\(shown)")
    }

    /// What the commands of some rows make of the same document.
    private func convert(_ path: String, _ rows: [Golden.Row]) throws -> [String] {
        var exporters = try rows.map { row in
            let zone = row.timeZone.map { LocalZone(identifier: $0) } ?? .utc
            return CSVExporter(options: try #require(options(row.switches)), zone: try #require(zone))
        }
        var outputs: [[UInt8]] = rows.map { _ in [] }
        var reader = try CLIXMLReader(path: path)
        while let value = try reader.nextDocumentValue() {
            for index in rows.indices {
                try exporters[index].write(value, into: &outputs[index]) { try reader.object(for: $0) }
            }
        }
        for index in rows.indices { exporters[index].finish(into: &outputs[index]) }
        return outputs.map { String(decoding: $0, as: UTF8.self) }
    }

    private func options(_ switches: [String]) -> CSVOptions? {
        var options = CSVOptions()
        var rest = switches[...]
        while let name = rest.popFirst() {
            switch name {
            case "-UseQuotes":
                guard let quoting = rest.popFirst() else { return nil }
                options.quoting = quoting == "AsNeeded" ? .asNeeded : quoting == "Never" ? .never : .always
            case "-Delimiter":
                guard let delimiter = rest.popFirst()?.unicodeScalars.first else { return nil }
                options.delimiter = delimiter
            case "-IncludeTypeInformation": options.writesTypeInformation = true
            case "-NoHeader": options.writesHeader = false
            default: return nil
            }
        }
        return options
    }

    private func firstDifference(_ found: String, _ expected: String) -> String {
        let (left, right) = (found.split(separator: "\n"), expected.split(separator: "\n"))
        let same = zip(left, right).prefix { $0 == $1 }
        let index = Array(same).count
        let ours = index < left.count ? left[index].prefix(300) : "(end)"
        let theirs = index < right.count ? right[index].prefix(300) : "(end)"
        return "  line \(index + 1)\n  found    \(ours)\n  expected \(theirs)"
    }
}
