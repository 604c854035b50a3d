package import CommandLine

/// How wide lines are that are laid out for people.
package enum WidthOption {
    package static let width = Flag(
        "width",
        .integer(in: 1...1_000_000),
        summary: "Lays out lines of N cells.",
        detail:
            "Without it the terminal decides, and where there is none it is 120. PowerShell writes nothing in fewer than 5."
    )

    /// The cells of a line.
    ///
    /// - Parameter columnCount: those of the terminal, or `nil` where there is none.
    package static func cellCount(_ arguments: Arguments, columnCount: Int?) -> Int {
        arguments[width] ?? columnCount ?? 120
    }
}
