package import CommandLine

/// What `stats` shows, and how.
package struct StatsOptions: Sendable {
    /// The forms of statistics.
    package enum Format: String, CaseIterable, Sendable {
        case text
        case json
    }

    package static let to = Flag(
        "to",
        .choice("FORMAT") { (format: Format) in
            switch format {
            case .text: "tables to read"
            case .json: "one JSON object with everything"
            }
        },
        default: .text,
        summary: "Says in which form statistics are written."
    )

    package static let top = Flag(
        "top",
        .integer(in: 0...1_000_000),
        default: 20,
        summary: "Shows the N largest entries of each table; 0 shows all."
    )

    package static let group = FlagGroup("Statistics", to, top)

    let format: Format
    let maximumCount: Int

    /// Takes the options of a command line.
    package init(_ arguments: Arguments) {
        format = arguments[Self.to]
        let count = arguments[Self.top]
        maximumCount = count == 0 ? .max : count
    }
}
