import CLIXML
import CLIXMLConvert
import TestSupport

/// What an importer makes of a text: its values as typed JSON, one a line, and the error at the end.
typealias Imported = EverySplit.Outcome<String, CLIXMLError>

/// Reads JSON cut in pieces.
func importedJSON(_ pieces: [ArraySlice<UInt8>], _ options: JSONImportOptions = JSONImportOptions()) -> Imported {
    var importer = JSONImporter(options: options)
    var outcome = Imported()
    do {
        for piece in pieces {
            let bytes = Array(piece)
            try importer.append(bytes.span)
            while let value = try importer.nextValue() { outcome.values.append(typedJSON(value)) }
        }
        importer.finish()
        while let value = try importer.nextValue() { outcome.values.append(typedJSON(value)) }
    } catch {
        outcome.error = error
    }
    return outcome
}

/// Reads JSON in one piece.
func importedJSON(_ text: String, _ change: (inout JSONImportOptions) -> Void = { _ in }) -> Imported {
    var options = JSONImportOptions()
    change(&options)
    return importedJSON([Array(text.utf8)[...]], options)
}

/// Reads CSV cut in pieces.
func importedCSV(_ pieces: [ArraySlice<UInt8>], _ options: CSVImportOptions = CSVImportOptions()) -> Imported {
    var importer = CSVImporter(options: options)
    var outcome = Imported()
    do {
        for piece in pieces {
            let bytes = Array(piece)
            try importer.append(bytes.span)
            while let value = try importer.nextValue() { outcome.values.append(typedJSON(value)) }
        }
        importer.finish()
        while let value = try importer.nextValue() { outcome.values.append(typedJSON(value)) }
    } catch {
        outcome.error = error
    }
    return outcome
}

/// Reads CSV in one piece.
func importedCSV(_ text: String, _ change: (inout CSVImportOptions) -> Void = { _ in }) -> Imported {
    var options = CSVImportOptions()
    change(&options)
    return importedCSV([Array(text.utf8)[...]], options)
}

/// A value as typed JSON, without the type names that every bag, hash table and array has.
private func typedJSON(_ value: DocumentValue) -> String {
    var exporter = TypedJSONExporter()
    var output: [UInt8] = []
    exporter.write(value, into: &output)
    var text = String(decoding: output.dropLast(), as: UTF8.self)
    for names in [
        "\"System.Management.Automation.PSCustomObject\",\"System.Object\"",
        "\"System.Management.Automation.OrderedHashtable\",\"System.Collections.Hashtable\",\"System.Object\"",
        "\"System.Object[]\",\"System.Array\",\"System.Object\"",
    ] {
        text = text.replacing("\"TN\":[\(names)],", with: "").replacing("\"TN\":[\(names)]", with: "")
    }
    return text
}

/// A place on the first line of ASCII.
func place(_ offset: Int) -> SourcePosition { SourcePosition(byteOffset: offset, line: 1, column: offset + 1) }
