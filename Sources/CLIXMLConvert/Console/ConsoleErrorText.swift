import CLIXML

/// The text of an error of a console's error stream: what the process that raised it would have printed.
struct ConsoleErrorText {
    private var records: ErrorRecordText
    private let texts: PowerShellText

    init(zone: LocalZone, origin: ErrorRecordText.Origin) {
        records = ErrorRecordText(zone: zone)
        records.origin = origin
        texts = PowerShellText(plain: PlainText(zone: zone))
    }

    /// Appends the lines of an error, each with its end; nothing for what the console does not show.
    ///
    /// - Throws: what `resolving` throws.
    func append(_ error: PSObject, resolving: LocatedValue.Resolver, to output: inout [UInt8]) throws {
        // For a console the end of the input inside a statement is a reason to wait for more of it.
        if case .object(let exception)? = error["Exception"],
            exception.typeNames?.contains(
                ignoringCase: "Deserialized.System.Management.Automation.IncompleteParseException"
            ) == true
        {
            return
        }
        if ErrorRecordText.isErrorRecord(error) {
            try records.append(error, to: &output, resolving: resolving)
        } else {
            try texts.append(error.store, error.node, resolving: resolving, to: &output)
            output.append(0x0A)
        }
    }
}
