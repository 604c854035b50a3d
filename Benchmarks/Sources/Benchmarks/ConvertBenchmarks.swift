internal import CLIXML
internal import CLIXMLConvert

/// Converting into a buffer that is emptied as it fills.
enum ConvertBenchmarks {
    /// What is let go at once of the output, in bytes; what the command writes at once.
    private static let outputByteCount = 64 << 10

    static func typedJSON(_ input: Input) -> BenchmarkSuite.Measured {
        .init(byteCount: input.bytes.count) {
            var exporter = TypedJSONExporter()
            var output = Drain()
            try ReadBenchmarks.forEachValue(of: input) { value in
                exporter.write(value, into: &output.bytes)
                output.drain()
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
