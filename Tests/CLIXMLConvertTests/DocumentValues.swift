import CLIXML

/// The values of a document, given as its markup or as the markup of its values.
func documentValues(_ text: String) throws -> [DocumentValue] {
    let isDocument = text.contains("<Objs") || text.isEmpty
    let prefix = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"
    return try documentValues(Array((isDocument ? text : prefix + text + "</Objs>").utf8))
}

/// The values of a document.
func documentValues(_ bytes: [UInt8]) throws -> [DocumentValue] {
    var parser = CLIXMLParser()
    var values: [DocumentValue] = []
    try parser.append(bytes.span)
    while let value = try parser.nextValue() { values.append(value) }
    try parser.finish()
    while let value = try parser.nextValue() { values.append(value) }
    return values
}
