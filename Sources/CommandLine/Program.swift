/// A command-line program: its verbs, and what stands around them in help and man page.
///
/// ``interpret(_:)`` turns the words of a command line into something to print or a verb to run; printing and exiting
/// are the caller's.
package struct Program: Sendable {
    /// A titled part of the long help and the man page.
    package struct Section: Sendable {
        /// The heading.
        package let title: String

        /// Paragraphs; indented lines are kept as they are.
        package let text: String

        /// Makes a section.
        package init(_ title: String, _ text: String) {
            self.title = title
            self.text = text
        }
    }

    /// What a command line asks for.
    package enum Request: Sendable {
        /// Print this text, which ends with a line end, to standard output.
        case text(String)
        /// Run this verb.
        case run(Verb, Arguments)
    }

    /// The name of the executable.
    package let name: String

    /// The version, without the name.
    package let version: String

    /// One line: what it is, without a final stop.
    package let summary: String

    /// Paragraphs for the long help and the man page.
    package let detail: String

    /// The verbs in the order of the help.
    package let verbs: [Verb]

    /// Parts of the long help and the man page that hold for all verbs.
    package let sections: [Section]

    /// Command lines that work as they stand.
    package let examples: [Verb.Example]

    /// Makes a program.
    package init(
        _ name: String,
        version: String,
        summary: String,
        detail: String,
        verbs: [Verb],
        sections: [Section] = [],
        examples: [Verb.Example] = []
    ) {
        self.name = name
        self.version = version
        self.summary = summary
        self.detail = detail
        self.verbs = verbs
        self.sections = sections
        self.examples = examples
    }

    /// Finds out what a command line asks for.
    ///
    /// - Parameter words: The command line without the program's own name.
    /// - Throws: ``UsageError`` with any of its codes but `conflictingOptions`, which is for the verbs.
    package func interpret(_ words: [String]) throws(UsageError) -> Request {
        guard let first = words.first else {
            throw UsageError(.missingVerb, "no verb given; expected \(verbNames)", helpCommand: "\(name) --help")
        }
        switch first {
        case "-h": return .text(HelpText.short(self))
        case "--help": return .text(HelpText.long(self))
        case "-V", "--version": return .text("\(name) \(version)\n")
        case "help": return try help(words.dropFirst())
        default: break
        }
        if first.hasPrefix("-"), first != "-" { throw misplaced(first) }
        let verb = try verb(named: first)
        switch try ArgumentParser(program: self, verb: verb).parse(words.dropFirst()) {
        case .arguments(let arguments): return .run(verb, arguments)
        case .help(let isLong): return .text(isLong ? HelpText.long(verb, of: self) : HelpText.short(verb, of: self))
        }
    }

    private var verbNames: String { enumeration(verbs.map(\.name)) }

    private func help(_ words: ArraySlice<String>) throws(UsageError) -> Request {
        guard let word = words.first, word != "help", !word.hasPrefix("-") else { return .text(HelpText.long(self)) }
        if let extra = words.dropFirst().first {
            throw UsageError(
                .unexpectedArgument,
                "'help' does not take the argument '\(extra)'",
                helpCommand: "\(name) --help"
            )
        }
        return .text(HelpText.long(try verb(named: word), of: self))
    }

    private func verb(named word: String) throws(UsageError) -> Verb {
        if let verb = verbs.first(where: { $0.name == word }) { return verb }
        let near = Suggestion.nearest(to: word, among: verbs.map(\.name) + ["help"])
        let hint = near.map { "did you mean '\($0)'?" } ?? "expected \(verbNames)"
        throw UsageError(.unknownVerb, "there is no verb '\(word)'; \(hint)", helpCommand: "\(name) --help")
    }

    private func misplaced(_ word: String) -> UsageError {
        let long = word.split(separator: "=", maxSplits: 1).first.map { String($0) } ?? word
        let owner = verbs.first { verb in
            verb.flags.contains { "--\($0.name)" == long || $0.short.map { "-\($0)" } == long }
        }
        if let owner {
            return UsageError(
                .unknownOption,
                "option '\(long)' stands before the verb; write '\(name) \(owner.name) \(long)'",
                helpCommand: "\(name) \(owner.name) --help"
            )
        }
        let near = Suggestion.nearest(to: long, among: ["--help", "--version"])
        let hint = near.map { "did you mean '\($0)'?" } ?? "a verb comes first: \(verbNames)"
        return UsageError(.unknownOption, "there is no option '\(long)'; \(hint)", helpCommand: "\(name) --help")
    }
}
