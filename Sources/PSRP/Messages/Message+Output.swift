package import CLIXML

extension Message {
    /// The object of a PIPELINE_OUTPUT message as Invoke-Command gives it out: with the notes PSComputerName, RunspaceId
    /// and PSShowComputerName, which PowerShell's client adds (spec/psrp.md section 12.1).
    ///
    /// - Parameter computerName: The machine, as the caller named it.
    /// - Returns: The object; null for a message without data.
    /// - Throws: `malformed-payload`.
    /// - Complexity: O(n)
    package func output(computerName: String) throws(PSRPError) -> DocumentValue? {
        let value = try RemoteValue.read(data) ?? .null
        var writer = PayloadWriter(hasByteOrderMark: false)
        if value.isNull {
            writer.null(nil)
        } else {
            writer.value(
                value,
                adding: [
                    ("PSComputerName", .string(computerName)),
                    ("RunspaceId", RemoteValue(.guid(runspacePoolID))),
                    ("PSShowComputerName", RemoteValue(.boolean(true))),
                ]
            )
        }
        let bytes = writer.finish()
        do {
            var parser = CLIXMLParser(form: .payload)
            try parser.append(bytes.span)
            return try parser.nextValue()
        } catch {
            throw PSRPError(code: .malformedPayload, message: error.description)
        }
    }
}
