import Foundation
import TestSupport
import Testing

/// What README shows is what the tool prints: every command of its `console` blocks is run, in the package's folder.
@Suite struct ReadmeTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let command: String
        /// The lines that README shows, without blank ones at the end.
        let shown: String

        var testDescription: String { command }
    }

    /// The commands after `$ ` in the `console` blocks of a document, each with the lines up to the next.
    static func examples(in text: String) -> [Example] {
        var examples: [Example] = []
        var isInside = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isInside = line == "```console"
            } else if isInside, line.hasPrefix("$ ") {
                examples.append(Example(command: String(line.dropFirst(2)), shown: ""))
            } else if isInside, let last = examples.popLast() {
                examples.append(Example(command: last.command, shown: last.shown + line + "\n"))
            }
        }
        return examples.map { Example(command: $0.command, shown: trimmed($0.shown)) }
    }

    private static func trimmed(_ text: String) -> String {
        String(text.reversed().drop { $0 == "\n" }.reversed())
    }

    static let examples: [Example] = {
        let readme = URL(filePath: Fixture.folder).deletingLastPathComponent().appending(path: "README.md")
        return (try? String(contentsOf: readme, encoding: .utf8)).map(examples(in:)) ?? []
    }()

    @Test func readmeHasExamples() { #expect(ReadmeTests.examples.count >= 2) }

    @Test(arguments: examples)
    func printsWhatReadmeShows(example: Example) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(of: "clixml"),
            withDestinationPath: ToolRun.builtTool
        )
        let package = URL(filePath: Fixture.folder).deletingLastPathComponent().path
        let run = try ToolRun.bash("PATH=\"$PWD:$PATH\"; cd '\(package)' && { \(example.command); } 2>&1", in: folder)
        #expect(Self.trimmed(run.output) == example.shown)
    }
}
