import CLIXML
import CLIXMLConvert

/// The table that an exporter makes of values, its lines without the line feed that ends the last, and its warnings.
struct CSVText: Equatable {
    var text: String
    var warnings: [String]

    init(_ markup: String, _ change: (inout CSVOptions) -> Void = { _ in }, zone: LocalZone = .utc) throws {
        var options = CSVOptions()
        change(&options)
        self.init(try documentValues(markup), CSVExporter(options: options, zone: zone))
    }

    init(_ values: [DocumentValue], _ exporter: CSVExporter) {
        var exporter = exporter
        var output: [UInt8] = []
        for value in values { try? exporter.write(value, into: &output) { CSVText.find($0, in: values) } }
        exporter.finish(into: &output)
        if output.last == UInt8(ascii: "\n") { output.removeLast() }
        text = String(decoding: output, as: UTF8.self)
        warnings = exporter.takeWarnings().map(\.message)
    }

    /// The object of an earlier value that a reference means: the last one defined before it.
    static func find(_ reference: PSReference, in values: [DocumentValue]) -> PSObject? {
        for value in values.reversed() where value.ordinal < reference.valueOrdinal {
            let store = value.store
            for node in store.nodes.indices.reversed()
            where store.nodes[node].kind == .object && store.refID(of: node) == reference.refID {
                return PSObject(store, node)
            }
        }
        return nil
    }
}
