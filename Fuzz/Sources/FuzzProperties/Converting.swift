internal import CLIXML
internal import CLIXMLConvert

/// What was read can be shown in every form, within the bounds on what is repeated, and JSON and CSV that come out are read back.
///
/// The first bits of the options choose the form.
public func checkConversion(_ input: FuzzInput) throws(Violation) {
    if input.has(0) { return try checkImport(input) }
    let values = Outcome([input.content]).values
    var output: [UInt8] = []
    switch input.options >> 1 & 3 {
    case 0:
        var options = JSONOptions()
        options.depth = input.has(3) ? Int(input.options >> 5) : nil
        options.isCompressed = input.has(4)
        options.maximumExpandedNodeCount = 2_000
        var exporter = JSONExporter(options: options, zone: .utc)
        do {
            for value in values { try exporter.write(value, into: &output) { find($0, in: values) } }
            try exporter.finish(into: &output)
            let again = Imported(json: [output], .document)
            // What ConvertFrom-Json refuses of names and sizes is JSON all the same.
            let isJSON = again.code.map { !Imported.malformedJSON.contains($0) } ?? true
            try require(isJSON, "what was written is not JSON: \(again.error ?? "")")
        } catch let violation as Violation {
            throw violation
        } catch {
            return
        }
    case 1:
        var options = CSVOptions()
        options.quoting = input.has(3) ? .asNeeded : .always
        options.writesTypeInformation = input.has(4)
        var exporter = CSVExporter(options: options, zone: .utc)
        for value in values { try? exporter.write(value, into: &output) { find($0, in: values) } }
        exporter.finish(into: &output)
        let again = Imported(csv: [output])
        // Two columns can come out with one name, which are not read; nor are some names, and none at all.
        let refusable: [CLIXMLError.Code?] = [nil, .duplicateColumn, .reservedMemberName, .emptyMemberName]
        try require(refusable.contains(again.code), "CSV that was written is not read: \(again.error ?? "")")
    case 2:
        var options = ShowOptions()
        options.view = input.has(3) ? .automatic : input.has(4) ? .list : .table
        options.width = Int(input.options >> 5) * 20 + 10
        var exporter = ShowExporter(options: options, zone: .utc)
        for value in values { try? exporter.write(value, into: &output) { find($0, in: values) } }
        exporter.finish(into: &output)
    default:
        var exporter = MemberExporter(options: MemberOptions(), zone: .utc)
        var statistics = DocumentStatistics()
        var check = DocumentCheck()
        for value in values {
            try? exporter.write(value, into: &output) { find($0, in: values) }
            statistics.add(value)
            for finding in check.findings(in: value) { output += finding.message.utf8 }
        }
        exporter.finish(into: &output)
        for finding in check.finish() { output += finding.message.utf8 }
    }
    try require(String(validating: output, as: UTF8.self) != nil, "the output is not UTF-8")
}

/// JSON and CSV are read or refused, the same however they are cut, and what was read can be written as CLIXML.
private func checkImport(_ input: FuzzInput) throws(Violation) {
    let whole: Imported
    let cut: Imported
    if input.has(1) {
        whole = Imported(csv: [input.content])
        cut = Imported(csv: input.pieces)
    } else {
        let form: JSONImportOptions.Form = input.has(2) ? .lines : input.has(3) ? .automatic : .document
        whole = Imported(json: [input.content], form)
        cut = Imported(json: input.pieces, form)
    }
    try require(whole.error == cut.error, "cut differently: \(whole.error ?? "") / \(cut.error ?? "")")
    try require(whole.text == cut.text, "cut differently, the values differ")
    let again = Outcome([whole.text], .document, CLIXMLLimits())
    try require(again.error == nil, "what was imported is not read: \(again.error ?? "")")
}

/// What came of JSON or CSV, as CLIXML.
private struct Imported {
    static let malformedJSON: [CLIXMLError.Code] = [
        .invalidJSON, .invalidJSONNumber, .invalidJSONEscape, .additionalText, .truncated,
    ]

    var text: [UInt8] = []
    var error: String?
    var code: CLIXMLError.Code?
    private var writer: CLIXMLWriter

    private init() {
        var options = CLIXMLWriterOptions()
        options.isVerbatim = true
        options.refusesNoncharacters = false
        writer = CLIXMLWriter(options: options)
    }

    init(json pieces: [[UInt8]], _ form: JSONImportOptions.Form) {
        self.init()
        var options = JSONImportOptions()
        options.form = form
        options.maximumDepth = 60
        var importer = JSONImporter(options: options)
        do {
            for piece in pieces {
                try importer.append(piece.span)
                while let value = try importer.nextValue() { try add(value) }
            }
            importer.finish()
            while let value = try importer.nextValue() { try add(value) }
        } catch {
            self.error = "\(error)"
            code = (error as? CLIXMLError)?.code
        }
        error = importer.takeWarnings().reduce(error) { "\($0 ?? "") \($1)" }
        writer.finish(into: &text)
    }

    init(csv pieces: [[UInt8]]) {
        self.init()
        var importer = CSVImporter()
        do {
            for piece in pieces {
                try importer.append(piece.span)
                while let value = try importer.nextValue() { try add(value) }
            }
            importer.finish()
            while let value = try importer.nextValue() { try add(value) }
        } catch {
            self.error = "\(error)"
            code = (error as? CLIXMLError)?.code
        }
        writer.finish(into: &text)
    }

    private mutating func add(_ value: DocumentValue) throws {
        try writer.write(value, into: &text)
    }
}
