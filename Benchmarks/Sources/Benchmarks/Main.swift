internal import Foundation

/// Benchmarks of reading and converting, beside libxml2 on the same inputs.
@main
enum Main {
    static func main() {
        do {
            exit(try run(Options(Array(CommandLine.arguments.dropFirst()))) ? 0 : 1)
        } catch {
            say("benchmarks: \(error)")
            exit(64)
        }
    }

    /// Returns whether everything ran and nothing became slower.
    private static func run(_ options: Options) throws -> Bool {
        switch options.mode {
        case .write(let kind, let path):
            guard !kind.isManyDocuments else { throw InputError("'\(kind.rawValue)' is many documents and no file") }
            try InputFile.write(kind, byteCount: options.byteCount, path: path)
            return true
        case .run:
            guard BenchmarkSuite.initialize(["benchmarks"] + options.libraryOptions) else { return false }
            let cache = InputCache(byteCount: options.byteCount)
            let suite = BenchmarkSuite()
            for kind in options.kinds { Catalogue.add(Catalogue.tasks, of: kind, cache, to: suite) }
            CodingBenchmarks.add(to: suite)
            SessionBenchmarks.add(to: suite)
            return suite.run() == 0
        case .table(let record, let check):
            return try runTable(options, record: record, check: check)
        }
    }

    private static func runTable(_ options: Options, record: String?, check: String?) throws -> Bool {
        let recorded = try check.map { path in
            try JSONDecoder().decode(RatioTable.Ratios.self, from: Data(contentsOf: URL(filePath: path)))
        }
        let libraryOptions = RatioTable.libraryOptions + options.libraryOptions
        guard BenchmarkSuite.initialize(["benchmarks"] + libraryOptions) else { return false }
        let cache = InputCache(byteCount: options.byteCount)
        var table = RatioTable()
        for kind in options.kinds { table.measure(kind, cache) }
        // What something else on the machine slowed down is fast the next time.
        for _ in 0..<2 {
            let slower = Set((recorded.map(table.regressions) ?? []).map(\.input))
            for kind in options.kinds where slower.contains(kind.rawValue) { table.measure(kind, cache) }
        }
        print(table.markdown)
        if let record {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try (try encoder.encode(table.ratios) + Data("\n".utf8)).write(to: URL(filePath: record))
        }
        let regressions = recorded.map(table.regressions) ?? []
        for regression in regressions { say("slower than recorded: \(regression.description)") }
        return table.isComplete && regressions.isEmpty
    }

    private static func say(_ message: String) {
        try? FileHandle.standardError.write(contentsOf: Array("\(message)\n".utf8))
    }
}
