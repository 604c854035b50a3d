/// How ``MemberExporter`` lists members.
public struct MemberOptions: Sendable {
    /// The form: tables, unless told otherwise.
    public var form = MemberExporter.Form.text

    /// The kinds of members that are listed: all, unless told otherwise.
    public var memberTypes = Set(MemberType.allCases)

    /// How many cells a line has; longer ones are cut. 120, as PowerShell's `Out-String` has it in a console of that width.
    public var width = 120

    /// Whether control characters are replaced by symbols, for a terminal. PowerShell writes them as they are.
    public var showsControls = false

    /// Makes the options that PowerShell has when nothing is said.
    public init() {}

    var controls: CellText.Controls { showsControls ? .shown : .kept }
}
