public import CLIXML

/// How CSV becomes values. The names are those of ConvertFrom-Csv's parameters.
public struct CSVImportOptions: Sendable {
    /// What separates cells; a comma unless told otherwise.
    public var delimiter: Unicode.Scalar = ","

    /// The names of the columns; `nil`, the default, takes them from the text's first line.
    public var header: [String]?

    /// Bounds on the size of a record and of names.
    public var limits = CLIXMLLimits()

    /// The default options.
    public init() {}
}
