internal import CLIXML

/// Every benchmark there is: `area/input-size/what`.
enum Catalogue {
    /// Something that is done to each kind of input.
    struct Task: Sendable {
        let area: String
        let what: String
        /// The heading of its column in the table of ratios, if it has one.
        var column: String?
        /// What the column compares it with: libxml2's SAX parser or its writer.
        var floor = Floor.sax
        let make: @Sendable (Input) -> BenchmarkSuite.Measured

        /// Its name for an input.
        func name(_ kind: InputKind, byteCount: Int) -> String {
            "\(area)/\(kind.rawValue)-\(ByteCount(byteCount))/\(what)"
        }
    }

    /// What others are compared with.
    enum Floor { case sax, writer }

    static let floor = Task(area: "libxml2", what: "sax", make: FloorBenchmarks.sax)
    static let writerFloor = Task(area: "libxml2", what: "write") { FloorBenchmarks.write($0, isIndented: true) }

    /// All of them, in the order they run in.
    static let tasks = [
        floor,
        Task(area: "libxml2", what: "reader", make: FloorBenchmarks.reader),
        Task(area: "memory", what: "copy", make: FloorBenchmarks.copy),
        Task(area: "read", what: "scan", column: "scan", make: ReadBenchmarks.scan),
        Task(area: "read", what: "values", column: "read", make: ReadBenchmarks.values),
        Task(area: "convert", what: "ndjson", column: "NDJSON", make: ConvertBenchmarks.ndjson),
        Task(area: "convert", what: "csv", column: "CSV", make: ConvertBenchmarks.csv),
        Task(area: "convert", what: "typed-json", make: ConvertBenchmarks.typedJSON),
        Task(area: "convert", what: "clixml", column: "CLIXML", make: WriteBenchmarks.rewrite),
        Task(area: "convert", what: "verbatim", make: WriteBenchmarks.verbatim),
        writerFloor,
        Task(area: "write", what: "values", column: "write", floor: .writer) { WriteBenchmarks.values($0, .indented) },
        Task(area: "write", what: "verbatim") { WriteBenchmarks.values($0, .indented, isVerbatim: true) },
        Task(area: "libxml2", what: "write-compact") { FloorBenchmarks.write($0, isIndented: false) },
        Task(area: "write", what: "compact") { WriteBenchmarks.values($0, .compact) },
    ]

    /// Adds benchmarks of a kind of input.
    static func add(_ tasks: [Task], of kind: InputKind, _ cache: InputCache, to suite: BenchmarkSuite) {
        for task in tasks {
            suite.add(task.name(kind, byteCount: cache.byteCount)) { task.make(try cache.input(kind)) }
        }
    }
}
