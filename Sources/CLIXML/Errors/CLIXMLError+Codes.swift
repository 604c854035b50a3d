// Four families, as the comments say: syntax (not XML), grammar (XML, but not CLIXML), value (CLIXML, but the text of a
// primitive is wrong), limits. Spec section 6.10 and 6.11 list what PowerShell says in each case.
extension CLIXMLError.Code {
    // MARK: - Syntax

    /// The input has no root element: it is empty, or blanks and comments only.
    public static let missingRoot = Self(rawValue: "missing-root")
    /// The input ends inside a construct.
    public static let truncated = Self(rawValue: "truncated")
    /// Text stands before or after the root element.
    public static let textOutsideRoot = Self(rawValue: "text-outside-root")
    /// A second root element follows the first.
    public static let multipleRoots = Self(rawValue: "multiple-roots")
    /// An XML declaration stands elsewhere than at the very start, or is not well-formed.
    public static let invalidDeclaration = Self(rawValue: "invalid-declaration")
    /// The XML declaration names another version than 1.0.
    public static let unsupportedXMLVersion = Self(rawValue: "unsupported-xml-version")
    /// A document type declaration; all are refused.
    public static let documentType = Self(rawValue: "document-type")
    /// An end tag does not match its start tag.
    public static let mismatchedTag = Self(rawValue: "mismatched-tag")
    /// An attribute stands twice in one tag.
    public static let duplicateAttribute = Self(rawValue: "duplicate-attribute")
    /// A tag, comment, CDATA section or processing instruction is not well-formed.
    public static let invalidMarkup = Self(rawValue: "invalid-markup")
    /// A name is not an XML name.
    public static let invalidName = Self(rawValue: "invalid-name")
    /// A prefix is not bound to a namespace, or a namespace declaration is not allowed.
    public static let invalidNamespace = Self(rawValue: "invalid-namespace")
    /// A character that XML 1.0 does not allow stands as it is.
    public static let invalidCharacter = Self(rawValue: "invalid-character")
    /// A reference to an entity other than the five of XML.
    public static let undeclaredEntity = Self(rawValue: "undeclared-entity")
    /// A `&` that begins no well-formed reference.
    public static let invalidReference = Self(rawValue: "invalid-reference")

    // MARK: - Grammar

    /// The root element is not `Objs` of the CLIXML namespace.
    public static let wrongRoot = Self(rawValue: "wrong-root")
    /// The `Version` of the root is not two to four numbers.
    public static let invalidVersion = Self(rawValue: "invalid-version")
    /// The `Version` of the root does not begin with 1.
    public static let unsupportedVersion = Self(rawValue: "unsupported-version")
    /// Text stands where only elements may.
    public static let unexpectedText = Self(rawValue: "unexpected-text")
    /// An element stands inside a primitive, or a third one in a dictionary entry.
    public static let unexpectedElement = Self(rawValue: "unexpected-element")
    /// An element the format does not know there.
    public static let unknownElement = Self(rawValue: "unknown-element")
    /// A string-like element, or one with a fixed place, is in another namespace.
    public static let wrongNamespace = Self(rawValue: "wrong-namespace")
    /// An `N` or `RefId` attribute is missing.
    public static let missingAttribute = Self(rawValue: "missing-attribute")
    /// A `Ref` names an object that was not defined before it.
    public static let undefinedReference = Self(rawValue: "undefined-reference")
    /// A `TNRef` names a type-name list that was not defined before it.
    public static let undefinedTypeNames = Self(rawValue: "undefined-type-names")
    /// A dictionary entry lacks its key or value, or they are misnamed.
    public static let invalidDictionaryEntry = Self(rawValue: "invalid-dictionary-entry")
    /// A dictionary key is null.
    public static let nullDictionaryKey = Self(rawValue: "null-dictionary-key")
    /// A member of `MS` has an empty name.
    public static let emptyMemberName = Self(rawValue: "empty-member-name")
    /// A note inside a member set has one of PowerShell's reserved names.
    public static let reservedMemberName = Self(rawValue: "reserved-member-name")
    /// A child of `PR` is missing or out of order.
    public static let invalidProgressRecord = Self(rawValue: "invalid-progress-record")

    // MARK: - Values

    /// The text of a primitive is not one of its type.
    public static let invalidValue = Self(rawValue: "invalid-value")
    /// The text of a primitive is well-formed, but beyond the type's range.
    public static let valueOutOfRange = Self(rawValue: "value-out-of-range")

    // MARK: - Limits

    /// Objects are nested deeper than ``CLIXMLLimits/maximumDepth``.
    public static let nestedTooDeeply = Self(rawValue: "nested-too-deeply")
    /// Elements are nested deeper than ``CLIXMLLimits/maximumElementDepth``.
    public static let elementsNestedTooDeeply = Self(rawValue: "elements-nested-too-deeply")
    /// A top-level value is larger than ``CLIXMLLimits/maximumValueByteCount``.
    public static let valueTooLarge = Self(rawValue: "value-too-large")
    /// A text is longer than ``CLIXMLLimits/maximumTextByteCount``.
    public static let textTooLong = Self(rawValue: "text-too-long")
    /// A name is longer than ``CLIXMLLimits/maximumNameByteCount``.
    public static let nameTooLong = Self(rawValue: "name-too-long")
    /// A tag has more attributes than ``CLIXMLLimits/maximumAttributeCount``.
    public static let tooManyAttributes = Self(rawValue: "too-many-attributes")
    /// A top-level value has more than ``CLIXMLLimits/maximumNodeCount`` elements.
    public static let tooManyNodes = Self(rawValue: "too-many-nodes")
    /// The document's reference numbers are too scattered to be remembered within ``CLIXMLLimits/maximumReferenceRangeCount``.
    public static let tooManyReferences = Self(rawValue: "too-many-references")
    /// The document's type names take more than ``CLIXMLLimits/maximumTypeNameByteCount``.
    public static let tooManyTypeNames = Self(rawValue: "too-many-type-names")

    // MARK: - Writing

    /// A text has U+FFFE or U+FFFF, which ``CLIXMLWriterOptions/refusesNoncharacters`` does not let through.
    public static let noncharacter = Self(rawValue: "noncharacter")
    /// A reference to an object of an earlier value could not be followed.
    public static let unresolvedReference = Self(rawValue: "unresolved-reference")
}
