/// How values become CSV. The names are those of ConvertTo-Csv's parameters.
public struct CSVOptions: Sendable, Hashable {
    /// What stands in quotes.
    public enum Quoting: Sendable, Hashable {
        /// Every name and every cell that is there.
        case always
        /// Those with the delimiter, a line feed or a quotation mark.
        case asNeeded
        /// Nothing; then not every text can be read back.
        case never
        /// The columns of these names, ignoring case, and no others.
        case columns([String])
    }

    /// What stands in quotes; everything unless told otherwise.
    public var quoting = Quoting.always

    /// What stands between cells; a comma unless told otherwise.
    public var delimiter: Unicode.Scalar = ","

    /// Whether a line with the names of the columns comes first.
    public var writesHeader = true

    /// Whether a line `#TYPE` with the type of the first value comes before the header. Has no meaning without a header.
    public var writesTypeInformation = false

    /// The default options.
    public init() {}
}
