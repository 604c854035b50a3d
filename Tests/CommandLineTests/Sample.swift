import CommandLine

/// A small program that has every kind of declaration.
enum Sample {
    enum Format: String, CaseIterable, Sendable {
        case json, csv, lines

        var summary: String {
            switch self {
            case .json: "one array"
            case .csv: "a table; it's flat"
            case .lines: "one line a value"
            }
        }
    }

    enum Level: String, CaseIterable, Sendable {
        case low, high
    }

    static let format = Flag(
        "to",
        short: "t",
        .choice("FORMAT") { (format: Format) in format.summary },
        default: .json,
        summary: "Writes this format.",
        detail: """
            With `--to csv` nested
            values are cut.

              a,b
              1,2
            """
    )
    static let output = Flag("output", short: "o", .file(), summary: "Writes to FILE.")
    static let depth = Flag("depth", .integer(in: 0...100), summary: "Stops N levels down.")
    static let size = Flag(
        "max-bytes",
        .byteCount(in: 1...(1 << 40)),
        default: 64 << 20,
        summary: "Refuses longer values."
    )
    static let names = Flag("select", listOf: .text("NAME"), summary: "Keeps these properties.")
    static let levels = Flag("level", listOf: ValueKind<Level>.choice("LEVEL"), summary: "Keeps these levels.")
    static let defines = Flag("define", short: "D", repeating: .text("KEY=VALUE"), summary: "Sets a variable.")
    static let delimiter = Flag("delimiter", .character("C"), default: ",", summary: "Separates cells by C.")
    static let compress = Flag("compress", short: "c", summary: "Leaves out blanks.")
    static let asArray = Flag("as-array", short: "a", summary: "Always writes an array.")
    static let noHeader = Flag("no-header", aliases: ["skip-header"], summary: "Leaves out the header.")

    static let inputs = Positional(remaining: .file("INPUT"), summary: "Files to read, `-` for standard input.")
    static let shell = Positional(ValueKind<Shell>.choice("SHELL"), summary: "The shell.")
    static let topic = Positional(optional: .text("TOPIC"), summary: "What to explain.")

    static let convert = Verb(
        "convert",
        summary: "Turn values into text",
        detail: "Reads values and writes text.",
        positionals: inputs,
        groups: [
            FlagGroup("Format", format, depth, compress, asArray, noHeader, delimiter),
            FlagGroup("Choosing", names, levels, defines),
            FlagGroup("Files", output, size),
        ],
        examples: [Verb.Example("Print a file as CSV", "sample convert --to csv a.xml")],
        run: { _ in 0 }
    )
    static let completions = Verb(
        "completions",
        summary: "Print a completion script",
        detail: "Prints the script.",
        positionals: shell,
        topic,
        groups: [FlagGroup("Files", output, size)],
        examples: [],
        run: { _ in 0 }
    )

    static let program = Program(
        "sample",
        version: "1.2.3",
        summary: "reads and writes values",
        detail: "An example.",
        verbs: [convert, completions],
        sections: [Program.Section("Exit status", "0 when done.")],
        examples: [Verb.Example("Pipe", "cat a.xml | sample convert | jq '.[]'")]
    )

    /// Reads a command line that names a verb and needs no help.
    static func arguments(_ line: [String]) throws -> Arguments {
        guard case .run(_, let arguments) = try program.interpret(line) else { throw NotAVerb() }
        return arguments
    }

    /// The text that a command line prints.
    static func text(_ line: [String]) throws -> String {
        guard case .text(let text) = try program.interpret(line) else { throw NotAVerb() }
        return text
    }

    struct NotAVerb: Error {}
}
