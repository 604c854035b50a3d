internal import CLIXML
internal import CLIXMLConvert

/// What was read can be written, reads again as the same values, and is then written as the same bytes.
public func checkWriting(_ input: FuzzInput) throws(Violation) {
    let read = Outcome([input.content])
    var options = CLIXMLWriterOptions()
    options.isVerbatim = !input.has(0)
    options.depth = Int(input.options >> 1 & 3) + 1
    options.encoding = input.has(3) ? .utf16 : .utf8
    options.hasByteOrderMark = input.has(3)
    options.layout = input.has(4) ? .compact : .indented
    guard let first = write(read.values, options) else { return }
    let again = Outcome([first], .document, CLIXMLLimits())
    try require(again.error == nil, "what was written is not read: \(again.error ?? "")")
    guard options.isVerbatim else { return }
    try require(read.values.count == again.values.count, "\(read.values.count) values became \(again.values.count)")
    for (value, other) in zip(read.values, again.values) {
        // References may be to objects of other values, which have other numbers now.
        var exporter = TypedJSONExporter()
        var text: [UInt8] = []
        exporter.write(value, into: &text)
        if ByteSearch.contains(text, "{\"Ref\":") { continue }
        try require(value.value == other.value, "value \(value.ordinal) changed")
    }
    try require(write(again.values, options) == first, "written again it differs")
}

private func write(_ values: [DocumentValue], _ options: CLIXMLWriterOptions) -> [UInt8]? {
    var writer = CLIXMLWriter(options: options)
    var bytes: [UInt8] = []
    for value in values {
        do {
            try writer.write(value, into: &bytes)
        } catch {
            // A reference to a value that the options cut off, or a character that they refuse.
            return nil
        }
    }
    writer.finish(into: &bytes)
    return bytes
}
