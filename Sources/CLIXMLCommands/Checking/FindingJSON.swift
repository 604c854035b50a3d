import CLIXML
import CLIXMLConvert

/// A finding as a line of JSON.
enum FindingJSON {
    /// Appends the line, its line feed included.
    static func append(_ finding: Finding, _ name: String, to output: inout [UInt8]) {
        output += "{\"input\":".utf8
        JSONString.append(name, to: &output)
        output += ",\"severity\":\"\(finding.severity.rawValue)\",\"code\":\"\(finding.code.rawValue)\"".utf8
        if let position = finding.position {
            output += ",\"line\":\(position.line),\"column\":\(position.column)".utf8
            output += ",\"byteOffset\":\(position.byteOffset)".utf8
        }
        if let path = finding.path {
            output += ",\"path\":".utf8
            JSONString.append(path.description, to: &output)
        }
        output += ",\"message\":".utf8
        JSONString.append(finding.message, to: &output)
        output += ",\"powershell\":".utf8
        JSONString.append(finding.consequence, to: &output)
        output += "}\n".utf8
    }
}
