internal import Foundation

/// Benchmarks of reading and converting, beside libxml2 on the same inputs.
@main
enum Main {
    static func main() {
        do {
            exit(try run(Options(Array(CommandLine.arguments.dropFirst()))) ? 0 : 1)
        } catch {
            try? FileHandle.standardError.write(contentsOf: Array("benchmarks: \(error)\n".utf8))
            exit(64)
        }
    }

    /// Returns whether everything ran.
    private static func run(_ options: Options) throws -> Bool {
        guard BenchmarkSuite.initialize(["benchmarks"] + options.libraryOptions) else { return false }
        let cache = InputCache(byteCount: options.byteCount)
        let suite = BenchmarkSuite()
        for kind in options.kinds { Catalogue.add(kind, cache, to: suite) }
        return suite.run() == 0
    }
}
