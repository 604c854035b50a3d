import CLIXML
import CLIXMLConvert

/// A finding as a line to read.
enum FindingText {
    /// Appends the line, its line feed included.
    static func append(_ finding: Finding, _ name: String, to output: inout [UInt8]) {
        let place = finding.position.map { ":\($0.line):\($0.column)" } ?? ""
        let route = finding.path.map { " at \($0)" } ?? ""
        let text =
            "\(Diagnostics.visible(name))\(place): \(finding.severity.rawValue): "
            + "\(Diagnostics.visible(finding.message + route)); \(finding.consequence) [\(finding.code.rawValue)]\n"
        output += text.utf8
    }
}
