package import CommandLine

extension ConvertOptions {
    package static let to = Flag(
        "to",
        .choice("FORMAT") { (target: Target) in
            switch target {
            case .json: "no value: nothing; one: that value; several, from all inputs together: one array"
            case .ndjson: "one line of JSON for each top-level value"
            case .csv: "a table"
            case .clixml: "what Export-Clixml writes"
            case .typedJSON: "one line for each top-level value, lossless: every type, name and reference is kept"
            }
        },
        default: .json,
        summary: "Writes FORMAT."
    )

    package static let from = Flag(
        "from",
        .choice("FORMAT") { (source: Source) in
            switch source {
            case .auto: "what the first bytes say, and if they do not, the name's extension"
            case .clixml: "CLIXML, with or without `#< CLIXML` before it"
            case .json: "one JSON text, as ConvertFrom-Json reads it"
            case .ndjson: "the same, a text a line; blank lines are passed over"
            case .csv: "records as ConvertFrom-Csv reads them"
            case .typedJSON: "what `--to typed-json` writes"
            }
        },
        default: .auto,
        summary: "Reads FORMAT.",
        detail: """
            Values are those that PowerShell makes of the same text, so that `--to clixml --depth N` writes what \
            `ConvertFrom-Json | Export-Clixml -Depth N` does. They come as they are read: where PowerShell refuses a \
            text and gives nothing, what comes before the error is written.
            """
    )

    package static let depth = Flag(
        "depth",
        .integer(in: 0...Int(Int32.max)),
        summary: "Writes N levels and cuts off what is deeper.",
        detail: """
            With `json` and `ndjson` the result is PowerShell's at that `-Depth`, 0 to 100, and a warning tells if \
            anything was cut off. Without it everything is written: a value that contains itself as `{"$ref":POINTER}`, \
            POINTER being a JSON Pointer from the root of the line or of the array; objects that occur more than once are \
            written in full until that took 1,000,000 values, and then as `$ref` too, with one warning.

            With `clixml` it is the depth of Export-Clixml, 2 unless given.
            """
    )

    package static let select = Flag(
        "select",
        listOf: .text("NAME", expectation: "the name of a property"),
        summary: "Keeps only these properties, in this order, as Select-Object does."
    )

    package static let stream = Flag(
        "stream",
        listOf: ValueKind<Stream>.choice("STREAM"),
        summary: "Keeps only values of these streams.",
        detail: "The stream is the `S` attribute that `pwsh -OutputFormat XML` writes; a value without one is output."
    )

    package static let compress = Flag("compress", summary: "Writes JSON without line breaks and indentation.")

    package static let asArray = Flag("as-array", summary: "Writes an array even for one value.")

    package static let enumsAsStrings = Flag("enums-as-strings", summary: "Writes enumerations by name.")

    package static let escapeHandling = Flag(
        "escape-handling",
        .choice("WHICH") { (handling: EscapeHandling) in
            switch handling {
            case .default: "what JSON must escape, and the line ends U+0085, U+2028 and U+2029"
            case .nonASCII: "also everything beyond ASCII"
            case .html: "also `<`, `>`, `&` and `'`, and quotes by number"
            }
        },
        default: .default,
        summary: "Says which characters JSON escapes."
    )

    package static let columns = Flag(
        "columns",
        .choice("WHICH") { (columns: Columns) in
            switch columns {
            case .first: "those of the first object, as PowerShell has it; a warning names what others have besides"
            case .all: "those of all objects; all inputs are read twice, those that cannot be from a copy"
            }
        },
        default: .first,
        summary: "Says which columns the table has."
    )

    package static let useQuotes = Flag(
        "use-quotes",
        .choice("WHEN") { (quotes: UseQuotes) in
            switch quotes {
            case .always: "all names and cells"
            case .asNeeded: "only those with a delimiter, a quote or a line feed"
            case .never: "none, even if the table cannot be read back"
            }
        },
        default: .always,
        summary: "Says what stands in quotes."
    )

    package static let quoteFields = Flag(
        "quote-fields",
        listOf: .text("NAME", expectation: "the name of a column"),
        summary: "Quotes these columns and no others."
    )

    package static let delimiter = Flag(
        "delimiter",
        .character("C"),
        default: ",",
        summary: "Separates cells by the character C; \\t is the tabulator.",
        detail: "Holds for reading with `--from csv` too."
    )

    package static let noHeader = Flag("no-header", summary: "Leaves out the line with the names of the columns.")

    package static let typeInformation = Flag(
        "type-information",
        aliases: ["include-type-information"],
        summary: "Begins with a line that names the type of the first object."
    )

    package static let flatten = Flag(
        "flatten",
        summary: "Makes columns of the properties of nested objects.",
        detail: """
            A property of a nested object becomes the column `Parent.Name`; the values of a list are joined by \
            `--list-separator`. PowerShell has no such option: it writes the name of the type.
            """
    )

