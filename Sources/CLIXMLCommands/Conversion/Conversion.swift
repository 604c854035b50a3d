import CLIXML
import CLIXMLConvert
import CommandLine

/// One run of `convert`: all inputs into one output.
final class Conversion {
    private let options: ConvertOptions
    private let outputOptions: OutputOptions
    private let limits: CLIXMLLimits
    private let diagnostics: Diagnostics
    private var output: Output
    private var target: any ConversionTarget
    private var valueCount = 0
    private var earlierByteCount = 0

    init(_ arguments: Arguments, diagnostics: Diagnostics) throws {
        options = try ConvertOptions(arguments)
        outputOptions = OutputOptions(arguments)
        limits = LimitOptions(arguments).limits
        self.diagnostics = diagnostics
        target = options.conversionTarget(zone: try outputOptions.zone())
        output = try Output(outputOptions.path)
    }

    /// Reads the inputs in order, and writes what comes out.
    func run(_ names: [String], showsProgress: Bool) throws {
        if showsProgress, !output.isTerminal {
            diagnostics.progress = ProgressLine(totalByteCount: Conversion.size(of: names))
        }
        for name in names { try convert(name) }
        try target.finish(into: &output.bytes)
        report(target.takeWarnings())
        try output.finish(keepingFile: diagnostics.exitStatus == .success || outputOptions.keepsGoing)
    }

    /// A bad input is reported, and the next one goes on; only what goes wrong with the output ends the run.
    private func convert(_ name: String) throws {
        let shownName = name == "-" ? InputSource.standardInputName : name
        do {
            let input = try ReaderInput(name)
            input.willWait = { [unowned self] in try output.flush() }
            input.didRead = { [unowned self] count in
                diagnostics.progress?.update(byteCount: earlierByteCount + count, valueCount: valueCount)
            }
            try convert(input)
            earlierByteCount += input.byteCount ?? 0
        } catch let error as FileError where error.name == output.name {
            throw error
        } catch {
            diagnostics.report(error, in: shownName)
        }
    }

    private func convert(_ input: ReaderInput) throws {
        var reader = try CLIXMLReader(
            source: try source(of: input),
            limits: limits,
            resolvesReferences: target.resolvesReferences
        )
        let streams = Set(options.streams.map(\.rawValue))
        while let value = try reader.nextDocumentValue() {
            valueCount += 1
            if !streams.isEmpty, !streams.contains(value.stream?.kind?.rawValue ?? "output") { continue }
            try target.write(value, into: &output.bytes) { reference in try reader.object(for: reference) }
            report(target.takeWarnings(), in: input.name)
            try output.drain()
        }
    }

    private func source(of input: ReaderInput) throws -> ByteSource {
        switch options.source {
        case .auto, .clixml: return input.byteSource
        case .typedJSON: return input.typedJSONSource(limits: limits)
        case .json, .ndjson, .csv:
            throw UsageError(.wrongValue, "'--from \(options.source.rawValue)' is not implemented yet")
        }
    }

    private func report(_ warnings: [ConversionWarning], in name: String? = nil) {
        for warning in warnings {
            diagnostics.report(.warning, warning.message, code: warning.code.rawValue, in: name)
        }
    }

    /// The bytes of all inputs together, or `nil` where that is not known.
    private static func size(of names: [String]) -> Int? {
        var total = 0
        for name in names {
            guard name != "-", let source = try? InputSource(name), let count = source.byteCount else { return nil }
            total += count
        }
        return total
    }
}
