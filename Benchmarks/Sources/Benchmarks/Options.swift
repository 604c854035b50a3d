/// What the command line asks for.
struct Options {
    /// What is done.
    enum Mode {
        /// Runs and prints each benchmark.
        case run
        /// Runs what ratios need and prints them, writes them to a file, or compares them with those of a file.
        case table(record: String?, check: String?)
        /// Writes one input to a file.
        case write(InputKind, path: String)
    }

    private(set) var mode = Mode.run
    private(set) var kinds = InputKind.allCases
    private(set) var byteCount = 1 << 20
    /// Options of Google Benchmark.
    private(set) var libraryOptions: [String] = []

    static let help = """
        Usage: benchmarks [--size SIZE] [--inputs KIND,…] [--table] [--record FILE] [--check FILE] [--benchmark_…]
               benchmarks --write KIND SIZE FILE
          --size SIZE        of each input, like 1MB (the default), 100MB (with --table), 2GB
          --inputs KIND,…    \(InputKind.allCases.map(\.rawValue).joined(separator: ", "))
          --table            print how many times faster than libxml2's SAX parser everything is, best of several
          --record FILE      the same, and write the ratios to a file
          --check FILE       the same, and fail when one is more than a third below that of the file
          --write            write an input to a file
          --benchmark_…      options of Google Benchmark, such as --benchmark_filter=read/.*/values
        """

    /// Reads arguments, the program's name not among them.
    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        func value(of option: String) throws -> String {
            guard let value = rest.popFirst() else { throw InputError("\(option) needs a value\n\(Options.help)") }
            return value
        }
        var isTable = false
        var record: String?
        var check: String?
        var size: Int?
        while let argument = rest.popFirst() {
            switch argument {
            case "--size": size = try ByteCount(parsing: try value(of: argument)).value
            case "--inputs":
                kinds = try value(of: argument).split(separator: ",").map { try Options.kind(String($0)) }
            case "--table": isTable = true
            case "--record": record = try value(of: argument)
            case "--check": check = try value(of: argument)
            case "--write":
                let kind = try Options.kind(try value(of: argument))
                size = try ByteCount(parsing: try value(of: argument)).value
                mode = .write(kind, path: try value(of: argument))
            default:
                guard argument.hasPrefix("--benchmark_") else { throw InputError(Options.help) }
                libraryOptions.append(argument)
            }
        }
        if isTable || record != nil || check != nil {
            mode = .table(record: record, check: check)
            byteCount = size ?? 100 << 20
        } else {
            byteCount = size ?? byteCount
        }
    }

    private static func kind(_ name: String) throws -> InputKind {
        guard let kind = InputKind(rawValue: name) else { throw InputError("there is no input '\(name)'\n\(help)") }
        return kind
    }
}
