/// Something that a conversion left out or wrote otherwise than the value has it.
public struct ConversionWarning: Sendable, Hashable, CustomStringConvertible {
    /// What kind of loss a warning reports.
    ///
    /// Codes are stable and made for programs.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code as the command line prints it.
        public var rawValue: String

        /// Makes a code.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Objects below the depth limit were written as text.
        public static let truncatedAtDepth = Code(rawValue: "truncated-at-depth")

        /// Objects that stand in several places were no longer repeated, but referred to.
        public static let sharedObjectsReferred = Code(rawValue: "shared-objects-referred")

        /// Keys of a dictionary that are no strings were written as their text.
        public static let nonStringKey = Code(rawValue: "non-string-key")

        /// A dictionary has two keys that are written alike.
        public static let repeatedKey = Code(rawValue: "repeated-key")

        /// A JSON text ends inside an array.
        public static let unfinishedArray = Code(rawValue: "unfinished-array")

        /// A column of a CSV text has no name.
        public static let unnamedColumn = Code(rawValue: "unnamed-column")

        /// A reference to an earlier value could not be followed, and null was written.
        public static let unresolvedReference = Code(rawValue: "unresolved-reference")
    }

    /// What kind of loss it is.
    public let code: Code

    /// One sentence about what was lost.
    public let message: String

    /// Makes a warning.
    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The message and the code.
    public var description: String { "\(message) [\(code.rawValue)]" }
}
