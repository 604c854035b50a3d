/// What the command line asks for.
struct Options {
    var kinds = InputKind.allCases
    var byteCount = 1 << 20
    /// Options of Google Benchmark.
    var libraryOptions: [String] = []

    static let help = """
        Usage: benchmarks [--size SIZE] [--inputs KIND,…] [--benchmark_…]
          --size SIZE        of each input, like 1MB (the default), 100MB, 2GB
          --inputs KIND,…    \(InputKind.allCases.map(\.rawValue).joined(separator: ", "))
          --benchmark_…      options of Google Benchmark, such as --benchmark_filter=read/.*/values
        """

    /// Reads arguments, the program's name not among them.
    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        func value(_ option: String) throws -> String {
            guard let value = rest.popFirst() else { throw InputError("\(option) needs a value\n\(Options.help)") }
            return value
        }
        while let argument = rest.popFirst() {
            switch argument {
            case "--size": byteCount = try ByteCount(parsing: try value(argument)).value
            case "--inputs":
                kinds = try value(argument).split(separator: ",").map { name in
                    guard let kind = InputKind(rawValue: String(name)) else {
                        throw InputError("there is no input '\(name)'\n\(Options.help)")
                    }
                    return kind
                }
            default:
                guard argument.hasPrefix("--benchmark_") else { throw InputError(Options.help) }
                libraryOptions.append(argument)
            }
        }
    }
}
