/// Bounds on what a document may ask of its reader. Each has its own error code.
public struct CLIXMLLimits: Sendable, Hashable {
    /// How deep objects may be nested, counted as PowerShell counts (spec section 5.4): every value but member sets and the
    /// base inside an `Obj`. A value at this level is refused. The default 50 is PowerShell's own limit.
    public var maximumDepth = 50

    /// How deep elements may be nested in a top-level value, texts left out. Objects within ``maximumDepth`` need about
    /// 250; the default 10,000 leaves room for member sets and skipped content, which PowerShell does not count.
    public var maximumElementDepth = 10_000

    /// The size of one top-level value in bytes of UTF-8. One value is held in memory whole, so this bounds what a document
    /// can take; the default is 256 MiB, the most is 2 GiB.
    public var maximumValueByteCount = 256 << 20 {
        didSet { maximumValueByteCount = min(max(maximumValueByteCount, 0), 2 << 30) }
    }

    /// The length of one text in bytes of markup. The default, 256 MiB, leaves the bound to ``maximumValueByteCount``.
    public var maximumTextByteCount = 256 << 20

    /// The length of an attribute or element name or an attribute's value in bytes. The default, 1 MiB, is far above any
    /// property name.
    public var maximumNameByteCount = 1 << 20

    /// How many attributes a tag may have besides those that the format knows. No writer gives any; the default is 256.
    public var maximumAttributeCount = 256

    /// How many elements one top-level value may have. Each takes 16 bytes; the default 64 Mi is reached before
    /// ``maximumValueByteCount`` only by elements of four bytes.
    public var maximumNodeCount = 64 << 20

    /// How many separate ranges of reference numbers a document may define. Writers number objects in ascending order,
    /// which is one range however many objects there are; the default is 1,000,000, about 32 MiB.
    public var maximumReferenceRangeCount = 1_000_000

    /// How many bytes all type-name lists of a document may take. They stay in memory, because a `TNRef` may name any
    /// earlier list; the default is 16 MiB.
    public var maximumTypeNameByteCount = 16 << 20

    /// The defaults.
    public init() {}
}
