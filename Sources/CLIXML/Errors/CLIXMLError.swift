/// Says why a CLIXML document was refused: a code, the place, and one sentence for people.
///
/// Two errors are equal when their `code` and `position` are: positions are part of the contract, messages are not.
public struct CLIXMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Names a kind of error. A struct and not an enum, so that a code can be added without breaking a `switch`.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The code as diagnostics print it, for example `undefined-reference`.
        public var rawValue: String

        /// Makes a code of its text.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The code as diagnostics print it.
        public var description: String { rawValue }
    }

    /// The kind of error.
    public let code: Code

    /// Where the offending construct begins, or `nil` when the error has no place in the input.
    public let position: SourcePosition?

    /// The elements that enclose the offending construct, or `nil` outside any element.
    public let path: ElementPath?

    /// One sentence: what was found and what was expected.
    public let message: String

    /// Makes an error.
    public init(code: Code, position: SourcePosition? = nil, path: ElementPath? = nil, message: String = "") {
        self.code = code
        self.position = position
        self.path = path
        self.message = message
    }

    /// `line:column: message [code]`, without the position where there is none.
    public var description: String {
        let place = position.map { "\($0.line):\($0.column): " } ?? ""
        let route = path.map { " at \($0)" } ?? ""
        return "\(place)\(message)\(route) [\(code)]"
    }

    /// Compares code and position only.
    public static func == (left: CLIXMLError, right: CLIXMLError) -> Bool {
        left.code == right.code && left.position == right.position
    }

    /// Hashes code and position only.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(position)
    }
}
