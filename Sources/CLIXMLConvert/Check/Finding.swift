public import CLIXML

/// Something about a document that its reader should know.
public struct Finding: Sendable, Hashable {
    /// How grave it is.
    public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
        /// Worth knowing; nothing is wrong.
        case note
        /// PowerShell reads it, but perhaps not as it was meant.
        case warning
        /// PowerShell refuses the document there.
        case error

        /// Orders by gravity.
        public static func < (left: Severity, right: Severity) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    /// Names a kind of finding; those that are errors have the codes of ``CLIXMLError``.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code as the command line prints it.
        public var rawValue: String

        /// Makes a code.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Two objects of the document have the same RefId.
        public static let repeatedRefID = Code(rawValue: "repeated-refid")
        /// Two lists of type names have the same RefId and differ.
        public static let repeatedTypeNamesRefID = Code(rawValue: "repeated-type-names-refid")
        /// Two members of an object have the same name, or a part of it stands twice.
        public static let repeatedMember = Code(rawValue: "repeated-member")
        /// Two keys of a dictionary are equal.
        public static let equalKeys = Code(rawValue: "equal-keys")
        /// Two keys of a dictionary differ in case only.
        public static let keysDifferInCase = Code(rawValue: "keys-differ-in-case")
        /// A SecureString whose characters anyone can read.
        public static let readableSecret = Code(rawValue: "readable-secret")
        /// A SecureString that only the user who wrote it can open, on the machine where it was written.
        public static let boundSecret = Code(rawValue: "bound-secret")
        /// Texts that stand for objects below the depth of the export.
        public static let cutOffByDepth = Code(rawValue: "cut-off-by-depth")
        /// A text that stands for a value that was nested too deeply to be written.
        public static let depthPlaceholder = Code(rawValue: "depth-placeholder")
        /// Characters that stand for bytes which were not valid.
        public static let replacedBytes = Code(rawValue: "replaced-bytes")
    }

    /// How grave it is.
    public let severity: Severity
    /// What kind of finding it is.
    public let code: Code
    /// Where it is, or `nil` for the document as a whole.
    public let position: SourcePosition?
    /// The elements around it, or `nil` outside any.
    public let path: ElementPath?
    /// One sentence: what was found.
    public let message: String
    /// What PowerShell does with it.
    public let consequence: String

    /// Makes a finding.
    public init(
        _ severity: Severity,
        _ code: Code,
        at position: SourcePosition?,
        path: ElementPath?,
        _ message: String,
        consequence: String
    ) {
        self.severity = severity
        self.code = code
        self.position = position
        self.path = path
        self.message = message
        self.consequence = consequence
    }

    /// Makes a finding of an error.
    ///
    /// - Parameters:
    ///   - isFirst: Whether PowerShell gets to it.
    ///   - valueCount: How many values stand before it.
    public init(_ error: CLIXMLError, isFirst: Bool, valueCount: Int) {
        let consequence =
            Finding.limits.contains(error.code)
            ? "PowerShell has no such limit"
            : isFirst
                ? "PowerShell stops here, after \(valueCount) \(valueCount == 1 ? "value" : "values")"
                : "PowerShell does not get here"
        self.init(
            .error,
            Code(rawValue: error.code.rawValue),
            at: error.position,
            path: error.path,
            error.message,
            consequence: consequence
        )
    }

    /// Refused by this reader only.
    private static let limits: Set<CLIXMLError.Code> = [
        .valueTooLarge, .textTooLong, .nameTooLong, .tooManyAttributes, .tooManyNodes, .tooManyReferences,
        .tooManyTypeNames, .elementsNestedTooDeeply,
    ]
}
