internal import CLIXML
internal import CLIXMLConvert

/// Converting a file, references resolved, into a buffer that is emptied as it fills.
enum ConvertBenchmarks {
    /// How much output is let go at once, in bytes.
    static let outputByteCount = 64 << 10

    static func ndjson(_ input: Input) -> BenchmarkSuite.Measured {
        convert(input) {
            var options = JSONOptions()
            options.form = .lines
            return JSONExporter(options: options)
        } write: { exporter, value, output, find in
            try exporter.write(value, into: &output, resolving: find)
        }
    }

    static func csv(_ input: Input) -> BenchmarkSuite.Measured {
        convert(input) {
            CSVExporter()
        } write: { exporter, value, output, find in
            try exporter.write(value, into: &output, resolving: find)
        }
    }

    static func typedJSON(_ input: Input) -> BenchmarkSuite.Measured {
        convert(input) {
            TypedJSONExporter()
        } write: { exporter, value, output, _ in
            exporter.write(value, into: &output)
        }
    }

    static func convert<Exporter>(
        _ input: Input,
        with makeExporter: @escaping () -> Exporter,
        write:
            @escaping (inout Exporter, DocumentValue, inout [UInt8], (PSReference) throws -> PSObject?) throws -> Void
    ) -> BenchmarkSuite.Measured {
        .init(byteCount: input.bytes.count) {
            var exporter = makeExporter()
            var output = Drain()
            if input.kind.isManyDocuments {
                try ReadBenchmarks.forEachValue(of: input) { value in
                    try write(&exporter, value, &output.bytes) { _ in nil }
                    output.drain()
                }
            } else {
                var reader = try input.reader()
                while let value = try reader.nextDocumentValue() {
                    try write(&exporter, value, &output.bytes) { try reader.object(for: $0) }
                    output.drain()
                }
            }
            return output.byteCount
        }
    }

    /// Output that nobody reads.
    private struct Drain {
        var bytes: [UInt8] = []
        private(set) var byteCount = 0

        mutating func drain() {
            guard bytes.count >= outputByteCount else { return }
            byteCount += bytes.count
            bytes.removeAll(keepingCapacity: true)
        }
    }
}
