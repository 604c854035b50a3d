import CLIXML
import CLIXMLConvert

/// What an exporter makes of the values of a document, and its warnings' codes.
struct JSONText: Equatable {
    var text: String
    var warnings: [ConversionWarning.Code]

    init(_ markup: String, _ options: JSONOptions = .compressed(), zone: LocalZone = .utc) throws {
        self.init(try documentValues(markup), options, zone: zone)
    }

    init(_ values: [DocumentValue], _ options: JSONOptions = .compressed(), zone: LocalZone = .utc) {
        var exporter = JSONExporter(options: options, zone: zone)
        var output: [UInt8] = []
        // References to earlier values are looked up in the whole of what was read.
        func find(_ reference: PSReference) -> PSObject? {
            for value in values.reversed() where value.ordinal < reference.valueOrdinal {
                let store = value.store
                for node in store.nodes.indices.reversed()
                where store.nodes[node].kind == .object && store.refID(of: node) == reference.refID {
                    return PSObject(store, node)
                }
            }
            return nil
        }
        for value in values { try? exporter.write(value, into: &output) { find($0) } }
        try? exporter.finish(into: &output)
        text = String(decoding: output, as: UTF8.self)
        warnings = exporter.takeWarnings().map(\.code)
    }
}

extension JSONOptions {
    static func compressed(depth: Int? = 2, _ change: (inout JSONOptions) -> Void = { _ in }) -> JSONOptions {
        var options = JSONOptions()
        options.depth = depth
        options.isCompressed = true
        change(&options)
        return options
    }

    static func lines(depth: Int? = 2) -> JSONOptions { compressed(depth: depth) { $0.form = .lines } }
}
