/// One thing the program does: `program VERB [OPTIONS] [ARGUMENTS]`.
package struct Verb: Sendable {
    /// A command line that works as it stands, and what it is good for.
    package struct Example: Sendable {
        /// What it does, without a final stop.
        package let purpose: String

        /// The command line, pipes included.
        package let command: String

        /// Makes an example.
        package init(_ purpose: String, _ command: String) {
            self.purpose = purpose
            self.command = command
        }
    }

    /// The word on the command line.
    package let name: String

    /// One line for the list of verbs, in the imperative, without a final stop.
    package let summary: String

    /// Paragraphs for the long help and the man page.
    package let detail: String

    /// The arguments in order, of which only the last may be optional or repeated.
    package let positionals: [PositionalDeclaration]

    /// The flags in groups.
    package let groups: [FlagGroup]

    /// Command lines that work as they stand.
    package let examples: [Example]

    /// Does the work and answers the exit status.
    package let run: @Sendable (Arguments) throws -> Int32

    /// Makes a verb.
    package init<each Value>(
        _ name: String,
        summary: String,
        detail: String,
        positionals: repeat Positional<each Value>,
        groups: [FlagGroup],
        examples: [Example],
        run: @escaping @Sendable (Arguments) throws -> Int32
    ) {
        var declarations: [PositionalDeclaration] = []
        for positional in repeat each positionals { declarations.append(positional.declaration) }
        self.name = name
        self.summary = summary
        self.detail = detail
        self.positionals = declarations
        self.groups = groups
        self.examples = examples
        self.run = run
    }

    /// All flags, in the order of the groups.
    package var flags: [FlagDeclaration] { groups.flatMap(\.flags) }
}
