import CLIXML
import CLIXMLConvert

/// What is shown of the values of a document, given as its markup or as the markup of its values.
func shown(_ markup: String, _ change: (inout ShowOptions) -> Void = { _ in }) throws -> String {
    try shown(try documentValues(markup), change)
}

/// What is shown of values.
func shown(_ values: [DocumentValue], _ change: (inout ShowOptions) -> Void = { _ in }) throws -> String {
    var options = ShowOptions()
    change(&options)
    var exporter = ShowExporter(options: options)
    var output: [UInt8] = []
    for value in values { try exporter.write(value, into: &output) { CSVText.find($0, in: values) } }
    exporter.finish(into: &output)
    return String(decoding: output, as: UTF8.self)
}

/// The members of values, as `Get-Member` lists them.
func members(of values: [DocumentValue], _ change: (inout MemberOptions) -> Void = { _ in }) throws -> String {
    var options = MemberOptions()
    change(&options)
    var exporter = MemberExporter(options: options)
    var output: [UInt8] = []
    for value in values { try exporter.write(value, into: &output) { CSVText.find($0, in: values) } }
    exporter.finish(into: &output)
    return String(decoding: output, as: UTF8.self)
}

/// What a recorded command of PowerShell is in our terms.
func shown(_ values: [DocumentValue], as command: String) throws -> String {
    if command.hasPrefix("Get-Member") {
        return try members(of: values) { $0.form = command.contains("Out-String") ? .text : .tsv }
    }
    return try shown(values) { options in
        if command.hasPrefix("Format-List") { options.view = .list }
        if command.hasPrefix("Format-Table") { options.view = .table }
        if command.hasPrefix("Format") { options.properties = ["*"] }
    }
}
