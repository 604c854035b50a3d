import CLIXML
import Foundation
import TestSupport
import Testing

/// Real files of public projects, which are read or refused as PowerShell does.
@Suite struct CorpusTests {
    struct File: Sendable, CustomStringConvertible {
        let path: String
        let kind: String
        let expected: String
        var description: String { path }
    }

    /// The folder of the files: `CLIXML_CORPUS`, or the one beside the recordings or the package.
    static let folder: URL = {
        let environment = ProcessInfo.processInfo.environment
        if let place = environment["CLIXML_CORPUS"] { return URL(filePath: place) }
        if let golden = environment["CLIXML_GOLDEN"] {
            return URL(filePath: golden).deletingLastPathComponent().appending(path: "corpus")
        }
        return URL(filePath: Fixture.folder).appending(path: "../../shared/corpus").standardizedFileURL
    }()

    static let files: [File] = {
        guard let text = try? String(contentsOf: folder.appending(path: "MANIFEST.tsv"), encoding: .utf8) else {
            return []
        }
        let rows = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let header = rows.first, let path = header.firstIndex(of: "path"),
            let kind = header.firstIndex(of: "kind"),
            let expected = header.firstIndex(of: "expected")
        else { return [] }
        return rows.dropFirst().map { File(path: $0[path], kind: $0[kind], expected: $0[expected]) }
    }()

    /// How many values a file has, and the error that ends it, fed in pieces of so many bytes.
    private static func outcome(
        of file: File,
        form: DocumentForm,
        pieces byteCount: Int
    ) throws -> (count: Int, error: CLIXMLError?) {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file.path)))
        var parser = CLIXMLParser(form: form)
        var count = 0
        do throws(CLIXMLError) {
            for start in stride(from: 0, to: bytes.count, by: min(byteCount, bytes.count)) {
                try parser.append(bytes.span.extracting(start..<min(start + byteCount, bytes.count)))
                while try parser.nextValue() != nil { count += 1 }
            }
            try parser.finish()
        } catch {
            return (count, error)
        }
        return (count, nil)
    }

    @Test(.enabled(if: !files.isEmpty, "the files are not here"), arguments: files.filter { $0.kind == "clixml" })
    func isReadOrRefused(file: File) throws {
        let whole = try Self.outcome(of: file, form: .document, pieces: .max)
        if file.expected == "reads" {
            #expect(whole.error == nil)
            #expect(whole.count > 0)
        } else {
            #expect(file.expected.hasPrefix("refused"))
            #expect(whole.error != nil)
        }
        let cut = try Self.outcome(of: file, form: .document, pieces: 61)
        #expect(cut == whole)
    }

    @Test(
        .enabled(if: !files.isEmpty, "the files are not here"),
        arguments: files.filter { $0.kind.hasPrefix("PSRP payload") }
    )
    func isReadAsAPayload(file: File) throws {
        #expect(try Self.outcome(of: file, form: .payload, pieces: .max) == (1, nil))
    }
}
