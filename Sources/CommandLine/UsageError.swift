/// Says what is wrong with a command line: a code, one sentence for people, and where to read on.
///
/// Two errors are equal when their codes and messages are.
package struct UsageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Names a kind of error.
    ///
    /// A struct and not an enum, so that a code can be added without breaking a `switch`.
    package struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The code as diagnostics print it, for example `unknown-option`.
        package var rawValue: String

        /// Makes a code of its text.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The code as diagnostics print it.
        package var description: String { rawValue }

        /// No verb was given.
        package static let missingVerb = Code(rawValue: "missing-verb")
        /// There is no such verb.
        package static let unknownVerb = Code(rawValue: "unknown-verb")
        /// The verb has no such option.
        package static let unknownOption = Code(rawValue: "unknown-option")
        /// An option that takes a value stands at the end without one.
        package static let missingValue = Code(rawValue: "missing-value")
        /// A switch was given a value.
        package static let unexpectedValue = Code(rawValue: "unexpected-value")
        /// The value is none of those that are allowed.
        package static let wrongValue = Code(rawValue: "wrong-value")
        /// An argument that must be there is not.
        package static let missingArgument = Code(rawValue: "missing-argument")
        /// More arguments were given than the verb takes.
        package static let unexpectedArgument = Code(rawValue: "unexpected-argument")
        /// Two options exclude each other, or one has no effect with another.
        package static let conflictingOptions = Code(rawValue: "conflicting-options")
    }

    /// The exit status of wrong usage: `EX_USAGE` of `sysexits.h`.
    package static let exitStatus: Int32 = 64

    /// The kind of error.
    package let code: Code

    /// One sentence without a final stop: what was found, and what was expected or meant.
    package let message: String

    /// A command that shows the right usage, or `nil`.
    package let helpCommand: String?

    /// Makes an error.
    package init(_ code: Code, _ message: String, helpCommand: String? = nil) {
        self.code = code
        self.message = message
        self.helpCommand = helpCommand
    }

    /// `message [code]`.
    package var description: String { "\(message) [\(code)]" }

    /// Compares code and message.
    package static func == (left: UsageError, right: UsageError) -> Bool {
        left.code == right.code && left.message == right.message
    }

    /// Hashes code and message.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(message)
    }
}
