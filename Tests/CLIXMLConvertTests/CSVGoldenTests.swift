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
        for row in rows {
            let found = try convert(row)
            let expected = row.output ?? ""
            if found == expected || found == expected + "\n" { continue }
            different.append("\(row.input) | \(row.command) \(row.timeZone ?? "")\n\(firstDifference(found, expected))")
        }
        let shown = different.prefix(shownCount).joined(separator: "\n")
        #expect(different.isEmpty, "\(different.count) of \(rows.count) rows differ:\n\(shown)")
    }

    private func convert(_ row: Golden.Row) throws -> String {
        let zone = row.timeZone.map { LocalZone(identifier: $0) } ?? .utc
        var csv = CSVExporter(options: try #require(options(row.switches)), zone: try #require(zone))
        var reader = try CLIXMLReader(path: row.path)
        var output: [UInt8] = []
        while let value = try reader.nextDocumentValue() {
            try csv.write(value, into: &output) { try reader.object(for: $0) }
        }
        csv.finish(into: &output)
        return String(decoding: output, as: UTF8.self)
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
        let index = zip(left, right).firstIndex { $0 != $1 } ?? min(left.count, right.count)
        let ours = index < left.count ? left[index].prefix(300) : "(end)"
        let theirs = index < right.count ? right[index].prefix(300) : "(end)"
        return "  line \(index + 1)\n  found    \(ours)\n  expected \(theirs)"
    }
}

extension Sequence {
    fileprivate func firstIndex(where matches: (Element) -> Bool) -> Int? {
        for (index, element) in enumerated() where matches(element) { return index }
        return nil
    }
}
