package import CLIXMLConvert
package import CommandLine

/// The options that only `show` has.
package enum ShowFlags {
    /// The formats.
    package enum View: String, CaseIterable, Sendable {
        case auto
        case list
        case table
    }

    /// The views of error records.
    package enum ErrorView: String, CaseIterable, Sendable {
        case concise
        case normal
    }

    package static let view = Flag(
        "view",
        .choice("FORMAT") { (view: View) in
            switch view {
            case .auto:
                "what PowerShell shows of itself: a format made for the type, else a table of up to four properties or a list"
            case .list: "a line for each property, as Format-List"
            case .table: "a row for each object, as Format-Table"
            }
        },
        default: .auto,
        summary: "Lays out objects as FORMAT."
    )

    package static let property = Flag(
        "property",
        short: "p",
        listOf: .text("NAME", expectation: "the name of a property"),
        summary: "Shows only these properties, in this order.",
        detail: """
            `*`, `?` and `[a-z]` in a name stand for any characters; `*` alone shows all properties. Without this option \
            the type decides which are shown.
            """
    )

    package static let errorView = Flag(
        "error-view",
        .choice("VIEW") { (view: ErrorView) in
            switch view {
            case .concise: "the message, and where the error was raised in a script; the default of PowerShell 7"
            case .normal: "also category and identifier, as Windows PowerShell shows them"
            }
        },
        default: .concise,
        summary: "Shows error records in VIEW."
    )

    package static let group = FlagGroup("Format", view, property, WidthOption.width, errorView)

    /// The options of a command line.
    ///
    /// - Parameters:
    ///   - columnCount: the cells of a line of the terminal that values are shown on, or `nil`.
    ///   - isTerminal: whether they are shown on a terminal.
    package static func options(_ arguments: Arguments, columnCount: Int?, isTerminal: Bool) -> ShowOptions {
        var options = ShowOptions()
        options.view =
            switch arguments[view] {
            case .auto: .automatic
            case .list: .list
            case .table: .table
            }
        options.properties = arguments[property]
        options.errorView = arguments[errorView] == .normal ? .normal : .concise
        options.width = WidthOption.cellCount(arguments, columnCount: columnCount)
        options.showsControls = isTerminal
        return options
    }
}
