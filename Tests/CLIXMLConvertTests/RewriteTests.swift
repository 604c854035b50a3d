import CLIXML
import CLIXMLConvert
import Foundation
import TestSupport
import Testing

/// `Import-Clixml | Export-Clixml` as recorded, and documents written as they stand.
@Suite struct RewriteTests {
    /// A document and what PowerShell makes of it at some depths.
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        struct Output: Decodable, Sendable {
            let depths: [Int]
            let text: String
        }

        let id: String
        let document: String
        let outputs: [Output]
        let timeZone: String?
        let writtenByPowerShell: Bool

        var testDescription: String { id }
    }

    static let rows: [Row] = {
        let file = URL(filePath: Fixture("rewrite/rewrite.jsonl").path)
        return (try? Golden.decode(Row.self, from: file)) ?? []
    }()

    @Test func hasRows() { #expect(RewriteTests.rows.count > 100) }

    @Test(arguments: rows)
    func writesWhatPowerShellWrites(_ row: Row) throws {
        for output in row.outputs {
            for depth in output.depths {
                let found = try rewrite(Array(row.document.utf8), depth: depth, timeZone: row.timeZone)
                #expect(String(decoding: found, as: UTF8.self) == output.text)
            }
        }
    }

    @Test(arguments: rows.filter(\.writtenByPowerShell))
    func givesBackWhatPowerShellWrote(_ row: Row) throws {
        let found = try rewrite(Array(row.document.utf8), isVerbatim: true)
        #expect(String(decoding: found, as: UTF8.self) == row.document)
    }

    @Test(arguments: rows)
    func readsVerbatimDocumentsAsTheSameValues(_ row: Row) throws {
        try expectSameValues(Array(row.document.utf8))
    }

    @Test(arguments: ["documents", "read", "benchmarks"])
    func readsVerbatimFixturesAsTheSameValues(_ area: String) throws {
        for fixture in try Fixture.all(in: area, suffix: ".clixml") {
            try expectSameValues(fixture.bytes)
        }
    }

    /// How many differing rows are shown.
    private let shownCount = 5

    @Test(
        .enabled("the recorded answers are not at hand", { Golden.folder != nil }),
        arguments: ["types", "corpus", "random", "time-zones"]
    )
    func writesAllThatPowerShellWrites(_ area: String) throws {
        let rows = try Golden.rows("\(area)/rewrite.jsonl").filter { $0.error == nil && $0.output != nil }
        #expect(rows.count > 50)
        var different: [String] = []
        for row in rows {
            let depth = try #require(row.switches.last.flatMap { Int($0) })
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: row.path)))
            let found = try rewrite(bytes, depth: depth, timeZone: row.timeZone)
            guard String(decoding: found, as: UTF8.self) != row.output else { continue }
            different.append("\(row.input) | \(row.command)")
        }
        #expect(
            different.isEmpty,
            "\(different.count) of \(rows.count) rows differ: \(different.prefix(shownCount).joined(separator: ", "))"
        )
    }

    @Test(
        .enabled("the recorded answers are not at hand", { Golden.folder != nil }),
        arguments: ["types", "random"]
    )
    func keepsAllValuesVerbatim(_ area: String) throws {
        let folder = try #require(Golden.folder).appending(path: area)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".clixml") }
        #expect(names.count > 100)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            try expectSameValues(bytes)
            if area == "types" { #expect(try rewrite(bytes, isVerbatim: true) == bytes, "\(name)") }
        }
    }

    // MARK: - Writing

    private static let limits: CLIXMLLimits = {
        var limits = CLIXMLLimits()
        limits.maximumDepth = 1_000
        return limits
    }()

    /// What becomes of a document; the values before an error when it has one.
    private func rewrite(
        _ bytes: [UInt8],
        depth: Int = 2,
        timeZone: String? = nil,
        isVerbatim: Bool = false
    ) throws -> [UInt8] {
        var options = CLIXMLWriterOptions()
        options.depth = depth
        options.isVerbatim = isVerbatim
        options.refusesNoncharacters = false
        if let timeZone { options.zone = try #require(LocalZone(identifier: timeZone)) }
        var writer = CLIXMLWriter(options: options)
        var output: [UInt8] = []
        var reader = try reader(bytes)
        do {
            while let value = try reader.nextDocumentValue() {
                try writer.write(value, into: &output) { try reader.object(for: $0) }
            }
        } catch let error as CLIXMLError where isVerbatim && error.position != nil {
            // What was read before a defect is written.
        }
        writer.finish(into: &output)
        return output
    }

    private func reader(_ bytes: [UInt8]) throws -> CLIXMLReader {
        var isRead = false
        let source = ByteSource(
            nextChunk: { chunk in
                guard !isRead else { return false }
                isRead = true
                chunk = bytes
                return true
            },
            read: nil
        )
        return try CLIXMLReader(source: source, limits: RewriteTests.limits)
    }

    /// Reads a document, and what is written of it verbatim, and compares the values.
    private func expectSameValues(_ bytes: [UInt8]) throws {
        let written = try rewrite(bytes, isVerbatim: true)
        let values = try values(bytes)
        let again = try self.values(written)
        #expect(values.count == again.count)
        for (value, other) in zip(values, again) {
            #expect(value.stream == other.stream)
            #expect(value.value == other.value)
            guard case .object(let object) = value.value, case .object(let otherObject) = other.value else { continue }
            #expect(object.isEqualAsWritten(to: otherObject))
        }
    }

    /// The values of a document up to its end or an error, references at the top followed.
    private func values(_ bytes: [UInt8]) throws -> [(value: PSValue, stream: PSStream?)] {
        var reader = try reader(bytes)
        var values: [(value: PSValue, stream: PSStream?)] = []
        do {
            while let value = try reader.nextDocumentValue() {
                var content = value.value
                if case .reference(let reference) = content {
                    content = .object(try #require(try reader.object(for: reference)))
                }
                values.append((content, value.stream))
            }
        } catch is CLIXMLError {
            // What comes before a defect counts.
        }
        return values
    }
}
