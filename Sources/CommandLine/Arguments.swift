/// The command line of one verb, read and checked.
package struct Arguments: Sendable {
    private(set) var flagTexts: [String: [String]] = [:]
    private(set) var positionalTexts: [String: [String]] = [:]

    init(verb: Verb) {
        for flag in verb.flags { flagTexts[flag.name] = [] }
        for positional in verb.positionals { positionalTexts[positional.name] = [] }
    }

    mutating func add(_ text: String, to flag: FlagDeclaration) { flagTexts[flag.name, default: []].append(text) }

    mutating func add(_ text: String, to positional: PositionalDeclaration) {
        positionalTexts[positional.name, default: []].append(text)
    }

    /// The value of a flag: its default where it was not given.
    ///
    /// - Precondition: The verb declares the flag.
    package subscript<Value>(flag: Flag<Value>) -> Value {
        guard let texts = flagTexts[flag.declaration.name] else {
            preconditionFailure("--\(flag.declaration.name) is not declared by this verb")
        }
        return flag.combine(texts)
    }

    /// Whether a flag stands on the command line, be it with its default.
    ///
    /// - Precondition: The verb declares the flag.
    package func isGiven<Value>(_ flag: Flag<Value>) -> Bool {
        guard let texts = flagTexts[flag.declaration.name] else {
            preconditionFailure("--\(flag.declaration.name) is not declared by this verb")
        }
        return !texts.isEmpty
    }

    /// The value of an argument.
    ///
    /// - Precondition: The verb declares the argument.
    package subscript<Value>(positional: Positional<Value>) -> Value {
        guard let texts = positionalTexts[positional.declaration.name], let value = positional.combine(texts) else {
            preconditionFailure("\(positional.declaration.name) is not declared by this verb")
        }
        return value
    }
}
