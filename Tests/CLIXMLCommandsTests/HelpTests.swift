import CLIXMLCommands
import CommandLine
import TestSupport
import Testing

@Suite struct HelpTests {
    /// What each golden file holds.
    ///
    /// After a change of the help: `clixml ARGUMENTS > Fixtures/help/NAME.txt`.
    private static let answers: [(fixture: String, words: [String])] = [
        ("clixml.short", ["-h"]),
        ("clixml", ["--help"]),
        ("convert.short", ["convert", "-h"]),
        ("convert", ["convert", "--help"]),
        ("members", ["members", "--help"]),
        ("stats", ["stats", "--help"]),
        ("text", ["text", "--help"]),
        ("check", ["check", "--help"]),
        ("recover", ["recover", "--help"]),
        ("messages", ["messages", "--help"]),
        ("objects", ["objects", "--help"]),
        ("show", ["show", "--help"]),
        ("tap", ["tap", "--help"]),
        ("completions", ["completions", "--help"]),
        ("man", ["man", "--help"]),
    ]

    @Test(arguments: answers)
    func isAsRecorded(fixture: String, words: [String]) throws {
        guard case .text(let text) = try Clixml.program.interpret(words) else {
            Issue.record("\(words) is not answered by a text")
            return
        }
        let expected = try Fixture("help/\(fixture).txt").text
        #expect(text == expected)
    }

    @Test func everyVerbIsRecorded() throws {
        let recorded = Set(try Fixture.all(in: "help", suffix: ".txt").map(\.name))
        for verb in Clixml.program.verbs { #expect(recorded.contains("help/\(verb.name).txt")) }
        #expect(recorded.count == HelpTests.answers.count)
    }

    @Test(arguments: Clixml.program.verbs.map(\.name))
    func everyExampleIsAccepted(name: String) throws {
        let verb = try #require(Clixml.program.verbs.first { $0.name == name })
        #expect(verb.examples.count >= 3)
        for example in verb.examples {
            let words = try #require(HelpTests.words(of: example.command), "\(example.command)")
            guard case .run(let found, let arguments) = try Clixml.program.interpret(words) else {
                Issue.record("\(example.command) runs nothing")
                continue
            }
            #expect(found.name == name)
            if name == "convert" { _ = try ConvertOptions(arguments) }
        }
    }

    /// The words after `clixml` in a command line with pipes, redirections and simple quotes.
    private static func words(of command: String) -> [String]? {
        for part in command.split(whereSeparator: { $0 == "|" || $0 == ">" || $0 == "(" || $0 == ")" }) {
            let words = part.split(separator: " ").map { word in String(word.filter { $0 != "'" }) }
            if words.first == "clixml" { return Array(words.dropFirst()) }
        }
        return nil
    }

    @Test func summariesAreSentences() {
        for flag in Clixml.program.verbs.flatMap(\.flags) {
            #expect(flag.summary.hasSuffix("."), "--\(flag.name)")
            #expect(flag.summary.first?.isUppercase == true, "--\(flag.name)")
        }
    }

    @Test func namesAreUniqueInAVerb() {
        for verb in Clixml.program.verbs {
            let names = verb.flags.flatMap { [$0.name] + $0.aliases } + ["help"]
            #expect(Set(names).count == names.count, "\(verb.name)")
            let letters = verb.flags.compactMap(\.short) + ["h"]
            #expect(Set(letters).count == letters.count, "\(verb.name)")
        }
    }
}
