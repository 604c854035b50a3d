import CLIXML
import CLIXMLConvert
import CommandLine

/// One run of `convert`: all inputs into one output.
final class Conversion {
    private let options: ConvertOptions
    private let outputOptions: OutputOptions
    private let limits: CLIXMLLimits
    private let importOptions: JSONImportOptions
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
        importOptions = options.importOptions(LimitOptions(arguments), zone: zone)
        streams = Set(options.streams.map(\.rawValue))
        target = options.conversionTarget(zone: zone)
        shaping = Shaping(options, zone: zone)
        output = try Output(outputOptions.path)
    }

    /// Reads the inputs in order, and writes what comes out.
    func run(_ names: [String], showsProgress: Bool) throws {
        if showsProgress, !output.isTerminal {
            diagnostics.progress = ProgressLine(totalByteCount: InputSource.byteCount(of: names))
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
                var source = input.byteSource
                if !input.isReopenable {
                    let copy = CopiedInput()
                    source = copy.copying(source)
                    copies[name] = copy
                }
                try forEachValue(of: try reader(of: source, name: name, resolves: true)) { value, object in
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
                try write(copy.again, of: name, shownAs: shownName)
                return
            }
            let input = try ReaderInput(name)
            input.willWait = { [unowned self] in try output.flush() }
            input.didRead = { [unowned self] count in
                diagnostics.progress?.update(byteCount: earlierByteCount + count, valueCount: valueCount)
            }
            try write(input.byteSource, of: name, shownAs: shownName)
            earlierByteCount += input.byteCount ?? 0
        } catch let error as FileError where error.name == output.name {
            throw error
        } catch {
            diagnostics.report(error, in: shownName)
        }
    }

    private func write(_ source: ByteSource, of name: String, shownAs shownName: String) throws {
        let resolves = target.resolvesReferences || shaping.resolvesReferences
        let reader = try reader(of: source, name: name, resolves: resolves)
        defer { report(reader.takeWarnings(), in: shownName) }
        try forEachValue(of: reader) { value, object in
            valueCount += 1
            try target.write(value, into: &output.bytes, resolving: object)
            report(target.takeWarnings(), in: shownName)
            try output.drain()
        }
    }

    /// Reads the values that are wanted, in the shape that is wanted.
    private func forEachValue(
        of reader: any ValueReader,
        _ body: (DocumentValue, (PSReference) throws -> PSObject?) throws -> Void
    ) throws {
        while let value = try reader.nextValue() {
            if !streams.isEmpty, !streams.contains(value.stream?.kind?.rawValue ?? "output") { continue }
            guard let shaped = try shaping.shape(value, resolving: { try reader.object(for: $0) }) else { continue }
            try body(shaped) { try reader.object(for: $0) }
        }
    }

    /// A reader for the format that the input has, or is said to have.
    private func reader(of source: ByteSource, name: String, resolves: Bool) throws -> any ValueReader {
        var source = source
        var format = options.source
        if format == .auto {
            format = try FormatRecognition.recognise(&source, name: name, delimiter: options.delimiter)
        }
        switch format {
        case .auto, .clixml: return try DocumentReader(source, limits: limits, resolvesReferences: resolves)
        case .typedJSON:
            let document = source.typedJSON(limits: limits)
            return try DocumentReader(document, limits: limits, resolvesReferences: resolves)
        case .json, .ndjson:
            var settings = importOptions
            settings.form = format == .ndjson ? .lines : options.source == .auto ? .automatic : .document
            return ImportReader(JSONImporter(options: settings), source)
        case .csv:
            var settings = CSVImportOptions()
            settings.delimiter = options.delimiter
            settings.header = options.header.isEmpty ? nil : options.header
            settings.limits = limits
            return ImportReader(CSVImporter(options: settings), source)
        }
    }

    private func report(_ warnings: [ConversionWarning], in name: String? = nil) {
        for warning in warnings {
            diagnostics.report(.warning, warning.message, code: warning.code.rawValue, in: name)
        }
    }
}
