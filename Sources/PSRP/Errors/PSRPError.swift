/// Says why bytes of the remoting protocol were refused: a code, the place, and one sentence for people.
///
/// Two errors are equal when their `code` and `byteOffset` are: places are part of the contract, messages are not.
public struct PSRPError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Names a kind of error.
    ///
    /// A struct and not an enum, so that a code can be added without breaking a `switch`.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The code as diagnostics print it, for example `fragment-out-of-sequence`.
        public var rawValue: String

        /// Makes a code of its text.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The code as diagnostics print it.
        public var description: String { rawValue }
    }

    /// The kind of error.
    public let code: Code

    /// Where the offending construct begins, in bytes from the start of the stream it came in, or `nil` when the error
    /// has no place there.
    public let byteOffset: Int?

    /// One sentence: what was found and what was expected.
    public let message: String

    /// Makes an error.
    public init(code: Code, byteOffset: Int? = nil, message: String = "") {
        self.code = code
        self.byteOffset = byteOffset
        self.message = message
    }

    /// `byte N: message [code]`, without the place where there is none.
    public var description: String {
        let place = byteOffset.map { "byte \($0): " } ?? ""
        return "\(place)\(message) [\(code)]"
    }

    /// Compares code and place only.
    public static func == (left: PSRPError, right: PSRPError) -> Bool {
        left.code == right.code && left.byteOffset == right.byteOffset
    }

    /// Hashes code and place only.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(byteOffset)
    }
}
