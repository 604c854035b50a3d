import CLIXML
import CommandLine

/// `clixml recover`.
enum Recover {
    private static let input = Positional(
        .file("INPUT"),
        summary: "The file to read; `-` is standard input. It is held in memory whole."
    )

    private static let output = Flag(
        "output",
        short: "o",
        .file(),
        summary: "Writes to FILE instead of standard output.",
        detail: """
            The document goes to a temporary file beside FILE, which takes its name at the end, whatever was lost. FILE may \
            be the input.
            """
    )

    static let verb: Verb = Verb(
        "recover",
        summary: "Write what can be read of a damaged document",
        detail: """
            Reads a document that is cut off, has lost or wrong bytes, characters that XML does not allow, text around it, or \
            another document behind it, and writes a valid one of every value and member that is whole. What was whole is \
            not changed: its bytes are copied.

            Each repair is named on standard error with its place, its range of bytes, and what was wrong. References to objects \
            that were lost are lost with them. The exit status is 1 if anything was lost, and 0 if nothing was.
            """,
        positionals: input,
        groups: [FlagGroup("Recovered document", output), LimitOptions.group, ConsoleOptions.group],
        examples: [
            Verb.Example("Save what is left of a file", "clixml recover -o saved.xml damaged.xml"),
            Verb.Example("See what is wrong without writing anything", "clixml recover damaged.xml > /dev/null"),
            Verb.Example("Go on with what could be read", "clixml recover damaged.xml | clixml convert --to csv"),
        ],
        run: run
    )

    @Sendable private static func run(_ arguments: Arguments) throws -> Int32 {
        let console = ConsoleOptions(arguments)
        return console.diagnostics().reporting { diagnostics in
            let limits = LimitOptions(arguments).limits
            let argument = arguments[input]
            var source = try InputSource(argument)
            let name = source.name
            let bytes = try WholeInput.bytes(of: &source, diagnostics)
            var output = try Output(arguments[output])
            var recovery = CLIXMLRecovery(bytes, limits: limits)
            var hasRoot = false
            while let value = recovery.next() {
                report(recovery.takeRepairs(), in: name, diagnostics)
                if !hasRoot {
                    output.bytes += recovery.rootStartTag
                    hasRoot = true
                }
                output.bytes += "\n  ".utf8
                output.bytes += value.markup
                try output.drain()
            }
            let last = recovery.takeRepairs()
            report(last, in: name, diagnostics)
            let hasRepairs = !last.isEmpty
            if !hasRoot {
                // Nothing came of an input that has something, or of one that has not even a root.
                if diagnostics.errorCount > 0 || hasRepairs { diagnostics.remember(.invalidInput) }
                output.bytes += recovery.rootStartTag
            }
            output.bytes.append(UInt8(ascii: "\n"))
            output.bytes += recovery.rootEndTag
            output.bytes.append(UInt8(ascii: "\n"))
            try output.finish()
            return .success
        }
        .rawValue
    }

    private static func report(_ repairs: [Repair], in name: String, _ diagnostics: Diagnostics) {
        for repair in repairs {
            let route = repair.error.path.map { " at \($0)" } ?? ""
            diagnostics.report(
                repair.losesContent ? .error : .warning,
                "\(repair.error.message)\(route); \(action(of: repair))",
                code: repair.error.code.rawValue,
                in: name,
                at: repair.error.position
            )
            if repair.losesContent { diagnostics.remember(.invalidInput) }
        }
    }

    private static func action(of repair: Repair) -> String {
        let range = repair.byteRange
        let bytes =
            range.isEmpty ? "at byte \(range.lowerBound)" : "bytes \(range.lowerBound) to \(range.upperBound - 1)"
        return switch repair.kind {
        case .leftOut: range.isEmpty ? "elements closed \(bytes)" : "\(bytes) left out"
        case .reopened: "\(bytes) left out, the elements that began there opened again"
        case .closed: range.isEmpty ? "closed \(bytes)" : "\(bytes) left out, what was open closed"
        case .escaped: "\(bytes) written with an escape"
        case .passedOver: range.isEmpty ? "passed over" : "\(bytes) passed over"
        case .replaced: "\(bytes) became U+FFFD"
        case .transcoded: "read in the other encoding from byte \(range.lowerBound) on"
        case .joined: "another document begins at byte \(range.upperBound); joined"
        }
    }
}
