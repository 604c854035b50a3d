/// How values become JSON. The names are those of ConvertTo-Json's parameters.
public struct JSONOptions: Sendable, Hashable {
    /// What stands around and between the values.
    public enum Form: Sendable, Hashable {
        /// One JSON text: the value, or an array of the values.
        case document
        /// One line a value.
        case lines
    }

    /// One text or lines; one text unless told otherwise.
    public var form = Form.document

    /// How deep objects are opened, from 0 to 100. Beyond that they are written as text, with one warning.
    ///
    /// `nil`, the default, is 100 with objects that contain themselves marked: such a one is written as
    /// `{"$ref":"…"}` with the JSON Pointer from the root of the line or text.
    public var depth: Int?

    /// Whether white space is left out. Lines never have any.
    public var isCompressed = false

    /// Whether a single value is written as an array too. Has no meaning for lines.
    public var writesArray = false

    /// Whether the enumeration of a live .NET object is written by name.
    public var writesEnumNames = false

    /// Which characters are escaped.
    public var escapeHandling = JSONEscapeHandling.standard

    /// How many nodes a run may repeat of objects that stand in several places; 1,000,000 unless told otherwise.
    ///
    /// Beyond that they are written as `{"$ref":"…"}` with one warning: the JSON Pointer of the place where they are, in
    /// lines after the number of the line from 1 and `#` if that is another one, or null if they are nowhere else. With a
    /// `depth` the bound is a hundred times as high, since PowerShell has none.
    public var maximumExpandedNodeCount = 1_000_000

    var effectiveExpandedNodeCount: Int {
        let count = max(maximumExpandedNodeCount, 0)
        guard depth != nil else { return count }
        let (product, isTooLarge) = count.multipliedReportingOverflow(by: 100)
        return isTooLarge ? .max : product
    }

    /// The default options.
    public init() {}
}
