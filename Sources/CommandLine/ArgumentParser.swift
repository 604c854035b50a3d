/// Reads the words after a verb.
///
/// `--flag value`, `--flag=value`, `-o value`, `-ovalue`, `-o=value`, switches together as in `-ab`; flags and arguments
/// in any order; `-` is an argument; after `--` everything is. A value is taken as it stands, even if it begins with a
/// dash. Of a flag given twice the last one counts, unless it may be repeated.
struct ArgumentParser {
    /// What a command line asks for.
    enum Outcome {
        case arguments(Arguments)
        case help(isLong: Bool)
    }

    private let program: Program
    private let verb: Verb
    private var longNames: [String: FlagDeclaration] = [:]
    private var shortNames: [Character: FlagDeclaration] = [:]

    init(program: Program, verb: Verb) {
        self.program = program
        self.verb = verb
        for flag in verb.flags {
            for name in [flag.name] + flag.aliases { longNames[name] = flag }
            if let short = flag.short { shortNames[short] = flag }
        }
    }

    func parse(_ words: ArraySlice<String>) throws(UsageError) -> Outcome {
        var arguments = Arguments(verb: verb)
        var operands: [String] = []
        var rest = words
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            }
            if word == "--help" { return .help(isLong: true) }
            if word == "-h" { return .help(isLong: false) }
            if word.hasPrefix("--") {
                try takeLong(word, rest: &rest, into: &arguments)
            } else if word.hasPrefix("-"), word != "-" {
                if let help = try takeShorts(word, rest: &rest, into: &arguments) { return help }
            } else {
                operands.append(word)
            }
        }
        try place(operands, into: &arguments)
        return .arguments(arguments)
    }

    private func takeLong(
        _ word: String,
        rest: inout ArraySlice<String>,
        into arguments: inout Arguments
    ) throws(UsageError) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let flag = longNames[name] else { throw unknownFlag("--" + name) }
        try take(flag, spelled: "--" + name, attached: parts.count > 1 ? String(parts[1]) : nil, &rest, &arguments)
    }

    /// Takes `-abovalue`: switches, then perhaps one flag with a value.
    ///
    /// - Returns: An outcome if `-h` is among them, else `nil`.
    private func takeShorts(
        _ word: String,
        rest: inout ArraySlice<String>,
        into arguments: inout Arguments
    ) throws(UsageError) -> Outcome? {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            if letter == "h" { return .help(isLong: false) }
            // A word like `-Depth` is a long name with one dash more often than five switches.
            guard let flag = shortNames[letter] else { throw unknownFlag(word.count > 2 ? word : "-\(letter)") }
            if flag.value == nil, letters.first != "=" {
                try take(flag, spelled: "-\(letter)", attached: nil, &rest, &arguments)
                continue
            }
            let attached = letters.first == "=" ? letters.dropFirst() : letters.isEmpty ? nil : letters
            try take(flag, spelled: "-\(letter)", attached: attached.map { String($0) }, &rest, &arguments)
            break
        }
        return nil
    }

    private func take(
        _ flag: FlagDeclaration,
        spelled: String,
        attached: String?,
        _ rest: inout ArraySlice<String>,
        _ arguments: inout Arguments
    ) throws(UsageError) {
        guard let shape = flag.value else {
            if attached != nil { throw error(.unexpectedValue, "option '\(spelled)' takes no value") }
            arguments.add("", to: flag)
            return
        }
        guard let text = attached ?? rest.popFirst() else {
            throw error(.missingValue, "option '\(spelled)' needs a value; expected \(shape.expectation)")
        }
        guard flag.accepts(text) else {
            throw error(.wrongValue, "wrong value '\(text)' for '\(spelled)'; expected \(shape.expectation)")
        }
        arguments.add(text, to: flag)
    }

    private func place(_ operands: [String], into arguments: inout Arguments) throws(UsageError) {
        var rest = operands[...]
        for positional in verb.positionals {
            let count: Int
            switch positional.arity {
            case .one, .optional: count = min(1, rest.count)
            case .any, .someOrMore: count = rest.count
            }
            if count == 0, positional.arity == .one || positional.arity == .someOrMore {
                throw error(
                    .missingArgument,
                    "'\(verb.name)' needs \(positional.name); expected \(positional.value.expectation)"
                )
            }
            for text in rest.prefix(count) {
                guard positional.accepts(text) else {
                    throw error(
                        .wrongValue,
                        "wrong \(positional.name) '\(text)'; expected \(positional.value.expectation)"
                    )
                }
                arguments.add(text, to: positional)
            }
            rest = rest.dropFirst(count)
        }
        if let extra = rest.first {
            throw error(.unexpectedArgument, "'\(verb.name)' does not take the argument '\(extra)'")
        }
    }

    private func unknownFlag(_ spelled: String) -> UsageError {
        // Through the table, so that a hidden alias can be near but its shown name is suggested.
        let names = verb.flags.flatMap { [$0.name] + $0.aliases } + ["help"]
        let near = Suggestion.nearest(to: spelled, among: names).map { longNames[$0]?.name ?? $0 }
        let hint = near.map { "; did you mean '--\($0)'?" } ?? ""
        return error(.unknownOption, "'\(verb.name)' has no option '\(spelled)'\(hint)")
    }

    private func error(_ code: UsageError.Code, _ message: String) -> UsageError {
        UsageError(code, message, helpCommand: "\(program.name) \(verb.name) --help")
    }
}
