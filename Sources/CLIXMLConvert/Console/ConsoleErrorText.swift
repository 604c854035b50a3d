import CLIXML

/// The text of an error on the console.
struct ConsoleErrorText {
    let zone: LocalZone

    /// Appends what PowerShell's console prints for an error record of the error stream, with the last line's end.
    func append(_ record: PSObject, to output: inout [UInt8]) {
        let message = record["ErrorDetails_Message"] ?? {
            if case .object(let exception)? = record["Exception"] { return exception["Message"] }
            return nil
        }()
        if case .string(let activity)? = record["ErrorCategory_Activity"], !activity.isEmpty {
            output += "\(activity): ".utf8
        }
        if case .string(let text)? = message { output += text.utf8 }
        output.append(0x0A)
    }
}
