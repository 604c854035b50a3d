/// How ``ShowExporter`` shows values.
public struct ShowOptions: Sendable {
    /// Which of PowerShell's formats is meant.
    public enum View: Sendable, Hashable {
        /// What PowerShell does of itself: a view that is made for the type, else a table of up to four properties or a list.
        case automatic
        /// `Format-List`.
        case list
        /// `Format-Table`.
        case table
    }

    /// The format: what PowerShell does of itself, unless told otherwise.
    public var view = View.automatic

    /// The properties that are shown, in this order; `*`, `?` and `[a-z]` stand for any. Empty, which it is unless told
    /// otherwise, means those that PowerShell shows of the type.
    public var properties: [String] = []

    /// How many cells a line has. 120, unless told otherwise; in fewer than 5 nothing is laid out.
    public var width = 120

    /// Whether control characters are replaced by symbols, for a terminal. PowerShell writes them as they are.
    public var showsControls = false

    /// How error records are shown.
    public var errorView = ErrorRecordText.View.concise

    /// Makes the options that PowerShell has when nothing is said.
    public init() {}

    var controls: CellText.Controls { showsControls ? .shown : .kept }
}
