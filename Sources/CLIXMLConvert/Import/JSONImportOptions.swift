public import CLIXML

/// How JSON becomes values. The names are those of ConvertFrom-Json's parameters.
public struct JSONImportOptions: Sendable {
    /// How texts follow one another.
    public enum Form: Sendable, Hashable {
        /// One JSON text.
        case document
        /// One JSON text a line; blank lines are passed over.
        case lines
        /// As `lines` where something follows a first text of one line, else one text.
        case automatic
    }

    /// One text or lines; one text unless told otherwise.
    public var form = Form.document

    /// Whether objects become ordered hash tables and not property bags.
    public var makesHashtables = false

    /// Whether an array at the top is taken apart, each element a value; otherwise it is one value.
    public var enumeratesArrays = true

    /// What becomes of dates.
    public var dateKind = JSONDateKind.standard

    /// The zone that dates become local in, with ``JSONDateKind/local`` and ``JSONDateKind/offset``.
    public var zone = LocalZone.utc

    /// How deep objects and arrays may be nested, an array that is taken apart counted; 1024 as ConvertFrom-Json has it.
    public var maximumDepth = 1024

    /// Bounds on the size of values, texts and names; the depth is bounded by ``maximumDepth``.
    public var limits = CLIXMLLimits()

    /// The default options.
    public init() {}
}
