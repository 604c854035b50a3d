import CLIXML
import CLIXMLConvert
import Foundation
import TestSupport
import Testing

/// `ConvertFrom-Json` and `ConvertFrom-Csv`, piped to `Export-Clixml -Depth 10`, as recorded.
@Suite struct ImportGoldenTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        /// `json` or `csv` and switches.
        let kind: String
        let id: String
        let input: String
        let clixml: String?
        let error: String?

        var testDescription: String { "\(kind) \(id)" }

        var switches: [String] { kind.split(separator: " ").map(String.init) }
    }

    static let rows: [Row] = {
        let file = URL(filePath: Fixture("import/import.jsonl").path)
        return (try? Golden.decode(Row.self, from: file)) ?? []
    }()

    @Test func hasRows() { #expect(ImportGoldenTests.rows.count == 40) }

    @Test(arguments: rows)
    func writesWhatPowerShellWrites(_ row: Row) throws { try check(row) }

    @Test(.enabled("the recorded answers are not at hand", { Golden.folder != nil }))
    func writesAllThatPowerShellWrites() throws {
        let file = try #require(Golden.folder).appending(path: "import/import.jsonl")
        let rows = try Golden.decode(Row.self, from: file)
        #expect(rows.count >= 67)
        for row in rows { try check(row) }
    }

    private func check(_ row: Row) throws {
        var writer = CLIXMLWriter(
            options: {
                var options = CLIXMLWriterOptions(); options.depth = 10; return options
            }()
        )
        var output: [UInt8] = []
        do {
            for value in try values(row) { try writer.write(value, into: &output) }
        } catch let error as CLIXMLError {
            #expect(row.error != nil, "\(row.kind) \(row.id): \(error)")
            return
        }
        writer.finish(into: &output)
        #expect(String(decoding: output, as: UTF8.self) == row.clixml, "\(row.kind) \(row.id)")
    }

    private func values(_ row: Row) throws -> [DocumentValue] {
        let bytes = Array(row.input.utf8)
        let switches = row.switches
        var values: [DocumentValue] = []
        if switches.first == "json" {
            var options = JSONImportOptions()
            options.makesHashtables = switches.contains("-AsHashtable")
            options.enumeratesArrays = !switches.contains("-NoEnumerate")
            var importer = JSONImporter(options: options)
            try importer.append(bytes.span)
            importer.finish()
            while let value = try importer.nextValue() { values.append(value) }
        } else {
            var options = CSVImportOptions()
            if switches.contains("-Delimiter") { options.delimiter = try #require(switches.last?.unicodeScalars.first) }
            var importer = CSVImporter(options: options)
            try importer.append(bytes.span)
            importer.finish()
            while let value = try importer.nextValue() { values.append(value) }
        }
        return values
    }
}
