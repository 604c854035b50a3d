import CLIXML
import CLIXMLConvert
import CommandLine

/// One run of `convert`: all inputs into one output.
final class Conversion {
    private let options: ConvertOptions
    private let outputOptions: OutputOptions
    private let limits: CLIXMLLimits
    private let diagnostics: Diagnostics
    private let zone: LocalZone
    private let streams: Set<String>
    private var output: Output
    private var target: any ConversionTarget
    private var shaping: Shaping
    private var valueCount = 0
    private var earlierByteCount = 0
    /// Standard input and pipes, where the inputs are read twice.
    private var copies: [String: CopiedInput] = [:]

    init(_ arguments: Arguments, diagnostics: Diagnostics) throws {
        options = try ConvertOptions(arguments)
        outputOptions = OutputOptions(arguments)
        limits = LimitOptions(arguments).limits
        self.diagnostics = diagnostics
        zone = try outputOptions.zone()
        streams = Set(options.streams.map(\.rawValue))
        target = options.conversionTarget(zone: zone)
        shaping = Shaping(options, zone: zone)
        output = try Output(outputOptions.path)
    }

    /// Reads the inputs in order, and writes what comes out.
    func run(_ names: [String], showsProgress: Bool) throws {
        if showsProgress, !output.isTerminal {
            diagnostics.progress = ProgressLine(totalByteCount: Conversion.size(of: names))
        }
        if options.target == .csv, options.columns == .all { try collectColumns(names) }
        for name in names { try convert(name) }
        try target.finish(into: &output.bytes)
        report(target.takeWarnings())
        try output.finish(keepingFile: diagnostics.exitStatus == .success || outputOptions.keepsGoing)
    }

    /// The first of two passes: which columns all values together have. What is wrong with an input the second one says.
    private func collectColumns(_ names: [String]) throws {
        var inference = ColumnInference(zone: zone)
        for name in names where copies[name] == nil {
            do {
                let input = try ReaderInput(name)
                var source = try source(of: input)
                if !input.isReopenable {
                    let copy = CopiedInput()
                    source = copy.copying(source)
                    copies[name] = copy
                }
                try forEachValue(of: source, resolves: true) { value, object in
                    try inference.add(value, resolving: object)
                }
            } catch {
                continue
            }
        }
        target = CSVTarget(options, zone: zone, columns: inference.columns)
        shaping = Shaping(options, zone: zone)
    }

    /// A bad input is reported, and the next one goes on; only what goes wrong with the output ends the run.
    private func convert(_ name: String) throws {
        let shownName = name == "-" ? InputSource.standardInputName : name
        do {
            if let copy = copies[name] {
                try write(copy.again, name: shownName)
                return
            }
            let input = try ReaderInput(name)
            input.willWait = { [unowned self] in try output.flush() }
            input.didRead = { [unowned self] count in
                diagnostics.progress?.update(byteCount: earlierByteCount + count, valueCount: valueCount)
            }
            try write(try source(of: input), name: shownName)
            earlierByteCount += input.byteCount ?? 0
        } catch let error as FileError where error.name == output.name {
            throw error
        } catch {
            diagnostics.report(error, in: shownName)
        }
    }

    private func write(_ source: ByteSource, name: String) throws {
        let resolves = target.resolvesReferences || shaping.resolvesReferences
        try forEachValue(of: source, resolves: resolves) { value, object in
            valueCount += 1
            try target.write(value, into: &output.bytes, resolving: object)
            report(target.takeWarnings(), in: name)
            try output.drain()
        }
    }

    /// Reads the values that are wanted, in the shape that is wanted.
    private func forEachValue(
        of source: ByteSource,
        resolves: Bool,
        _ body: (DocumentValue, (PSReference) throws -> PSObject?) throws -> Void
    ) throws {
        var reader = try CLIXMLReader(source: source, limits: limits, resolvesReferences: resolves)
        while let value = try reader.nextDocumentValue() {
            if !streams.isEmpty, !streams.contains(value.stream?.kind?.rawValue ?? "output") { continue }
            guard let shaped = try shaping.shape(value, resolving: { try reader.object(for: $0) }) else { continue }
            try body(shaped) { try reader.object(for: $0) }
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
