import CLIXML
import CLIXMLConvert

/// One run of `check`: all inputs, their findings in one output.
struct Checking: ~Copyable {
    private let options: CheckOptions
    private let limits: CLIXMLLimits
    private let diagnostics: Diagnostics
    private var output: Output
    private var gravest: Finding.Severity?

    init(options: CheckOptions, limits: CLIXMLLimits, output: consuming Output, diagnostics: Diagnostics) {
        self.options = options
        self.limits = limits
        self.output = output
        self.diagnostics = diagnostics
    }

    /// Checks one input. One that cannot be read is reported, and the next one goes on.
    mutating func check(_ argument: String) throws {
        let name = argument == "-" ? InputSource.standardInputName : argument
        do {
            let input = try ReaderInput(argument)
            let copy = CopiedInput()
            // A document with errors is read twice.
            let source = input.isReopenable ? input.byteSource : copy.copying(input.byteSource)
            try check(source, name) {
                if input.isReopenable { return try ReaderInput(argument).byteSource }
                var chunk: [UInt8] = []
                while try source.nextChunk(&chunk) {}
                return copy.again
            }
        } catch let error as FileError where error.name == output.name {
            throw error
        } catch {
            diagnostics.report(error, in: name)
        }
    }

    /// Writes the rest, and answers whether all is well.
    mutating func finish() throws -> ExitStatus {
        try output.finish()
        let failing: Finding.Severity = options.isStrict ? .warning : .error
        return gravest.map { $0 >= failing } ?? false ? .invalidInput : .success
    }

    private mutating func check(_ source: ByteSource, _ name: String, again: () throws -> ByteSource) throws {
        var check = DocumentCheck()
        var reader = try CLIXMLReader(source: source, limits: limits, resolvesReferences: false)
        var valueCount = 0
        do {
            while let value = try reader.nextDocumentValue() {
                valueCount += 1
                try tell(check.findings(in: value), name)
            }
        } catch let error as CLIXMLError {
            try tell([Finding(error, isFirst: true, valueCount: valueCount)], name)
            try checkBehind(error, valueCount, &check, try again(), name)
        }
        try tell(check.finish(), name)
    }

    /// What else is wrong behind the first error.
    private mutating func checkBehind(
        _ first: CLIXMLError,
        _ valueCount: Int,
        _ check: inout DocumentCheck,
        _ source: ByteSource,
        _ name: String
    ) throws {
        var bytes: [UInt8] = []
        var chunk: [UInt8] = []
        while try source.nextChunk(&chunk) { bytes += chunk }
        var recovery = CLIXMLRecovery(bytes, limits: limits)
        bytes = []
        var ordinal = 0
        var isFirst = true
        while true {
            let value = recovery.next()
            var findings: [Finding] = []
            for repair in recovery.takeRepairs() {
                defer { isFirst = false }
                // The reader told this one.
                if isFirst, repair.error.code == first.code { continue }
                findings.append(Finding(repair.error, isFirst: false, valueCount: valueCount))
            }
            if let value {
                ordinal += 1
                if ordinal > valueCount { findings += check.findings(in: value.documentValue) }
            }
            findings.sort { $0.position?.byteOffset ?? 0 < $1.position?.byteOffset ?? 0 }
            try tell(findings, name)
            if value == nil { return }
        }
    }

    private mutating func tell(_ findings: [Finding], _ name: String) throws {
        for finding in findings {
            gravest = max(gravest ?? finding.severity, finding.severity)
            guard finding.severity >= options.leastSeverity else { continue }
            switch options.format {
            case .text: FindingText.append(finding, name, to: &output.bytes)
            case .json: FindingJSON.append(finding, name, to: &output.bytes)
            }
        }
        try output.drain()
    }
}