    package static let listSeparator = Flag(
        "list-separator",
        .anyText("TEXT"),
        default: "; ",
        summary: "Joins the values of a list by TEXT, with --flatten."
    )

    package static let encoding = Flag(
        "encoding",
        ValueKind<Encoding>.choice("NAME"),
        default: .utf8,
        summary: "Writes CLIXML in this encoding."
    )

    package static let newline = Flag(
        "newline",
        ValueKind<Newline>.choice("WHICH"),
        default: .lf,
        summary: "Ends the lines of CLIXML with LF or CR LF."
    )

    package static let verbatim = Flag(
        "verbatim",
        summary: "Writes CLIXML with everything the reader saw, however deep."
    )

    package static let asHashtable = Flag("as-hashtable", summary: "Reads JSON objects as hashtables.")

    package static let noEnumerate = Flag("no-enumerate", summary: "Reads a JSON array at the top as one value.")

    package static let dateKind = Flag(
        "date-kind",
        .choice("KIND") { (kind: DateKind) in
            switch kind {
            case .default: "a date in UTC, with an offset, or without zone, as it is written"
            case .local: "a date of the time zone of `--time-zone`"
            case .utc: "a date in UTC"
            case .offset: "a DateTimeOffset object"
            case .string: "a text"
            }
        },
        default: .default,
        summary: "Says what becomes of JSON texts that are dates."
    )

    package static let header = Flag(
        "header",
        listOf: .text("NAME", expectation: "the name of a column"),
        summary: "Names the columns of CSV whose first line does not."
    )

    package static let groups = [
        FlagGroup("Formats", to, from, depth),
        FlagGroup("Choosing", select, stream),
        FlagGroup("JSON", compress, asArray, enumsAsStrings, escapeHandling),
        FlagGroup(
            "CSV",
            columns,
            flatten,
            listSeparator,
            useQuotes,
            quoteFields,
            delimiter,
            noHeader,
            typeInformation
        ),
        FlagGroup("CLIXML", encoding, newline, verbatim),
        FlagGroup("Reading JSON and CSV", asHashtable, noEnumerate, dateKind, header),
    ]

    /// Refuses options that exclude each other or would have no effect.
    func check(_ arguments: Arguments) throws(UsageError) {
        func conflict(_ message: String) -> UsageError {
            UsageError(.conflictingOptions, message, helpCommand: "clixml convert --help")
        }
        func need<Value>(_ flags: [Flag<Value>], _ isUseful: Bool, _ purpose: String) throws(UsageError) {
            for flag in flags where !isUseful && arguments.isGiven(flag) {
                throw conflict("option '--\(flag.declaration.name)' is for \(purpose)")
            }
        }
        if arguments.isGiven(Self.useQuotes), arguments.isGiven(Self.quoteFields) {
            throw conflict("options '--use-quotes' and '--quote-fields' exclude each other")
        }
        let isJSON = target == .json || target == .ndjson
        try need([Self.asArray], target == .json, "'--to json'")
        try need([Self.compress, Self.enumsAsStrings], isJSON, "'--to json' and '--to ndjson'")
        try need([Self.escapeHandling], isJSON, "'--to json' and '--to ndjson'")
        try need([Self.noHeader, Self.typeInformation, Self.flatten], target == .csv, "'--to csv'")
        try need([Self.columns], target == .csv, "'--to csv'")
        try need([Self.useQuotes], target == .csv, "'--to csv'")
        try need([Self.quoteFields], target == .csv, "'--to csv'")
        try need([Self.delimiter], target == .csv || source == .csv || source == .auto, "'--to csv' and '--from csv'")
        try need([Self.listSeparator], isFlattened, "'--flatten'")
        try need([Self.encoding], target == .clixml, "'--to clixml'")
        try need([Self.newline], target == .clixml, "'--to clixml'")
        try need([Self.verbatim], target == .clixml, "'--to clixml'")
        try need([Self.depth], isJSON || target == .clixml, "'--to json', '--to ndjson' and '--to clixml'")
        let isFromJSON = source == .json || source == .ndjson || source == .auto
        try need([Self.asHashtable, Self.noEnumerate], isFromJSON, "'--from json'")
        try need([Self.dateKind], isFromJSON, "'--from json'")
        try need([Self.header], source == .csv || source == .auto, "'--from csv'")
        if isJSON, let depth, depth > 100 {
            throw UsageError(
                .wrongValue,
                "wrong value '\(depth)' for '--depth'; expected a whole number from 0 to 100 with --to \(target.rawValue)",
                helpCommand: "clixml convert --help"
            )
        }
        if target == .clixml, let depth, depth < 1 {
            throw UsageError(
                .wrongValue,
                "wrong value '\(depth)' for '--depth'; expected a whole number of at least 1 with --to clixml",
                helpCommand: "clixml convert --help"
            )
        }
    }
}
