package import CommandLine

/// What a verb reads.
package struct InputOptions: Sendable {
    package static let inputs = Positional(
        remaining: .file("INPUT"),
        summary: """
            Files to read, one after the other; `-` or none is standard input. Input compressed with zstd is \
            decompressed on the way.
            """
    )

    /// The inputs in order, `-` for standard input; at least one.
    package let names: [String]

    /// Takes the inputs of a command line.
    package init(_ arguments: Arguments) {
        let names = arguments[Self.inputs]
        self.names = names.isEmpty ? ["-"] : names
    }
}
