public import CLIXML

/// What a ``ConsoleFilter`` shows of the blocks it finds.
public struct ConsoleFilterOptions: Sendable {
    /// The streams whose values are shown. The default is all but progress, which has no text form.
    public var streams: Set<PSStream.Kind> = [.output, .error, .warning, .verbose, .debug, .information]

    /// Whether colours are kept and set, as on a terminal. The default is off: control sequences that stand in a block are
    /// taken out. Text outside blocks is never changed.
    public var isColored = false

    /// What one document may ask of the reader. The size of a value also bounds what the filter holds back.
    public var limits = CLIXMLLimits()

    /// Whether information that already passed by as plain text is left out: a PowerShell whose two outputs are merged gives
    /// what `Write-Host` shows in both. The default is on.
    public var omitsRepeatedInformation = true

    /// How many cells a line has, for tables of objects. The default is 120, as PowerShell has it without a terminal.
    public var width = 120

    /// The time zone that times are shown in.
    public var zone = LocalZone.utc

    /// The defaults.
    public init() {}
}
