/// The kinds of input that are measured. Each is made of files in `Fixtures/benchmarks`, repeated to the size wanted.
enum InputKind: String, CaseIterable {
    /// Objects as `Get-Service | Export-Clixml` has them: properties, enumerations, nested lists, repeated type names.
    case services
    /// Files, processes and errors, as PowerShell wrote them.
    case mixed
    /// Objects nested 47 levels deep, most of it indentation.
    case deep
    /// Long texts with entities, escapes and letters outside ASCII.
    case text
    /// Byte arrays of 20 to 8,000 bytes.
    case base64
    /// References to enclosing objects, to neighbours, and to the very first value of the document.
    case references
    /// Every kind of number, dates, durations, GUIDs and versions.
    case numbers
    /// The services in UTF-16 with a byte order mark, as Windows PowerShell writes them.
    case utf16
    /// Documents of less than 1 KB, read one after another by one parser.
    case tiny

    /// The fixtures it is made of, in turn.
    var fixtures: [String] {
        switch self {
        case .services, .utf16: ["services"]
        case .mixed: ["files.d1", "process.d1", "error-record.d1"]
        case .deep: ["nest-48.d2"]
        case .text, .base64, .references, .numbers: [rawValue]
        case .tiny:
            ["bag.d2", "guid-version-uri.d2", "match.d1", "select.d2", "shared.d2", "three-ints.d2", "timespans.d2"]
                .map { "tiny/\($0)" }
        }
    }

    /// Whether the first value of the fixture stands only once in the input, so that references lead back to it from everywhere.
    var keepsFirstValue: Bool { self == .references }

    /// Whether the input is many documents.
    var isManyDocuments: Bool { self == .tiny }

    var isUTF16: Bool { self == .utf16 }
}
