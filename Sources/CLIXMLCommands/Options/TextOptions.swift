import CLIXML
import CLIXMLConvert
package import CommandLine

/// What `text` shows.
package struct TextOptions: Sendable {
    /// The streams that have a text form.
    package enum Stream: String, CaseIterable, Sendable {
        case output
        case error
        case warning
        case verbose
        case debug
        case information
    }

    package static let streams = Flag(
        "streams",
        aliases: ["stream"],
        listOf: .choice("STREAM") { (stream: Stream) in
            switch stream {
            case .output: "what pipelines put out, where it is in a block"
            case .error: "errors, as PowerShell's console prints them"
            case .warning: "with WARNING: before it"
            case .verbose: "with VERBOSE: before it"
            case .debug: "with DEBUG: before it"
            case .information: "what Write-Host and Write-Information say"
            }
        },
        summary: "Shows only these streams of the blocks.",
        detail: "Without it all are shown. Progress is never shown; text outside blocks always is."
    )

    package static let group = FlagGroup("Streams", streams)

    private let kinds: Set<PSStream.Kind>
    private let allowsColor: Bool
    private let limits: CLIXMLLimits

    /// Takes the options of a command line.
    package init(_ arguments: Arguments) {
        let streams = arguments[Self.streams]
        kinds = Set((streams.isEmpty ? Stream.allCases : streams).compactMap { PSStream.Kind(rawValue: $0.rawValue) })
        allowsColor = arguments[ConsoleOptions.color] == .auto
        limits = LimitOptions(arguments).limits
    }

    /// Options for a filter.
    ///
    /// - Parameters:
    ///   - isTerminal: Whether the text is seen on a terminal.
    ///   - columnCount: How many cells a line of the terminal has.
    func filterOptions(isTerminal: Bool, columnCount: Int?, zone: LocalZone) -> ConsoleFilterOptions {
        var options = ConsoleFilterOptions()
        options.streams = kinds
        let kind = StandardOutput.environment("TERM")
        let isCapable = isTerminal && !kind.isEmpty && kind != "dumb"
        options.isColored = allowsColor && isCapable && StandardOutput.environment("NO_COLOR").isEmpty
        options.limits = limits
        if let columnCount { options.width = columnCount }
        options.zone = zone
        return options
    }
}
