import CLIXMLConvert
package import CommandLine

/// What `check` tells, and how.
package struct CheckOptions: Sendable {
    /// The forms of findings.
    package enum Format: String, CaseIterable, Sendable {
        case text
        case json
    }

    /// The least grave finding that is told.
    package enum Severity: String, CaseIterable, Sendable {
        case error
        case warning
        case note
    }

    package static let to = Flag(
        "to",
        .choice("FORMAT") { (format: Format) in
            switch format {
            case .text: "a line to read"
            case .json: "a JSON object on a line"
            }
        },
        default: .text,
        summary: "Says in which form findings are written."
    )

    package static let severity = Flag(
        "severity",
        .choice("LEVEL") { (severity: Severity) in
            switch severity {
            case .error: "only what PowerShell refuses"
            case .warning: "also what it may read otherwise than it was meant, and secrets that anyone can read"
            case .note: "also what is worth knowing"
            }
        },
        default: .note,
        summary: "Tells findings of at least this gravity."
    )

    package static let strict = Flag(
        "strict",
        summary: "Exits with 1 for warnings too.",
        detail: "Without it a document that PowerShell reads is valid, whatever is questionable about it."
    )

    package static let group = FlagGroup("Findings", to, severity, strict)

    let format: Format
    let leastSeverity: Finding.Severity
    let isStrict: Bool

    /// Takes the options of a command line.
    package init(_ arguments: Arguments) {
        format = arguments[Self.to]
        leastSeverity = Finding.Severity(rawValue: arguments[Self.severity].rawValue) ?? .note
        isStrict = arguments[Self.strict]
    }
}
