import CLIXML
import CLIXMLConvert
import Foundation
import TestSupport
import Testing

/// What the values of the streams look like.
@Suite struct StreamTextTests {
    private struct Console: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let encoded: String
        let xml: String
        let xmlOutput: String
        let merged: String
        let errors: String
        let output: String

        var testDescription: String { id }
    }

    private static let consoles: [Console] = {
        (try? Golden.decode(Console.self, from: URL(filePath: Fixture("console/console.jsonl").path))) ?? []
    }()

    @Test func hasRecordings() { #expect(StreamTextTests.consoles.count == 17) }

    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// All errors in order, and nothing else that the console does not show.
    private func isShown(_ text: String, _ console: Console) -> Bool {
        let shown = lines(text)
        let known = Set(lines(console.errors) + lines(console.output))
        var rest = shown[...]
        for line in lines(console.errors) {
            guard let index = rest.firstIndex(of: line) else { return false }
            rest = rest[(index + 1)...]
        }
        return known.isSuperset(of: shown)
    }

    @Test(arguments: consoles)
    private func showsWhatTheConsoleShows(console: Console) {
        for stream in [console.encoded, console.xml, console.merged] {
            let result = ConsoleText(stream)
            #expect(isShown(result.text, console), "\(result.text)")
            #expect(result.notes.isEmpty)
            #expect(!result.text.contains("CLIXML") && !result.text.contains("<Objs"))
        }
    }

    /// What `-OutputFormat XML` puts on standard output reads as what the console puts there; warnings come with the errors.
    @Test(arguments: consoles)
    private func showsObjectsAsTheConsoleDoes(console: Console) {
        guard !console.xmlOutput.isEmpty else { return }
        let expected = console.output.replacing("WARNING: w1\nVERBOSE: v1\n", with: "")
        #expect(ConsoleText(console.xmlOutput).text == expected)
    }

    @Test(arguments: consoles)
    private func aLogsPrefixStaysOnEachLine(console: Console) {
        for stream in [console.encoded, console.xml] {
            let plain = ConsoleText(stream).text
            let logged = stream.split(separator: "\n").enumerated().map { "2026-11-21T06:20:0\($0).5Z web01: \($1)\n" }
            // A prefix with nothing after it was out before the block came.
            let shown = lines(ConsoleText(logged.joined()).text).filter { !$0.hasSuffix("web01: ") }
            for (line, expected) in zip(shown, lines(plain)) {
                #expect(line.hasPrefix("2026-11-21T06:20:0"))
                #expect(line.hasSuffix("web01: " + expected))
            }
            #expect(shown.count == lines(plain).count)
        }
    }

    @Test func manyStreamsInARowGiveTheirTexts() {
        let streams = StreamTextTests.consoles.flatMap { [$0.encoded, $0.xml] }
        let expected = streams.map { ConsoleText($0).text }.joined()
        #expect(ConsoleText(streams.joined()).text == expected)
    }

    @Test(arguments: consoles)
    private func anyChunkingGivesTheSame(console: Console) {
        for stream in [console.encoded, console.xml] {
            let difference = EverySplit.firstDifference(of: Array(stream.utf8), cutCount: 8) { ConsoleText($0) }
            #expect(difference == nil)
        }
    }

    @Test(arguments: [
        ("<S S=\"warning\">careful</S>", "WARNING: careful\n"),
        ("<S S=\"VERBOSE\">a_x000A_b</S>", "VERBOSE: a\nb\n"),
        ("<S S=\"debug\"></S>", "DEBUG: \n"),
        ("<S S=\"Output\">a</S><S S=\"Output\">h</S><S S=\"Output\">_x000A_</S><S>b</S>", "a\nh\nb\n"),
        ("<I32 S=\"Output\">5</I32><Nil S=\"Output\" /><B>true</B>", "5\nTrue\n"),
        (
            "<S S=\"Error\">a </S><S S=\"Error\">b_x000A_</S><S S=\"Error\">c</S><S S=\"debug\">d</S>",
            "a b\nc\nDEBUG: d\n"
        ),
        ("<Nil S=\"Error\" />", ""),
        (
            "<Obj S=\"Error\" RefId=\"0\"><ToString>what</ToString></Obj><Ref S=\"Error\" RefId=\"0\" />",
            "what\nwhat\n"
        ),
        (
            "<Obj S=\"information\"><ToString>a</ToString><Props><Obj N=\"MessageData\"><MS><B N=\"NoNewLine\">true</B>"
                + "</MS></Obj></Props></Obj><Obj S=\"information\"><ToString>b</ToString></Obj>",
            "a\nb\n"
        ),
    ])
    func showsAStream(values: String, expected: String) {
        #expect(ConsoleText(Block.of(values)).text == expected)
    }

    @Test func aTableEndsWhereAnErrorComes() {
        let bag = "<Obj S=\"Output\"><MS><I32 N=\"A\">1</I32></MS></Obj>"
        let stream = Block.of(bag + "<S S=\"Error\">e_x000A_</S>" + bag)
        #expect(ConsoleText(stream).text == "\nA\n-\n1\n\ne\n\nA\n-\n1\n\n")
    }

    @Test func showsOnlyTheStreamsAskedFor() {
        let stream = Block.of("<S S=\"Error\">e_x000A_</S><S S=\"warning\">w</S><S S=\"debug\">d</S>")
        #expect(ConsoleText(stream) { $0.streams = [.warning] }.text == "WARNING: w\n")
    }

    @Test func informationIsNotSaidTwice() {
        let record = "<Obj S=\"information\"><ToString>to host</ToString></Obj>"
        let stream = Block.header + "to host\n" + Block.root + record + record + "</Objs>"
        #expect(ConsoleText(stream).text == "to host\nto host\n")
        #expect(ConsoleText(stream) { $0.omitsRepeatedInformation = false }.text == "to host\nto host\nto host\n")
    }

    @Test func informationBehindAPrefixIsNotSaidTwice() {
        let record = "<Obj S=\"information\"><ToString>to host</ToString></Obj>"
        let other = "<Obj S=\"information\"><ToString>other</ToString></Obj>"
        let lines = [Block.header, "to host\n", "other\n", Block.root + record + other + record + "</Objs>\n", "x\n"]
        let stream = lines.map { "[12] " + $0 }.joined()
        #expect(ConsoleText(stream).text == "[12] to host\n[12] other\n[12] to host\n[12] x\n")
    }

    @Test func coloursStayOnATerminal() {
        let stream = Block.of("<S S=\"Error\">_x001B_[31;1mx_x001B_[0m_x000A_</S><S S=\"warning\">w</S>")
        #expect(
            ConsoleText(stream) { $0.isColored = true }.text
                == "\u{1B}[31;1mx\u{1B}[0m\n\u{1B}[33;1mWARNING: w\u{1B}[0m\n"
        )
        #expect(ConsoleText("\u{1B}[1m" + stream).text == "\u{1B}[1m\nx\nWARNING: w\n")
        let link = Block.of("<S S=\"Error\">_x001B_]8;;http://a_x001B_\\b_x001B_]8;;_x001B_\\_x001B_[K_x000A_</S>")
        #expect(ConsoleText(link).text == "b\n")
    }
}
