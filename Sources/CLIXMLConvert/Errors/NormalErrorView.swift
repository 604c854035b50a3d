internal import CLIXML

/// PowerShell's NormalView of an error record: the message, where the script was, the category and the error's identifier.
struct NormalErrorView {
    private let parts: ErrorRecordParts

    init(_ parts: ErrorRecordParts) { self.parts = parts }

    /// Appends the view without the line feed that ends it.
    func append(to output: inout [UInt8]) {
        let prefix = prefix
        output.append(contentsOf: prefix)
        if !prefix.isEmpty { output.append(text: " : ") }
        output.append(contentsOf: parts.message)
        if parts.hasInvocation, !parts.position.message.isEmpty { appendLine("", parts.position.message, to: &output) }
        appendLine("+ CategoryInfo          : ", parts.categoryMessage, to: &output)
        appendLine("+ FullyQualifiedErrorId : ", parts.fullyQualifiedErrorID, to: &output)
        if let name = parts.computerName { appendLine("+ PSComputerName        : ", name, to: &output) }
        if !parts.recommendedAction.isEmpty { appendLine("  Recommendation: ", parts.recommendedAction, to: &output) }
    }

    private func appendLine(_ label: String, _ text: [UInt8], to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\n"))
        output.append(text: label)
        output.append(contentsOf: text)
    }

    /// What raised the error: a script's path, a script block, or a command.
    private var prefix: [UInt8] {
        let type = TextEscapes.string(fromWTF8: parts.commandType.span)
        if type.contains("ExternalScript") { return parts.commandPath }
        if type == "Script" { return parts.command }
        switch TextEscapes.string(fromWTF8: parts.invocationName.span) {
        case "", "&", ".": return parts.commandName
        default: return parts.invocationName
        }
    }
}
