public import CLIXML

extension CLIXMLError.Code {
    /// A JSON text has something that ConvertFrom-Json does not read either.
    public static let invalidJSON = Self(rawValue: "invalid-json")
    /// A number in a JSON text is none.
    public static let invalidJSONNumber = Self(rawValue: "invalid-json-number")
    /// An escape in a JSON string is none.
    public static let invalidJSONEscape = Self(rawValue: "invalid-json-escape")
    /// Something follows a JSON text that is complete.
    public static let additionalText = Self(rawValue: "additional-text")
    /// A JSON object has names that differ in case only, which are one to PowerShell.
    public static let namesDifferInCase = Self(rawValue: "names-differ-in-case")
    /// The first line of a CSV text has a name twice.
    public static let duplicateColumn = Self(rawValue: "duplicate-column")
}
