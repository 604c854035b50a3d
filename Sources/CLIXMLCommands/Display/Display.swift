import CLIXML
import CLIXMLConvert
import CommandLine

/// One run of a verb that shows the values of all inputs, in order, in one output.
final class Display {
    /// Whether results are seen on a terminal.
    let isTerminal: Bool
    /// How many cells a line of that terminal has, or `nil`.
    let columnCount: Int?
    let zone: LocalZone

    private let outputOptions: OutputOptions
    private let limits: CLIXMLLimits
    private let diagnostics: Diagnostics
    private var output: Output
    private var valueCount = 0
    private var earlierByteCount = 0

    init(_ arguments: Arguments, diagnostics: Diagnostics) throws {
        outputOptions = OutputOptions(arguments)
        limits = LimitOptions(arguments).limits
        self.diagnostics = diagnostics
        zone = try outputOptions.zone()
        output = try Output(outputOptions.path)
        isTerminal = output.isTerminal
        columnCount = output.columnCount
    }

    /// Reads the inputs in order, and shows what comes out of them.
    func run(_ names: [String], _ target: inout some ConversionTarget, showsProgress: Bool) throws {
        if showsProgress, !isTerminal {
            diagnostics.progress = ProgressLine(totalByteCount: InputSource.byteCount(of: names))
        }
        for name in names { try show(name, &target) }
        try target.finish(into: &output.bytes)
        report(target.takeWarnings())
        try output.finish(keepingFile: diagnostics.exitStatus == .success || outputOptions.keepsGoing)
    }

    /// A bad input is reported, and the next one goes on; only what goes wrong with the output ends the run.
    private func show(_ name: String, _ target: inout some ConversionTarget) throws {
        let shownName = name == "-" ? InputSource.standardInputName : name
        do {
            let input = try ReaderInput(name)
            input.willWait = { [unowned self] in try output.flush() }
            input.didRead = { [unowned self] count in
                diagnostics.progress?.update(byteCount: earlierByteCount + count, valueCount: valueCount)
            }
            var reader = try CLIXMLReader(source: input.byteSource, limits: limits, resolvesReferences: true)
            while let value = try reader.nextDocumentValue() {
                valueCount += 1
                try target.write(value, into: &output.bytes) { try reader.object(for: $0) }
                report(target.takeWarnings(), in: shownName)
                try output.drain()
            }
            earlierByteCount += input.byteCount ?? 0
        } catch let error as FileError where error.name == output.name {
            throw error
        } catch {
            diagnostics.report(error, in: shownName)
        }
    }

    private func report(_ warnings: [ConversionWarning], in name: String? = nil) {
        for warning in warnings {
            diagnostics.report(.warning, warning.message, code: warning.code.rawValue, in: name)
        }
    }
}
