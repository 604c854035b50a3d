internal import CLIXML

/// Writing CLIXML: whole files read and written again, and values that are at hand.
enum WriteBenchmarks {
    /// What `Import-Clixml | Export-Clixml` makes of the input.
    static func rewrite(_ input: Input) -> BenchmarkSuite.Measured { convert(input, CLIXMLWriterOptions()) }

    /// The document as it is.
    static func verbatim(_ input: Input) -> BenchmarkSuite.Measured {
        var options = CLIXMLWriterOptions()
        options.isVerbatim = true
        return convert(input, options)
    }

    private static func convert(_ input: Input, _ options: CLIXMLWriterOptions) -> BenchmarkSuite.Measured {
        var options = options
        options.refusesNoncharacters = false
        return ConvertBenchmarks.convert(input) {
            CLIXMLWriter(options: options)
        } write: { writer, value, output, find in
            try writer.write(value, into: &output, resolving: find)
        }
    }

    /// The writing alone: the values were read before.
    static func values(
        _ input: Input,
        _ layout: CLIXMLWriterOptions.Layout,
        isVerbatim: Bool = false
    ) -> BenchmarkSuite.Measured {
        var values: [DocumentValue] = []
        try? ReadBenchmarks.forEachValue(of: input) { values.append($0) }
        return .init(byteCount: input.bytes.count) {
            var options = CLIXMLWriterOptions()
            options.refusesNoncharacters = false
            options.layout = layout
            options.isVerbatim = isVerbatim
            var writer = CLIXMLWriter(options: options)
            var output: [UInt8] = []
            var byteCount = 0
            for value in values {
                try writer.write(value, into: &output) { _ in nil }
                guard output.count >= ConvertBenchmarks.outputByteCount else { continue }
                byteCount += output.count
                output.removeAll(keepingCapacity: true)
            }
            return byteCount + output.count
        }
    }
}
