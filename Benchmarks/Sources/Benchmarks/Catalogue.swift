/// Every benchmark there is: `area/input-size/what`.
enum Catalogue {
    /// What is done to each kind of input.
    static let tasks: [(area: String, what: String, make: @Sendable (Input) -> BenchmarkSuite.Measured)] = [
        ("libxml2", "sax", FloorBenchmarks.sax),
        ("libxml2", "reader", FloorBenchmarks.reader),
        ("memory", "copy", FloorBenchmarks.copy),
        ("read", "scan", ReadBenchmarks.scan),
        ("read", "values", ReadBenchmarks.values),
        ("convert", "ndjson", ConvertBenchmarks.ndjson),
        ("convert", "csv", ConvertBenchmarks.csv),
        ("convert", "typed-json", ConvertBenchmarks.typedJSON),
    ]

    /// Adds all benchmarks of a kind of input.
    static func add(_ kind: InputKind, _ cache: InputCache, to suite: BenchmarkSuite) {
        for task in tasks {
            suite.add("\(task.area)/\(kind.rawValue)-\(ByteCount(cache.byteCount))/\(task.what)") {
                task.make(try cache.input(kind))
            }
        }
    }
}
