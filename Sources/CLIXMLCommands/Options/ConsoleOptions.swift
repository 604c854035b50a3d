package import CommandLine

/// What a verb shows on the terminal beside its results.
package struct ConsoleOptions: Sendable {
    /// When messages are coloured.
    package enum Color: String, CaseIterable, Sendable {
        case auto
        case never
    }

    package static let color = Flag(
        "color",
        aliases: ["colour"],
        .choice("WHEN") { (color: Color) in
            switch color {
            case .auto: "on a terminal, unless `NO_COLOR` is set"
            case .never: "not at all"
            }
        },
        default: .auto,
        summary: "Says when messages are coloured."
    )

    package static let noProgress = Flag(
        "no-progress",
        summary: "Draws no progress line.",
        detail: """
            On a terminal a run of more than a second shows how far it is: bytes, rate, values, time left. Into a file \
            or a pipe it never does.
            """
    )

    package static let group = FlagGroup("Messages", color, noProgress)

    /// Whether messages are coloured.
    package let isColored: Bool

    /// Whether a progress line may be drawn.
    package let showsProgress: Bool

    /// What holds where nothing is said.
    package static let automatic = ConsoleOptions(color: .auto, noProgress: false)

    /// Takes the options of a command line.
    package init(_ arguments: Arguments) {
        self.init(color: arguments[Self.color], noProgress: arguments[Self.noProgress])
    }

    private init(color: Color, noProgress: Bool) {
        let isCapable = StandardOutput.errorsAreOnCapableTerminal
        isColored = color == .auto && isCapable && StandardOutput.environment("NO_COLOR").isEmpty
        showsProgress = !noProgress && isCapable
    }

    /// Diagnostics as these options want them.
    package func diagnostics() -> Diagnostics { Diagnostics(isColored: isColored) }
}
